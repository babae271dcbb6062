/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-cost-reader.h"

#include <math.h>

#include "core/davy-error.h"

/* Cost Management's query: what is asked, and its answer, a table whose columns come in any order
 * (`wire-contract.md` 3.7). */

#define DAY_COLUMN      "UsageDate"
#define CURRENCY_COLUMN "Currency"

static const char *const dimension_columns[DAVY_N_DIMENSIONS] = {
  [DAVY_DIMENSION_SERVICE] = "ServiceName",     [DAVY_DIMENSION_REGION] = "ResourceLocation",
  [DAVY_DIMENSION_GROUP] = "ResourceGroupName", [DAVY_DIMENSION_RESOURCE] = "ResourceId",
  [DAVY_DIMENSION_FAMILY] = "MeterSubCategory",
};

/* Which metric carries the amount depends on the agreement. */
static const char *const cost_columns[] = { "PreTaxCost", "Cost", "CostUSD" };

/* Where they stand; -1: nowhere. */
typedef struct
{
  int cost;
  int day;
  int currency;
  int names[DAVY_N_DIMENSIONS];
} Columns;

static int
find_column (const DavyJson *columns, const char *wanted)
{
  guint length = davy_json_length (columns, DAVY_JSON_REQUIRED);

  for (guint i = 0; i < length; i++)
    {
      DavyJson column = davy_json_element (columns, i);
      const char *name = davy_json_string (&column, "name", DAVY_JSON_REQUIRED);

      if (name != NULL && g_ascii_strcasecmp (name, wanted) == 0)
        return (int) i;
    }

  return -1;
}

static Columns
read_columns (const DavyJson *properties, const DavyCostQuery *query)
{
  DavyJson columns = davy_json_member (properties, "columns");
  Columns found = { .cost = find_column (&columns, query->metric),
                    .day = find_column (&columns, DAY_COLUMN),
                    .currency = find_column (&columns, CURRENCY_COLUMN) };

  for (guint i = 0; i < DAVY_N_DIMENSIONS; i++)
    found.names[i] = (query->dimensions & DAVY_DIMENSION_BIT (i)) != 0
                         ? find_column (&columns, dimension_columns[i])
                         : -1;
  for (guint i = 0; found.cost < 0 && i < G_N_ELEMENTS (cost_columns); i++)
    found.cost = find_column (&columns, cost_columns[i]);

  if (found.cost < 0)
    davy_json_fail (&columns, "has no %s", query->metric);
  else if (found.day < 0)
    davy_json_fail (&columns, "has no " DAY_COLUMN);
  else if (found.currency < 0)
    davy_json_fail (&columns, "has no " CURRENCY_COLUMN);

  return found;
}

static JsonNode *
get_cell (const DavyJson *row, int column, GType type)
{
  DavyJson cell = davy_json_element (row, (guint) column);

  if (!davy_json_exists (&cell) || !JSON_NODE_HOLDS_VALUE (cell.node))
    return NULL;
  if (type == G_TYPE_STRING && json_node_get_value_type (cell.node) != G_TYPE_STRING)
    return NULL;
  if (type == G_TYPE_DOUBLE && json_node_get_value_type (cell.node) == G_TYPE_STRING)
    return NULL;

  return cell.node;
}

/* 20260301 as a number. */
static gboolean
read_day (JsonNode *cell, DavyDay *day)
{
  gint64 number = json_node_get_int (cell);
  g_autofree char *iso = NULL;

  if (number < 10000101 || number > 99991231)
    return FALSE;

  iso = g_strdup_printf ("%04d-%02d-%02d", (int) (number / 10000), (int) (number / 100 % 100),
                         (int) (number % 100));

  return davy_day_parse (iso, day);
}

/* What is in no region, or nobody's resource, has an empty name. */
static char *
read_name (const DavyJson *row, int column)
{
  JsonNode *cell = column >= 0 ? get_cell (row, column, G_TYPE_STRING) : NULL;
  const char *name = cell != NULL ? json_node_get_string (cell) : "";

  return *name != '\0' ? g_strdup (name) : NULL;
}

static DavyCostRow *
read_row (const DavyJson *row, const Columns *columns, DavyPriceBasis basis)
{
  g_autoptr (DavyCostRow) self = g_new0 (DavyCostRow, 1);
  JsonNode *cost = get_cell (row, columns->cost, G_TYPE_DOUBLE);
  JsonNode *day = get_cell (row, columns->day, G_TYPE_DOUBLE);
  JsonNode *currency = get_cell (row, columns->currency, G_TYPE_STRING);

  if (cost == NULL || !isfinite (json_node_get_double (cost)))
    davy_json_fail (row, "has no amount");
  else if (day == NULL || !read_day (day, &self->day))
    davy_json_fail (row, "has no day");
  else if (currency == NULL)
    davy_json_fail (row, "has no currency");
  else
    self->cost =
        davy_money_new (json_node_get_double (cost), json_node_get_string (currency), basis);
  for (guint i = 0; i < DAVY_N_DIMENSIONS; i++)
    self->names[i] = read_name (row, columns->names[i]);

  return g_steal_pointer (&self);
}

static void
add_dimension (JsonBuilder *builder, const char *name)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "type");
  json_builder_add_string_value (builder, "Dimension");
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, name);
  json_builder_end_object (builder);
}

static void
add_period (JsonBuilder *builder, DavyDay from, DavyDay to)
{
  g_autofree char *first = davy_day_to_iso (from);
  g_autofree char *last = davy_day_to_iso (to);
  g_autofree char *begin = g_strconcat (first, "T00:00:00Z", NULL);
  g_autofree char *end = g_strconcat (last, "T23:59:59Z", NULL);

  json_builder_set_member_name (builder, "timePeriod");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "from");
  json_builder_add_string_value (builder, begin);
  json_builder_set_member_name (builder, "to");
  json_builder_add_string_value (builder, end);
  json_builder_end_object (builder);
}

static void
add_aggregation (JsonBuilder *builder, const char *metric)
{
  json_builder_set_member_name (builder, "aggregation");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "totalCost");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, metric);
  json_builder_set_member_name (builder, "function");
  json_builder_add_string_value (builder, "Sum");
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_filter (JsonBuilder *builder, const char *subscription_id)
{
  json_builder_set_member_name (builder, "filter");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "dimensions");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, "SubscriptionId");
  json_builder_set_member_name (builder, "operator");
  json_builder_add_string_value (builder, "In");
  json_builder_set_member_name (builder, "values");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, subscription_id);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_dataset (JsonBuilder *builder, const DavyCostQuery *query)
{
  json_builder_set_member_name (builder, "dataset");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "granularity");
  json_builder_add_string_value (builder, "Daily");
  add_aggregation (builder, query->metric);
  json_builder_set_member_name (builder, "grouping");
  json_builder_begin_array (builder);
  for (guint i = 0; i < DAVY_N_DIMENSIONS; i++)
    if ((query->dimensions & DAVY_DIMENSION_BIT (i)) != 0)
      add_dimension (builder, dimension_columns[i]);
  json_builder_end_array (builder);
  if (query->subscription_id != NULL)
    add_filter (builder, query->subscription_id);
  json_builder_end_object (builder);
}

/* --- within the room ----------------------------------------------------------------------- */

/* Returns: (transfer full): the body that asks for the cost of each day and part */
JsonNode *
davy_cost_query_build (const DavyCostQuery *query)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "type");
  json_builder_add_string_value (builder, "ActualCost");
  json_builder_set_member_name (builder, "timeframe");
  json_builder_add_string_value (builder, "Custom");
  add_period (builder, query->from, query->to);
  add_dataset (builder, query);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/* Adds a page's rows. An answer without a table is no table without rows.
 * Returns: (transfer full) (nullable): the link to the next page; check @error for NULL */
char *
davy_cost_page_read (JsonNode *document,
                     const DavyCostQuery *query,
                     DavyPriceBasis basis,
                     GPtrArray *rows,
                     GError **error)
{
  g_autoptr (GError) unreadable = NULL;
  DavyJson root = davy_json_root (document, &unreadable);
  DavyJson properties, list;
  g_autofree char *next = NULL;
  Columns columns;
  guint length;

  properties = davy_json_member (&root, "properties");
  list = davy_json_member (&properties, "rows");
  length = davy_json_length (&list, DAVY_JSON_REQUIRED);
  next = g_strdup (davy_json_string (&properties, "nextLink", DAVY_JSON_OPTIONAL));
  if (length > 0)
    {
      columns = read_columns (&properties, query);
      for (guint i = 0; i < length && unreadable == NULL; i++)
        {
          DavyJson row = davy_json_element (&list, i);

          g_ptr_array_add (rows, read_row (&row, &columns, basis));
        }
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
 * davy_cost_row_free:
 * @self: (transfer full) (nullable): a row
 *
 * Frees a row.
 */
void
davy_cost_row_free (DavyCostRow *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < DAVY_N_DIMENSIONS; i++)
    g_free (self->names[i]);
  g_free (self);
}
