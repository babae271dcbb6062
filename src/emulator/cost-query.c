/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/cost-query.h"

#include <math.h>

#include "core/davy-json.h"

/* The daily cost of one Azure subscription, grouped as asked for (`wire-contract.md` 3.7). */

#define MAX_GROUPINGS 2

typedef struct
{
  const char *name;
  const char *(*get) (const DavyDemoMeter *meter);
} Dimension;

static const char *
get_service (const DavyDemoMeter *meter)
{
  return meter->service;
}

static const char *
get_subcategory (const DavyDemoMeter *meter)
{
  return meter->subcategory;
}

static const char *
get_meter (const DavyDemoMeter *meter)
{
  return meter->name;
}

static const char *
get_region (const DavyDemoMeter *meter)
{
  return meter->region;
}

static const char *
get_resource_group (const DavyDemoMeter *meter)
{
  return meter->resource_group;
}

static const Dimension dimensions[] = {
  { "ServiceName", get_service },          { "MeterCategory", get_service },
  { "MeterSubCategory", get_subcategory }, { "Meter", get_meter },
  { "ResourceLocation", get_region },      { "ResourceGroupName", get_resource_group },
};

static const char *const cost_columns[] = { "PreTaxCost", "Cost", NULL };

typedef struct
{
  const char *cost_column;
  const Dimension *groupings[MAX_GROUPINGS];
  guint n_groupings;
  DavyDay from;
  DavyDay to; /* included */
} CostQuery;

typedef struct
{
  DavyDay day;
  const char *groups[MAX_GROUPINGS];
  double cost;
} CostRow;

static void
read_groupings (CostQuery *query, const DavyJson *dataset)
{
  DavyJson list = davy_json_member (dataset, "grouping");
  guint n_groupings = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  if (n_groupings > MAX_GROUPINGS)
    davy_json_fail (&list, "has more than two groupings");

  for (guint i = 0; i < MIN (n_groupings, MAX_GROUPINGS); i++)
    {
      DavyJson json = davy_json_element (&list, i);
      const char *name = davy_json_string (&json, "name", DAVY_JSON_REQUIRED);

      for (guint j = 0; name != NULL && j < G_N_ELEMENTS (dimensions); j++)
        if (g_ascii_strcasecmp (name, dimensions[j].name) == 0)
          query->groupings[query->n_groupings++] = &dimensions[j];
      if (query->n_groupings != i + 1)
        davy_json_fail (&json, "is not a dimension");
    }
}

/* The cost's name comes back as the name of its column. */
static void
read_aggregation (CostQuery *query, const DavyJson *dataset)
{
  DavyJson aggregation = davy_json_member (dataset, "aggregation");
  DavyJson total = davy_json_member (&aggregation, "totalCost");
  const char *name = davy_json_string (&total, "name", DAVY_JSON_REQUIRED);

  for (guint i = 0; name != NULL && cost_columns[i] != NULL; i++)
    if (g_str_equal (name, cost_columns[i]))
      query->cost_column = cost_columns[i];
  if (query->cost_column == NULL)
    davy_json_fail (&total, "is not a cost");
}

static gboolean
read_query (DavyExchange *exchange, CostQuery *query, GError **error)
{
  g_autoptr (GError) wire_error = NULL;
  DavyJson root = davy_json_root (davy_exchange_get_json (exchange), &wire_error);
  DavyJson period = davy_json_member (&root, "timePeriod");
  DavyJson dataset = davy_json_member (&root, "dataset");
  const char *timeframe = davy_json_string (&root, "timeframe", DAVY_JSON_REQUIRED);
  const char *granularity = davy_json_string (&dataset, "granularity", DAVY_JSON_REQUIRED);

  if (g_strcmp0 (timeframe, "Custom") != 0 || g_strcmp0 (granularity, "Daily") != 0)
    davy_json_fail (&root, "asks for something other than daily cost of a custom time");
  query->from = davy_day_from_time (davy_json_time (&period, "from", DAVY_JSON_REQUIRED));
  query->to = davy_day_from_time (davy_json_time (&period, "to", DAVY_JSON_REQUIRED));
  read_aggregation (query, &dataset);
  read_groupings (query, &dataset);
  if (query->to < query->from || query->to - query->from > 366)
    davy_json_fail (&period, "is empty, or longer than a year");

  if (wire_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&wire_error));
  return FALSE;
}

static void
add_cost (GArray *rows, guint first_of_day, const CostRow *new_row)
{
  for (guint i = first_of_day; i < rows->len; i++)
    {
      CostRow *row = &g_array_index (rows, CostRow, i);

      if (g_strcmp0 (row->groups[0], new_row->groups[0]) == 0 &&
          g_strcmp0 (row->groups[1], new_row->groups[1]) == 0)
        {
          row->cost += new_row->cost;
          return;
        }
    }
  g_array_append_vals (rows, new_row, 1);
}

static GArray *
collect_rows (DavyExchange *exchange, const CostQuery *query, const DavyDemoUsage *usage)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (CostRow));
  DavyTime now = davy_exchange_now (exchange);

  for (DavyDay day = query->from; day <= query->to; day++)
    {
      guint first_of_day = rows->len;

      for (guint i = 0; i < usage->meters->len; i++)
        {
          const DavyDemoMeter *meter = g_ptr_array_index (usage->meters, i);
          CostRow row = { .day = day };
          double quantity;

          if (isnan (meter->price) ||
              !davy_demo_usage_get (usage, meter, day, now, &quantity, NULL))
            continue;
          row.cost = quantity * meter->price;
          for (guint j = 0; j < query->n_groupings; j++)
            row.groups[j] = query->groupings[j]->get (meter);
          add_cost (rows, first_of_day, &row);
        }
    }

  return rows;
}

/* Days are not sorted: the answer begins in the middle. */
static void
turn_rows (GArray *rows)
{
  guint half = rows->len / 2;
  g_autofree CostRow *first = NULL;

  if (half == 0)
    return;

  first = g_memdup2 (rows->data, half * sizeof (CostRow));
  g_array_remove_range (rows, 0, half);
  g_array_append_vals (rows, first, half);
}

static gint64
day_number (DavyDay day)
{
  g_autofree char *iso = davy_day_to_iso (day);
  g_auto (GStrv) parts = g_strsplit (iso, "-", 3);
  g_autofree char *digits = g_strjoinv ("", parts);

  return g_ascii_strtoll (digits, NULL, 10);
}

static void
add_column (JsonArray *columns, const char *name, const char *type)
{
  JsonObject *column = json_object_new ();

  json_object_set_string_member (column, "name", name);
  json_object_set_string_member (column, "type", type);
  json_array_add_object_element (columns, column);
}

/* Which column stands where differs from subscription to subscription. */
static gboolean
cost_comes_first (DavyExchange *exchange)
{
  return g_ascii_xdigit_value (exchange->arguments[0][0]) % 2 == 0;
}

static JsonArray *
build_columns (DavyExchange *exchange, const CostQuery *query)
{
  JsonArray *columns = json_array_new ();
  gboolean cost_first = cost_comes_first (exchange);

  if (cost_first)
    add_column (columns, query->cost_column, "Number");
  add_column (columns, "UsageDate", "Number");
  for (guint i = 0; i < query->n_groupings; i++)
    add_column (columns, query->groupings[i]->name, "String");
  if (!cost_first)
    add_column (columns, query->cost_column, "Number");
  add_column (columns, "Currency", "String");

  return columns;
}

static JsonArray *
build_row (DavyExchange *exchange, const CostQuery *query, const CostRow *row, const char *currency)
{
  JsonArray *values = json_array_new ();
  gboolean cost_first = cost_comes_first (exchange);

  if (cost_first)
    json_array_add_double_element (values, row->cost);
  json_array_add_int_element (values, day_number (row->day));
  for (guint i = 0; i < query->n_groupings; i++)
    json_array_add_string_element (values, row->groups[i]);
  if (!cost_first)
    json_array_add_double_element (values, row->cost);
  json_array_add_string_element (values, currency);

  return values;
}

/* Absolute, and to be sent the same body again. */
static void
set_next_link (DavyExchange *exchange, JsonObject *properties, guint end, guint total)
{
  g_autofree char *link = NULL;

  if (end < total)
    link = g_strdup_printf ("%s%s?api-version=%s&$skiptoken=%u",
                            davy_emulator_get_base_uri (exchange->emulator), exchange->path,
                            davy_exchange_get_query (exchange, "api-version"), end);
  json_object_set_string_member (properties, "nextLink", link);
}

static void
answer_rows (DavyExchange *exchange, const CostQuery *query, GArray *rows, const char *currency)
{
  const char *skip = davy_exchange_get_query (exchange, "$skiptoken");
  guint first = skip != NULL ? (guint) g_ascii_strtoull (skip, NULL, 10) : 0;
  guint end = first + (guint) exchange->scenario->behaviour.cost_rows;
  JsonObject *object = json_object_new ();
  JsonObject *properties = json_object_new ();
  JsonArray *list = json_array_new ();
  g_autofree char *id = g_strdup_printf (
      "subscriptions/%s/providers/Microsoft.CostManagement/query/demo", exchange->arguments[0]);

  davy_exchange_get_range (exchange, rows->len, &first, &end);
  for (guint i = first; i < end; i++)
    json_array_add_array_element (
        list, build_row (exchange, query, &g_array_index (rows, CostRow, i), currency));
  set_next_link (exchange, properties, end, rows->len);
  json_object_set_array_member (properties, "columns", build_columns (exchange, query));
  json_object_set_array_member (properties, "rows", list);
  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "name", "demo");
  json_object_set_string_member (object, "type", "Microsoft.CostManagement/query");
  json_object_set_object_member (object, "properties", properties);
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

/**
 * davy_cost_query_answer:
 * @exchange: a cost query
 * @place: the Azure subscription it is about; it has usage
 *
 * Answers what a subscription has cost day by day.
 */
void
davy_cost_query_answer (DavyExchange *exchange, const DavyDemoPlace *place)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = NULL;
  CostQuery query = { 0 };

  if (!read_query (exchange, &query, &error))
    {
      davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "BadRequest", error->message);
      return;
    }

  rows = collect_rows (exchange, &query, place->entitlement->usage);
  turn_rows (rows);
  answer_rows (exchange, &query, rows, place->customer->currency);
}
