/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/preferences/davy-account-words.h"

#include <glib/gi18n.h>

#include "core/davy-error.h"
#include "ui/common/davy-cloud-words.h"

static const char *
state_words (DavyAccount *account)
{
  switch (davy_account_get_state (account))
    {
    case DAVY_ACCOUNT_NEEDS_SIGN_IN:
      return _ ("Microsoft wants you to sign in again");
    case DAVY_ACCOUNT_SIGNED_OUT:
      return _ ("Signed out");
    case DAVY_ACCOUNT_SIGNED_IN:
    default:
      return davy_account_is_memory_only (account)
                 ? _ ("Signed in until Davylamp is closed: no keyring holds it")
                 : _ ("Signed in");
    }
}

/**
 * davy_words_account_state:
 * @account: an account
 * @sync: (nullable): the refresh, which may have failed for this account
 *
 * Returns: (transfer full): how the account stands, and what went wrong for it
 */
char *
davy_words_account_state (DavyAccount *account, DavySync *sync)
{
  const char *cloud = davy_endpoints_get_cloud (davy_account_get_endpoints (account));
  const GError *error =
      sync != NULL ? davy_sync_get_account_error (sync, davy_account_get_id (account)) : NULL;
  const char *state = state_words (account);
  g_autofree char *where = NULL;
  g_autofree char *sentence = NULL;

  if (g_strcmp0 (cloud, DAVY_CLOUD_GLOBAL) != 0)
    /* Translators: how an account stands, such as “Signed in”, and in which cloud it is. */
    where = g_strdup_printf (C_ ("account", "%1$s · %2$s"), state, davy_words_cloud (cloud));
  if (error == NULL || davy_account_get_state (account) != DAVY_ACCOUNT_SIGNED_IN)
    return where != NULL ? g_steal_pointer (&where) : g_strdup (state);

  sentence = davy_error_dup_sentence (error);

  return where != NULL ? g_strdup_printf ("%s\n%s", where, sentence) : g_steal_pointer (&sentence);
}

static DavyAccount *
find_colleague (DavyAccounts *accounts, DavyAccount *account)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (accounts)); i++)
    {
      g_autoptr (DavyAccount) other = g_list_model_get_item (G_LIST_MODEL (accounts), i);

      if (other != account && g_ascii_strcasecmp (davy_account_get_tenant_id (other),
                                                  davy_account_get_tenant_id (account)) == 0)
        return g_steal_pointer (&other);
    }

  return NULL;
}

/**
 * davy_words_account_leaving:
 * @accounts: who is signed in
 * @account: who wants to sign out
 *
 * Returns: (transfer full): what goes with them, and what stays
 */
char *
davy_words_account_leaving (DavyAccounts *accounts, DavyAccount *account)
{
  g_autoptr (DavyAccount) colleague = find_colleague (accounts, account);

  if (colleague != NULL)
    return g_strdup_printf (
        /* Translators: two user names of the same company. */
        _ ("The sign-in of %1$s leaves this computer. What was read stays for %2$s, who is of the "
           "same partner."),
        davy_account_get_username (account), davy_account_get_username (colleague));

  return g_strdup_printf (
      /* Translators: %s is a user name. */
      _ ("Alerts, subscriptions and usage of %s leave this computer. Cases stay."),
      davy_account_get_username (account));
}
