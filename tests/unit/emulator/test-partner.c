/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator-client.h"

#define EVENTS        "/pc/v1/fraudEvents"
#define STATUS(azure) EVENTS "/subscription/" azure "/status"
#define CUSTOMERS     "/pc/v1/customers"

static guint
get_new_events (Client *client, const char *query)
{
  g_autofree char *path = g_strconcat (EVENTS, query, NULL);

  client_use_token (client, ADA, PARTNER_API, NULL);
  client_add_header (client, "X-NewEventsModel", "true");

  return client_get (client, path);
}

static guint
post_status (Client *client, const char *path, const char *body)
{
  client_add_header (client, "X-NewEventsModel", "true");

  return client_post_json (client, path, body);
}

static void
test_new_model (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (get_new_events (client, ""), ==, 200);
  g_assert_cmpuint (client_count (client, ""), ==, 4); /* one is yet to come */
  assert_json (client, "[0].eventId", "event-1");
  assert_json (client, "[0].eventType", "CryptoMining");
  assert_json (client, "[0].hitCount", "31");
  assert_json (client, "[0].resolvedOn", "9999-12-31T23:59:59.9970000");
  assert_json (client, "[0].valueAddedResellerFriendlyName", "Grubenlicht");
  assert_json (client, "[0].affectedResources[0].azureResourceId",
               "/subscriptions/" PRODUCTION
               "/resourceGroups/rg-a/providers/Microsoft.Compute/virtualMachines/vm-1");
  assert_json (client, "[3].eventType", "");
  g_assert_true (client_body_contains (client, "\r\n"));
}

static void
test_legacy_model (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  g_assert_cmpuint (client_get (client, EVENTS "?EventType=Something_New&PageSize=1&PageNumber=1"),
                    ==, 200);
  g_assert_cmpuint (client_count (client, ""), ==, 2); /* mining alone, and never paged */
  assert_json (client, "[0].eventType", "");
  assert_json (client, "[1].eventId", "event-3");
  assert_json (client, "[1].resolvedReason", "Fraud");
}

static void
test_filters (Client *client, gconstpointer unused)
{
  get_new_events (client, "?EventStatus=Resolved");
  g_assert_cmpuint (client_count (client, ""), ==, 1);
  get_new_events (client, "?SubscriptionId=40000000-0000-4000-8000-00000000000B");
  g_assert_cmpuint (client_count (client, ""), ==, 2);
  get_new_events (client, "?EventType=something_new");
  g_assert_cmpuint (client_count (client, ""), ==, 1);
  assert_json (client, "[0].eventId", "event-4");
}

static void
test_pages (Client *client, gconstpointer unused)
{
  get_new_events (client, "?PageSize=3&PageNumber=1");
  g_assert_cmpuint (client_count (client, ""), ==, 3);
  get_new_events (client, "?PageSize=3&PageNumber=2");
  g_assert_cmpuint (client_count (client, ""), ==, 1);
  get_new_events (client, "?PageSize=3&PageNumber=3");
  g_assert_cmpuint (client_count (client, ""), ==, 0);

  /* only one of the two, or zero: no paging */
  get_new_events (client, "?PageSize=3");
  g_assert_cmpuint (client_count (client, ""), ==, 4);
  get_new_events (client, "?PageSize=3&PageNumber=0");
  g_assert_cmpuint (client_count (client, ""), ==, 4);
}

/* The list of changes is a string, the list itself, "" or null, from event to event. */
static void
test_activity (Client *client, gconstpointer unused)
{
  g_autofree char *activity = NULL;

  get_new_events (client, "");
  activity = client_json (client, "[1].activityLogs");
  g_assert_nonnull (strstr (activity, "\"statusTo\":\"Investigating\""));
  g_assert_nonnull (strstr (activity, "+02:00"));
}

static void
test_coming (Client *client, gconstpointer unused)
{
  davy_emulator_advance (client->emulator, 31 * DAVY_TIME_MINUTE);
  get_new_events (client, "");
  g_assert_cmpuint (client_count (client, ""), ==, 5);
  assert_json (client, "[0].eventId", "event-5");
}

static void
test_status (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  g_assert_cmpuint (post_status (client, STATUS (PRODUCTION),
                                 "{\"EventIds\":[\"event-1\"],\"EventStatus\":\"Resolved\","
                                 "\"ResolvedReason\":\"Legitimate\"}"),
                    ==, 200);
  g_assert_cmpuint (client_count (client, ""), ==, 1);
  assert_json (client, "[0].eventStatus", "Resolved");

  get_new_events (client, "?EventStatus=Resolved");
  g_assert_cmpuint (client_count (client, ""), ==, 2);
  assert_json (client, "[0].eventId", "event-1");
  assert_json (client, "[0].resolvedReason", "Legitimate");
  assert_json (client, "[0].resolvedBy", ADA);
}

static void
test_status_camel_case (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  g_assert_cmpuint (post_status (client, STATUS (PRODUCTION),
                                 "{\"eventIds\":[\"event-1\"],\"eventStatus\":\"investigating\"}"),
                    ==, 200);
  assert_json (client, "[0].eventStatus", "Investigating");
  assert_json (client, "[0].resolvedReason", "None");
}

static void
test_status_all (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  g_assert_cmpuint (post_status (client, STATUS (PRODUCTION),
                                 "{\"EventIds\":[],\"EventStatus\":\"Resolved\","
                                 "\"ResolvedReason\":\"Ignore\"}"),
                    ==, 200);
  g_assert_cmpuint (client_count (client, ""), ==, 2);
}

static void
test_status_refused (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  g_assert_cmpuint (post_status (client, STATUS (PRODUCTION),
                                 "{\"EventIds\":[\"event-1\"],\"EventStatus\":\"Resolved\","
                                 "\"ResolvedReason\":\"Whatever\"}"),
                    ==, 400);
  assert_json (client, "code", "800002");
  g_assert_cmpuint (post_status (client, STATUS (PRODUCTION),
                                 "{\"EventIds\":[\"event-1\"],\"EventStatus\":\"Closed\"}"),
                    ==, 400);
  g_assert_cmpuint (post_status (client, STATUS (PRODUCTION), "nonsense"), ==, 400);
  g_assert_cmpuint (post_status (client, STATUS (LEGACY_AZURE),
                                 "{\"EventIds\":[\"event-1\"],\"EventStatus\":\"Active\"}"),
                    ==, 404);
}

static void
test_status_role (Client *client, gconstpointer unused)
{
  client_use_token (client, "luc@northwind.example", PARTNER_API, NULL);
  g_assert_cmpuint (client_get (client, EVENTS), ==, 200);
  g_assert_cmpuint (post_status (client, STATUS (PRODUCTION),
                                 "{\"EventIds\":[\"event-1\"],\"EventStatus\":\"Investigating\"}"),
                    ==, 403);
  assert_json (client, "code", "900150");
}

static void
test_legitimate_refused (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  g_assert_cmpuint (post_status (client, STATUS (PRODUCTION),
                                 "{\"EventIds\":[\"event-1\"],\"EventStatus\":\"Resolved\","
                                 "\"ResolvedReason\":\"Legitimate\"}"),
                    ==, 400);
  g_assert_cmpuint (post_status (client, STATUS (PRODUCTION),
                                 "{\"EventIds\":[\"event-1\"],\"EventStatus\":\"Resolved\","
                                 "\"ResolvedReason\":\"Ignore\"}"),
                    ==, 200);
}

static void
test_tokens (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (client_get (client, EVENTS), ==, 401);
  assert_json (client, "code", "800001");
  client_use_token (client, ADA, AZURE_API, NULL);
  g_assert_cmpuint (client_get (client, EVENTS), ==, 401);
  client_use_token (client, ADA, PARTNER_API, FABRIKAM);
  g_assert_cmpuint (client_get (client, EVENTS), ==, 401);

  client_use_token (client, ADA, PARTNER_API, NULL);
  davy_emulator_advance (client->emulator, 2 * DAVY_TIME_HOUR);
  g_assert_cmpuint (client_get (client, EVENTS), ==, 401);
  g_assert_nonnull (strstr (client_header (client, "WWW-Authenticate"), "invalid_token"));

  client_use_token (client, ADA, PARTNER_API, NULL);
  client->token[strlen (client->token) - 4] ^= 1; /* another signature */
  g_assert_cmpuint (client_get (client, EVENTS), ==, 401);
}

static void
test_mfa (Client *client, gconstpointer unused)
{
  client_use_token (client, "mia@northwind.example", PARTNER_API, NULL);
  g_assert_cmpuint (client_get (client, EVENTS), ==, 401);
  g_assert_cmpuint (g_bytes_get_size (client->body), ==, 0);
  g_assert_cmpstr (client_header (client, "WWW-Authenticate"), ==,
                   "Bearer error=\"invalid_token\"");
}

static void
test_correlation (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  client_add_header (client, "MS-CorrelationId", "60000000-0000-4000-8000-000000000001");
  client_get (client, EVENTS);
  g_assert_cmpstr (client_header (client, "MS-CorrelationId"), ==,
                   "60000000-0000-4000-8000-000000000001");
  g_assert_true (g_uuid_string_is_valid (client_header (client, "MS-RequestId")));
}

static void
test_seek (Client *client, gconstpointer unused)
{
  g_autofree char *uri = NULL, *token = NULL, *again = NULL, *path = NULL;

  client_use_token (client, ADA, PARTNER_API, NULL);
  g_assert_cmpuint (client_get (client, CUSTOMERS "?size=2"), ==, 200);
  g_assert_cmpuint (client_count (client, "items"), ==, 2);
  uri = client_json (client, "links.next.uri");
  token = client_json (client, "links.next.headers[0].value");
  again = client_json (client, "continuationToken");
  g_assert_cmpstr (token, ==, again);
  g_assert_true (g_str_has_prefix (uri, "/customers?")); /* without /v1 */
  path = g_strconcat ("/pc/v1", uri, NULL);

  client_add_header (client, "MS-ContinuationToken", token);
  g_assert_cmpuint (client_get (client, path), ==, 200);
  g_assert_cmpuint (client_count (client, "items"), ==, 1);
  assert_json (client, "items[0].companyProfile.companyName", "Fourth Coffee");
  assert_json (client, "links", "");

  /* the token belongs into the header, as it was */
  g_assert_cmpuint (client_get (client, path), ==, 400);
  client_add_header (client, "MS-ContinuationToken", "AAAA%2Fseek%2B2==");
  g_assert_cmpuint (client_get (client, path), ==, 400);
}

static void
test_compressed (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  client_add_header (client, "Accept-Encoding", "gzip");
  g_assert_cmpuint (client_get (client, CUSTOMERS), ==, 200);
  g_assert_true (client_body_starts_with (client, "\x1f\x8b"));
  client_add_header (client, "Accept-Encoding", "identity");
  g_assert_cmpuint (client_get (client, CUSTOMERS), ==, 200);
  g_assert_true (client_body_starts_with (client, "{"));
}

static void
test_customer_filter (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  client_get (client, CUSTOMERS "?size=0&filter=%7B%22Field%22%3A%22CompanyName%22%2C%22Value%22"
                                "%3A%22fab%22%2C%22Operator%22%3A%22starts_with%22%7D");
  g_assert_cmpuint (client_count (client, "items"), ==, 1);
}

static void
test_customer (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  client_get (client, CUSTOMERS "/" FABRIKAM);
  assert_json (client, "companyProfile.address.city", "Bochum");
  assert_json (client, "allowDelegatedAccess", "true");
  client_get (client, CUSTOMERS "/" CONTOSO);
  assert_json (client, "companyProfile.address", "");
  g_assert_cmpuint (client_get (client, CUSTOMERS "/20000000-0000-4000-8000-000000000009"), ==,
                    403);
  assert_json (client, "code", "20002");
  g_assert_cmpuint (client_get (client, CUSTOMERS "/nobody"), ==, 400);
  assert_json (client, "code", "900118");
}

static void
test_standing (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  g_assert_cmpuint (client_get (client, CUSTOMERS "/" FABRIKAM "/validationStatus?type=account"),
                    ==, 200);
  g_assert_true (client_body_starts_with (client, "\xef\xbb\xbf{"));
  assert_json (client, "status", "Allowed");

  g_assert_cmpuint (client_get (client, CUSTOMERS "/" CONTOSO "/validationStatus?type=account"), ==,
                    404);
  assert_json (client, "code", "600074");
  g_assert_true (client_body_contains (client, "\"code\" : 600074")); /* a number */

  client_get (client, CUSTOMERS "/" FABRIKAM "/qualifications");
  g_assert_cmpuint (client_count (client, ""), ==, 1); /* a bare array */
  client_get (client, CUSTOMERS "/" FABRIKAM "/relationships");
  assert_json (client, "items[0].relationshipType", "is_indirect_cloud_solution_provider_of");
  client_get (client, CUSTOMERS "/" CONTOSO "/relationships");
  g_assert_cmpuint (client_count (client, "items"), ==, 0);
}

static void
test_profiles (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  client_get (client, "/pc/v1/profiles/support");
  assert_json (client, "profileType", " support_profile"); /* the blank is Microsoft's */
  client_get (client, "/pc/v1/profiles/organization");
  assert_json (client, "companyName", "Northwind");
  client_get (client, "/pc/v1/profiles/legalbusiness");
  assert_json (client, "vettingStatus", "authorized");
}

static void
test_subscriptions (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  client_get (client, CUSTOMERS "/" FABRIKAM "/subscriptions");
  g_assert_true (client_body_starts_with (client, "\xef\xbb\xbf{"));
  g_assert_cmpuint (client_count (client, "items"), ==, 3);
  assert_json (client, "items[0].entitlementId", "40000000-0000-4000-8000-00000000000A");
  assert_json (client, "items[0].commitmentEndDate", "9999-12-14T00:00:00Z");
  assert_json (client, "items[1].entitlementId", "");
  assert_json (client, "items[1].attributes.etag", "");
  assert_json (client, "items[1].unitType", "none");
  assert_json (client, "items[2].billingType", "license");
  g_assert_cmpuint (client_get (client, CUSTOMERS "/" FABRIKAM "/subscriptions/" LEGACY), ==, 200);
  g_assert_cmpuint (client_get (client, CUSTOMERS "/" FABRIKAM "/subscriptions/none"), ==, 404);
  assert_json (client, "code", "20003");
}

static void
test_entitlements (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  client_get (client, CUSTOMERS "/" FABRIKAM "/subscriptions/" PLAN "/azureEntitlements");
  g_assert_cmpuint (client_count (client, "items"), ==, 3);
  assert_json (client, "items[0].id", PRODUCTION);
  assert_json (client, "items[0].subscriptionId", PLAN);
  client_get (client, CUSTOMERS "/" FABRIKAM "/subscriptions/" PLAN "/azureEntitlements/" SILENT);
  assert_json (client, "status", "inactive");
  g_assert_cmpuint (client_get (client, CUSTOMERS "/" FABRIKAM "/subscriptions/" PLAN
                                                  "/azureEntitlements/" FABRIKAM),
                    ==, 404);
  assert_json (client, "code", "800111");
}

static void
test_unknown_path (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  g_assert_cmpuint (client_post_json (client, "/pc/v1/servicerequests/en-US", "{}"), ==, 404);
  assert_json (client, "code", "1000");
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_client ("/emulator/events/new-model-has-it-all", test_new_model);
  test_client ("/emulator/events/legacy-model-has-mining-alone", test_legacy_model);
  test_client ("/emulator/events/filters-work", test_filters);
  test_client ("/emulator/events/pages-need-size-and-number", test_pages);
  test_client ("/emulator/events/activity-is-a-list-in-a-string", test_activity);
  test_client ("/emulator/events/one-appears-when-its-time-comes", test_coming);
  test_client ("/emulator/events/status-is-kept", test_status);
  test_client ("/emulator/events/camel-case-is-taken", test_status_camel_case);
  test_client ("/emulator/events/no-ids-mean-all", test_status_all);
  test_client ("/emulator/events/wrong-changes-are-refused", test_status_refused);
  test_client ("/emulator/events/reader-may-not-change", test_status_role);
  g_test_add ("/emulator/events/legitimate-is-refused-when-the-scenario-says-so", Client,
              "strict.json", client_set_up, test_legitimate_refused, client_tear_down);
  test_client ("/emulator/partner/foreign-tokens-are-refused", test_tokens);
  test_client ("/emulator/partner/token-without-second-factor-is-refused", test_mfa);
  test_client ("/emulator/partner/correlation-comes-back", test_correlation);
  test_client ("/emulator/partner/customers-are-sought-by-token", test_seek);
  test_client ("/emulator/partner/customers-are-compressed", test_compressed);
  test_client ("/emulator/partner/customers-are-filtered", test_customer_filter);
  test_client ("/emulator/partner/customer-without-access-has-no-address", test_customer);
  test_client ("/emulator/partner/standing-is-told", test_standing);
  test_client ("/emulator/partner/profiles-are-told", test_profiles);
  test_client ("/emulator/partner/subscriptions-of-three-kinds", test_subscriptions);
  test_client ("/emulator/partner/plan-has-entitlements", test_entitlements);
  test_client ("/emulator/partner/retired-paths-are-not-found", test_unknown_path);
  return g_test_run ();
}
