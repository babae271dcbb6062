/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-rows.h"

#include <math.h>

#include "store/davy-rows-private.h"
#include "store/davy-usage-private.h"

/* Writing daily usage. What the list of subscriptions and the alerts show of it is worked out here
 * once, when it is written (davy-usage-summary.c). */

static gboolean
clear_days (DavyDb *db, gint64 subscription_row, DavyDay from, DavyDay to, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db, "DELETE FROM usage WHERE subscription_row = ? AND day BETWEEN ? AND ?", error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  davy_statement_bind_int64 (statement, 2, from);
  davy_statement_bind_int64 (statement, 3, to);

  return davy_statement_run (statement, error);
}

/* A service has several meters, regions and groups: they add up. A part without a price, or with
 * one that cannot be added, makes the sum incomplete. */
static DavyStatement *
prepare_insert (DavyDb *db, GError **error)
{
  return davy_db_prepare (
      db,
      "INSERT INTO usage (subscription_row, account_id, day, service, amount, unpriced, quantity,"
      " unit, currency, basis)"
      " SELECT ?1, account_id, ?2, ?3, ?4, ?4 IS NULL, ?5, ?6, ?7, ?8"
      " FROM subscriptions WHERE id = ?1"
      " ON CONFLICT (subscription_row, day, service) DO UPDATE SET"
      " amount = CASE WHEN amount IS NULL THEN excluded.amount"
      "  WHEN currency IS excluded.currency AND basis = excluded.basis"
      "  THEN amount + coalesce (excluded.amount, 0) ELSE amount END,"
      " unpriced = unpriced OR excluded.unpriced OR (amount IS NOT NULL"
      "  AND (currency IS NOT excluded.currency OR basis <> excluded.basis)),"
      " currency = CASE WHEN amount IS NULL THEN excluded.currency ELSE currency END,"
      " basis = CASE WHEN amount IS NULL THEN excluded.basis ELSE basis END,"
      " quantity = CASE WHEN unit IS excluded.unit THEN quantity + excluded.quantity END",
      error);
}

/**
 * davy_db_put_usage:
 * @db: the writer's connection
 * @subscription_row: which subscription
 * @from: the first day that was asked for
 * @to: the last day that was asked for
 * @days: (array length=n_days): what came; several records of one day and service add up
 * @n_days: how many
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Takes the place of all that was known about these days.
 *
 * Returns: whether it is written
 */
gboolean
davy_db_put_usage (DavyDb *db,
                   gint64 subscription_row,
                   DavyDay from,
                   DavyDay to,
                   const DavyUsageDay *days,
                   guint n_days,
                   GError **error)
{
  g_autoptr (DavyStatement) insert = prepare_insert (db, error);

  if (insert == NULL || !clear_days (db, subscription_row, from, to, error))
    return FALSE;

  for (guint i = 0; i < n_days; i++)
    {
      if (days[i].day < from || days[i].day > to)
        continue;
      davy_statement_bind_int64 (insert, 1, subscription_row);
      davy_statement_bind_int64 (insert, 2, days[i].day);
      davy_statement_bind_text (insert, 3, days[i].service != NULL ? days[i].service : "");
      davy_statement_bind_double (insert, 4, days[i].amount);
      davy_statement_bind_double (insert, 5, days[i].quantity);
      davy_statement_bind_text (insert, 6, davy_known (days[i].unit));
      davy_statement_bind_text (insert, 7, davy_known (days[i].currency));
      davy_statement_bind_int64 (insert, 8, days[i].basis);
      if (!davy_statement_run (insert, error))
        return FALSE;
    }

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
