/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-details.h"

#include "core/davy-error.h"
#include "store/davy-records-private.h"

/* Reading one thing for a page. Each call is a struct that says what is wanted and takes what was
 * found; it travels to the reader's thread and back. */

typedef struct
{
  gint64 row;
  char *account_id;
  char *other_id; /* of a subscription or a customer */
  gpointer found; /* (owned) by free_found */
  GDestroyNotify free_found;
} Lookup;

static Lookup *
lookup_new (gint64 row, const char *account_id, const char *other_id, GDestroyNotify free_found)
{
  Lookup *lookup = g_new0 (Lookup, 1);

  lookup->row = row;
  lookup->account_id = g_strdup (account_id);
  lookup->other_id = g_strdup (other_id);
  lookup->free_found = free_found;

  return lookup;
}

static void
lookup_free (gpointer data)
{
  Lookup *lookup = data;

  if (lookup->found != NULL)
    lookup->free_found (lookup->found);
  g_free (lookup->account_id);
  g_free (lookup->other_id);
  g_free (lookup);
}

static gpointer
lookup_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  Lookup *lookup;

  if (!davy_store_read_finish (store, result, error))
    return NULL;
  lookup = davy_store_result_get_data (result);

  return g_steal_pointer (&lookup->found);
}

static gboolean
set_not_found (GError **error)
{
  g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND, "No such row");
  return FALSE;
}

static void
resource_free (gpointer data)
{
  DavyAlertResource *resource = data;

  g_free (resource->azure_id);
  g_free (resource->type);
  g_free (resource);
}

static void
detail_free (gpointer data)
{
  DavyAlertDetail *detail = data;

  g_free (detail->key);
  g_free (detail->value);
  g_free (detail);
}

static void
activity_free (gpointer data)
{
  DavyAlertActivity *activity = data;

  g_free (activity->status_from);
  g_free (activity->status_to);
  g_free (activity->updated_by);
  g_free (activity);
}

static void
fact_free (gpointer data)
{
  DavyStandingFact *fact = data;

  g_free (fact->key);
  g_free (fact->value);
  g_free (fact->source);
  g_free (fact);
}

static void
customer_name_free (gpointer data)
{
  DavyCustomerName *customer = data;

  g_free (customer->account_id);
  g_free (customer->tenant_id);
  g_free (customer->name);
  g_free (customer);
}

/**
 * davy_alert_details_free:
 * @self: (transfer full): details
 */
void
davy_alert_details_free (DavyAlertDetails *self)
{
  g_clear_object (&self->alert);
  g_clear_pointer (&self->resources, g_ptr_array_unref);
  g_clear_pointer (&self->details, g_ptr_array_unref);
  g_clear_pointer (&self->activity, g_ptr_array_unref);
  g_free (self);
}

static gboolean
read_resources (DavyDb *db, gint64 row, GPtrArray *resources, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db, "SELECT azure_id, type FROM alert_resources WHERE alert_row = ? ORDER BY position",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, row);
  while (davy_statement_next (statement, error))
    {
      DavyAlertResource *resource = g_new0 (DavyAlertResource, 1);

      resource->azure_id = davy_statement_dup_text (statement, 0);
      resource->type = davy_statement_dup_text (statement, 1);
      g_ptr_array_add (resources, resource);
    }

  return !davy_statement_has_failed (statement);
}

static gboolean
read_details (DavyDb *db, gint64 row, GPtrArray *details, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db, "SELECT key, value FROM alert_details WHERE alert_row = ? ORDER BY position", error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, row);
  while (davy_statement_next (statement, error))
    {
      DavyAlertDetail *detail = g_new0 (DavyAlertDetail, 1);

      detail->key = davy_statement_dup_text (statement, 0);
      detail->value = davy_statement_dup_text (statement, 1);
      g_ptr_array_add (details, detail);
    }

  return !davy_statement_has_failed (statement);
}

static gboolean
read_activity (DavyDb *db, gint64 row, GPtrArray *activities, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT status_from, status_to, updated_by, time FROM alert_activity"
                       " WHERE alert_row = ? ORDER BY time, position",
                       error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, row);
  while (davy_statement_next (statement, error))
    {
      DavyAlertActivity *activity = g_new0 (DavyAlertActivity, 1);

      activity->status_from = davy_statement_dup_text (statement, 0);
      activity->status_to = davy_statement_dup_text (statement, 1);
      activity->updated_by = davy_statement_dup_text (statement, 2);
      activity->time = davy_statement_get_int64 (statement, 3);
      g_ptr_array_add (activities, activity);
    }

  return !davy_statement_has_failed (statement);
}

/**
 * davy_db_load_alert_details:
 * @db: any connection
 * @alert_row: which alert
 * @error: where to report %DAVY_ERROR_STORE, or %DAVY_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the alert with all that is known about it
 */
DavyAlertDetails *
davy_db_load_alert_details (DavyDb *db, gint64 alert_row, GError **error)
{
  g_autoptr (DavyAlertDetails) details = g_new0 (DavyAlertDetails, 1);

  details->resources = g_ptr_array_new_with_free_func (resource_free);
  details->details = g_ptr_array_new_with_free_func (detail_free);
  details->activity = g_ptr_array_new_with_free_func (activity_free);
  details->alert = davy_alert_load (db, alert_row, error);
  if (details->alert == NULL)
    return NULL;
  if (davy_alert_get_event_id (details->alert) == NULL)
    {
      set_not_found (error);
      return NULL;
    }

  if (!read_resources (db, alert_row, details->resources, error) ||
      !read_details (db, alert_row, details->details, error) ||
      !read_activity (db, alert_row, details->activity, error))
    return NULL;

  return g_steal_pointer (&details);
}

static gboolean
read_alert (DavyDb *db, gpointer data, GError **error)
{
  Lookup *lookup = data;

  lookup->found = davy_db_load_alert_details (db, lookup->row, error);

  return lookup->found != NULL;
}

/**
 * davy_store_get_alert_async:
 * @store: a store
 * @alert_row: which alert
 * @cancellable: (nullable): stops it
 * @callback: called in the store's context
 * @user_data: for @callback
 *
 * Reads an alert with all that is known about it.
 */
void
davy_store_get_alert_async (DavyStore *store,
                            gint64 alert_row,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  davy_store_read_async (
      store, read_alert,
      lookup_new (alert_row, NULL, NULL, (GDestroyNotify) davy_alert_details_free), lookup_free,
      cancellable, callback, user_data);
}

/**
 * davy_store_get_alert_finish:
 * @store: a store
 * @result: the answer
 * @error: where to report %DAVY_ERROR_STORE, or %DAVY_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the alert
 */
DavyAlertDetails *
davy_store_get_alert_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  return lookup_finish (store, result, error);
}

static gboolean
read_subscription (DavyDb *db, gpointer data, GError **error)
{
  Lookup *lookup = data;
  g_autoptr (DavySubscription) subscription = davy_subscription_load (db, lookup->row, error);

  if (subscription == NULL)
    return FALSE;
  if (davy_subscription_get_azure_id (subscription) == NULL)
    return set_not_found (error);
  lookup->found = g_steal_pointer (&subscription);

  return TRUE;
}

/**
 * davy_store_get_subscription_async:
 * @store: a store
 * @subscription_row: which subscription
 * @cancellable: (nullable): stops it
 * @callback: called in the store's context
 * @user_data: for @callback
 */
void
davy_store_get_subscription_async (DavyStore *store,
                                   gint64 subscription_row,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  davy_store_read_async (store, read_subscription,
                         lookup_new (subscription_row, NULL, NULL, g_object_unref), lookup_free,
                         cancellable, callback, user_data);
}

/**
 * davy_store_get_subscription_finish:
 * @store: a store
 * @result: the answer
 * @error: where to report %DAVY_ERROR_STORE, or %DAVY_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the subscription
 */
DavySubscription *
davy_store_get_subscription_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  return lookup_finish (store, result, error);
}

/**
 * davy_db_find_subscription:
 * @db: any connection
 * @account_id: whose subscription
 * @azure_id: the Azure subscription
 * @error: where to report %DAVY_ERROR_STORE, or %DAVY_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the subscription
 */
DavySubscription *
davy_db_find_subscription (DavyDb *db, const char *account_id, const char *azure_id, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db, "SELECT id FROM subscriptions WHERE account_id = ? AND azure_id = ?", error);

  if (statement == NULL)
    return NULL;
  davy_statement_bind_text (statement, 1, account_id);
  davy_statement_bind_text (statement, 2, azure_id);
  if (!davy_statement_next (statement, error))
    {
      if (!davy_statement_has_failed (statement))
        set_not_found (error);
      return NULL;
    }

  return davy_subscription_load (db, davy_statement_get_int64 (statement, 0), error);
}

static gboolean
find_subscription (DavyDb *db, gpointer data, GError **error)
{
  Lookup *lookup = data;

  lookup->found = davy_db_find_subscription (db, lookup->account_id, lookup->other_id, error);

  return lookup->found != NULL;
}

/**
 * davy_store_find_subscription_async:
 * @store: a store
 * @account_id: whose subscription
 * @azure_id: the id that Azure knows, in any case
 * @cancellable: (nullable): stops it
 * @callback: called in the store's context
 * @user_data: for @callback
 */
void
davy_store_find_subscription_async (DavyStore *store,
                                    const char *account_id,
                                    const char *azure_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  davy_store_read_async (store, find_subscription,
                         lookup_new (0, account_id, azure_id, g_object_unref), lookup_free,
                         cancellable, callback, user_data);
}

/**
 * davy_store_find_subscription_finish:
 * @store: a store
 * @result: the answer
 * @error: where to report %DAVY_ERROR_STORE, or %DAVY_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the subscription
 */
DavySubscription *
davy_store_find_subscription_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  return lookup_finish (store, result, error);
}

static gboolean
read_standing (DavyDb *db, gpointer data, GError **error)
{
  Lookup *lookup = data;
  GPtrArray *facts = g_ptr_array_new_with_free_func (fact_free);
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT key, value, mark, source, fetched_at FROM standing"
                       " WHERE account_id = ? AND customer_tenant_id = ? ORDER BY key",
                       error);

  lookup->found = facts;
  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, lookup->account_id);
  davy_statement_bind_text (statement, 2, lookup->other_id);
  while (davy_statement_next (statement, error))
    {
      DavyStandingFact *fact = g_new0 (DavyStandingFact, 1);

      fact->key = davy_statement_dup_text (statement, 0);
      fact->value = davy_statement_dup_text (statement, 1);
      fact->mark = (DavyMark) davy_statement_get_int64 (statement, 2);
      fact->source = davy_statement_dup_text (statement, 3);
      fact->fetched_at = davy_statement_get_int64 (statement, 4);
      g_ptr_array_add (facts, fact);
    }

  return !davy_statement_has_failed (statement);
}

/**
 * davy_store_load_standing_async:
 * @store: a store
 * @account_id: whose customer
 * @customer_tenant_id: the customer
 * @cancellable: (nullable): stops it
 * @callback: called in the store's context
 * @user_data: for @callback
 */
void
davy_store_load_standing_async (DavyStore *store,
                                const char *account_id,
                                const char *customer_tenant_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  davy_store_read_async (
      store, read_standing,
      lookup_new (0, account_id, customer_tenant_id, (GDestroyNotify) g_ptr_array_unref),
      lookup_free, cancellable, callback, user_data);
}

/**
 * davy_store_load_standing_finish:
 * @store: a store
 * @result: the answer
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable) (element-type DavyStandingFact): what is known, empty when
 *   nothing is
 */
GPtrArray *
davy_store_load_standing_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  return lookup_finish (store, result, error);
}

/* Alerts name customers that the list of customers may not hold yet. */
static gboolean
list_customers (DavyDb *db, gpointer data, GError **error)
{
  Lookup *lookup = data;
  GPtrArray *customers = g_ptr_array_new_with_free_func (customer_name_free);
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT account_id, tenant_id, max (name), sum (open) FROM ("
                       " SELECT account_id, tenant_id, name, 0 AS open FROM customers UNION ALL"
                       " SELECT account_id, customer_tenant_id, customer_name,"
                       "  status <> ? AND NOT is_test AND NOT gone FROM alerts"
                       "  WHERE customer_tenant_id IS NOT NULL)"
                       " GROUP BY account_id, tenant_id COLLATE NOCASE"
                       " ORDER BY max (name) IS NULL, max (name) COLLATE NOCASE",
                       error);

  lookup->found = customers;
  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, DAVY_ALERT_STATUS_RESOLVED);
  while (davy_statement_next (statement, error))
    {
      DavyCustomerName *customer = g_new0 (DavyCustomerName, 1);

      customer->account_id = davy_statement_dup_text (statement, 0);
      customer->tenant_id = davy_statement_dup_text (statement, 1);
      customer->name = davy_statement_dup_text (statement, 2);
      customer->open_alerts = (guint) davy_statement_get_int64 (statement, 3);
      g_ptr_array_add (customers, customer);
    }

  return !davy_statement_has_failed (statement);
}

/**
 * davy_store_list_customers_async:
 * @store: a store
 * @cancellable: (nullable): stops it
 * @callback: called in the store's context
 * @user_data: for @callback
 *
 * Reads every customer of every account by name, to choose one.
 */
void
davy_store_list_customers_async (DavyStore *store,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  davy_store_read_async (store, list_customers,
                         lookup_new (0, NULL, NULL, (GDestroyNotify) g_ptr_array_unref),
                         lookup_free, cancellable, callback, user_data);
}

/**
 * davy_store_list_customers_finish:
 * @store: a store
 * @result: the answer
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable) (element-type DavyCustomerName): the customers
 */
GPtrArray *
davy_store_list_customers_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  return lookup_finish (store, result, error);
}
