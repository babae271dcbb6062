/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one file that may use what the floor lacks: the ceiling of the version macros is lifted here,
 * before the first include, and every newer call stands behind a version check. */
#undef GDK_VERSION_MAX_ALLOWED
#undef ADW_VERSION_MAX_ALLOWED

#include "compat/davy-compat.h"

#include <adwaita.h>

#define RESPONSE_CANCEL "cancel"
#define RESPONSE_ACCEPT "accept"

/**
 * davy_compat_get_color:
 * @widget: a widget
 * @color: (out): the colour its text has now
 *
 * What to draw text and lines with, so that a drawing follows light, dark and high contrast.
 */
void
davy_compat_get_color (GtkWidget *widget, GdkRGBA *color)
{
#if GTK_CHECK_VERSION(4, 10, 0)
  gtk_widget_get_color (widget, color);
#else
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
#endif
}

/**
 * davy_compat_announce:
 * @widget: where it happened
 * @text: what a screen reader is to say now
 *
 * Speaks without moving the focus. Before GTK 4.14 there is no such call: there @text becomes the
 * description of @widget, and assistive technologies hear of its change, also where a label that
 * says the same has only just come to be seen, of which nothing is told.
 */
void
davy_compat_announce (GtkWidget *widget, const char *text)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  g_autoptr (GtkATContext) context = gtk_accessible_get_at_context (GTK_ACCESSIBLE (widget));

  /* GTK's double for tests (GTK_A11Y=test) calls a function that it does not have. */
  if (context == NULL || g_str_equal (G_OBJECT_TYPE_NAME (context), "GtkTestATContext"))
    return;

  gtk_accessible_announce (GTK_ACCESSIBLE (widget), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
#else
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
#endif
}

static void
window_unrealize_cb (GtkWidget *widget)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (widget));

  g_signal_handlers_disconnect_matched (surface, G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_DATA,
                                        g_signal_lookup ("compute-size", GDK_TYPE_TOPLEVEL), 0,
                                        NULL, NULL, widget);
}

/**
 * davy_compat_guard_window:
 * @window: a new window
 *
 * GTK 4.8 leaves the handler that works out a window's size connected to its surface, which on X11
 * lives on until the server has answered: a change of size that is under way when the window goes
 * then reaches freed memory. This takes it away in time. Later versions do so themselves, and find
 * nothing left to do.
 */
void
davy_compat_guard_window (GtkWindow *window)
{
  g_signal_connect (window, "unrealize", G_CALLBACK (window_unrealize_cb), NULL);
}

static void
return_response (GTask *task, const char *response)
{
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, g_strcmp0 (response, RESPONSE_ACCEPT) == 0);
}

#if ADW_CHECK_VERSION(1, 5, 0)

static void
dialog_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);

  return_response (task, adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result));
}

/* Before libadwaita 1.8 the large form of a heading does not wrap, and GTK warns of it where only
 * the small form fits. The large one is still shown only where all of it has room. */
static void
wrap_large_heading (GtkWidget *widget)
{
#if !ADW_CHECK_VERSION(1, 8, 0)
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "title-2"))
    {
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    wrap_large_heading (child);
#endif
}

static void
present_question (GTask *task,
                  GtkWindow *parent,
                  const char *heading,
                  const char *body,
                  const char *cancel_label,
                  const char *accept_label,
                  gboolean destructive)
{
  AdwDialog *question = adw_alert_dialog_new (heading, body);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (question);

  wrap_large_heading (adw_dialog_get_child (question));
  adw_alert_dialog_add_responses (dialog, RESPONSE_CANCEL, cancel_label, RESPONSE_ACCEPT,
                                  accept_label, NULL);
  adw_alert_dialog_set_response_appearance (
      dialog, RESPONSE_ACCEPT, destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, destructive ? RESPONSE_CANCEL : RESPONSE_ACCEPT);
  adw_alert_dialog_set_close_response (dialog, RESPONSE_CANCEL);
  adw_alert_dialog_choose (dialog, GTK_WIDGET (parent), g_task_get_cancellable (task),
                           dialog_chosen_cb, g_object_ref (task));
}

#else

typedef struct
{
  GTask *task;       /* (owned) */
  GtkWindow *dialog; /* (owned) */
  gulong cancelled_id;
} Question;

static void
dialog_response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  g_autofree Question *question = data;
  g_autoptr (GTask) task = g_steal_pointer (&question->task);

  g_cancellable_disconnect (g_task_get_cancellable (task), question->cancelled_id);
  return_response (task, response);
  g_object_unref (question->dialog);
}

static gboolean
close_dialog_cb (gpointer dialog)
{
  gtk_window_close (dialog);
  return G_SOURCE_REMOVE;
}

/* May run on another thread, and inside the disconnecting of this very handler. */
static void
question_cancelled_cb (GCancellable *cancellable, Question *question)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, close_dialog_cb, g_object_ref (question->dialog),
                   g_object_unref);
}

static void
present_question (GTask *task,
                  GtkWindow *parent,
                  const char *heading,
                  const char *body,
                  const char *cancel_label,
                  const char *accept_label,
                  gboolean destructive)
{
  GtkWidget *window = adw_message_dialog_new (parent, heading, body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (window);
  Question *question = g_new0 (Question, 1);

  davy_compat_guard_window (GTK_WINDOW (window));
  adw_message_dialog_add_responses (dialog, RESPONSE_CANCEL, cancel_label, RESPONSE_ACCEPT,
                                    accept_label, NULL);
  adw_message_dialog_set_response_appearance (
      dialog, RESPONSE_ACCEPT, destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, destructive ? RESPONSE_CANCEL : RESPONSE_ACCEPT);
  adw_message_dialog_set_close_response (dialog, RESPONSE_CANCEL);

  question->task = g_object_ref (task);
  question->dialog = GTK_WINDOW (g_object_ref (window));
  g_signal_connect (dialog, "response", G_CALLBACK (dialog_response_cb), question);
  gtk_window_present (GTK_WINDOW (window));

  if (g_task_get_cancellable (task) != NULL)
    question->cancelled_id = g_cancellable_connect (
        g_task_get_cancellable (task), G_CALLBACK (question_cancelled_cb), question, NULL);
}

#endif

/**
 * davy_compat_ask_async:
 * @parent: the window the question belongs to
 * @heading: the question in a few words
 * @body: what will happen, and what will not
 * @cancel_label: the way back, with mnemonic
 * @accept_label: what is done, as a verb, with mnemonic
 * @destructive: whether @accept_label cannot be taken back: it is drawn so and is not the default
 * @cancellable: (nullable): closes the question
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks a person one question in a dialog above @parent.
 */
void
davy_compat_ask_async (GtkWindow *parent,
                       const char *heading,
                       const char *body,
                       const char *cancel_label,
                       const char *accept_label,
                       gboolean destructive,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_compat_ask_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  present_question (task, parent, heading, body, cancel_label, accept_label, destructive);
}

/**
 * davy_compat_ask_finish:
 * @parent: the window the question belonged to
 * @result: the answer
 * @error: set when the question was cancelled by the program
 *
 * Returns: whether the person accepted; %FALSE for the way back, closing and @error
 */
gboolean
davy_compat_ask_finish (GtkWindow *parent, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, parent), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_compat_ask_async, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
