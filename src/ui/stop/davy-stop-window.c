/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/stop/davy-stop-window.h"

#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "triage/davy-containment.h"
#include "triage/davy-triage.h"
#include "ui/stop/davy-stop-panel.h"
#include "ui/wizard/davy-wizard-words.h"

/* Stop the machines …: the fast lane, from an alert or from a step of its case. Closing it ends
 * nothing that is under way. */

struct _DavyStopWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *heading;
  GtkStack *screens;
  AdwStatusPage *failed;
  GtkWidget *scroller;
  DavyStopPanel *panel;

  DavyContext *context;
  DavyCase *subject; /* (nullable): until it is open */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (DavyStopWindow, davy_stop_window, ADW_TYPE_WINDOW)

static void
show_screen (DavyStopWindow *self, GtkWidget *screen)
{
  gtk_widget_set_visible (screen, TRUE);
  gtk_stack_set_visible_child (self->screens, screen);
}

static void
show_case (DavyStopWindow *self)
{
  g_autofree char *subject = davy_wizard_words_case (self->subject);
  DavyContainment *containment = davy_case_get_containment (self->subject);

  adw_window_title_set_subtitle (self->heading, subject);
  davy_stop_panel_set_case (self->panel, self->subject, self->context);
  show_screen (self, self->scroller);
  davy_containment_read (containment);
  gtk_widget_child_focus (GTK_WIDGET (self->panel), GTK_DIR_TAB_FORWARD);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyStopWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  DavyCase *opened = davy_triage_open_finish (DAVY_TRIAGE (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (opened != NULL)
    {
      self->subject = opened;
      show_case (self);
      return;
    }

  sentence = davy_error_dup_sentence (error);
  adw_status_page_set_description (self->failed, sentence);
  show_screen (self, GTK_WIDGET (self->failed));
}

static gboolean
davy_stop_window_close_request (GtkWindow *window)
{
  g_cancellable_cancel (DAVY_STOP_WINDOW (window)->cancellable);

  return GTK_WINDOW_CLASS (davy_stop_window_parent_class)->close_request (window);
}

static void
davy_stop_window_dispose (GObject *object)
{
  DavyStopWindow *self = DAVY_STOP_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->subject);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_stop_window_parent_class)->dispose (object);
}

static void
davy_stop_window_class_init (DavyStopWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_stop_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = davy_stop_window_close_request;

  g_type_ensure (DAVY_TYPE_STOP_PANEL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/stop/davy-stop-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyStopWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, DavyStopWindow, screens);
  gtk_widget_class_bind_template_child (widget_class, DavyStopWindow, failed);
  gtk_widget_class_bind_template_child (widget_class, DavyStopWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, DavyStopWindow, panel);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
davy_stop_window_init (DavyStopWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_compat_guard_window (GTK_WINDOW (self));
}

/**
 * davy_stop_window_new:
 * @context: where the case is opened
 * @parent: (nullable): the window it belongs to
 * @alert_row: an alert; its case is found or begun
 *
 * Shows what runs in the alert's subscription and stops it.
 *
 * Returns: (transfer none): the window, to be presented
 */
GtkWidget *
davy_stop_window_new (DavyContext *context, GtkWindow *parent, gint64 alert_row)
{
  DavyStopWindow *self =
      g_object_new (DAVY_TYPE_STOP_WINDOW, "transient-for", parent, "application",
                    parent != NULL ? gtk_window_get_application (parent) : NULL, NULL);

  self->context = g_object_ref (context);
  davy_triage_open_async (davy_context_get_triage (context), alert_row, self->cancellable,
                          opened_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}
