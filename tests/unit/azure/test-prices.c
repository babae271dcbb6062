/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "arm-fixture.h"
#include "azure/davy-arm-prices.h"

/* Azure's public price list: `wire-contract.md` 3.9. */

#define ROW(product, sku, price)                                             \
  "{\"currencyCode\":\"EUR\",\"retailPrice\":" price ",\"unitPrice\":" price \
  ",\"productName\":\"" product "\",\"skuName\":\"" sku                      \
  "\",\"unitOfMeasure\":\"1 Hour\",\"type\":\"Consumption\","                \
  "\"effectiveStartDate\":\"2024-01-01T00:00:00Z\"}"
#define LINUX   ROW ("Virtual Machines NCADSA100v4 Series", "NC24ads A100 v4", "3.5")
#define WINDOWS ROW ("Virtual Machines NCADSA100v4 Series Windows", "NC24ads A100 v4", "4.25")
#define SPOT    ROW ("Virtual Machines NCADSA100v4 Series", "NC24ads A100 v4 Spot", "0.5")
#define LOW     ROW ("Virtual Machines NCADSA100v4 Series", "NC24ads A100 v4 Low Priority", "0.75")

static void
answer_rows (Fixture *fixture, const char *rows)
{
  g_autofree char *body =
      g_strdup_printf ("{\"BillingCurrency\":\"EUR\",\"CustomerEntityId\":\"Default\","
                       "\"Items\":[%s],\"NextPageLink\":null,\"Count\":1}",
                       rows);

  answer (fixture, 200, body);
}

static gboolean
fetch (Fixture *fixture, DavyHourlyPrices *prices, GError **error)
{
  g_clear_object (&fixture->result);
  davy_arm_client_get_prices_async (fixture->client, "STANDARD_NC24ADS_A100_V4", "West Europe",
                                    "EUR", NULL, davy_test_keep_result, &fixture->result);

  return davy_arm_client_get_prices_finish (fixture->client, wait_result (fixture), prices, error);
}

/* What the rows give for one kind, in millionths; -1 when it is not known. */
static gint64
price_of (Fixture *fixture, const char *rows, DavyPriceKind kind)
{
  g_autoptr (GError) error = NULL;
  DavyHourlyPrices prices;

  answer_rows (fixture, rows);
  g_assert_true (fetch (fixture, &prices, &error));
  g_assert_no_error (error);

  return davy_money_is_known (&prices.by_kind[kind]) ? prices.by_kind[kind].micros : -1;
}

static void
test_query (Fixture *fixture, gconstpointer unused)
{
  DavyHourlyPrices prices;
  const DavyTestRequest *request;
  g_autofree char *filter = NULL;
  g_autofree char *currency = NULL;

  answer_rows (fixture, LINUX);
  g_assert_true (fetch (fixture, &prices, NULL));
  request = get_request (fixture, 0);
  filter = davy_test_request_dup_field (request, "$filter");
  currency = davy_test_request_dup_field (request, "currencyCode");

  g_assert_cmpstr (request->path, ==, "/api/retail/prices");
  g_assert_cmpstr (currency, ==, "'EUR'");
  g_assert_cmpstr (filter, ==,
                   "serviceName eq 'Virtual Machines' and armRegionName eq 'westeurope'"
                   " and armSkuName eq 'Standard_NC24ads_A100_v4' and priceType eq 'Consumption'");
  g_assert_null (g_hash_table_lookup (request->headers, "authorization"));
  g_assert_cmpstr (prices.by_kind[DAVY_PRICE_LINUX].currency, ==, "EUR");
  g_assert_cmpint (prices.by_kind[DAVY_PRICE_LINUX].basis, ==, DAVY_BASIS_LIST);
}

static void
test_quote (Fixture *fixture, gconstpointer unused)
{
  DavyHourlyPrices prices;
  g_autofree char *filter = NULL;

  answer_rows (fixture, "");
  davy_arm_client_get_prices_async (fixture->client, "x' or '1&b=2", "r", "EUR", NULL,
                                    davy_test_keep_result, &fixture->result);
  g_assert_true (
      davy_arm_client_get_prices_finish (fixture->client, wait_result (fixture), &prices, NULL));
  filter = davy_test_request_dup_field (get_request (fixture, 0), "$filter");

  g_assert_nonnull (strstr (filter, "armSkuName eq 'x'' or ''1&b=2' and"));
}

static void
test_rows (Fixture *fixture, gconstpointer unused)
{
  static const char all[] = SPOT "," LOW "," WINDOWS "," LINUX;

  g_assert_cmpint (price_of (fixture, all, DAVY_PRICE_LINUX), ==, 3500000);
  g_assert_cmpint (price_of (fixture, all, DAVY_PRICE_WINDOWS), ==, 4250000);
  g_assert_cmpint (price_of (fixture, all, DAVY_PRICE_LINUX_SPOT), ==, 500000);
  g_assert_cmpint (price_of (fixture, all, DAVY_PRICE_WINDOWS_SPOT), ==, -1);
  g_assert_cmpint (price_of (fixture, LOW "," LINUX, DAVY_PRICE_LINUX_SPOT), ==, 750000);
  g_assert_cmpint (price_of (fixture, LOW "," SPOT, DAVY_PRICE_LINUX), ==, -1);
  g_assert_cmpint (price_of (fixture, "", DAVY_PRICE_LINUX), ==, -1);
}

static void
test_rows_of_other_things (Fixture *fixture, gconstpointer unused)
{
  static const char *const others[] = {
    "{\"currencyCode\":\"EUR\",\"retailPrice\":9,\"productName\":\"x\",\"skuName\":\"x\","
    "\"unitOfMeasure\":\"1 Hour\",\"type\":\"Reservation\"}",
    "{\"currencyCode\":\"EUR\",\"retailPrice\":9,\"productName\":\"x\",\"skuName\":\"x\","
    "\"unitOfMeasure\":\"1/Month\",\"type\":\"Consumption\"}",
    "{\"currencyCode\":\"EUR\",\"retailPrice\":9,\"productName\":\"x CloudServices\","
    "\"unitOfMeasure\":\"1 Hour\",\"type\":\"Consumption\"}",
    "{\"currencyCode\":\"EUR\",\"retailPrice\":9,\"productName\":\"x\","
    "\"unitOfMeasure\":\"1 Hour\",\"effectiveStartDate\":\"2999-01-01T00:00:00Z\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *rows = g_strconcat (others[i], "," LINUX ",", others[i], NULL);

      g_assert_cmpint (price_of (fixture, others[i], DAVY_PRICE_LINUX), ==, -1);
      g_assert_cmpint (price_of (fixture, rows, DAVY_PRICE_LINUX), ==, 3500000);
    }
}

static void
test_newer_price (Fixture *fixture, gconstpointer unused)
{
  static const char newer[] =
      "{\"currencyCode\":\"EUR\",\"retailPrice\":\"3.25\",\"productName\":\"x\",\"skuName\":\"x\","
      "\"unitOfMeasure\":\"1 Hour\",\"effectiveStartDate\":\"2025-01-01T00:00:00Z\"}";
  g_autofree char *first = g_strconcat (newer, "," LINUX, NULL);
  g_autofree char *last = g_strconcat (LINUX ",", newer, NULL);

  g_assert_cmpint (price_of (fixture, first, DAVY_PRICE_LINUX), ==, 3250000);
  g_assert_cmpint (price_of (fixture, last, DAVY_PRICE_LINUX), ==, 3250000);
}

static void
test_pages (Fixture *fixture, gconstpointer unused)
{
  DavyHourlyPrices prices;
  g_autoptr (GError) error = NULL;

  answer_link (fixture, "{\"Items\":[" LINUX "],\"NextPageLink\":\"%s&$skip=100\"}",
               "/api/retail/prices?x=1");
  answer_rows (fixture, WINDOWS);
  g_assert_true (fetch (fixture, &prices, &error));

  g_assert_no_error (error);
  g_assert_cmpint (prices.by_kind[DAVY_PRICE_LINUX].micros, ==, 3500000);
  g_assert_cmpint (prices.by_kind[DAVY_PRICE_WINDOWS].micros, ==, 4250000);
  g_assert_cmpstr (get_request (fixture, 1)->query, ==, "x=1&$skip=100");
}

static void
test_errors (Fixture *fixture, gconstpointer unused)
{
  static const char *const bodies[] = { "{}", "{\"Items\":[3]}",
                                        "{\"Items\":[{\"unitOfMeasure\":\"1 Hour\"}]}",
                                        "<html>busy</html>" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;
      DavyHourlyPrices prices;

      answer (fixture, 200, bodies[i]);
      g_assert_false (fetch (fixture, &prices, &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
    }
}

static void
test_sizes (Fixture *fixture, gconstpointer unused)
{
  static const char *const sizes[][2] = {
    { "STANDARD_NC6", "Standard_NC6" },
    { "STANDARD_D4S_V3", "Standard_D4s_v3" },
    { "STANDARD_DS3_V2", "Standard_DS3_v2" },
    { "STANDARD_E64-16S_V3", "Standard_E64-16s_v3" },
    { "STANDARD_NC24ADS_A100_V4", "Standard_NC24ads_A100_v4" },
    { "STANDARD_ND96ISR_H100_V5", "Standard_ND96isr_H100_v5" },
    { "STANDARD_NC4AS_T4_V3", "Standard_NC4as_T4_v3" },
    { "Standard_HB120rs_v3", "Standard_HB120rs_v3" },
    { "Basic_A0", "Basic_A0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *size = davy_price_dup_size (sizes[i][0]);

      g_assert_cmpstr (size, ==, sizes[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/azure/prices/no-token-goes-there", test_query);
  add ("/azure/prices/a-quote-stays-in-its-text", test_quote);
  add ("/azure/prices/the-row-follows-system-and-spot", test_rows);
  add ("/azure/prices/rows-of-other-things-do-not-count", test_rows_of_other_things);
  add ("/azure/prices/the-newest-price-counts", test_newer_price);
  add ("/azure/prices/all-pages-are-read", test_pages);
  add ("/azure/prices/what-is-no-price-list-is-an-error", test_errors);
  add ("/azure/prices/sizes-get-their-letters-back", test_sizes);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
