/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-alert-list.h"

#include "store/davy-records-private.h"
#include "store/davy-search.h"

/* The alerts that a page shows. Filtering, sorting and searching is SQL. */

/* Time passes without the database changing: an alert that becomes overdue moves up. */
#define SORT_AGAIN_MILLISECONDS 60000

typedef struct
{
  DavyAlertQuery query; /* its strings are those below */
  char *account_id;
  char *customer_tenant_id;
  GStrv words;
} OwnedQuery;

static void
owned_query_free (gpointer data)
{
  OwnedQuery *owned = data;

  g_free (owned->account_id);
  g_free (owned->customer_tenant_id);
  g_strfreev (owned->words);
  g_free (owned);
}

static OwnedQuery *
owned_query_new (const DavyAlertQuery *query)
{
  OwnedQuery *owned = g_new0 (OwnedQuery, 1);

  owned->query = *query;
  owned->account_id = g_strdup (query->account_id);
  owned->customer_tenant_id = g_strdup (query->customer_tenant_id);
  owned->words = davy_search_split (query->search);

  return owned;
}

static const char *
get_order (DavyAlertSort sort)
{
  switch (sort)
    {
    case DAVY_ALERT_SORT_NEWEST:
      return "created DESC, id DESC";
    case DAVY_ALERT_SORT_COST:
      return "daily_cost DESC NULLS LAST, created DESC, id DESC";
    case DAVY_ALERT_SORT_SEVERITY:
      return "severity DESC, created DESC, id DESC";
    case DAVY_ALERT_SORT_CUSTOMER:
      return "customer_fold = '', customer_fold, created DESC, id DESC";
    case DAVY_ALERT_SORT_URGENCY:
    default:
      /* Of two that nothing else tells apart, the one with less time left goes first; among
       * resolved ones the newest. */
      return "status = :resolved, CASE WHEN status = :resolved THEN NULL ELSE created <= :overdue"
             " AND service <> '" DAVY_ALERT_SERVICE_OWN
             "' END DESC, daily_cost DESC NULLS LAST, severity DESC,"
             " CASE WHEN status = :resolved THEN -created ELSE created END, id DESC";
    }
}

/* Every part is there or not; what varies is bound, never written into the text. */
static char *
dup_sql (const OwnedQuery *owned)
{
  const DavyAlertQuery *query = &owned->query;
  guint n_words = g_strv_length (owned->words);
  GString *sql = g_string_new ("SELECT alerts.id, alerts.revision FROM alerts");

  if (n_words > 0)
    g_string_append (sql, " JOIN alert_bodies ON alert_row = alerts.id LEFT JOIN"
                          " subscription_search ON subscription_search.subscription_row"
                          " = alerts.subscription_row");
  g_string_append (sql, " WHERE (:open_only = 0 OR (status <> :resolved AND NOT gone))"
                        " AND (:with_tests OR NOT is_test)");
  if (query->statuses != 0)
    g_string_append (sql, " AND (:statuses >> status) & 1");
  if (query->severities != 0)
    g_string_append (sql, " AND (:severities >> severity) & 1");
  if (owned->account_id != NULL)
    g_string_append (sql, " AND account_id = :account");
  if (owned->customer_tenant_id != NULL)
    g_string_append (sql, " AND customer_tenant_id = :customer");
  if (query->subscription_row != 0)
    g_string_append (sql, " AND alerts.subscription_row = :subscription");
  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (sql,
                            " AND (instr (alert_bodies.search, :word%u)"
                            " OR instr (subscription_search.search, :word%u))",
                            i, i);
  g_string_append (sql, " ORDER BY ");
  g_string_append (sql, get_order (query->sort));

  return g_string_free (sql, FALSE);
}

static void
bind_query (DavyStatement *statement, const OwnedQuery *owned, DavyTime now)
{
  const DavyAlertQuery *query = &owned->query;

  davy_statement_bind_named_int64 (statement, ":open_only", query->open_only);
  davy_statement_bind_named_int64 (statement, ":with_tests", query->with_tests);
  davy_statement_bind_named_int64 (statement, ":resolved", DAVY_ALERT_STATUS_RESOLVED);
  davy_statement_bind_named_int64 (statement, ":overdue", now - DAVY_ALERT_TIME_TO_REACT);
  davy_statement_bind_named_int64 (statement, ":statuses", query->statuses);
  davy_statement_bind_named_int64 (statement, ":severities", query->severities);
  davy_statement_bind_named_int64 (statement, ":subscription", query->subscription_row);
  davy_statement_bind_named_text (statement, ":account", owned->account_id);
  davy_statement_bind_named_text (statement, ":customer", owned->customer_tenant_id);
  davy_search_bind (statement, owned->words);
}

static gboolean
query_rows (DavyDb *db, gconstpointer query, DavyTime now, GArray *rows, GError **error)
{
  const OwnedQuery *owned = query;
  g_autofree char *sql = dup_sql (owned);
  g_autoptr (DavyStatement) statement = davy_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  bind_query (statement, owned, now);

  return davy_row_keys_read (rows, statement, error);
}

static gboolean
count_open (DavyDb *db, guint *number, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db, "SELECT count (*) FROM alerts WHERE status <> ? AND NOT gone AND NOT is_test", error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, DAVY_ALERT_STATUS_RESOLVED);
  if (davy_statement_next (statement, error))
    *number = (guint) davy_statement_get_int64 (statement, 0);

  return !davy_statement_has_failed (statement);
}

static gpointer
load_row (DavyDb *db, gint64 row, GError **error)
{
  return davy_alert_load (db, row, error);
}

static guint
get_interval (gconstpointer query)
{
  const OwnedQuery *owned = query;

  return owned->query.sort == DAVY_ALERT_SORT_URGENCY ? SORT_AGAIN_MILLISECONDS : 0;
}

static const DavyRowListKind alert_rows = {
  .item_type = davy_alert_get_type,
  .tables = DAVY_TABLE_ALERTS,
  .query = query_rows,
  .count = count_open,
  .get_interval = get_interval,
  .load = load_row,
  .free_query = owned_query_free,
};

/**
 * davy_alert_list_new:
 * @store: the store; it need not be open yet
 *
 * Its number is how many alerts are open in all, whatever the query shows; test alerts are not
 * counted.
 *
 * Returns: (transfer full): an empty list of #DavyAlert that waits for davy_alert_list_set_query()
 */
DavyRowList *
davy_alert_list_new (DavyStore *store)
{
  return davy_row_list_new (store, &alert_rows);
}

/**
 * davy_alert_list_set_query:
 * @list: a list
 * @query: what to show from now on; copied
 */
void
davy_alert_list_set_query (DavyRowList *list, const DavyAlertQuery *query)
{
  davy_row_list_set_query (list, owned_query_new (query));
}
