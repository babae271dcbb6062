/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator-client.h"
#include "sign-in.h"

#define CONSENTS "/pc/v1/customers/" CONTOSO "/applicationconsents"
#define AZURE_GRANT                                                              \
  "{\"applicationId\":\"" APPLICATION_ID "\",\"displayName\":\"Davylamp\","      \
  "\"applicationGrants\":[{\"enterpriseApplicationId\":\"797f4846-ba00-4fd7-ba4" \
  "3-dac1f8f63013\",\"scope\":\"user_impersonation\"}]}"

#define STRICT      "20000000-0000-4000-8000-000000000004"
#define CHALLENGING "20000000-0000-4000-8000-000000000005"
#define BLOCKED     "20000000-0000-4000-8000-000000000006"

#define AZURE_SCOPE AZURE_API "/user_impersonation"

static void
test_grant (Client *client, gconstpointer unused)
{
  g_autofree char *token = dup_refresh_token (client);

  g_assert_cmpuint (refresh (client, CONTOSO, token, AZURE_SCOPE), ==, 400);
  assert_json (client, "error_codes[0]", "65001");

  client_use_token (client, ADA, PARTNER_API, NULL);
  g_assert_cmpuint (client_post_json (client, CONSENTS, AZURE_GRANT), ==, 201);
  assert_json (client, "applicationGrants[0].scope", "user_impersonation");
  g_assert_cmpuint (client_post_json (client, CONSENTS, AZURE_GRANT), ==, 409);
  client_get (client, CONSENTS);
  g_assert_cmpuint (client_count (client, "items"), ==, 1);
  g_assert_cmpuint (client_get (client, CONSENTS "/" APPLICATION_ID), ==, 200);

  g_assert_cmpuint (refresh (client, CONTOSO, token, AZURE_SCOPE), ==, 200);
  /* it was given for Azure alone */
  g_assert_cmpuint (refresh (client, CONTOSO, token, "User.Read"), ==, 400);

  client_use_token (client, ADA, PARTNER_API, NULL);
  g_assert_cmpuint (client_send (client, "DELETE", CONSENTS "/" APPLICATION_ID, NULL, NULL), ==,
                    204);
  g_assert_cmpuint (client_send (client, "DELETE", CONSENTS "/" APPLICATION_ID, NULL, NULL), ==,
                    404);
  g_assert_cmpuint (client_get (client, CONSENTS "/" APPLICATION_ID), ==, 404);
  g_assert_cmpuint (refresh (client, CONTOSO, token, AZURE_SCOPE), ==, 400);
}

static void
test_grant_refused (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  g_assert_cmpuint (
      client_post_json (client, CONSENTS, "{\"applicationId\":\"" APPLICATION_ID "\"}"), ==, 400);
  g_assert_cmpuint (client_post_json (client, CONSENTS, "nonsense"), ==, 400);
  g_assert_cmpuint (client_post_json (client,
                                      "/pc/v1/customers/" FOURTH_COFFEE "/applicationconsents",
                                      AZURE_GRANT),
                    ==, 403);
  assert_json (client, "code", "900308");
  client_use_token (client, "luc@northwind.example", PARTNER_API, NULL);
  g_assert_cmpuint (client_post_json (client, CONSENTS, AZURE_GRANT), ==, 403);
  assert_json (client, "code", "900150");
}

/* Each tenant has its own way to say that nobody let the application in. */
static void
test_errors (Client *client, gconstpointer unused)
{
  g_autofree char *token = dup_refresh_token (client);

  g_assert_cmpuint (refresh (client, FOURTH_COFFEE, token, AZURE_SCOPE), ==, 400);
  assert_json (client, "error", "unauthorized_client");
  assert_json (client, "error_codes[0]", "700016");
}

static void
test_blocked (Client *client, gconstpointer unused)
{
  g_autofree char *token = dup_refresh_token (client);

  g_assert_cmpuint (refresh (client, BLOCKED, token, AZURE_SCOPE), ==, 400);
  assert_json (client, "error_codes[0]", "53003");
  assert_json (client, "suberror", "message_only");
}

/* The tenant wants to see the second factor itself. */
static void
test_second_factor (Client *client, gconstpointer unused)
{
  g_autofree char *token = dup_refresh_token (client);
  g_autofree char *claims = NULL, *newer = NULL;

  g_assert_cmpuint (refresh (client, STRICT, token, AZURE_SCOPE), ==, 400);
  assert_json (client, "error", "invalid_grant");
  assert_json (client, "error_codes[0]", "50076");
  assert_json (client, "suberror", "basic_action");
  claims = client_json (client, "claims");
  g_assert_nonnull (strstr (claims, "acrs"));

  newer = sign_in_at (client, STRICT, claims);
  g_assert_cmpuint (refresh (client, STRICT, newer, AZURE_SCOPE), ==, 200);
  assert_claim (client, "tid", STRICT);
  g_assert_cmpuint (refresh (client, STRICT, token, AZURE_SCOPE), ==, 400); /* not the old one */
}

/* Reading is open; what changes something is challenged until the person came again. */
static void
test_step_up (Client *client, gconstpointer unused)
{
  static const char path[] = "/arm/subscriptions/" PRODUCTION "/nothing";
  g_autofree char *token = dup_refresh_token (client);
  g_autofree char *newer = NULL, *methods = NULL, *capability = NULL;

  g_assert_cmpuint (refresh (client, CHALLENGING, token, AZURE_SCOPE), ==, 200);
  client->token = client_json (client, "access_token");
  g_assert_cmpuint (client_get (client, path), ==, 404);
  g_assert_cmpuint (client_send (client, "DELETE", path, NULL, NULL), ==, 401);
  g_assert_nonnull (
      strstr (soup_message_headers_get_list (soup_message_get_response_headers (client->message),
                                             "WWW-Authenticate"),
              "insufficient_claims"));
  g_clear_pointer (&client->token, g_free);

  newer = sign_in_at (client, CHALLENGING,
                      "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"},"
                      "\"xms_cc\":{\"values\":[\"cp1\"]}}}");
  g_assert_cmpuint (refresh (client, CHALLENGING, newer, AZURE_SCOPE), ==, 200);
  methods = dup_claim (client, "amr");
  capability = dup_claim (client, "xms_cc");
  g_assert_cmpstr (methods, ==, "[\"pwd\",\"mfa\"]");
  g_assert_cmpstr (capability, ==, "[\"cp1\"]");
  client->token = client_json (client, "access_token");
  g_assert_cmpuint (client_send (client, "DELETE", path, NULL, NULL), ==, 404);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_client_in ("/emulator/consent/granted-one-lets-tokens-be-had", "tenants.json", test_grant);
  test_client_in ("/emulator/consent/wrong-grant-is-refused", "tenants.json", test_grant_refused);
  test_client_in ("/emulator/consent/lack-is-told-in-three-ways", "tenants.json", test_errors);
  test_client_in ("/emulator/consent/outsiders-may-be-blocked", "tenants.json", test_blocked);
  test_client_in ("/emulator/consent/tenant-wants-its-own-second-factor", "tenants.json",
                  test_second_factor);
  test_client_in ("/emulator/consent/changes-are-challenged", "tenants.json", test_step_up);
  return g_test_run ();
}
