/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/token-content.h"

#include "core/davy-random.h"
#include "emulator/emulator-audiences.h"

/* The directory role's template, the same in every tenant. */
#define GLOBAL_ADMINISTRATOR "62e90394-69f5-4237-9190-012177145e10"

/* What the tokens say (`wire-contract.md` 1.8). */

static JsonObject *
common_claims (const DavyDemoUser *user, const char *tenant_id, DavyTime now, gint64 life)
{
  JsonObject *claims = json_object_new ();
  g_autofree char *id = davy_random_uuid ();

  json_object_set_string_member (claims, "tid", tenant_id);
  json_object_set_string_member (claims, "oid", user->object_id);
  json_object_set_string_member (claims, "sub", user->object_id);
  json_object_set_string_member (claims, "name", user->display_name);
  json_object_set_string_member (claims, "uti", id);
  json_object_set_int_member (claims, "iat", now / DAVY_TIME_SECOND);
  json_object_set_int_member (claims, "nbf", now / DAVY_TIME_SECOND);
  json_object_set_int_member (claims, "exp", now / DAVY_TIME_SECOND + life);

  return claims;
}

static void
set_word (JsonObject *claims, const char *name, const char *word)
{
  JsonArray *words = json_array_new ();

  json_array_add_string_element (words, word);
  json_object_set_array_member (claims, name, words);
}

/**
 * davy_token_new_access:
 * @secrets: what signs it
 * @scenario: how long it lives
 * @wish: what it says
 * @now: the moment
 *
 * Returns: (transfer full): an access token of version 1.0, as Partner Center documents it
 */
char *
davy_token_new_access (DavySecrets *secrets,
                       DavyScenario *scenario,
                       const DavyTokenWish *wish,
                       DavyTime now)
{
  const DavyDemoUser *user = wish->user;
  JsonObject *claims =
      common_claims (user, wish->tenant_id, now, scenario->behaviour.token_seconds);
  g_autofree char *issuer = g_strdup_printf ("https://sts.windows.net/%s/", wish->tenant_id);
  const char *scope = wish->scope;

  if (scope == NULL)
    scope = davy_audience_get_permissions (davy_audience_get_service (wish->resource));
  json_object_set_string_member (claims, "iss", issuer);
  json_object_set_string_member (claims, "aud", wish->resource);
  json_object_set_string_member (claims, "ver", "1.0");
  json_object_set_string_member (claims, "scp", scope);
  json_object_set_string_member (claims, "upn", user->user_name);
  json_object_set_string_member (claims, "unique_name", user->user_name);
  if (wish->client_id != NULL)
    json_object_set_string_member (claims, "appid", wish->client_id);
  json_object_set_string_member (claims, "appidacr", "0");

  set_word (claims, "amr", "pwd");
  if (wish->mfa)
    json_array_add_string_element (json_object_get_array_member (claims, "amr"), "mfa");
  if (user->global_admin)
    set_word (claims, "wids", GLOBAL_ADMINISTRATOR);
  if (wish->stepped_up)
    set_word (claims, "acrs", "c1");
  if (wish->takes_challenges)
    set_word (claims, "xms_cc", "cp1");

  return davy_secrets_sign (secrets, claims);
}

/**
 * davy_token_new_id:
 * @exchange: a request for tokens
 * @grant: what is redeemed
 * @tenant_id: which tenant issues it
 *
 * Returns: (transfer full): an id token, which tells the application who signed in
 */
char *
davy_token_new_id (DavyExchange *exchange, const DavyGrant *grant, const char *tenant_id)
{
  JsonObject *claims = common_claims (grant->user, tenant_id, davy_exchange_now (exchange),
                                      exchange->scenario->behaviour.token_seconds);
  g_autofree char *issuer = g_strdup_printf (
      "%s/login/%s/v2.0", davy_emulator_get_base_uri (exchange->emulator), tenant_id);

  json_object_set_string_member (claims, "iss", issuer);
  json_object_set_string_member (claims, "aud", grant->client_id);
  json_object_set_string_member (claims, "ver", "2.0");
  json_object_set_string_member (claims, "preferred_username", grant->user->user_name);
  if (grant->nonce != NULL)
    json_object_set_string_member (claims, "nonce", grant->nonce);

  return davy_secrets_sign (exchange->secrets, claims);
}
