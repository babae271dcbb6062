/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-case-list.h"

/* The cases, for the page that lists them. */

typedef struct
{
  GPtrArray *cases; /* owned until the answer is fetched */
} Listing;

static const char list_sql[] =
    "SELECT cases.id, cases.step, cases.opened_at, cases.closed_at,"
    " coalesce ((SELECT max (time) FROM case_entries WHERE case_row = cases.id), cases.opened_at),"
    " (SELECT max (customer_name) FROM alerts"
    "  WHERE alerts.account_id = cases.account_id AND alerts.azure_id = cases.azure_id),"
    " coalesce ((SELECT max (subscription_name) FROM alerts"
    "  WHERE alerts.account_id = cases.account_id AND alerts.azure_id = cases.azure_id),"
    "  cases.azure_id),"
    " coalesce ((SELECT min (alerts.id) FROM case_alerts, alerts"
    "  WHERE case_alerts.case_row = cases.id AND alerts.account_id = cases.account_id"
    "  AND alerts.event_id = case_alerts.event_id), 0)"
    " FROM cases ORDER BY cases.closed_at <> 0, 5 DESC, cases.id DESC";

static void
case_summary_free (gpointer data)
{
  DavyCaseSummary *summary = data;

  g_free (summary->step);
  g_free (summary->customer_name);
  g_free (summary->subscription_name);
  g_free (summary);
}

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_clear_pointer (&listing->cases, g_ptr_array_unref);
  g_free (listing);
}

static gboolean
list_cases (DavyDb *db, gpointer data, GError **error)
{
  Listing *listing = data;
  g_autoptr (DavyStatement) statement = davy_db_prepare (db, list_sql, error);

  if (statement == NULL)
    return FALSE;

  while (davy_statement_next (statement, error))
    {
      DavyCaseSummary *summary = g_new0 (DavyCaseSummary, 1);

      summary->id = davy_statement_get_int64 (statement, 0);
      summary->step = davy_statement_dup_text (statement, 1);
      summary->opened_at = davy_statement_get_int64 (statement, 2);
      summary->closed_at = davy_statement_get_int64 (statement, 3);
      summary->changed_at = davy_statement_get_int64 (statement, 4);
      summary->customer_name = davy_statement_dup_text (statement, 5);
      summary->subscription_name = davy_statement_dup_text (statement, 6);
      summary->alert_row = davy_statement_get_int64 (statement, 7);
      g_ptr_array_add (listing->cases, summary);
    }

  return !davy_statement_has_failed (statement);
}

/**
 * davy_store_list_cases_async:
 * @store: a store
 * @cancellable: (nullable): stops it
 * @callback: called in the store's context
 * @user_data: for @callback
 *
 * Reads every case: the open ones first, of these and of the closed ones the last touched first.
 */
void
davy_store_list_cases_async (DavyStore *store,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Listing *listing = g_new0 (Listing, 1);

  listing->cases = g_ptr_array_new_with_free_func (case_summary_free);
  davy_store_read_async (store, list_cases, listing, listing_free, cancellable, callback,
                         user_data);
}

/**
 * davy_store_list_cases_finish:
 * @store: a store
 * @result: the answer
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable) (element-type DavyCaseSummary): the cases
 */
GPtrArray *
davy_store_list_cases_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  Listing *listing;

  if (!davy_store_read_finish (store, result, error))
    return NULL;

  listing = davy_store_result_get_data (result);

  return g_steal_pointer (&listing->cases);
}
