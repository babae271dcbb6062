/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-rows.h"

#include "store/davy-rows-private.h"

/* What a refresh did not see, or saw at another service, is not listed any more. */

static gboolean
recount_account (DavyDb *db, const char *account_id, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "UPDATE subscriptions SET open_alerts = counted.n, revision = revision + 1 FROM ("
      " SELECT s.id AS row, count (alerts.id) AS n FROM subscriptions AS s LEFT JOIN alerts"
      "  ON alerts.account_id = s.account_id AND alerts.azure_id = s.azure_id"
      "  AND status <> ?2 AND NOT is_test AND NOT alerts.gone"
      "  WHERE s.account_id = ?1 GROUP BY s.id) AS counted"
      " WHERE id = counted.row AND open_alerts <> counted.n",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, account_id);
  davy_statement_bind_int64 (statement, 2, DAVY_ALERT_STATUS_RESOLVED);

  return davy_statement_run (statement, error);
}

/* @mark: marks alerts of the account, its first parameter, as gone */
static gboolean
mark_gone (DavyDb *db, DavyStatement *mark, const char *account_id, GError **error)
{
  davy_statement_bind_text (mark, 1, account_id);
  if (!davy_statement_run (mark, error))
    return FALSE;

  return davy_db_get_changes (db) == 0 || recount_account (db, account_id, error);
}

/**
 * davy_db_leave_other_services:
 * @db: the writer's connection
 * @account_id: whose alerts
 * @service: where alerts are fetched from: `partner-center`, `graph`
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Called as the first alerts of a refresh arrive, in the same transaction: the same alerts of
 * another service are not listed beside them, nor what is told of those later. Nothing is deleted.
 *
 * Returns: whether it is written
 */
gboolean
davy_db_leave_other_services (DavyDb *db,
                              const char *account_id,
                              const char *service,
                              GError **error)
{
  g_autoptr (DavyStatement) mark =
      davy_db_prepare (db,
                       "UPDATE alerts SET gone = 1, revision = revision + 1"
                       " WHERE account_id = ? AND service NOT IN (?, '" DAVY_ALERT_SERVICE_OWN "')"
                       " AND NOT gone",
                       error);

  if (mark == NULL)
    return FALSE;
  davy_statement_bind_text (mark, 2, service);

  return mark_gone (db, mark, account_id, error) &&
         davy_db_put_state (db, account_id, DAVY_ALERT_SERVICE_KEY, service, error);
}

/**
 * davy_db_finish_alerts_pass:
 * @db: the writer's connection
 * @account_id: whose alerts
 * @pass: the refresh that has come to its end
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Called once all alerts of an account were read: what was not among them is not listed as open
 * any more. Nothing is deleted.
 *
 * Returns: whether it is written
 */
gboolean
davy_db_finish_alerts_pass (DavyDb *db, const char *account_id, gint64 pass, GError **error)
{
  g_autoptr (DavyStatement) mark =
      davy_db_prepare (db,
                       "UPDATE alerts SET gone = 1, revision = revision + 1"
                       " WHERE account_id = ? AND pass <> ? AND NOT gone"
                       " AND service <> '" DAVY_ALERT_SERVICE_OWN "'",
                       error);

  if (mark == NULL)
    return FALSE;
  davy_statement_bind_int64 (mark, 2, pass);

  return mark_gone (db, mark, account_id, error);
}
