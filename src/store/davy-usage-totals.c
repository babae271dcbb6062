/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-rows.h"

#include <math.h>

#include "store/davy-usage-private.h"

/* Daily usage out of totals: a service that only tells what each resource has come to since the
 * billing period began tells by two readings what came between them. */

#define HISTORY_DAYS 90

/* What was known of a resource, and what it came to today. */
typedef struct
{
  gboolean known;
  DavyDay day;
  gint64 before; /* when @day began */
  gint64 micros; /* at the last reading, on @day */
} Reading;

static gboolean
read_reading (DavyDb *db,
              gint64 subscription_row,
              const DavyUsageDay *total,
              Reading *reading,
              GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT day, base, micros FROM usage_totals WHERE subscription_row = ?"
                       " AND name = ? AND currency = ? AND basis = ?",
                       error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  davy_statement_bind_text (statement, 2, total->names[DAVY_DIMENSION_RESOURCE]);
  davy_statement_bind_text (statement, 3, total->cost.currency);
  davy_statement_bind_int64 (statement, 4, total->cost.basis);
  reading->known = davy_statement_next (statement, error);
  if (reading->known)
    {
      reading->day = (DavyDay) davy_statement_get_int64 (statement, 0);
      reading->before = davy_statement_get_int64 (statement, 1);
      reading->micros = davy_statement_get_int64 (statement, 2);
    }

  return !davy_statement_has_failed (statement);
}

static gboolean
write_reading (DavyDb *db,
               gint64 subscription_row,
               const DavyUsageDay *total,
               const Reading *reading,
               GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "INSERT OR REPLACE INTO usage_totals"
      " (subscription_row, account_id, name, currency, basis, day, base, micros)"
      " SELECT ?1, account_id, ?2, ?3, ?4, ?5, ?6, ?7 FROM subscriptions WHERE id = ?1",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  davy_statement_bind_text (statement, 2, total->names[DAVY_DIMENSION_RESOURCE]);
  davy_statement_bind_text (statement, 3, total->cost.currency);
  davy_statement_bind_int64 (statement, 4, total->cost.basis);
  davy_statement_bind_int64 (statement, 5, reading->day);
  davy_statement_bind_int64 (statement, 6, reading->before);
  davy_statement_bind_int64 (statement, 7, reading->micros);

  return davy_statement_run (statement, error);
}

/* A total that shrank is one of a new period. At the first reading of all nobody knows what came
 * when; what appears later came from nothing. */
static void
move_on (Reading *reading, DavyDay day, gint64 micros, gboolean first)
{
  if (!reading->known)
    reading->before = first ? micros : 0;
  else if (reading->day != day)
    reading->before = reading->micros;
  if (micros < reading->before)
    reading->before = 0;
  reading->day = day;
  reading->micros = micros;
}

static gboolean
count_rows (DavyDb *db, const char *sql, gint64 subscription_row, gint64 *count, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  davy_statement_bind_int64 (statement, 2,
                             davy_day_from_time (davy_time_now ()) - HISTORY_DAYS + 1);
  *count = davy_statement_next (statement, error) ? davy_statement_get_int64 (statement, 0) : 0;

  return !davy_statement_has_failed (statement);
}

/* One series comes from one source: what costs a day by itself is not mixed with differences. */
static gboolean
has_costs_of_days (DavyDb *db, gint64 subscription_row, gboolean *has, GError **error)
{
  gint64 count;
  gboolean read =
      count_rows (db,
                  "SELECT count (*) FROM usage WHERE subscription_row = ?1 AND day >= ?2"
                  " AND micros IS NOT NULL AND NOT EXISTS (SELECT 1 FROM usage_totals AS t"
                  " WHERE t.subscription_row = ?1 AND t.currency = usage.currency"
                  " AND t.basis = usage.basis)",
                  subscription_row, &count, error);

  *has = read && count > 0;

  return read;
}

/**
 * davy_db_put_usage_totals:
 * @db: the writer's connection
 * @subscription_row: which subscription
 * @day: when the totals were read
 * @totals: (array length=n_totals): what each resource has come to since its billing period began;
 *   those without a resource or a cost are passed over
 * @n_totals: how many
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Writes what came since the last reading as the usage of @day, in the place of what was written
 * for it before. The first reading gives no usage. Where costs of days are known, nothing is
 * written over them.
 *
 * Returns: whether it is written
 */
gboolean
davy_db_put_usage_totals (DavyDb *db,
                          gint64 subscription_row,
                          DavyDay day,
                          const DavyUsageDay *totals,
                          guint n_totals,
                          GError **error)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (DavyUsageDay));
  gboolean has_costs;
  gint64 n_known;

  if (!has_costs_of_days (db, subscription_row, &has_costs, error) ||
      !count_rows (db,
                   "SELECT count (*) FROM usage_totals WHERE subscription_row = ?1 AND day >= ?2",
                   subscription_row, &n_known, error))
    return FALSE;

  for (guint i = 0; i < n_totals; i++)
    {
      DavyUsageDay use = totals[i];
      Reading reading = { 0 };

      if (use.names[DAVY_DIMENSION_RESOURCE] == NULL || !davy_money_is_known (&use.cost))
        continue;
      if (!read_reading (db, subscription_row, &use, &reading, error))
        return FALSE;
      move_on (&reading, day, use.cost.micros, n_known == 0);
      if (!write_reading (db, subscription_row, &use, &reading, error))
        return FALSE;
      use.day = day;
      use.quantity = NAN;
      if (!__builtin_sub_overflow (reading.micros, reading.before, &use.cost.micros))
        g_array_append_val (days, use);
    }

  if (has_costs || n_known == 0)
    return TRUE;

  return davy_db_put_usage (db, subscription_row, day, day, DAVY_ALL_DIMENSIONS,
                            (const DavyUsageDay *) (gpointer) days->data, days->len, error);
}
