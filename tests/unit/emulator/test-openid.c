/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator-client.h"
#include "sign-in.h"

static void
test_configuration (Client *client, gconstpointer unused)
{
  g_autofree char *endpoint = g_strconcat (davy_emulator_get_base_uri (client->emulator),
                                           "/login/organizations/oauth2/v2.0/token", NULL);
  g_autofree char *keys = NULL;

  client_get (client, "/login/organizations/v2.0/.well-known/openid-configuration");
  assert_json (client, "token_endpoint", endpoint);
  keys = client_json (client, "jwks_uri");
  g_assert_cmpuint (client_get (client, keys), ==, 200);
  g_assert_cmpuint (client_count (client, "keys"), ==, 0);

  /* a library that knows no prefix */
  client_get (client, "/organizations/v2.0/.well-known/openid-configuration");
  assert_json (client, "token_endpoint", endpoint);
  g_assert_cmpuint (client_get (client, "/login/nobody/v2.0/.well-known/openid-configuration"), ==,
                    400);
  assert_json (client, "error", "invalid_tenant");
}

static void
test_instance (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (client_get (client, "/common/discovery/instance?api-version=1.1"), ==, 200);
  g_assert_cmpuint (client_count (client, "metadata"), ==, 1);
  g_assert_cmpuint (client_get (client, "/login/common/discovery/instance"), ==, 200);
}

static void
assert_home (Client *client)
{
  g_autofree char *encoded = client_json (client, "client_info");
  g_autoptr (GString) base64 = g_string_new (encoded);
  g_autofree guchar *text = NULL;
  gsize length;

  g_string_replace (base64, "-", "+", 0);
  g_string_replace (base64, "_", "/", 0);
  while (base64->len % 4 != 0)
    g_string_append_c (base64, '=');
  text = g_base64_decode (base64->str, &length);
  g_assert_nonnull (
      g_strstr_len ((const char *) text, (gssize) length, "\"utid\":\"" PARTNER_TENANT "\""));
}

static void
test_client_info (Client *client, gconstpointer unused)
{
  g_autofree char *token = dup_refresh_token (client);

  g_assert_cmpuint (refresh (client, "organizations", token, SCOPE "&client_info=1"), ==, 200);
  assert_home (client);
  assert_claim (client, "appid", APPLICATION_ID);
  assert_claim (client, "appidacr", "0");
  assert_claim (client, "scp", "user_impersonation");
}

/* Who asks in a customer's tenant is at home in the partner's. */
static void
test_home (Client *client, gconstpointer unused)
{
  g_autofree char *token = dup_refresh_token (client);

  g_assert_cmpuint (refresh (client, FABRIKAM, token, SCOPE "&client_info=1"), ==, 200);
  assert_claim (client, "tid", FABRIKAM);
  assert_home (client);
}

/* The scope stands with what is redeemed. */
static void
test_no_scope (Client *client, gconstpointer unused)
{
  g_autofree char *token = dup_refresh_token (client);
  g_autofree char *form = g_strconcat (
      "client_id=" APPLICATION_ID "&grant_type=refresh_token&refresh_token=", token, NULL);

  g_assert_cmpuint (client_post_form (client, TOKEN, form), ==, 200);
  assert_claim (client, "aud", PARTNER_API);
}

static void
test_v1 (Client *client, gconstpointer unused)
{
  g_autofree char *token = dup_refresh_token (client);
  g_autofree char *form =
      g_strconcat ("client_id=" APPLICATION_ID "&grant_type=refresh_token&resource=" PARTNER_API
                   "&refresh_token=",
                   token, NULL);

  g_assert_cmpuint (client_post_form (client, "/login/organizations/oauth2/token", form), ==, 200);
  g_assert_true (client_body_contains (client, "\"expires_in\":\"3599\""));
  assert_json (client, "resource", PARTNER_API);
  g_assert_true (client_body_contains (client, "\"expires_on\":\""));
}

static void
test_strings (Client *client, gconstpointer unused)
{
  g_autofree char *token = dup_refresh_token (client);

  g_assert_true (client_body_contains (client, "\"expires_in\":\"3599\""));
  g_assert_cmpuint (refresh (client, "organizations", token, SCOPE), ==, 200);
  assert_json (client, "refresh_token", ""); /* keep the old one */
}

static void
test_old (Client *client, gconstpointer unused)
{
  g_autofree char *token = dup_refresh_token (client);

  davy_emulator_advance (client->emulator, 91 * DAVY_TIME_DAY);
  g_assert_cmpuint (refresh (client, "organizations", token, SCOPE), ==, 400);
  assert_json (client, "error_codes[0]", "700082");
}

static void
test_revoked (Client *client, gconstpointer unused)
{
  g_autofree char *authorize = dup_authorize ("");
  g_autofree char *code = NULL, *token = NULL, *again = NULL, *newer = NULL;

  client_post_form (client, authorize,
                    "user=eva%40northwind.example&password=lamp&decision=accept");
  code = dup_answer (client, "code");
  redeem (client, code, VERIFIER, REDIRECT);
  token = client_json (client, "refresh_token");
  g_assert_cmpuint (refresh (client, "organizations", token, SCOPE), ==, 400);
  assert_json (client, "error", "invalid_grant");
  assert_json (client, "error_codes[0]", "50173");
  assert_json (client, "suberror", "bad_token");

  /* a new sign-in is good again */
  davy_emulator_advance (client->emulator, DAVY_TIME_SECOND);
  client_post_form (client, authorize,
                    "user=eva%40northwind.example&password=lamp&decision=accept");
  again = dup_answer (client, "code");
  redeem (client, again, VERIFIER, REDIRECT);
  newer = client_json (client, "refresh_token");
  g_assert_cmpuint (refresh (client, "organizations", newer, SCOPE), ==, 200);
  g_assert_cmpuint (refresh (client, "organizations", token, SCOPE), ==, 400);
}

static void
test_response_modes (Client *client, gconstpointer unused)
{
  g_autofree char *fragment = dup_authorize ("&response_mode=fragment");
  g_autofree char *form = dup_authorize ("&response_mode=form_post");

  client_post_form (client, fragment, ACCEPT);
  g_assert_nonnull (strstr (client_header (client, "Location"), "/#"));
  g_assert_cmpuint (client_post_form (client, form, ACCEPT), ==, 200);
  g_assert_true (client_body_contains (client, "action=\"http://localhost:49712/\""));
  g_assert_true (client_body_contains (client, "name=\"code\""));
}

static void
test_authorize_error (Client *client, gconstpointer unused)
{
  g_autofree char *authorize = dup_authorize ("");
  g_autofree char *error = NULL;

  client_post_form (client, authorize, ACCEPT);
  error = dup_answer (client, "error");
  g_assert_cmpstr (error, ==, "temporarily_unavailable");
}

static void
test_never (Client *client, gconstpointer unused)
{
  g_autofree char *authorize = dup_authorize ("");

  g_assert_cmpuint (client_post_form (client, authorize, ACCEPT), ==, 200);
  g_assert_null (client_header (client, "Location"));
}

static void
test_other_state (Client *client, gconstpointer unused)
{
  g_autofree char *authorize = dup_authorize ("");
  g_autofree char *state = NULL;

  client_post_form (client, authorize, ACCEPT);
  state = dup_answer (client, "state");
  g_assert_cmpstr (state, ==, "another-state");
}

static void
test_unknown_tenant (Client *client, gconstpointer unused)
{
  g_autofree char *authorize = dup_authorize_at ("nobody.example", "");

  g_assert_cmpuint (client_get (client, authorize), ==, 400);
  g_assert_true (client_body_contains (client, "AADSTS90002"));
}

static void
test_graph_scopes (Client *client, gconstpointer unused)
{
  g_autofree char *token = dup_refresh_token (client);

  g_assert_cmpuint (refresh (client, "organizations", token,
                             GRAPH_API "/PartnerSecurity.Read.All%20" PARTNER_API
                                       "/user_impersonation"),
                    ==, 200);
  assert_claim (client, "scp", "PartnerSecurity.Read.All");
  client->token = client_json (client, "access_token");
  g_assert_cmpuint (client_get (client, "/graph/beta/security/partner/securityAlerts"), ==, 200);
  g_assert_cmpuint (client_patch_json (client,
                                       "/graph/beta/security/partner/securityAlerts/event-1",
                                       "{\"status\":\"active\"}"),
                    ==, 403);
  assert_json (client, "error.code", "Authorization_RequestDenied");

  g_clear_pointer (&client->token, g_free);
  g_assert_cmpuint (refresh (client, "organizations", token, AZURE_API "//.default"), ==, 200);
  assert_claim (client, "aud", AZURE_API);
}

static void
test_graph_consent (Client *client, gconstpointer unused)
{
  g_autofree char *token = dup_refresh_token (client);

  g_assert_cmpuint (refresh (client, "organizations", token, "User.Read"), ==, 400);
  assert_json (client, "error_codes[0]", "65001");
  g_assert_cmpuint (refresh (client, "organizations", token, SCOPE), ==, 200);
}

static void
test_language (Client *client, gconstpointer unused)
{
  static const char path[] = "/login/organizations/oauth2/v2.0/devicecode";

  client_post_form (client, "/login/organizations/oauth2/v2.0/devicecode?mkt=de-DE",
                    "client_id=" APPLICATION_ID "&scope=" SCOPE);
  g_assert_true (client_body_contains (client, "Öffnen Sie"));
  client_post_form (client, path, "client_id=" APPLICATION_ID "&scope=" SCOPE);
  g_assert_true (client_body_contains (client, "To sign in"));
  assert_json (client, "expires_in", "900");
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_client ("/emulator/openid/endpoints-are-found", test_configuration);
  test_client ("/emulator/openid/instance-is-its-own-cloud", test_instance);
  test_client ("/emulator/openid/application-is-in-the-token", test_client_info);
  test_client ("/emulator/openid/person-has-one-home", test_home);
  test_client ("/emulator/openid/agreed-scope-counts-without-another", test_no_scope);
  test_client ("/emulator/openid/version-one-has-strings", test_v1);
  test_client_behaving ("/emulator/openid/strings-and-no-rotation-may-be-everywhere",
                        "{\"v1Tokens\": true, \"rotateRefreshTokens\": false}", test_strings);
  test_client ("/emulator/openid/refresh-token-grows-old", test_old);
  test_client_in ("/emulator/openid/revoked-one-takes-a-sign-in", "tenants.json", test_revoked);
  test_client ("/emulator/openid/answer-comes-in-three-ways", test_response_modes);
  test_client_behaving ("/emulator/openid/sign-in-may-fail",
                        "{\"authorizeError\": \"temporarily_unavailable\"}", test_authorize_error);
  test_client_behaving ("/emulator/openid/answer-may-never-come", "{\"redirect\": \"never\"}",
                        test_never);
  test_client_behaving ("/emulator/openid/answer-may-be-a-strangers",
                        "{\"redirect\": \"other-state\"}", test_other_state);
  test_client ("/emulator/openid/unknown-tenant-is-not-redirected", test_unknown_tenant);
  test_client ("/emulator/openid/permissions-are-those-asked-for", test_graph_scopes);
  test_client_behaving ("/emulator/openid/graph-takes-consent", "{\"graphConsent\": false}",
                        test_graph_consent);
  test_client ("/emulator/openid/code-is-explained-in-a-language", test_language);
  return g_test_run ();
}
