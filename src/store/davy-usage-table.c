/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-usage-table.h"

#include <math.h>

#include "core/davy-error.h"
#include "store/davy-details.h"
#include "store/davy-usage-private.h"

#define LEAST_REST 0.001

typedef struct
{
  gint64 subscription_row;
  DavyDimension dimension;
  DavyDay from;
  DavyDay to;
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
  g_free (self->by_part);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self->total);
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
      " THEN CAST (micros AS REAL) END), 0) DESC, name",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, lookup->subscription_row);
  davy_statement_bind_int64 (statement, 2, lookup->dimension);
  davy_statement_bind_int64 (statement, 3, lookup->from);
  davy_statement_bind_int64 (statement, 4, lookup->to);
  davy_statement_bind_text (statement, 5, table->currency);
  davy_statement_bind_int64 (statement, 6, table->basis);
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

/* Makes room for every part; the days of each by its name in lower case. */
static GHashTable *
create_places (DavyUsageTable *table)
{
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  table->by_part = g_new0 (double *, table->parts->len + 1);
  for (guint i = 0; i < table->parts->len; i++)
    {
      table->by_part[i] = create_days (table);
      g_hash_table_insert (places, g_ascii_strdown (g_ptr_array_index (table->parts, i), -1),
                           table->by_part[i]);
    }

  return places;
}

/* All parts in one pass: a subscription may have used thousands of resources. */
static gboolean
read_days_of_parts (DavyDb *db, const UsageLookup *lookup, DavyUsageTable *table, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "SELECT name, day, sum (CASE WHEN currency = ? AND basis = ? THEN CAST (micros AS REAL) END)"
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
  davy_statement_bind_int64 (statement, 5, lookup->from);
  davy_statement_bind_int64 (statement, 6, lookup->to);
  while (davy_statement_next (statement, error))
    {
      g_autofree char *name = g_ascii_strdown (davy_statement_get_text (statement, 0), -1);
      double *days = g_hash_table_lookup (places, name);

      days[davy_statement_get_int64 (statement, 1) - table->first] =
          davy_statement_get_double (statement, 2) / DAVY_MONEY_UNIT;
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
    }
  else
    {
      g_free (rest);
    }
}

static gboolean
read_fetched_at (DavyDb *db, const UsageLookup *lookup, DavyUsageTable *table, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db, "SELECT usage_fetched_at FROM subscriptions WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, lookup->subscription_row);
  if (davy_statement_next (statement, error))
    table->fetched_at = davy_statement_get_int64 (statement, 0);

  return !davy_statement_has_failed (statement);
}

static guint
count_incomplete (const DavyUsageTable *table)
{
  DavyDay complete = davy_day_from_time (table->fetched_at) - DAVY_USAGE_LATE_DAYS;
  DavyDay last = table->first + (DavyDay) table->length - 1;

  return (guint) CLAMP (last - complete, 0, (DavyDay) table->length);
}

/**
 * davy_db_load_usage:
 * @db: any connection
 * @subscription_row: which subscription
 * @dimension: by what the cost of a day is told apart
 * @from: the first day
 * @to: the last day, not before @from
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable): its daily cost; days of which nothing is known are gaps
 */
DavyUsageTable *
davy_db_load_usage (DavyDb *db,
                    gint64 subscription_row,
                    DavyDimension dimension,
                    DavyDay from,
                    DavyDay to,
                    GError **error)
{
  const UsageLookup lookup = { subscription_row, dimension, from, to, NULL };
  g_autoptr (DavyUsageTable) table = g_new0 (DavyUsageTable, 1);
  g_autoptr (DavyDailyTotals) totals = NULL;

  table->first = from;
  table->length = (guint) (to - from + 1);
  table->dimension = dimension;
  table->parts = g_ptr_array_new_with_free_func (g_free);
  totals = davy_daily_totals_read (db, subscription_row, table->first, table->length, error);
  if (totals == NULL)
    return NULL;
  table->total = g_steal_pointer (&totals->amounts);
  g_strlcpy (table->currency, totals->currency, sizeof table->currency);
  table->basis = totals->basis;
  table->incomplete_prices = totals->unpriced;

  if (!read_parts (db, &lookup, table, error) || !read_days_of_parts (db, &lookup, table, error) ||
      !read_fetched_at (db, &lookup, table, error))
    return NULL;
  add_rest (table);
  table->incomplete = count_incomplete (table);

  return g_steal_pointer (&table);
}

static gboolean
read_table (DavyDb *db, gpointer data, GError **error)
{
  UsageLookup *lookup = data;

  lookup->table = davy_db_load_usage (db, lookup->subscription_row, lookup->dimension, lookup->from,
                                      lookup->to, error);

  return lookup->table != NULL;
}

/**
 * davy_store_load_usage_async:
 * @store: a store
 * @subscription_row: which subscription
 * @dimension: how each day is parted
 * @from: the first day
 * @to: the last day, not before @from
 * @cancellable: (nullable): stops it
 * @callback: called in the store's context
 * @user_data: for @callback
 *
 * Reads the daily cost of a subscription.
 */
void
davy_store_load_usage_async (DavyStore *store,
                             gint64 subscription_row,
                             DavyDimension dimension,
                             DavyDay from,
                             DavyDay to,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  UsageLookup *lookup;

  g_return_if_fail (from <= to);

  lookup = g_new0 (UsageLookup, 1);
  lookup->subscription_row = subscription_row;
  lookup->dimension = dimension;
  lookup->from = from;
  lookup->to = to;
  davy_store_read_async (store, read_table, lookup, usage_lookup_free, cancellable, callback,
                         user_data);
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
