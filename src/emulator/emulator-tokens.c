/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/davy-random.h"
#include "emulator/emulator-audiences.h"
#include "emulator/emulator-routes.h"
#include "emulator/emulator-tenants.h"
#include "emulator/login-errors.h"
#include "emulator/token-content.h"

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
  gboolean v1;
  const char *resource;
  GString *scopes;      /* of the resource, as they were asked for */
  GString *permissions; /* their names */
  const char *tenant_id;
  const DavyDemoCustomer *customer; /* NULL: the partner's tenant */
  gboolean offline;
  gboolean openid;
  gboolean takes_challenges;
} TokenRequest;

/* v1 writes numbers as strings and names the resource again. */
static void
set_times_v1 (TokenRequest *request, JsonObject *object)
{
  gint64 seconds = request->exchange->scenario->behaviour.token_seconds;
  gint64 now = davy_exchange_now (request->exchange) / DAVY_TIME_SECOND;
  g_autofree char *life = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
  g_autofree char *from = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  g_autofree char *to = g_strdup_printf ("%" G_GINT64_FORMAT, now + seconds);

  json_object_set_string_member (object, "expires_in", life);
  json_object_set_string_member (object, "ext_expires_in", life);
  json_object_set_string_member (object, "not_before", from);
  json_object_set_string_member (object, "expires_on", to);
  json_object_set_string_member (object, "resource", request->resource);
}

static void
set_times (TokenRequest *request, JsonObject *object)
{
  gint64 seconds = request->exchange->scenario->behaviour.token_seconds;

  json_object_set_int_member (object, "expires_in", seconds);
  json_object_set_int_member (object, "ext_expires_in", seconds);
}

static char *
new_access_token (TokenRequest *request, const DavyGrant *grant)
{
  DavyTokenWish wish = {
    .user = grant->user,
    .client_id = grant->client_id,
    .resource = request->resource,
    .scope = request->permissions->len > 0 ? request->permissions->str : NULL,
    .tenant_id = request->tenant_id,
    .mfa = grant->mfa,
    .stepped_up = g_strcmp0 (grant->stepped_up, request->tenant_id) == 0,
    .takes_challenges = grant->takes_challenges || request->takes_challenges,
  };

  return davy_token_new_access (request->secrets, request->exchange->scenario, &wish,
                                davy_exchange_now (request->exchange));
}

/* Asked for by `client_info=1`: base64url of who it is, and where they are at home, whichever
 * tenant they ask in. */
static void
set_client_info (TokenRequest *request, const DavyGrant *grant, JsonObject *object)
{
  g_autofree char *text =
      g_strdup_printf ("{\"uid\":\"%s\",\"utid\":\"%s\"}", grant->user->object_id,
                       request->exchange->scenario->tenant_id);
  g_autofree char *encoded = davy_base64url ((const guint8 *) text, strlen (text));

  json_object_set_string_member (object, "client_info", encoded);
}

static void
answer_tokens (TokenRequest *request, const DavyGrant *grant)
{
  DavyExchange *exchange = request->exchange;
  JsonObject *object;
  g_autofree char *access = NULL;

  if (!davy_tenant_allows (exchange, request->customer, grant,
                           davy_audience_get_service (request->resource)))
    return;

  object = json_object_new ();
  access = new_access_token (request, grant);
  json_object_set_string_member (object, "token_type", "Bearer");
  json_object_set_string_member (object, "scope", request->scopes->str);
  if (request->v1 || exchange->scenario->behaviour.v1_tokens)
    set_times_v1 (request, object);
  else
    set_times (request, object);
  json_object_set_string_member (object, "access_token", access);
  if (request->offline)
    {
      g_autofree char *refresh =
          davy_secrets_add_refresh_token (request->secrets, grant, davy_exchange_now (exchange));

      json_object_set_string_member (object, "refresh_token", refresh);
    }
  if (request->openid)
    {
      g_autofree char *id = davy_token_new_id (exchange, grant, request->tenant_id);

      json_object_set_string_member (object, "id_token", id);
    }
  if (g_strcmp0 (g_hash_table_lookup (request->form, "client_info"), "1") == 0)
    set_client_info (request, grant, object);
  davy_exchange_set_header (exchange, "Cache-Control", "no-store");
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

static void
append_word (GString *words, const char *word)
{
  if (words->len > 0)
    g_string_append_c (words, ' ');
  g_string_append (words, word);
}

/* Scopes of another resource than the first are let go. */
static gboolean
read_resource_scope (TokenRequest *request, const char *scope)
{
  const char *permission;
  const char *resource = davy_audience_match_scope (scope, &permission);

  if (request->resource == NULL)
    request->resource = resource;
  if (resource == NULL)
    return FALSE;
  if (!g_str_equal (resource, request->resource))
    return TRUE;

  append_word (request->scopes, scope);
  if (g_str_equal (permission, ".default"))
    permission = davy_audience_get_permissions (davy_audience_get_service (resource));
  append_word (request->permissions, permission);

  return TRUE;
}

/* A token is made for one resource: of several scopes the first wins; a bare name means Graph. */
static gboolean
read_scope (TokenRequest *request, const char *text)
{
  g_auto (GStrv) scopes = g_strsplit (text != NULL ? text : "", " ", -1);

  for (guint i = 0; scopes[i] != NULL; i++)
    {
      if (g_str_equal (scopes[i], "offline_access"))
        request->offline = TRUE;
      else if (g_str_equal (scopes[i], "openid"))
        request->openid = TRUE;
      else if (*scopes[i] != '\0' && !g_str_equal (scopes[i], "profile") &&
               !g_str_equal (scopes[i], "email") && !read_resource_scope (request, scopes[i]))
        return FALSE;
    }
  if (request->resource == NULL && request->openid)
    request->resource = DAVY_AUDIENCE_GRAPH;

  return request->resource != NULL;
}

/* What was agreed to with what is redeemed: counts when the request names no scope. */
static const char *
agreed_scope (TokenRequest *request)
{
  const DavyGrant *grant =
      davy_secrets_find_code (request->secrets, g_hash_table_lookup (request->form, "code"));

  if (grant == NULL)
    grant = davy_secrets_find_refresh_token (request->secrets,
                                             g_hash_table_lookup (request->form, "refresh_token"));

  return grant != NULL ? grant->scope : NULL;
}

/* v1 names the resource, and always gives a refresh token. */
static gboolean
read_resource (TokenRequest *request)
{
  const char *resource = g_hash_table_lookup (request->form, "resource");
  const char *asked = g_hash_table_lookup (request->form, "scope");
  g_autofree char *scope = NULL;

  if (!request->v1)
    return read_scope (request, asked != NULL ? asked : agreed_scope (request));
  if (resource == NULL)
    return FALSE;

  scope = g_strconcat (resource, g_str_has_suffix (resource, "/") ? "" : "/",
                       ".default offline_access", NULL);
  return read_scope (request, scope);
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

  if (davy_exchange_now (request->exchange) - grant->issued >
      request->exchange->scenario->behaviour.refresh_days * DAVY_TIME_DAY)
    {
      davy_exchange_refuse_login_code (request->exchange, 700082);
      return;
    }
  if (!davy_tenant_allows_refresh (request->exchange, request->customer, grant))
    return;

  request->offline = request->exchange->scenario->behaviour.rotate;
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
  else if (g_strcmp0 (type, "urn:ietf:params:oauth:grant-type:device_code") == 0 ||
           g_strcmp0 (type, "device_code") == 0) /* an older name, which is in use */
    {
      /* The scope stands in the request for the device code. */
      const DavyGrant *grant = davy_secrets_find_code (
          request->secrets, g_hash_table_lookup (request->form, "device_code"));

      read_scope (request, grant != NULL ? grant->scope : NULL);
      redeem_device_code (request);
    }
  else if (!read_resource (request))
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
answer_request (DavyExchange *exchange, gboolean v1)
{
  g_autoptr (GHashTable) form = davy_exchange_parse_form (exchange);
  g_autoptr (GString) scopes = g_string_new (NULL);
  g_autoptr (GString) permissions = g_string_new (NULL);
  TokenRequest request = {
    .exchange = exchange,
    .form = form,
    .secrets = exchange->secrets,
    .v1 = v1,
    .scopes = scopes,
    .permissions = permissions,
    .takes_challenges = davy_claims_take_challenges (g_hash_table_lookup (form, "claims")),
  };

  request.tenant_id =
      davy_tenant_find (exchange->scenario, exchange->arguments[0], &request.customer);
  if (request.tenant_id == NULL)
    davy_exchange_refuse_login (exchange, "invalid_request", 90002, "Tenant not found.");
  else
    redeem (&request);
}

static void
answer_token (DavyExchange *exchange)
{
  answer_request (exchange, FALSE);
}

static void
answer_token_v1 (DavyExchange *exchange)
{
  answer_request (exchange, TRUE);
}

const DavyRoute davy_token_routes[] = {
  { "POST", "/login/{}/oauth2/v2.0/token", DAVY_ANSWER_PLAIN, answer_token },
  { "POST", "/login/{}/oauth2/token", DAVY_ANSWER_PLAIN, answer_token_v1 },
  { 0 },
};
