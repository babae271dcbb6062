/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-usage.h"

#include <string.h>

#include "partner/davy-partner-readers.h"

/* A legacy amount says in which locale its currency is meant, "fr-FR", not which currency it is
 * (`wire-contract.md` 2.7). Where CSP was sold, by the locale's territory. */
static const struct
{
  const char *territories;
  const char *currency;
} territory_currencies[] = {
  { "AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MC MT NL PT SI SK", "EUR" },
  { "US PR EC SV", "USD" },
  { "GB", "GBP" },
  { "CH LI", "CHF" },
  { "DK", "DKK" },
  { "NO", "NOK" },
  { "SE", "SEK" },
  { "IS", "ISK" },
  { "PL", "PLN" },
  { "CZ", "CZK" },
  { "HU", "HUF" },
  { "RO", "RON" },
  { "BG", "BGN" },
  { "TR", "TRY" },
  { "IL", "ILS" },
  { "AE", "AED" },
  { "SA", "SAR" },
  { "ZA", "ZAR" },
  { "IN", "INR" },
  { "JP", "JPY" },
  { "KR", "KRW" },
  { "CN", "CNY" },
  { "TW", "TWD" },
  { "HK", "HKD" },
  { "SG", "SGD" },
  { "AU", "AUD" },
  { "NZ", "NZD" },
  { "CA", "CAD" },
  { "MX", "MXN" },
  { "BR", "BRL" },
};

static const char *
currency_of_territory (const char *territory)
{
  if (strlen (territory) != 2)
    return "";

  for (guint i = 0; i < G_N_ELEMENTS (territory_currencies); i++)
    {
      if (strstr (territory_currencies[i].territories, territory) != NULL)
        return territory_currencies[i].currency;
    }

  return "";
}

/* --- between rooms ------------------------------------------------------------------------- */

/* @currency: (out): ISO 4217, "" when it cannot be told */
void
davy_partner_read_currency (const DavyJson *item, char currency[4])
{
  const char *code = davy_json_string (item, "currencyCode", DAVY_JSON_OPTIONAL);
  const char *locale = davy_json_string (item, "currencyLocale", DAVY_JSON_OPTIONAL);
  g_autofree char *found = NULL;

  if (code != NULL && strlen (code) == 3)
    {
      found = g_ascii_strup (code, -1);
    }
  else if (locale != NULL && strrchr (locale, '-') != NULL)
    {
      g_autofree char *territory = g_ascii_strup (strrchr (locale, '-') + 1, -1);

      found = g_strdup (currency_of_territory (territory));
    }

  g_strlcpy (currency, found != NULL ? found : "", 4);
}

DavyUtilization *
davy_utilization_read (const DavyJson *item)
{
  DavyUtilization *self = g_new0 (DavyUtilization, 1);
  DavyJson resource = davy_json_member (item, "resource");
  DavyJson instance = davy_json_member (item, "instanceData");

  self->start = davy_json_time (item, "usageStartTime", DAVY_JSON_REQUIRED);
  self->meter_id = davy_partner_dup_id (&resource, "id", DAVY_JSON_REQUIRED);
  self->category = davy_partner_dup_text (&resource, "category");
  self->subcategory = davy_partner_dup_text (&resource, "subcategory");
  self->region = davy_partner_dup_text (&instance, "location");
  if (self->region == NULL)
    self->region = davy_partner_dup_text (&resource, "region");
  self->resource_id = davy_partner_dup_text (&instance, "resourceUri");
  self->unit = davy_partner_dup_text (item, "unit");
  self->quantity = davy_json_number (item, "quantity", DAVY_JSON_REQUIRED);

  return self;
}

DavyMeterTotal *
davy_meter_total_read (const DavyJson *item)
{
  DavyMeterTotal *self = g_new0 (DavyMeterTotal, 1);

  self->meter_id = davy_partner_dup_id (item, "id", DAVY_JSON_REQUIRED);
  self->category = davy_partner_dup_text (item, "category");
  self->quantity = davy_json_number (item, "quantityUsed", DAVY_JSON_OPTIONAL);
  self->cost = davy_json_number (item, "totalCost", DAVY_JSON_OPTIONAL);
  davy_partner_read_currency (item, self->currency);

  return self;
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_utilization_free:
 * @self: (transfer full) (nullable): a utilization record
 *
 * Frees a utilization record.
 */
void
davy_utilization_free (DavyUtilization *self)
{
  if (self == NULL)
    return;

  g_free (self->meter_id);
  g_free (self->category);
  g_free (self->subcategory);
  g_free (self->region);
  g_free (self->resource_id);
  g_free (self->unit);
  g_free (self);
}

/**
 * davy_meter_total_free:
 * @self: (transfer full) (nullable): a meter's total
 *
 * Frees a meter's total.
 */
void
davy_meter_total_free (DavyMeterTotal *self)
{
  if (self == NULL)
    return;

  g_free (self->meter_id);
  g_free (self->category);
  g_free (self);
}
