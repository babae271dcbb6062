/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "emulator/emulator-customers.h"
#include "emulator/emulator-routes.h"
#include "emulator/emulator-seek.h"
#include "emulator/emulator-spending.h"
#include "emulator/emulator-subscriptions.h"

/* Rated usage of Azure plans: the period's totals by resource and by meter, and the daily lines
 * that are not on an invoice yet; the meters of legacy subscriptions in their own shape
 * (`wire-contract.md` 2.7 d, e, f and h). */

#define PREVIOUS_DAYS 30

/* One meter of one Azure subscription below a plan, on one day where days are told apart. */
typedef struct
{
  const DavyDemoCustomer *customer;
  const DavyDemoSubscription *plan;
  const DavyDemoEntitlement *entitlement;
  const DavyDemoMeter *meter;
  DavyDay day;
  double quantity;
} Line;

static const char *
resource_type_of (const DavyDemoMeter *meter)
{
  static const struct
  {
    const char *service;
    const char *type;
  } types[] = {
    { "Virtual Machines", "Microsoft.Compute" },
    { "Storage", "Microsoft.Storage" },
    { "SQL Database", "Microsoft.Sql" },
    { "Azure App Service", "Microsoft.Web" },
    { "Functions", "Microsoft.Web" },
    { "Log Analytics", "Microsoft.OperationalInsights" },
    { "Azure Machine Learning", "Microsoft.MachineLearningServices" },
    { "Container Instances", "Microsoft.ContainerInstance" },
    { "Backup", "Microsoft.RecoveryServices" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].service, meter->service))
      return types[i].type;

  return "Microsoft.Network";
}

static char *
dup_resource_name (const Line *line)
{
  g_autofree char *mark = g_strndup (line->meter->id, 8);

  return g_strconcat ("res-", mark, NULL);
}

static char *
dup_resource_uri (const Line *line)
{
  g_autofree char *name = dup_resource_name (line);

  return g_strdup_printf ("/subscriptions/%s/resourceGroups/%s/providers/%s/resources/%s",
                          line->entitlement->id, line->meter->resource_group,
                          resource_type_of (line->meter), name);
}

static double
cost_of (const Line *line)
{
  return isnan (line->meter->price) ? 0 : line->quantity * line->meter->price;
}

static JsonObject *
resource_to_json (DavyExchange *exchange, const Line *line)
{
  JsonObject *item = json_object_new ();
  g_autofree char *uri = dup_resource_uri (line);
  g_autofree char *name = dup_resource_name (line);

  json_object_set_string_member (item, "subscriptionId", line->plan->id);
  json_object_set_string_member (item, "resourceUri", uri);
  json_object_set_string_member (item, "resourceType", resource_type_of (line->meter));
  json_object_set_string_member (item, "entitlementId", line->entitlement->id);
  json_object_set_string_member (item, "entitlementName", line->entitlement->name);
  json_object_set_string_member (item, "resourceGroupName", line->meter->resource_group);
  json_object_set_string_member (item, "name", name);
  json_object_set_string_member (item, "resourceName", name);
  davy_json_set_amount (item, cost_of (line), line->customer, FALSE);
  davy_json_set_modified (item, exchange);
  json_object_set_object_member (item, "attributes",
                                 davy_json_new_attributes ("ResourceUsageRecord"));

  return item;
}

static JsonObject *
meter_to_json (DavyExchange *exchange, const Line *line)
{
  JsonObject *item = json_object_new ();

  json_object_set_string_member (item, "subscriptionId", line->plan->id);
  json_object_set_string_member (item, "meterId", line->meter->id);
  json_object_set_string_member (item, "meterName", line->meter->name);
  json_object_set_string_member (item, "category", line->meter->service);
  json_object_set_string_member (item, "subcategory", line->meter->subcategory);
  json_object_set_double_member (item, "quantityUsed", line->quantity);
  json_object_set_string_member (item, "unit", line->meter->unit);
  davy_json_set_amount (item, cost_of (line), line->customer, FALSE);
  davy_json_set_modified (item, exchange);
  json_object_set_object_member (item, "attributes", davy_json_new_attributes ("MeterUsageRecord"));

  return item;
}

/* What stands for a whole plan. */
static void
answer_plan (DavyExchange *exchange,
             const DavyDemoCustomer *customer,
             const DavyDemoSubscription *plan,
             JsonObject *(*to_json) (DavyExchange *exchange, const Line *line))
{
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < plan->entitlements->len; i++)
    {
      const DavyDemoEntitlement *entitlement = g_ptr_array_index (plan->entitlements, i);
      const DavyDemoUsage *usage = entitlement->usage;

      for (guint j = 0; usage != NULL && j < usage->meters->len; j++)
        {
          Line line = { customer, plan, entitlement, g_ptr_array_index (usage->meters, j), 0, 0 };

          line.quantity = davy_period_get_quantity (exchange, usage, line.meter);
          if (line.quantity != 0)
            json_array_add_object_element (items, to_json (exchange, &line));
        }
    }
  davy_exchange_answer_items (exchange, items);
}

static void
refuse_kind (DavyExchange *exchange)
{
  davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800002",
                        "This subscription has no such usage records.");
}

static void
answer_resources (DavyExchange *exchange)
{
  DavyDemoCustomer *customer;
  const DavyDemoSubscription *plan = davy_exchange_find_subscription (exchange, &customer);

  if (plan != NULL && plan->kind == DAVY_DEMO_AZURE_PLAN)
    answer_plan (exchange, customer, plan, resource_to_json);
  else if (plan != NULL)
    refuse_kind (exchange);
}

/* The shape from before Azure plans. */
static void
answer_legacy (DavyExchange *exchange,
               const DavyDemoCustomer *customer,
               const DavyDemoSubscription *subscription)
{
  JsonArray *items = json_array_new ();

  for (guint i = 0; subscription->usage != NULL && i < subscription->usage->meters->len; i++)
    {
      const DavyDemoMeter *meter = g_ptr_array_index (subscription->usage->meters, i);
      double quantity = davy_period_get_quantity (exchange, subscription->usage, meter);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "category", meter->service);
      json_object_set_string_member (item, "subcategory", meter->subcategory);
      json_object_set_double_member (item, "quantityUsed", quantity);
      json_object_set_string_member (item, "unit", meter->unit);
      json_object_set_string_member (item, "id", meter->id);
      json_object_set_string_member (item, "name", meter->name);
      davy_json_set_amount (item, isnan (meter->price) ? 0 : quantity * meter->price, customer,
                            TRUE);
      json_object_set_object_member (item, "attributes",
                                     davy_json_new_attributes ("AzureResourceMonthlyUsageRecord"));
      json_array_add_object_element (items, item);
    }
  davy_exchange_answer_items (exchange, items);
}

static void
answer_meters (DavyExchange *exchange)
{
  DavyDemoCustomer *customer;
  const DavyDemoSubscription *subscription = davy_exchange_find_subscription (exchange, &customer);

  if (subscription == NULL)
    return;
  if (subscription->kind == DAVY_DEMO_AZURE_PLAN)
    answer_plan (exchange, customer, subscription, meter_to_json);
  else if (subscription->kind == DAVY_DEMO_LEGACY)
    answer_legacy (exchange, customer, subscription);
  else
    refuse_kind (exchange);
}

static void
answer_legacy_resources (DavyExchange *exchange)
{
  DavyDemoCustomer *customer;
  const DavyDemoSubscription *subscription = davy_exchange_find_subscription (exchange, &customer);

  if (subscription != NULL && subscription->kind == DAVY_DEMO_LEGACY)
    answer_legacy (exchange, customer, subscription);
  else if (subscription != NULL)
    refuse_kind (exchange);
}

static void
collect_entitlement (DavyExchange *exchange, Line line, DavyDay first, DavyDay last, GArray *lines)
{
  const DavyDemoUsage *usage = line.entitlement->usage;

  for (line.day = first; usage != NULL && line.day <= last; line.day++)
    for (guint i = 0; i < usage->meters->len; i++)
      {
        line.meter = g_ptr_array_index (usage->meters, i);
        if (davy_demo_usage_get (usage, line.meter, line.day, davy_exchange_now (exchange),
                                 &line.quantity, NULL))
          g_array_append_val (lines, line);
      }
}

static GArray *
collect_lines (DavyExchange *exchange, const char *currency, DavyDay first, DavyDay last)
{
  const GPtrArray *customers = exchange->scenario->customers;
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  for (guint i = 0; i < customers->len; i++)
    {
      const DavyDemoCustomer *customer = g_ptr_array_index (customers, i);

      if (g_ascii_strcasecmp (customer->currency, currency) != 0)
        continue;
      for (guint j = 0; j < customer->subscriptions->len; j++)
        {
          const DavyDemoSubscription *plan = g_ptr_array_index (customer->subscriptions, j);

          for (guint k = 0; k < plan->entitlements->len; k++)
            collect_entitlement (
                exchange,
                (Line){ customer, plan, g_ptr_array_index (plan->entitlements, k), NULL, 0, 0 },
                first, last, lines);
        }
    }

  return lines;
}

static JsonObject *
line_to_json (gpointer lines, guint index)
{
  const Line *line = &g_array_index ((GArray *) lines, Line, index);
  JsonObject *item = json_object_new ();
  g_autofree char *date = davy_time_to_iso (davy_day_to_time (line->day));
  g_autofree char *uri = dup_resource_uri (line);
  double price = isnan (line->meter->price) ? 0 : line->meter->price;

  json_object_set_string_member (item, "customerId", line->customer->id);
  json_object_set_string_member (item, "customerName", line->customer->name);
  json_object_set_string_member (item, "subscriptionId", line->plan->id);
  json_object_set_string_member (item, "subscriptionDescription", line->plan->offer_name);
  json_object_set_string_member (item, "usageDate", date);
  json_object_set_string_member (item, "meterType", line->meter->name);
  json_object_set_string_member (item, "meterCategory", line->meter->service);
  json_object_set_string_member (item, "meterSubCategory", line->meter->subcategory);
  json_object_set_string_member (item, "meterName", line->meter->name);
  json_object_set_string_member (item, "meterId", line->meter->id);
  json_object_set_string_member (item, "unitOfMeasure", line->meter->unit);
  json_object_set_string_member (item, "resourceLocation", line->meter->region);
  json_object_set_string_member (item, "consumedService", resource_type_of (line->meter));
  json_object_set_string_member (item, "resourceGroup", line->meter->resource_group);
  json_object_set_string_member (item, "resourceUri", uri);
  json_object_set_string_member (item, "tags", "");
  json_object_set_string_member (item, "additionalInfo", "{\"UsageType\":\"ComputeHR\"}");
  json_object_set_double_member (item, "unitPrice", price);
  json_object_set_double_member (item, "quantity", line->quantity);
  json_object_set_double_member (item, "billingPreTaxTotal", cost_of (line));
  json_object_set_string_member (item, "billingCurrency", line->customer->currency);
  json_object_set_double_member (item, "pricingPreTaxTotal", cost_of (line));
  json_object_set_string_member (item, "pricingCurrency", line->customer->currency);
  json_object_set_string_member (item, "entitlementId", line->entitlement->id);
  json_object_set_string_member (item, "entitlementDescription", line->entitlement->name);
  json_object_set_string_member (item, "invoiceLineItemType", "usage_line_items");
  json_object_set_string_member (item, "billingProvider", "one_time");
  json_object_set_object_member (item, "attributes",
                                 davy_json_new_attributes ("DailyRatedUsageLineItem"));

  return item;
}

static gboolean
is_asked (DavyExchange *exchange, const char *name, const char *word)
{
  const char *value = davy_exchange_get_query (exchange, name);

  return value != NULL && g_ascii_strcasecmp (value, word) == 0;
}

static void
answer_unbilled (DavyExchange *exchange)
{
  const char *currency = davy_exchange_get_query (exchange, "currencycode");
  DavyDay start = davy_day_from_time (exchange->scenario->behaviour.billing_start);
  DavyDay today = davy_day_from_time (davy_exchange_now (exchange));
  gboolean previous = is_asked (exchange, "period", "previous");
  g_autoptr (GArray) lines = NULL;

  if (!is_asked (exchange, "provider", "onetime") ||
      !is_asked (exchange, "invoicelineitemtype", "usagelineitems") || currency == NULL ||
      (!previous && !is_asked (exchange, "period", "current")))
    {
      davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800002",
                            "provider, invoicelineitemtype, currencycode and period are needed.");
      return;
    }

  lines = collect_lines (exchange, currency, previous ? start - PREVIOUS_DAYS : start,
                         previous ? start - 1 : today);
  davy_seek_answer (exchange, "/v1/invoices/unbilled/lineitems", lines->len, line_to_json, lines);
}

#define SUBSCRIPTION "/pc/v1/customers/{}/subscriptions/{}"

const DavyRoute davy_rated_usage_routes[] = {
  { "GET", SUBSCRIPTION "/resourceusagerecords", DAVY_ANSWER_PLAIN, answer_resources },
  { "GET", SUBSCRIPTION "/meterusagerecords", DAVY_ANSWER_PLAIN, answer_meters },
  { "GET", SUBSCRIPTION "/usagerecords/resources", DAVY_ANSWER_PLAIN, answer_legacy_resources },
  { "GET", "/pc/v1/invoices/unbilled/lineitems", DAVY_ANSWER_GZIP, answer_unbilled },
  { 0 },
};
