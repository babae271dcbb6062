/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/sign-in/davy-step-up-window.h"

#include <glib/gi18n.h>

#include "account/davy-sign-in.h"
#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "ui/common/davy-launch.h"
#include "ui/common/davy-stack.h"
#include "ui/common/davy-status-text.h"
#include "ui/common/davy-toast.h"
#include "ui/common/davy-wrap.h"
#include "ui/sign-in/davy-browser-html.h"
#include "ui/sign-in/davy-sign-in-code.h"
#include "ui/sign-in/davy-sign-in-waiting.h"

/* One more proof that a service wants before it does what the person has just asked for: why, the
 * wait for the browser or a code, what went wrong. Closing the window gives up, and the change that
 * waits is not made. */

struct _DavyStepUpWindow
{
  AdwWindow parent_instance;

  GtkStack *states;
  AdwStatusPage *start_page;
  GtkButton *browser_button;
  DavySignInWaiting *waiting;
  DavySignInCode *code;
  AdwStatusPage *failed_page;
  GtkButton *retry_button;

  DavyStepUp *step_up;
  GCancellable *cancellable; /* nullable: of the attempt */
  gboolean on_device;        /* the way of the attempt */
};

G_DEFINE_FINAL_TYPE (DavyStepUpWindow, davy_step_up_window, ADW_TYPE_WINDOW)

static void
end_attempt (DavyStepUpWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  davy_sign_in_waiting_end (self->waiting);
  davy_sign_in_code_end (self->code);
}

static void
attempt_ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DavyStepUpWindow *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (davy_step_up_finish (DAVY_STEP_UP (source), result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the window closes when it is over; whoever cancelled has shown what comes next */

  end_attempt (self);
  sentence = davy_sign_in_dup_sentence (error);
  davy_status_text_set (self->failed_page, sentence);
  davy_stack_go_to (self->states, "failed", GTK_WIDGET (self->retry_button), sentence);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DavyStepUpWindow *self = data;
  g_autoptr (GError) error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (self->on_device)
    davy_toast_show (GTK_WIDGET (self->states), davy_toast_new (_ ("No browser opened")));
  else
    davy_sign_in_waiting_set_no_browser (self->waiting);
}

static void
open_uri (DavyStepUpWindow *self, const char *uri)
{
  davy_launch_uri_async (GTK_WIDGET (self), uri, self->cancellable, launched_cb, self);
}

static void
user_code_cb (DavyStepUpWindow *self)
{
  davy_sign_in_code_show (self->code, davy_step_up_get_verification_uri (self->step_up),
                          davy_step_up_get_user_code (self->step_up));
}

static void
over_cb (DavyStepUpWindow *self)
{
  end_attempt (self);
  gtk_window_close (GTK_WINDOW (self));
}

static void
begin_attempt (DavyStepUpWindow *self, gboolean on_device)
{
  end_attempt (self);
  self->on_device = on_device;
  self->cancellable = g_cancellable_new ();
}

static void
browser_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DavyStepUpWindow *self = DAVY_STEP_UP_WINDOW (widget);

  begin_attempt (self, FALSE);
  davy_sign_in_waiting_begin (self->waiting);
  davy_stack_go_to (self->states, "waiting", GTK_WIDGET (self->waiting),
                    _ ("Go on in your browser"));
  davy_step_up_browser_async (self->step_up, self->cancellable, attempt_ended_cb, self);
}

static void
device_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DavyStepUpWindow *self = DAVY_STEP_UP_WINDOW (widget);

  begin_attempt (self, TRUE);
  davy_sign_in_code_begin (self->code);
  davy_stack_go_to (self->states, "code", GTK_WIDGET (self->code), _ ("Asking for a code…"));
  davy_step_up_device_async (self->step_up, self->cancellable, attempt_ended_cb, self);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DavyStepUpWindow *self = DAVY_STEP_UP_WINDOW (widget);

  end_attempt (self);
  davy_stack_go_to (self->states, "start", GTK_WIDGET (self->browser_button), NULL);
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DavyStepUpWindow *self = DAVY_STEP_UP_WINDOW (widget);

  davy_stack_go_to (self->states, "start", GTK_WIDGET (self->browser_button), NULL);
}

static const char *
get_page (DavyStepUpWindow *self)
{
  return self->on_device ? davy_step_up_get_verification_uri (self->step_up)
                         : davy_step_up_get_uri (self->step_up);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DavyStepUpWindow *self = DAVY_STEP_UP_WINDOW (widget);

  if (get_page (self) != NULL)
    open_uri (self, get_page (self));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DavyStepUpWindow *self = DAVY_STEP_UP_WINDOW (widget);
  const char *text = self->on_device ? davy_step_up_get_user_code (self->step_up)
                                     : davy_step_up_get_uri (self->step_up);

  if (text == NULL)
    return;
  davy_toast_copy (GTK_WIDGET (self->states), text,
                   self->on_device ? _ ("Code copied") : _ ("Link copied"));
}

static gboolean
davy_step_up_window_close_request (GtkWindow *window)
{
  DavyStepUpWindow *self = DAVY_STEP_UP_WINDOW (window);

  end_attempt (self);
  if (!davy_step_up_is_over (self->step_up))
    {
      g_signal_handlers_disconnect_by_func (self->step_up, over_cb, self);
      davy_step_up_give_up (self->step_up);
    }

  return GTK_WINDOW_CLASS (davy_step_up_window_parent_class)->close_request (window);
}

static void
davy_step_up_window_dispose (GObject *object)
{
  DavyStepUpWindow *self = DAVY_STEP_UP_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->step_up);

  G_OBJECT_CLASS (davy_step_up_window_parent_class)->dispose (object);
}

static void
davy_step_up_window_class_init (DavyStepUpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_step_up_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = davy_step_up_window_close_request;

  gtk_widget_class_install_action (widget_class, "sign-in.browser", NULL, browser_action);
  gtk_widget_class_install_action (widget_class, "sign-in.device", NULL, device_action);
  gtk_widget_class_install_action (widget_class, "sign-in.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "sign-in.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "sign-in.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "sign-in.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (DAVY_TYPE_SIGN_IN_CODE);
  g_type_ensure (DAVY_TYPE_SIGN_IN_WAITING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/sign-in/davy-step-up-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyStepUpWindow, states);
  gtk_widget_class_bind_template_child (widget_class, DavyStepUpWindow, start_page);
  gtk_widget_class_bind_template_child (widget_class, DavyStepUpWindow, browser_button);
  gtk_widget_class_bind_template_child (widget_class, DavyStepUpWindow, waiting);
  gtk_widget_class_bind_template_child (widget_class, DavyStepUpWindow, code);
  gtk_widget_class_bind_template_child (widget_class, DavyStepUpWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, DavyStepUpWindow, retry_button);
}

static void
davy_step_up_window_init (DavyStepUpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_wrap_below (GTK_WIDGET (self));
  davy_compat_guard_window (GTK_WINDOW (self));
}

static void
say_why (DavyStepUpWindow *self)
{
  DavyAccount *account = davy_step_up_get_account (self->step_up);
  const char *username = davy_account_get_username (account);
  gboolean own = g_ascii_strcasecmp (davy_step_up_get_tenant_id (self->step_up),
                                     davy_account_get_tenant_id (account)) == 0;
  g_autofree char *text = g_strdup_printf (
      own ? /* Translators: %s is the name of an account, such as anna@example.com. */
          _ ("Microsoft wants one more proof that you are %s. Nothing has been changed yet: it goes "
             "on by itself afterwards.")
          : /* Translators: %s is the name of an account, such as anna@example.com. */
          _ ("This customer’s tenant wants one more proof that you are %s. Nothing has been changed "
             "yet: it goes on by itself afterwards."),
      username);

  davy_status_text_set (self->start_page, text);
}

static void
set_pages (DavyStepUp *step_up)
{
  g_autofree char *done = davy_browser_html_make (
      _ ("Confirmed"), _ ("Davylamp goes on by itself. You can close this page."));
  g_autofree char *failed = davy_browser_html_make (
      _ ("Not confirmed"), _ ("Davylamp says why. You can close this page."));

  davy_step_up_set_pages (step_up, done, failed);
}

/**
 * davy_step_up_window_new:
 * @step_up: the proof that the person is led through
 * @parent: (nullable): the window in which they asked for the change
 *
 * Returns: (transfer none): the window, which closes by itself when it is over
 */
DavyStepUpWindow *
davy_step_up_window_new (DavyStepUp *step_up, GtkWindow *parent)
{
  DavyStepUpWindow *self = g_object_new (DAVY_TYPE_STEP_UP_WINDOW, "transient-for", parent, NULL);

  self->step_up = g_object_ref (step_up);
  say_why (self);
  set_pages (step_up);
  g_signal_connect_object (step_up, "open-uri", G_CALLBACK (open_uri), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (step_up, "notify::user-code", G_CALLBACK (user_code_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (step_up, "notify::over", G_CALLBACK (over_cb), self, G_CONNECT_SWAPPED);

  return self;
}
