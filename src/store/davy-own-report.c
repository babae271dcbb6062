/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-own-report.h"

#include "store/davy-alert.h"

/**
 * davy_own_report_read:
 * @self: (out caller-allocates): what is told
 * @db: any connection
 * @subscription_row: which subscription
 * @since: of those that are dealt with, only what happened from then on counts
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it could be read
 */
gboolean
davy_own_report_read (DavyOwnReport *self,
                      DavyDb *db,
                      gint64 subscription_row,
                      DavyTime since,
                      GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "WITH told AS (SELECT id, status, reason, resolved_on, status <> ?2 AND NOT gone AS open"
      "  FROM alerts WHERE subscription_row = ?1 AND service <> '" DAVY_ALERT_SERVICE_OWN
      "' AND NOT is_test AND (open OR max (created, last_observed, resolved_on) >= ?3))"
      " SELECT max (open), count (*), (SELECT reason = ?4 FROM told WHERE status = ?2"
      "  ORDER BY resolved_on DESC, id DESC LIMIT 1) FROM told",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  davy_statement_bind_int64 (statement, 2, DAVY_ALERT_STATUS_RESOLVED);
  davy_statement_bind_int64 (statement, 3, since);
  davy_statement_bind_int64 (statement, 4, DAVY_ALERT_REASON_LEGITIMATE);
  if (davy_statement_next (statement, error))
    {
      self->is_open = davy_statement_get_int64 (statement, 0) != 0;
      self->is_there = davy_statement_get_int64 (statement, 1) != 0;
      self->is_legitimate = davy_statement_get_int64 (statement, 2) != 0;
    }

  return !davy_statement_has_failed (statement);
}
