/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-cost.h"

#include <math.h>

#include "partner/davy-partner-readers.h"

static DavyMoney
read_total (const DavyJson *item)
{
  char currency[4];

  davy_partner_read_currency (item, currency);

  return davy_money_new (davy_json_number (item, "totalCost", DAVY_JSON_REQUIRED), currency,
                         DAVY_BASIS_UNKNOWN);
}

static double
read_number (const DavyJson *item, const char *name)
{
  DavyJson member = davy_json_member (item, name);

  return davy_json_exists (&member) ? davy_json_number (item, name, DAVY_JSON_OPTIONAL)
                                    : (double) NAN;
}

/* Two generations of names: resourceName of plans, name of all. */
static char *
dup_either (const DavyJson *item, const char *name, const char *other)
{
  char *text = davy_partner_dup_text (item, name);

  return text != NULL ? text : davy_partner_dup_text (item, other);
}

static char *
dup_either_id (const DavyJson *item, const char *name, const char *other)
{
  char *id = davy_partner_dup_id (item, name, DAVY_JSON_OPTIONAL);

  return id != NULL ? id : davy_partner_dup_id (item, other, DAVY_JSON_OPTIONAL);
}

/* --- between rooms ------------------------------------------------------------------------- */

DavyResourceCost *
davy_resource_cost_read (const DavyJson *item)
{
  DavyResourceCost *self = g_new0 (DavyResourceCost, 1);

  self->resource_id = davy_partner_dup_text (item, "resourceUri");
  self->type = davy_partner_dup_text (item, "resourceType");
  self->name = dup_either (item, "resourceName", "name");
  self->resource_group = davy_partner_dup_text (item, "resourceGroupName");
  self->azure_id = davy_partner_dup_id (item, "entitlementId", DAVY_JSON_OPTIONAL);
  self->azure_name = davy_partner_dup_text (item, "entitlementName");
  self->cost = read_total (item);
  self->modified = davy_json_time (item, "lastModifiedDate", DAVY_JSON_OPTIONAL);

  return self;
}

DavyMeterCost *
davy_meter_cost_read (const DavyJson *item)
{
  DavyMeterCost *self = g_new0 (DavyMeterCost, 1);

  self->meter_id = dup_either_id (item, "meterId", "id");
  self->name = dup_either (item, "meterName", "name");
  self->category = davy_partner_dup_text (item, "category");
  self->sub_category = davy_partner_dup_text (item, "subcategory");
  self->unit = davy_partner_dup_text (item, "unit");
  self->quantity = davy_json_number (item, "quantityUsed", DAVY_JSON_OPTIONAL);
  self->cost = read_total (item);
  self->modified = davy_json_time (item, "lastModifiedDate", DAVY_JSON_OPTIONAL);

  return self;
}

DavyUsageTotal *
davy_usage_total_read (const DavyJson *item)
{
  DavyUsageTotal *self = g_new0 (DavyUsageTotal, 1);
  DavyJson budget = davy_json_member (item, "budget");

  self->id = dup_either_id (item, "resourceId", "id");
  self->name = dup_either (item, "resourceName", "name");
  self->status = davy_partner_dup_text (item, "status");
  self->offer_id = davy_partner_dup_text (item, "offerId");
  self->cost = read_total (item);
  self->usd = davy_money_new (read_number (item, "usdTotalCost"), "USD", DAVY_BASIS_UNKNOWN);
  self->budget = davy_partner_read_budget (&budget);
  self->percent_used = read_number (item, "percentUsed");
  self->has_plan = davy_json_boolean (item, "isUpgraded", DAVY_JSON_OPTIONAL);
  self->from = davy_json_time (item, "billingStartDate", DAVY_JSON_OPTIONAL);
  self->to = davy_json_time (item, "billingEndDate", DAVY_JSON_OPTIONAL);
  self->modified = davy_json_time (item, "lastModifiedDate", DAVY_JSON_OPTIONAL);

  return self;
}

DavyUnbilledLine *
davy_unbilled_line_read (const DavyJson *item)
{
  DavyUnbilledLine *self = g_new0 (DavyUnbilledLine, 1);

  self->day = davy_day_from_time (davy_json_time (item, "usageDate", DAVY_JSON_REQUIRED));
  self->customer_id = davy_partner_dup_id (item, "customerId", DAVY_JSON_OPTIONAL);
  self->plan_id = davy_partner_dup_id (item, "subscriptionId", DAVY_JSON_OPTIONAL);
  self->azure_id = davy_partner_dup_id (item, "entitlementId", DAVY_JSON_OPTIONAL);
  self->service = dup_either (item, "meterCategory", "consumedService");
  self->meter_id = davy_partner_dup_id (item, "meterId", DAVY_JSON_OPTIONAL);
  self->region = davy_partner_dup_text (item, "resourceLocation");
  self->resource_group = davy_partner_dup_text (item, "resourceGroup");
  self->resource_id = davy_partner_dup_text (item, "resourceUri");
  self->unit = davy_partner_dup_text (item, "unitOfMeasure");
  self->quantity = davy_json_number (item, "quantity", DAVY_JSON_OPTIONAL);
  self->billed = davy_money_new (davy_json_number (item, "billingPreTaxTotal", DAVY_JSON_REQUIRED),
                                 davy_json_string (item, "billingCurrency", DAVY_JSON_OPTIONAL),
                                 DAVY_BASIS_INVOICED);
  self->priced = davy_money_new (read_number (item, "pricingPreTaxTotal"),
                                 davy_json_string (item, "pricingCurrency", DAVY_JSON_OPTIONAL),
                                 DAVY_BASIS_INVOICED);

  return self;
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_resource_cost_free:
 * @self: (transfer full) (nullable): a resource's cost
 *
 * Frees a resource's cost.
 */
void
davy_resource_cost_free (DavyResourceCost *self)
{
  if (self == NULL)
    return;

  g_free (self->resource_id);
  g_free (self->type);
  g_free (self->name);
  g_free (self->resource_group);
  g_free (self->azure_id);
  g_free (self->azure_name);
  g_free (self);
}

/**
 * davy_meter_cost_free:
 * @self: (transfer full) (nullable): a meter's cost
 *
 * Frees a meter's cost.
 */
void
davy_meter_cost_free (DavyMeterCost *self)
{
  if (self == NULL)
    return;

  g_free (self->meter_id);
  g_free (self->name);
  g_free (self->category);
  g_free (self->sub_category);
  g_free (self->unit);
  g_free (self);
}

/**
 * davy_usage_total_free:
 * @self: (transfer full) (nullable): a total
 *
 * Frees a total.
 */
void
davy_usage_total_free (DavyUsageTotal *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->status);
  g_free (self->offer_id);
  g_free (self);
}

/**
 * davy_unbilled_line_free:
 * @self: (transfer full) (nullable): a line
 *
 * Frees a line.
 */
void
davy_unbilled_line_free (DavyUnbilledLine *self)
{
  if (self == NULL)
    return;

  g_free (self->customer_id);
  g_free (self->plan_id);
  g_free (self->azure_id);
  g_free (self->service);
  g_free (self->meter_id);
  g_free (self->region);
  g_free (self->resource_group);
  g_free (self->resource_id);
  g_free (self->unit);
  g_free (self);
}
