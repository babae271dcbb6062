/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-access.h"

#include "store/davy-alert.h"
#include "store/davy-subscription.h"

/* More than these do not make the answer surer, and each costs some requests. */
#define MAX_SUBSCRIPTIONS 5

/**
 * davy_access_is_ready:
 * @self: what was found
 *
 * Returns: whether nothing has to be mended before an incident. Where there is no subscription
 *   nothing can be tried, and where only Microsoft knows a role nothing can be mended here.
 */
gboolean
davy_access_is_ready (const DavyAccess *self)
{
  for (guint line = 0; line < DAVY_N_ACCESS_LINES; line++)
    {
      const DavyAccessReasons harmless = DAVY_ACCESS_NO_SUBSCRIPTION | DAVY_ACCESS_ROLE_UNSEEN;

      if (self->answers[line] == DAVY_ACCESS_NO)
        return FALSE;
      if (self->answers[line] == DAVY_ACCESS_UNKNOWN &&
          (self->reasons[line] == 0 || (self->reasons[line] & ~harmless) != 0))
        return FALSE;
    }

  return self->checked_at != DAVY_TIME_UNSET;
}

/**
 * davy_access_target_free:
 * @self: (transfer full) (nullable): a target
 *
 * Frees a target.
 */
void
davy_access_target_free (DavyAccessTarget *self)
{
  if (self == NULL)
    return;

  g_free (self->account_id);
  g_free (self->customer_tenant_id);
  g_strfreev (self->azure_ids);
  g_free (self);
}

/**
 * davy_db_put_access:
 * @db: the writer's connection
 * @account_id: whose customer
 * @customer_tenant_id: the customer
 * @access: what was found; takes the place of what was found before
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it is written
 */
gboolean
davy_db_put_access (DavyDb *db,
                    const char *account_id,
                    const char *customer_tenant_id,
                    const DavyAccess *access,
                    GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db, "INSERT OR REPLACE INTO access VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, account_id);
  davy_statement_bind_text (statement, 2, customer_tenant_id);
  for (int line = 0; line < DAVY_N_ACCESS_LINES; line++)
    {
      davy_statement_bind_int64 (statement, 3 + line, access->answers[line]);
      davy_statement_bind_int64 (statement, 6 + line, access->reasons[line]);
    }
  davy_statement_bind_int64 (statement, 9, davy_access_is_ready (access));
  davy_statement_bind_int64 (statement, 10, access->checked_at);

  return davy_statement_run (statement, error);
}

/**
 * davy_db_get_access:
 * @db: any connection
 * @account_id: whose customer
 * @customer_tenant_id: the customer
 * @access: (out): what was found last; all unknown when it was never checked
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it could be read
 */
gboolean
davy_db_get_access (DavyDb *db,
                    const char *account_id,
                    const char *customer_tenant_id,
                    DavyAccess *access,
                    GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT see, stop, cancel, see_reasons, stop_reasons, cancel_reasons,"
                       " checked_at FROM access WHERE account_id = ? AND customer_tenant_id = ?",
                       error);

  *access = (DavyAccess){ 0 };
  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, account_id);
  davy_statement_bind_text (statement, 2, customer_tenant_id);
  if (davy_statement_next (statement, error))
    {
      for (int line = 0; line < DAVY_N_ACCESS_LINES; line++)
        {
          access->answers[line] = (DavyAccessAnswer) davy_statement_get_int64 (statement, line);
          access->reasons[line] =
              (DavyAccessReasons) davy_statement_get_int64 (statement, 3 + line);
        }
      access->checked_at = davy_statement_get_int64 (statement, 6);
    }

  return !davy_statement_has_failed (statement);
}

static gboolean
read_subscriptions (DavyDb *db, DavyAccessTarget *target, GError **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT azure_id FROM subscriptions WHERE account_id = ?1"
                       " AND customer_tenant_id = ?2 AND NOT gone AND state = ?3"
                       " ORDER BY open_alerts > 0 DESC, id LIMIT ?4",
                       error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, target->account_id);
  davy_statement_bind_text (statement, 2, target->customer_tenant_id);
  davy_statement_bind_int64 (statement, 3, DAVY_SUBSCRIPTION_STATE_ACTIVE);
  davy_statement_bind_int64 (statement, 4, MAX_SUBSCRIPTIONS);
  while (davy_statement_next (statement, error))
    g_strv_builder_add (ids, davy_statement_get_text (statement, 0));
  target->azure_ids = g_strv_builder_end (ids);

  return !davy_statement_has_failed (statement);
}

/**
 * davy_db_list_access_targets:
 * @db: any connection
 * @checked_before: leave out who was checked later, unless the clock was set back since then;
 *   %G_MAXINT64 leaves out nobody
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (element-type DavyAccessTarget): the customers of all accounts, those
 *   with open alerts first, then those never checked, then the longest ago
 */
GPtrArray *
davy_db_list_access_targets (DavyDb *db, DavyTime checked_before, GError **error)
{
  g_autoptr (GPtrArray) targets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) davy_access_target_free);
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "SELECT c.account_id, c.tenant_id FROM customers AS c LEFT JOIN access AS a"
      " ON a.account_id = c.account_id AND a.customer_tenant_id = c.tenant_id"
      " WHERE coalesce (a.checked_at, 0) NOT BETWEEN ?1 AND ?2"
      " ORDER BY EXISTS (SELECT 1 FROM alerts WHERE alerts.account_id = c.account_id"
      "  AND alerts.customer_tenant_id = c.tenant_id AND status <> ?3 AND NOT gone) DESC,"
      " coalesce (a.checked_at, 0), c.id",
      error);

  if (statement == NULL)
    return NULL;
  davy_statement_bind_int64 (statement, 1, checked_before);
  davy_statement_bind_int64 (statement, 2, davy_time_now ());
  davy_statement_bind_int64 (statement, 3, DAVY_ALERT_STATUS_RESOLVED);
  while (davy_statement_next (statement, error))
    {
      DavyAccessTarget *target = g_new0 (DavyAccessTarget, 1);

      g_ptr_array_add (targets, target);
      target->account_id = davy_statement_dup_text (statement, 0);
      target->customer_tenant_id = davy_statement_dup_text (statement, 1);
      if (!read_subscriptions (db, target, error))
        return NULL;
    }

  return davy_statement_has_failed (statement) ? NULL : g_steal_pointer (&targets);
}

/**
 * davy_db_get_access_target:
 * @db: any connection
 * @account_id: whose customer
 * @customer_tenant_id: the customer
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full): the customer with its subscriptions
 */
DavyAccessTarget *
davy_db_get_access_target (DavyDb *db,
                           const char *account_id,
                           const char *customer_tenant_id,
                           GError **error)
{
  g_autoptr (DavyAccessTarget) target = g_new0 (DavyAccessTarget, 1);

  target->account_id = g_strdup (account_id);
  target->customer_tenant_id = g_strdup (customer_tenant_id);

  return read_subscriptions (db, target, error) ? g_steal_pointer (&target) : NULL;
}

/**
 * davy_db_count_access:
 * @db: any connection
 * @counts: (out): the customers of all accounts
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it could be read
 */
gboolean
davy_db_count_access (DavyDb *db, DavyAccessCounts *counts, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT count (*), count (a.checked_at), coalesce (sum (a.ready), 0)"
                       " FROM customers AS c LEFT JOIN access AS a ON a.account_id = c.account_id"
                       " AND a.customer_tenant_id = c.tenant_id",
                       error);

  if (statement == NULL)
    return FALSE;
  if (davy_statement_next (statement, error))
    {
      counts->customers = (guint) davy_statement_get_int64 (statement, 0);
      counts->checked = (guint) davy_statement_get_int64 (statement, 1);
      counts->ready = (guint) davy_statement_get_int64 (statement, 2);
    }

  return !davy_statement_has_failed (statement);
}
