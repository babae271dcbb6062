/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-tokens.h"

#include <string.h>

#include "core/davy-random.h"
#include "emulator/emulator-routes.h"

/* `/token`: an authorization code, a refresh token or a device code becomes an access token
 * (`wire-contract.md` 1.3 to 1.6). */

#define CODE_LIFE (10 * DAVY_TIME_MINUTE)

#define NO_SUCH_GRANT "The provided grant has expired, is not valid, or was already redeemed."

/* One request for a token. */
typedef struct
{
  DavyExchange *exchange;
  GHashTable *form;
  DavySecrets *secrets;
  char *resource;
  char *scope; /* of the resource, as it was asked for */
  const char *tenant_id;
  gboolean offline;
  gboolean openid;
} TokenRequest;

static JsonObject *
common_claims (const DavyDemoUser *user, const char *tenant_id, DavyTime now, gint64 life)
{
  JsonObject *claims = json_object_new ();
  g_autofree char *issuer = g_strdup_printf ("https://sts.windows.net/%s/", tenant_id);

  json_object_set_string_member (claims, "iss", issuer);
  json_object_set_string_member (claims, "tid", tenant_id);
  json_object_set_string_member (claims, "oid", user->object_id);
  json_object_set_int_member (claims, "iat", now / DAVY_TIME_SECOND);
  json_object_set_int_member (claims, "nbf", now / DAVY_TIME_SECOND);
  json_object_set_int_member (claims, "exp", now / DAVY_TIME_SECOND + life);

  return claims;
}

/**
 * davy_tokens_issue:
 * @secrets: what signs it
 * @scenario: how long it lives
 * @user: whom it stands for
 * @resource: its audience
 * @tenant_id: which tenant issues it
 * @mfa: whether the sign-in had a second factor
 * @now: the moment
 *
 * Returns: (transfer full): an access token
 */
char *
davy_tokens_issue (DavySecrets *secrets,
                   DavyScenario *scenario,
                   const DavyDemoUser *user,
                   const char *resource,
                   const char *tenant_id,
                   gboolean mfa,
                   DavyTime now)
{
  JsonObject *claims = common_claims (user, tenant_id, now, scenario->behaviour.token_seconds);
  g_autofree char *id = davy_random_uuid ();
  JsonArray *methods = json_array_new ();

  json_array_add_string_element (methods, "pwd");
  if (mfa)
    json_array_add_string_element (methods, "mfa");
  json_object_set_string_member (claims, "aud", resource);
  json_object_set_string_member (claims, "ver", "1.0");
  json_object_set_string_member (claims, "scp", "user_impersonation");
  json_object_set_string_member (claims, "upn", user->user_name);
  json_object_set_string_member (claims, "uti", id);
  json_object_set_array_member (claims, "amr", methods);

  return davy_secrets_sign (secrets, claims);
}

static char *
issue_id_token (TokenRequest *request, const DavyGrant *grant)
{
  JsonObject *claims =
      common_claims (grant->user, request->tenant_id, davy_exchange_now (request->exchange),
                     request->exchange->scenario->behaviour.token_seconds);

  json_object_set_string_member (claims, "aud", grant->client_id);
  json_object_set_string_member (claims, "ver", "2.0");
  json_object_set_string_member (claims, "name", grant->user->display_name);
  json_object_set_string_member (claims, "preferred_username", grant->user->user_name);
  if (grant->nonce != NULL)
    json_object_set_string_member (claims, "nonce", grant->nonce);

  return davy_secrets_sign (request->secrets, claims);
}

static void
answer_tokens (TokenRequest *request, const DavyGrant *grant)
{
  DavyScenario *scenario = request->exchange->scenario;
  JsonObject *object = json_object_new ();
  g_autofree char *access =
      davy_tokens_issue (request->secrets, scenario, grant->user, request->resource,
                         request->tenant_id, grant->mfa, davy_exchange_now (request->exchange));

  json_object_set_string_member (object, "token_type", "Bearer");
  json_object_set_string_member (object, "scope", request->scope);
  json_object_set_int_member (object, "expires_in", scenario->behaviour.token_seconds);
  json_object_set_int_member (object, "ext_expires_in", scenario->behaviour.token_seconds);
  json_object_set_string_member (object, "access_token", access);
  if (request->offline)
    {
      g_autofree char *refresh = davy_secrets_add_refresh_token (request->secrets, grant);

      json_object_set_string_member (object, "refresh_token", refresh);
    }
  if (request->openid)
    {
      g_autofree char *id = issue_id_token (request, grant);

      json_object_set_string_member (object, "id_token", id);
    }
  davy_exchange_set_header (request->exchange, "Cache-Control", "no-store");
  davy_exchange_answer_object (request->exchange, SOUP_STATUS_OK, object);
}

/* A token is made for one resource: of several scopes the first wins; a bare name means Graph. */
static gboolean
read_scope (TokenRequest *request, const char *text)
{
  static const char *const audiences[] = { DAVY_AUDIENCE_PARTNER, DAVY_AUDIENCE_GRAPH,
                                           DAVY_AUDIENCE_RESOURCE_MANAGER };
  g_auto (GStrv) scopes = g_strsplit (text != NULL ? text : "", " ", -1);

  for (guint i = 0; scopes[i] != NULL; i++)
    {
      if (g_str_equal (scopes[i], "offline_access"))
        request->offline = TRUE;
      else if (g_str_equal (scopes[i], "openid"))
        request->openid = TRUE;
      else if (*scopes[i] != '\0' && !g_str_equal (scopes[i], "profile") && request->scope == NULL)
        request->scope = g_strdup (scopes[i]);
    }
  if (request->scope == NULL && !request->openid)
    return FALSE;

  for (guint i = 0; request->scope != NULL && i < G_N_ELEMENTS (audiences); i++)
    if (g_str_has_prefix (request->scope, audiences[i]) &&
        request->scope[strlen (audiences[i])] == '/')
      request->resource = g_strdup (audiences[i]);
  if (request->resource == NULL &&
      (request->scope == NULL || strstr (request->scope, "://") == NULL))
    request->resource = g_strdup (DAVY_AUDIENCE_GRAPH);

  return request->resource != NULL;
}

/* The alias or id in the path says which tenant issues the token. Customers' tenants do so only
 * when the application has consent there (`wire-contract.md` 1.9). */
static gboolean
read_tenant (TokenRequest *request)
{
  DavyExchange *exchange = request->exchange;
  const char *tenant = exchange->arguments[0];
  const DavyDemoCustomer *customer = davy_scenario_find_customer (exchange->scenario, tenant);

  if (g_str_equal (tenant, "organizations") || g_str_equal (tenant, "common") ||
      g_ascii_strcasecmp (tenant, exchange->scenario->domain) == 0 ||
      g_ascii_strcasecmp (tenant, exchange->scenario->tenant_id) == 0)
    {
      request->tenant_id = exchange->scenario->tenant_id;
      return TRUE;
    }
  if (customer == NULL)
    {
      davy_exchange_refuse_login (exchange, "invalid_request", 90002, "Tenant not found.");
      return FALSE;
    }
  if (!customer->consent)
    {
      davy_exchange_refuse_login (exchange, "invalid_grant", 65001,
                                  "The user or administrator has not consented to use the "
                                  "application.");
      return FALSE;
    }

  request->tenant_id = customer->id;
  return TRUE;
}

static gboolean
verifier_matches (const char *verifier, const char *challenge)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *encoded = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  if (verifier == NULL || strlen (verifier) < 43 || strlen (verifier) > 128)
    return FALSE;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  encoded = davy_base64url (digest, length);

  return g_strcmp0 (encoded, challenge) == 0;
}

static void
redeem_code (TokenRequest *request)
{
  DavyExchange *exchange = request->exchange;
  DavyGrant *grant =
      davy_secrets_find_code (request->secrets, g_hash_table_lookup (request->form, "code"));

  if (grant == NULL || grant->challenge == NULL ||
      g_strcmp0 (grant->client_id, g_hash_table_lookup (request->form, "client_id")) != 0)
    davy_exchange_refuse_login (exchange, "invalid_grant", 9002313, NO_SUCH_GRANT);
  else if (grant->used)
    davy_exchange_refuse_login (exchange, "invalid_grant", 54005,
                                "OAuth2 Authorization code was already redeemed.");
  else if (davy_exchange_now (exchange) - grant->issued > CODE_LIFE)
    davy_exchange_refuse_login (exchange, "invalid_grant", 70008,
                                "The authorization code has expired.");
  else if (g_strcmp0 (grant->redirect_uri, g_hash_table_lookup (request->form, "redirect_uri")) !=
           0)
    davy_exchange_refuse_login (exchange, "invalid_grant", 50011,
                                "The redirect URI does not match the one of the request.");
  else if (!verifier_matches (g_hash_table_lookup (request->form, "code_verifier"),
                              grant->challenge))
    davy_exchange_refuse_login (exchange, "invalid_grant", 501481,
                                "The Code_Verifier does not match the code_challenge.");
  else
    {
      grant->used = TRUE;
      answer_tokens (request, grant);
    }
}

static void
redeem_refresh_token (TokenRequest *request)
{
  const char *token = g_hash_table_lookup (request->form, "refresh_token");
  DavyGrant *grant = davy_secrets_find_refresh_token (request->secrets, token);

  if (grant == NULL ||
      g_strcmp0 (grant->client_id, g_hash_table_lookup (request->form, "client_id")) != 0)
    {
      davy_exchange_refuse_login (request->exchange, "invalid_grant", 70000, NO_SUCH_GRANT);
      return;
    }

  request->offline = TRUE;
  answer_tokens (request, grant);
}

static void
redeem_device_code (TokenRequest *request)
{
  DavyExchange *exchange = request->exchange;
  DavyTime now = davy_exchange_now (exchange);
  DavyGrant *grant =
      davy_secrets_find_code (request->secrets, g_hash_table_lookup (request->form, "device_code"));
  gboolean hasty;

  if (grant == NULL || grant->user_code == NULL || grant->used)
    {
      davy_exchange_refuse_login (exchange, "bad_verification_code", 70018,
                                  "The verification code is not known.");
      return;
    }

  hasty = grant->polled != DAVY_TIME_UNSET &&
          now - grant->polled < (grant->interval - 1) * DAVY_TIME_SECOND;
  grant->polled = now;
  if (now - grant->issued > DAVY_DEVICE_CODE_LIFE)
    davy_exchange_refuse_login (exchange, "expired_token", 70019,
                                "The verification code has expired.");
  else if (grant->declined)
    davy_exchange_refuse_login (exchange, "authorization_declined", 65004,
                                "The person declined to consent to access the application.");
  else if (hasty)
    {
      grant->interval += 5;
      davy_exchange_refuse_login (exchange, "slow_down", 70016, "Polled too often.");
    }
  else if (grant->user == NULL)
    davy_exchange_refuse_login (exchange, "authorization_pending", 70016,
                                "The person has not signed in yet.");
  else
    {
      grant->used = TRUE;
      answer_tokens (request, grant);
    }
}

static void
redeem (TokenRequest *request)
{
  const char *type = g_hash_table_lookup (request->form, "grant_type");

  if (g_hash_table_contains (request->form, "client_secret"))
    davy_exchange_refuse_login (request->exchange, "invalid_client", 700025,
                                "Client is public so no secret should be presented.");
  else if (g_strcmp0 (type, "urn:ietf:params:oauth:grant-type:device_code") == 0)
    {
      /* The scope stands in the request for the device code. */
      const DavyGrant *grant = davy_secrets_find_code (
          request->secrets, g_hash_table_lookup (request->form, "device_code"));

      read_scope (request, grant != NULL ? grant->scope : NULL);
      redeem_device_code (request);
    }
  else if (!read_scope (request, g_hash_table_lookup (request->form, "scope")))
    davy_exchange_refuse_login (request->exchange, "invalid_scope", 70011,
                                "The provided value for the input parameter 'scope' is not valid.");
  else if (g_strcmp0 (type, "authorization_code") == 0)
    redeem_code (request);
  else if (g_strcmp0 (type, "refresh_token") == 0)
    redeem_refresh_token (request);
  else
    davy_exchange_refuse_login (request->exchange, "unsupported_grant_type", 70003,
                                "The grant type is not supported.");
}

static void
answer_token (DavyExchange *exchange)
{
  g_autoptr (GHashTable) form = davy_exchange_parse_form (exchange);
  TokenRequest request = { .exchange = exchange, .form = form, .secrets = exchange->secrets };

  if (read_tenant (&request))
    redeem (&request);

  g_free (request.resource);
  g_free (request.scope);
}

const DavyRoute davy_token_routes[] = {
  { "POST", "/login/{}/oauth2/v2.0/token", DAVY_ANSWER_PLAIN, answer_token },
  { 0 },
};
