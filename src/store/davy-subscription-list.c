/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-subscription-list.h"

#include "store/davy-records-private.h"
#include "store/davy-search.h"

/* The subscriptions that a page shows. Filtering, sorting and searching is SQL. */

typedef struct
{
  DavySubscriptionSort sort;
  gboolean descending;
  gboolean with_alerts_only;
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
owned_query_new (const DavySubscriptionQuery *query)
{
  OwnedQuery *owned = g_new0 (OwnedQuery, 1);

  owned->sort = query->sort;
  owned->descending = query->descending;
  owned->with_alerts_only = query->with_alerts_only;
  owned->account_id = g_strdup (query->account_id);
  owned->customer_tenant_id = g_strdup (query->customer_tenant_id);
  owned->words = davy_search_split (query->search);

  return owned;
}

static void
append_order (GString *sql, const OwnedQuery *owned)
{
  const char *direction = owned->descending ? "DESC" : "ASC";

  switch (owned->sort)
    {
    case DAVY_SUBSCRIPTION_SORT_NAME:
      g_string_append_printf (sql, "name_fold = '', name_fold %s, customer_fold", direction);
      break;
    case DAVY_SUBSCRIPTION_SORT_COST:
      g_string_append_printf (sql, "month_amount %s NULLS LAST, customer_fold", direction);
      break;
    case DAVY_SUBSCRIPTION_SORT_CHANGE:
      g_string_append_printf (sql, "change %s NULLS LAST, customer_fold", direction);
      break;
    case DAVY_SUBSCRIPTION_SORT_ALERTS:
      g_string_append_printf (sql, "open_alerts %s, customer_fold", direction);
      break;
    case DAVY_SUBSCRIPTION_SORT_CUSTOMER:
    default:
      g_string_append_printf (sql, "customer_fold = '', customer_fold %s, name_fold", direction);
    }
  g_string_append (sql, ", id");
}

static char *
dup_sql (const OwnedQuery *owned)
{
  guint n_words = g_strv_length (owned->words);
  GString *sql = g_string_new ("SELECT id, revision FROM subscriptions");

  if (n_words > 0)
    g_string_append (sql, " JOIN subscription_search ON subscription_row = id");
  g_string_append (sql, " WHERE (NOT gone OR open_alerts > 0)");
  if (owned->with_alerts_only)
    g_string_append (sql, " AND open_alerts > 0");
  if (owned->account_id != NULL)
    g_string_append (sql, " AND account_id = :account");
  if (owned->customer_tenant_id != NULL)
    g_string_append (sql, " AND customer_tenant_id = :customer");
  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (sql, " AND instr (search, :word%u)", i);
  g_string_append (sql, " ORDER BY ");
  append_order (sql, owned);

  return g_string_free (sql, FALSE);
}

static gboolean
query_rows (DavyDb *db, gconstpointer query, DavyTime now, GArray *rows, GError **error)
{
  const OwnedQuery *owned = query;
  g_autofree char *sql = dup_sql (owned);
  g_autoptr (DavyStatement) statement = davy_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_named_text (statement, ":account", owned->account_id);
  davy_statement_bind_named_text (statement, ":customer", owned->customer_tenant_id);
  davy_search_bind (statement, owned->words);

  return davy_row_keys_read (rows, statement, error);
}

static gpointer
load_row (DavyDb *db, gint64 row, GError **error)
{
  return davy_subscription_load (db, row, error);
}

static const DavyRowListKind subscription_rows = {
  .item_type = davy_subscription_get_type,
  .tables = DAVY_TABLE_SUBSCRIPTIONS,
  .query = query_rows,
  .load = load_row,
  .free_query = owned_query_free,
};

/**
 * davy_subscription_list_new:
 * @store: the store; it need not be open yet
 *
 * Returns: (transfer full): an empty list of #DavySubscription that waits for
 *   davy_subscription_list_set_query()
 */
DavyRowList *
davy_subscription_list_new (DavyStore *store)
{
  return davy_row_list_new (store, &subscription_rows);
}

/**
 * davy_subscription_list_set_query:
 * @list: a list
 * @query: what to show from now on; copied
 */
void
davy_subscription_list_set_query (DavyRowList *list, const DavySubscriptionQuery *query)
{
  davy_row_list_set_query (list, owned_query_new (query));
}
