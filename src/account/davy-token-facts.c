/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-token-facts.h"

#include "account/davy-jwt.h"
#include "account/davy-oauth.h"
#include "core/davy-json.h"

/* The directory role's template, the same in every tenant. */
#define GLOBAL_ADMINISTRATOR "62e90394-69f5-4237-9190-012177145e10"

static DavyTokenFact
find (DavyJson *root, const char *claim, const char *wanted)
{
  DavyJson list = davy_json_member (root, claim);

  if (!davy_json_is_array (&list))
    return DAVY_TOKEN_FACT_UNKNOWN;
  for (guint i = 0; i < davy_json_length (&list, DAVY_JSON_REQUIRED); i++)
    {
      DavyJson element = davy_json_element (&list, i);
      g_autofree char *raw = davy_json_dup_raw (&element);
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", wanted);

      if (raw != NULL && g_ascii_strcasecmp (raw, quoted) == 0)
        return DAVY_TOKEN_FACT_YES;
    }

  return DAVY_TOKEN_FACT_NO;
}

/**
 * davy_token_facts_read:
 * @token: an access token
 * @facts: (out): what it tells
 *
 * Looks at the claims `amr` (`wire-contract.md` 1.8) and `wids`. An access token is opaque to us:
 * one that cannot be read tells nothing.
 */
void
davy_token_facts_read (const char *token, DavyTokenFacts *facts)
{
  g_autoptr (JsonNode) node = davy_jwt_read (token, NULL);
  g_autoptr (GError) error = NULL;
  DavyJson root;

  *facts = (DavyTokenFacts){ DAVY_TOKEN_FACT_UNKNOWN, DAVY_TOKEN_FACT_UNKNOWN };
  if (node == NULL)
    return;
  root = davy_json_root (node, &error);
  facts->second_factor = find (&root, "amr", "mfa");
  facts->global_administrator = find (&root, "wids", GLOBAL_ADMINISTRATOR);
}

static void
token_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  char *token = davy_account_get_token_finish (DAVY_ACCOUNT (source), result, &error);
  DavyTokenFacts *facts;

  if (token == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  facts = g_new0 (DavyTokenFacts, 1);
  davy_token_facts_read (token, facts);
  davy_oauth_wipe (&token);
  g_task_return_pointer (task, facts, g_free);
}

/**
 * davy_account_look_at_token_async:
 * @account: an account
 * @service: whom the token is for
 * @tenant_id: (nullable): the tenant that has to issue it; %NULL is the person's own
 * @renew: whether to ask for a new one: a role may just have been activated
 * @cancellable: (nullable): to give up waiting
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Finds out whether there is a token, and what it tells; the token itself stays here.
 */
void
davy_account_look_at_token_async (DavyAccount *account,
                                  DavyService service,
                                  const char *tenant_id,
                                  gboolean renew,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (account, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_account_look_at_token_async);
  davy_account_get_token_async (account, service, tenant_id, renew, cancellable, token_cb,
                                g_steal_pointer (&task));
}

/**
 * davy_account_look_at_token_finish:
 * @account: an account
 * @result: the answer
 * @facts: (out): what the token tells
 * @error: as davy_account_get_token_finish()
 *
 * Returns: whether there is a token
 */
gboolean
davy_account_look_at_token_finish (DavyAccount *account,
                                   GAsyncResult *result,
                                   DavyTokenFacts *facts,
                                   GError **error)
{
  g_autofree DavyTokenFacts *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, account), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_account_look_at_token_async), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found != NULL)
    *facts = *found;

  return found != NULL;
}
