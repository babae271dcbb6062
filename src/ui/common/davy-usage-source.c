/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-source.h"

#include "store/davy-alert-list.h"
#include "store/davy-details.h"
#include "sync/davy-standing.h"
#include "sync/davy-sync.h"
#include "triage/davy-activity-marks.h"
#include "ui/common/davy-standing-reader.h"

#define MAX_ALERTS   200
#define DAYS_A_MONTH (365.25 / 12)

struct _DavyUsageSource
{
  GObject parent_instance;

  DavyContext *context;
  gint64 row;
  DavyDimension dimension;

  DavySubscription *subscription; /* (nullable) */
  DavyUsageFindings *findings;    /* (nullable) */
  DavyUsageHourly *hourly;        /* (nullable): nobody looked at the hours yet */
  GError *error;                  /* (nullable): why there is nothing to show */
  GCancellable *cancellable;      /* (nullable): of a reading under way */
  gboolean changed;               /* while one was under way */

  DavyStandingReader *standing; /* (nullable): about the customer */
  DavyMoney budget;             /* of the customer, a month; not known: none */

  DavyRowList *alerts;
  GArray *activity;    /* (element-type DavyActivityMark) */
  DavyTime log_at;     /* when the log was stored that they are from */
  GArray *marks;       /* (element-type DavyUsageMark) */
  GCancellable *aside; /* of what is read beside the usage */
  gboolean reading_log;
  gboolean log_changed; /* while it was read */
  guint marks_source;
};

G_DEFINE_FINAL_TYPE (DavyUsageSource, davy_usage_source, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
} DavyUsageSourceSignal;

static guint signals[N_SIGNALS];

static void load (DavyUsageSource *self);

static DavyStore *
get_store (DavyUsageSource *self)
{
  return davy_context_get_store (self->context);
}

static void
tell (DavyUsageSource *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* --- what happened ------------------------------------------------------------------------- */

static void
add_mark (GArray *marks, DavyTime time, DavyPlotMarkKind kind)
{
  DavyUsageMark mark = { time, davy_day_from_time (time), kind };

  g_array_append_val (marks, mark);
}

static void
mark_alerts (DavyUsageSource *self, GArray *marks)
{
  guint n = MIN (g_list_model_get_n_items (G_LIST_MODEL (self->alerts)), MAX_ALERTS);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DavyAlert) alert = g_list_model_get_item (G_LIST_MODEL (self->alerts), i);
      DavyTime created = davy_alert_get_created (alert);

      if (created != DAVY_TIME_UNSET)
        add_mark (marks, created, DAVY_PLOT_MARK_ALERT);
    }
}

static void
mark_activity (DavyUsageSource *self, GArray *marks)
{
  for (guint i = 0; i < self->activity->len; i++)
    {
      const DavyActivityMark *mark = &g_array_index (self->activity, DavyActivityMark, i);

      add_mark (marks, mark->time, mark->kind);
    }
}

static gboolean
collect_marks_cb (gpointer data)
{
  DavyUsageSource *self = DAVY_USAGE_SOURCE (data);
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (DavyUsageMark));

  self->marks_source = 0;
  mark_alerts (self, marks);
  mark_activity (self, marks);
  if (marks->len == self->marks->len &&
      (marks->len == 0 ||
       memcmp (marks->data, self->marks->data, marks->len * sizeof (DavyUsageMark)) == 0))
    return G_SOURCE_REMOVE;

  g_array_unref (self->marks);
  self->marks = g_steal_pointer (&marks);
  tell (self);

  return G_SOURCE_REMOVE;
}

/* Once, however many rows of the list change. */
static void
collect_marks (DavyUsageSource *self)
{
  if (self->marks_source == 0)
    self->marks_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, collect_marks_cb, self, NULL);
}

static void load_activity (DavyUsageSource *self);

static void
activity_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DavyUsageSource *self;
  DavyTime stored_at;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) activity =
      davy_activity_marks_load_finish (DAVY_STORE (source), result, &stored_at, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  self->reading_log = FALSE;
  if (activity != NULL)
    {
      g_array_unref (self->activity);
      self->activity = g_steal_pointer (&activity);
      self->log_at = stored_at;
      collect_marks (self);
    }
  if (self->log_changed)
    load_activity (self);
}

static void
load_activity (DavyUsageSource *self)
{
  self->log_changed = self->reading_log;
  if (self->subscription == NULL || self->reading_log)
    return;

  self->reading_log = TRUE;
  davy_activity_marks_load_async (get_store (self),
                                  davy_subscription_get_account_id (self->subscription),
                                  davy_subscription_get_azure_id (self->subscription), self->log_at,
                                  self->aside, activity_loaded_cb, self);
}

/* --- the budget ---------------------------------------------------------------------------- */

static void
read_budget (DavyUsageSource *self)
{
  const DavyStandingFact *fact = davy_standing_reader_find (self->standing, DAVY_STANDING_BUDGET);
  DavyBudget budget = { 0 };

  if (fact != NULL)
    davy_standing_read_budget (fact->value, &budget);
  if (budget.amount.micros == self->budget.micros &&
      g_str_equal (budget.amount.currency, self->budget.currency))
    return;

  self->budget = budget.amount;
  tell (self);
}

static void
follow_standing (DavyUsageSource *self)
{
  const char *tenant_id = davy_subscription_get_customer_tenant_id (self->subscription);

  if (tenant_id == NULL)
    return;

  self->standing = davy_standing_reader_share (
      get_store (self), davy_subscription_get_account_id (self->subscription), tenant_id);
  g_signal_connect_object (self->standing, "changed", G_CALLBACK (read_budget), self,
                           G_CONNECT_SWAPPED);
  read_budget (self);
}

/* --- the usage ----------------------------------------------------------------------------- */

/* Takes @error. */
static void
finish_loading (DavyUsageSource *self, GError *error)
{
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  self->error = error;
  tell (self);
  if (self->changed)
    load (self);
}

static gboolean
was_cancelled (GError *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (cancelled)
    g_error_free (error);

  return cancelled;
}

static void
usage_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DavyUsageSource *self;
  GError *error = NULL;
  DavyUsageTable *table = davy_store_load_usage_finish (DAVY_STORE (source), result, &error);

  if (was_cancelled (error))
    return;

  self = user_data;
  if (table != NULL)
    {
      g_clear_pointer (&self->findings, davy_usage_findings_free);
      self->findings = davy_usage_findings_new (table);
    }
  finish_loading (self, error);
}

/* During a refresh the store changes many times, but not this subscription. */
static gboolean
is_known (DavyUsageSource *self, DavySubscription *subscription)
{
  return self->findings != NULL && self->findings->table->dimension == self->dimension &&
         davy_subscription_has_usage_of (subscription, self->subscription);
}

/* A refresh fetches the usage without its groups and resources: those that are known, for somebody
 * looked at them, are of the time before then. */
static gboolean
details_are_behind (DavyUsageSource *self, DavySubscription *subscription)
{
  return self->findings != NULL && (self->findings->table->told & DAVY_DETAIL_DIMENSIONS) != 0 &&
         davy_subscription_get_usage_fetched_at (subscription) !=
             davy_subscription_get_usage_fetched_at (self->subscription);
}

static void
subscription_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DavyUsageSource *self;
  GError *error = NULL;
  g_autoptr (DavySubscription) subscription =
      davy_store_get_subscription_finish (DAVY_STORE (source), result, &error);
  gboolean first, behind;

  if (was_cancelled (error))
    return;

  self = user_data;
  first = self->subscription == NULL;
  if (subscription == NULL || is_known (self, subscription))
    {
      finish_loading (self, error);
      return;
    }

  behind = details_are_behind (self, subscription);
  g_set_object (&self->subscription, subscription);
  if (behind)
    davy_sync_fetch_details (davy_context_get_sync (self->context), self->row);
  if (first)
    {
      load_activity (self);
      follow_standing (self);
    }
  davy_store_load_usage_async (get_store (self), self->row, self->dimension, self->cancellable,
                               usage_loaded_cb, self);
}

static void
load (DavyUsageSource *self)
{
  if (self->cancellable != NULL)
    {
      self->changed = TRUE;
      return;
    }

  self->changed = FALSE;
  self->cancellable = g_cancellable_new ();
  davy_store_get_subscription_async (get_store (self), self->row, self->cancellable,
                                     subscription_read_cb, self);
}

/* Hours are in no store: a refresh does not bring them. */
static void
running_changed_cb (DavyUsageSource *self)
{
  if (self->hourly == NULL || !davy_sync_get_running (davy_context_get_sync (self->context)))
    return;

  davy_usage_hourly_expire (self->hourly);
  tell (self);
}

static void
store_changed_cb (DavyStore *store, DavyStoreTables tables, DavyUsageSource *self)
{
  if ((tables & (DAVY_TABLE_USAGE | DAVY_TABLE_SUBSCRIPTIONS)) != 0)
    load (self);
  if ((tables & DAVY_TABLE_CASES) != 0)
    load_activity (self);
}

static void
davy_usage_source_dispose (GObject *object)
{
  DavyUsageSource *self = DAVY_USAGE_SOURCE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->aside);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->aside);
  g_clear_handle_id (&self->marks_source, g_source_remove);
  g_clear_pointer (&self->findings, davy_usage_findings_free);
  g_clear_object (&self->hourly);
  g_clear_object (&self->alerts);
  g_clear_object (&self->standing);
  g_clear_object (&self->subscription);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_usage_source_parent_class)->dispose (object);
}

static void
davy_usage_source_finalize (GObject *object)
{
  DavyUsageSource *self = DAVY_USAGE_SOURCE (object);

  g_clear_error (&self->error);
  g_array_unref (self->activity);
  g_array_unref (self->marks);

  G_OBJECT_CLASS (davy_usage_source_parent_class)->finalize (object);
}

static void
davy_usage_source_class_init (DavyUsageSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_usage_source_dispose;
  object_class->finalize = davy_usage_source_finalize;

  /**
   * DavyUsageSource::changed:
   *
   * What it knows, or why it knows nothing, is another.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
davy_usage_source_init (DavyUsageSource *self)
{
  self->activity = g_array_new (FALSE, FALSE, sizeof (DavyActivityMark));
  self->marks = g_array_new (FALSE, FALSE, sizeof (DavyUsageMark));
  self->aside = g_cancellable_new ();
}

/**
 * davy_usage_source_new:
 * @context: the store to read, and who refreshes it
 * @subscription_row: which subscription
 *
 * Begins to read, and has the subscription fetched before others.
 *
 * Returns: (transfer full): the source
 */
DavyUsageSource *
davy_usage_source_new (DavyContext *context, gint64 subscription_row)
{
  DavyAlertQuery query = { .subscription_row = subscription_row, .sort = DAVY_ALERT_SORT_NEWEST };
  DavyUsageSource *self = g_object_new (DAVY_TYPE_USAGE_SOURCE, NULL);

  self->context = g_object_ref (context);
  self->row = subscription_row;
  self->alerts = davy_alert_list_new (get_store (self));
  g_signal_connect_object (self->alerts, "items-changed", G_CALLBACK (collect_marks), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self, 0);
  g_signal_connect_object (davy_context_get_sync (context), "notify::offline", G_CALLBACK (tell),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (davy_context_get_sync (context), "notify::running",
                           G_CALLBACK (running_changed_cb), self, G_CONNECT_SWAPPED);
  davy_alert_list_set_query (self->alerts, &query);
  load (self);
  davy_usage_source_fetch (self);

  return self;
}

/**
 * davy_usage_source_set_dimension:
 * @self: a source
 * @dimension: by what the findings tell the usage apart
 *
 * Reads the usage by another dimension; the findings stay until it is there. Groups and resources
 * are fetched where they are not.
 */
void
davy_usage_source_set_dimension (DavyUsageSource *self, DavyDimension dimension)
{
  g_return_if_fail (DAVY_IS_USAGE_SOURCE (self));

  if (self->dimension == dimension)
    return;

  self->dimension = dimension;
  if (dimension == DAVY_DIMENSION_GROUP || dimension == DAVY_DIMENSION_RESOURCE)
    davy_sync_fetch_details (davy_context_get_sync (self->context), self->row);
  if (self->hourly != NULL)
    davy_usage_hourly_set_dimension (self->hourly, dimension);
  load (self);
}

/**
 * davy_usage_source_fetch:
 * @self: a source
 *
 * Has the subscription fetched before others, again if need be.
 */
void
davy_usage_source_fetch (DavyUsageSource *self)
{
  g_return_if_fail (DAVY_IS_USAGE_SOURCE (self));

  davy_sync_fetch_subscription (davy_context_get_sync (self->context), self->row);
}

/**
 * davy_usage_source_get_subscription:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): the subscription, once it is read
 */
DavySubscription *
davy_usage_source_get_subscription (DavyUsageSource *self)
{
  g_return_val_if_fail (DAVY_IS_USAGE_SOURCE (self), NULL);

  return self->subscription;
}

/**
 * davy_usage_source_get_findings:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): what can be said about the usage, once it is read; until the
 *   next #DavyUsageSource::changed
 */
const DavyUsageFindings *
davy_usage_source_get_findings (DavyUsageSource *self)
{
  g_return_val_if_fail (DAVY_IS_USAGE_SOURCE (self), NULL);

  return self->findings;
}

/**
 * davy_usage_source_get_hourly:
 * @self: a source
 *
 * Azure plans tell no hours (`wire-contract.md` 2.7).
 *
 * Returns: (transfer none) (nullable): the same by the hour, where hours are told; when it changes
 *   there is a #DavyUsageSource::changed as well
 */
DavyUsageHourly *
davy_usage_source_get_hourly (DavyUsageSource *self)
{
  g_return_val_if_fail (DAVY_IS_USAGE_SOURCE (self), NULL);

  if (self->hourly == NULL && self->subscription != NULL &&
      davy_subscription_get_kind (self->subscription) == DAVY_SUBSCRIPTION_LEGACY)
    {
      self->hourly = davy_usage_hourly_new (self->context, self->row);
      davy_usage_hourly_set_dimension (self->hourly, self->dimension);
      g_signal_connect_object (self->hourly, "changed", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
    }

  return self->hourly;
}

/**
 * davy_usage_source_get_marks:
 * @self: a source
 *
 * Returns: (transfer none) (element-type DavyUsageMark): what happened, as far as it is stored
 */
const GArray *
davy_usage_source_get_marks (DavyUsageSource *self)
{
  g_return_val_if_fail (DAVY_IS_USAGE_SOURCE (self), NULL);

  return self->marks;
}

/**
 * davy_usage_source_get_budget:
 * @self: a source with findings
 *
 * The budget is of a month and of all that the customer has (`wire-contract.md` 2.7 g).
 *
 * Returns: a day's share of the customer's budget, in the currency of the findings; 0 when none is
 *   known in it
 */
double
davy_usage_source_get_budget (DavyUsageSource *self)
{
  g_return_val_if_fail (DAVY_IS_USAGE_SOURCE (self), 0);

  if (self->findings == NULL || !davy_money_is_known (&self->budget) ||
      !g_str_equal (self->budget.currency, self->findings->table->currency))
    return 0;

  return davy_money_to_double (&self->budget) / DAYS_A_MONTH;
}

/**
 * davy_usage_source_get_error:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): why the store could not be read the last time
 */
const GError *
davy_usage_source_get_error (DavyUsageSource *self)
{
  g_return_val_if_fail (DAVY_IS_USAGE_SOURCE (self), NULL);

  return self->error;
}

/**
 * davy_usage_source_get_offline:
 * @self: a source
 *
 * Returns: whether the services cannot be reached
 */
gboolean
davy_usage_source_get_offline (DavyUsageSource *self)
{
  g_return_val_if_fail (DAVY_IS_USAGE_SOURCE (self), FALSE);

  return davy_sync_get_offline (davy_context_get_sync (self->context));
}
