/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-accounts-private.h"

#include "core/davy-error.h"

/* Forgetting who ever signed in. */

static void
all_cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  gboolean memory_only = GPOINTER_TO_INT (g_task_get_task_data (task));
  GError *error = NULL;

  davy_keyring_clear_finish (DAVY_KEYRING (source), result, &error);
  /* Where there is no keyring, and none was used, nothing can be left in one. */
  if (memory_only && g_error_matches (error, DAVY_ERROR, DAVY_ERROR_KEYRING_ABSENT))
    g_clear_error (&error);

  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * davy_accounts_forget_async:
 * @self: the accounts
 * @cancellable: (nullable): to forget about the answer
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Wipes the tokens of all accounts from memory at once, then all that the keyring holds for this
 * profile: also of accounts that were not taken up.
 */
void
davy_accounts_forget_async (DavyAccounts *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gboolean memory_only = TRUE;

  g_return_if_fail (DAVY_IS_ACCOUNTS (self));

  g_task_set_source_tag (task, davy_accounts_forget_async);
  while (g_list_model_get_n_items (G_LIST_MODEL (self)) > 0)
    {
      g_autoptr (DavyAccount) account = g_list_model_get_item (G_LIST_MODEL (self), 0);

      memory_only = memory_only && davy_account_is_memory_only (account);
      davy_accounts_drop (self, account);
    }

  g_task_set_task_data (task, GINT_TO_POINTER (memory_only), NULL);
  davy_keyring_clear_async (davy_accounts_get_keyring (self), NULL, cancellable, all_cleared_cb,
                            g_steal_pointer (&task));
}

/**
 * davy_accounts_forget_finish:
 * @self: the accounts
 * @result: the answer
 * @error: as for davy_accounts_sign_out_finish()
 *
 * Returns: whether nothing is left of any
 */
gboolean
davy_accounts_forget_finish (DavyAccounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_accounts_forget_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
