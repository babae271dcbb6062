/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-error.h"
#include "sync/davy-sync-private.h"

/* Who is asked: one account of each partner tenant. Its colleagues of the same tenant would only
 * see the same; one of them takes its place when it cannot go on. */

static gboolean
are_colleagues (DavyAccount *a, DavyAccount *b)
{
  return g_ascii_strcasecmp (davy_account_get_tenant_id (a), davy_account_get_tenant_id (b)) == 0 &&
         g_strcmp0 (davy_endpoints_get_cloud (davy_account_get_endpoints (a)),
                    davy_endpoints_get_cloud (davy_account_get_endpoints (b))) == 0;
}

static gboolean
has_source_like (DavySync *self, DavyAccount *account)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      DavySyncSource *source = g_ptr_array_index (self->sources, i);

      if (are_colleagues (davy_sync_source_get_account (source), account))
        return TRUE;
    }

  return FALSE;
}

static gboolean
can_be_asked (DavySync *self, DavyAccount *account)
{
  return davy_account_get_state (account) == DAVY_ACCOUNT_SIGNED_IN &&
         !g_hash_table_contains (self->failures, davy_account_get_id (account));
}

static void
add_source (DavySync *self, DavyAccount *account)
{
  g_ptr_array_add (self->sources, davy_sync_source_new (self->store, account, self->alert_service));
}

/* Whether the account of a source is still in the list. */
static gboolean
is_listed (DavySync *self, DavySyncSource *source)
{
  DavyAccount *account = davy_sync_source_get_account (source);

  return davy_accounts_find (self->accounts, davy_account_get_id (account)) == account;
}

/* Adds a source for each tenant that has none yet, and somebody who can be asked. */
void
davy_sync_find_sources (DavySync *self)
{
  GListModel *list = G_LIST_MODEL (self->accounts);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (DavyAccount) account = g_list_model_get_item (list, i);

      if (can_be_asked (self, account) && !has_source_like (self, account))
        {
          add_source (self, account);
          self->has_new_source = TRUE;
        }
    }
}

/* Nothing is fetched any more for somebody who signed out: it would fill what was just wiped. */
void
davy_sync_accounts_changed (DavySync *self)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      if (is_listed (self, g_ptr_array_index (self->sources, i)))
        continue;
      g_ptr_array_set_size (self->sources, 0);
      davy_sync_abort_run (self);
    }
  davy_sync_find_sources (self);
}

/* Lets a colleague go on in the place of one who cannot. Returns whether there is one. */
gboolean
davy_sync_replace_account (DavySync *self, DavyAccount *account)
{
  GListModel *list = G_LIST_MODEL (self->accounts);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (DavyAccount) other = g_list_model_get_item (list, i);

      if (other != account && are_colleagues (account, other) && can_be_asked (self, other))
        {
          add_source (self, other);
          return TRUE;
        }
    }

  return FALSE;
}

void
davy_sync_note_failure (DavySync *self, DavyAccount *account, const GError *error)
{
  g_hash_table_insert (self->failures, g_strdup (davy_account_get_id (account)),
                       g_error_copy (error));
}

/**
 * davy_sync_get_account_error:
 * @self: a sync
 * @account_id: an account
 *
 * Returns: (transfer none) (nullable): what went wrong for this account in the last refresh,
 *   whatever became of the others
 */
const GError *
davy_sync_get_account_error (DavySync *self, const char *account_id)
{
  g_return_val_if_fail (DAVY_IS_SYNC (self), NULL);

  return g_hash_table_lookup (self->failures, account_id);
}
