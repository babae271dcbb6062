/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/davy-application.h"

#include <glib/gi18n.h>

#include "account/davy-accounts.h"
#include "compat/davy-compat.h"
#include "config.h"
#include "core/davy-error.h"
#include "core/davy-itself.h"
#include "store/davy-notice-table.h"
#include "sync/davy-sync.h"
#include "triage/davy-readiness.h"
#include "ui/common/davy-alert-notice.h"
#include "ui/davy-about.h"
#include "ui/davy-erasure.h"
#include "ui/davy-notices.h"
#include "ui/davy-opener.h"
#include "ui/davy-upkeep.h"
#include "ui/davy-window.h"
#include "ui/davylamp-resources.h"
#include "ui/help/davy-help-topic.h"
#include "ui/help/davy-help-window.h"
#include "ui/preferences/davy-preferences-window.h"
#include "ui/ready/davy-ready-window.h"
#include "ui/shortcuts/davy-shortcuts-window.h"
#include "ui/sign-in/davy-step-up-window.h"
#include "ui/stop/davy-stop-window.h"
#include "ui/support/davy-letter-window.h"
#include "ui/support/davy-support-window.h"
#include "ui/wizard/davy-wizard-window.h"

/* The application: one window, the actions that do not belong to it, and their keys. */

#define RESOURCES "/io/github/davylamp/Davylamp"

struct _DavyApplication
{
  AdwApplication parent_instance;

  DavyContext *context;
  DavyStart start; /* valid until the application runs */
  DavyUpkeep *upkeep;
  gboolean without_window; /* started so, and none was shown yet */
  gboolean holding;
  DavyWindow *window;
  DavyReadyWindow *ready; /* nullable: while it is open */
  DavyNotices *notices;
  GError *store_error;
  gboolean is_anew;    /* all local data was deleted before, but for @start_kept */
  DavyKept start_kept; /* nobody was told of it yet */
  gboolean erasing;    /* all local data is to be deleted */
  DavyKept kept;       /* what of it could not be */
};

G_DEFINE_FINAL_TYPE (DavyApplication, davy_application, ADW_TYPE_APPLICATION)

/* A window may outlive its closing for a moment, while somebody else still holds it: it is not to
 * be shown again. Ours are hidden by nothing else. */
static void
window_closed_cb (DavyApplication *self)
{
  self->window = NULL;
}

/* Without a window the program goes on when it was started so, until one is shown; from then on it
 * goes by the preference. */
static void
update_hold (DavyApplication *self)
{
  GSettings *settings = davy_context_get_settings (self->context);
  gboolean wanted =
      self->without_window || (self->upkeep != NULL && davy_upkeep_has_begun (self->upkeep) &&
                               g_settings_get_boolean (settings, "background"));

  if (wanted == self->holding)
    return;

  self->holding = wanted;
  if (wanted)
    g_application_hold (G_APPLICATION (self));
  else
    g_application_release (G_APPLICATION (self));
}

static void
window_mapped_cb (DavyApplication *self)
{
  davy_upkeep_begin (self->upkeep);
  self->without_window = FALSE;
  update_hold (self);
}

static void
accounts_read_cb (DavyApplication *self)
{
  const GError *error;

  if (self->window != NULL && davy_upkeep_get_accounts_read (self->upkeep, &error))
    davy_window_set_accounts_read (self->window, error);
}

static void
ready_closed_cb (DavyApplication *self)
{
  self->ready = NULL;
}

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyApplication) self = DAVY_APPLICATION (user_data);

  self->kept = davy_erasure_begin_finish (DAVY_CONTEXT (source), result);
  davy_notices_withdraw_all (self->notices);
  g_application_quit (G_APPLICATION (self));
}

/* Whoever started it has agreed. */
static void
delete_data (DavyApplication *self)
{
  if (self->erasing)
    return;

  self->erasing = TRUE;
  g_application_hold (G_APPLICATION (self));
  davy_erasure_begin_async (GTK_APPLICATION (self), self->context, erased_cb, g_object_ref (self));
}

static void
try_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyApplication) self = DAVY_APPLICATION (user_data);

  if (davy_compat_ask_finish (GTK_WINDOW (source), result, NULL))
    delete_data (self);
}

static DavyWindow *
ensure_window (DavyApplication *self)
{
  if (self->window == NULL)
    {
      self->window = davy_window_new (GTK_APPLICATION (self), self->context);
      g_signal_connect_object (self->window, "unmap", G_CALLBACK (window_closed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->window, "map", G_CALLBACK (window_mapped_cb), self,
                               G_CONNECT_SWAPPED | G_CONNECT_AFTER);
      if (self->store_error != NULL)
        davy_window_set_store_error (self->window, self->store_error);
      accounts_read_cb (self);
      if (self->is_anew)
        davy_erasure_tell (self->window, self->start_kept, try_again_cb, g_object_ref (self));
      self->is_anew = FALSE;
    }

  return self->window;
}

/* What stands before the window is closed with it, and the program ends with the last of both. */
static GtkWindow *
show_window (DavyApplication *self)
{
  GtkWindow *window = GTK_WINDOW (ensure_window (self));

  if (!gtk_widget_get_visible (GTK_WIDGET (window)))
    gtk_window_present (window);

  return window;
}

static void
show_alert_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);
  DavyWindow *window = ensure_window (self);
  gint64 alert_row = g_variant_get_int64 (parameter);

  davy_store_see_alert (davy_context_get_store (self->context), alert_row);
  davy_window_show_alert (window, alert_row);
  gtk_window_present (GTK_WINDOW (window));
}

static void
open_by_id (DavyApplication *self, DavyIdKind kind, GVariant *id)
{
  DavyWindow *window = ensure_window (self);

  gtk_window_present (GTK_WINDOW (window));
  davy_opener_open (window, davy_context_get_store (self->context), kind,
                    g_variant_get_string (id, NULL));
}

static void
open_alert_cb (GSimpleAction *action, GVariant *id, gpointer data)
{
  open_by_id (data, DAVY_ID_OF_ALERT, id);
}

static void
open_subscription_cb (GSimpleAction *action, GVariant *id, gpointer data)
{
  open_by_id (data, DAVY_ID_OF_SUBSCRIPTION, id);
}

/* What the desktop offers beside the program's name: alerts, subscriptions. */
static void
view_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyWindow *window = ensure_window (data);

  davy_window_show_view (window, g_action_get_name (G_ACTION (action)));
  gtk_window_present (GTK_WINDOW (window));
}

/* Those that the desktop was told of together. */
static void
show_alerts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);
  DavyWindow *window = ensure_window (self);
  gint64 kind = g_variant_get_int64 (parameter);

  if (kind >= 0 && kind < DAVY_N_NOTICES) /* anybody on the bus may ask */
    davy_store_see_alerts (davy_context_get_store (self->context), (DavyNoticeKind) kind);
  davy_window_show_open_alerts (window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
handle_alert_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);
  GtkWindow *parent = show_window (self);
  gint64 alert_row = g_variant_get_int64 (parameter);

  davy_store_see_alert (davy_context_get_store (self->context), alert_row);
  gtk_window_present (GTK_WINDOW (davy_wizard_window_new (self->context, parent, alert_row)));
}

/* The window from which something was asked for: the wizard, too. */
static GtkWindow *
find_parent (DavyApplication *self)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  return active != NULL ? active : show_window (self);
}

static void
ask_microsoft_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);

  gtk_window_present (GTK_WINDOW (davy_support_window_new (self->context, find_parent (self),
                                                           g_variant_get_int64 (parameter))));
}

static void
stop_machines_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);

  gtk_window_present (GTK_WINDOW (
      davy_stop_window_new (self->context, find_parent (self), g_variant_get_int64 (parameter))));
}

static void
write_to_customer_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);

  gtk_window_present (GTK_WINDOW (
      davy_letter_window_new (self->context, find_parent (self), g_variant_get_int64 (parameter))));
}

static void
show_subscription_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyWindow *window = ensure_window (data);

  davy_window_show_subscription (window, g_variant_get_int64 (parameter));
  gtk_window_present (GTK_WINDOW (window));
}

static void
open_case_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyWindow *window = ensure_window (data);

  davy_window_show_case (window, g_variant_get_int64 (parameter));
  gtk_window_present (GTK_WINDOW (window));
}

static void
sign_in_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyWindow *window = ensure_window (data);

  davy_window_show_sign_in (window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
ready_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);

  if (self->ready == NULL)
    {
      self->ready = davy_ready_window_new (self->context, show_window (self));
      g_signal_connect_object (self->ready, "unmap", G_CALLBACK (ready_closed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (self->ready));
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);
  GtkWindow *preferences = davy_preferences_window_new (self->context, show_window (self));

  g_signal_connect_object (preferences, "delete-all", G_CALLBACK (delete_data), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (preferences);
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (davy_shortcuts_window_new (show_window (data)));
}

static void
help_cb (GSimpleAction *action, GVariant *page, gpointer data)
{
  davy_help_window_open (data, DAVY_HELP_DIR, g_variant_get_string (page, NULL));
}

static void
help_here_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *active = gtk_application_get_active_window (data);

  g_action_group_activate_action (data, "help",
                                  g_variant_new_string (davy_help_topic_find (active)));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);

  davy_about_show (self->context, show_window (self));
}

/* The demonstration is a program of its own, so that nothing it does touches what is real. */
static void
try_demo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) demo =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, DAVY_ITSELF, "--demo", NULL);

  if (demo == NULL)
    {
      g_warning ("Could not start the demonstration: %s", error->message);
      davy_window_show_text (DAVY_WINDOW (show_window (self)),
                             _ ("The demonstration could not be started"));
    }
}

static void
load_accounts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  davy_upkeep_load_accounts (DAVY_APPLICATION (data)->upkeep);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);

  if (self->window != NULL)
    davy_window_save_state (self->window);
  g_application_quit (G_APPLICATION (self));
}

/* In front of the window in which the change was asked for. */
static gboolean
step_up_cb (DavyApplication *self, DavyStepUp *step_up)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (parent == NULL)
    return FALSE;
  gtk_window_present (GTK_WINDOW (davy_step_up_window_new (step_up, parent)));

  return TRUE;
}

/* What is asked for in advance waits for what is asked for now. */
static void
refresh_running_cb (DavyApplication *self)
{
  gboolean running = davy_sync_get_running (davy_context_get_sync (self->context));
  DavyReadiness *readiness = davy_context_get_readiness (self->context);

  davy_readiness_set_paused (readiness, running);
  if (!running)
    davy_readiness_resume (readiness);
}

static const GActionEntry actions[] = {
  { "alerts", view_cb },
  { "ask-microsoft", ask_microsoft_cb, "x" },
  { "handle-alert", handle_alert_cb, "x" },
  { "help", help_cb, "s" },
  { "help-here", help_here_cb },
  { "load-accounts", load_accounts_cb },
  { "open-alert", open_alert_cb, "s" },
  { "open-case", open_case_cb, "x" },
  { "open-subscription", open_subscription_cb, "s" },
  { "show-alert", show_alert_cb, "x" },
  { DAVY_ACTION_SHOW_ALERTS, show_alerts_cb, "x" },
  { "stop-machines", stop_machines_cb, "x" },
  { "show-subscription", show_subscription_cb, "x" },
  { "sign-in", sign_in_cb },
  { "subscriptions", view_cb },
  { "preferences", preferences_cb },
  { "ready", ready_cb },
  { "shortcuts", shortcuts_cb },
  { "about", about_cb },
  { "try-demo", try_demo_cb },
  { "quit", quit_cb },
  { "write-to-customer", write_to_customer_cb, "x" },
};

static const struct
{
  const char *action;
  const char *keys[3];
} keys[] = {
  { "app.help-here", { "F1" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.shortcuts", { "<Control>question" } },
  { "app.quit", { "<Control>q" } },
  { "window.close", { "<Control>w" } },
  { "win.refresh", { "F5", "<Control>r" } },
  { "win.search", { "<Control>f" } },
  { "win.back", { "<Alt>Left" } },
  { "win.view::alerts", { "<Alt>1" } },
  { "win.view::subscriptions", { "<Alt>2" } },
  { "win.view::cases", { "<Alt>3" } },
};

static void
store_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DavyApplication) self = DAVY_APPLICATION (data);

  if (davy_store_open_finish (DAVY_STORE (source), result, &self->store_error))
    self->store_error = davy_store_dup_set_aside_error (DAVY_STORE (source));
  if (self->store_error != NULL && self->window != NULL)
    davy_window_set_store_error (self->window, self->store_error);
}

/* Not in one whose orders go to another that runs. The database opens on a thread of its own while
 * GTK starts. */
static void
davy_application_startup (GApplication *application)
{
  DavyApplication *self = DAVY_APPLICATION (application);

  davy_store_open_async (davy_context_get_store (self->context), NULL, store_opened_cb,
                         g_object_ref (self));
  G_APPLICATION_CLASS (davy_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action, keys[i].keys);
  gtk_window_set_default_icon_name (DAVY_APPLICATION_ID);

  self->upkeep = davy_upkeep_new (self->context);
  g_signal_connect_object (self->upkeep, "accounts-read", G_CALLBACK (accounts_read_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (davy_context_get_settings (self->context), "changed::background",
                           G_CALLBACK (update_hold), self, G_CONNECT_SWAPPED);

  self->notices = davy_notices_new (application, self->context);
}

static void
begin_without_window (DavyApplication *self)
{
  self->without_window = TRUE;
  update_hold (self);
  davy_upkeep_begin (self->upkeep);
}

/* What a start asks of a program that runs already goes to that one. */
static gboolean
davy_application_local_command_line (GApplication *application, char ***arguments, int *status)
{
  DavyApplication *self = DAVY_APPLICATION (application);
  DavyStart start = self->start;
  g_autoptr (GError) error = NULL;

  self->start = (DavyStart){ 0 };
  if (!start.background && start.alert == NULL && start.subscription == NULL)
    return G_APPLICATION_CLASS (davy_application_parent_class)
        ->local_command_line (application, arguments, status);

  *status = g_application_register (application, NULL, &error) ? 0 : 1;
  if (*status != 0)
    g_printerr ("%s\n", error->message);
  else if (start.alert != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self), "open-alert",
                                    g_variant_new_string (start.alert));
  else if (start.subscription != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self), "open-subscription",
                                    g_variant_new_string (start.subscription));
  else if (!g_application_get_is_remote (application))
    begin_without_window (self);

  return TRUE;
}

static void
davy_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (ensure_window (DAVY_APPLICATION (application))));
}

static void
davy_application_dispose (GObject *object)
{
  DavyApplication *self = DAVY_APPLICATION (object);

  g_clear_object (&self->upkeep);
  g_clear_object (&self->notices);
  g_clear_object (&self->context);
  g_clear_error (&self->store_error);

  G_OBJECT_CLASS (davy_application_parent_class)->dispose (object);
}

static void
davy_application_class_init (DavyApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_application_dispose;
  application_class->local_command_line = davy_application_local_command_line;
  application_class->startup = davy_application_startup;
  application_class->activate = davy_application_activate;
}

static void
davy_application_init (DavyApplication *self)
{
}

/**
 * davy_application_new:
 * @application_id: on the session bus; each profile has its own, so that the demonstration neither
 *   raises nor disturbs a running program
 * @context: what is handed down to the window
 *
 * Returns: (transfer full): the application, not running yet
 */
DavyApplication *
davy_application_new (const char *application_id, DavyContext *context)
{
  DavyApplication *self;

  g_resources_register (davy_ui_get_resource ());
  self = g_object_new (DAVY_TYPE_APPLICATION, "application-id", application_id,
                       "resource-base-path", RESOURCES, NULL);
  self->context = g_object_ref (context);
  g_signal_connect_object (davy_context_get_accounts (context), "step-up", G_CALLBACK (step_up_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (davy_context_get_sync (context), "notify::running",
                           G_CALLBACK (refresh_running_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * davy_application_set_start:
 * @self: an application that does not run yet
 * @start: what it is started for; its texts are borrowed until it runs
 */
void
davy_application_set_start (DavyApplication *self, const DavyStart *start)
{
  g_return_if_fail (DAVY_IS_APPLICATION (self));

  self->start = *start;
}

/**
 * davy_application_set_anew:
 * @self: an application that does not run yet
 * @kept: what could not be deleted
 *
 * Says in the window that the program starts anew, after all local data was to be deleted.
 */
void
davy_application_set_anew (DavyApplication *self, DavyKept kept)
{
  g_return_if_fail (DAVY_IS_APPLICATION (self));

  self->is_anew = TRUE;
  self->start_kept = kept;
}

/**
 * davy_application_is_erasing:
 * @self: an application that has ended
 * @kept: (out): what could not be deleted while it ran
 *
 * Returns: whether it ended for all local data to be deleted: see davy_erasure_worker_end()
 */
gboolean
davy_application_is_erasing (DavyApplication *self, DavyKept *kept)
{
  g_return_val_if_fail (DAVY_IS_APPLICATION (self), FALSE);

  *kept = self->kept;

  return self->erasing;
}
