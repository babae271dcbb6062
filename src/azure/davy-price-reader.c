/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-price-reader.h"

#include <string.h>

/* Azure's public price list: what is asked, and which of its rows is a machine's price
 * (`wire-contract.md` 3.9). */

#define API_VERSION "2023-01-01-preview"

/* A quote in a filter's text is written twice. */
static char *
quote (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "'", -1);
  g_autofree char *doubled = g_strjoinv ("''", parts);

  return g_strconcat ("'", doubled, "'", NULL);
}

static gboolean
holds (const char *text, const char *part)
{
  return text != NULL && strstr (text, part) != NULL;
}

/* Rows of other ways to pay, of other services that use the same sizes, and of other units do not
 * count; neither does a price that is still to come. */
static gboolean
is_price_of_machine (const DavyJson *item, DavyTime since)
{
  const char *type = davy_json_string (item, "type", DAVY_JSON_OPTIONAL);
  const char *unit = davy_json_string (item, "unitOfMeasure", DAVY_JSON_OPTIONAL);
  const char *product = davy_json_string (item, "productName", DAVY_JSON_OPTIONAL);

  return (type == NULL || g_ascii_strcasecmp (type, "Consumption") == 0) &&
         g_strcmp0 (unit, "1 Hour") == 0 && !holds (product, "CloudServices") &&
         !holds (product, "Cloud Services") && since <= davy_time_now ();
}

/* Spot is what is sold today; Low Priority, its older name, has prices of its own. */
static gboolean
is_better (const DavyPriceRows *rows, DavyPriceKind kind, gboolean low_priority, DavyTime since)
{
  if (!davy_money_is_known (&rows->prices.by_kind[kind]))
    return TRUE;
  if (rows->is_low_priority[kind] != low_priority)
    return rows->is_low_priority[kind];

  return since > rows->since[kind];
}

static void
read_item (const DavyJson *item, DavyPriceRows *rows)
{
  const char *product = davy_json_string (item, "productName", DAVY_JSON_OPTIONAL);
  const char *sku = davy_json_string (item, "skuName", DAVY_JSON_OPTIONAL);
  DavyTime since = davy_json_time (item, "effectiveStartDate", DAVY_JSON_OPTIONAL);
  gboolean low_priority = holds (sku, "Low Priority");
  DavyPriceKind kind =
      davy_price_kind_get (holds (product, "Windows"), low_priority || holds (sku, "Spot"));
  const char *currency;
  double price;

  if (!is_price_of_machine (item, since) || !is_better (rows, kind, low_priority, since))
    return;

  price = davy_json_number (item, "retailPrice", DAVY_JSON_REQUIRED);
  currency = davy_json_string (item, "currencyCode", DAVY_JSON_REQUIRED);
  rows->prices.by_kind[kind] = davy_money_new (price, currency, DAVY_BASIS_LIST);
  rows->since[kind] = since;
  rows->is_low_priority[kind] = low_priority;
}

/* --- within the room ----------------------------------------------------------------------- */

/* Returns: (transfer full): the path and query that ask for a machine's prices */
char *
davy_price_build_query (const char *size, const char *region, const char *currency)
{
  g_autofree char *own_size = davy_price_dup_size (size);
  g_autofree char *own_region = davy_price_dup_region (region);
  g_autofree char *quoted_size = quote (own_size);
  g_autofree char *quoted_region = quote (own_region);
  g_autofree char *quoted_currency = quote (currency);
  g_autofree char *filter =
      g_strdup_printf ("serviceName eq 'Virtual Machines' and armRegionName eq %s"
                       " and armSkuName eq %s and priceType eq 'Consumption'",
                       quoted_region, quoted_size);
  g_autofree char *escaped_filter = g_uri_escape_string (filter, "'", FALSE);
  g_autofree char *escaped_currency = g_uri_escape_string (quoted_currency, "'", FALSE);

  return g_strdup_printf ("/api/retail/prices?api-version=" API_VERSION
                          "&currencyCode=%s&$filter=%s",
                          escaped_currency, escaped_filter);
}

/* Takes in a page's rows.
 * Returns: (transfer full) (nullable): the link to the next page; check @error for NULL */
char *
davy_price_page_read (JsonNode *document, DavyPriceRows *rows, GError **error)
{
  g_autoptr (GError) unreadable = NULL;
  DavyJson root = davy_json_root (document, &unreadable);
  DavyJson items = davy_json_member (&root, "Items");
  guint length = davy_json_length (&items, DAVY_JSON_REQUIRED);
  g_autofree char *next = g_strdup (davy_json_string (&root, "NextPageLink", DAVY_JSON_OPTIONAL));

  for (guint i = 0; i < length && unreadable == NULL; i++)
    {
      DavyJson item = davy_json_element (&items, i);

      read_item (&item, rows);
    }
  if (unreadable != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&unreadable));
      return NULL;
    }

  return g_steal_pointer (&next);
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_price_kind_get:
 * @windows: whether its system is Windows
 * @spot: whether it may be taken away
 *
 * Returns: which price is a machine's
 */
DavyPriceKind
davy_price_kind_get (gboolean windows, gboolean spot)
{
  if (spot)
    return windows ? DAVY_PRICE_WINDOWS_SPOT : DAVY_PRICE_LINUX_SPOT;

  return windows ? DAVY_PRICE_WINDOWS : DAVY_PRICE_LINUX;
}

/**
 * davy_price_dup_size:
 * @size: a machine's size as any service writes it
 *
 * The price list compares letter by letter, and Machine Learning and Batch write sizes in capitals:
 * `STANDARD_NC24ADS_A100_V4`. The letters behind the number of processors and the `v` of a version
 * are small.
 *
 * Returns: (transfer full): the size as the price list writes it
 */
char *
davy_price_dup_size (const char *size)
{
  static const char prefix[] = "STANDARD_";
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean behind_number = FALSE;
  guint part = 0;

  if (!g_str_has_prefix (size, prefix))
    return g_strdup (size);

  g_string_append (text, "Standard_");
  for (const char *at = size + strlen (prefix); *at != '\0'; at++)
    {
      gboolean version = at[0] == 'V' && at[-1] == '_' && g_ascii_isdigit (at[1]);

      if (*at == '_')
        part++;
      behind_number |= g_ascii_isdigit (*at);
      g_string_append_c (text,
                         version || (part == 0 && behind_number) ? g_ascii_tolower (*at) : *at);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * davy_price_dup_region:
 * @region: a region as any service writes it, such as `West Europe`
 *
 * Returns: (transfer full): the region as the price list writes it, such as `westeurope`
 */
char *
davy_price_dup_region (const char *region)
{
  g_auto (GStrv) parts = g_strsplit (region, " ", -1);
  g_autofree char *joined = g_strjoinv ("", parts);

  return g_ascii_strdown (joined, -1);
}
