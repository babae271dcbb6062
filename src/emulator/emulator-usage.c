/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "emulator/emulator-customers.h"
#include "emulator/emulator-private.h"
#include "emulator/emulator-routes.h"
#include "emulator/emulator-subscriptions.h"

/* Usage at Partner Center: the daily records and the meters' totals of legacy Azure subscriptions,
 * and what each subscription has cost so far (`wire-contract.md` 2.7). */

#define TOKEN_MARK "util/"

/* One meter on one day. */
typedef struct
{
  const DavyDemoMeter *meter;
  DavyDay day;
  double quantity;
} UsageRecord;

/* Daily records exist for legacy subscriptions alone. */
static DavyDemoSubscription *
find_legacy (DavyExchange *exchange, DavyDemoCustomer **customer)
{
  DavyDemoSubscription *subscription = davy_exchange_find_subscription (exchange, customer);

  if (subscription == NULL || subscription->kind == DAVY_DEMO_LEGACY)
    return subscription;

  davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800002",
                        "This subscription has no utilization records.");
  return NULL;
}

/* Asked for by the time at which billing received a record; daily reads count whole UTC days. */
static gboolean
read_span (DavyExchange *exchange, DavyTime *from, DavyTime *to)
{
  const char *granularity = davy_exchange_get_query (exchange, "granularity");

  if (davy_time_parse (davy_exchange_get_query (exchange, "start_time"), from) &&
      davy_time_parse (davy_exchange_get_query (exchange, "end_time"), to) &&
      *from != DAVY_TIME_UNSET && *to > *from && *from % DAVY_TIME_DAY == 0 &&
      *to % DAVY_TIME_DAY == 0 &&
      (granularity == NULL || g_ascii_strcasecmp (granularity, "daily") == 0))
    return TRUE;

  davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800002",
                        "start_time and end_time must be days, midnight UTC, in this order.");
  return FALSE;
}

static GArray *
collect_records (DavyExchange *exchange, const DavyDemoUsage *usage, DavyTime from, DavyTime to)
{
  GArray *records = g_array_new (FALSE, FALSE, sizeof (UsageRecord));
  DavyDay last = davy_day_from_time (to);

  for (DavyDay day = usage->today - (DavyDay) usage->days; day <= last; day++)
    for (guint i = 0; i < usage->meters->len; i++)
      {
        UsageRecord record = { .meter = g_ptr_array_index (usage->meters, i), .day = day };
        DavyTime reported;

        if (davy_demo_usage_get (usage, record.meter, day, davy_exchange_now (exchange),
                                 &record.quantity, &reported) &&
            reported > from && reported <= to)
          g_array_append_val (records, record);
      }

  return records;
}

static JsonObject *
instance_to_json (const UsageRecord *record, const DavyDemoSubscription *subscription)
{
  JsonObject *instance = json_object_new ();
  g_autofree char *uri = g_strdup_printf ("/subscriptions/%s/resourceGroups/%s",
                                          subscription->azure_id, record->meter->resource_group);

  json_object_set_string_member (instance, "resourceUri", uri);
  json_object_set_string_member (instance, "location", record->meter->region);
  json_object_set_string_member (instance, "partNumber", "");
  json_object_set_string_member (instance, "orderNumber", "");
  /* documented as a list, seen as an object */
  if (record->day % 2 == 0)
    json_object_set_array_member (instance, "tags", json_array_new ());
  else
    json_object_set_object_member (instance, "tags", json_object_new ());

  return instance;
}

/* The day is one of UTC, whatever the offset: 17:00 in Seattle is midnight. */
static char *
dup_day_start (DavyDay day, gboolean elsewhere)
{
  g_autofree char *iso = davy_day_to_iso (elsewhere ? day - 1 : day);

  return g_strconcat (iso, elsewhere ? "T17:00:00-07:00" : "T00:00:00+00:00", NULL);
}

static JsonObject *
record_to_json (const UsageRecord *record, const DavyDemoSubscription *subscription)
{
  JsonObject *object = json_object_new ();
  JsonObject *resource = json_object_new ();
  gboolean elsewhere = record->day % 3 == 0;
  g_autofree char *start_time = dup_day_start (record->day, elsewhere);
  g_autofree char *end_time = dup_day_start (record->day + 1, elsewhere);

  json_object_set_string_member (resource, "id", record->meter->id);
  json_object_set_string_member (resource, "name", record->meter->name);
  json_object_set_string_member (resource, "category", record->meter->service);
  json_object_set_string_member (resource, "subcategory", record->meter->subcategory);
  json_object_set_string_member (resource, "region", record->meter->region);

  json_object_set_string_member (object, "usageStartTime", start_time);
  json_object_set_string_member (object, "usageEndTime", end_time);
  json_object_set_object_member (object, "resource", resource);
  json_object_set_double_member (object, "quantity", record->quantity);
  json_object_set_string_member (object, "unit", record->meter->unit);
  json_object_set_object_member (object, "infoFields", json_object_new ());
  json_object_set_object_member (object, "instanceData", instance_to_json (record, subscription));
  json_object_set_object_member (object, "attributes",
                                 davy_json_new_attributes ("AzureUtilizationRecord"));

  return object;
}

static void
add_next_link (DavyExchange *exchange, JsonObject *collection, guint offset)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (exchange->message));
  g_auto (GStrv) parts = g_strsplit (query, "&seek_operation=", 2);
  g_autofree char *token = g_strdup_printf (TOKEN_MARK "%u", offset);
  g_autofree char *uri =
      g_strdup_printf ("customers/%s/subscriptions/%s/utilizations/azure?%s&seek_operation=Next",
                       exchange->arguments[0], exchange->arguments[1], parts[0]);

  davy_json_add_next_link (collection, uri, token);
}

static void
answer_records (DavyExchange *exchange,
                const DavyDemoSubscription *subscription,
                DavyTime from,
                DavyTime to)
{
  g_autoptr (GArray) records = collect_records (exchange, subscription->usage, from, to);
  const char *size_text = davy_exchange_get_query (exchange, "size");
  const char *token = davy_exchange_get_header (exchange, "MS-ContinuationToken");
  JsonObject *collection = json_object_new ();
  JsonArray *items = json_array_new ();
  guint64 size = 1000;
  guint first = 0, end;

  if (size_text != NULL)
    g_ascii_string_to_unsigned (size_text, 10, 1, 1000, &size, NULL);
  if (token != NULL && g_str_has_prefix (token, TOKEN_MARK))
    first = (guint) g_ascii_strtoull (token + strlen (TOKEN_MARK), NULL, 10);
  end = first + (guint) size;
  davy_exchange_get_range (exchange, records->len, &first, &end);

  for (guint i = first; i < end; i++)
    json_array_add_object_element (
        items, record_to_json (&g_array_index (records, UsageRecord, i), subscription));
  json_object_set_int_member (collection, "totalCount", end - first);
  json_object_set_array_member (collection, "items", items);
  json_object_set_object_member (collection, "attributes", davy_json_new_attributes ("Collection"));
  if (end < records->len)
    add_next_link (exchange, collection, end);
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, collection);
}

/* Data that is not ready yet is told by 204, a time to wait and no body. */
static void
answer_utilizations (DavyExchange *exchange)
{
  DavyDemoCustomer *customer;
  const DavyDemoSubscription *subscription = find_legacy (exchange, &customer);
  DavyTime from, to;

  if (subscription == NULL || !read_span (exchange, &from, &to))
    return;

  if (subscription->usage == NULL)
    davy_exchange_answer_items (exchange, json_array_new ());
  else if (davy_emulator_count_visit (exchange->emulator, subscription->id) <
           subscription->usage->not_ready)
    {
      davy_exchange_set_header (exchange, "Retry-After", "1");
      davy_exchange_answer_empty (exchange, SOUP_STATUS_NO_CONTENT);
    }
  else
    answer_records (exchange, subscription, from, to);
}

static double
period_quantity (DavyExchange *exchange, const DavyDemoUsage *usage, const DavyDemoMeter *meter)
{
  DavyTime now = davy_exchange_now (exchange);
  DavyDay last = davy_day_from_time (now);
  double sum = 0, quantity;

  for (DavyDay day = davy_day_from_time (exchange->scenario->behaviour.billing_start); day <= last;
       day++)
    if (davy_demo_usage_get (usage, meter, day, now, &quantity, NULL))
      sum += quantity;

  return sum;
}

static void
answer_meter_totals (DavyExchange *exchange)
{
  DavyDemoCustomer *customer;
  const DavyDemoSubscription *subscription = find_legacy (exchange, &customer);
  JsonArray *items;

  if (subscription == NULL)
    return;

  items = json_array_new ();
  for (guint i = 0; subscription->usage != NULL && i < subscription->usage->meters->len; i++)
    {
      const DavyDemoMeter *meter = g_ptr_array_index (subscription->usage->meters, i);
      double quantity = period_quantity (exchange, subscription->usage, meter);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "category", meter->service);
      json_object_set_string_member (item, "subcategory", meter->subcategory);
      json_object_set_double_member (item, "quantityUsed", quantity);
      json_object_set_string_member (item, "unit", meter->unit);
      json_object_set_string_member (item, "id", meter->id);
      json_object_set_string_member (item, "name", meter->name);
      json_object_set_double_member (item, "totalCost",
                                     isnan (meter->price) ? 0 : quantity * meter->price);
      json_object_set_string_member (item, "currencyLocale", customer->locale);
      json_object_set_object_member (item, "attributes",
                                     davy_json_new_attributes ("AzureResourceMonthlyUsageRecord"));
      json_array_add_object_element (items, item);
    }
  davy_exchange_answer_items (exchange, items);
}

static double
period_cost (DavyExchange *exchange, const DavyDemoUsage *usage)
{
  double cost = 0;

  for (guint i = 0; usage != NULL && i < usage->meters->len; i++)
    {
      const DavyDemoMeter *meter = g_ptr_array_index (usage->meters, i);

      if (!isnan (meter->price))
        cost += period_quantity (exchange, usage, meter) * meter->price;
    }

  return cost;
}

static JsonObject *
monthly_to_json (DavyExchange *exchange,
                 const DavyDemoCustomer *customer,
                 const DavyDemoSubscription *subscription)
{
  JsonObject *item = json_object_new ();
  double cost = period_cost (exchange, subscription->usage);
  g_autofree char *modified =
      davy_time_to_iso (davy_day_to_time (davy_day_from_time (davy_exchange_now (exchange)) - 1));

  for (guint i = 0; i < subscription->entitlements->len; i++)
    {
      const DavyDemoEntitlement *entitlement = g_ptr_array_index (subscription->entitlements, i);

      cost += period_cost (exchange, entitlement->usage);
    }

  json_object_set_string_member (item, "status", subscription->status);
  json_object_set_string_member (item, "offerId", subscription->offer_id);
  json_object_set_string_member (item, "resourceId", subscription->id);
  json_object_set_string_member (item, "id", subscription->id);
  json_object_set_string_member (item, "resourceName", subscription->name);
  json_object_set_string_member (item, "name", subscription->name);
  json_object_set_double_member (item, "totalCost", cost);
  if (subscription->kind == DAVY_DEMO_LEGACY)
    json_object_set_string_member (item, "currencyLocale", customer->locale);
  else
    {
      json_object_set_string_member (item, "currencyCode", customer->currency);
      json_object_set_double_member (item, "usdTotalCost", cost * 1.1);
    }
  json_object_set_string_member (item, "lastModifiedDate", modified);
  json_object_set_object_member (item, "attributes",
                                 davy_json_new_attributes ("SubscriptionMonthlyUsageRecord"));

  return item;
}

static void
answer_monthly (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer = davy_exchange_find_customer (exchange);
  JsonArray *items;

  if (customer == NULL)
    return;

  items = json_array_new ();
  for (guint i = 0; i < customer->subscriptions->len; i++)
    {
      const DavyDemoSubscription *subscription = g_ptr_array_index (customer->subscriptions, i);

      if (subscription->kind != DAVY_DEMO_LICENCE)
        json_array_add_object_element (items, monthly_to_json (exchange, customer, subscription));
    }
  davy_exchange_answer_items (exchange, items);
}

const DavyRoute davy_usage_routes[] = {
  { "GET", "/pc/v1/customers/{}/subscriptions/usagerecords", DAVY_ANSWER_PLAIN, answer_monthly },
  { "GET", "/pc/v1/customers/{}/subscriptions/{}/utilizations/azure", DAVY_ANSWER_PLAIN,
    answer_utilizations },
  { "GET", "/pc/v1/customers/{}/subscriptions/{}/usagerecords/resources", DAVY_ANSWER_PLAIN,
    answer_meter_totals },
  { 0 },
};
