/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/davy-application-private.h"

#include <glib/gi18n.h>

#include "account/davy-accounts.h"
#include "compat/davy-compat.h"
#include "config.h"
#include "core/davy-error.h"
#include "sync/davy-sync.h"
#include "triage/davy-readiness.h"
#include "ui/davylamp-resources.h"
#include "ui/sign-in/davy-step-up-window.h"

/* The life of the program: when it has its window, when it goes on without one, when it ends. */

#define RESOURCES "/io/github/davylamp/Davylamp"

G_DEFINE_FINAL_TYPE (DavyApplication, davy_application, ADW_TYPE_APPLICATION)

/* Returns: (transfer full) (nullable): why nobody would hear of an alert; NULL when that is not so
 */
static char *
dup_blindness (DavyApplication *self)
{
  GListModel *accounts = G_LIST_MODEL (davy_context_get_accounts (self->context));
  const GError *failed = davy_sync_get_error (davy_context_get_sync (self->context));
  const GError *error = self->store_error;

  if (error == NULL && !davy_upkeep_get_accounts_read (self->upkeep, &error))
    return NULL;
  if (error != NULL)
    return davy_error_dup_sentence (error);
  if (g_list_model_get_n_items (accounts) == 0)
    return g_strdup (_ ("Nobody is signed in"));

  return davy_error_wants_sign_in (failed) ? davy_error_dup_sentence (failed) : NULL;
}

/* A window says it by itself. */
static void
update_blindness (DavyApplication *self)
{
  g_autofree char *why = self->holding && self->window == NULL ? dup_blindness (self) : NULL;

  davy_notices_tell_blindness (self->notices, why);
}

/* A window may outlive its closing for a moment, while somebody else still holds it: it is not to
 * be shown again. Ours are hidden by nothing else. */
static void
window_closed_cb (DavyApplication *self)
{
  self->window = NULL;
  update_blindness (self);
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
  update_blindness (self);
}

static void
accounts_read_cb (DavyApplication *self)
{
  const GError *error;

  if (self->window != NULL && davy_upkeep_get_accounts_read (self->upkeep, &error))
    davy_window_set_accounts_read (self->window, error);
  update_blindness (self);
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
void
davy_application_delete_data (DavyApplication *self)
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
    davy_application_delete_data (self);
}

DavyWindow *
davy_application_ensure_window (DavyApplication *self)
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
  if (running)
    return;
  davy_readiness_resume (readiness);
  update_blindness (self);
}

static void
store_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DavyApplication) self = DAVY_APPLICATION (data);

  if (davy_store_open_finish (DAVY_STORE (source), result, &self->store_error))
    self->store_error = davy_store_dup_set_aside_error (DAVY_STORE (source));
  if (self->store_error != NULL && self->window != NULL)
    davy_window_set_store_error (self->window, self->store_error);
  update_blindness (self);
}

/* Not in one whose orders go to another that runs. The database opens on a thread of its own while
 * GTK starts. */
static void
davy_application_startup (GApplication *application)
{
  DavyApplication *self = DAVY_APPLICATION (application);
  DavyStore *store = davy_context_get_store (self->context);

  if (!davy_store_is_begun (store))
    davy_store_open_async (store, NULL, store_opened_cb, g_object_ref (self));
  G_APPLICATION_CLASS (davy_application_parent_class)->startup (application);

  davy_application_add_actions (self);
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
  gtk_window_present (GTK_WINDOW (davy_application_ensure_window (DAVY_APPLICATION (application))));
}

/* Who quits knows that nothing is watched any more. */
static void
davy_application_shutdown (GApplication *application)
{
  DavyApplication *self = DAVY_APPLICATION (application);

  self->holding = FALSE;
  update_blindness (self);

  G_APPLICATION_CLASS (davy_application_parent_class)->shutdown (application);
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
  application_class->shutdown = davy_application_shutdown;
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
