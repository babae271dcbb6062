/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator-client.h"
#include "emulator/scenario-usage.h"

#define UTILIZATION "/pc/v1/customers/" FABRIKAM "/subscriptions/%s/utilizations/azure"
#define COST        "/arm/subscriptions/%s/providers/Microsoft.CostManagement/query?api-version=2023-11-01"

#define TODAY "2026-03-05T23:59:59Z"

/* Usage depends on the day, so these tests stand still on a Thursday. */
static void
set_up (Client *client, gconstpointer unused)
{
  DavyTime now;

  g_assert_true (davy_time_parse ("2026-03-05T10:00:00Z", &now));
  davy_test_clock_install (now);
  client_set_up (client, NULL);
}

static guint
get_utilization (Client *client, const char *subscription, const char *query)
{
  g_autofree char *path = g_strdup_printf (UTILIZATION "%s", subscription, query);

  client_use_token (client, ADA, PARTNER_API, NULL);

  return client_get (client, path);
}

static guint
post_cost (Client *client,
           const char *azure_id,
           const char *from,
           const char *to,
           const char *grouping)
{
  g_autofree char *path = g_strdup_printf (COST, azure_id);
  g_autofree char *body = g_strdup_printf (
      "{\"type\":\"ActualCost\",\"timeframe\":\"Custom\",\"timePeriod\":{\"from\":\"%s\",\"to\":"
      "\"%s\"},\"dataset\":{\"granularity\":\"Daily\",\"aggregation\":{"
      "\"totalCost\":{\"name\":\"PreTaxCost\",\"function\":\"Sum\"}},\"grouping\":[%s]}}",
      from, to, grouping);

  return client_post_json (client, path, body);
}

static void
test_not_ready (Client *client, gconstpointer unused)
{
  const char *query = "?start_time=2026-02-01T00:00:00Z&end_time=2026-03-06T00:00:00Z"
                      "&granularity=daily";

  g_assert_cmpuint (get_utilization (client, LEGACY, query), ==, 204);
  g_assert_cmpuint (g_bytes_get_size (client->body), ==, 0);
  g_assert_cmpstr (client_header (client, "Retry-After"), ==, "1");
  g_assert_cmpuint (get_utilization (client, LEGACY, query), ==, 200);

  /* seven days of two meters: one day of the first is missing, today of both is yet to come */
  g_assert_cmpuint (client_count (client, "items"), ==, 5 + 6);
  /* the 27th of UTC, told from elsewhere */
  assert_json (client, "items[0].usageStartTime", "2026-02-26T17:00:00-07:00");
  assert_json (client, "items[0].resource.category", "Virtual Machines");
  assert_json (client, "items[0].quantity", "10.0");
}

static void
test_utilization_pages (Client *client, gconstpointer unused)
{
  const char *query = "?start_time=2026-02-01T00:00:00Z&end_time=2026-03-06T00:00:00Z"
                      "&granularity=daily&size=8";
  g_autofree char *uri = NULL, *token = NULL, *path = NULL, *second = NULL;

  get_utilization (client, LEGACY, query);
  get_utilization (client, LEGACY, query);
  g_assert_cmpuint (client_count (client, "items"), ==, 8);
  uri = client_json (client, "links.next.uri");
  token = client_json (client, "links.next.headers[0].value");
  g_assert_nonnull (strstr (uri, "seek_operation=Next"));

  path = g_strconcat ("/pc/v1/", uri, NULL); /* neither /v1 nor a slash */
  client_add_header (client, "MS-ContinuationToken", token);
  g_assert_cmpuint (client_get (client, path), ==, 200);
  g_assert_cmpuint (client_count (client, "items"), ==, 3);
  second = client_json (client, "links");
  g_assert_cmpstr (second, ==, "");
}

/* A record is found by when billing received it: the end of its day. */
static void
test_reporting_time (Client *client, gconstpointer unused)
{
  const char *query = "?start_time=2026-03-01T00:00:00Z&end_time=2026-03-02T00:00:00Z";

  get_utilization (client, LEGACY, query);
  get_utilization (client, LEGACY, query);
  g_assert_cmpuint (client_count (client, "items"), ==, 2);
  assert_json (client, "items[0].usageStartTime", "2026-03-01T00:00:00+00:00");
}

static void
test_hours (Client *client, gconstpointer unused)
{
  const char *query = "?start_time=2026-03-01T05:00:00Z&end_time=2026-03-02T05:00:00Z"
                      "&granularity=hourly&show_details=false";

  get_utilization (client, LEGACY, query);
  g_assert_cmpuint (get_utilization (client, LEGACY, query), ==, 200);
  g_assert_cmpuint (client_count (client, "items"), ==, 2 * 24);
  /* An hour is reported at its end. */
  assert_json (client, "items[2].usageStartTime", "2026-03-01T06:00:00+00:00");
  assert_json (client, "items[2].usageEndTime", "2026-03-01T07:00:00+00:00");
  assert_json (client, "items[0].quantity", "0.5"); /* of 12 */
  assert_json (client, "items[0].instanceData", "");
}

static double
get_quantity (const DavyDemoUsage *usage, DavyTime time, gboolean hour)
{
  const DavyDemoMeter *meter = g_ptr_array_index (usage->meters, 0);
  DavyTime now = davy_time_now ();
  double quantity;
  gboolean known =
      hour ? davy_demo_usage_get_hour (usage, meter, time, now, &quantity, NULL)
           : davy_demo_usage_get (usage, meter, davy_day_from_time (time), now, &quantity, NULL);

  return known ? quantity : 0;
}

/* What begins within a day is in its hours from then on, and in the day as far as it went. */
static void
test_hour_of_onset (Client *client, gconstpointer unused)
{
  static const char text[] =
      "{\"late\": \"20h\", \"meters\": [{\"id\": \"m\", \"service\": \"s\", \"name\": \"n\","
      "\"shape\": {\"base\": 24, \"events\": [{\"from\": -400, \"to\": -3, \"factor\": 0,"
      "\"hours\": 6}]}}]}";
  DavyTime onset =
      davy_day_to_time (davy_day_from_time (davy_time_now ()) - 2) + 6 * DAVY_TIME_HOUR;
  GError *error = NULL;
  g_autoptr (JsonNode) node = davy_json_parse_text (text, &error);
  DavyJson json = davy_json_root (node, &error);
  g_autoptr (DavyDemoUsage) usage = davy_demo_usage_read (&json);

  g_assert_no_error (error);
  g_assert_cmpfloat (get_quantity (usage, onset - DAVY_TIME_HOUR, TRUE), ==, 0);
  g_assert_cmpfloat (get_quantity (usage, onset, TRUE), ==, 1);
  g_assert_cmpfloat (get_quantity (usage, onset, FALSE), ==, 18);
  /* It is ten o'clock: what was used since two in the afternoon is not told yet. */
  g_assert_cmpfloat (get_quantity (usage, onset + 31 * DAVY_TIME_HOUR, TRUE), ==, 1);
  g_assert_cmpfloat (get_quantity (usage, onset + 32 * DAVY_TIME_HOUR, TRUE), ==, 0);
}

static void
test_utilization_refused (Client *client, gconstpointer unused)
{
  const char *query = "?start_time=2026-03-01T00:00:00Z&end_time=2026-03-02T00:00:00Z";

  g_assert_cmpuint (get_utilization (client, PLAN, query), ==, 400);
  assert_json (client, "code", "800002");
  g_assert_cmpuint (get_utilization (client, LEGACY, ""), ==, 400);
  g_assert_cmpuint (get_utilization (client, LEGACY,
                                     "?start_time=2026-03-01T05:00:00Z&end_time="
                                     "2026-03-02T00:00:00Z"),
                    ==, 400);
}

static void
test_meter_totals (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  g_assert_cmpuint (client_get (client, "/pc/v1/customers/" FABRIKAM "/subscriptions/" LEGACY
                                        "/usagerecords/resources"),
                    ==, 200);
  g_assert_cmpuint (client_count (client, "items"), ==, 2);
  assert_json (client, "items[0].currencyLocale", "de-DE");
  assert_json (client, "items[1].totalCost", "0.0"); /* a price nobody knows */
  {
    g_autofree char *quantity = client_json (client, "items[0].quantityUsed");
    g_autofree char *cost = client_json (client, "items[0].totalCost");

    g_assert_cmpfloat (g_ascii_strtod (quantity, NULL), >, 0);
    g_assert_cmpfloat_with_epsilon (g_ascii_strtod (cost, NULL) / g_ascii_strtod (quantity, NULL),
                                    0.5, 1e-9);
  }
}

static void
test_monthly (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, PARTNER_API, NULL);
  client_get (client, "/pc/v1/customers/" FABRIKAM "/subscriptions/usagerecords");
  g_assert_cmpuint (client_count (client, "items"), ==, 2); /* no licences */
  assert_json (client, "items[0].currencyLocale", "de-DE");
  assert_json (client, "items[1].currencyLocale", "");
  assert_json (client, "items[1].currencyCode", "EUR");
}

static void
test_cost (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, AZURE_API, FABRIKAM);
  g_assert_cmpuint (post_cost (client, PRODUCTION, "2026-03-02T00:00:00Z", TODAY,
                               "{\"type\":\"Dimension\",\"name\":\"ServiceName\"}"),
                    ==, 200);

  /* three days of two services; the later ones come first, columns stand anywhere */
  g_assert_cmpuint (client_count (client, "properties.rows"), ==, 6);
  assert_json (client, "properties.columns[0].name", "PreTaxCost");
  assert_json (client, "properties.columns[1].name", "UsageDate");
  assert_json (client, "properties.columns[2].name", "ServiceName");
  assert_json (client, "properties.columns[3].name", "Currency");
  assert_json (client, "properties.rows[0][1]", "20260303");
  assert_json (client, "properties.rows[3][1]", "20260302");
  assert_json (client, "properties.rows[3][0]", "20.0");
  assert_json (client, "properties.nextLink", "");
}

static void
test_cost_pages (Client *client, gconstpointer unused)
{
  const char *grouping = "{\"type\":\"Dimension\",\"name\":\"ServiceName\"},"
                         "{\"type\":\"Dimension\",\"name\":\"ResourceLocation\"}";
  g_autofree char *link = NULL, *body = NULL;

  client_use_token (client, ADA, AZURE_API, FABRIKAM);
  post_cost (client, PRODUCTION, "2026-02-28T00:00:00Z", TODAY, grouping);
  g_assert_cmpuint (client_count (client, "properties.rows"), ==, 6);
  link = client_json (client, "properties.nextLink");
  g_assert_true (g_str_has_prefix (link, davy_emulator_get_base_uri (client->emulator)));
  g_assert_nonnull (strstr (link, "$skiptoken="));

  /* the same body again, not a GET */
  g_assert_cmpuint (client_get (client, link), ==, 404);
  body = g_strdup_printf ("{\"type\":\"ActualCost\",\"timeframe\":\"Custom\",\"timePeriod\":{"
                          "\"from\":\"2026-02-28T00:00:00Z\",\"to\":\"2026-03-05T23:59:59Z\"},"
                          "\"dataset\":{\"granularity\":\"Daily\",\"aggregation\":{\"totalCost\":{"
                          "\"name\":\"PreTaxCost\",\"function\":\"Sum\"}},\"grouping\":[%s]}}",
                          grouping);
  g_assert_cmpuint (client_post_json (client, link, body), ==, 200);
  g_assert_cmpuint (client_count (client, "properties.rows"), >, 0);
}

/* A credit is a negative amount, a missing day has no row. */
static void
test_cost_oddities (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, AZURE_API, FABRIKAM);
  post_cost (client, PRODUCTION, "2026-02-27T00:00:00Z", "2026-03-01T23:59:59Z",
             "{\"type\":\"Dimension\",\"name\":\"Meter\"}");
  g_assert_true (client_body_contains (client, "[-17"));
  g_assert_true (client_body_contains (client, "20260227,\"NC16\""));
  g_assert_false (client_body_contains (client, "20260228,\"NC16\""));
}

static void
test_cost_refused (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, AZURE_API, FABRIKAM);
  g_assert_cmpuint (post_cost (client, PRODUCTION, "2026-03-02T00:00:00Z", TODAY,
                               "{\"type\":\"Dimension\",\"name\":\"Colour\"}"),
                    ==, 400);
  g_assert_cmpuint (post_cost (client, LEGACY_AZURE, "2026-03-02T00:00:00Z", TODAY, ""), ==, 400);
  g_assert_cmpuint (post_cost (client, CLOSED, "2026-03-02T00:00:00Z", TODAY, ""), ==, 403);
  assert_json (client, "error.code", "AuthorizationFailed");
  g_assert_cmpuint (post_cost (client, SILENT, "2026-03-02T00:00:00Z", TODAY, ""), ==, 204);
}

static void
test_tenant (Client *client, gconstpointer unused)
{
  const char *path = "/arm/subscriptions/" PRODUCTION "?api-version=2021-04-01";

  g_assert_cmpuint (client_get (client, path), ==, 401);
  g_assert_nonnull (
      strstr (client_header (client, "WWW-Authenticate"), "https://login.windows.net/" FABRIKAM));

  client_use_token (client, ADA, AZURE_API, NULL);
  g_assert_cmpuint (client_get (client, path), ==, 401);
  assert_json (client, "error.code", "InvalidAuthenticationTokenTenant");

  client_use_token (client, ADA, AZURE_API, FABRIKAM);
  g_assert_cmpuint (client_get (client, path), ==, 200);
  assert_json (client, "tenantId", FABRIKAM);
  assert_json (client, "state", "Enabled");
  g_assert_nonnull (client_header (client, "x-ms-request-id"));
}

static void
test_arm_errors (Client *client, gconstpointer unused)
{
  client_use_token (client, ADA, AZURE_API, FABRIKAM);
  g_assert_cmpuint (client_get (client, "/arm/subscriptions/" PRODUCTION), ==, 400);
  assert_json (client, "error.code", "MissingApiVersionParameter");
  g_assert_cmpuint (client_get (client, "/arm/subscriptions/" FABRIKAM "?api-version=2021-04-01"),
                    ==, 404);
  assert_json (client, "error.code", "SubscriptionNotFound");
  g_assert_cmpuint (client_get (client, "/arm/subscriptions/" SILENT "?api-version=1"), ==, 400);
  assert_json (client, "error.code", "InvalidApiVersionParameter");
  g_assert_cmpuint (client_get (client, "/arm/subscriptions/" SILENT "?api-version=2021-04-01"), ==,
                    200);
  assert_json (client, "state", "Disabled");
}

#define test_usage(path, function) \
  g_test_add (path, Client, NULL, set_up, function, client_tear_down)

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_usage ("/emulator/usage/not-ready-is-204-first", test_not_ready);
  test_usage ("/emulator/usage/utilization-is-paged", test_utilization_pages);
  test_usage ("/emulator/usage/utilization-goes-by-reporting-time", test_reporting_time);
  test_usage ("/emulator/usage/utilization-is-told-by-the-hour", test_hours);
  test_usage ("/emulator/usage/something-begins-within-a-day", test_hour_of_onset);
  test_usage ("/emulator/usage/plan-has-no-utilization", test_utilization_refused);
  test_usage ("/emulator/usage/meter-totals-give-the-price", test_meter_totals);
  test_usage ("/emulator/usage/currency-is-told-in-two-ways", test_monthly);
  test_usage ("/emulator/arm/cost-rows-are-out-of-order", test_cost);
  test_usage ("/emulator/arm/cost-pages-are-posted", test_cost_pages);
  test_usage ("/emulator/arm/cost-has-credits-and-gaps", test_cost_oddities);
  test_usage ("/emulator/arm/cost-is-refused-as-documented", test_cost_refused);
  test_usage ("/emulator/arm/token-must-be-of-the-customers-tenant", test_tenant);
  test_usage ("/emulator/arm/errors-are-nested", test_arm_errors);
  return g_test_run ();
}
