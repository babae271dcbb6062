/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-due.h"

#include "store/davy-alert.h"
#include "store/davy-rows.h"

#define LAST_REFRESH_KEY "last-refresh"
/* Followed by a customer's tenant: when its standing and subscriptions were read. */
#define CUSTOMER_READ_PREFIX "customer-read/"

#define TARGET_COLUMNS                                                       \
  "s.id, s.account_id, s.azure_id, s.plan_id, s.customer_tenant_id, s.kind," \
  " s.usage_fetched_at, s.open_alerts > 0"

static DavyUsageTarget *
read_target (DavyStatement *statement)
{
  DavyUsageTarget *target = g_new0 (DavyUsageTarget, 1);

  target->row = davy_statement_get_int64 (statement, 0);
  target->account_id = davy_statement_dup_text (statement, 1);
  target->azure_id = davy_statement_dup_text (statement, 2);
  target->plan_id = davy_statement_dup_text (statement, 3);
  target->customer_tenant_id = davy_statement_dup_text (statement, 4);
  target->kind = (DavySubscriptionKind) davy_statement_get_int64 (statement, 5);
  target->fetched_at = davy_statement_get_int64 (statement, 6);
  target->alerted = davy_statement_get_int64 (statement, 7) != 0;

  return target;
}

static GPtrArray *
read_texts (DavyStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  while (davy_statement_next (statement, error))
    g_ptr_array_add (texts, davy_statement_dup_text (statement, 0));

  return davy_statement_has_failed (statement) ? NULL : g_steal_pointer (&texts);
}

/**
 * davy_usage_target_free:
 * @self: (transfer full) (nullable): a target
 *
 * Frees a target.
 */
void
davy_usage_target_free (DavyUsageTarget *self)
{
  if (self == NULL)
    return;

  g_free (self->account_id);
  g_free (self->azure_id);
  g_free (self->plan_id);
  g_free (self->customer_tenant_id);
  g_free (self);
}

/**
 * davy_db_list_usage_targets:
 * @db: any connection
 * @account_id: whose subscriptions
 * @fetched_before: leave out what was fetched later, unless the clock was set back since then
 * @alerted_only: whether to leave out what has no open alert
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (element-type DavyUsageTarget): the subscriptions, those with the latest
 *   open alerts first, then those never fetched, then the longest ago
 */
GPtrArray *
davy_db_list_usage_targets (DavyDb *db,
                            const char *account_id,
                            DavyTime fetched_before,
                            gboolean alerted_only,
                            GError **error)
{
  g_autoptr (GPtrArray) targets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) davy_usage_target_free);
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "SELECT " TARGET_COLUMNS " FROM subscriptions AS s"
      " WHERE s.account_id = ?1 AND s.usage_fetched_at NOT BETWEEN ?2 AND ?5 AND NOT s.gone"
      " AND (s.open_alerts > 0 OR NOT ?3)"
      " ORDER BY s.open_alerts > 0 DESC, (SELECT max (a.created) FROM alerts AS a"
      "  WHERE a.account_id = s.account_id AND a.azure_id = s.azure_id AND a.status <> ?4) DESC,"
      " s.usage_fetched_at, s.id",
      error);

  if (statement == NULL)
    return NULL;
  davy_statement_bind_text (statement, 1, account_id);
  davy_statement_bind_int64 (statement, 2, fetched_before);
  davy_statement_bind_int64 (statement, 3, alerted_only);
  davy_statement_bind_int64 (statement, 4, DAVY_ALERT_STATUS_RESOLVED);
  davy_statement_bind_int64 (statement, 5, davy_time_now ());
  while (davy_statement_next (statement, error))
    g_ptr_array_add (targets, read_target (statement));

  return davy_statement_has_failed (statement) ? NULL : g_steal_pointer (&targets);
}

/**
 * davy_db_get_usage_target:
 * @db: any connection
 * @subscription_row: which subscription
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable): the subscription; %NULL without an error when there is none
 */
DavyUsageTarget *
davy_db_get_usage_target (DavyDb *db, gint64 subscription_row, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db, "SELECT " TARGET_COLUMNS " FROM subscriptions AS s WHERE s.id = ?", error);

  if (statement == NULL)
    return NULL;
  davy_statement_bind_int64 (statement, 1, subscription_row);

  return davy_statement_next (statement, error) ? read_target (statement) : NULL;
}

/**
 * davy_db_list_alerted_customers:
 * @db: any connection
 * @account_id: whose customers
 * @read_before: leave out who was read later, unless the clock was set back since then
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (element-type utf8): the tenants with open alerts, latest alert first
 */
GPtrArray *
davy_db_list_alerted_customers (DavyDb *db,
                                const char *account_id,
                                DavyTime read_before,
                                GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "SELECT a.customer_tenant_id FROM alerts AS a LEFT JOIN state ON state.account_id = ?1"
      " AND state.key = '" CUSTOMER_READ_PREFIX "' || lower (a.customer_tenant_id)"
      " WHERE a.account_id = ?1 AND a.status <> ?2 AND NOT a.gone AND NOT a.is_test"
      " AND a.customer_tenant_id IS NOT NULL"
      " AND coalesce (CAST (state.value AS INTEGER), 0) NOT BETWEEN ?3 AND ?4"
      " GROUP BY a.customer_tenant_id ORDER BY max (a.created) DESC",
      error);

  if (statement == NULL)
    return NULL;
  davy_statement_bind_text (statement, 1, account_id);
  davy_statement_bind_int64 (statement, 2, DAVY_ALERT_STATUS_RESOLVED);
  davy_statement_bind_int64 (statement, 3, read_before);
  davy_statement_bind_int64 (statement, 4, davy_time_now ());

  return read_texts (statement, error);
}

/**
 * davy_db_list_customers_to_read:
 * @db: any connection
 * @account_id: whose customers
 * @read_before: leave out who was read later, unless the clock was set back since then
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (element-type utf8): the tenants of the customers, longest ago first
 */
GPtrArray *
davy_db_list_customers_to_read (DavyDb *db,
                                const char *account_id,
                                DavyTime read_before,
                                GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "SELECT c.tenant_id, coalesce (CAST (state.value AS INTEGER), 0) AS read"
      " FROM customers AS c LEFT JOIN state ON state.account_id = ?1"
      " AND state.key = '" CUSTOMER_READ_PREFIX "' || lower (c.tenant_id)"
      " WHERE c.account_id = ?1 AND read NOT BETWEEN ?2 AND ?3 ORDER BY read, c.id",
      error);

  if (statement == NULL)
    return NULL;
  davy_statement_bind_text (statement, 1, account_id);
  davy_statement_bind_int64 (statement, 2, read_before);
  davy_statement_bind_int64 (statement, 3, davy_time_now ());

  return read_texts (statement, error);
}

/**
 * davy_db_mark_customer_read:
 * @db: the writer's connection
 * @account_id: whose customer
 * @customer_tenant_id: the customer
 * @time: when its standing and subscriptions were read
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it is written
 */
gboolean
davy_db_mark_customer_read (DavyDb *db,
                            const char *account_id,
                            const char *customer_tenant_id,
                            DavyTime time,
                            GError **error)
{
  g_autofree char *tenant = g_ascii_strdown (customer_tenant_id, -1);
  g_autofree char *key = g_strconcat (CUSTOMER_READ_PREFIX, tenant, NULL);
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, time);

  return davy_db_put_state (db, account_id, key, value, error);
}

/**
 * davy_db_put_last_refresh:
 * @db: the writer's connection
 * @account_id: whose alerts
 * @time: when all of them were read
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it is written
 */
gboolean
davy_db_put_last_refresh (DavyDb *db, const char *account_id, DavyTime time, GError **error)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, time);

  return davy_db_put_state (db, account_id, LAST_REFRESH_KEY, value, error);
}

/**
 * davy_db_get_last_refresh:
 * @db: any connection
 * @account_id: (nullable): whose alerts; %NULL for all accounts together
 * @time: (out): when the alerts were last read, of several accounts the longest ago;
 *   %DAVY_TIME_UNSET for never
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it could be read
 */
gboolean
davy_db_get_last_refresh (DavyDb *db, const char *account_id, DavyTime *time, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT coalesce (min (CAST (value AS INTEGER)), 0) FROM state"
                       " WHERE key = '" LAST_REFRESH_KEY "' AND (account_id = ?1 OR ?1 IS NULL)",
                       error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, account_id);
  if (davy_statement_next (statement, error))
    *time = davy_statement_get_int64 (statement, 0);

  return !davy_statement_has_failed (statement);
}
