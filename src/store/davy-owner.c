/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-owner.h"

#include <string.h>

#include "store/davy-due.h"

/* People of the same partner tenant see the same customers and alerts. What was fetched belongs to
 * one of them, whoever fetched it first; the others write under that name as well, also after its
 * owner has left, so that nothing is there twice. An account's id ends with its tenant, after the
 * last dot. */

/* What of two rows is the same is kept once, and what an alert was linked with is looked up anew.
 */
static const char *const merge_sql[] = {
  "UPDATE usage SET account_id = ?2 WHERE account_id = ?1",
  "UPDATE OR IGNORE subscriptions SET account_id = ?2, revision = revision + 1"
  " WHERE account_id = ?1",
  "DELETE FROM subscriptions WHERE account_id = ?1",
  "UPDATE OR IGNORE alerts SET account_id = ?2 WHERE account_id = ?1",
  "DELETE FROM alerts WHERE account_id = ?1",
  "UPDATE alerts SET revision = revision + 1, subscription_row = coalesce ((SELECT s.id"
  " FROM subscriptions AS s WHERE s.account_id = ?2 AND s.azure_id = alerts.azure_id), 0)"
  " WHERE account_id = ?2 AND ?1 <> ?2",
  "UPDATE OR IGNORE customers SET account_id = ?2 WHERE account_id = ?1",
  "DELETE FROM customers WHERE account_id = ?1",
  "UPDATE OR IGNORE standing SET account_id = ?2 WHERE account_id = ?1",
  "DELETE FROM standing WHERE account_id = ?1",
  "UPDATE OR IGNORE access SET account_id = ?2 WHERE account_id = ?1",
  "DELETE FROM access WHERE account_id = ?1",
  "UPDATE OR IGNORE cases SET account_id = ?2 WHERE account_id = ?1",
  "UPDATE OR IGNORE state SET account_id = ?2 WHERE account_id = ?1",
  "DELETE FROM state WHERE account_id = ?1",
};

static gboolean
merge (DavyDb *db, const char *from, const char *to, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (merge_sql); i++)
    {
      g_autoptr (DavyStatement) statement = davy_db_prepare (db, merge_sql[i], error);

      if (statement == NULL)
        return FALSE;
      davy_statement_bind_text (statement, 1, from);
      if (strstr (merge_sql[i], "?2") != NULL)
        davy_statement_bind_text (statement, 2, to);
      if (!davy_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static GPtrArray *
list_owners (DavyDb *db, const char *tenant_id, GError **error)
{
  g_autoptr (GPtrArray) owners = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *pattern = g_strconcat ("%.", tenant_id, NULL);
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db, "SELECT DISTINCT account_id FROM state WHERE account_id LIKE ? ORDER BY account_id",
      error);

  if (statement == NULL)
    return NULL;
  davy_statement_bind_text (statement, 1, pattern);
  while (davy_statement_next (statement, error))
    g_ptr_array_add (owners, davy_statement_dup_text (statement, 0));

  return davy_statement_has_failed (statement) ? NULL : g_steal_pointer (&owners);
}

/**
 * davy_db_settle_owner:
 * @db: the writer's connection
 * @account_id: who is going to fetch
 * @owner: (out): under whose name to write: @account_id itself, or a colleague of the same partner
 *   tenant whose data are there already
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Says to whom belongs what is fetched, and joins what belongs to several of one tenant.
 *
 * Returns: whether it could be settled
 */
gboolean
davy_db_settle_owner (DavyDb *db, const char *account_id, char **owner, GError **error)
{
  const char *dot = strrchr (account_id, '.');
  g_autoptr (GPtrArray) owners = NULL;

  *owner = NULL;
  if (dot == NULL)
    {
      *owner = g_strdup (account_id);
      return TRUE;
    }
  owners = list_owners (db, dot + 1, error);
  if (owners == NULL)
    return FALSE;
  for (guint i = 1; i < owners->len; i++)
    if (!merge (db, g_ptr_array_index (owners, i), g_ptr_array_index (owners, 0), error))
      return FALSE;
  *owner = g_strdup (owners->len > 0 ? g_ptr_array_index (owners, 0) : account_id);

  return TRUE;
}
