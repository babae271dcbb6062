/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator-client.h"
#include "sign-in.h"

#define DEVICE "/login/organizations/oauth2/v2.0/devicecode"

static void
assert_redirect_error (Client *client, const char *more, const char *error)
{
  g_autofree char *authorize = dup_authorize (more);
  g_autofree char *found = NULL, *state = NULL;

  client_get (client, authorize);
  found = dup_answer (client, "error");
  state = dup_answer (client, "state");
  g_assert_cmpstr (found, ==, error);
  g_assert_cmpstr (state, ==, "st/ate");
}

static void
test_page (Client *client, gconstpointer unused)
{
  g_autofree char *authorize = dup_authorize ("&login_hint=luc%40northwind.example");

  g_assert_cmpuint (client_get (client, authorize), ==, 200);
  g_assert_true (client_body_contains (client, "demonstration"));
  g_assert_true (client_body_contains (client, "value=\"luc@northwind.example\" checked"));
  g_assert_true (client_body_contains (client, "value=decline"));
}

static void
test_code (Client *client, gconstpointer unused)
{
  g_autofree char *code = sign_in (client, ACCEPT);
  g_autofree char *state = dup_answer (client, "state");

  g_assert_cmpstr (state, ==, "st/ate");
  g_assert_cmpuint (redeem (client, code, VERIFIER, REDIRECT), ==, 200);
  assert_json (client, "token_type", "Bearer");
  assert_json (client, "expires_in", "3599");
  assert_json (client, "scope", PARTNER_API "/user_impersonation");
  assert_claim (client, "aud", PARTNER_API);
  assert_claim (client, "tid", PARTNER_TENANT);
  assert_claim (client, "upn", ADA);

  /* and the token opens what it is for */
  client->token = client_json (client, "access_token");
  g_assert_cmpuint (client_get (client, "/pc/v1/fraudEvents"), ==, 200);
}

static void
test_code_once (Client *client, gconstpointer unused)
{
  g_autofree char *code = sign_in (client, ACCEPT);

  g_assert_cmpuint (redeem (client, code, VERIFIER, REDIRECT), ==, 200);
  g_assert_cmpuint (redeem (client, code, VERIFIER, REDIRECT), ==, 400);
  assert_json (client, "error", "invalid_grant");
  assert_json (client, "error_codes[0]", "54005");
}

static void
test_code_expires (Client *client, gconstpointer unused)
{
  g_autofree char *code = sign_in (client, ACCEPT);

  davy_emulator_advance (client->emulator, 11 * DAVY_TIME_MINUTE);
  g_assert_cmpuint (redeem (client, code, VERIFIER, REDIRECT), ==, 400);
  assert_json (client, "error_codes[0]", "70008");
}

static void
test_verifier (Client *client, gconstpointer unused)
{
  g_autofree char *code = sign_in (client, ACCEPT);

  g_assert_cmpuint (redeem (client, code, VERIFIER "x", REDIRECT), ==, 400);
  assert_json (client, "error_codes[0]", "501481");
}

static void
test_redirect_differs (Client *client, gconstpointer unused)
{
  g_autofree char *code = sign_in (client, ACCEPT);

  g_assert_cmpuint (redeem (client, code, VERIFIER, "http%3A%2F%2Flocalhost%3A1"), ==, 400);
  assert_json (client, "error_codes[0]", "50011");
}

static void
test_secret (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (client_post_form (client, TOKEN,
                                      "client_id=" APPLICATION_ID "&client_secret=s&grant_type="
                                      "refresh_token&refresh_token=x&scope=" SCOPE),
                    ==, 400);
  assert_json (client, "error_codes[0]", "700025");
}

static void
test_decline (Client *client, gconstpointer unused)
{
  g_autofree char *authorize = dup_authorize ("");
  g_autofree char *error = NULL;

  client_post_form (client, authorize, "decision=decline");
  error = dup_answer (client, "error");
  g_assert_cmpstr (error, ==, "access_denied");
}

static void
test_password (Client *client, gconstpointer unused)
{
  g_autofree char *authorize = dup_authorize ("");

  client_post_form (client, authorize, "user=ada%40northwind.example&password=no&decision=accept");
  g_assert_cmpuint (client->status, ==, 200);
  g_assert_true (client_body_contains (client, "do not belong together"));
}

static void
test_redirect_errors (Client *client, gconstpointer unused)
{
  assert_redirect_error (client, "&prompt=none", "login_required");
  assert_redirect_error (client, "&response_mode=postcard", "invalid_request");
  assert_redirect_error (client, "&response_type=token", "unsupported_response_type");
  assert_redirect_error (client, "&code_challenge_method=plain", "invalid_request");
}

/* A redirect elsewhere, or an application nobody knows, never reaches a program. */
static void
test_never_redirected (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (
      client_get (client, AUTHORIZE "?client_id=7&response_type=code&redirect_uri=" REDIRECT), ==,
      400);
  g_assert_true (client_body_contains (client, "AADSTS700016"));
  g_assert_cmpuint (client_get (client, AUTHORIZE "?client_id=" APPLICATION_ID
                                                  "&response_type=code&redirect_uri="
                                                  "http%3A%2F%2Flocalhost.example%2F"),
                    ==, 400);
  g_assert_true (client_body_contains (client, "AADSTS50011"));
}

static void
test_refresh (Client *client, gconstpointer unused)
{
  g_autofree char *old = dup_refresh_token (client);
  g_autofree char *newer = NULL;

  g_assert_cmpuint (refresh (client, "organizations", old, SCOPE), ==, 200);
  newer = client_json (client, "refresh_token");
  g_assert_cmpstr (newer, !=, old);
  g_assert_cmpuint (refresh (client, "organizations", newer, SCOPE), ==, 200);
  g_assert_cmpuint (refresh (client, "organizations", old, SCOPE), ==, 200);
}

/* Whoever tries the demonstration again is still signed in. */
static void
test_started_again (Client *client, gconstpointer unused)
{
  g_autofree char *token = dup_refresh_token (client);
  g_autofree char *forged = g_strconcat (token, "x", NULL);

  client_tear_down (client, NULL);
  memset (client, 0, sizeof *client);
  client_set_up (client, NULL);
  g_assert_cmpuint (refresh (client, "organizations", token, SCOPE), ==, 200);
  assert_claim (client, "upn", ADA);
  g_assert_cmpuint (refresh (client, "organizations", forged, SCOPE), ==, 400);
}

static void
test_refresh_audience (Client *client, gconstpointer unused)
{
  g_autofree char *token = dup_refresh_token (client);

  g_assert_cmpuint (refresh (client, FABRIKAM, token,
                             AZURE_API "/user_impersonation%20" PARTNER_API "/user_impersonation"),
                    ==, 200);
  assert_claim (client, "aud", AZURE_API);
  assert_claim (client, "tid", FABRIKAM);
  g_assert_cmpuint (refresh (client, "organizations", token, "User.Read"), ==, 200);
  assert_claim (client, "aud", GRAPH_API);
}

static void
test_consent (Client *client, gconstpointer unused)
{
  g_autofree char *token = dup_refresh_token (client);

  g_assert_cmpuint (refresh (client, CONTOSO, token, AZURE_API "/user_impersonation"), ==, 400);
  assert_json (client, "error_codes[0]", "65001");
  g_assert_cmpuint (refresh (client, "20000000-0000-4000-8000-000000000009", token,
                             AZURE_API "/user_impersonation"),
                    ==, 400);
  assert_json (client, "error_codes[0]", "90002");
}

static void
test_refresh_unknown (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (refresh (client, "organizations", "nothing", SCOPE), ==, 400);
  assert_json (client, "error", "invalid_grant");
}

static void
test_scope (Client *client, gconstpointer unused)
{
  g_autofree char *token = dup_refresh_token (client);

  g_assert_cmpuint (refresh (client, "organizations", token, "https%3A%2F%2Fother.example%2Fx"), ==,
                    400);
  assert_json (client, "error", "invalid_scope");
}

static void
start_device (Client *client, char **device_code, char **user_code)
{
  g_assert_cmpuint (client_post_form (client, DEVICE, "client_id=" APPLICATION_ID "&scope=" SCOPE),
                    ==, 200);
  assert_json (client, "interval", "2");
  *device_code = client_json (client, "device_code");
  *user_code = client_json (client, "user_code");
}

static guint
poll (Client *client, const char *device_code)
{
  g_autofree char *form = g_strconcat ("client_id=" APPLICATION_ID
                                       "&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3A"
                                       "device_code&device_code=",
                                       device_code, NULL);

  davy_emulator_advance (client->emulator, 2 * DAVY_TIME_SECOND);
  return client_post_form (client, TOKEN, form);
}

static void
test_device (Client *client, gconstpointer unused)
{
  g_autofree char *device_code = NULL, *user_code = NULL, *form = NULL;

  start_device (client, &device_code, &user_code);
  g_assert_cmpuint (poll (client, device_code), ==, 400);
  assert_json (client, "error", "authorization_pending");

  g_assert_cmpuint (client_get (client, "/login/device"), ==, 200);
  form = g_strconcat ("code=", user_code, "&", ACCEPT, NULL);
  g_assert_cmpuint (client_post_form (client, "/login/device", form), ==, 200);
  g_assert_true (client_body_contains (client, "You are signed in"));

  g_assert_cmpuint (poll (client, device_code), ==, 200);
  assert_claim (client, "aud", PARTNER_API);
  g_assert_cmpuint (poll (client, device_code), ==, 400); /* once only */
}

static void
test_device_declined (Client *client, gconstpointer unused)
{
  g_autofree char *device_code = NULL, *user_code = NULL, *form = NULL;

  start_device (client, &device_code, &user_code);
  form = g_strconcat ("code=", user_code, "&decision=decline", NULL);
  client_post_form (client, "/login/device", form);
  g_assert_cmpuint (poll (client, device_code), ==, 400);
  assert_json (client, "error", "authorization_declined");
}

static void
test_device_hasty (Client *client, gconstpointer unused)
{
  g_autofree char *device_code = NULL, *user_code = NULL;

  start_device (client, &device_code, &user_code);
  poll (client, device_code);
  davy_emulator_advance (client->emulator, -2 * DAVY_TIME_SECOND);
  poll (client, device_code);
  assert_json (client, "error", "slow_down");
}

static void
test_device_expired (Client *client, gconstpointer unused)
{
  g_autofree char *device_code = NULL, *user_code = NULL, *form = NULL;

  start_device (client, &device_code, &user_code);
  davy_emulator_advance (client->emulator, 16 * DAVY_TIME_MINUTE);
  poll (client, device_code);
  assert_json (client, "error", "expired_token");
  form = g_strconcat ("code=", user_code, NULL);
  client_post_form (client, "/login/device", form);
  g_assert_true (client_body_contains (client, "it has expired"));
}

static void
test_device_unknown (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (poll (client, "nothing"), ==, 400);
  assert_json (client, "error", "bad_verification_code");
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_client ("/emulator/login/page-offers-people-and-a-way-out", test_page);
  test_client ("/emulator/login/code-becomes-a-token", test_code);
  test_client ("/emulator/login/code-is-good-once", test_code_once);
  test_client ("/emulator/login/code-expires-after-ten-minutes", test_code_expires);
  test_client ("/emulator/login/wrong-verifier-is-refused", test_verifier);
  test_client ("/emulator/login/other-redirect-is-refused", test_redirect_differs);
  test_client ("/emulator/login/client-secret-is-refused", test_secret);
  test_client ("/emulator/login/declining-comes-back-as-error", test_decline);
  test_client ("/emulator/login/wrong-password-asks-again", test_password);
  test_client ("/emulator/login/errors-come-back-with-the-state", test_redirect_errors);
  test_client ("/emulator/login/redirects-to-loopback-only", test_never_redirected);
  test_client ("/emulator/login/refresh-token-rotates-and-the-old-one-stays", test_refresh);
  test_client ("/emulator/login/sign-in-outlives-the-emulator", test_started_again);
  test_client ("/emulator/login/first-scope-and-tenant-make-the-audience", test_refresh_audience);
  test_client ("/emulator/login/tenant-without-consent-gives-no-token", test_consent);
  test_client ("/emulator/login/unknown-refresh-token-is-refused", test_refresh_unknown);
  test_client ("/emulator/login/unknown-resource-is-refused", test_scope);
  test_client ("/emulator/login/device-code-becomes-a-token-once", test_device);
  test_client ("/emulator/login/device-code-can-be-declined", test_device_declined);
  test_client ("/emulator/login/hasty-poll-is-told-to-slow-down", test_device_hasty);
  test_client ("/emulator/login/device-code-expires", test_device_expired);
  test_client ("/emulator/login/unknown-device-code-is-refused", test_device_unknown);
  return g_test_run ();
}
