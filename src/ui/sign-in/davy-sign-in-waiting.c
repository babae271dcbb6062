/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/sign-in/davy-sign-in-waiting.h"

#include <glib/gi18n.h>

#include "account/davy-sign-in.h"
#include "compat/davy-compat.h"
#include "core/davy-time.h"
#include "ui/common/davy-say.h"
#include "ui/common/davy-wrap.h"

/* While the person is in the browser. Some refusals are shown there only and never come back, so
 * after a minute the page asks for the code that the browser may show. */

#define PATIENCE      60000 /* milliseconds */
#define SHORTEST_CODE 5

struct _DavySignInWaiting
{
  AdwBin parent_instance;

  AdwStatusPage *page;
  GtkSpinner *spinner;
  GtkRevealer *question;
  GtkLabel *question_label;
  AdwEntryRow *code_row;
  GtkLabel *remedy;
  GtkButton *open_button;
  GtkButton *copy_button;
  GtkButton *device_button;
  GtkButton *cancel_button;

  GSource *patience;
};

G_DEFINE_FINAL_TYPE (DavySignInWaiting, davy_sign_in_waiting, ADW_TYPE_BIN)

static void
code_changed_cb (DavySignInWaiting *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->code_row));
  const char *digits = text + strcspn (text, "0123456789");
  const char *remedy = davy_sign_in_get_remedy ((guint) g_ascii_strtoull (digits, NULL, 10));

  if (remedy == NULL && strlen (digits) >= SHORTEST_CODE)
    remedy = _ ("Davylamp does not know this code. Your administrator finds the attempt under "
                "it in the sign-in logs of Entra ID.");
  davy_say (self->remedy, remedy);
}

static void
code_clicked_cb (GtkButton *button, DavySignInWaiting *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->code_row), gtk_button_get_label (button));
}

static gboolean
patience_over_cb (gpointer user_data)
{
  DavySignInWaiting *self = DAVY_SIGN_IN_WAITING (user_data);

  davy_timer_clear (&self->patience);
  gtk_revealer_set_reveal_child (self->question, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->device_button), TRUE);
  davy_compat_announce (GTK_WIDGET (self->question), gtk_label_get_text (self->question_label));

  return G_SOURCE_REMOVE;
}

static gboolean
davy_sign_in_waiting_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DAVY_SIGN_IN_WAITING (widget)->cancel_button));
}

static void
davy_sign_in_waiting_dispose (GObject *object)
{
  davy_timer_clear (&DAVY_SIGN_IN_WAITING (object)->patience);

  G_OBJECT_CLASS (davy_sign_in_waiting_parent_class)->dispose (object);
}

static void
davy_sign_in_waiting_class_init (DavySignInWaitingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_sign_in_waiting_dispose;
  widget_class->grab_focus = davy_sign_in_waiting_grab_focus;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/sign-in/davy-sign-in-waiting.ui");
  gtk_widget_class_bind_template_child (widget_class, DavySignInWaiting, page);
  gtk_widget_class_bind_template_child (widget_class, DavySignInWaiting, spinner);
  gtk_widget_class_bind_template_child (widget_class, DavySignInWaiting, question);
  gtk_widget_class_bind_template_child (widget_class, DavySignInWaiting, question_label);
  gtk_widget_class_bind_template_child (widget_class, DavySignInWaiting, code_row);
  gtk_widget_class_bind_template_child (widget_class, DavySignInWaiting, remedy);
  gtk_widget_class_bind_template_child (widget_class, DavySignInWaiting, open_button);
  gtk_widget_class_bind_template_child (widget_class, DavySignInWaiting, copy_button);
  gtk_widget_class_bind_template_child (widget_class, DavySignInWaiting, device_button);
  gtk_widget_class_bind_template_child (widget_class, DavySignInWaiting, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, code_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, code_clicked_cb);
}

static void
davy_sign_in_waiting_init (DavySignInWaiting *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_wrap_below (GTK_WIDGET (self));
}

/**
 * davy_sign_in_waiting_begin:
 * @self: the page
 *
 * The browser was asked to open.
 */
void
davy_sign_in_waiting_begin (DavySignInWaiting *self)
{
  g_return_if_fail (DAVY_IS_SIGN_IN_WAITING (self));

  davy_sign_in_waiting_end (self);
  adw_status_page_set_title (self->page, _ ("Go on in your browser"));
  adw_status_page_set_description (
      self->page, _ ("The sign-in page opens there. Sign in, and Davylamp goes on by itself."));
  gtk_spinner_start (self->spinner);
  gtk_widget_remove_css_class (GTK_WIDGET (self->copy_button), "suggested-action");
  gtk_widget_set_visible (GTK_WIDGET (self->open_button), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->device_button), FALSE);
  gtk_revealer_set_reveal_child (self->question, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->code_row), "");
  self->patience = davy_timer_start (PATIENCE, patience_over_cb, self, NULL);
}

/**
 * davy_sign_in_waiting_end:
 * @self: the page
 *
 * Nobody waits any more.
 */
void
davy_sign_in_waiting_end (DavySignInWaiting *self)
{
  g_return_if_fail (DAVY_IS_SIGN_IN_WAITING (self));

  davy_timer_clear (&self->patience);
  gtk_spinner_stop (self->spinner);
}

/**
 * davy_sign_in_waiting_set_no_browser:
 * @self: the page
 *
 * No browser opened: the link can be taken to one, or a code to another device.
 */
void
davy_sign_in_waiting_set_no_browser (DavySignInWaiting *self)
{
  const char *text = _ ("Copy the link and open it in a browser on this computer, or use a code on "
                        "another device.");

  g_return_if_fail (DAVY_IS_SIGN_IN_WAITING (self));

  adw_status_page_set_title (self->page, _ ("No browser opened"));
  adw_status_page_set_description (self->page, text);
  gtk_widget_set_visible (GTK_WIDGET (self->open_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->device_button), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->copy_button), "suggested-action");
  gtk_widget_grab_focus (GTK_WIDGET (self->copy_button));
  davy_compat_announce (GTK_WIDGET (self), _ ("No browser opened"));
}
