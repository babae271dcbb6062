/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-case-list.h"

#include "store/davy-search.h"

/* The cases that a page shows: the open ones first, of these and of the closed ones the last
 * touched first. */

static void
free_words (gpointer words)
{
  g_strfreev (words);
}

/* All words in one of the alerts of the subscription, whose texts are folded already, or in the id
 * of the case. */
static char *
dup_sql (char **words)
{
  GString *sql = g_string_new (
      "SELECT id, entries * 2 + (closed_at <> 0),"
      " coalesce ((SELECT max (time) FROM case_entries WHERE case_row = cases.id), opened_at)"
      " FROM cases");

  if (words[0] != NULL)
    {
      g_string_append (sql, " WHERE instr (key, :word0) OR EXISTS ("
                            "SELECT 1 FROM alerts JOIN alert_bodies ON alert_row = alerts.id"
                            " WHERE alerts.azure_id = cases.azure_id"
                            " AND alerts.account_id = cases.account_id");
      for (guint i = 0; words[i] != NULL; i++)
        g_string_append_printf (sql, " AND instr (search, :word%u)", i);
      g_string_append_c (sql, ')');
    }
  g_string_append (sql, " ORDER BY closed_at <> 0, 3 DESC, id DESC");

  return g_string_free (sql, FALSE);
}

static gboolean
query_rows (DavyDb *db, gconstpointer query, DavyTime now, GArray *rows, GError **error)
{
  char **words = (char **) query;
  g_autofree char *sql = dup_sql (words);
  g_autoptr (DavyStatement) statement = davy_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  davy_search_bind (statement, words);

  return davy_row_keys_read (rows, statement, error);
}

static gpointer
load_row (DavyDb *db, gint64 row, GError **error)
{
  return davy_case_summary_load (db, row, error);
}

static const DavyRowListKind case_rows = {
  .item_type = davy_case_summary_get_type,
  .tables = DAVY_TABLE_CASES,
  .query = query_rows,
  .load = load_row,
  .free_query = free_words,
};

/**
 * davy_case_list_new:
 * @store: the store; it need not be open yet
 *
 * Returns: (transfer full): an empty list of #DavyCaseSummary that waits for
 *   davy_case_list_set_search()
 */
DavyRowList *
davy_case_list_new (DavyStore *store)
{
  return davy_row_list_new (store, &case_rows);
}

/**
 * davy_case_list_set_search:
 * @list: a list
 * @search: (nullable): words that all must occur in customer, reseller, subscription or one of the
 *   ids; %NULL or "": every case
 */
void
davy_case_list_set_search (DavyRowList *list, const char *search)
{
  davy_row_list_set_query (list, davy_search_split (search));
}
