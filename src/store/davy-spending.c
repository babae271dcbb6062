/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-spending.h"

#include <math.h>

#include "store/davy-own-alerts-private.h"
#include "store/davy-usage-private.h"
#include "usage/davy-causes.h"
#include "usage/davy-level.h"

/* Worked out where it is read: a subscription may have used thousands of resources. */

#define LEAST_SHARE 0.1

typedef struct
{
  gint64 subscription_row;
  DavySpending *spending; /* (owned) */
} SpendingLookup;

static void
spending_lookup_free (gpointer data)
{
  SpendingLookup *lookup = data;

  g_clear_pointer (&lookup->spending, davy_spending_free);
  g_free (lookup);
}

static void
cause_free (gpointer data)
{
  DavySpendingCause *cause = data;

  g_free (cause->name);
  g_free (cause);
}

/**
 * davy_spending_free:
 * @self: (transfer full): figures
 */
void
davy_spending_free (DavySpending *self)
{
  g_ptr_array_unref (self->causes);
  g_free (self);
}

/* What nobody told the part of has a share in it, and no name. */
static void
add_causes (DavySpending *self, const DavyUsageTable *table, const DavyJudgement *judged)
{
  g_autoptr (GArray) causes =
      davy_causes_rank (table->by_part, table->parts->len, table->first, judged, &self->episode);

  for (guint i = 0; i < causes->len; i++)
    {
      const DavyCause *cause = &g_array_index (causes, DavyCause, i);
      const char *name = g_ptr_array_index (table->parts, cause->part);
      DavySpendingCause *named;

      if (cause->share < LEAST_SHARE || *name == '\0')
        continue;
      named = g_new0 (DavySpendingCause, 1);
      named->dimension = table->dimension;
      named->name = g_strdup (name);
      named->share = cause->share;
      g_ptr_array_add (self->causes, named);
    }
}

static void
find_last (DavySpending *self, const DavyJudgement *judged)
{
  const DavySeries *series = judged->series;

  for (guint i = series->length; i-- > 0;)
    if (!isnan (series->values[i]) && !davy_series_is_incomplete (series, i))
      {
        self->last = series->first + (DavyDay) i;
        self->last_cost = series->values[i];
        self->last_expected = judged->expectation->expected[i];
        break;
      }
}

static void
find_episode (DavySpending *self, const DavyJudgement *judged)
{
  guint onset, end;

  self->has_episode = judged->episode != NULL;
  if (!self->has_episode)
    return;

  self->episode = *judged->episode;
  onset = (guint) (self->episode.onset - judged->series->first);
  end = (guint) (self->episode.end - judged->series->first) + 1;
  self->before = davy_level_before (judged->series, judged->expectation, onset);
  self->since = davy_level_between (judged->series, NULL, onset, end);
}

static DavyJudgement *
judge (DavyDb *db, const SpendingLookup *lookup, DavySpending *spending, GError **error)
{
  g_autoptr (DavyDailyTotals) totals = davy_daily_totals_read (db, lookup->subscription_row, error);
  DavyDetector detector;

  if (totals == NULL ||
      !davy_db_get_detector (db, lookup->subscription_row, totals->currency, &detector, error))
    return NULL;
  g_strlcpy (spending->currency, totals->currency, sizeof spending->currency);
  spending->basis = totals->basis;
  spending->fetched_at = totals->fetched_at;

  return davy_daily_totals_judge (totals, &detector);
}

static gboolean
read_causes (DavyDb *db,
             const SpendingLookup *lookup,
             DavySpending *spending,
             const DavyJudgement *judged,
             GError **error)
{
  DavyDay last = judged->series->first + (DavyDay) judged->series->length - 1;

  for (guint dimension = 0; spending->has_episode && dimension < DAVY_N_DIMENSIONS; dimension++)
    {
      g_autoptr (DavyUsageTable) table =
          davy_db_load_usage_between (db, lookup->subscription_row, (DavyDimension) dimension,
                                      spending->episode.onset - DAVY_LEVEL_DAYS, last, error);

      if (table == NULL)
        return FALSE;
      if ((table->told & DAVY_DIMENSION_BIT (dimension)) != 0)
        add_causes (spending, table, judged);
    }

  return TRUE;
}

static gboolean
read_spending (DavyDb *db, gpointer data, GError **error)
{
  SpendingLookup *lookup = data;
  g_autoptr (DavySpending) spending = g_new0 (DavySpending, 1);
  g_autoptr (DavyJudgement) judged = NULL;

  spending->before = spending->since = NAN;
  spending->last_cost = spending->last_expected = NAN;
  spending->causes = g_ptr_array_new_with_free_func (cause_free);
  judged = judge (db, lookup, spending, error);
  if (judged == NULL)
    return FALSE;

  find_last (spending, judged);
  find_episode (spending, judged);
  spending->forecast =
      davy_forecast_make (judged->series, judged->expectation, davy_judgement_get_running (judged));
  if (!read_causes (db, lookup, spending, judged, error))
    return FALSE;
  lookup->spending = g_steal_pointer (&spending);

  return TRUE;
}

/**
 * davy_store_load_spending_async:
 * @store: a store
 * @subscription_row: which subscription
 * @cancellable: (nullable): stops it
 * @callback: called in the store's context
 * @user_data: for @callback
 *
 * Works out what a subscription costs from its daily use, judged as davy_store_load_usage_async()
 * reads it.
 */
void
davy_store_load_spending_async (DavyStore *store,
                                gint64 subscription_row,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  SpendingLookup *lookup = g_new0 (SpendingLookup, 1);

  lookup->subscription_row = subscription_row;
  davy_store_read_async (store, read_spending, lookup, spending_lookup_free, cancellable, callback,
                         user_data);
}

/**
 * davy_store_load_spending_finish:
 * @store: a store
 * @result: the answer
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable): the figures; those that are not known are NAN
 */
DavySpending *
davy_store_load_spending_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  SpendingLookup *lookup;

  if (!davy_store_read_finish (store, result, error))
    return NULL;
  lookup = davy_store_result_get_data (result);

  return g_steal_pointer (&lookup->spending);
}
