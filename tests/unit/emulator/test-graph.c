/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator-client.h"

#define ALERTS "/graph/beta/security/partner/securityAlerts"
#define EVENTS "/pc/v1/fraudEvents"

static void
sign_in (Client *client)
{
  client_use_token (client, ADA, GRAPH_API, NULL);
}

static void
test_list (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (client_get (client, ALERTS "?$count=true"), ==, 200);
  g_assert_cmpuint (client_count (client, "value"), ==, 4);
  assert_json (client, "['@odata.count']", "4");
  assert_json (client, "value[0].id", "event-1");
  assert_json (client, "value[0].alertType", "cryptoMining");
  assert_json (client, "value[0].status", "active");
  assert_json (client, "value[0].severity", "high");
  assert_json (client, "value[0].resolvedReason", "");
  assert_json (client, "value[0].resolvedOnDateTime", "");
  assert_json (client, "value[0].affectedResources[0].resourceType", "AzureResource");
  assert_json (client, "value[0].additionalDetails.VM_IP", "[ \"203.0.113.7\"]");
  assert_json (client, "value[0].customerFriendlyName", ""); /* no names */
  assert_json (client, "value[1].activityLogs[0].statusTo", "investigating");
  assert_json (client, "value[1].resolvedBy", ADA); /* though it is not resolved */
  assert_json (client, "value[2].severity", "unknownFutureValue");
  assert_json (client, "value[3].resolvedReason", "fraud");
}

static void
test_pages (Client *client, gconstpointer unused)
{
  g_autofree char *next = NULL;

  sign_in (client);
  client_get (client, ALERTS "?$filter=subscriptionId%20eq%20'" LEGACY_AZURE "'&$top=1");
  g_assert_cmpuint (client_count (client, "value"), ==, 1);
  next = client_json (client, "['@odata.nextLink']");
  g_assert_true (g_str_has_prefix (next, davy_emulator_get_base_uri (client->emulator)));

  g_assert_cmpuint (client_get (client, next), ==, 200);
  assert_json (client, "value[0].id", "event-3");
  assert_json (client, "['@odata.nextLink']", "");
}

static void
test_query (Client *client, gconstpointer unused)
{
  sign_in (client);
  client_get (client, ALERTS "?$filter=status%20eq%20'active'%20and%20severity%20eq%20'high'"
                             "&$select=id,status");
  g_assert_cmpuint (client_count (client, "value"), ==, 1);
  assert_json (client, "value[0].status", "active");
  assert_json (client, "value[0].severity", "");
  g_assert_cmpuint (client_get (client, ALERTS "?$filter=contains(id,'e')"), ==, 400);
}

static void
test_patch (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (client_patch_json (client, ALERTS "/event-1",
                                       "{\"status\":\"resolved\",\"resolvedReason\":"
                                       "\"legitimate\"}"),
                    ==, 200);
  assert_json (client, "resolvedReason", "legitimate");
  assert_json (client, "resolvedBy", ADA);
  assert_json (client, "activityLogs[0].statusFrom", "active");

  /* Partner Center tells the same */
  client_use_token (client, ADA, PARTNER_API, NULL);
  client_add_header (client, "X-NewEventsModel", "true");
  client_get (client, EVENTS);
  assert_json (client, "[0].eventStatus", "Resolved");
  assert_json (client, "[0].resolvedReason", "Legitimate");
}

static void
test_seen_from_there (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  client_post_json (client, EVENTS "/subscription/" PRODUCTION "/status",
                    "{\"EventIds\":[\"event-1\"],\"EventStatus\":\"Investigating\"}");
  sign_in (client);
  g_assert_cmpuint (client_get (client, ALERTS "/event-1"), ==, 200);
  assert_json (client, "status", "investigating");
}

static void
test_patch_refused (Client *client, gconstpointer unused)
{
  sign_in (client);
  g_assert_cmpuint (client_patch_json (client, ALERTS "/event-1", "{\"status\":\"closed\"}"), ==,
                    400);
  g_assert_cmpuint (client_patch_json (client, ALERTS "/event-1",
                                       "{\"status\":\"resolved\",\"resolvedReason\":\"x\"}"),
                    ==, 400);
  g_assert_cmpuint (client_patch_json (client, ALERTS "/event-1", "{}"), ==, 400);

  client_add_header (client, "client-request-id", "70000000-0000-4000-8000-000000000001");
  g_assert_cmpuint (client_patch_json (client, ALERTS "/event-9", "{\"status\":\"active\"}"), ==,
                    404);
  g_assert_true (client_body_starts_with (client, "\xef\xbb\xbf{"));
  assert_json (client, "error.innerError.client-request-id",
               "70000000-0000-4000-8000-000000000001");
  g_assert_cmpstr (client_header (client, "client-request-id"), ==,
                   "70000000-0000-4000-8000-000000000001");
  g_assert_cmpuint (client_get (client, ALERTS "/event-5"), ==, 404); /* yet to come */
}

static void
test_role (Client *client, gconstpointer unused)
{
  client_use_token (client, "luc@northwind.example", GRAPH_API, NULL);
  g_assert_cmpuint (client_get (client, ALERTS), ==, 200);
  g_assert_cmpuint (client_patch_json (client, ALERTS "/event-1", "{\"status\":\"active\"}"), ==,
                    403);
  assert_json (client, "error.code", "Authorization_RequestDenied");
}

static void
test_tokens (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  g_assert_cmpuint (client_get (client, ALERTS), ==, 401);
  client_use_token (client, ADA, GRAPH_API, FABRIKAM);
  g_assert_cmpuint (client_get (client, ALERTS), ==, 401);
  client_use_token (client, ADA, "https://graph.microsoft.us", NULL); /* of another cloud */
  g_assert_cmpuint (client_get (client, ALERTS), ==, 200);
}

static void
test_wrapped (Client *client, gconstpointer unused)
{
  sign_in (client);
  client_get (client, ALERTS "/event-1");
  assert_json (client, "value.status", "active");
  client_patch_json (client, ALERTS "/event-1", "{\"status\":\"investigating\"}");
  assert_json (client, "value.status", "investigating");
  client_get (client, ALERTS);
  g_assert_cmpuint (client_count (client, "value"), ==, 2);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_client ("/emulator/graph/alerts-are-the-fraud-events", test_list);
  test_client ("/emulator/graph/pages-follow-a-link", test_pages);
  test_client ("/emulator/graph/filter-and-select-work", test_query);
  test_client ("/emulator/graph/status-is-seen-at-partner-center", test_patch);
  test_client ("/emulator/graph/status-of-partner-center-is-seen", test_seen_from_there);
  test_client ("/emulator/graph/wrong-changes-are-refused", test_patch_refused);
  test_client ("/emulator/graph/reader-may-not-change", test_role);
  test_client ("/emulator/graph/foreign-tokens-are-refused", test_tokens);
  test_client_behaving ("/emulator/graph/single-alert-may-be-wrapped",
                        "{\"graphWrapped\": true, \"graphPage\": 2}", test_wrapped);
  return g_test_run ();
}
