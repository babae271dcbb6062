/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-oauth.h"

#include "account/davy-jwt.h"
#include "core/davy-json.h"
#include "core/davy-random.h"

/* `wire-contract.md` 1.6: Microsoft asks clients to branch on `error` alone. These numbers refine
 * what a person is told, and tell a tenant without consent from a sign-in that has ended. */
static const guint no_consent[] = { 65001, 65004, 500011, 650052, 650057, 700016 };
static const guint more_proof[] = { 50072, 50074, 50076, 50078, 50079, 50158 };
static const guint sign_in_ended[] = { 50058, 50132, 50133,  50173,  70000,
                                       70008, 70043, 700081, 700082, 700084 };

/**
 * davy_oauth_tokens_free:
 * @tokens: (transfer full): wiped and freed
 */
void
davy_oauth_tokens_free (DavyOauthTokens *tokens)
{
  davy_oauth_wipe (&tokens->access_token);
  davy_oauth_wipe (&tokens->refresh_token);
  g_free (tokens->account_id);
  g_free (tokens->username);
  g_free (tokens->tenant_id);
  g_free (tokens);
}

/**
 * davy_oauth_wipe:
 * @secret: (inout) (nullable): a secret; %NULL afterwards
 *
 * Leaves nothing of a secret in memory.
 */
void
davy_oauth_wipe (char **secret)
{
  if (*secret != NULL)
    explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

/**
 * davy_oauth_dup_scope:
 * @endpoints: the services
 * @service: one that takes tokens
 *
 * Returns: (transfer full): the permission that Davylamp has there (`wire-contract.md` 1.2)
 */
char *
davy_oauth_dup_scope (const DavyEndpoints *endpoints, DavyService service)
{
  const char *permission =
      service == DAVY_SERVICE_GRAPH ? "PartnerSecurity.ReadWrite.All" : "user_impersonation";

  return g_strdup_printf ("%s/%s", davy_endpoints_get_audience (endpoints, service), permission);
}

static char *
dup_challenge (const char *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);

  return davy_base64url (digest, length);
}

static void
append_parameter (GString *uri, const char *name, const char *value)
{
  g_string_append_printf (uri, "%c%s=", strchr (uri->str, '?') != NULL ? '&' : '?', name);
  g_string_append_uri_escaped (uri, value, NULL, FALSE);
}

/**
 * davy_oauth_make_authorize_uri:
 * @endpoints: where the identity platform is
 * @question: what to ask
 *
 * Returns: (transfer full): the page for the browser (`wire-contract.md` 1.3)
 */
char *
davy_oauth_make_authorize_uri (const DavyEndpoints *endpoints, const DavyOauthQuestion *question)
{
  g_autoptr (GString) uri = g_string_new (davy_endpoints_get (endpoints, DAVY_SERVICE_LOGIN));
  g_autofree char *challenge = dup_challenge (question->verifier);

  g_string_append_printf (uri, "/%s/oauth2/v2.0/authorize", question->tenant_id);
  append_parameter (uri, "client_id", question->application_id);
  append_parameter (uri, "response_type", "code");
  append_parameter (uri, "redirect_uri", question->redirect_uri);
  append_parameter (uri, "response_mode", "query");
  append_parameter (uri, "scope", question->scope);
  append_parameter (uri, "state", question->state);
  append_parameter (uri, "code_challenge", challenge);
  append_parameter (uri, "code_challenge_method", "S256");
  if (question->claims != NULL)
    append_parameter (uri, "claims", question->claims);
  if (question->username != NULL)
    append_parameter (uri, "login_hint", question->username);
  else
    append_parameter (uri, "prompt", "select_account");

  return g_string_free (g_steal_pointer (&uri), FALSE);
}

/**
 * davy_oauth_make_request:
 * @endpoints: the services
 * @tenant_id: a tenant, or `organizations`
 * @leaf: `token` or `devicecode`
 *
 * Returns: (transfer full): a request without its form; an error answer is to be looked at by
 *   davy_oauth_check()
 */
DavyRequest *
davy_oauth_make_request (const DavyEndpoints *endpoints, const char *tenant_id, const char *leaf)
{
  g_autofree char *tenant = g_uri_escape_string (tenant_id, NULL, FALSE);
  g_autofree char *uri = g_strdup_printf (
      "%s/%s/oauth2/v2.0/%s", davy_endpoints_get (endpoints, DAVY_SERVICE_LOGIN), tenant, leaf);
  DavyRequest *request = davy_request_new ("POST", uri);

  davy_request_accept_status (request, 400);
  davy_request_accept_status (request, 401);

  return request;
}

static gboolean
is_one_of (guint number, const guint *numbers, guint n_numbers)
{
  for (guint i = 0; i < n_numbers; i++)
    if (numbers[i] == number)
      return TRUE;

  return FALSE;
}

static guint
number_in (const char *description)
{
  const char *number = description != NULL ? strstr (description, "AADSTS") : NULL;

  return number != NULL ? (guint) g_ascii_strtoull (number + strlen ("AADSTS"), NULL, 10) : 0;
}

static DavyError
code_for (const char *error_word, guint number, gboolean has_claims)
{
  if (has_claims)
    return DAVY_ERROR_CLAIMS;
  if (is_one_of (number, no_consent, G_N_ELEMENTS (no_consent)) ||
      g_strcmp0 (error_word, "consent_required") == 0)
    return DAVY_ERROR_CONSENT;
  if (is_one_of (number, more_proof, G_N_ELEMENTS (more_proof)))
    return DAVY_ERROR_MFA;
  if (is_one_of (number, sign_in_ended, G_N_ELEMENTS (sign_in_ended)) ||
      g_strcmp0 (error_word, "invalid_grant") == 0 ||
      g_strcmp0 (error_word, "interaction_required") == 0)
    return DAVY_ERROR_SIGNED_OUT;
  if (g_strcmp0 (error_word, "temporarily_unavailable") == 0 ||
      g_strcmp0 (error_word, "server_error") == 0)
    return DAVY_ERROR_SERVER;

  return DAVY_ERROR_REJECTED;
}

/**
 * davy_oauth_make_error:
 * @error_word: the protocol's word, such as `invalid_grant`
 * @description: (nullable): the service's text, which begins with its `AADSTS` number
 * @claims: (nullable): a claims challenge
 * @correlation_id: (nullable): what Microsoft's support asks for
 *
 * Returns: (transfer full): the error; its fault's `reason` is @error_word
 */
GError *
davy_oauth_make_error (const char *error_word,
                       const char *description,
                       const char *claims,
                       const char *correlation_id)
{
  guint number = number_in (description);
  g_autofree char *service_code = number != 0 ? g_strdup_printf ("AADSTS%u", number) : NULL;
  const DavyFault fault = {
    .service_code = service_code,
    .service_text = (char *) description,
    .correlation_id = (char *) correlation_id,
    .claims = (char *) claims,
    .reason = (char *) error_word,
  };

  return davy_error_new_fault (code_for (error_word, number, claims != NULL), &fault,
                               "The identity platform answered %s", error_word);
}

/**
 * davy_oauth_error_ends_sign_in:
 * @error: an error of this endpoint
 *
 * Returns: whether it names the sign-in itself as ended, for every tenant
 */
gboolean
davy_oauth_error_ends_sign_in (const GError *error)
{
  const DavyFault *fault = davy_error_get_fault (error);

  return fault != NULL &&
         is_one_of (number_in (fault->service_code), sign_in_ended, G_N_ELEMENTS (sign_in_ended));
}

/**
 * davy_oauth_check:
 * @response: an answer of the identity platform
 * @error: see davy_oauth_make_error(), or %DAVY_ERROR_WIRE
 *
 * Returns: whether it is a success
 */
gboolean
davy_oauth_check (DavyResponse *response, GError **error)
{
  JsonNode *node = davy_response_get_json (response);
  GError *wire_error = NULL;
  DavyJson root;
  const char *word, *description, *claims, *correlation_id;

  if (davy_response_get_status (response) < 300)
    return TRUE;
  if (node == NULL)
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_WIRE, "Status %u without a reason",
                   davy_response_get_status (response));
      return FALSE;
    }

  root = davy_json_root (node, &wire_error);
  word = davy_json_string (&root, "error", DAVY_JSON_REQUIRED);
  description = davy_json_string (&root, "error_description", DAVY_JSON_OPTIONAL);
  claims = davy_json_string (&root, "claims", DAVY_JSON_OPTIONAL);
  correlation_id = davy_json_string (&root, "correlation_id", DAVY_JSON_OPTIONAL);
  if (wire_error == NULL)
    wire_error = davy_oauth_make_error (word, description, claims, correlation_id);
  g_propagate_error (error, wire_error);

  return FALSE;
}

static void
read_identity (const char *id_token, DavyOauthTokens *tokens, GError **error)
{
  g_autoptr (JsonNode) node = davy_jwt_read (id_token, error);
  const char *oid, *tid, *username;
  DavyJson root;

  if (node == NULL)
    return;
  root = davy_json_root (node, error);
  oid = davy_json_string (&root, "oid", DAVY_JSON_REQUIRED);
  tid = davy_json_string (&root, "tid", DAVY_JSON_REQUIRED);
  username = davy_json_string (&root, "preferred_username", DAVY_JSON_REQUIRED);
  if (oid == NULL || tid == NULL || username == NULL)
    return;

  tokens->account_id = g_strdup_printf ("%s.%s", oid, tid);
  tokens->tenant_id = g_strdup (tid);
  tokens->username = g_strdup (username);
}

/**
 * davy_oauth_read_tokens:
 * @response: an answer of the `token` endpoint
 * @error: see davy_oauth_check()
 *
 * Returns: (transfer full): the tokens
 */
DavyOauthTokens *
davy_oauth_read_tokens (DavyResponse *response, GError **error)
{
  JsonNode *node = davy_response_get_json (response);
  g_autoptr (DavyOauthTokens) tokens = g_new0 (DavyOauthTokens, 1);
  g_autoptr (GError) wire_error = NULL;
  const char *id_token;
  gint64 expires_in;
  DavyJson root;

  if (!davy_oauth_check (response, error))
    return NULL;
  if (node == NULL)
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_WIRE, "An answer without tokens");
      return NULL;
    }

  root = davy_json_root (node, &wire_error);
  tokens->access_token = g_strdup (davy_json_string (&root, "access_token", DAVY_JSON_REQUIRED));
  tokens->refresh_token = g_strdup (davy_json_string (&root, "refresh_token", DAVY_JSON_OPTIONAL));
  expires_in = davy_json_integer (&root, "expires_in", DAVY_JSON_REQUIRED);
  tokens->expires = davy_time_now () + CLAMP (expires_in, 0, 7 * 86400) * DAVY_TIME_SECOND;
  id_token = davy_json_string (&root, "id_token", DAVY_JSON_OPTIONAL);
  if (id_token != NULL && wire_error == NULL)
    read_identity (id_token, tokens, &wire_error);
  if (wire_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wire_error));
      return NULL;
    }

  return g_steal_pointer (&tokens);
}
