/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-case-alerts.h"

#include "store/davy-records-private.h"

/**
 * davy_db_load_case_alerts:
 * @db: any connection
 * @case_row: which case
 * @error: where to report %DAVY_ERROR_STORE
 *
 * An open case whose alerts come from another service by now leaves out what the one before told
 * of them: they would be there twice.
 *
 * Returns: (transfer full) (nullable) (element-type DavyAlert): its alerts as they stand now, in
 *   the order in which they came to it; without those that the store does not hold any more
 */
GPtrArray *
davy_db_load_case_alerts (DavyDb *db, gint64 case_row, GError **error)
{
  g_autoptr (GPtrArray) alerts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT alerts.id FROM case_alerts JOIN cases ON cases.id = case_row"
                       " JOIN alerts ON alerts.account_id = cases.account_id"
                       " AND alerts.event_id = case_alerts.event_id"
                       " WHERE case_row = ?1 AND (closed_at <> 0 OR NOT gone OR NOT EXISTS ("
                       "  SELECT 1 FROM case_alerts AS own JOIN alerts AS other"
                       "  ON other.account_id = cases.account_id AND other.event_id = own.event_id"
                       "  WHERE own.case_row = ?1 AND NOT other.gone"
                       "  AND other.service <> alerts.service)) ORDER BY position",
                       error);

  if (statement == NULL)
    return NULL;
  davy_statement_bind_int64 (statement, 1, case_row);
  while (davy_statement_next (statement, error))
    {
      DavyAlert *alert = davy_alert_load (db, davy_statement_get_int64 (statement, 0), error);

      if (alert == NULL)
        return NULL;
      g_ptr_array_add (alerts, alert);
    }
  if (davy_statement_has_failed (statement))
    return NULL;

  return g_steal_pointer (&alerts);
}

/**
 * davy_db_find_case_of_alert:
 * @db: any connection
 * @account_id: whose case
 * @event_id: an alert
 * @case_row: (out): the latest case that the alert belongs to; 0 when there is none
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it could be looked up
 */
gboolean
davy_db_find_case_of_alert (DavyDb *db,
                            const char *account_id,
                            const char *event_id,
                            gint64 *case_row,
                            GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT max (id) FROM cases JOIN case_alerts ON case_row = id"
                       " WHERE account_id = ? AND event_id = ?",
                       error);

  *case_row = 0;
  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, account_id);
  davy_statement_bind_text (statement, 2, event_id);
  if (davy_statement_next (statement, error))
    *case_row = davy_statement_get_int64 (statement, 0);

  return !davy_statement_has_failed (statement);
}

/**
 * davy_db_attach_open_alerts:
 * @db: the writer's connection
 * @case_row: a case
 * @tests: whether test alerts, or the others
 * @attached: (out): how many came to it
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Puts all open alerts of the case's subscription into the case: they are handled together. Ours
 * are not among them: nothing that a case sends is about them.
 *
 * Returns: whether it is written
 */
gboolean
davy_db_attach_open_alerts (DavyDb *db,
                            gint64 case_row,
                            gboolean tests,
                            guint *attached,
                            GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "INSERT OR IGNORE INTO case_alerts (case_row, position, event_id)"
      " SELECT ?1, (SELECT count (*) FROM case_alerts WHERE case_row = ?1)"
      "  + row_number () OVER (ORDER BY created, alerts.id), event_id"
      " FROM alerts JOIN cases ON cases.id = ?1 AND cases.account_id = alerts.account_id"
      " AND cases.azure_id = alerts.azure_id"
      " WHERE status <> ?2 AND NOT gone AND is_test = ?3"
      " AND service <> '" DAVY_ALERT_SERVICE_OWN "'",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, case_row);
  davy_statement_bind_int64 (statement, 2, DAVY_ALERT_STATUS_RESOLVED);
  davy_statement_bind_int64 (statement, 3, tests);
  if (!davy_statement_run (statement, error))
    return FALSE;
  *attached = davy_db_get_changes (db);

  return TRUE;
}
