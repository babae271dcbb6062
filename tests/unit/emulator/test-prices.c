/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator-client.h"

#define PRICES "/prices/api/retail/prices?api-version=2023-01-01-preview"
#define VM     "&$filter=serviceName%20eq%20'Virtual%20Machines'"

static void
test_one (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (client_get (client, PRICES
                                "&currencyCode='EUR'" VM
                                "%20and%20armRegionName%20eq%20'westeurope'%20and%20armSkuName%20"
                                "eq%20'Standard_NC16as_T4_v3'%20and%20priceType%20eq%20"
                                "'Consumption'"),
                    ==, 200);
  assert_json (client, "BillingCurrency", "EUR");
  assert_json (client, "Count", "4"); /* Linux, Windows, and two that may be taken away */
  assert_json (client, "Items[0].unitOfMeasure", "1 Hour");
  assert_json (client, "Items[1].productName", "Virtual Machines NCasT4 v3 Series Windows");
  assert_json (client, "Items[2].skuName", "NC16as T4 v3 Spot");
  assert_json (client, "NextPageLink", "");
}

static void
test_pages (Client *client, gconstpointer unused)
{
  g_autofree char *link = NULL;
  guint count = 0;

  g_assert_cmpuint (client_get (client, PRICES VM "%20and%20priceType%20eq%20'Consumption'"), ==,
                    200);
  for (guint i = 0; i < 20; i++)
    {
      count += client_count (client, "Items");
      g_free (link);
      link = client_json (client, "NextPageLink");
      if (*link == '\0')
        break;
      g_assert_cmpuint (client_get (client, link), ==, 200);
    }
  g_assert_cmpuint (count, ==, 15 * 14 * 4);
}

static void
test_case (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (client_get (client, PRICES "&$filter=serviceName%20eq%20'virtual%20machines'"),
                    ==, 200);
  assert_json (client, "Count", "0");
}

static void
test_refused (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (client_get (client, PRICES "&$filter=serviceName%20like%20'x'"), ==, 400);
  g_assert_cmpuint (client_get (client, PRICES "&currencyCode='ABC'"), ==, 400);
  client_use_token (client, ADA, AZURE_API, NULL);
  g_assert_cmpuint (client_get (client, PRICES VM), ==, 400);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_client ("/emulator/prices/one-size-has-several", test_one);
  test_client ("/emulator/prices/are-paged", test_pages);
  test_client ("/emulator/prices/values-have-a-case", test_case);
  test_client ("/emulator/prices/no-token-is-wanted", test_refused);
  return g_test_run ();
}
