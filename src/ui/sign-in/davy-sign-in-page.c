/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/sign-in/davy-sign-in-page.h"

#include <glib/gi18n.h>

#include "account/davy-sign-in.h"
#include "core/davy-error.h"
#include "core/davy-time.h"
#include "ui/common/davy-launch.h"
#include "ui/common/davy-stack.h"
#include "ui/common/davy-status-text.h"
#include "ui/common/davy-toast.h"
#include "ui/help/davy-help-topic.h"
#include "ui/sign-in/davy-browser-html.h"
#include "ui/sign-in/davy-sign-in-code.h"
#include "ui/sign-in/davy-sign-in-start.h"
#include "ui/sign-in/davy-sign-in-waiting.h"

/* The sign-in as a page: the start, the wait for the browser or for a code, and what went wrong,
 * each with its way on. An attempt is one #DavySignIn; a new one takes its place. */

#define KEYRING_QUICK 1000 /* milliseconds in which one answers that asks nobody */

struct _DavySignInPage
{
  AdwBin parent_instance;

  GtkStack *states;
  DavySignInStart *start;
  DavySignInWaiting *waiting;
  DavySignInCode *code;
  AdwStatusPage *failed_page;
  GtkButton *retry_button;
  GtkWidget *details;
  GtkToggleButton *unfold; /* GTK 4.8 does not let the keyboard leave a GtkExpander */
  GtkLabel *details_label;
  AdwStatusPage *keyring_page;
  GtkButton *keep_button;
  GtkButton *memory_button;

  DavyContext *context;
  DavySignIn *attempt; /* nullable */
  GCancellable *cancellable;
  gboolean on_device; /* the way of the attempt */
  GSource *keeping_timer;
};

typedef enum
{
  SIGNAL_DONE,
  N_SIGNALS,
} SignInPageSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DavySignInPage, davy_sign_in_page, ADW_TYPE_BIN)

static void
end_attempt (DavySignInPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->attempt != NULL)
    g_signal_handlers_disconnect_by_data (self->attempt, self);
  g_clear_object (&self->attempt);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sign-in.cancel", FALSE);
  davy_timer_clear (&self->keeping_timer);
  davy_sign_in_waiting_end (self->waiting);
  davy_sign_in_code_end (self->code);
}

static void
show_failed (DavySignInPage *self, const GError *error)
{
  g_autofree char *sentence = davy_sign_in_dup_sentence (error);
  g_autofree char *details = davy_error_dup_details (error);

  davy_status_text_set (self->failed_page, sentence);
  gtk_label_set_text (self->details_label, details);
  gtk_toggle_button_set_active (self->unfold, FALSE);
  gtk_widget_set_visible (self->details, g_strcmp0 (details, sentence) != 0);
  davy_stack_go_to (self->states, "failed", GTK_WIDGET (self->retry_button), sentence);
}

static gboolean
is_about_keyring (const GError *error)
{
  return g_error_matches (error, DAVY_ERROR, DAVY_ERROR_KEYRING_ABSENT) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_KEYRING_LOCKED) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_KEYRING_DENIED);
}

static void
show_keyring_trouble (DavySignInPage *self, const GError *error)
{
  g_autofree char *sentence = davy_error_dup_sentence (error);

  if (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_KEYRING_LOCKED))
    adw_status_page_set_title (self->keyring_page, _ ("Signed in, but the keyring is locked"));
  else if (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_KEYRING_DENIED))
    adw_status_page_set_title (self->keyring_page, _ ("Signed in, but the keyring refuses"));
  else
    adw_status_page_set_title (self->keyring_page, _ ("Signed in, but there is no keyring"));
  davy_status_text_set (self->keyring_page, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->keep_button), TRUE);
  davy_stack_go_to (self->states, "keyring", GTK_WIDGET (self->keep_button), sentence);
}

/* A keyring that asks does so in a window of its own, and may wait for ever. */
static gboolean
still_keeping_cb (gpointer user_data)
{
  DavySignInPage *self = user_data;
  const char *text =
      _ ("Your keyring keeps the sign-in for the next time. It may ask for its password now.");

  davy_timer_clear (&self->keeping_timer);
  davy_sign_in_waiting_end (self->waiting);
  adw_status_page_set_title (self->keyring_page, _ ("Signed in"));
  adw_status_page_set_description (self->keyring_page, text);
  gtk_widget_set_visible (GTK_WIDGET (self->keep_button), FALSE);
  davy_stack_go_to (self->states, "keyring", GTK_WIDGET (self->memory_button), text);

  return G_SOURCE_REMOVE;
}

static void
keeping_cb (DavySignInPage *self)
{
  davy_timer_clear (&self->keeping_timer);
  if (davy_sign_in_is_keeping (self->attempt))
    self->keeping_timer = davy_timer_start (KEYRING_QUICK, still_keeping_cb, self, NULL);
}

static void
finish_page (DavySignInPage *self)
{
  end_attempt (self);
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DavySignInPage *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAccount) account = davy_sign_in_finish (DAVY_SIGN_IN (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* whoever cancelled has shown what comes next, or is gone */

  if (account != NULL)
    {
      finish_page (self);
    }
  else if (is_about_keyring (error))
    {
      show_keyring_trouble (self, error);
    }
  else
    {
      end_attempt (self);
      show_failed (self, error);
    }
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DavySignInPage *self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (self->on_device)
    davy_toast_show (GTK_WIDGET (self), davy_toast_new (_ ("No browser opened")));
  else
    davy_sign_in_waiting_set_no_browser (self->waiting);
}

static void
open_uri (DavySignInPage *self, const char *uri)
{
  davy_launch_uri_async (GTK_WIDGET (self), uri, self->cancellable, launched_cb, self);
}

static void
user_code_cb (DavySignInPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sign-in.copy", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sign-in.open", TRUE);
  davy_sign_in_code_show (self->code, davy_sign_in_get_verification_uri (self->attempt),
                          davy_sign_in_get_user_code (self->attempt));
}

static DavySignIn *
create_attempt (DavySignInPage *self)
{
  DavyAccounts *accounts = davy_context_get_accounts (self->context);
  g_autofree char *done = davy_browser_html_make (
      _ ("Signed in"), _ ("Davylamp goes on by itself. You can close this page."));
  g_autofree char *failed = davy_browser_html_make (
      _ ("Not signed in"), _ ("Davylamp says why. You can close this page."));
  DavySignIn *attempt = davy_sign_in_new (accounts, davy_sign_in_start_get_again (self->start),
                                          davy_sign_in_start_get_claims (self->start));

  if (davy_sign_in_start_get_again (self->start) == NULL)
    davy_sign_in_set_cloud (attempt, davy_sign_in_start_get_cloud (self->start));
  davy_sign_in_set_pages (attempt, done, failed);
  g_signal_connect_object (attempt, "open-uri", G_CALLBACK (open_uri), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (attempt, "notify::keeping", G_CALLBACK (keeping_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (attempt, "notify::user-code", G_CALLBACK (user_code_cb), self,
                           G_CONNECT_SWAPPED);

  return attempt;
}

static gboolean
begin_attempt (DavySignInPage *self, gboolean on_device)
{
  end_attempt (self);
  if (!davy_sign_in_start_apply (self->start))
    {
      gtk_stack_set_visible_child_name (self->states, "start");
      return FALSE;
    }
  self->on_device = on_device;
  self->cancellable = g_cancellable_new ();
  self->attempt = create_attempt (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sign-in.cancel", TRUE);

  return TRUE;
}

static void
browser_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DavySignInPage *self = DAVY_SIGN_IN_PAGE (widget);

  if (!begin_attempt (self, FALSE))
    return;
  davy_sign_in_waiting_begin (self->waiting);
  gtk_widget_action_set_enabled (widget, "sign-in.copy", TRUE);
  gtk_widget_action_set_enabled (widget, "sign-in.open", TRUE);
  davy_stack_go_to (self->states, "waiting", GTK_WIDGET (self->waiting),
                    _ ("Go on in your browser"));
  davy_sign_in_browser_async (self->attempt, self->cancellable, signed_in_cb, self);
}

static void
device_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DavySignInPage *self = DAVY_SIGN_IN_PAGE (widget);

  if (!begin_attempt (self, TRUE))
    return;
  davy_sign_in_code_begin (self->code);
  gtk_widget_action_set_enabled (widget, "sign-in.copy", FALSE);
  gtk_widget_action_set_enabled (widget, "sign-in.open", FALSE);
  davy_stack_go_to (self->states, "code", GTK_WIDGET (self->code), _ ("Asking for a code…"));
  davy_sign_in_device_async (self->attempt, self->cancellable, signed_in_cb, self);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DavySignInPage *self = DAVY_SIGN_IN_PAGE (widget);

  end_attempt (self);
  davy_stack_go_to (self->states, "start", GTK_WIDGET (self->start),
                    _ ("The sign-in was cancelled"));
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DavySignInPage *self = DAVY_SIGN_IN_PAGE (widget);

  davy_stack_go_to (self->states, "start", GTK_WIDGET (self->start), NULL);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DavySignInPage *self = DAVY_SIGN_IN_PAGE (widget);

  if (self->attempt != NULL)
    open_uri (self, self->on_device ? davy_sign_in_get_verification_uri (self->attempt)
                                    : davy_sign_in_get_uri (self->attempt));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DavySignInPage *self = DAVY_SIGN_IN_PAGE (widget);

  if (self->attempt == NULL)
    return;
  if (self->on_device)
    davy_toast_copy (widget, davy_sign_in_get_user_code (self->attempt), _ ("Code copied"));
  else
    davy_toast_copy (widget, davy_sign_in_get_uri (self->attempt), _ ("Link copied"));
}

static void
keep_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DavySignInPage *self = DAVY_SIGN_IN_PAGE (widget);

  if (self->attempt == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->keep_button), FALSE);
  davy_sign_in_keep_async (self->attempt, self->cancellable, signed_in_cb, self);
}

static void
keep_in_memory_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DavySignInPage *self = DAVY_SIGN_IN_PAGE (widget);
  g_autoptr (DavyAccount) account = NULL;

  if (self->attempt == NULL)
    return;
  account = davy_sign_in_keep_in_memory (self->attempt);
  finish_page (self);
}

static gboolean
mapped_cb (gpointer user_data)
{
  DavySignInPage *self = user_data;

  if (gtk_stack_get_visible_child (self->states) == GTK_WIDGET (self->start))
    gtk_widget_grab_focus (GTK_WIDGET (self->start));

  return G_SOURCE_REMOVE;
}

static void
davy_sign_in_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (davy_sign_in_page_parent_class)->map (widget);

  /* A stack around the page moves the focus once more while it brings the page in. */
  g_idle_add_full (G_PRIORITY_DEFAULT, mapped_cb, g_object_ref (widget), g_object_unref);
}

static void
davy_sign_in_page_dispose (GObject *object)
{
  DavySignInPage *self = DAVY_SIGN_IN_PAGE (object);

  if (self->context != NULL)
    end_attempt (self);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_sign_in_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sign-in.browser", NULL, browser_action);
  gtk_widget_class_install_action (widget_class, "sign-in.device", NULL, device_action);
  gtk_widget_class_install_action (widget_class, "sign-in.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "sign-in.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "sign-in.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "sign-in.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "sign-in.keep", NULL, keep_action);
  gtk_widget_class_install_action (widget_class, "sign-in.keep-in-memory", NULL,
                                   keep_in_memory_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "sign-in.cancel", NULL);
}

static void
davy_sign_in_page_class_init (DavySignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_sign_in_page_dispose;
  widget_class->map = davy_sign_in_page_map;

  g_type_ensure (DAVY_TYPE_SIGN_IN_CODE);
  g_type_ensure (DAVY_TYPE_SIGN_IN_START);
  g_type_ensure (DAVY_TYPE_SIGN_IN_WAITING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/sign-in/davy-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavySignInPage, states);
  gtk_widget_class_bind_template_child (widget_class, DavySignInPage, start);
  gtk_widget_class_bind_template_child (widget_class, DavySignInPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, DavySignInPage, code);
  gtk_widget_class_bind_template_child (widget_class, DavySignInPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, DavySignInPage, retry_button);
  gtk_widget_class_bind_template_child (widget_class, DavySignInPage, details);
  gtk_widget_class_bind_template_child (widget_class, DavySignInPage, unfold);
  gtk_widget_class_bind_template_child (widget_class, DavySignInPage, details_label);
  gtk_widget_class_bind_template_child (widget_class, DavySignInPage, keyring_page);
  gtk_widget_class_bind_template_child (widget_class, DavySignInPage, keep_button);
  gtk_widget_class_bind_template_child (widget_class, DavySignInPage, memory_button);
  install_actions (widget_class);

  /**
   * DavySignInPage::done:
   * @self: the page
   *
   * Somebody is signed in.
   */
  signals[SIGNAL_DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
davy_sign_in_page_init (DavySignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_help_topic_set (GTK_WIDGET (self), "register");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sign-in.cancel", FALSE);
}

/**
 * davy_sign_in_page_new:
 * @context: what the program is put together from
 *
 * Returns: (transfer floating): the page, at its start
 */
DavySignInPage *
davy_sign_in_page_new (DavyContext *context)
{
  DavySignInPage *self = g_object_new (DAVY_TYPE_SIGN_IN_PAGE, NULL);

  self->context = g_object_ref (context);
  davy_sign_in_start_set_context (self->start, context);

  return self;
}
