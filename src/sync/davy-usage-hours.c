/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-usage-hours.h"

#include "core/davy-error.h"
#include "partner/davy-partner-client-usage.h"
#include "store/davy-due.h"
#include "sync/davy-usage-hours-private.h"

typedef struct
{
  DavyAccounts *accounts;     /* (owned) */
  DavyUsageTarget *target;    /* (owned) (nullable): which subscription, once it is known */
  DavyPartnerClient *partner; /* (owned) (nullable) */
  DavyUsageHours *hours;      /* (owned) (nullable): handed over at the end */
} Reading;

typedef struct
{
  gint64 row;
  DavyUsageTarget *target; /* (owned) (nullable) */
} Lookup;

static void
lookup_free (gpointer data)
{
  Lookup *lookup = data;

  g_clear_pointer (&lookup->target, davy_usage_target_free);
  g_free (lookup);
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->accounts);
  g_clear_object (&reading->partner);
  g_clear_pointer (&reading->target, davy_usage_target_free);
  g_clear_pointer (&reading->hours, davy_usage_hours_free);
  g_free (reading);
}

/* From a midnight here to now, the hour that is running included. Azure counts hours of UTC: where
 * the clock is half an hour apart, the first one begins after midnight. */
static DavyUsageHours *
usage_hours_new (DavyTime now)
{
  DavyUsageHours *self = g_new0 (DavyUsageHours, 1);

  self->days = davy_usage_days_new ();
  self->read_at = now;
  self->first = davy_day_from_local (now) - DAVY_USAGE_HOURLY_DAYS + 1;
  self->from = davy_day_begin_local (self->first);
  if (self->from % DAVY_TIME_HOUR != 0)
    self->from += DAVY_TIME_HOUR - self->from % DAVY_TIME_HOUR;
  self->length = (guint) ((now - self->from) / DAVY_TIME_HOUR) + 1;

  return self;
}

static gboolean
take_page (GPtrArray *records, gpointer user_data, GError **error)
{
  Reading *reading = g_task_get_task_data (G_TASK (user_data));

  for (guint i = 0; i < records->len; i++)
    davy_usage_days_add_utilization (reading->hours->days, g_ptr_array_index (records, i));

  return TRUE;
}

static void
totals_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) totals =
      davy_partner_client_list_meter_totals_finish (DAVY_PARTNER_CLIENT (source), result, &error);

  if (totals == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < totals->len; i++)
    davy_usage_days_set_meter_total (reading->hours->days, g_ptr_array_index (totals, i));
  reading->hours->uses = davy_usage_days_build_hours (reading->hours->days);
  g_task_return_pointer (task, g_steal_pointer (&reading->hours),
                         (GDestroyNotify) davy_usage_hours_free);
}

static void
hours_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Reading *reading = g_task_get_task_data (task);
  DavyPartnerClient *partner = DAVY_PARTNER_CLIENT (source);
  GError *error = NULL;

  if (davy_partner_client_list_utilization_finish (partner, result, &error))
    davy_partner_client_list_meter_totals_async (
        partner, reading->target->customer_tenant_id, reading->target->plan_id,
        g_task_get_cancellable (task), totals_listed_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/* The service goes by the time of reporting, which is that of the use or later. */
static void
list_hours (GTask *task, DavyAccount *account)
{
  Reading *reading = g_task_get_task_data (task);
  const DavyUsageHours *hours;

  hours = reading->hours = usage_hours_new (davy_time_now ());
  reading->partner = davy_partner_client_new (account);
  davy_partner_client_list_utilization_async (
      reading->partner, reading->target->customer_tenant_id, reading->target->plan_id,
      DAVY_GRANULARITY_HOURLY, hours->from, hours->from + hours->length * DAVY_TIME_HOUR, take_page,
      task, g_task_get_cancellable (task), hours_listed_cb, g_object_ref (task));
}

static gboolean
read_target (DavyDb *db, gpointer data, GError **error)
{
  Lookup *lookup = data;
  GError *failure = NULL;

  lookup->target = davy_db_get_usage_target (db, lookup->row, &failure);
  if (failure != NULL)
    g_propagate_error (error, failure);

  return failure == NULL;
}

static gboolean
has_hours (const DavyUsageTarget *target)
{
  return target != NULL && target->kind == DAVY_SUBSCRIPTION_LEGACY &&
         target->customer_tenant_id != NULL && target->plan_id != NULL;
}

static void
target_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Reading *reading = g_task_get_task_data (task);
  DavyAccount *account;
  GError *error = NULL;

  if (!davy_store_read_finish (DAVY_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  reading->target = g_steal_pointer (&((Lookup *) davy_store_result_get_data (result))->target);
  if (!has_hours (reading->target))
    {
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_NOT_FOUND,
                               "No hours are told of this subscription");
      return;
    }
  account = davy_accounts_find_acting (reading->accounts, reading->target->account_id);
  if (account == NULL || davy_account_get_state (account) != DAVY_ACCOUNT_SIGNED_IN)
    g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT,
                             "Nobody is signed in who may ask for the usage");
  else
    list_hours (task, account);
}

/**
 * davy_usage_hours_read_async:
 * @store: knows the subscription
 * @accounts: in whose name it is asked
 * @subscription_row: a legacy subscription
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads what was used in the last %DAVY_USAGE_HOURLY_DAYS days of the calendar here, and what the
 * meters came to, which gives their prices.
 */
void
davy_usage_hours_read_async (DavyStore *store,
                             DavyAccounts *accounts,
                             gint64 subscription_row,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);
  Lookup *lookup = g_new0 (Lookup, 1);

  g_task_set_source_tag (task, davy_usage_hours_read_async);
  reading->accounts = g_object_ref (accounts);
  g_task_set_task_data (task, reading, reading_free);
  lookup->row = subscription_row;
  davy_store_read_async (store, read_target, lookup, lookup_free, cancellable, target_read_cb,
                         g_object_ref (task));
}

/**
 * davy_usage_hours_read_finish:
 * @store: the store
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (nullable): the hours
 */
DavyUsageHours *
davy_usage_hours_read_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_usage_hours_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * davy_usage_hours_free:
 * @self: (transfer full): hours
 */
void
davy_usage_hours_free (DavyUsageHours *self)
{
  g_clear_pointer (&self->uses, g_array_unref);
  davy_usage_days_free (self->days);
  g_free (self);
}

/**
 * davy_usage_hours_get_read_at:
 * @self: hours
 *
 * Returns: when they were asked for
 */
DavyTime
davy_usage_hours_get_read_at (const DavyUsageHours *self)
{
  return self->read_at;
}
