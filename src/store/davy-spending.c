/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-spending.h"

#include <math.h>
#include <string.h>

#include "usage/davy-causes.h"
#include "usage/davy-level.h"

/* Worked out where it is read: a subscription may have used thousands of resources. */

#define HISTORY_DAYS 90
#define BEFORE_DAYS  28
#define LEAST_SHARE  0.1

typedef struct
{
  gint64 subscription_row;
  DavySpending *spending; /* (owned) */
} SpendingLookup;

typedef struct
{
  DavySeries *series;
  DavyExpectation *expectation;
} Judged;

static void
judged_clear (Judged *judged)
{
  g_clear_pointer (&judged->series, davy_series_free);
  g_clear_pointer (&judged->expectation, davy_expectation_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Judged, judged_clear)

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
add_causes (DavySpending *self, const DavyUsageTable *table, const Judged *judged)
{
  g_autoptr (GArray) causes = davy_causes_rank (table->by_part, table->parts->len, judged->series,
                                                judged->expectation, &self->episode);

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
find_last (DavySpending *self, const Judged *judged)
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
judge (DavySpending *self, const DavyUsageTable *table, Judged *judged)
{
  g_autoptr (GArray) episodes = NULL;
  guint onset;

  judged->series = davy_series_new (table->first, table->length);
  memcpy (judged->series->values, table->total, table->length * sizeof *table->total);
  judged->series->incomplete = table->incomplete;
  judged->expectation = davy_expectation_new (judged->series, &table->detector);
  find_last (self, judged);
  episodes = davy_episodes_find (judged->series, judged->expectation);
  for (guint i = 0; i < episodes->len; i++)
    {
      const DavyEpisode *episode = &g_array_index (episodes, DavyEpisode, i);

      if (episode->notable)
        {
          self->has_episode = TRUE;
          self->episode = *episode;
        }
    }

  self->forecast =
      davy_forecast_make (judged->series, judged->expectation,
                          self->has_episode && self->episode.running ? &self->episode : NULL);
  if (!self->has_episode)
    return;

  onset = (guint) (self->episode.onset - table->first);
  self->before = davy_level_between (judged->series, judged->expectation,
                                     onset > BEFORE_DAYS ? onset - BEFORE_DAYS : 0, onset);
  self->since = davy_level_between (judged->series, NULL, onset,
                                    (guint) (self->episode.end - table->first) + 1);
}

static gboolean
read_spending (DavyDb *db, gpointer data, GError **error)
{
  SpendingLookup *lookup = data;
  DavyDay today = davy_day_from_time (davy_time_now ());
  g_autoptr (DavySpending) spending = g_new0 (DavySpending, 1);
  g_auto (Judged) judged = { 0 };

  spending->before = spending->since = NAN;
  spending->last_cost = spending->last_expected = NAN;
  spending->causes = g_ptr_array_new_with_free_func (cause_free);
  for (guint dimension = 0; dimension < DAVY_N_DIMENSIONS; dimension++)
    {
      g_autoptr (DavyUsageTable) table =
          davy_db_load_usage (db, lookup->subscription_row, (DavyDimension) dimension,
                              today - HISTORY_DAYS + 1, today, error);

      if (table == NULL)
        return FALSE;
      if (judged.series == NULL)
        {
          g_strlcpy (spending->currency, table->currency, sizeof spending->currency);
          spending->basis = table->basis;
          spending->fetched_at = table->fetched_at;
          judge (spending, table, &judged);
        }
      if (!spending->has_episode)
        break;
      if ((table->told & DAVY_DIMENSION_BIT (dimension)) != 0)
        add_causes (spending, table, &judged);
    }
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
 * Works out what a subscription costs from the daily use of the last 90 days.
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
