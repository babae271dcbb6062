/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-subscription-list.h"

#include "store/davy-records-private.h"
#include "store/davy-row-list.h"
#include "store/davy-search.h"

/* The subscriptions that a page shows. Filtering, sorting and searching is SQL; the list itself is
 * a DavyRowList. */

typedef struct
{
  DavySubscriptionSort sort;
  gboolean descending;
  gboolean with_alerts_only;
  char *account_id;
  char *customer_tenant_id;
  GStrv words;
} OwnedQuery;

struct _DavySubscriptionList
{
  GObject parent_instance;

  DavyRowList *rows;
};

typedef enum
{
  PROP_LOADING = 1,
  PROP_LAST = PROP_LOADING,
} SubscriptionListProperty;

static GParamSpec *props[PROP_LAST + 1];

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
query_rows (DavyDb *db,
            gconstpointer query,
            DavyTime now,
            GArray *rows,
            guint *number,
            GError **error)
{
  const OwnedQuery *owned = query;
  g_autofree char *sql = dup_sql (owned);
  g_autoptr (DavyStatement) statement = davy_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_named_text (statement, ":account", owned->account_id);
  davy_statement_bind_named_text (statement, ":customer", owned->customer_tenant_id);
  for (guint i = 0; owned->words[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf (":word%u", i);

      davy_statement_bind_named_text (statement, name, owned->words[i]);
    }
  while (davy_statement_next (statement, error))
    {
      DavyRowKey key = { davy_statement_get_int64 (statement, 0),
                         davy_statement_get_int64 (statement, 1) };

      g_array_append_val (rows, key);
    }
  *number = rows->len;

  return !davy_statement_has_failed (statement);
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

static GType
subscription_list_get_item_type (GListModel *model)
{
  return DAVY_TYPE_SUBSCRIPTION;
}

static guint
subscription_list_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (DAVY_SUBSCRIPTION_LIST (model)->rows));
}

static gpointer
subscription_list_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (DAVY_SUBSCRIPTION_LIST (model)->rows), position);
}

static void
subscription_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = subscription_list_get_item_type;
  iface->get_n_items = subscription_list_get_n_items;
  iface->get_item = subscription_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DavySubscriptionList,
                               davy_subscription_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      subscription_list_iface_init))

static void
loading_changed_cb (DavySubscriptionList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

static void
davy_subscription_list_dispose (GObject *object)
{
  DavySubscriptionList *self = DAVY_SUBSCRIPTION_LIST (object);

  g_clear_object (&self->rows);

  G_OBJECT_CLASS (davy_subscription_list_parent_class)->dispose (object);
}

static void
davy_subscription_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DavySubscriptionList *self = DAVY_SUBSCRIPTION_LIST (object);

  switch ((SubscriptionListProperty) id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, davy_subscription_list_is_loading (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_subscription_list_class_init (DavySubscriptionListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_subscription_list_dispose;
  object_class->get_property = davy_subscription_list_get_property;

  /**
   * DavySubscriptionList:loading:
   *
   * Whether the query that was set last is not shown yet.
   */
  props[PROP_LOADING] =
      g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, PROP_LAST + 1, props);
}

static void
davy_subscription_list_init (DavySubscriptionList *self)
{
}

/**
 * davy_subscription_list_new:
 * @store: the store; it need not be open yet
 *
 * Returns: (transfer full): an empty list that waits for davy_subscription_list_set_query()
 */
DavySubscriptionList *
davy_subscription_list_new (DavyStore *store)
{
  DavySubscriptionList *self = g_object_new (DAVY_TYPE_SUBSCRIPTION_LIST, NULL);

  self->rows = davy_row_list_new (store, &subscription_rows);
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "notify::loading", G_CALLBACK (loading_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * davy_subscription_list_set_query:
 * @self: a list
 * @query: what to show from now on; copied
 *
 * Rows that both queries show stay, so that what was selected stays selected.
 */
void
davy_subscription_list_set_query (DavySubscriptionList *self, const DavySubscriptionQuery *query)
{
  davy_row_list_set_query (self->rows, owned_query_new (query));
}

/**
 * davy_subscription_list_is_loading:
 * @self: a list
 *
 * Returns: whether the query that was set last is not shown yet
 */
gboolean
davy_subscription_list_is_loading (DavySubscriptionList *self)
{
  return davy_row_list_is_loading (self->rows);
}

/**
 * davy_subscription_list_get_position:
 * @self: a list
 * @subscription_row: a subscription's row
 *
 * Returns: where it stands, %G_MAXUINT (GTK's invalid position) when it is not shown
 */
guint
davy_subscription_list_get_position (DavySubscriptionList *self, gint64 subscription_row)
{
  return davy_row_list_get_position (self->rows, subscription_row);
}
