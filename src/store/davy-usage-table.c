/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-usage-table.h"

#include <math.h>
#include <string.h>

#include "core/davy-error.h"
#include "store/davy-details.h"
#include "store/davy-own-alerts-private.h"
#include "store/davy-usage-private.h"
#include "usage/davy-money-gate.h"
#include "usage/davy-size-family.h"

#define LEAST_REST 0.001
#define MAX_PARTS  500 /* of more, the cheapest are told together */

typedef struct
{
  gint64 subscription_row;
  DavyDimension dimension;
  gboolean whole; /* as far back as it is known, to today */
  DavyDay first;  /* the days, if not */
  DavyDay last;
  DavyUsageTable *table; /* (owned) */
} UsageLookup;

static void
usage_lookup_free (gpointer data)
{
  UsageLookup *lookup = data;

  g_clear_pointer (&lookup->table, davy_usage_table_free);
  g_free (lookup);
}

/**
 * davy_usage_table_free:
 * @self: (transfer full): a table
 */
void
davy_usage_table_free (DavyUsageTable *self)
{
  for (guint i = 0; self->by_part != NULL && i < self->parts->len; i++)
    g_free (self->by_part[i]);
  for (guint i = 0; self->quantities != NULL && i < self->parts->len; i++)
    g_free (self->quantities[i]);
  g_free (self->by_part);
  g_free (self->quantities);
  g_clear_pointer (&self->units, g_ptr_array_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self->total);
  g_free (self->own_part);
  g_free (self);
}

/* The costliest first, and what nobody told the part of last. */
static gboolean
read_parts (DavyDb *db, const UsageLookup *lookup, DavyUsageTable *table, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "SELECT name FROM usage WHERE subscription_row = ? AND dimension = ? AND day BETWEEN ? AND ?"
      " AND name <> '' GROUP BY name"
      " ORDER BY coalesce (sum (CASE WHEN currency = ? AND basis = ?"
      " THEN CAST (micros AS REAL) END), 0) DESC, name LIMIT ?",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, lookup->subscription_row);
  davy_statement_bind_int64 (statement, 2, lookup->dimension);
  davy_statement_bind_int64 (statement, 3, table->first);
  davy_statement_bind_int64 (statement, 4, table->first + (DavyDay) table->length - 1);
  davy_statement_bind_text (statement, 5, table->currency);
  davy_statement_bind_int64 (statement, 6, table->basis);
  davy_statement_bind_int64 (statement, 7, MAX_PARTS);
  while (davy_statement_next (statement, error))
    g_ptr_array_add (table->parts, davy_statement_dup_text (statement, 0));

  return !davy_statement_has_failed (statement);
}

/* On a day of which something is known, a part that is not mentioned cost nothing. */
static double *
create_days (const DavyUsageTable *table)
{
  double *days = g_new (double, table->length);

  for (guint i = 0; i < table->length; i++)
    days[i] = isnan (table->total[i]) ? (double) NAN : 0;

  return days;
}

/* Makes room for every part, and for one that is nobody's; the place of each, counted from 1, by
 * its name in lower case. */
static GHashTable *
create_places (DavyUsageTable *table)
{
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  table->by_part = g_new0 (double *, table->parts->len + 1);
  table->quantities = g_new0 (double *, table->parts->len + 1);
  for (guint i = 0; i < table->parts->len; i++)
    {
      table->by_part[i] = create_days (table);
      g_ptr_array_add (table->units, NULL);
      g_hash_table_insert (places, g_ascii_strdown (g_ptr_array_index (table->parts, i), -1),
                           GUINT_TO_POINTER (i + 1));
    }

  return places;
}

/* @unit: (nullable): in which @quantity is counted; another than on other days, or several, make it
 * impossible to tell how much was used in all. */
static void
add_quantity (DavyUsageTable *table, guint part, gint64 day, double quantity, const char *unit)
{
  char **known = (char **) &g_ptr_array_index (table->units, part);

  if (*known == NULL)
    {
      *known = g_strdup (unit != NULL ? unit : "");
      table->quantities[part] = unit != NULL ? create_days (table) : NULL;
    }
  if (table->quantities[part] == NULL)
    return;

  if (isnan (quantity) || g_strcmp0 (*known, unit) != 0)
    g_clear_pointer (&table->quantities[part], g_free);
  else
    table->quantities[part][day] = quantity;
}

/* All parts in one pass: a subscription may have used thousands of resources. */
static gboolean
read_days_of_parts (DavyDb *db, const UsageLookup *lookup, DavyUsageTable *table, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "SELECT name, day, sum (CASE WHEN currency = ? AND basis = ? THEN CAST (micros AS REAL) END),"
      " CASE WHEN count (quantity) = count (*) AND count (DISTINCT unit) = 1"
      " THEN sum (quantity) END, max (unit)"
      " FROM usage WHERE subscription_row = ? AND dimension = ? AND day BETWEEN ? AND ?"
      " AND name <> '' GROUP BY name, day",
      error);
  g_autoptr (GHashTable) places = create_places (table);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, table->currency);
  davy_statement_bind_int64 (statement, 2, table->basis);
  davy_statement_bind_int64 (statement, 3, lookup->subscription_row);
  davy_statement_bind_int64 (statement, 4, lookup->dimension);
  davy_statement_bind_int64 (statement, 5, table->first);
  davy_statement_bind_int64 (statement, 6, table->first + (DavyDay) table->length - 1);
  while (davy_statement_next (statement, error))
    {
      g_autofree char *name = g_ascii_strdown (davy_statement_get_text (statement, 0), -1);
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, name));
      gint64 day = davy_statement_get_int64 (statement, 1) - table->first;

      if (place == 0)
        continue;
      table->by_part[place - 1][day] = davy_statement_get_double (statement, 2) / DAVY_MONEY_UNIT;
      add_quantity (table, place - 1, day, davy_statement_get_double (statement, 3),
                    davy_statement_get_text (statement, 4));
    }

  return !davy_statement_has_failed (statement);
}

/* What the parts leave of the total: nobody told whose it is, or it came after the parts did. */
static void
add_rest (DavyUsageTable *table)
{
  double *rest = create_days (table);
  gboolean any = FALSE;

  for (guint day = 0; day < table->length; day++)
    {
      double left = table->total[day];

      for (guint i = 0; i < table->parts->len; i++)
        if (isnan (table->total[day]))
          table->by_part[i][day] = NAN;
        else if (!isnan (table->by_part[i][day]))
          left -= table->by_part[i][day];
      /* Below that it is only what rounding left. */
      if (fabs (left) >= LEAST_REST)
        {
          rest[day] = left;
          any = TRUE;
        }
    }

  if (any)
    {
      table->by_part[table->parts->len] = rest;
      g_ptr_array_add (table->parts, g_strdup (""));
      g_ptr_array_add (table->units, NULL);
    }
  else
    {
      g_free (rest);
    }
}

static gboolean
read_told (DavyDb *db,
           const UsageLookup *lookup,
           DavyDimension dimension,
           DavyUsageTable *table,
           GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "SELECT 1 FROM usage WHERE subscription_row = ? AND dimension = ? AND day >= ?"
      " AND name <> '' LIMIT 1",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, lookup->subscription_row);
  davy_statement_bind_int64 (statement, 2, dimension);
  davy_statement_bind_int64 (statement, 3, table->first);
  if (davy_statement_next (statement, error))
    table->told |= DAVY_DIMENSION_BIT (dimension);

  return !davy_statement_has_failed (statement);
}

static DavyDailyTotals *
read_totals (DavyDb *db, const UsageLookup *lookup, GError **error)
{
  return lookup->whole ? davy_daily_totals_read (db, lookup->subscription_row, error)
                       : davy_daily_totals_read_between (db, lookup->subscription_row,
                                                         lookup->first, lookup->last, error);
}

static DavyUsageTable *
load_table (DavyDb *db, const UsageLookup *lookup, GError **error)
{
  g_autoptr (DavyUsageTable) table = g_new0 (DavyUsageTable, 1);
  g_autoptr (DavyDailyTotals) totals = read_totals (db, lookup, error);

  table->dimension = lookup->dimension;
  table->parts = g_ptr_array_new_with_free_func (g_free);
  table->units = g_ptr_array_new_with_free_func (g_free);
  if (totals == NULL)
    return NULL;
  table->first = totals->first;
  table->length = totals->length;
  table->total = g_steal_pointer (&totals->amounts);
  g_strlcpy (table->currency, totals->currency, sizeof table->currency);
  table->basis = totals->basis;
  table->incomplete_prices = totals->unpriced;
  table->fetched_at = totals->fetched_at;
  table->incomplete = totals->incomplete;

  if (!davy_db_get_detector (db, lookup->subscription_row, table->currency, &table->detector,
                             error) ||
      !davy_db_read_own_part (db, lookup->subscription_row, &table->own_part, &table->own_dimension,
                              &table->own, &table->own_excess, error) ||
      !read_parts (db, lookup, table, error) || !read_days_of_parts (db, lookup, table, error))
    return NULL;
  for (guint dimension = 0; dimension < DAVY_N_DIMENSIONS; dimension++)
    if (!read_told (db, lookup, (DavyDimension) dimension, table, error))
      return NULL;
  add_rest (table);

  return g_steal_pointer (&table);
}

/**
 * davy_db_load_usage:
 * @db: any connection
 * @subscription_row: which subscription
 * @dimension: by what the cost of a day is told apart
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable): its daily cost, as davy_store_load_usage_async() reads it
 */
DavyUsageTable *
davy_db_load_usage (DavyDb *db, gint64 subscription_row, DavyDimension dimension, GError **error)
{
  const UsageLookup lookup = { subscription_row, dimension, TRUE, 0, 0, NULL };

  return load_table (db, &lookup, error);
}

/**
 * davy_db_load_usage_between:
 * @db: any connection
 * @subscription_row: which subscription
 * @dimension: by what the cost of a day is told apart
 * @first: the first day, not after @last
 * @last: the last day
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Reads these days alone. They are too few to be judged by themselves.
 *
 * Returns: (transfer full) (nullable): its daily cost
 */
DavyUsageTable *
davy_db_load_usage_between (DavyDb *db,
                            gint64 subscription_row,
                            DavyDimension dimension,
                            DavyDay first,
                            DavyDay last,
                            GError **error)
{
  const UsageLookup lookup = { subscription_row, dimension, FALSE, first, last, NULL };

  return load_table (db, &lookup, error);
}

/* Whether any cost of a part counts where there was none. */
gboolean
davy_usage_table_counts_any_cost (const DavyUsageTable *self, guint part)
{
  return self->dimension == DAVY_DIMENSION_FAMILY &&
         davy_size_family_is_accelerated (g_ptr_array_index (self->parts, part));
}

/* The detector knows days alone: of hours it says nothing, as if nothing were known of them. */
static DavyJudgement *
judge_values (const DavyUsageTable *self, double *values, const DavyDetector *detector)
{
  const DavySeries series = { self->first, self->length, values, self->incomplete };
  g_autoptr (DavySeries) unknown = NULL;
  DavyJudgement *judgement;

  if (self->hours_from == DAVY_TIME_UNSET)
    return davy_judgement_new (&series, detector);

  unknown = davy_series_new (self->first, self->length);
  unknown->incomplete = self->incomplete;
  judgement = davy_judgement_new (unknown, detector);
  memcpy (judgement->series->values, values, self->length * sizeof *values);

  return judgement;
}

/**
 * davy_usage_table_judge:
 * @self: a table of all that is known
 *
 * Returns: (transfer full): what the detector says about the totals
 */
DavyJudgement *
davy_usage_table_judge (const DavyUsageTable *self)
{
  return judge_values (self, self->total, &self->detector);
}

/**
 * davy_usage_table_judge_part:
 * @self: a table of all that is known
 * @part: which of its parts
 * @quantity: whether how much was used is judged, and not what it cost; only of a part that is
 *   counted
 *
 * Returns: (transfer full): what the detector says about that part alone
 */
DavyJudgement *
davy_usage_table_judge_part (const DavyUsageTable *self, guint part, gboolean quantity)
{
  DavyDetector detector = self->detector;

  davy_detector_forget_other_parts (&detector, self->dimension,
                                    g_ptr_array_index (self->parts, part));
  if (quantity)
    davy_money_gate_open (&detector);
  else if (davy_usage_table_counts_any_cost (self, part))
    davy_money_gate_count_any_cost (&detector);

  return judge_values (self, quantity ? self->quantities[part] : self->by_part[part], &detector);
}

static gboolean
read_table (DavyDb *db, gpointer data, GError **error)
{
  UsageLookup *lookup = data;

  lookup->table = load_table (db, lookup, error);

  return lookup->table != NULL;
}

/**
 * davy_store_load_usage_async:
 * @store: a store
 * @subscription_row: which subscription
 * @dimension: how each day is parted
 * @cancellable: (nullable): stops it
 * @callback: called in the store's context
 * @user_data: for @callback
 *
 * Reads the daily cost of a subscription up to today, as far back as it is known: at least the last
 * 90 days, at most five years. Days of which nothing is known are gaps.
 */
void
davy_store_load_usage_async (DavyStore *store,
                             gint64 subscription_row,
                             DavyDimension dimension,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  const UsageLookup lookup = { subscription_row, dimension, TRUE, 0, 0, NULL };

  davy_store_read_async (store, read_table, g_memdup2 (&lookup, sizeof lookup), usage_lookup_free,
                         cancellable, callback, user_data);
}

/**
 * davy_store_load_usage_finish:
 * @store: a store
 * @result: the answer
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable): the table; all days unknown when nothing was fetched
 */
DavyUsageTable *
davy_store_load_usage_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  UsageLookup *lookup;

  if (!davy_store_read_finish (store, result, error))
    return NULL;
  lookup = davy_store_result_get_data (result);

  return g_steal_pointer (&lookup->table);
}
