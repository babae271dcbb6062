/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "emulator/emulator-customers.h"
#include "emulator/emulator-private.h"
#include "emulator/emulator-routes.h"
#include "emulator/emulator-subscriptions.h"

/* Utilization records: what the meters of legacy Azure subscriptions counted, day by day or hour by
 * hour (`wire-contract.md` 2.7 a). */

#define TOKEN_MARK "util/"

/* One meter on one day, or in one hour of it. */
typedef struct
{
  const DavyDemoMeter *meter;
  DavyTime start;
  gint64 length;
  double quantity;
} UsageRecord;

static gboolean
is_hourly (DavyExchange *exchange)
{
  const char *granularity = davy_exchange_get_query (exchange, "granularity");

  return granularity != NULL && g_ascii_strcasecmp (granularity, "hourly") == 0;
}

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

/* Asked for by the time at which billing received a record, in whole UTC days or hours. */
static gboolean
read_span (DavyExchange *exchange, DavyTime *from, DavyTime *to)
{
  const char *granularity = davy_exchange_get_query (exchange, "granularity");
  gint64 unit = is_hourly (exchange) ? DAVY_TIME_HOUR : DAVY_TIME_DAY;

  if (davy_time_parse (davy_exchange_get_query (exchange, "start_time"), from) &&
      davy_time_parse (davy_exchange_get_query (exchange, "end_time"), to) &&
      *from != DAVY_TIME_UNSET && *to > *from && *from % unit == 0 && *to % unit == 0 &&
      (granularity == NULL || unit == DAVY_TIME_HOUR ||
       g_ascii_strcasecmp (granularity, "daily") == 0))
    return TRUE;

  davy_exchange_refuse (
      exchange, SOUP_STATUS_BAD_REQUEST, "800002",
      "start_time and end_time must be whole days or hours of UTC, in this order.");
  return FALSE;
}

static gboolean
read_record (DavyExchange *exchange,
             const DavyDemoUsage *usage,
             UsageRecord *record,
             DavyTime *reported)
{
  DavyTime now = davy_exchange_now (exchange);

  if (record->length == DAVY_TIME_HOUR)
    return davy_demo_usage_get_hour (usage, record->meter, record->start, now, &record->quantity,
                                     reported);

  return davy_demo_usage_get (usage, record->meter, davy_day_from_time (record->start), now,
                              &record->quantity, reported);
}

static GArray *
collect_records (DavyExchange *exchange, const DavyDemoUsage *usage, DavyTime from, DavyTime to)
{
  GArray *records = g_array_new (FALSE, FALSE, sizeof (UsageRecord));
  gint64 unit = is_hourly (exchange) ? DAVY_TIME_HOUR : DAVY_TIME_DAY;

  for (DavyTime start = davy_day_to_time (usage->today - (DavyDay) usage->days); start <= to;
       start += unit)
    for (guint i = 0; i < usage->meters->len; i++)
      {
        UsageRecord record = { g_ptr_array_index (usage->meters, i), start, unit, 0 };
        DavyTime reported;

        if (read_record (exchange, usage, &record, &reported) && reported > from && reported <= to)
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
  if (davy_day_from_time (record->start) % 2 == 0)
    json_object_set_array_member (instance, "tags", json_array_new ());
  else
    json_object_set_object_member (instance, "tags", json_object_new ());

  return instance;
}

/* The moment is one of UTC, whatever the offset: 17:00 in Seattle is midnight. */
static char *
dup_moment (DavyTime time, gboolean elsewhere)
{
  g_autofree char *iso = davy_time_to_iso (elsewhere ? time - 7 * DAVY_TIME_HOUR : time);

  *strchr (iso, 'Z') = '\0';

  return g_strconcat (iso, elsewhere ? "-07:00" : "+00:00", NULL);
}

static JsonObject *
record_to_json (const UsageRecord *record,
                const DavyDemoSubscription *subscription,
                gboolean details)
{
  JsonObject *object = json_object_new ();
  JsonObject *resource = json_object_new ();
  gboolean elsewhere = davy_day_from_time (record->start) % 3 == 0;
  g_autofree char *start_time = dup_moment (record->start, elsewhere);
  g_autofree char *end_time = dup_moment (record->start + record->length, elsewhere);

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
  if (details)
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
  gboolean details = g_strcmp0 (davy_exchange_get_query (exchange, "show_details"), "false") != 0;
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
        items, record_to_json (&g_array_index (records, UsageRecord, i), subscription, details));
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

const DavyRoute davy_usage_routes[] = {
  { "GET", "/pc/v1/customers/{}/subscriptions/{}/utilizations/azure", DAVY_ANSWER_PLAIN,
    answer_utilizations },
  { 0 },
};
