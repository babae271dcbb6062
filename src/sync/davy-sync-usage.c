/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-sync-source.h"

#include "core/davy-error.h"
#include "partner/davy-partner-client-costs.h"
#include "partner/davy-partner-client-usage.h"
#include "sync/davy-usage-days.h"

/* The daily usage of one subscription. A legacy one counts quantities in Partner Center, which are
 * priced by what its meters came to; one in an Azure plan has its cost in Cost Management, asked
 * with a token of the customer's tenant. Cost Management parts an answer by two dimensions at most
 * and counts what is asked: size families, which no other dimension tells, are asked for by
 * themselves, groups and resources where there is an alert, or somebody looks at them. */

#define HISTORY_DAYS 90
#define OVERVIEW \
  (DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE) | DAVY_DIMENSION_BIT (DAVY_DIMENSION_REGION))
#define FAMILIES DAVY_DIMENSION_BIT (DAVY_DIMENSION_FAMILY)

typedef struct
{
  DavySyncSource *source; /* (owned) */
  gint64 row;
  DavySubscriptionKind kind;
  gboolean alerted;
  char *azure_id;           /* (owned) */
  char *plan_id;            /* (owned) (nullable) */
  char *customer_tenant_id; /* (owned) (nullable) */
  DavyDay from;
  DavyDay to;
  DavyTime fetched_at;
  DavyUsageDays *days;   /* (owned) (nullable): of a legacy subscription */
  GPtrArray *costs;      /* (owned) (nullable) (element-type DavyCostRow): of one in a plan */
  GPtrArray *families;   /* (owned) (nullable) (element-type DavyCostRow): once they are known */
  GPtrArray *details;    /* (owned) (nullable) (element-type DavyCostRow): once they are known */
  DavyUsageDays *totals; /* (owned) (nullable): where days cannot be seen */
  DavyUsageState state;
  GError *error; /* (owned) (nullable): why there is nothing */
} UsageFetch;

static void
usage_fetch_free (UsageFetch *fetch)
{
  g_clear_object (&fetch->source);
  g_clear_pointer (&fetch->days, davy_usage_days_free);
  g_clear_pointer (&fetch->costs, g_ptr_array_unref);
  g_clear_pointer (&fetch->families, g_ptr_array_unref);
  g_clear_pointer (&fetch->details, g_ptr_array_unref);
  g_clear_pointer (&fetch->totals, davy_usage_days_free);
  g_clear_error (&fetch->error);
  g_free (fetch->azure_id);
  g_free (fetch->plan_id);
  g_free (fetch->customer_tenant_id);
  g_free (fetch);
}

static gboolean
write_days (DavyDb *db,
            const UsageFetch *fetch,
            DavyUsageDays *collected,
            DavyDimensions told,
            GError **error)
{
  g_autoptr (GArray) days = davy_usage_days_build (collected);

  return davy_db_put_usage (db, fetch->row, fetch->from, fetch->to, told,
                            (const DavyUsageDay *) (gpointer) days->data, days->len, error);
}

/* Many resources make many rows: they are gone through here, where no window waits. */
static gboolean
write_costs (DavyDb *db,
             const UsageFetch *fetch,
             GPtrArray *rows,
             DavyDimensions told,
             GError **error)
{
  g_autoptr (DavyUsageDays) days = davy_usage_days_new ();

  for (guint i = 0; i < rows->len; i++)
    davy_usage_days_add_cost (days, g_ptr_array_index (rows, i));

  return write_days (db, fetch, days, told, error);
}

static gboolean
write_usage (DavyDb *db, gpointer data, GError **error)
{
  const UsageFetch *fetch = data;

  /* First, as it says which of the days may still grow. */
  return davy_db_set_usage_state (db, fetch->row, DAVY_USAGE_FETCHED, fetch->fetched_at, error) &&
         (fetch->days == NULL || write_days (db, fetch, fetch->days, DAVY_ALL_DIMENSIONS, error)) &&
         (fetch->costs == NULL || write_costs (db, fetch, fetch->costs, OVERVIEW, error)) &&
         (fetch->families == NULL || write_costs (db, fetch, fetch->families, FAMILIES, error)) &&
         (fetch->details == NULL ||
          write_costs (db, fetch, fetch->details, DAVY_DETAIL_DIMENSIONS, error));
}

static gboolean
write_details (DavyDb *db, gpointer data, GError **error)
{
  const UsageFetch *fetch = data;

  return write_costs (db, fetch, fetch->details, DAVY_DETAIL_DIMENSIONS, error);
}

/* The totals that are known, if any, do not make up for the days that are not. */
static gboolean
write_state (DavyDb *db, gpointer data, GError **error)
{
  const UsageFetch *fetch = data;
  g_autoptr (GArray) totals = fetch->totals != NULL ? davy_usage_days_build (fetch->totals) : NULL;

  if (totals != NULL && !davy_db_put_usage_totals (db, fetch->row, fetch->to,
                                                   (const DavyUsageDay *) (gpointer) totals->data,
                                                   totals->len, error))
    return FALSE;

  return davy_db_set_usage_state (db, fetch->row, fetch->state, DAVY_TIME_UNSET, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  UsageFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  if (!davy_store_write_finish (DAVY_STORE (source), result, &error))
    g_task_return_error (task, error);
  else if (fetch->error != NULL)
    g_task_return_error (task, g_steal_pointer (&fetch->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
store_usage (GTask *task)
{
  UsageFetch *fetch = g_task_get_task_data (task);
  DavyStoreTables touched = DAVY_TABLE_USAGE | DAVY_TABLE_SUBSCRIPTIONS;

  if (fetch->alerted)
    touched |= DAVY_TABLE_ALERTS;
  davy_store_write_async (davy_sync_source_get_store (fetch->source), write_usage, fetch, NULL,
                          touched, NULL, written_cb, g_object_ref (task));
}

/* The customer may have taken our rights away, may never have given consent, or may not show its
 * costs; a person is told so and not that something failed. */
static gboolean
error_means_no_access (const UsageFetch *fetch, const GError *error)
{
  /* The customer's tenant gives no token, while ours still does. */
  if (fetch->kind == DAVY_SUBSCRIPTION_AZURE_PLAN &&
      (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT) ||
       g_error_matches (error, DAVY_ERROR, DAVY_ERROR_CLAIMS) ||
       g_error_matches (error, DAVY_ERROR, DAVY_ERROR_MFA)))
    return davy_account_get_state (davy_sync_source_get_account (fetch->source)) ==
           DAVY_ACCOUNT_SIGNED_IN;

  return g_error_matches (error, DAVY_ERROR, DAVY_ERROR_REFUSED) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_CONSENT) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
}

static void
store_state (GTask *task)
{
  UsageFetch *fetch = g_task_get_task_data (task);
  DavyStoreTables touched = DAVY_TABLE_SUBSCRIPTIONS;

  if (fetch->totals != NULL)
    touched |= DAVY_TABLE_USAGE | DAVY_TABLE_ALERTS;
  davy_store_write_async (davy_sync_source_get_store (fetch->source), write_state, fetch, NULL,
                          touched, NULL, written_cb, g_object_ref (task));
}

static void
resource_costs_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  UsageFetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      davy_partner_client_list_resource_costs_finish (DAVY_PARTNER_CLIENT (source), result, &error);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (records != NULL)
    fetch->totals = davy_usage_days_new ();
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const DavyResourceCost *record = g_ptr_array_index (records, i);

      if (record->azure_id != NULL && g_ascii_strcasecmp (record->azure_id, fetch->azure_id) == 0)
        davy_usage_days_add_resource_cost (fetch->totals, record);
    }
  store_state (task);
}

/* Partner Center tells what each resource has come to, whatever rights we have in the customer's
 * tenant: an attacker who took them away does not hide behind that. */
static void
fetch_totals (GTask *task)
{
  UsageFetch *fetch = g_task_get_task_data (task);

  davy_partner_client_list_resource_costs_async (
      davy_sync_source_get_partner (fetch->source), fetch->customer_tenant_id, fetch->plan_id,
      g_task_get_cancellable (task), resource_costs_listed_cb, g_object_ref (task));
}

/* Takes @error. Without a network nothing new is known about the subscription. */
static void
fail_usage (GTask *task, GError *error)
{
  UsageFetch *fetch = g_task_get_task_data (task);

  if (error_means_no_access (fetch, error))
    {
      fetch->state = DAVY_USAGE_NO_ACCESS;
      g_error_free (error);
      if (fetch->kind == DAVY_SUBSCRIPTION_AZURE_PLAN && fetch->alerted && fetch->plan_id != NULL)
        {
          fetch_totals (task);
          return;
        }
    }
  else if (davy_sync_error_is_fatal (error))
    {
      g_task_return_error (task, error);
      return;
    }
  else
    {
      fetch->state = DAVY_USAGE_FAILED;
      fetch->error = error;
    }

  store_state (task);
}

/* What is known of the services is stored whatever became of the details. */
static void
details_queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  UsageFetch *fetch = g_task_get_task_data (task);

  fetch->details = davy_arm_client_query_cost_finish (DAVY_ARM_CLIENT (source), result, NULL);
  if (!g_task_return_error_if_cancelled (task))
    store_usage (task);
}

static void
fetch_details (GTask *task)
{
  UsageFetch *fetch = g_task_get_task_data (task);

  davy_arm_client_query_cost_async (
      davy_sync_source_get_arm (fetch->source), fetch->customer_tenant_id, fetch->azure_id,
      DAVY_DETAIL_DIMENSIONS, fetch->from, fetch->to, g_task_get_cancellable (task),
      details_queried_cb, g_object_ref (task));
}

static void
go_on_after_families (GTask *task)
{
  UsageFetch *fetch = g_task_get_task_data (task);

  if (fetch->alerted)
    fetch_details (task);
  else
    store_usage (task);
}

/* Likewise: without them a machine shows in its service, its region and its price. Who cannot tell
 * them says so twice, once for each metric: that is not asked for at every refresh. */
static void
families_queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  UsageFetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  fetch->families = davy_arm_client_query_cost_finish (DAVY_ARM_CLIENT (source), result, &error);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_REJECTED))
    davy_refusals_note (davy_sync_source_get_family_refusals (fetch->source), fetch->azure_id);
  go_on_after_families (task);
}

static void
fetch_families (GTask *task)
{
  UsageFetch *fetch = g_task_get_task_data (task);

  if (davy_refusals_hold (davy_sync_source_get_family_refusals (fetch->source), fetch->azure_id))
    {
      go_on_after_families (task);
      return;
    }

  davy_arm_client_query_cost_async (davy_sync_source_get_arm (fetch->source),
                                    fetch->customer_tenant_id, fetch->azure_id, FAMILIES,
                                    fetch->from, fetch->to, g_task_get_cancellable (task),
                                    families_queried_cb, g_object_ref (task));
}

static void
cost_queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  UsageFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  fetch->costs = davy_arm_client_query_cost_finish (DAVY_ARM_CLIENT (source), result, &error);
  if (fetch->costs == NULL)
    fail_usage (task, error);
  else
    fetch_families (task);
}

static void
meter_totals_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  UsageFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) totals =
      davy_partner_client_list_meter_totals_finish (DAVY_PARTNER_CLIENT (source), result, &error);

  if (totals == NULL)
    {
      fail_usage (task, error);
      return;
    }
  for (guint i = 0; i < totals->len; i++)
    davy_usage_days_set_meter_total (fetch->days, g_ptr_array_index (totals, i));
  store_usage (task);
}

static gboolean
take_utilization (GPtrArray *records, gpointer user_data, GError **error)
{
  UsageFetch *fetch = g_task_get_task_data (G_TASK (user_data));

  for (guint i = 0; i < records->len; i++)
    davy_usage_days_add_utilization (fetch->days, g_ptr_array_index (records, i));

  return TRUE;
}

static void
utilization_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  UsageFetch *fetch = g_task_get_task_data (task);
  DavyPartnerClient *partner = DAVY_PARTNER_CLIENT (source);
  GError *error = NULL;

  if (!davy_partner_client_list_utilization_finish (partner, result, &error))
    {
      fail_usage (task, error);
      return;
    }
  davy_partner_client_list_meter_totals_async (partner, fetch->customer_tenant_id, fetch->plan_id,
                                               g_task_get_cancellable (task),
                                               meter_totals_listed_cb, g_object_ref (task));
}

static void
fetch_cost (GTask *task)
{
  UsageFetch *fetch = g_task_get_task_data (task);

  davy_arm_client_query_cost_async (davy_sync_source_get_arm (fetch->source),
                                    fetch->customer_tenant_id, fetch->azure_id, OVERVIEW,
                                    fetch->from, fetch->to, g_task_get_cancellable (task),
                                    cost_queried_cb, g_object_ref (task));
}

static void
fetch_utilization (GTask *task)
{
  UsageFetch *fetch = g_task_get_task_data (task);

  fetch->days = davy_usage_days_new ();
  davy_partner_client_list_utilization_async (
      davy_sync_source_get_partner (fetch->source), fetch->customer_tenant_id, fetch->plan_id,
      DAVY_GRANULARITY_DAILY, davy_day_to_time (fetch->from), davy_day_to_time (fetch->to + 1),
      take_utilization, task, g_task_get_cancellable (task), utilization_listed_cb,
      g_object_ref (task));
}

/* What went wrong with the usage as a whole is told by its own fetch. */
static void
details_alone_queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  UsageFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  fetch->details = davy_arm_client_query_cost_finish (DAVY_ARM_CLIENT (source), result, &error);
  if (fetch->details != NULL)
    davy_store_write_async (davy_sync_source_get_store (fetch->source), write_details, fetch, NULL,
                            DAVY_TABLE_USAGE | DAVY_TABLE_SUBSCRIPTIONS, NULL, written_cb,
                            g_object_ref (task));
  else if (error_means_no_access (fetch, error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  g_clear_error (&error);
}

static GTask *
begin_fetch (DavySyncSource *self,
             const DavyUsageTarget *target,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  UsageFetch *fetch = g_new0 (UsageFetch, 1);

  g_task_set_source_tag (task, davy_sync_source_fetch_usage_async);
  fetch->source = g_object_ref (self);
  fetch->row = target->row;
  fetch->kind = target->kind;
  fetch->alerted = target->alerted;
  fetch->azure_id = g_strdup (target->azure_id);
  fetch->plan_id = g_strdup (target->plan_id);
  fetch->customer_tenant_id = g_strdup (target->customer_tenant_id);
  fetch->fetched_at = davy_time_now ();
  fetch->to = davy_day_from_time (fetch->fetched_at);
  fetch->from = fetch->to - HISTORY_DAYS + 1;
  g_task_set_task_data (task, fetch, (GDestroyNotify) usage_fetch_free);

  return task;
}

/**
 * davy_sync_source_fetch_usage_async:
 * @self: a source
 * @target: a subscription of the source's account
 * @cancellable: (nullable): to give up
 * @callback: called once it is written
 * @user_data: for @callback
 *
 * Fetches the last 90 days by service and region, by size family, and by group and resource when
 * the subscription has open alerts. What cannot be fetched leaves the days that are known as they
 * are; when that is all of it, the subscription's usage state says why.
 */
void
davy_sync_source_fetch_usage_async (DavySyncSource *self,
                                    const DavyUsageTarget *target,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = begin_fetch (self, target, cancellable, callback, user_data);
  const UsageFetch *fetch = g_task_get_task_data (task);

  if (fetch->kind == DAVY_SUBSCRIPTION_LEGACY && fetch->customer_tenant_id != NULL &&
      fetch->plan_id != NULL)
    fetch_utilization (task);
  else if (fetch->kind == DAVY_SUBSCRIPTION_AZURE_PLAN && fetch->customer_tenant_id != NULL)
    fetch_cost (task);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * davy_sync_source_fetch_details_async:
 * @self: a source
 * @target: a subscription in an Azure plan, of the source's account
 * @cancellable: (nullable): to give up
 * @callback: called once it is written, to call davy_sync_source_fetch_usage_finish()
 * @user_data: for @callback
 *
 * Fetches the last 90 days by group and resource, in one query. The usage's state stays as it is.
 */
void
davy_sync_source_fetch_details_async (DavySyncSource *self,
                                      const DavyUsageTarget *target,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = begin_fetch (self, target, cancellable, callback, user_data);
  const UsageFetch *fetch = g_task_get_task_data (task);

  if (fetch->kind == DAVY_SUBSCRIPTION_AZURE_PLAN && fetch->customer_tenant_id != NULL)
    davy_arm_client_query_cost_async (davy_sync_source_get_arm (self), fetch->customer_tenant_id,
                                      fetch->azure_id, DAVY_DETAIL_DIMENSIONS, fetch->from,
                                      fetch->to, cancellable, details_alone_queried_cb,
                                      g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * davy_sync_source_fetch_usage_finish:
 * @self: a source
 * @result: the answer
 * @error: a #DavyError; not for missing rights, which are an answer
 *
 * Returns: whether the store knows all that can be known
 */
gboolean
davy_sync_source_fetch_usage_finish (DavySyncSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_sync_source_fetch_usage_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
