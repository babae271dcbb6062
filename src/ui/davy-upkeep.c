/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/davy-upkeep.h"

#include "account/davy-accounts.h"
#include "core/davy-error.h"
#include "store/davy-rest.h"
#include "sync/davy-alarm-clock.h"
#include "sync/davy-refresh-clock.h"
#include "ui/background/davy-monitors.h"

/* At log-in the keyring may start later than this program: nobody has to be asked for that. Where
 * it is locked somebody has, and so that waits until a window is there to try again from. */
#define KEYRING_AGAIN (5 * DAVY_TIME_MINUTE)

/* After a refresh, when what it left behind has been put away. */
#define REST_DELAY 5000 /* milliseconds */

struct _DavyUpkeep
{
  GObject parent_instance;

  DavyContext *context;
  DavyRefreshClock *clock;
  GCancellable *cancellable;
  DavyAlarmClock again;
  GSource *rest; /* nullable */
  guint begin_source;
  gboolean begun;
  gboolean accounts_read;
  GError *error; /* nullable: why the accounts could not be read */
};

typedef enum
{
  SIGNAL_ACCOUNTS_READ,
  SIGNAL_LAST,
} DavyUpkeepSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavyUpkeep, davy_upkeep, G_TYPE_OBJECT)

static void
accounts_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DavyAccounts *accounts = DAVY_ACCOUNTS (source);
  g_autoptr (DavyUpkeep) self = DAVY_UPKEEP (data);
  g_autoptr (GError) error = NULL;

  davy_accounts_load_finish (accounts, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_KEYRING_ABSENT))
    davy_alarm_clock_set_in (&self->again, KEYRING_AGAIN);
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&error);
  self->accounts_read = TRUE;
  g_signal_emit (self, signals[SIGNAL_ACCOUNTS_READ], 0);
  if (g_list_model_get_n_items (G_LIST_MODEL (accounts)) > 0)
    davy_sync_refresh (davy_context_get_sync (self->context));
}

static gboolean
rest_cb (gpointer data)
{
  DavyUpkeep *self = DAVY_UPKEEP (data);

  davy_timer_clear (&self->rest);
  davy_store_rest (davy_context_get_store (self->context));

  return G_SOURCE_REMOVE;
}

static void
refresh_running_cb (DavyUpkeep *self)
{
  davy_timer_clear (&self->rest);
  if (!davy_sync_get_running (davy_context_get_sync (self->context)))
    self->rest = davy_timer_start (REST_DELAY, rest_cb, self, NULL);
}

static void
again_cb (gpointer self)
{
  davy_upkeep_load_accounts (self);
}

/* @user_data is not owned: whoever disposes of it cancels, and then it is not looked at. */
static void
monitors_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DavyUpkeep *self = user_data;
  g_autoptr (GNetworkMonitor) network = NULL;
  g_autoptr (GPowerProfileMonitor) power = NULL;

  if (davy_monitors_find_finish (result, &network, &power, NULL))
    davy_refresh_clock_watch (self->clock, network, power);
}

static gboolean
begin_cb (gpointer data)
{
  DavyUpkeep *self = DAVY_UPKEEP (data);

  self->begin_source = 0;
  davy_monitors_find_async (self->cancellable, monitors_found_cb, self);
  davy_upkeep_load_accounts (self);

  return G_SOURCE_REMOVE;
}

static void
davy_upkeep_dispose (GObject *object)
{
  DavyUpkeep *self = DAVY_UPKEEP (object);

  g_cancellable_cancel (self->cancellable);
  davy_alarm_clock_clear (&self->again);
  davy_timer_clear (&self->rest);
  g_clear_handle_id (&self->begin_source, g_source_remove);
  g_clear_object (&self->clock);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_upkeep_parent_class)->dispose (object);
}

static void
davy_upkeep_finalize (GObject *object)
{
  DavyUpkeep *self = DAVY_UPKEEP (object);

  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (davy_upkeep_parent_class)->finalize (object);
}

static void
davy_upkeep_class_init (DavyUpkeepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_upkeep_dispose;
  object_class->finalize = davy_upkeep_finalize;

  /* The keyring has answered; davy_upkeep_get_accounts_read() says how. */
  signals[SIGNAL_ACCOUNTS_READ] =
      g_signal_new ("accounts-read", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
}

static void
davy_upkeep_init (DavyUpkeep *self)
{
  self->cancellable = g_cancellable_new ();
  self->again.ring = again_cb;
  self->again.data = self;
}

/**
 * davy_upkeep_new:
 * @context: whose accounts, refresh and settings
 *
 * Returns: (transfer full): what waits for davy_upkeep_begin()
 */
DavyUpkeep *
davy_upkeep_new (DavyContext *context)
{
  DavyUpkeep *self = g_object_new (DAVY_TYPE_UPKEEP, NULL);

  self->context = g_object_ref (context);
  self->clock =
      davy_refresh_clock_new (davy_context_get_sync (context), davy_context_get_accounts (context));
  g_settings_bind (davy_context_get_settings (context), "refresh-minutes", self->clock, "minutes",
                   G_SETTINGS_BIND_GET);
  g_signal_connect_object (davy_context_get_sync (context), "notify::running",
                           G_CALLBACK (refresh_running_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * davy_upkeep_begin:
 * @self: what is to begin
 *
 * Asks the keyring for the accounts and refreshes, from now on again and again. It begins as soon
 * as nothing else is to be done: the keyring may take its time, so where there is a window this is
 * called once it is mapped, and its first frame goes before. A second call does nothing.
 */
void
davy_upkeep_begin (DavyUpkeep *self)
{
  g_return_if_fail (DAVY_IS_UPKEEP (self));

  if (self->begun)
    return;
  self->begun = TRUE;
  self->begin_source = g_idle_add_full (G_PRIORITY_LOW, begin_cb, self, NULL);
}

/**
 * davy_upkeep_has_begun:
 * @self: what goes on
 *
 * Returns: whether there is something to go on with
 */
gboolean
davy_upkeep_has_begun (DavyUpkeep *self)
{
  g_return_val_if_fail (DAVY_IS_UPKEEP (self), FALSE);

  return self->begun;
}

/**
 * davy_upkeep_load_accounts:
 * @self: what goes on
 *
 * Asks the keyring, once more where it was asked before; `accounts-read` tells of the answer.
 */
void
davy_upkeep_load_accounts (DavyUpkeep *self)
{
  g_return_if_fail (DAVY_IS_UPKEEP (self));

  davy_alarm_clock_clear (&self->again);
  davy_accounts_load_async (davy_context_get_accounts (self->context), self->cancellable,
                            accounts_loaded_cb, g_object_ref (self));
}

/**
 * davy_upkeep_get_accounts_read:
 * @self: what goes on
 * @error: (out) (optional) (transfer none) (nullable): why they could not be read
 *
 * Returns: whether the keyring has answered, so that no account means that nobody is signed in
 */
gboolean
davy_upkeep_get_accounts_read (DavyUpkeep *self, const GError **error)
{
  g_return_val_if_fail (DAVY_IS_UPKEEP (self), FALSE);

  if (error != NULL)
    *error = self->error;

  return self->accounts_read;
}
