/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-sync.h"

#include "core/davy-error.h"
#include "sync/davy-sync-private.h"

typedef enum
{
  PROP_RUNNING = 1,
  PROP_FRACTION,
  PROP_STAGE,
  PROP_ERROR,
  PROP_LAST_REFRESH,
  PROP_OFFLINE,
  PROP_ALERT_SERVICE,
  PROP_LAST = PROP_ALERT_SERVICE,
} DavySyncProperty;

static GParamSpec *props[PROP_LAST + 1];

G_DEFINE_FINAL_TYPE (DavySync, davy_sync, G_TYPE_OBJECT)

/* --- GObject ------------------------------------------------------------------------------- */

static gboolean
read_last_refresh (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_get_last_refresh (db, NULL, data, error);
}

static void
last_refresh_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DavySync *self = user_data;

  if (davy_store_read_finish (DAVY_STORE (source), result, NULL) &&
      self->last_refresh == DAVY_TIME_UNSET)
    davy_sync_set_last_refresh (self, *(DavyTime *) davy_store_result_get_data (result));
}

static void
what_is_left_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DavySync *self = user_data;

  if (davy_store_read_finish (DAVY_STORE (source), result, NULL))
    davy_sync_set_last_refresh (self, *(DavyTime *) davy_store_result_get_data (result));
}

/* Signing out takes away what was read, and so what is known of when that was. */
static void
store_changed_cb (DavySync *self, DavyStoreTables tables)
{
  if ((tables & DAVY_TABLE_STATE) != 0 && self->sources->len == 0 &&
      self->last_refresh != DAVY_TIME_UNSET)
    davy_store_read_async (self->store, read_last_refresh, g_new0 (DavyTime, 1), g_free,
                           self->cancellable, what_is_left_read_cb, self);
}

static void
davy_sync_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DavySync *self = DAVY_SYNC (object);

  switch ((DavySyncProperty) id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;

    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;

    case PROP_STAGE:
      g_value_set_enum (value, self->stage);
      break;

    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;

    case PROP_LAST_REFRESH:
      g_value_set_int64 (value, self->last_refresh);
      break;

    case PROP_OFFLINE:
      g_value_set_boolean (value, self->offline);
      break;

    case PROP_ALERT_SERVICE:
      g_value_set_string (value, self->alert_service);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* What was under way came from the other service: the next refresh begins anew. */
static void
set_alert_service (DavySync *self, const char *name)
{
  if (g_strcmp0 (self->alert_service, name) == 0)
    return;

  g_free (self->alert_service);
  self->alert_service = g_strdup (name);
  g_ptr_array_set_size (self->sources, 0);
  davy_sync_abort_run (self);
  if (self->accounts != NULL)
    davy_sync_find_sources (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ALERT_SERVICE]);
}

static void
davy_sync_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ALERT_SERVICE)
    set_alert_service (DAVY_SYNC (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
davy_sync_dispose (GObject *object)
{
  DavySync *self = DAVY_SYNC (object);

  g_cancellable_cancel (self->cancellable);
  davy_timer_clear (&self->pause);

  G_OBJECT_CLASS (davy_sync_parent_class)->dispose (object);
}

static void
davy_sync_finalize (GObject *object)
{
  DavySync *self = DAVY_SYNC (object);

  g_clear_pointer (&self->queue, davy_sync_queue_free);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->tried, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->accounts);
  g_clear_object (&self->store);
  g_clear_error (&self->error);
  g_hash_table_unref (self->failures);
  g_free (self->alert_service);

  G_OBJECT_CLASS (davy_sync_parent_class)->finalize (object);
}

static void
davy_sync_class_init (DavySyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = davy_sync_get_property;
  object_class->set_property = davy_sync_set_property;
  object_class->dispose = davy_sync_dispose;
  object_class->finalize = davy_sync_finalize;

  props[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  props[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1, flags);
  props[PROP_STAGE] =
      g_param_spec_enum ("stage", NULL, NULL, DAVY_TYPE_SYNC_STAGE, DAVY_SYNC_STAGE_IDLE, flags);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  props[PROP_LAST_REFRESH] =
      g_param_spec_int64 ("last-refresh", NULL, NULL, 0, G_MAXINT64, DAVY_TIME_UNSET, flags);
  props[PROP_OFFLINE] = g_param_spec_boolean ("offline", NULL, NULL, FALSE, flags);
  /* Where alerts come from, by the name of a DavyAlertService. */
  props[PROP_ALERT_SERVICE] =
      g_param_spec_string ("alert-service", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
davy_sync_init (DavySync *self)
{
  self->sources = g_ptr_array_new_with_free_func (g_object_unref);
  self->queue = davy_sync_queue_new ();
  self->cancellable = g_cancellable_new ();
  self->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->failures =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_error_free);
  self->fraction = -1;
}

GType
davy_sync_stage_get_type (void)
{
  static const GEnumValue values[] = {
    { DAVY_SYNC_STAGE_IDLE, "DAVY_SYNC_STAGE_IDLE", "idle" },
    { DAVY_SYNC_STAGE_ALERTS, "DAVY_SYNC_STAGE_ALERTS", "alerts" },
    { DAVY_SYNC_STAGE_OPEN_ALERTS, "DAVY_SYNC_STAGE_OPEN_ALERTS", "open-alerts" },
    { DAVY_SYNC_STAGE_CUSTOMERS, "DAVY_SYNC_STAGE_CUSTOMERS", "customers" },
    { DAVY_SYNC_STAGE_SUBSCRIPTIONS, "DAVY_SYNC_STAGE_SUBSCRIPTIONS", "subscriptions" },
    { DAVY_SYNC_STAGE_USAGE, "DAVY_SYNC_STAGE_USAGE", "usage" },
    { 0, NULL, NULL },
  };
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("DavySyncStage", values));

  return type;
}

/* --- within the room: what a person sees --------------------------------------------------- */

void
davy_sync_set_stage (DavySync *self, DavySyncStage stage)
{
  if (self->stage == stage)
    return;

  self->stage = stage;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STAGE]);
}

void
davy_sync_update_fraction (DavySync *self)
{
  gboolean known = self->stage != DAVY_SYNC_STAGE_ALERTS &&
                   self->stage != DAVY_SYNC_STAGE_CUSTOMERS && self->staged_total > 0;
  double fraction = self->running && known ? (double) self->staged_done / self->staged_total : -1;

  if (self->fraction == fraction)
    return;

  self->fraction = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FRACTION]);
}

void
davy_sync_set_running (DavySync *self, gboolean running)
{
  if (self->running == running)
    return;

  self->running = running;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RUNNING]);
}

void
davy_sync_set_offline (DavySync *self, gboolean offline)
{
  if (self->offline == offline)
    return;

  self->offline = offline;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OFFLINE]);
}

/* @error: (transfer full) (nullable) */
void
davy_sync_set_error (DavySync *self, GError *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
}

void
davy_sync_set_last_refresh (DavySync *self, DavyTime time)
{
  if (self->last_refresh == time)
    return;

  self->last_refresh = time;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LAST_REFRESH]);
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_sync_new:
 * @store: what to keep fresh; may be open or not
 * @accounts: in whose names to ask
 *
 * Keeps the store fresh. To be used on the main thread, where it never writes or waits itself.
 *
 * Returns: (transfer full): a sync that waits to be asked
 */
DavySync *
davy_sync_new (DavyStore *store, DavyAccounts *accounts)
{
  DavySync *self;

  g_return_val_if_fail (DAVY_IS_STORE (store) && DAVY_IS_ACCOUNTS (accounts), NULL);

  self = g_object_new (DAVY_TYPE_SYNC, NULL);
  self->store = g_object_ref (store);
  self->accounts = g_object_ref (accounts);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (davy_sync_accounts_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  davy_sync_find_sources (self);
  davy_store_read_async (store, read_last_refresh, g_new0 (DavyTime, 1), g_free, self->cancellable,
                         last_refresh_read_cb, self);

  return self;
}

/**
 * davy_sync_refresh:
 * @self: a sync
 *
 * Brings everything up to date, the most urgent first: the alerts; then customers, subscriptions
 * and usage of open ones; then the rest. One that was interrupted goes on where it stopped. While a
 * refresh runs this does nothing, unless somebody has signed in since: then it begins anew with the
 * alerts. Without an account that is signed in it ends at once with
 * %DAVY_ERROR_SIGNED_OUT.
 */
void
davy_sync_refresh (DavySync *self)
{
  g_return_if_fail (DAVY_IS_SYNC (self));

  g_hash_table_remove_all (self->failures);
  davy_sync_find_sources (self);
  if (self->running && !self->has_new_source)
    return;

  davy_sync_set_error (
      self, self->sources->len == 0
                ? g_error_new_literal (DAVY_ERROR, DAVY_ERROR_SIGNED_OUT, "No account is signed in")
                : NULL);
  if (self->error != NULL)
    return;

  davy_sync_begin_run (self);
}

/**
 * davy_sync_cancel:
 * @self: a sync
 *
 * Stops at once. What has arrived is in the store.
 */
void
davy_sync_cancel (DavySync *self)
{
  g_return_if_fail (DAVY_IS_SYNC (self));

  davy_sync_abort_run (self);
}

/**
 * davy_sync_want_usage:
 * @self: a sync
 * @subscription_rows: (array length=n_rows): subscriptions that are in view, the topmost first
 * @n_rows: how many
 *
 * Fetches the usage of these subscriptions before anything else, where it is not fresh.
 */
void
davy_sync_want_usage (DavySync *self, const gint64 *subscription_rows, guint n_rows)
{
  g_return_if_fail (DAVY_IS_SYNC (self));

  davy_sync_want_rows (self, subscription_rows, n_rows, DAVY_SYNC_LOOK_ROW);
}

/**
 * davy_sync_fetch_subscription:
 * @self: a sync
 * @subscription_row: the subscription whose page was opened
 *
 * Fetches what the page shows before anything else: the usage, the customer's standing.
 */
void
davy_sync_fetch_subscription (DavySync *self, gint64 subscription_row)
{
  g_return_if_fail (DAVY_IS_SYNC (self));

  davy_sync_want_rows (self, &subscription_row, 1, DAVY_SYNC_LOOK_PAGE);
}

/**
 * davy_sync_fetch_details:
 * @self: a sync
 * @subscription_row: a subscription whose usage is looked at by resource group or resource
 *
 * Fetches the usage by group and resource where a refresh leaves it out: Cost Management counts
 * what it is asked (`wire-contract.md` 3.7).
 */
void
davy_sync_fetch_details (DavySync *self, gint64 subscription_row)
{
  g_return_if_fail (DAVY_IS_SYNC (self));

  davy_sync_want_rows (self, &subscription_row, 1, DAVY_SYNC_LOOK_DETAILS);
}

/**
 * davy_sync_get_running:
 * @self: a sync
 *
 * Returns: whether a refresh is under way
 */
gboolean
davy_sync_get_running (DavySync *self)
{
  g_return_val_if_fail (DAVY_IS_SYNC (self), FALSE);

  return self->running;
}

/**
 * davy_sync_get_fraction:
 * @self: a sync
 *
 * Returns: how much of the current stage is done, from 0 to 1; -1 when nobody can say
 */
double
davy_sync_get_fraction (DavySync *self)
{
  g_return_val_if_fail (DAVY_IS_SYNC (self), -1);

  return self->fraction;
}

/**
 * davy_sync_get_stage:
 * @self: a sync
 *
 * Returns: what the refresh is doing
 */
DavySyncStage
davy_sync_get_stage (DavySync *self)
{
  g_return_val_if_fail (DAVY_IS_SYNC (self), DAVY_SYNC_STAGE_IDLE);

  return self->stage;
}

/**
 * davy_sync_get_error:
 * @self: a sync
 *
 * Returns: (transfer none) (nullable): what went wrong in the last refresh: the error of the whole
 *   or, when the whole went well, the first of a part
 */
const GError *
davy_sync_get_error (DavySync *self)
{
  g_return_val_if_fail (DAVY_IS_SYNC (self), NULL);

  return self->error;
}

/**
 * davy_sync_get_last_refresh:
 * @self: a sync
 *
 * Returns: when the alerts in the store were read; %DAVY_TIME_UNSET for never
 */
DavyTime
davy_sync_get_last_refresh (DavySync *self)
{
  g_return_val_if_fail (DAVY_IS_SYNC (self), DAVY_TIME_UNSET);

  return self->last_refresh;
}

/**
 * davy_sync_get_offline:
 * @self: a sync
 *
 * Returns: whether the last attempt found no network
 */
gboolean
davy_sync_get_offline (DavySync *self)
{
  g_return_val_if_fail (DAVY_IS_SYNC (self), FALSE);

  return self->offline;
}

/**
 * davy_sync_get_clock_offset:
 * @self: a sync
 *
 * Returns: how far this machine's clock was ahead of the servers that alerts are read from, in
 *   microseconds; of several, the one that differs most; 0 while none has answered
 */
gint64
davy_sync_get_clock_offset (DavySync *self)
{
  gint64 most = 0;

  g_return_val_if_fail (DAVY_IS_SYNC (self), 0);

  for (guint i = 0; i < self->sources->len; i++)
    {
      DavySyncSource *source = g_ptr_array_index (self->sources, i);
      gint64 offset = davy_alert_service_get_clock_offset (davy_sync_source_get_alerts (source));

      if (ABS (offset) > ABS (most))
        most = offset;
    }

  return most;
}
