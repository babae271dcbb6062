/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator-client.h"

#define CUSTOMER "/pc/v1/customers/" FABRIKAM
#define EVENTS   "/pc/v1/fraudEvents"
#define REQUEST  "60000000-0000-4000-8000-000000000001"
#define MARK     "\xef\xbb\xbf"

static guint
get (Client *client, const char *path)
{
  client_use_token (client, ADA, PARTNER_API, NULL);

  return client_get (client, path);
}

static void
test_all_marked (Client *client, gconstpointer unused)
{
  get (client, CUSTOMER);
  g_assert_true (client_body_starts_with (client, MARK "{"));
  get (client, "/pc/v1/customers/nobody"); /* errors as well */
  g_assert_true (client_body_starts_with (client, MARK "{"));
  client_add_header (client, "Accept-Encoding", "gzip");
  get (client, CUSTOMER);
  g_assert_cmpstr (client_header (client, "Content-Encoding"), ==, "gzip");
}

static void
test_none_marked (Client *client, gconstpointer unused)
{
  get (client, "/pc/v1/profiles/support");
  g_assert_true (client_body_starts_with (client, "{\"email\"")); /* and dense */
  client_add_header (client, "Accept-Encoding", "gzip");
  get (client, "/pc/v1/customers");
  g_assert_null (client_header (client, "Content-Encoding"));
}

static void
test_capitals (Client *client, gconstpointer unused)
{
  get (client, "/pc/v1/customers/" FABRIKAM "/subscriptions/" PLAN "/azureEntitlements");
  assert_json (client, "items[0].id", "40000000-0000-4000-8000-00000000000B");
  client_use_token (client, ADA, GRAPH_API, NULL);
  client_get (client, "/graph/beta/security/partner/securityAlerts");
  assert_json (client, "value[0].subscriptionId", "40000000-0000-4000-8000-00000000000B");
}

static void
test_errors (Client *client, gconstpointer unused)
{
  get (client, "/pc/v1/customers/nobody");
  g_assert_true (client_body_contains (client, "\"code\" : 900118"));
}

static void
test_null (Client *client, gconstpointer unused)
{
  client_add_header (client, "X-NewEventsModel", "true");
  get (client, EVENTS);
  g_assert_true (client_body_contains (client, "\"resolvedBy\" : null"));
  g_assert_true (client_body_contains (client, "\"memberFromTheFuture\" : ["));
}

static void
test_absent (Client *client, gconstpointer unused)
{
  client_add_header (client, "X-NewEventsModel", "true");
  get (client, EVENTS "?EventStatus=Active");
  g_assert_false (client_body_contains (client, "\"resolvedBy\""));
}

/* What is sent again with the same id was done already. */
static void
test_same_request (Client *client, gconstpointer unused)
{
  static const char path[] =
      CUSTOMER "/subscriptions/" PLAN "/azureEntitlements/" PRODUCTION "/cancel";
  static const char body[] = "{\"cancellationReason\":\"compromise\"}";

  client_use_token (client, ADA, PARTNER_API, NULL);
  client_add_header (client, "MS-RequestId", REQUEST);
  g_assert_cmpuint (client_post_json (client, path, body), ==, 200);
  client_add_header (client, "MS-RequestId", REQUEST);
  g_assert_cmpuint (client_post_json (client, path, body), ==, 200);
  assert_json (client, "id", PRODUCTION);
  g_assert_cmpstr (client_header (client, "MS-RequestId"), ==, REQUEST);
  g_assert_cmpuint (client_post_json (client, path, body), ==, 409); /* another one */
}

/* A refusal is not remembered. */
static void
test_same_refusal (Client *client, gconstpointer unused)
{
  static const char path[] = EVENTS "/subscription/" PRODUCTION "/status";

  client_use_token (client, ADA, PARTNER_API, NULL);
  client_add_header (client, "MS-RequestId", REQUEST);
  g_assert_cmpuint (client_post_json (client, path, "{\"EventStatus\":\"Nonsense\"}"), ==, 400);
  client_add_header (client, "MS-RequestId", REQUEST);
  g_assert_cmpuint (client_post_json (client, path, "{\"EventStatus\":\"Investigating\"}"), ==,
                    200);
}

static void
test_reason (Client *client, gconstpointer unused)
{
  static const char path[] = EVENTS "/subscription/" PRODUCTION "/status";

  client_use_token (client, ADA, PARTNER_API, NULL);
  g_assert_cmpuint (client_post_json (client, path, "{\"EventStatus\":\"Investigating\"}"), ==,
                    400);
  g_assert_cmpuint (client_post_json (client, path,
                                      "{\"EventStatus\":\"Investigating\","
                                      "\"ResolvedReason\":\"None\"}"),
                    ==, 200);
}

static void
test_date (Client *client, gconstpointer unused)
{
  g_autofree char *early = NULL;

  get (client, CUSTOMER);
  early = g_strdup (client_header (client, "Date"));
  davy_emulator_advance (client->emulator, DAVY_TIME_HOUR);
  get (client, CUSTOMER);
  g_assert_cmpstr (client_header (client, "Date"), !=, early);
}

static void
test_mfa (Client *client, gconstpointer unused)
{
  client_add_header (client, "ValidateMfa", "true");
  get (client, CUSTOMER);
  g_assert_cmpstr (client_header (client, "isMfaCompliant"), ==, "true");
  g_assert_nonnull (client_header (client, "Request-Context"));

  client_use_token (client, "mia@northwind.example", PARTNER_API, NULL);
  client_add_header (client, "ValidateMfa", "true");
  g_assert_cmpuint (client_get (client, CUSTOMER), ==, 401);
  g_assert_cmpstr (client_header (client, "isMfaCompliant"), ==, "false");
  g_assert_cmpstr (client_header (client, "Transfer-Encoding"), ==, "chunked");
  g_assert_cmpuint (g_bytes_get_size (client->body), ==, 0);
}

static void
test_retired_token (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, "https://graph.windows.net", NULL);
  g_assert_cmpuint (client_get (client, CUSTOMER), ==, 401);
  assert_json (client, "code", "900420");
}

static void
test_unknown_word (Client *client, gconstpointer unused)
{
  static const char text[] =
      "{\"version\":1,\"partner\":{\"tenantId\":\"10000000-0000-4000-8000-000000000001\",\"name\":"
      "\"N\",\"domain\":\"n.example\"},\"behaviour\":{\"guidCase\":\"lower\"},\"users\":[],"
      "\"customers\":[]}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyScenario) scenario = davy_scenario_load_bytes (bytes, &error);

  g_assert_null (scenario);
  g_assert_nonnull (strstr (error->message, "behaviour.guidCase “lower” is none of as-is"));
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_client_behaving ("/emulator/quirks/everything-is-marked-and-compressed",
                        "{\"bom\": \"all\", \"gzip\": \"all\"}", test_all_marked);
  test_client_behaving ("/emulator/quirks/nothing-is-marked",
                        "{\"bom\": \"none\", \"gzip\": \"none\", \"pretty\": false}",
                        test_none_marked);
  test_client_behaving ("/emulator/quirks/ids-come-in-capitals", "{\"guidCase\": \"upper\"}",
                        test_capitals);
  test_client_behaving ("/emulator/quirks/code-is-a-number", "{\"codeAsNumber\": true}",
                        test_errors);
  test_client_behaving ("/emulator/quirks/empty-becomes-null",
                        "{\"empty\": \"null\", \"extraMembers\": true}", test_null);
  test_client_behaving ("/emulator/quirks/empty-is-left-out", "{\"empty\": \"absent\"}",
                        test_absent);
  test_client ("/emulator/quirks/same-request-is-done-once", test_same_request);
  test_client ("/emulator/quirks/refused-request-is-looked-at-again", test_same_refusal);
  test_client_behaving ("/emulator/quirks/reason-may-be-needed-always",
                        "{\"reasonRequired\": true}", test_reason);
  test_client ("/emulator/quirks/date-is-the-emulators", test_date);
  test_client ("/emulator/quirks/second-factor-is-told", test_mfa);
  test_client ("/emulator/quirks/retired-audience-is-named", test_retired_token);
  test_client ("/emulator/quirks/unknown-word-is-named", test_unknown_word);
  return g_test_run ();
}
