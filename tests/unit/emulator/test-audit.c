/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator-client.h"

#define AUDIT "/pc/v1/auditrecords"
#define FILTER(field, value, operation)                                               \
  "filter=%7B%22Field%22%3A%22" field "%22%2C%22Value%22%3A%22" value "%22%2C%22Oper" \
  "ator%22%3A%22" operation "%22%7D"

static char *
dup_days_ago (int days)
{
  return davy_day_to_iso (davy_day_from_time (davy_time_now ()) - days);
}

static guint
get_since (Client *client, int days, const char *more)
{
  g_autofree char *day = dup_days_ago (days);
  g_autofree char *path = g_strconcat (AUDIT "?startDate=", day, more, NULL);

  client_use_token (client, ADA, PARTNER_API, NULL);

  return client_get (client, path);
}

static void
test_default (Client *client, gconstpointer unused)
{
  g_autofree char *date = NULL, *value = NULL;

  client_use_token (client, ADA, PARTNER_API, NULL);
  g_assert_cmpuint (client_get (client, AUDIT), ==, 200);
  g_assert_cmpuint (client_count (client, "items"), ==, 2); /* of thirty days, the newest first */
  assert_json (client, "items[0].operationType", "update_subscription");
  assert_json (client, "items[0].operationStatus", "failed");
  assert_json (client, "items[0].customizedData[0].value", "");
  assert_json (client, "items[1].userPrincipalName", ADA);
  assert_json (client, "items[1].customerName", "Fabrikam");
  assert_json (client, "items[1].customizedData[0].key", "SubscriptionId-0");

  value = client_json (client, "items[1].resourceNewValue");
  g_assert_cmpstr (value, ==, "{\"Id\":\"o-1\"}"); /* JSON in a string */
  date = client_json (client, "items[1].operationDate");
  g_assert_cmpuint (strlen (date), ==, strlen ("2026-01-05T10:11:12.1234567Z"));
}

static void
test_span (Client *client, gconstpointer unused)
{
  g_autofree char *day = dup_days_ago (10);
  g_autofree char *end = g_strconcat ("&endDate=", day, NULL);

  g_assert_cmpuint (get_since (client, 90, ""), ==, 200);
  g_assert_cmpuint (client_count (client, "items"), ==, 3);
  assert_json (client, "items[2].userPrincipalName", ""); /* an application did it */
  assert_json (client, "items[2].applicationId", "Partner Center Native App");

  g_assert_cmpuint (get_since (client, 91, ""), ==, 400);
  assert_json (client, "code", "800002");
  g_assert_cmpuint (get_since (client, 30, end), ==, 200);
  g_assert_cmpuint (client_count (client, "items"), ==, 1);
  g_assert_cmpuint (get_since (client, 5, end), ==, 400); /* the wrong way round */
  g_assert_cmpuint (client_get (client, AUDIT "?startDate=yesterday"), ==, 400);
  g_assert_cmpuint (get_since (client, 30, "T00:00:00Z"), ==, 200);
}

static void
test_filter (Client *client, gconstpointer unused)
{
  get_since (client, 80, "&" FILTER ("CompanyName", "TOSO", "substring"));
  g_assert_cmpuint (client_count (client, "items"), ==, 1);
  get_since (client, 80, "&" FILTER ("CustomerId", FABRIKAM, "equals"));
  g_assert_cmpuint (client_count (client, "items"), ==, 2);
  get_since (client, 80, "&" FILTER ("ResourceType", "Subscription", "equals"));
  g_assert_cmpuint (client_count (client, "items"), ==, 1);
  g_assert_cmpuint (get_since (client, 80, "&" FILTER ("CompanyName", "a", "equals")), ==, 400);
}

static void
test_pages (Client *client, gconstpointer unused)
{
  g_autofree char *token = NULL, *uri = NULL, *path = NULL;

  get_since (client, 80, "&size=2");
  g_assert_cmpuint (client_count (client, "items"), ==, 2);
  uri = client_json (client, "links.next.uri");
  token = client_json (client, "continuationToken");
  g_assert_true (g_str_has_prefix (uri, "auditrecords?startDate=")); /* neither /v1 nor / */

  path = g_strconcat ("/pc/v1/", uri, NULL);
  client_add_header (client, "MS-ContinuationToken", token);
  g_assert_cmpuint (client_get (client, path), ==, 200);
  g_assert_cmpuint (client_count (client, "items"), ==, 1);
  assert_json (client, "continuationToken", "");
}

/* What is done here is written down here, and so is what Microsoft detects. */
static void
test_grows (Client *client, gconstpointer unused)
{
  get_since (client, 80, "&" FILTER ("ResourceType", "azure_fraud_event", "equals"));
  g_assert_cmpuint (client_count (client, "items"), ==, 3); /* the others are older, or to come */
  assert_json (client, "items[0].operationType", "azure_fraud_event_detected");

  client_patch_json (client, "/pc/v1/customers/" FABRIKAM "/subscriptions/" LICENCE,
                     "{\"status\":\"suspended\"}");
  get_since (client, 80, "&" FILTER ("ResourceType", "subscription", "equals"));
  g_assert_cmpuint (client_count (client, "items"), ==, 1);
  assert_json (client, "items[0].userPrincipalName", ADA);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_client_in ("/emulator/audit/last-thirty-days-are-told", "tenants.json", test_default);
  test_client_in ("/emulator/audit/ninety-days-are-kept", "tenants.json", test_span);
  test_client_in ("/emulator/audit/filters-work", "tenants.json", test_filter);
  test_client_in ("/emulator/audit/pages-follow-a-token", "tenants.json", test_pages);
  test_client ("/emulator/audit/what-is-done-is-written-down", test_grows);
  return g_test_run ();
}
