/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator-client.h"

#define SUBSCRIPTION "/arm/subscriptions/" PRODUCTION
#define QUERY        "/providers/Microsoft.CostManagement/query?api-version=2023-11-01"
#define BILLING      "/arm/providers/Microsoft.Billing/billingAccounts/b1/customers/" FABRIKAM QUERY

static void
set_up (Client *client, gconstpointer unused)
{
  DavyTime now;

  g_assert_true (davy_time_parse ("2026-03-05T10:00:00Z", &now));
  davy_test_clock_install (now);
  client_set_up (client, "estate.json");
  client_use_token (client, ADA, AZURE_API, FABRIKAM);
}

static guint
ask (Client *client, const char *path, const char *granularity, const char *dataset)
{
  g_autofree char *body = g_strdup_printf (
      "{\"type\":\"ActualCost\",\"timeframe\":\"Custom\",\"timePeriod\":{\"from\":\"2026-03-01T"
      "00:00:00Z\",\"to\":\"2026-03-03T00:00:00Z\"},\"dataset\":{\"granularity\":\"%s\","
      "\"aggregation\":{\"totalCost\":{\"name\":\"PreTaxCost\",\"function\":\"Sum\"}}%s}}",
      granularity, dataset);

  return client_post_json (client, path, body);
}

static void
test_resources (Client *client, gconstpointer unused)
{
  const char *grouping = ",\"grouping\":[{\"type\":\"Dimension\",\"name\":\"ResourceId\"},"
                         "{\"type\":\"Dimension\",\"name\":\"ResourceGroupName\"}]";

  g_assert_cmpuint (ask (client, SUBSCRIPTION QUERY, "None", grouping), ==, 200);
  g_assert_cmpuint (client_count (client, "properties.rows"), ==, 3);
  assert_json (client, "properties.columns[1].name", "ResourceId");
  /* no days, and the halves have changed places */
  assert_json (client, "properties.rows[2][1]",
               "/subscriptions/" PRODUCTION "/resourcegroups/rg-mine/providers/microsoft.compute/"
               "virtualmachines/vm-evil");
  assert_json (client, "properties.rows[2][0]", "144.0");
  assert_json (client, "properties.rows[2][2]", "rg-mine");
}

static void
test_filter (Client *client, gconstpointer unused)
{
  const char *one = ",\"filter\":{\"dimensions\":{\"name\":\"ServiceName\",\"operator\":\"In\","
                    "\"values\":[\"storage\",\"Bandwidth\"]}}";
  const char *both = ",\"filter\":{\"and\":[{\"dimensions\":{\"name\":\"ServiceName\","
                     "\"operator\":\"In\",\"values\":[\"Storage\"]}},{\"dimensions\":{\"name\":"
                     "\"ResourceLocation\",\"operator\":\"In\",\"values\":[\"westeurope\"]}}]}";
  const char *bad = ",\"filter\":{\"dimensions\":{\"name\":\"Colour\",\"operator\":\"In\","
                    "\"values\":[\"red\"]}}";

  g_assert_cmpuint (ask (client, SUBSCRIPTION QUERY, "None", one), ==, 200);
  assert_json (client, "properties.rows[0][0]", "24.0");
  g_assert_cmpuint (ask (client, SUBSCRIPTION QUERY, "None", both), ==, 200);
  g_assert_cmpuint (client_count (client, "properties.rows"), ==, 0);
  g_assert_cmpuint (ask (client, SUBSCRIPTION QUERY, "None", bad), ==, 400);
  g_assert_cmpuint (ask (client, SUBSCRIPTION QUERY, "Hourly", ""), ==, 400);
}

static void
test_group (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (ask (client, SUBSCRIPTION "/resourceGroups/RG-MINE" QUERY, "Daily", ""), ==,
                    200);
  g_assert_cmpuint (client_count (client, "properties.rows"), ==, 3);
  g_assert_cmpuint (ask (client, SUBSCRIPTION "/resourceGroups/rg-App" QUERY, "Daily", ""), ==,
                    200);
  g_assert_cmpuint (client_count (client, "properties.rows"), ==, 0);
}

/* What is invoiced is not what the customer's tenant sees. */
static void
test_billing (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (ask (client, BILLING, "None", ""), ==, 401);
  g_assert_cmpuint (ask (client, "/arm" QUERY, "None", ""), ==, 404);
  client_use_token (client, ADA, AZURE_API, NULL);
  g_assert_cmpuint (ask (client, BILLING, "None", ""), ==, 200);
  assert_json (client, "properties.rows[0][0]",
               "142.80000000000001"); /* as long as the wire has it */
}

static void
test_hidden (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (ask (client, "/arm/subscriptions/" SILENT QUERY, "None", ""), ==, 403);
  assert_json (client, "error.code", "AccountCostDisabled");
}

static void
test_rate (Client *client, gconstpointer unused)
{
  for (guint i = 0; i < 12; i++)
    g_assert_cmpuint (ask (client, SUBSCRIPTION QUERY, "None", ""), ==, 200);
  g_assert_cmpuint (ask (client, SUBSCRIPTION QUERY, "None", ""), ==, 429);
  assert_json (client, "error.code", "429");
  g_assert_cmpstr (client_header (client, "Retry-After"), ==, "2");
  g_assert_cmpstr (
      client_header (client, "x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after"), ==, "11");
  davy_emulator_advance (client->emulator, 11 * DAVY_TIME_SECOND);
  g_assert_cmpuint (ask (client, SUBSCRIPTION QUERY, "None", ""), ==, 200);
}

#define test_cost(path, function) \
  g_test_add (path, Client, NULL, set_up, function, client_tear_down)

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_cost ("/emulator/cost/is-told-by-resource", test_resources);
  test_cost ("/emulator/cost/is-filtered-by-dimensions", test_filter);
  test_cost ("/emulator/cost/group-is-a-scope", test_group);
  test_cost ("/emulator/cost/billing-scope-shows-what-is-invoiced", test_billing);
  test_cost ("/emulator/cost/may-be-hidden", test_hidden);
  test_cost ("/emulator/cost/longest-of-the-hints-is-right", test_rate);
  return g_test_run ();
}
