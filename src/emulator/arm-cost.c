/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/arm-cost.h"

#include <string.h>

#include "emulator/cost-query.h"
#include "emulator/emulator-private.h"

/* Cost Management: what a subscription, a group in it, or a whole customer has cost
 * (`wire-contract.md` 3.7). */

#define QUERY "Microsoft.CostManagement/query"

/* What the partner pays of the list price; only its own billing scope shows it. */
#define PARTNER_SHARE 0.85

/* Days are not sorted: the answer begins in the middle. */
static void
turn_rows (GArray *rows)
{
  guint half = rows->len / 2;
  g_autofree DavyCostRow *turned = g_new (DavyCostRow, rows->len);

  if (half == 0)
    return;

  for (guint i = 0; i < rows->len; i++)
    turned[i] = g_array_index (rows, DavyCostRow, (i + half) % rows->len);
  memcpy (rows->data, turned, rows->len * sizeof (DavyCostRow));
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
  json_array_add_object_element (columns, davy_demo_object ("name", name, "type", type, NULL));
}

/* Which column stands where differs from scope to scope. */
static gboolean
cost_comes_first (DavyArmCall *call)
{
  const char *id = strrchr (call->in_subscription ? call->estate->id : call->scope, '/') + 1;

  return g_ascii_xdigit_value (*id) % 2 == 0;
}

static JsonArray *
build_columns (DavyArmCall *call, const DavyCostQuery *query)
{
  JsonArray *columns = json_array_new ();
  gboolean cost_first = cost_comes_first (call);

  if (cost_first)
    add_column (columns, query->cost_column, "Number");
  if (query->daily)
    add_column (columns, "UsageDate", "Number");
  for (guint i = 0; i < query->n_groupings; i++)
    add_column (columns, davy_cost_query_get_grouping (query, i), "String");
  if (!cost_first)
    add_column (columns, query->cost_column, "Number");
  add_column (columns, "Currency", "String");

  return columns;
}

static JsonArray *
build_row (DavyArmCall *call,
           const DavyCostQuery *query,
           const DavyCostRow *row,
           const char *currency)
{
  JsonArray *values = json_array_new ();
  gboolean cost_first = cost_comes_first (call);

  if (cost_first)
    json_array_add_double_element (values, row->cost);
  if (query->daily)
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
set_next_link (DavyArmCall *call, JsonObject *properties, guint end, guint total)
{
  g_autofree char *path = NULL;
  g_autofree char *link = NULL;

  if (end < total)
    {
      path = g_strdup_printf ("%s?api-version=%s&$skiptoken=%u", call->id,
                              davy_exchange_get_query (call->exchange, "api-version"), end);
      link = davy_arm_call_dup_link (call, path);
    }
  json_object_set_string_member (properties, "nextLink", link);
}

static void
answer_rows (DavyArmCall *call, const DavyCostQuery *query, GArray *rows, const char *currency)
{
  const char *skip = davy_exchange_get_query (call->exchange, "$skiptoken");
  guint first = skip != NULL ? (guint) g_ascii_strtoull (skip, NULL, 10) : 0;
  guint end = first + (guint) call->exchange->scenario->behaviour.cost_rows;
  g_autofree char *id = g_strdup_printf ("%s/providers/" QUERY "/demo", call->scope + 1);
  JsonObject *object = davy_demo_object ("id", id, "name", "demo", "type", QUERY, NULL);
  JsonObject *properties = json_object_new ();
  JsonArray *list = json_array_new ();

  davy_exchange_get_range (call->exchange, rows->len, &first, &end);
  for (guint i = first; i < end; i++)
    json_array_add_array_element (
        list, build_row (call, query, &g_array_index (rows, DavyCostRow, i), currency));
  set_next_link (call, properties, end, rows->len);
  json_object_set_array_member (properties, "columns", build_columns (call, query));
  json_object_set_array_member (properties, "rows", list);
  json_object_set_object_member (object, "properties", properties);
  davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, object);
}

/* Several headers say when to come again, and only the largest is right. */
static gboolean
check_rate (DavyArmCall *call)
{
  static const struct
  {
    const char *name;
    double share;
  } hints[] = {
    { "Retry-After", 0.1 },
    { "x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after", 1 },
    { "x-ms-ratelimit-microsoft.costmanagement-entity-retry-after", 0.5 },
    { "x-ms-ratelimit-microsoft.costmanagement-client-retry-after", 0.2 },
    { "x-ms-ratelimit-microsoft.costmanagement-tenant-retry-after", 0.7 },
  };
  gint64 wait =
      davy_arm_throttle_query (davy_emulator_get_arm_throttle (call->exchange->emulator), call);
  double scale = davy_emulator_get_time_scale (call->exchange->emulator);

  if (wait == 0)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    {
      double seconds = (double) wait * hints[i].share / scale / (double) DAVY_TIME_SECOND;
      g_autofree char *value = g_strdup_printf ("%d", (int) seconds + 1);

      davy_exchange_set_header (call->exchange, hints[i].name, value);
    }
  davy_arm_refuse (call, DAVY_STATUS_THROTTLED, "429", "Too many requests. Please retry.");

  return FALSE;
}

static gboolean
read_query (DavyArmCall *call, DavyCostQuery *query)
{
  g_autoptr (GError) error = NULL;

  if (davy_cost_query_read (query, davy_exchange_get_json (call->exchange),
                            call->exchange->scenario->behaviour.billing_start, call->now, &error))
    return TRUE;

  davy_arm_refuse (call, SOUP_STATUS_BAD_REQUEST, "BadRequest", "%s", error->message);
  return FALSE;
}

static void
answer_rows_of_subscription (DavyArmCall *call)
{
  g_auto (DavyCostQuery) query = { 0 };
  g_autoptr (GArray) rows = davy_cost_rows_new ();

  if (!read_query (call, &query))
    return;

  davy_cost_rows_collect (rows, &query, &call->place, call->group, call->now);
  turn_rows (rows);
  answer_rows (call, &query, rows, call->place.customer->currency);
}

static void
answer_subscription (DavyArmCall *call)
{
  if (call->place.entitlement == NULL)
    davy_arm_refuse (call, SOUP_STATUS_BAD_REQUEST, "BadRequest",
                     "Cost Management does not support this offer type.");
  else if (!call->estate->cost_visible)
    davy_arm_refuse (call, SOUP_STATUS_FORBIDDEN, "AccountCostDisabled",
                     "Access to cost data has been disabled for subscription: '%s'.",
                     call->estate->id);
  else if (!check_rate (call))
    return;
  else if (call->place.entitlement->usage == NULL)
    davy_exchange_answer_empty (call->exchange, SOUP_STATUS_NO_CONTENT);
  else
    answer_rows_of_subscription (call);
}

/* The partner's own scope: /providers/Microsoft.Billing/billingAccounts/…/customers/CUSTOMER, with
 * a token of the partner's tenant; cost is what is invoiced. */
static void
answer_customer (DavyArmCall *call)
{
  DavyScenario *scenario = call->exchange->scenario;
  const char *customer_id = strrchr (call->scope, '/') + 1;
  const DavyDemoCustomer *customer = davy_scenario_find_customer (scenario, customer_id);
  g_autoptr (GPtrArray) places = davy_demo_list_azure (scenario, customer_id);
  g_auto (DavyCostQuery) query = { 0 };
  g_autoptr (GArray) rows = davy_cost_rows_new ();

  if (g_ascii_strcasecmp (call->exchange->token.tenant_id, scenario->tenant_id) != 0)
    davy_arm_refuse (call, SOUP_STATUS_UNAUTHORIZED, "RBACAccessDenied",
                     "The client does not have access to this billing scope.");
  else if (customer == NULL)
    davy_arm_refuse (call, SOUP_STATUS_NOT_FOUND, "NotFound", "The customer '%s' was not found.",
                     customer_id);
  else if (check_rate (call) && read_query (call, &query))
    {
      query.share = PARTNER_SHARE;
      for (guint i = 0; i < places->len; i++)
        if (((const DavyDemoPlace *) g_ptr_array_index (places, i))->entitlement != NULL)
          davy_cost_rows_collect (rows, &query, g_ptr_array_index (places, i), NULL, call->now);
      turn_rows (rows);
      answer_rows (call, &query, rows, customer->currency);
    }
}

static void
answer_query (DavyArmCall *call)
{
  if (call->in_subscription)
    answer_subscription (call);
  else if (strstr (call->scope, "/customers/") != NULL)
    answer_customer (call);
  else
    davy_arm_refuse (call, SOUP_STATUS_NOT_FOUND, "NotFound", "There is no such scope.");
}

const DavyArmRoute davy_arm_cost_routes[] = {
  { "POST", QUERY, DAVY_ARM_ASKS | DAVY_ARM_TENANT, answer_query },
  { 0 },
};
