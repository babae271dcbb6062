/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-access-list.h"

#include "store/davy-search.h"

/* The customers by name, each with what was found when it was last checked. */

struct _DavyCustomerAccess
{
  GObject parent_instance;

  gint64 row;
  char *account_id;
  char *tenant_id;
  char *name;
  char *reseller_name;
  char *azure_id;
  DavyAccess access;
};

G_DEFINE_FINAL_TYPE (DavyCustomerAccess, davy_customer_access, G_TYPE_OBJECT)

typedef struct
{
  gboolean attention_only;
  GStrv words;
} Query;

typedef struct
{
  DavyRowKey key;
  char *fold;
} Found;

static void
query_free (gpointer data)
{
  Query *query = data;

  g_strfreev (query->words);
  g_free (query);
}

static void
found_clear (gpointer data)
{
  g_free (((Found *) data)->fold);
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *first = a, *second = b;
  int order = g_strcmp0 (first->fold, second->fold);

  return order != 0 ? order : (first->key.id > second->key.id) - (first->key.id < second->key.id);
}

static gboolean
matches (const Query *query, DavyStatement *statement)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int column = 2; column <= 4; column++)
    davy_search_append (text, davy_statement_get_text (statement, column));
  for (guint i = 0; query->words != NULL && query->words[i] != NULL; i++)
    if (strstr (text->str, query->words[i]) == NULL)
      return FALSE;

  return TRUE;
}

/* What was never checked is not known to need anything. */
static gboolean
query_rows (DavyDb *db, gconstpointer data, DavyTime now, GArray *rows, GError **error)
{
  const Query *query = data;
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Found));
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "SELECT c.id, coalesce (a.checked_at, 0), c.name, c.domain, c.tenant_id FROM customers AS c"
      " LEFT JOIN access AS a ON a.account_id = c.account_id AND a.customer_tenant_id = c.tenant_id"
      " WHERE NOT ?1 OR a.ready = 0",
      error);

  g_array_set_clear_func (all, found_clear);
  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, query->attention_only);
  while (davy_statement_next (statement, error))
    {
      const char *name = davy_statement_get_text (statement, 2);
      Found found = {
        { davy_statement_get_int64 (statement, 0), davy_statement_get_int64 (statement, 1) }, NULL
      };

      if (!matches (query, statement))
        continue;
      found.fold = davy_search_fold (name != NULL ? name : davy_statement_get_text (statement, 3));
      g_array_append_val (all, found);
    }
  g_array_sort (all, compare_found);
  for (guint i = 0; i < all->len; i++)
    g_array_append_val (rows, g_array_index (all, Found, i).key);

  return !davy_statement_has_failed (statement);
}

static gpointer
load_row (DavyDb *db, gint64 row, GError **error)
{
  g_autoptr (DavyCustomerAccess) self = g_object_new (DAVY_TYPE_CUSTOMER_ACCESS, NULL);
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "SELECT account_id, tenant_id, coalesce (name, domain, tenant_id), reseller_name,"
      " (SELECT azure_id FROM subscriptions AS s WHERE s.account_id = c.account_id"
      "  AND s.customer_tenant_id = c.tenant_id AND NOT s.gone"
      "  ORDER BY s.open_alerts > 0 DESC, s.id LIMIT 1)"
      " FROM customers AS c WHERE id = ?",
      error);

  if (statement == NULL)
    return NULL;
  self->row = row;
  davy_statement_bind_int64 (statement, 1, row);
  if (davy_statement_next (statement, error))
    {
      self->account_id = davy_statement_dup_text (statement, 0);
      self->tenant_id = davy_statement_dup_text (statement, 1);
      self->name = davy_statement_dup_text (statement, 2);
      self->reseller_name = davy_statement_dup_text (statement, 3);
      self->azure_id = davy_statement_dup_text (statement, 4);
      if (!davy_db_get_access (db, self->account_id, self->tenant_id, &self->access, error))
        return NULL;
    }

  return davy_statement_has_failed (statement) ? NULL : g_steal_pointer (&self);
}

static const DavyRowListKind access_rows = {
  .item_type = davy_customer_access_get_type,
  .tables = DAVY_TABLE_ACCESS | DAVY_TABLE_CUSTOMERS,
  .query = query_rows,
  .load = load_row,
  .free_query = query_free,
};

static void
davy_customer_access_finalize (GObject *object)
{
  DavyCustomerAccess *self = DAVY_CUSTOMER_ACCESS (object);

  g_free (self->account_id);
  g_free (self->tenant_id);
  g_free (self->name);
  g_free (self->reseller_name);
  g_free (self->azure_id);

  G_OBJECT_CLASS (davy_customer_access_parent_class)->finalize (object);
}

static void
davy_customer_access_class_init (DavyCustomerAccessClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_customer_access_finalize;
}

static void
davy_customer_access_init (DavyCustomerAccess *self)
{
}

/**
 * davy_customer_access_get_row:
 * @self: a customer
 *
 * Returns: its row in the store
 */
gint64
davy_customer_access_get_row (DavyCustomerAccess *self)
{
  return self->row;
}

/**
 * davy_customer_access_get_account_id:
 * @self: a customer
 *
 * Returns: (nullable): whose customer it is; %NULL when the row is gone
 */
const char *
davy_customer_access_get_account_id (DavyCustomerAccess *self)
{
  return self->account_id;
}

/**
 * davy_customer_access_get_tenant_id:
 * @self: a customer
 *
 * Returns: (nullable): its tenant; %NULL when the row is gone
 */
const char *
davy_customer_access_get_tenant_id (DavyCustomerAccess *self)
{
  return self->tenant_id;
}

/**
 * davy_customer_access_get_name:
 * @self: a customer
 *
 * Returns: (nullable): its name, or else its domain or tenant; %NULL when the row is gone
 */
const char *
davy_customer_access_get_name (DavyCustomerAccess *self)
{
  return self->name;
}

/**
 * davy_customer_access_get_reseller_name:
 * @self: a customer
 *
 * Returns: (nullable): the reseller between the partner and the customer
 */
const char *
davy_customer_access_get_reseller_name (DavyCustomerAccess *self)
{
  return self->reseller_name;
}

/**
 * davy_customer_access_get_azure_id:
 * @self: a customer
 *
 * Returns: (nullable): one of its Azure subscriptions
 */
const char *
davy_customer_access_get_azure_id (DavyCustomerAccess *self)
{
  return self->azure_id;
}

/**
 * davy_customer_access_get_access:
 * @self: a customer
 *
 * Returns: what was found when it was last checked
 */
const DavyAccess *
davy_customer_access_get_access (DavyCustomerAccess *self)
{
  return &self->access;
}

/**
 * davy_access_list_new:
 * @store: the store; it need not be open yet
 *
 * Returns: (transfer full): an empty list of #DavyCustomerAccess that waits for
 *   davy_access_list_set_query()
 */
DavyRowList *
davy_access_list_new (DavyStore *store)
{
  return davy_row_list_new (store, &access_rows);
}

/**
 * davy_access_list_set_query:
 * @list: a list
 * @attention_only: whether to leave out who is ready, and who was never checked
 * @search: (nullable): what a person is looking for: names, a domain, a tenant id
 */
void
davy_access_list_set_query (DavyRowList *list, gboolean attention_only, const char *search)
{
  Query *query = g_new0 (Query, 1);

  query->attention_only = attention_only;
  query->words = davy_search_split (search);
  davy_row_list_set_query (list, query);
}
