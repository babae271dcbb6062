/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "emulator/demo-json.h"
#include "emulator/emulator-routes.h"

/* The public list prices of machines (`wire-contract.md` 3.9): nobody signs in here, and values in
 * a filter are compared with regard to case. */

#define PATH      "/prices/api/retail/prices"
#define PAGE_ROWS 100
#define SERVICE   "Virtual Machines"

#define TERM   "(\\w+) eq '([^']*)'"
#define FILTER "^" TERM "(?: and " TERM ")*$"

static const struct
{
  const char *size;
  const char *product;
  const char *sku;
  double dollars; /* an hour, with Linux, in East US */
} machines[] = {
  { "Standard_B2s_v2", "Virtual Machines Bsv2 Series", "Standard_B2s_v2", 0.0832 },
  { "Standard_D2s_v5", "Virtual Machines DSv5 Series", "Standard_D2s_v5", 0.096 },
  { "Standard_D4s_v5", "Virtual Machines DSv5 Series", "Standard_D4s_v5", 0.192 },
  { "Standard_D8s_v5", "Virtual Machines DSv5 Series", "Standard_D8s_v5", 0.384 },
  { "Standard_D8ds_v5", "Virtual Machines Ddsv5 Series", "Standard_D8ds_v5", 0.452 },
  { "Standard_D16s_v5", "Virtual Machines DSv5 Series", "Standard_D16s_v5", 0.768 },
  { "Standard_E8s_v5", "Virtual Machines Esv5 Series", "Standard_E8s_v5", 0.504 },
  { "Standard_F16s_v2", "Virtual Machines FSv2 Series", "F16s v2", 0.677 },
  { "Standard_F72s_v2", "Virtual Machines FSv2 Series", "F72s v2", 3.045 },
  { "Standard_HB120rs_v3", "Virtual Machines HBrsv3 Series", "Standard_HB120rs_v3", 3.6 },
  { "Standard_NC16as_T4_v3", "Virtual Machines NCasT4 v3 Series", "NC16as T4 v3", 1.204 },
  { "Standard_NC64as_T4_v3", "Virtual Machines NCasT4 v3 Series", "NC64as T4 v3", 4.352 },
  { "Standard_NC24s_v3", "Virtual Machines NCSv3 Series", "NC24s v3", 12.24 },
  { "Standard_NC24ads_A100_v4", "Virtual Machines NC A100 v4 Series", "NC24ads A100 v4", 3.673 },
  { "Standard_ND96asr_v4", "Virtual Machines NDasr A100 v4 Series", "ND96asr A100 v4", 27.197 },
};

static const struct
{
  const char *name;
  const char *shown;
  double factor;
} regions[] = {
  { "eastus", "US East", 1 },
  { "eastus2", "US East 2", 1 },
  { "southcentralus", "US South Central", 1.13 },
  { "westus3", "US West 3", 1 },
  { "westeurope", "EU West", 1.2 },
  { "northeurope", "EU North", 1.11 },
  { "germanywestcentral", "DE West Central", 1.2 },
  { "francecentral", "FR Central", 1.17 },
  { "switzerlandnorth", "CH North", 1.32 },
  { "uksouth", "UK South", 1.16 },
  { "koreacentral", "KR Central", 1.23 },
  { "brazilsouth", "BR South", 1.6 },
  { "australiaeast", "AU East", 1.25 },
  { "southeastasia", "AP Southeast", 1.25 },
};

/* The ways in which a machine is sold. */
static const struct
{
  const char *product; /* behind the name of the product */
  const char *sku;     /* behind that of the SKU */
  const char *type;
  double factor;
} offers[] = {
  { "", "", "Consumption", 1 },        { " Windows", "", "Consumption", 1.9 },
  { "", " Spot", "Consumption", 0.2 }, { "", " Low Priority", "Consumption", 0.2 },
  { "", "", "Reservation", 5200 },     { " Windows", "", "DevTestConsumption", 1 },
};

static const struct
{
  const char *code;
  double rate;
} currencies[] = { { "USD", 1 }, { "EUR", 0.92 }, { "GBP", 0.79 }, { "CHF", 0.88 } };

static JsonObject *
build_item (guint machine, guint region, guint offer, guint currency)
{
  double price = machines[machine].dollars * regions[region].factor * offers[offer].factor *
                 currencies[currency].rate;
  g_autofree char *product = g_strconcat (machines[machine].product, offers[offer].product, NULL);
  g_autofree char *sku = g_strconcat (machines[machine].sku, offers[offer].sku, NULL);
  g_autofree char *meter_id =
      g_strdup_printf ("0f0f0f0f-0000-4000-8000-%04u%04u%04u", machine, region, offer);
  JsonObject *item = davy_demo_object (
      "currencyCode", currencies[currency].code, "armRegionName", regions[region].name, "location",
      regions[region].shown, "effectiveStartDate", "2023-03-01T00:00:00Z", "meterId", meter_id,
      "meterName", sku, "productId", "DZH318Z08MCJ", "productName", product, "skuName", sku,
      "serviceName", SERVICE, "serviceId", "DZH313Z7MMC8", "serviceFamily", "Compute",
      "unitOfMeasure", "1 Hour", "type", offers[offer].type, "armSkuName", machines[machine].size,
      NULL);

  json_object_set_double_member (item, "tierMinimumUnits", 0);
  json_object_set_double_member (item, "retailPrice", price);
  json_object_set_double_member (item, "unitPrice", price);
  json_object_set_boolean_member (item, "isPrimaryMeterRegion", TRUE);
  if (g_str_equal (offers[offer].type, "Reservation"))
    json_object_set_string_member (item, "reservationTerm", "1 Year");

  return item;
}

static gboolean
passes (JsonObject *item, const char *filter)
{
  g_autoptr (GRegex) regex = g_regex_new (TERM, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, filter, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);
      g_autofree char *value = g_match_info_fetch (match, 2);
      const char *member = g_str_equal (name, "priceType") ? "type" : name;

      if (g_strcmp0 (davy_demo_get_string (item, member), value) != 0)
        return FALSE;
    }

  return TRUE;
}

static JsonArray *
collect (const char *filter, guint currency)
{
  JsonArray *items = json_array_new ();

  for (guint machine = 0; machine < G_N_ELEMENTS (machines); machine++)
    for (guint region = 0; region < G_N_ELEMENTS (regions); region++)
      for (guint offer = 0; offer < G_N_ELEMENTS (offers); offer++)
        {
          JsonObject *item = build_item (machine, region, offer, currency);

          if (passes (item, filter))
            json_array_add_object_element (items, item);
          else
            json_object_unref (item);
        }

  return items;
}

static void
refuse (DavyExchange *exchange, const char *text)
{
  JsonObject *object = json_object_new ();

  json_object_set_object_member (object, "Error",
                                 davy_demo_object ("Code", "BadRequest", "Message", text, NULL));
  davy_exchange_answer_object (exchange, SOUP_STATUS_BAD_REQUEST, object);
}

/* "'EUR'"; returns the number of currencies for one that is not known */
static guint
find_currency (const char *quoted)
{
  guint i;

  if (quoted == NULL)
    return 0;
  for (i = 0; i < G_N_ELEMENTS (currencies); i++)
    {
      g_autofree char *expected = g_strdup_printf ("'%s'", currencies[i].code);

      if (g_str_equal (expected, quoted))
        break;
    }

  return i;
}

static char *
dup_next_link (DavyExchange *exchange, guint end)
{
  static const char *const names[] = { "api-version", "currencyCode", "$filter" };
  g_autoptr (GString) link = g_string_new (davy_emulator_get_base_uri (exchange->emulator));
  char separator = '?';

  g_string_append (link, PATH);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = davy_exchange_get_query (exchange, names[i]);
      g_autofree char *escaped = value != NULL ? g_uri_escape_string (value, "'$", FALSE) : NULL;

      if (value != NULL)
        {
          g_string_append_printf (link, "%c%s=%s", separator, names[i], escaped);
          separator = '&';
        }
    }
  g_string_append_printf (link, "%c$skip=%u", separator, end);

  return g_string_free (g_steal_pointer (&link), FALSE);
}

static void
answer_page (DavyExchange *exchange, JsonArray *items, const char *currency)
{
  const char *skip = davy_exchange_get_query (exchange, "$skip");
  guint total = json_array_get_length (items);
  guint first = skip != NULL ? (guint) g_ascii_strtoull (skip, NULL, 10) : 0;
  guint end = first + PAGE_ROWS;
  JsonObject *object = davy_demo_object ("BillingCurrency", currency, "CustomerEntityId", "Default",
                                         "CustomerEntityType", "Retail", NULL);
  JsonArray *page = json_array_new ();
  g_autofree char *link = NULL;

  davy_exchange_get_range (exchange, total, &first, &end);
  for (guint i = first; i < end; i++)
    json_array_add_element (page, json_array_dup_element (items, i));
  if (end < total)
    link = dup_next_link (exchange, end);
  json_object_set_int_member (object, "Count", json_array_get_length (page));
  json_object_set_array_member (object, "Items", page);
  json_object_set_string_member (object, "NextPageLink", link);
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

static void
answer_prices (DavyExchange *exchange)
{
  const char *filter = davy_exchange_get_query (exchange, "$filter");
  guint currency = find_currency (davy_exchange_get_query (exchange, "currencyCode"));
  g_autoptr (JsonArray) items = NULL;

  /* Not what the service does, but nobody should show it a token. */
  if (davy_exchange_get_header (exchange, "Authorization") != NULL)
    refuse (exchange, "No token is wanted here.");
  else if (filter != NULL && !g_regex_match_simple (FILTER, filter, 0, 0))
    refuse (exchange, "Invalid OData parameters supplied");
  else if (currency == G_N_ELEMENTS (currencies))
    refuse (exchange, "The currency is not supported");
  else
    {
      items = collect (filter != NULL ? filter : "", currency);
      answer_page (exchange, items, currencies[currency].code);
    }
}

const DavyRoute davy_price_routes[] = {
  { "GET", PATH, DAVY_ANSWER_PLAIN, answer_prices },
  { 0 },
};
