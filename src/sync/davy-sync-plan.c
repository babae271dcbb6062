/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-sync-plan.h"

#include "store/davy-owner.h"
#include "store/davy-rows.h"

/* What each step of a refresh has to fetch, told from what the store holds: so a refresh that was
 * interrupted goes on where it stopped, whatever ended it. */

/* A round goes through all customers. When it began stands in the store until it is through. */
#define ROUND_KEY   "round"
#define ROUND_LASTS DAVY_TIME_DAY

/* What was fetched so recently is not asked for again: of open alerts, when a person looks at it,
 * and of all others. Cost Management's own data are renewed every four hours. */
#define ALERTED_CUSTOMER_IS_FRESH DAVY_TIME_MINUTE
#define ALERTED_USAGE_IS_FRESH    (15 * DAVY_TIME_MINUTE)
#define OPENED_USAGE_IS_FRESH     (5 * DAVY_TIME_MINUTE)
#define CUSTOMER_IS_FRESH         DAVY_TIME_HOUR
#define USAGE_IS_FRESH            (6 * DAVY_TIME_HOUR)

/* What brought nothing, for want of rights perhaps, rests before it is tried again. */
#define REST_IN_VIEW       (10 * DAVY_TIME_MINUTE)
#define REST_IN_BACKGROUND DAVY_TIME_HOUR

static const DavySyncStage stages[DAVY_N_SYNC_STEPS] = {
  [DAVY_SYNC_STEP_ALERTS] = DAVY_SYNC_STAGE_ALERTS,
  [DAVY_SYNC_STEP_ALERTED_CUSTOMERS] = DAVY_SYNC_STAGE_OPEN_ALERTS,
  [DAVY_SYNC_STEP_ALERTED_USAGE] = DAVY_SYNC_STAGE_OPEN_ALERTS,
  [DAVY_SYNC_STEP_CUSTOMER_LIST] = DAVY_SYNC_STAGE_CUSTOMERS,
  [DAVY_SYNC_STEP_CUSTOMERS] = DAVY_SYNC_STAGE_SUBSCRIPTIONS,
  [DAVY_SYNC_STEP_USAGE] = DAVY_SYNC_STAGE_USAGE,
};

typedef struct
{
  GPtrArray *sources; /* (owned) (element-type DavySyncSource) */
  DavySyncStep step;
  DavyTime pass;
  DavyTime now;
  GArray *rows; /* (owned) (nullable) (element-type gint64) */
  DavySyncLook look;
  GPtrArray *jobs;   /* (owned) (element-type DavySyncJob): the result */
  GPtrArray *owners; /* (owned) (element-type utf8): by source, from the step of the alerts */
} Plan;

static Plan *
plan_new (GPtrArray *sources)
{
  Plan *plan = g_new0 (Plan, 1);

  /* A copy: the refresh may drop a source while the store's thread goes through them. */
  plan->sources = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < sources->len; i++)
    g_ptr_array_add (plan->sources, g_object_ref (g_ptr_array_index (sources, i)));
  plan->now = davy_time_now ();
  plan->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_sync_job_free);
  plan->owners = g_ptr_array_new_with_free_func (g_free);

  return plan;
}

static void
plan_free (gpointer data)
{
  Plan *plan = data;

  g_ptr_array_unref (plan->sources);
  g_ptr_array_unref (plan->jobs);
  g_ptr_array_unref (plan->owners);
  g_clear_pointer (&plan->rows, g_array_unref);
  g_free (plan);
}

static void
add_job (Plan *plan, DavySyncJob *job, gint64 rest)
{
  job->staged = plan->rows == NULL;
  job->background = job->staged && plan->step == DAVY_SYNC_STEP_USAGE;
  job->rest = rest;
  job->pass = plan->pass;
  g_ptr_array_add (plan->jobs, job);
}

static gboolean
add_alerts (DavyDb *db, Plan *plan, DavySyncSource *source, GError **error)
{
  DavySyncJob *job = davy_sync_job_new (DAVY_SYNC_JOB_ALERTS, source);
  DavyTime last = DAVY_TIME_UNSET;
  char *owner;

  add_job (plan, job, 0);
  if (!davy_db_settle_owner (db, davy_account_get_id (davy_sync_source_get_account (source)),
                             &owner, error))
    return FALSE;
  g_ptr_array_add (plan->owners, owner);
  if (!davy_db_get_last_refresh (db, owner, &last, error))
    return FALSE;
  job->first = last == DAVY_TIME_UNSET;

  return TRUE;
}

static gboolean
add_customers (Plan *plan, DavySyncSource *source, GPtrArray *tenants)
{
  for (guint i = 0; tenants != NULL && i < tenants->len; i++)
    add_job (plan, davy_sync_job_new_customer (source, g_ptr_array_index (tenants, i)), 0);

  return tenants != NULL;
}

static gboolean
add_usage (Plan *plan, DavySyncSource *source, GPtrArray *targets, gint64 rest)
{
  while (targets != NULL && targets->len > 0)
    add_job (plan, davy_sync_job_new_usage (source, g_ptr_array_steal_index (targets, 0)), rest);

  return targets != NULL;
}

static gboolean
read_round (DavyDb *db, const char *account_id, DavyTime *began, GError **error)
{
  g_autofree char *value = NULL;

  if (!davy_db_get_state (db, account_id, ROUND_KEY, &value, error))
    return FALSE;
  *began = value != NULL ? g_ascii_strtoll (value, NULL, 10) : DAVY_TIME_UNSET;

  return TRUE;
}

static gboolean
begin_round (DavyDb *db, Plan *plan, const char *account_id, GError **error)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, plan->pass);
  DavyTime began;

  if (!read_round (db, account_id, &began, error))
    return FALSE;
  if (began != DAVY_TIME_UNSET && began <= plan->now && plan->now - began < ROUND_LASTS)
    return TRUE;

  return davy_db_put_state (db, account_id, ROUND_KEY, value, error);
}

static gboolean
plan_source (DavyDb *db, Plan *plan, DavySyncSource *source, GError **error)
{
  const char *account_id = davy_sync_source_get_account_id (source);
  g_autoptr (GPtrArray) found = NULL;
  DavyTime began;

  switch (plan->step)
    {
    case DAVY_SYNC_STEP_ALERTS:
      return add_alerts (db, plan, source, error);

    case DAVY_SYNC_STEP_ALERTED_CUSTOMERS:
      found = davy_db_list_alerted_customers (db, account_id, plan->now - ALERTED_CUSTOMER_IS_FRESH,
                                              error);
      return add_customers (plan, source, found);

    case DAVY_SYNC_STEP_ALERTED_USAGE:
      found = davy_db_list_usage_targets (db, account_id, plan->now - ALERTED_USAGE_IS_FRESH, TRUE,
                                          error);
      return add_usage (plan, source, found, 0);

    case DAVY_SYNC_STEP_CUSTOMER_LIST:
      add_job (plan, davy_sync_job_new (DAVY_SYNC_JOB_CUSTOMER_LIST, source), 0);
      return begin_round (db, plan, account_id, error);

    case DAVY_SYNC_STEP_CUSTOMERS:
      if (!read_round (db, account_id, &began, error))
        return FALSE;
      found = davy_db_list_customers_to_read (db, account_id,
                                              MIN (began, plan->now - CUSTOMER_IS_FRESH), error);
      return add_customers (plan, source, found);

    case DAVY_SYNC_STEP_USAGE:
      found = davy_db_list_usage_targets (db, account_id, plan->now - USAGE_IS_FRESH, FALSE, error);
      return add_usage (plan, source, found, REST_IN_BACKGROUND);

    default:
      g_assert_not_reached ();
    }
}

static gboolean
plan_step (DavyDb *db, gpointer data, GError **error)
{
  Plan *plan = data;

  for (guint i = 0; i < plan->sources->len; i++)
    {
      if (!plan_source (db, plan, g_ptr_array_index (plan->sources, i), error))
        return FALSE;
    }

  return TRUE;
}

static DavySyncSource *
find_source (const Plan *plan, const char *account_id)
{
  for (guint i = 0; i < plan->sources->len; i++)
    {
      DavySyncSource *source = g_ptr_array_index (plan->sources, i);

      if (g_strcmp0 (davy_sync_source_get_account_id (source), account_id) == 0)
        return source;
    }

  return NULL;
}

/* Takes @target. What has open alerts, and every legacy subscription, comes with its details. */
static void
plan_row (Plan *plan, DavySyncSource *source, DavyUsageTarget *target)
{
  g_autoptr (DavyUsageTarget) taken = target;
  gboolean opened = plan->look == DAVY_SYNC_LOOK_PAGE;
  DavyTime fresh = opened ? OPENED_USAGE_IS_FRESH : USAGE_IS_FRESH;

  if (plan->look == DAVY_SYNC_LOOK_DETAILS)
    {
      if (target->kind == DAVY_SUBSCRIPTION_AZURE_PLAN && !target->alerted)
        add_job (plan, davy_sync_job_new_details (source, g_steal_pointer (&taken)), REST_IN_VIEW);
      return;
    }

  if (opened && target->customer_tenant_id != NULL)
    add_job (plan, davy_sync_job_new_customer (source, target->customer_tenant_id), REST_IN_VIEW);
  if (target->fetched_at < plan->now - fresh || target->fetched_at > plan->now)
    add_job (plan, davy_sync_job_new_usage (source, g_steal_pointer (&taken)),
             opened ? 0 : REST_IN_VIEW);
}

static gboolean
plan_rows (DavyDb *db, gpointer data, GError **error)
{
  Plan *plan = data;

  for (guint i = 0; i < plan->rows->len; i++)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (DavyUsageTarget) target =
          davy_db_get_usage_target (db, g_array_index (plan->rows, gint64, i), &failure);
      DavySyncSource *source = target != NULL ? find_source (plan, target->account_id) : NULL;

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (source != NULL)
        plan_row (plan, source, g_steal_pointer (&target));
    }

  return TRUE;
}

/* --- within the room ----------------------------------------------------------------------- */

DavySyncStage
davy_sync_step_get_stage (DavySyncStep step)
{
  return stages[step];
}

/* Finds out what a step has to fetch. A round that begins is written down, hence a write. */
void
davy_sync_plan_step_async (DavyStore *store,
                           GPtrArray *sources,
                           DavySyncStep step,
                           DavyTime pass,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Plan *plan = plan_new (sources);

  plan->step = step;
  plan->pass = pass;
  davy_store_write_async (store, plan_step, plan, plan_free, DAVY_TABLE_STATE, cancellable,
                          callback, user_data);
}

/* Returns: (transfer full) (element-type DavySyncJob): staged jobs */
GPtrArray *
davy_sync_plan_step_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  Plan *plan;

  if (!davy_store_write_finish (store, result, error))
    return NULL;

  plan = davy_store_result_get_data (result);
  for (guint i = 0; i < plan->owners->len; i++)
    davy_sync_source_set_owner_id (g_ptr_array_index (plan->sources, i),
                                   g_ptr_array_index (plan->owners, i));

  return g_ptr_array_ref (plan->jobs);
}

/* Finds out what is to be fetched of subscriptions that a person looks at.
 * @look: how closely */
void
davy_sync_plan_rows_async (DavyStore *store,
                           GPtrArray *sources,
                           const gint64 *rows,
                           guint n_rows,
                           DavySyncLook look,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Plan *plan = plan_new (sources);

  plan->rows = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_rows);
  g_array_append_vals (plan->rows, rows, n_rows);
  plan->look = look;
  davy_store_read_async (store, plan_rows, plan, plan_free, cancellable, callback, user_data);
}

/* Returns: (transfer full) (element-type DavySyncJob): jobs that are wanted now */
GPtrArray *
davy_sync_plan_rows_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  if (!davy_store_read_finish (store, result, error))
    return NULL;

  return g_ptr_array_ref (((Plan *) davy_store_result_get_data (result))->jobs);
}

/* A #DavyStoreWork: all customers have been gone through; the next refresh begins a new round. */
gboolean
davy_sync_end_round (DavyDb *db, gpointer account_ids, GError **error)
{
  for (char **id = account_ids; *id != NULL; id++)
    {
      if (!davy_db_put_state (db, *id, ROUND_KEY, NULL, error))
        return FALSE;
    }

  return TRUE;
}
