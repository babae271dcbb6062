/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-usage-table.h"

#include <math.h>

#include "core/davy-error.h"
#include "store/davy-details.h"
#include "store/davy-own-alerts-private.h"
#include "store/davy-usage-private.h"

#define LEAST_REST 0.001
#define MAX_PARTS  500 /* of more, the cheapest are told together */
#define MAX_DAYS   (5 * 366)

typedef struct
{
  gint64 subscription_row;
  DavyDimension dimension;
  DavyDay from;
  DavyDay to;
  gboolean whole;        /* also what came before @from */
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
  davy_statement_bind_int64 (statement, 4, lookup->to);
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
  davy_statement_bind_int64 (statement, 6, lookup->to);
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

/* In the order of the table's key: the first row has the first day of a dimension. */
static gboolean
read_first_day (DavyDb *db, const UsageLookup *lookup, DavyDay *first, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "SELECT day FROM usage WHERE subscription_row = ? AND dimension = ? AND day >= ?"
      " ORDER BY day LIMIT 1",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, lookup->subscription_row);
  davy_statement_bind_int64 (statement, 2, DAVY_DIMENSION_SERVICE);
  davy_statement_bind_int64 (statement, 3, lookup->to - MAX_DAYS + 1);
  if (davy_statement_next (statement, error))
    *first = MIN (*first, (DavyDay) davy_statement_get_int64 (statement, 0));

  return !davy_statement_has_failed (statement);
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

static guint
count_incomplete (const DavyUsageTable *table)
{
  DavyDay complete = davy_day_from_time (table->fetched_at) - DAVY_USAGE_LATE_DAYS;
  DavyDay last = table->first + (DavyDay) table->length - 1;

  return (guint) CLAMP (last - complete, 0, (DavyDay) table->length);
}

static DavyUsageTable *
load_table (DavyDb *db, const UsageLookup *lookup, GError **error)
{
  g_autoptr (DavyUsageTable) table = g_new0 (DavyUsageTable, 1);
  g_autoptr (DavyDailyTotals) totals = NULL;

  table->first = lookup->from;
  table->dimension = lookup->dimension;
  table->parts = g_ptr_array_new_with_free_func (g_free);
  table->units = g_ptr_array_new_with_free_func (g_free);
  if (lookup->whole && !read_first_day (db, lookup, &table->first, error))
    return NULL;
  table->length = (guint) (lookup->to - table->first + 1);
  totals =
      davy_daily_totals_read (db, lookup->subscription_row, table->first, table->length, error);
  if (totals == NULL)
    return NULL;
  table->total = g_steal_pointer (&totals->amounts);
  g_strlcpy (table->currency, totals->currency, sizeof table->currency);
  table->basis = totals->basis;
  table->incomplete_prices = totals->unpriced;

  if (!davy_db_get_detector (db, &table->detector, error) ||
      !read_parts (db, lookup, table, error) || !read_days_of_parts (db, lookup, table, error) ||
      !read_fetched_at (db, lookup, table, error))
    return NULL;
  for (guint dimension = 0; dimension < DAVY_N_DIMENSIONS; dimension++)
    if (!read_told (db, lookup, (DavyDimension) dimension, table, error))
      return NULL;
  add_rest (table);
  table->incomplete = count_incomplete (table);

  return g_steal_pointer (&table);
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
  const UsageLookup lookup = { subscription_row, dimension, from, to, FALSE, NULL };

  return load_table (db, &lookup, error);
}

static gboolean
read_table (DavyDb *db, gpointer data, GError **error)
{
  UsageLookup *lookup = data;

  lookup->table = load_table (db, lookup, error);

  return lookup->table != NULL;
}

static void
look_up (DavyStore *store,
         const UsageLookup *wanted,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer user_data)
{
  UsageLookup *lookup = g_memdup2 (wanted, sizeof *wanted);

  davy_store_read_async (store, read_table, lookup, usage_lookup_free, cancellable, callback,
                         user_data);
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
  const UsageLookup lookup = { subscription_row, dimension, from, to, FALSE, NULL };

  g_return_if_fail (from <= to);

  look_up (store, &lookup, cancellable, callback, user_data);
}

/**
 * davy_store_load_usage_history_async:
 * @store: a store
 * @subscription_row: which subscription
 * @dimension: how each day is parted
 * @from: the first day, unless an earlier one of the last five years is known
 * @to: the last day, not before @from
 * @cancellable: (nullable): stops it
 * @callback: called in the store's context, to call davy_store_load_usage_finish()
 * @user_data: for @callback
 *
 * Reads the daily cost of a subscription as far back as it is known.
 */
void
davy_store_load_usage_history_async (DavyStore *store,
                                     gint64 subscription_row,
                                     DavyDimension dimension,
                                     DavyDay from,
                                     DavyDay to,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  const UsageLookup lookup = { subscription_row, dimension, from, to, TRUE, NULL };

  g_return_if_fail (from <= to);

  look_up (store, &lookup, cancellable, callback, user_data);
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
