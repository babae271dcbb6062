/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-response-time.h"

/* How fast alerts were answered, from our own records. Microsoft's own figure counts until the
 * status is set; so does this: the first read in a journal that proves a status after the alert was
 * created. Test alerts do not count. */

static const char average_sql[] =
    "SELECT avg (answered_at - created), count (*) FROM ("
    " SELECT alerts.created AS created, min (case_entries.time) AS answered_at"
    " FROM cases JOIN case_alerts ON case_alerts.case_row = cases.id"
    " JOIN alerts ON alerts.account_id = cases.account_id"
    "  AND alerts.event_id = case_alerts.event_id"
    " JOIN case_entries ON case_entries.case_row = cases.id"
    "  AND case_entries.kind = 'read-back' AND case_entries.time >= alerts.created"
    " WHERE alerts.created >= ? AND NOT alerts.is_test"
    " GROUP BY alerts.id)";

static gboolean
read_average (DavyDb *db, gpointer data, GError **error)
{
  DavyResponseTime *time = data;
  g_autoptr (DavyStatement) statement = davy_db_prepare (db, average_sql, error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, davy_time_now () - DAVY_RESPONSE_DAYS * DAVY_TIME_DAY);
  if (davy_statement_next (statement, error))
    {
      time->average = (gint64) davy_statement_get_double (statement, 0);
      time->answered = (guint) davy_statement_get_int64 (statement, 1);
    }

  return !davy_statement_has_failed (statement);
}

/**
 * davy_store_read_response_time_async:
 * @store: a store
 * @cancellable: (nullable): stops it
 * @callback: called in the store's context
 * @user_data: for @callback
 *
 * Works out how fast the alerts of the last %DAVY_RESPONSE_DAYS days were answered.
 */
void
davy_store_read_response_time_async (DavyStore *store,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  davy_store_read_async (store, read_average, g_new0 (DavyResponseTime, 1), g_free, cancellable,
                         callback, user_data);
}

/**
 * davy_store_read_response_time_finish:
 * @store: a store
 * @result: the answer
 * @time: (out caller-allocates): how fast
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it could be read
 */
gboolean
davy_store_read_response_time_finish (DavyStore *store,
                                      GAsyncResult *result,
                                      DavyResponseTime *time,
                                      GError **error)
{
  if (!davy_store_read_finish (store, result, error))
    return FALSE;
  *time = *(DavyResponseTime *) davy_store_result_get_data (result);

  return TRUE;
}
