/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/davy-json.h"
#include "emulator/emulator-customers.h"
#include "emulator/emulator-routes.h"
#include "emulator/emulator-seek.h"

/* Audit records: who did what at Partner Center in the last ninety days
 * (`wire-contract.md` 2.9). */

#define KEPT_DAYS    90
#define DEFAULT_DAYS 30

/* Seven digits behind the point. */
static char *
dup_operation_date (DavyTime time)
{
  g_autofree char *seconds = davy_time_to_iso (time / DAVY_TIME_SECOND * DAVY_TIME_SECOND);

  *strchr (seconds, 'Z') = '\0';

  return g_strdup_printf ("%s.%06d0Z", seconds, (int) (time % DAVY_TIME_SECOND));
}

static void
set_value (JsonObject *object, const char *name, JsonObject *value)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  if (value == NULL)
    return;

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, value);
  text = json_to_string (node, FALSE);
  json_object_set_string_member (object, name, text);
}

static JsonArray *
data_to_json (const DavyDemoAudit *record)
{
  JsonArray *list = json_array_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, record->data);
  while (json_object_iter_next (&iter, &name, &node))
    {
      JsonObject *pair = json_object_new ();

      json_object_set_string_member (pair, "key", name);
      json_object_set_member (pair, "value", json_node_copy (node));
      json_array_add_object_element (list, pair);
    }

  return list;
}

typedef struct
{
  const DavyScenario *scenario;
  GPtrArray *records; /* DavyDemoAudit */
} Listing;

/* Who is missing where an application acted; the name of a customer who is gone is, too. */
static JsonObject *
record_to_json (gpointer data, guint index)
{
  const Listing *listing = data;
  const DavyDemoAudit *record = g_ptr_array_index (listing->records, index);
  JsonObject *object = json_object_new ();
  g_autofree char *date = dup_operation_date (record->time);

  json_object_set_string_member (object, "id", record->id);
  json_object_set_string_member (object, "partnerId", listing->scenario->tenant_id);
  if (record->customer != NULL)
    {
      json_object_set_string_member (object, "customerId", record->customer->id);
      json_object_set_string_member (object, "customerName", record->customer->name);
    }
  if (record->user != NULL)
    json_object_set_string_member (object, "userPrincipalName", record->user);
  if (record->application != NULL)
    json_object_set_string_member (object, "applicationId", record->application);
  json_object_set_string_member (object, "resourceType", record->resource_type);
  set_value (object, "resourceOldValue", record->old_value);
  set_value (object, "resourceNewValue", record->new_value);
  json_object_set_string_member (object, "operationType", record->operation);
  json_object_set_string_member (object, "originalCorrelationId", record->id);
  json_object_set_string_member (object, "operationDate", date);
  json_object_set_string_member (object, "operationStatus", record->status);
  json_object_set_array_member (object, "customizedData", data_to_json (record));
  json_object_set_object_member (object, "attributes", davy_json_new_attributes ("AuditRecord"));

  return object;
}

/* A day, or a moment of it. */
static gboolean
read_date (DavyExchange *exchange, const char *name, DavyDay fallback, DavyDay *day)
{
  const char *text = davy_exchange_get_query (exchange, name);
  DavyTime time;

  *day = fallback;
  if (text == NULL || davy_day_parse (text, day))
    return TRUE;
  if (!davy_time_parse (text, &time) || time == DAVY_TIME_UNSET)
    return FALSE;

  *day = davy_day_from_time (time);
  return TRUE;
}

static gboolean
read_span (DavyExchange *exchange, DavyTime *from, DavyTime *to)
{
  DavyDay today = davy_day_from_time (davy_exchange_now (exchange));
  DavyDay first, last;
  const char *problem = NULL;

  if (!read_date (exchange, "startDate", today - DEFAULT_DAYS, &first) ||
      !read_date (exchange, "endDate", today, &last))
    problem = "startDate and endDate must be dates such as 2026-01-05.";
  else if (first < today - KEPT_DAYS)
    problem = "The start date must not be more than 90 days ago.";
  else if (first > last)
    problem = "The start date must not be after the end date.";

  if (problem != NULL)
    {
      davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800002", problem);
      return FALSE;
    }

  *from = davy_day_to_time (first);
  *to = davy_day_to_time (last + 1);
  return TRUE;
}

/* What is asked for, in small letters. */
typedef struct
{
  char *company;
  char *customer_id;
  char *resource_type;
} Filter;

static void
filter_clear (Filter *self)
{
  g_free (self->company);
  g_free (self->customer_id);
  g_free (self->resource_type);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Filter, filter_clear)

/* {"Field":"CompanyName","Value":"fab","Operator":"substring"} */
static gboolean
read_filter (DavyExchange *exchange, Filter *filter)
{
  const char *text = davy_exchange_get_query (exchange, "filter");
  g_autoptr (JsonNode) node = text != NULL ? davy_json_parse_text (text, NULL) : NULL;
  DavyJson json = davy_json_root (node, NULL);
  const char *field = davy_json_string (&json, "Field", DAVY_JSON_OPTIONAL);
  const char *value = davy_json_string (&json, "Value", DAVY_JSON_OPTIONAL);
  const char *operation = davy_json_string (&json, "Operator", DAVY_JSON_OPTIONAL);
  const struct
  {
    const char *field;
    const char *operation;
    char **value;
  } kinds[] = {
    { "CompanyName", "substring", &filter->company },
    { "CustomerId", "equals", &filter->customer_id },
    { "ResourceType", "equals", &filter->resource_type },
  };

  if (text == NULL)
    return TRUE;
  for (guint i = 0; value != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (field, kinds[i].field) == 0 && operation != NULL &&
        g_ascii_strcasecmp (operation, kinds[i].operation) == 0)
      {
        *kinds[i].value = g_utf8_strdown (value, -1);
        return TRUE;
      }

  davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800002", "The filter is not valid.");
  return FALSE;
}

static gboolean
filter_allows (const Filter *filter, const DavyDemoAudit *record)
{
  g_autofree char *name =
      record->customer != NULL ? g_utf8_strdown (record->customer->name, -1) : g_strdup ("");

  if (filter->company != NULL && strstr (name, filter->company) == NULL)
    return FALSE;
  if (filter->customer_id != NULL &&
      (record->customer == NULL ||
       g_ascii_strcasecmp (record->customer->id, filter->customer_id) != 0))
    return FALSE;

  return filter->resource_type == NULL ||
         g_ascii_strcasecmp (record->resource_type, filter->resource_type) == 0;
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  const DavyDemoAudit *one = *(DavyDemoAudit *const *) a;
  const DavyDemoAudit *other = *(DavyDemoAudit *const *) b;

  return (one->time < other->time) - (one->time > other->time);
}

static void
answer_records (DavyExchange *exchange)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_auto (Filter) filter = { 0 };
  Listing listing = { exchange->scenario, records };
  DavyTime from, to;

  if (!read_span (exchange, &from, &to) || !read_filter (exchange, &filter))
    return;

  to = MIN (to, davy_exchange_now (exchange) + 1);
  for (guint i = 0; i < exchange->scenario->audit->len; i++)
    {
      DavyDemoAudit *record = g_ptr_array_index (exchange->scenario->audit, i);

      if (record->time >= from && record->time < to && filter_allows (&filter, record))
        g_ptr_array_add (records, record);
    }
  g_ptr_array_sort (records, newest_first);
  davy_seek_answer (exchange, "auditrecords", records->len, record_to_json, &listing);
}

const DavyRoute davy_audit_routes[] = {
  { "GET", "/pc/v1/auditrecords", DAVY_ANSWER_GZIP, answer_records },
  { 0 },
};
