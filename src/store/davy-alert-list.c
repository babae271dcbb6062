/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-alert-list.h"

#include "store/davy-records-private.h"
#include "store/davy-row-list.h"
#include "store/davy-search.h"

/* The alerts that a page shows. Filtering, sorting and searching is SQL; the list itself is a
 * DavyRowList. */

/* Time passes without the database changing: an alert that becomes overdue moves up. */
#define SORT_AGAIN_MILLISECONDS 60000

typedef struct
{
  DavyAlertQuery query; /* its strings are those below */
  char *account_id;
  char *customer_tenant_id;
  GStrv words;
} OwnedQuery;

struct _DavyAlertList
{
  GObject parent_instance;

  DavyRowList *rows;
  GSource *timer;
};

typedef enum
{
  PROP_LOADING = 1,
  PROP_TOTAL_OPEN,
  PROP_LAST = PROP_TOTAL_OPEN,
} AlertListProperty;

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
             " END DESC, daily_cost DESC NULLS LAST, severity DESC,"
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
  for (guint i = 0; owned->words[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf (":word%u", i);

      davy_statement_bind_named_text (statement, name, owned->words[i]);
    }
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
  bind_query (statement, owned, now);
  while (davy_statement_next (statement, error))
    {
      DavyRowKey key = { davy_statement_get_int64 (statement, 0),
                         davy_statement_get_int64 (statement, 1) };

      g_array_append_val (rows, key);
    }

  return !davy_statement_has_failed (statement) && count_open (db, number, error);
}

static gpointer
load_row (DavyDb *db, gint64 row, GError **error)
{
  return davy_alert_load (db, row, error);
}

static const DavyRowListKind alert_rows = {
  .item_type = davy_alert_get_type,
  .tables = DAVY_TABLE_ALERTS,
  .query = query_rows,
  .load = load_row,
  .free_query = owned_query_free,
};

static GType
alert_list_get_item_type (GListModel *model)
{
  return DAVY_TYPE_ALERT;
}

static guint
alert_list_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (DAVY_ALERT_LIST (model)->rows));
}

static gpointer
alert_list_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (DAVY_ALERT_LIST (model)->rows), position);
}

static void
alert_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = alert_list_get_item_type;
  iface->get_n_items = alert_list_get_n_items;
  iface->get_item = alert_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyAlertList,
                               davy_alert_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, alert_list_iface_init))

static void
loading_changed_cb (DavyAlertList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

static void
number_changed_cb (DavyAlertList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TOTAL_OPEN]);
}

static gboolean
sort_again_cb (gpointer user_data)
{
  DavyAlertList *self = user_data;

  davy_timer_clear (&self->timer);
  self->timer = davy_timer_start (SORT_AGAIN_MILLISECONDS, sort_again_cb, self, NULL);
  davy_row_list_refresh (self->rows);

  return G_SOURCE_REMOVE;
}

static void
davy_alert_list_dispose (GObject *object)
{
  DavyAlertList *self = DAVY_ALERT_LIST (object);

  davy_timer_clear (&self->timer);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (davy_alert_list_parent_class)->dispose (object);
}

static void
davy_alert_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DavyAlertList *self = DAVY_ALERT_LIST (object);

  switch ((AlertListProperty) id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, davy_alert_list_is_loading (self));
      break;
    case PROP_TOTAL_OPEN:
      g_value_set_uint (value, davy_alert_list_get_total_open (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_alert_list_class_init (DavyAlertListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_alert_list_dispose;
  object_class->get_property = davy_alert_list_get_property;

  /**
   * DavyAlertList:loading:
   *
   * Whether the query that was set last is not shown yet.
   */
  props[PROP_LOADING] =
      g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /**
   * DavyAlertList:total-open:
   *
   * How many alerts are open in all, whatever the query shows; test alerts are not counted.
   */
  props[PROP_TOTAL_OPEN] =
      g_param_spec_uint ("total-open", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, PROP_LAST + 1, props);
}

static void
davy_alert_list_init (DavyAlertList *self)
{
}

/**
 * davy_alert_list_new:
 * @store: the store; it need not be open yet
 *
 * Returns: (transfer full): an empty list that waits for davy_alert_list_set_query()
 */
DavyAlertList *
davy_alert_list_new (DavyStore *store)
{
  DavyAlertList *self = g_object_new (DAVY_TYPE_ALERT_LIST, NULL);

  self->rows = davy_row_list_new (store, &alert_rows);
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "notify::loading", G_CALLBACK (loading_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "notify::number", G_CALLBACK (number_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * davy_alert_list_set_query:
 * @self: a list
 * @query: what to show from now on; copied
 *
 * Rows that both queries show stay, so that what was selected stays selected.
 */
void
davy_alert_list_set_query (DavyAlertList *self, const DavyAlertQuery *query)
{
  davy_timer_clear (&self->timer);
  if (query->sort == DAVY_ALERT_SORT_URGENCY)
    self->timer = davy_timer_start (SORT_AGAIN_MILLISECONDS, sort_again_cb, self, NULL);
  davy_row_list_set_query (self->rows, owned_query_new (query));
}

/**
 * davy_alert_list_is_loading:
 * @self: a list
 *
 * Returns: whether the query that was set last is not shown yet
 */
gboolean
davy_alert_list_is_loading (DavyAlertList *self)
{
  return davy_row_list_is_loading (self->rows);
}

/**
 * davy_alert_list_get_total_open:
 * @self: a list
 *
 * Returns: how many alerts are open in all, whatever the query shows
 */
guint
davy_alert_list_get_total_open (DavyAlertList *self)
{
  return davy_row_list_get_number (self->rows);
}

/**
 * davy_alert_list_get_position:
 * @self: a list
 * @alert_row: an alert's row
 *
 * Returns: where it stands, %G_MAXUINT (GTK's invalid position) when it is not shown
 */
guint
davy_alert_list_get_position (DavyAlertList *self, gint64 alert_row)
{
  return davy_row_list_get_position (self->rows, alert_row);
}
