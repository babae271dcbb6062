/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/cost-query.h"

#include <math.h>
#include <string.h>

#include "core/davy-json.h"
#include "emulator/demo-json.h"

/* What a query of Cost Management asks for, and the rows that answer it (`wire-contract.md`
 * 3.7). */

struct _DavyCostDimension
{
  const char *name;
  char *(*dup) (const DavyDemoPlace *place, const DavyDemoMeter *meter);
};

static char *
dup_service (const DavyDemoPlace *place, const DavyDemoMeter *meter)
{
  return g_strdup (meter->service);
}

static char *
dup_subcategory (const DavyDemoPlace *place, const DavyDemoMeter *meter)
{
  return g_strdup (meter->subcategory);
}

static char *
dup_meter (const DavyDemoPlace *place, const DavyDemoMeter *meter)
{
  return g_strdup (meter->name);
}

static char *
dup_region (const DavyDemoPlace *place, const DavyDemoMeter *meter)
{
  return g_strdup (meter->region);
}

static char *
dup_group (const DavyDemoPlace *place, const DavyDemoMeter *meter)
{
  return g_ascii_strdown (meter->resource_group, -1);
}

static char *
dup_subscription (const DavyDemoPlace *place, const DavyDemoMeter *meter)
{
  return g_strdup (davy_demo_place_get_estate (place)->id + strlen ("/subscriptions/"));
}

/* Which type of resource a service is about, when the scenario names no resource. */
static const char *
guess_type (const char *service)
{
  static const struct
  {
    const char *service;
    const char *type;
  } types[] = {
    { "Virtual Machines", "microsoft.compute/virtualmachines" },
    { "Storage", "microsoft.storage/storageaccounts" },
    { "SQL Database", "microsoft.sql/servers" },
    { "Azure App Service", "microsoft.web/serverfarms" },
    { "Functions", "microsoft.web/sites" },
    { "Backup", "microsoft.recoveryservices/vaults" },
    { "Log Analytics", "microsoft.operationalinsights/workspaces" },
    { "Azure Machine Learning", "microsoft.machinelearningservices/workspaces" },
    { "Container Instances", "microsoft.containerinstance/containergroups" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].service, service))
      return types[i].type;

  return "microsoft.network/publicipaddresses";
}

/* Ids come back in lower case, whatever they are elsewhere. */
static char *
dup_resource (const DavyDemoPlace *place, const DavyDemoMeter *meter)
{
  const DavyEstate *estate = davy_demo_place_get_estate (place);
  g_autofree char *name = g_strdelimit (g_strdup (meter->name), " ,/", '-');
  g_autofree char *id =
      meter->resource != NULL
          ? g_strdup_printf ("%s/resourceGroups/%s", estate->id, meter->resource)
          : g_strdup_printf ("%s/resourceGroups/%s/providers/%s/%s", estate->id,
                             meter->resource_group, guess_type (meter->service), name);

  return g_ascii_strdown (id, -1);
}

static const DavyCostDimension dimensions[] = {
  { "ServiceName", dup_service },          { "MeterCategory", dup_service },
  { "MeterSubCategory", dup_subcategory }, { "Meter", dup_meter },
  { "ResourceLocation", dup_region },      { "ResourceGroupName", dup_group },
  { "ResourceGroup", dup_group },          { "ResourceId", dup_resource },
  { "SubscriptionId", dup_subscription },
};

static const char *const cost_columns[] = { "PreTaxCost", "Cost", "CostUSD", NULL };

static const DavyCostDimension *
find_dimension (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (dimensions); i++)
    if (g_ascii_strcasecmp (name, dimensions[i].name) == 0)
      return &dimensions[i];

  return NULL;
}

static void
read_groupings (DavyCostQuery *self, const DavyJson *dataset)
{
  DavyJson list = davy_json_member (dataset, "grouping");
  guint n_groupings = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  if (n_groupings > DAVY_COST_GROUPINGS)
    davy_json_fail (&list, "has more than two groupings");

  for (guint i = 0; i < MIN (n_groupings, DAVY_COST_GROUPINGS); i++)
    {
      DavyJson json = davy_json_element (&list, i);
      const DavyCostDimension *dimension =
          find_dimension (davy_json_string (&json, "name", DAVY_JSON_REQUIRED));

      if (dimension != NULL)
        self->groupings[self->n_groupings++] = dimension;
      else
        davy_json_fail (&json, "is not a dimension");
    }
}

/* One condition, or several that must all be met. */
static void
read_filter (DavyCostQuery *self, const DavyJson *json)
{
  DavyJson all = davy_json_member (json, "and");
  DavyJson one = davy_json_member (json, "dimensions");
  DavyJson values = davy_json_member (&one, "values");
  guint n_conditions = davy_json_length (&all, DAVY_JSON_OPTIONAL);

  if (!davy_json_exists (json))
    return;

  for (guint i = 0; i < n_conditions; i++)
    {
      DavyJson condition = davy_json_element (&all, i);

      read_filter (self, &condition);
    }
  if (n_conditions > 0)
    return;

  if (find_dimension (davy_json_string (&one, "name", DAVY_JSON_REQUIRED)) == NULL ||
      g_strcmp0 (davy_json_string (&one, "operator", DAVY_JSON_REQUIRED), "In") != 0 ||
      davy_json_length (&values, DAVY_JSON_REQUIRED) == 0)
    davy_json_fail (json, "is not a dimension with the operator In and its values");
  else
    g_ptr_array_add (self->filters, json_object_ref (json_node_get_object (one.node)));
}

/* The cost's name comes back as the name of its column. */
static void
read_aggregation (DavyCostQuery *self, const DavyJson *dataset)
{
  DavyJson aggregation = davy_json_member (dataset, "aggregation");
  DavyJson total = davy_json_member (&aggregation, "totalCost");
  const char *name = davy_json_string (&total, "name", DAVY_JSON_REQUIRED);

  for (guint i = 0; name != NULL && cost_columns[i] != NULL; i++)
    if (g_str_equal (name, cost_columns[i]))
      self->cost_column = cost_columns[i];
  if (self->cost_column == NULL)
    davy_json_fail (&total, "is not a cost");
}

static void
read_period (DavyCostQuery *self, const DavyJson *root, DavyTime billing_start, DavyTime now)
{
  DavyJson period = davy_json_member (root, "timePeriod");
  const char *timeframe = davy_json_string (root, "timeframe", DAVY_JSON_REQUIRED);
  DavyDay today = davy_day_from_time (now);
  DavyDay start = davy_day_from_time (billing_start);

  self->to = today;
  if (g_strcmp0 (timeframe, "Custom") == 0)
    {
      self->from = davy_day_from_time (davy_json_time (&period, "from", DAVY_JSON_REQUIRED));
      self->to = davy_day_from_time (davy_json_time (&period, "to", DAVY_JSON_REQUIRED));
    }
  else if (g_strcmp0 (timeframe, "BillingMonthToDate") == 0 ||
           g_strcmp0 (timeframe, "MonthToDate") == 0)
    self->from = start;
  else if (g_strcmp0 (timeframe, "WeekToDate") == 0)
    self->from = today - (DavyDay) davy_day_weekday (today) + 1;
  else if (g_strcmp0 (timeframe, "TheLastMonth") == 0 ||
           g_strcmp0 (timeframe, "TheLastBillingMonth") == 0)
    {
      self->from = start - 30;
      self->to = start - 1;
    }
  else
    davy_json_fail (root, "has no timeframe that is known");

  if (self->to < self->from || self->to - self->from > 366)
    davy_json_fail (&period, "is empty, or longer than a year");
}

/**
 * davy_cost_query_read:
 * @self: (out caller-allocates): what is asked for; to be cleared
 * @body: (nullable): the body of the request
 * @billing_start: of the running period
 * @now: the moment
 * @error: what the service cannot read
 *
 * Returns: whether the query can be answered
 */
gboolean
davy_cost_query_read (DavyCostQuery *self,
                      JsonNode *body,
                      DavyTime billing_start,
                      DavyTime now,
                      GError **error)
{
  static const char *const types[] = { "Usage", "ActualCost", "AmortizedCost", NULL };
  g_autoptr (GError) wire_error = NULL;
  DavyJson root = davy_json_root (body, &wire_error);
  DavyJson dataset = davy_json_member (&root, "dataset");
  DavyJson filter = davy_json_member (&dataset, "filter");
  const char *type = davy_json_string (&root, "type", DAVY_JSON_REQUIRED);
  const char *granularity = davy_json_string (&dataset, "granularity", DAVY_JSON_OPTIONAL);

  *self = (DavyCostQuery){ .share = 1 };
  self->filters = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->daily = g_strcmp0 (granularity, "Daily") == 0;
  if (type == NULL || !g_strv_contains (types, type))
    davy_json_fail (&root, "is not a type of cost");
  if (!self->daily && granularity != NULL && !g_str_equal (granularity, "None"))
    davy_json_fail (&dataset, "has a granularity that is neither Daily nor None");
  read_period (self, &root, billing_start, now);
  read_aggregation (self, &dataset);
  read_groupings (self, &dataset);
  read_filter (self, &filter);

  if (wire_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&wire_error));
  return FALSE;
}

/**
 * davy_cost_query_clear:
 * @self: a query; empty afterwards
 */
void
davy_cost_query_clear (DavyCostQuery *self)
{
  g_clear_pointer (&self->filters, g_ptr_array_unref);
}

/**
 * davy_cost_query_get_grouping:
 * @self: a query
 * @index: of a grouping
 *
 * Returns: its name
 */
const char *
davy_cost_query_get_grouping (const DavyCostQuery *self, guint index)
{
  return self->groupings[index]->name;
}

static gboolean
passes (const DavyCostQuery *self, const DavyDemoPlace *place, const DavyDemoMeter *meter)
{
  for (guint i = 0; i < self->filters->len; i++)
    {
      JsonObject *filter = g_ptr_array_index (self->filters, i);
      JsonArray *values = json_object_get_array_member (filter, "values");
      g_autofree char *actual =
          find_dimension (davy_demo_get_string (filter, "name"))->dup (place, meter);
      gboolean found = FALSE;

      for (guint j = 0; j < json_array_get_length (values); j++)
        {
          JsonNode *value = json_array_get_element (values, j);

          found |= json_node_get_value_type (value) == G_TYPE_STRING &&
                   g_ascii_strcasecmp (json_node_get_string (value), actual) == 0;
        }
      if (!found)
        return FALSE;
    }

  return TRUE;
}

static void
row_clear (gpointer data)
{
  DavyCostRow *self = data;

  for (guint i = 0; i < DAVY_COST_GROUPINGS; i++)
    g_free (self->groups[i]);
}

/**
 * davy_cost_rows_new:
 * Returns: (transfer full) (element-type DavyCostRow): no rows yet
 */
GArray *
davy_cost_rows_new (void)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (DavyCostRow));

  g_array_set_clear_func (rows, row_clear);

  return rows;
}

/* Takes over the row, or adds it to one like it. */
static void
add_cost (GArray *rows, guint first_of_day, DavyCostRow *new_row)
{
  for (guint i = first_of_day; i < rows->len; i++)
    {
      DavyCostRow *row = &g_array_index (rows, DavyCostRow, i);

      if (g_strcmp0 (row->groups[0], new_row->groups[0]) == 0 &&
          g_strcmp0 (row->groups[1], new_row->groups[1]) == 0)
        {
          row->cost += new_row->cost;
          row_clear (new_row);
          return;
        }
    }
  g_array_append_vals (rows, new_row, 1);
}

/**
 * davy_cost_rows_collect:
 * @rows: where the rows go
 * @query: what is asked for
 * @place: an Azure subscription
 * @group: (nullable): a resource group in it
 * @now: the moment
 *
 * Adds what the subscription has cost; meters whose price nobody knows are left out.
 */
void
davy_cost_rows_collect (GArray *rows,
                        const DavyCostQuery *query,
                        const DavyDemoPlace *place,
                        const char *group,
                        DavyTime now)
{
  const DavyDemoUsage *usage =
      place->entitlement != NULL ? place->entitlement->usage : place->subscription->usage;
  guint first = rows->len;

  for (DavyDay day = query->from; usage != NULL && day <= query->to; day++)
    {
      if (query->daily)
        first = rows->len;
      for (guint i = 0; i < usage->meters->len; i++)
        {
          const DavyDemoMeter *meter = g_ptr_array_index (usage->meters, i);
          DavyCostRow row = { .day = day };
          double quantity;

          if (isnan (meter->price) ||
              (group != NULL && g_ascii_strcasecmp (group, meter->resource_group) != 0) ||
              !davy_demo_usage_get (usage, meter, day, now, &quantity, NULL) ||
              !passes (query, place, meter))
            continue;
          row.cost = quantity * meter->price * query->share;
          for (guint j = 0; j < query->n_groupings; j++)
            row.groups[j] = query->groupings[j]->dup (place, meter);
          add_cost (rows, first, &row);
        }
    }
}
