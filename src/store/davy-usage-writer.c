/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-rows.h"

#include <math.h>

#include "store/davy-rows-private.h"
#include "store/davy-usage-private.h"

/* Writing daily usage. What the list of subscriptions and the alerts show of it is worked out here
 * once, when it is written (davy-usage-summary.c). */

static gboolean
clear_days (DavyDb *db,
            gint64 subscription_row,
            DavyDimension dimension,
            DavyDay from,
            DavyDay to,
            GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "DELETE FROM usage WHERE subscription_row = ? AND dimension = ?"
                       " AND day BETWEEN ? AND ?",
                       error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  davy_statement_bind_int64 (statement, 2, dimension);
  davy_statement_bind_int64 (statement, 3, from);
  davy_statement_bind_int64 (statement, 4, to);

  return davy_statement_run (statement, error);
}

/* A service has several meters, regions and groups: they add up, within a currency and basis. */
static DavyStatement *
prepare_insert (DavyDb *db, GError **error)
{
  return davy_db_prepare (
      db,
      "INSERT INTO usage (subscription_row, account_id, dimension, day, name, micros, quantity,"
      " unit, currency, basis)"
      " SELECT ?1, account_id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM subscriptions WHERE id = ?1"
      " ON CONFLICT DO UPDATE SET micros = micros + excluded.micros,"
      " quantity = CASE WHEN unit IS excluded.unit THEN quantity + excluded.quantity END",
      error);
}

static gboolean
insert_day (DavyStatement *insert,
            gint64 subscription_row,
            DavyDimension dimension,
            const DavyUsageDay *day,
            GError **error)
{
  const char *name = day->names[dimension];

  davy_statement_bind_int64 (insert, 1, subscription_row);
  davy_statement_bind_int64 (insert, 2, dimension);
  davy_statement_bind_int64 (insert, 3, day->day);
  davy_statement_bind_text (insert, 4, name != NULL ? name : "");
  if (davy_money_is_known (&day->cost))
    davy_statement_bind_int64 (insert, 5, day->cost.micros);
  else
    davy_statement_bind_text (insert, 5, NULL);
  davy_statement_bind_double (insert, 6, day->quantity);
  davy_statement_bind_text (insert, 7, davy_known (day->unit));
  davy_statement_bind_text (insert, 8, day->cost.currency);
  davy_statement_bind_int64 (insert, 9, day->cost.basis);

  return davy_statement_run (insert, error);
}

/* Whoever shows the subscription's usage has to read it anew. */
static gboolean
mark_changed (DavyDb *db, gint64 subscription_row, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db, "UPDATE subscriptions SET revision = revision + 1 WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);

  return davy_statement_run (statement, error);
}

/**
 * davy_db_put_usage:
 * @db: the writer's connection
 * @subscription_row: which subscription
 * @from: the first day that was asked for
 * @to: the last day that was asked for
 * @told: by which dimensions @days is parted; %DAVY_DIMENSION_SERVICE is what totals are made of
 * @days: (array length=n_days): what came; several records of one day and part add up
 * @n_days: how many
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Takes the place of all that was known about these days in the dimensions of @told; what is known
 * by others stays.
 *
 * Returns: whether it is written
 */
gboolean
davy_db_put_usage (DavyDb *db,
                   gint64 subscription_row,
                   DavyDay from,
                   DavyDay to,
                   DavyDimensions told,
                   const DavyUsageDay *days,
                   guint n_days,
                   GError **error)
{
  g_autoptr (DavyStatement) insert = prepare_insert (db, error);

  if (insert == NULL)
    return FALSE;

  for (guint dimension = 0; dimension < DAVY_N_DIMENSIONS; dimension++)
    {
      if ((told & DAVY_DIMENSION_BIT (dimension)) == 0)
        continue;
      if (!clear_days (db, subscription_row, (DavyDimension) dimension, from, to, error))
        return FALSE;
      for (guint i = 0; i < n_days; i++)
        if (days[i].day >= from && days[i].day <= to &&
            !insert_day (insert, subscription_row, (DavyDimension) dimension, &days[i], error))
          return FALSE;
    }

  if ((told & DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE)) == 0 &&
      !mark_changed (db, subscription_row, error))
    return FALSE;

  return davy_db_summarise_usage (db, subscription_row, error);
}

/**
 * davy_db_set_usage_state:
 * @db: the writer's connection
 * @subscription_row: which subscription
 * @state: how the last fetch of its usage ended
 * @fetched_at: when; %DAVY_TIME_UNSET keeps the time of the last one that brought something
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it is written
 */
gboolean
davy_db_set_usage_state (DavyDb *db,
                         gint64 subscription_row,
                         DavyUsageState state,
                         DavyTime fetched_at,
                         GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "UPDATE subscriptions SET usage_state = ?2, revision = revision + (usage_state <> ?2),"
      " usage_fetched_at = CASE ?3 WHEN 0 THEN usage_fetched_at ELSE ?3 END WHERE id = ?1",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  davy_statement_bind_int64 (statement, 2, state);
  davy_statement_bind_int64 (statement, 3, fetched_at);

  return davy_statement_run (statement, error);
}
