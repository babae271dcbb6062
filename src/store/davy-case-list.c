/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-case-list.h"

#include "store/davy-row-list.h"
#include "store/davy-search.h"

/* The cases that a page shows: the open ones first, of these and of the closed ones the last
 * touched first. The list itself is a DavyRowList. */

struct _DavyCaseList
{
  GObject parent_instance;

  DavyRowList *rows;
};

typedef enum
{
  PROP_LOADING = 1,
  PROP_LAST = PROP_LOADING,
} CaseListProperty;

static GParamSpec *props[PROP_LAST + 1];

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
query_rows (DavyDb *db,
            gconstpointer query,
            DavyTime now,
            GArray *rows,
            guint *number,
            GError **error)
{
  char **words = (char **) query;
  g_autofree char *sql = dup_sql (words);
  g_autoptr (DavyStatement) statement = davy_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf (":word%u", i);

      davy_statement_bind_named_text (statement, name, words[i]);
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
  return davy_case_summary_load (db, row, error);
}

static const DavyRowListKind case_rows = {
  .item_type = davy_case_summary_get_type,
  .tables = DAVY_TABLE_CASES,
  .query = query_rows,
  .load = load_row,
  .free_query = free_words,
};

static GType
case_list_get_item_type (GListModel *model)
{
  return DAVY_TYPE_CASE_SUMMARY;
}

static guint
case_list_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (DAVY_CASE_LIST (model)->rows));
}

static gpointer
case_list_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (DAVY_CASE_LIST (model)->rows), position);
}

static void
case_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = case_list_get_item_type;
  iface->get_n_items = case_list_get_n_items;
  iface->get_item = case_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyCaseList,
                               davy_case_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, case_list_iface_init))

static void
loading_changed_cb (DavyCaseList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

static void
davy_case_list_dispose (GObject *object)
{
  DavyCaseList *self = DAVY_CASE_LIST (object);

  g_clear_object (&self->rows);

  G_OBJECT_CLASS (davy_case_list_parent_class)->dispose (object);
}

static void
davy_case_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DavyCaseList *self = DAVY_CASE_LIST (object);

  switch ((CaseListProperty) id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, davy_case_list_is_loading (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_case_list_class_init (DavyCaseListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_case_list_dispose;
  object_class->get_property = davy_case_list_get_property;

  /**
   * DavyCaseList:loading:
   *
   * Whether the search that was set last is not shown yet.
   */
  props[PROP_LOADING] =
      g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, PROP_LAST + 1, props);
}

static void
davy_case_list_init (DavyCaseList *self)
{
}

/**
 * davy_case_list_new:
 * @store: the store; it need not be open yet
 *
 * Returns: (transfer full): an empty list that waits for davy_case_list_set_search()
 */
DavyCaseList *
davy_case_list_new (DavyStore *store)
{
  DavyCaseList *self = g_object_new (DAVY_TYPE_CASE_LIST, NULL);

  self->rows = davy_row_list_new (store, &case_rows);
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "notify::loading", G_CALLBACK (loading_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * davy_case_list_set_search:
 * @self: a list
 * @search: (nullable): words that all must occur in customer, reseller, subscription or one of the
 *   ids; %NULL or "": every case
 */
void
davy_case_list_set_search (DavyCaseList *self, const char *search)
{
  davy_row_list_set_query (self->rows, davy_search_split (search));
}

/**
 * davy_case_list_is_loading:
 * @self: a list
 *
 * Returns: whether the search that was set last is not shown yet
 */
gboolean
davy_case_list_is_loading (DavyCaseList *self)
{
  return davy_row_list_is_loading (self->rows);
}

/**
 * davy_case_list_get_position:
 * @self: a list
 * @case_row: a case's row
 *
 * Returns: where it stands, %G_MAXUINT (GTK's invalid position) when it is not shown
 */
guint
davy_case_list_get_position (DavyCaseList *self, gint64 case_row)
{
  return davy_row_list_get_position (self->rows, case_row);
}
