/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "client-fixture.h"
#include "partner/davy-partner-client-costs.h"
#include "partner/davy-partner-plan-map.h"

/* What things came to, and where an Azure subscription stands: `wire-contract.md` 2.6, 2.7. */

static void
test_resources (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) costs = NULL;
  const DavyResourceCost *cost;

  davy_test_world_spoil (
      &fixture->world,
      "GET /pc/v1/customers/*/resourceusagerecords x1 body={\"items\":[{\"subscriptionId\":\"P\","
      "\"resourceUri\":\"/subscriptions/S/vm\",\"resourceType\":\"Microsoft.Compute\","
      "\"entitlementId\":\"7D1B\",\"resourceGroupName\":\"rg\",\"resourceName\":\"vm\","
      "\"totalCost\":28.80000000000000000001,\"currencyCode\":\"gbp\",\"usdTotalCost\":36}]}");
  davy_partner_client_list_resource_costs_async (fixture->client, FABRIKAM, PLAN, NULL,
                                                 davy_test_keep_result, &result);
  costs = davy_partner_client_list_resource_costs_finish (fixture->client,
                                                          davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  cost = g_ptr_array_index (costs, 0);
  g_assert_cmpstr (cost->azure_id, ==, "7d1b");
  g_assert_cmpstr (cost->name, ==, "vm");
  g_assert_cmpint (cost->cost.micros, ==, 28800000);
  g_assert_cmpstr (cost->cost.currency, ==, "GBP");
  g_assert_cmpint (cost->cost.basis, ==, DAVY_BASIS_UNKNOWN);
}

static void
test_meters (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) costs = NULL;
  const DavyMeterCost *cost;

  davy_test_world_spoil (&fixture->world,
                         "GET /pc/v1/customers/*/meterusagerecords x1 body={\"items\":["
                         "{\"meterId\":\"M-A\",\"meterName\":\"D2\",\"category\":\"VM\","
                         "\"quantityUsed\":\"3.5\",\"unit\":\"1 Hour\",\"totalCost\":\"1.5\","
                         "\"currencyCode\":\"EUR\"}]}");
  davy_partner_client_list_meter_costs_async (fixture->client, FABRIKAM, PLAN, NULL,
                                              davy_test_keep_result, &result);
  costs = davy_partner_client_list_meter_costs_finish (fixture->client,
                                                       davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  cost = g_ptr_array_index (costs, 0);
  g_assert_cmpstr (cost->meter_id, ==, "m-a");
  g_assert_cmpfloat (cost->quantity, ==, 3.5);
  g_assert_cmpint (cost->cost.micros, ==, 1500000);
}

static void
test_customer_totals (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) totals = NULL;
  const DavyUsageTotal *total;

  davy_test_world_spoil (
      &fixture->world,
      "GET /pc/v1/customers/usagerecords x1 body={\"items\":[{\"budget\":{\"amount\":100},"
      "\"percentUsed\":120.5,\"isUpgraded\":true,\"resourceId\":\"AB\",\"resourceName\":\"F\","
      "\"totalCost\":120.5,\"currencyCode\":\"EUR\",\"usdTotalCost\":130},{\"budget\":"
      "{\"attributes\":{}},\"id\":\"CD\",\"name\":\"C\",\"totalCost\":1,\"currencyLocale\":"
      "\"fr-FR\"},{\"id\":\"EF\",\"totalCost\":1,\"currencyLocale\":\"xx\"}]}");
  davy_partner_client_list_customer_totals_async (fixture->client, NULL, davy_test_keep_result,
                                                  &result);
  totals = davy_partner_client_list_customer_totals_finish (
      fixture->client, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (totals->len, ==, 3);
  total = g_ptr_array_index (totals, 0);
  g_assert_cmpstr (total->id, ==, "ab");
  g_assert_cmpfloat (total->budget, ==, 100);
  g_assert_cmpfloat (total->percent_used, >, 100);
  g_assert_true (total->has_plan);
  g_assert_cmpint (total->usd.micros, ==, 130000000);
  total = g_ptr_array_index (totals, 1);
  g_assert_cmpstr (total->name, ==, "C");
  g_assert_cmpstr (total->cost.currency, ==, "EUR");
  g_assert_true (isnan (total->budget) && isnan (total->percent_used));
  g_assert_false (davy_money_is_known (&total->usd));
  /* Which currency it is cannot be told: no amount is better than a wrong one. */
  total = g_ptr_array_index (totals, 2);
  g_assert_false (davy_money_is_known (&total->cost));
}

static void
test_subscription_totals (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) totals = NULL;
  const DavyUsageTotal *total;

  davy_test_world_spoil (&fixture->world,
                         "GET /pc/v1/customers/*/subscriptions/usagerecords x1 body={\"items\":[{"
                         "\"status\":\"active\",\"offerId\":\"DZH\",\"resourceId\":\"P\","
                         "\"totalCost\":0,\"currencyCode\":\"EUR\"}]}");
  davy_partner_client_list_subscription_totals_async (fixture->client, FABRIKAM, NULL,
                                                      davy_test_keep_result, &result);
  totals = davy_partner_client_list_subscription_totals_finish (
      fixture->client, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  total = g_ptr_array_index (totals, 0);
  g_assert_cmpstr (total->status, ==, "active");
  g_assert_true (davy_money_is_known (&total->cost));
}

static void
test_summaries (Fixture *fixture, gconstpointer unused)
{
  static const char *const whose[][2] = { { NULL, NULL }, { FABRIKAM, NULL }, { FABRIKAM, PLAN } };
  static const char *const paths[] = { "/pc/v1/usagesummary", "/pc/v1/customers/*/usagesummary",
                                       "/pc/v1/customers/*/subscriptions/*/usagesummary" };

  for (guint i = 0; i < G_N_ELEMENTS (whose); i++)
    {
      g_autofree char *rule =
          g_strconcat ("GET ", paths[i],
                       " x1 body={\"resourceId\":\"X\",\"totalCost\":28.8,\"currencyLocale\":"
                       "\"en-US\",\"billingStartDate\":\"2026-03-01T00:00:00Z\",\"billingEndDate\":"
                       "\"2026-03-31T23:59:59\",\"budget\":{\"ammount\":50}}",
                       NULL);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DavyUsageTotal) total = NULL;

      davy_test_world_spoil (&fixture->world, rule);
      davy_partner_client_get_usage_total_async (fixture->client, whose[i][0], whose[i][1], NULL,
                                                 davy_test_keep_result, &result);
      total = davy_partner_client_get_usage_total_finish (fixture->client,
                                                          davy_test_wait_result (&result), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (total->cost.currency, ==, "USD");
      g_assert_cmpfloat (total->budget, ==, 50);
      g_assert_cmpint (total->from, <, total->to);
    }
}

static void
test_unbilled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const DavyUnbilledLine *line;

  davy_test_world_spoil (
      &fixture->world,
      "GET /pc/v1/invoices/unbilled/lineitems x1 body={\"items\":[{\"customerId\":\"AB\","
      "\"subscriptionId\":\"P\",\"entitlementId\":\"7D1B\",\"usageDate\":"
      "\"2026-03-02T00:00:00Z\",\"meterCategory\":\"Virtual Machines\",\"meterId\":\"M\","
      "\"resourceLocation\":\"WESTEUROPE\",\"quantity\":24,\"billingPreTaxTotal\":9.5,"
      "\"billingCurrency\":\"EUR\",\"pricingPreTaxTotal\":10.25,\"pricingCurrency\":\"USD\","
      "\"additionalInfo\":\"{\\\"a\\\":1}\"}],\"links\":{\"next\":{\"uri\":"
      "\"invoices/unbilled/lineitems?seekOperation=Next\",\"headers\":[]}},"
      "\"continuationToken\":\"T\"}");
  davy_test_world_spoil (&fixture->world,
                         "GET /pc/v1/invoices/unbilled/lineitems x1 body={\"items\":[]}");
  davy_partner_client_list_unbilled_lines_async (fixture->client, "EUR", FALSE, keep_page, fixture,
                                                 NULL, davy_test_keep_result, &result);
  g_assert_true (davy_partner_client_list_unbilled_lines_finish (
      fixture->client, davy_test_wait_result (&result), &error));
  g_assert_no_error (error);
  line = g_ptr_array_index ((GPtrArray *) g_ptr_array_index (fixture->pages, 0), 0);
  g_assert_cmpstr (line->azure_id, ==, "7d1b");
  g_assert_cmpint (line->billed.micros, ==, 9500000);
  g_assert_cmpint (line->billed.basis, ==, DAVY_BASIS_INVOICED);
  g_assert_cmpstr (line->priced.currency, ==, "USD");
}

static void
test_no_total (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "GET /pc/v1/usagesummary x1 body={\"resourceId\":\"X\"}");
  davy_partner_client_get_usage_total_async (fixture->client, NULL, NULL, NULL,
                                             davy_test_keep_result, &result);
  g_assert_null (davy_partner_client_get_usage_total_finish (
      fixture->client, davy_test_wait_result (&result), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
}

/* --- the map ------------------------------------------------------------------------------- */

static void
test_map (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPartnerPlanMap) map = NULL;
  DavyPartnerPlace place;

  davy_test_world_spoil (
      &fixture->world,
      "GET /pc/v1/customers/*/subscriptions x1 body={\"items\":[{\"id\":\"L\",\"offerId\":"
      "\"MS-AZR-0145P\",\"entitlementId\":\"AAAA-LEGACY\"},{\"id\":\"P1\",\"offerId\":"
      "\"DZH318Z0BPS6:0001:DZH318Z0BML6\"},{\"id\":\"lic\",\"offerId\":\"CFQ7\","
      "\"entitlementId\":\"lic-1\"},{\"id\":\"P2\",\"offerId\":"
      "\"DZH318Z0BPS6:0001:DZH318Z0BML6\"}]}");
  davy_test_world_spoil (&fixture->world, "GET /pc/v1/customers/*/azureEntitlements x1 body="
                                          "{\"items\":[{\"id\":\"ONE\",\"status\":\"active\"}]}");
  davy_test_world_spoil (&fixture->world, "GET /pc/v1/customers/*/azureEntitlements x1 body="
                                          "{\"items\":[{\"id\":\"Two\",\"status\":\"inactive\"}]}");
  davy_partner_client_map_plans_async (fixture->client, FABRIKAM, NULL, davy_test_keep_result,
                                       &result);
  map = davy_partner_client_map_plans_finish (fixture->client, davy_test_wait_result (&result),
                                              &error);
  g_assert_no_error (error);

  g_assert_true (davy_partner_plan_map_find (map, "one", &place));
  g_assert_cmpstr (place.subscription->id, ==, "p1");
  g_assert_cmpstr (place.entitlement->status, ==, "active");
  g_assert_true (davy_partner_plan_map_find (map, "TWO", &place));
  g_assert_cmpstr (place.subscription->id, ==, "p2");
  g_assert_true (davy_partner_plan_map_find (map, "aaaa-Legacy", &place));
  g_assert_cmpstr (place.subscription->id, ==, "l");
  g_assert_null (place.entitlement);
  g_assert_false (davy_partner_plan_map_find (map, "lic-1", &place));
}

static void
test_half_a_map (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "GET /pc/v1/customers/*/azureEntitlements x* status=403");
  davy_partner_client_map_plans_async (fixture->client, FABRIKAM, NULL, davy_test_keep_result,
                                       &result);
  g_assert_null (davy_partner_client_map_plans_finish (fixture->client,
                                                       davy_test_wait_result (&result), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/partner/costs/resources-with-long-decimals", DAVY_TEST_ADA, test_resources);
  add ("/partner/costs/meters-of-a-plan", DAVY_TEST_ADA, test_meters);
  add ("/partner/costs/currencies-of-both-generations", DAVY_TEST_ADA, test_customer_totals);
  add ("/partner/costs/nothing-is-an-amount", DAVY_TEST_ADA, test_subscription_totals);
  add ("/partner/costs/summaries-of-three-levels", DAVY_TEST_ADA, test_summaries);
  add ("/partner/costs/unbilled-lines-are-invoiced-prices", DAVY_TEST_ADA, test_unbilled);
  add ("/partner/costs/no-total-is-an-error", DAVY_TEST_ADA, test_no_total);
  add ("/partner/costs/an-azure-subscription-is-found-in-any-case", DAVY_TEST_ADA, test_map);
  add ("/partner/costs/half-a-map-is-none", DAVY_TEST_ADA, test_half_a_map);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
