/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-rows.h"

#include "store/davy-rows-private.h"
#include "store/davy-search.h"

/* Writing customers, subscriptions, what is known about a customer's standing, and what the
 * refresh remembers. */

static gboolean
write_customer (DavyDb *db, const DavyCustomerRow *customer, gboolean *changed, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "INSERT INTO customers (account_id, tenant_id, name, domain, country, reseller_name)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
      " ON CONFLICT (account_id, tenant_id) DO UPDATE SET name = coalesce (?3, name),"
      " domain = coalesce (?4, domain), country = coalesce (?5, country),"
      " reseller_name = coalesce (?6, reseller_name)"
      " WHERE (name, domain, country, reseller_name) IS NOT (coalesce (?3, name),"
      " coalesce (?4, domain), coalesce (?5, country), coalesce (?6, reseller_name))",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, customer->account_id);
  davy_statement_bind_text (statement, 2, customer->tenant_id);
  davy_statement_bind_text (statement, 3, davy_known (customer->name));
  davy_statement_bind_text (statement, 4, davy_known (customer->domain));
  davy_statement_bind_text (statement, 5, davy_known (customer->country));
  davy_statement_bind_text (statement, 6, davy_known (customer->reseller_name));
  if (!davy_statement_run (statement, error))
    return FALSE;
  *changed = davy_db_get_changes (db) > 0;

  return TRUE;
}

static gboolean
write_search (DavyDb *db, gint64 subscription_row, const char *search, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db, "INSERT OR REPLACE INTO subscription_search VALUES (?, ?)", error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  davy_statement_bind_text (statement, 2, search);

  return davy_statement_run (statement, error);
}

/* Rewrites what depends on the names of a subscription or its customer: how it sorts, how it is
 * found. One subscription when @azure_id is given, else all of the customer. */
static gboolean
refresh_names (DavyDb *db,
               const char *account_id,
               const char *customer_tenant_id,
               const char *azure_id,
               GError **error)
{
  g_autoptr (DavyStatement) read = davy_db_prepare (
      db,
      "SELECT s.id, s.name, s.azure_id, s.plan_id, s.customer_tenant_id, c.name, c.domain,"
      " c.reseller_name FROM subscriptions AS s LEFT JOIN customers AS c"
      " ON c.account_id = s.account_id AND c.tenant_id = s.customer_tenant_id"
      " WHERE s.account_id = ?1 AND (s.azure_id = ?3 OR (?3 IS NULL"
      " AND s.customer_tenant_id = ?2))",
      error);
  g_autoptr (DavyStatement) write =
      davy_db_prepare (db,
                       "UPDATE subscriptions SET customer_name = ?2, reseller_name = ?3,"
                       " customer_fold = ?4, name_fold = ?5, revision = revision + 1 WHERE id = ?1",
                       error);

  if (read == NULL || write == NULL)
    return FALSE;
  davy_statement_bind_text (read, 1, account_id);
  davy_statement_bind_text (read, 2, customer_tenant_id);
  davy_statement_bind_text (read, 3, azure_id);
  while (davy_statement_next (read, error))
    {
      gint64 row = davy_statement_get_int64 (read, 0);
      g_autofree char *name_fold = davy_search_fold (davy_statement_get_text (read, 1));
      g_autofree char *customer_fold = davy_search_fold (davy_statement_get_text (read, 5));
      g_autoptr (GString) search = g_string_new (NULL);

      for (int column = 1; column <= 7; column++)
        davy_search_append (search, davy_statement_get_text (read, column));
      davy_statement_bind_int64 (write, 1, row);
      davy_statement_bind_text (write, 2, davy_statement_get_text (read, 5));
      davy_statement_bind_text (write, 3, davy_statement_get_text (read, 7));
      davy_statement_bind_text (write, 4, customer_fold);
      davy_statement_bind_text (write, 5, name_fold);
      if (!davy_statement_run (write, error) || !write_search (db, row, search->str, error))
        return FALSE;
    }

  return !davy_statement_has_failed (read);
}

/* The alerts of a customer are shown under its name of today. */
static gboolean
rename_in_alerts (DavyDb *db, const DavyCustomerRow *customer, GError **error)
{
  g_autofree char *fold = davy_search_fold (customer->name);
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "UPDATE alerts SET customer_name = ?3, customer_fold = ?4,"
                       " revision = revision + 1 WHERE account_id = ?1"
                       " AND customer_tenant_id = ?2 AND customer_name IS NOT ?3",
                       error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, customer->account_id);
  davy_statement_bind_text (statement, 2, customer->tenant_id);
  davy_statement_bind_text (statement, 3, customer->name);
  davy_statement_bind_text (statement, 4, fold);

  return davy_statement_run (statement, error);
}

/* Those from Graph do not name the reseller. */
static gboolean
name_reseller_in_alerts (DavyDb *db, const DavyCustomerRow *customer, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "UPDATE alerts SET reseller_name = ?3, revision = revision + 1 WHERE account_id = ?1"
      " AND customer_tenant_id = ?2 AND reseller_name IS NULL",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, customer->account_id);
  davy_statement_bind_text (statement, 2, customer->tenant_id);
  davy_statement_bind_text (statement, 3, customer->reseller_name);

  return davy_statement_run (statement, error);
}

/**
 * davy_db_put_customer:
 * @db: the writer's connection
 * @customer: what was fetched; what is %NULL in it stays as it was known
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it is written
 */
gboolean
davy_db_put_customer (DavyDb *db, const DavyCustomerRow *customer, GError **error)
{
  gboolean changed;

  if (!write_customer (db, customer, &changed, error))
    return FALSE;
  if (!changed)
    return TRUE;

  return refresh_names (db, customer->account_id, customer->tenant_id, NULL, error) &&
         (davy_known (customer->name) == NULL || rename_in_alerts (db, customer, error)) &&
         (davy_known (customer->reseller_name) == NULL ||
          name_reseller_in_alerts (db, customer, error));
}

static gboolean
write_subscription (DavyDb *db,
                    const DavySubscriptionRow *subscription,
                    gboolean *changed,
                    GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "INSERT INTO subscriptions (account_id, azure_id, plan_id, customer_tenant_id, name, kind,"
      " state, state_text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
      " ON CONFLICT (account_id, azure_id) DO UPDATE SET plan_id = ?3, customer_tenant_id = ?4,"
      " name = ?5, kind = ?6, state = ?7, state_text = ?8, gone = 0"
      " WHERE (plan_id, customer_tenant_id, name, kind, state_text, gone)"
      " IS NOT (?3, ?4, ?5, ?6, ?8, 0)",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, subscription->account_id);
  davy_statement_bind_text (statement, 2, subscription->azure_id);
  davy_statement_bind_text (statement, 3, davy_known (subscription->plan_id));
  davy_statement_bind_text (statement, 4, davy_known (subscription->customer_tenant_id));
  davy_statement_bind_text (statement, 5, davy_known (subscription->name));
  davy_statement_bind_int64 (statement, 6, subscription->kind);
  davy_statement_bind_int64 (statement, 7, davy_subscription_state_from_wire (subscription->state));
  davy_statement_bind_text (statement, 8, davy_known (subscription->state));
  if (!davy_statement_run (statement, error))
    return FALSE;
  *changed = davy_db_get_changes (db) > 0;

  return TRUE;
}

static gboolean
mark_seen (DavyDb *db,
           const DavySubscriptionRow *subscription,
           gint64 pass,
           gint64 *row,
           GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "UPDATE subscriptions SET pass = max (pass, ?3)"
                       " WHERE account_id = ?1 AND azure_id = ?2 RETURNING id",
                       error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, subscription->account_id);
  davy_statement_bind_text (statement, 2, subscription->azure_id);
  davy_statement_bind_int64 (statement, 3, pass);
  if (davy_statement_next (statement, error))
    *row = davy_statement_get_int64 (statement, 0);

  return davy_statement_run (statement, error);
}

static gboolean
link_alerts (DavyDb *db, const DavySubscriptionRow *subscription, gint64 row, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "UPDATE alerts SET subscription_row = ?3,"
                       " subscription_name = coalesce (?4, subscription_name),"
                       " revision = revision + 1"
                       " WHERE account_id = ?1 AND azure_id = ?2",
                       error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, subscription->account_id);
  davy_statement_bind_text (statement, 2, subscription->azure_id);
  davy_statement_bind_int64 (statement, 3, row);
  davy_statement_bind_text (statement, 4, davy_known (subscription->name));

  return davy_statement_run (statement, error);
}

/**
 * davy_db_put_subscription:
 * @db: the writer's connection
 * @subscription: what was fetched; its account and Azure id are never %NULL
 * @pass: the refresh it was seen in; 0: none
 * @row: (out) (optional): its row
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it is written
 */
gboolean
davy_db_put_subscription (DavyDb *db,
                          const DavySubscriptionRow *subscription,
                          gint64 pass,
                          gint64 *row,
                          GError **error)
{
  gboolean changed;
  gint64 id = 0;

  if (!write_subscription (db, subscription, &changed, error) ||
      !mark_seen (db, subscription, pass, &id, error))
    return FALSE;
  if (row != NULL)
    *row = id;
  if (!changed)
    return TRUE;

  return refresh_names (db, subscription->account_id, subscription->customer_tenant_id,
                        subscription->azure_id, error) &&
         link_alerts (db, subscription, id, error) && davy_db_recount_open_alerts (db, id, error);
}

/**
 * davy_db_finish_subscriptions_pass:
 * @db: the writer's connection
 * @account_id: whose subscriptions
 * @customer_tenant_id: of which customer
 * @pass: the refresh
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Called once all subscriptions of a customer were read: what was not among them is listed only
 * while it has open alerts. Nothing is deleted.
 *
 * Returns: whether it is written
 */
gboolean
davy_db_finish_subscriptions_pass (DavyDb *db,
                                   const char *account_id,
                                   const char *customer_tenant_id,
                                   gint64 pass,
                                   GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "UPDATE subscriptions SET gone = 1, revision = revision + 1"
                       " WHERE account_id = ? AND customer_tenant_id = ? AND pass < ? AND NOT gone",
                       error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, account_id);
  davy_statement_bind_text (statement, 2, customer_tenant_id);
  davy_statement_bind_int64 (statement, 3, pass);

  return davy_statement_run (statement, error);
}

/**
 * davy_db_put_standing_fact:
 * @db: the writer's connection
 * @account_id: whose customer
 * @customer_tenant_id: the customer
 * @fact: what was found; takes the place of the fact with the same key
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it is written
 */
gboolean
davy_db_put_standing_fact (DavyDb *db,
                           const char *account_id,
                           const char *customer_tenant_id,
                           const DavyStandingFact *fact,
                           GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "INSERT OR REPLACE INTO standing"
                       " (account_id, customer_tenant_id, key, value, mark, source, fetched_at)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?)",
                       error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, account_id);
  davy_statement_bind_text (statement, 2, customer_tenant_id);
  davy_statement_bind_text (statement, 3, fact->key);
  davy_statement_bind_text (statement, 4, davy_known (fact->value));
  davy_statement_bind_int64 (statement, 5, fact->mark);
  davy_statement_bind_text (statement, 6, davy_known (fact->source));
  davy_statement_bind_int64 (statement, 7, fact->fetched_at);

  return davy_statement_run (statement, error);
}

/**
 * davy_db_get_state:
 * @db: any connection
 * @account_id: whose state
 * @key: which part of it
 * @value: (out) (nullable): what was put last, %NULL when nothing was
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it could be read
 */
gboolean
davy_db_get_state (DavyDb *db,
                   const char *account_id,
                   const char *key,
                   char **value,
                   GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db, "SELECT value FROM state WHERE account_id = ? AND key = ?", error);

  *value = NULL;
  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, account_id);
  davy_statement_bind_text (statement, 2, key);
  if (davy_statement_next (statement, error))
    *value = davy_statement_dup_text (statement, 0);

  return !davy_statement_has_failed (statement);
}

/**
 * davy_db_put_state:
 * @db: the writer's connection
 * @account_id: whose state
 * @key: which part of it
 * @value: (nullable): what to remember; %NULL forgets
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it is written
 */
gboolean
davy_db_put_state (DavyDb *db,
                   const char *account_id,
                   const char *key,
                   const char *value,
                   GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      value != NULL ? "INSERT OR REPLACE INTO state (account_id, key, value) VALUES (?, ?, ?)"
                    : "DELETE FROM state WHERE account_id = ? AND key = ?",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, account_id);
  davy_statement_bind_text (statement, 2, key);
  if (value != NULL)
    davy_statement_bind_text (statement, 3, value);

  return davy_statement_run (statement, error);
}
