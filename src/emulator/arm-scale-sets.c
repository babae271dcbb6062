/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/arm-scale-sets.h"

#include <string.h>

#include "core/davy-random.h"
#include "emulator/arm-machines.h"
#include "emulator/arm-operations.h"
#include "emulator/arm-resources.h"

/* Scale sets: their capacity, and the autoscale that raises it again (`wire-contract.md` 3.10). */

#define SCALE_SETS     "Microsoft.Compute/virtualMachineScaleSets"
#define AUTOSCALE      "Microsoft.Insights/autoscaleSettings"
#define SCALE_SECONDS  45
#define AUTOSCALE_TIME (5 * DAVY_TIME_MINUTE)

static const DavyArmTurn deallocation = { "deallocating", "deallocated", 45 };
static const DavyArmTurn stop = { "stopping", "stopped", 20 };
static const DavyArmTurn start = { "starting", "running", 40 };

static gint64
get_capacity (DavyEstateResource *set)
{
  return davy_demo_get_integer (davy_demo_get_object (set->body, "sku"), "capacity");
}

static void
set_capacity (DavyEstate *estate, DavyEstateResource *set, gint64 capacity, DavyTime now)
{
  JsonObject *sku = davy_demo_get_object (set->body, "sku");

  if (sku != NULL)
    json_object_set_int_member (sku, "capacity", capacity);
  set->changed = now;
  davy_estate_resource_set_power (estate, set, "running", now);
  if (capacity == 0 && estate->usage != NULL)
    davy_demo_usage_halt (estate->usage, set->id, now);
}

static gboolean
is_on (JsonObject *properties)
{
  JsonNode *enabled = json_object_get_member (properties, "enabled");

  return enabled == NULL || json_node_get_value_type (enabled) != G_TYPE_BOOLEAN ||
         json_node_get_boolean (enabled);
}

/* The least that an autoscale setting which is on leaves of a scale set; 0: there is none. */
static gint64
find_minimum (DavyEstate *estate, const char *set_id)
{
  for (guint i = 0; i < estate->resources->len; i++)
    {
      DavyEstateResource *setting = g_ptr_array_index (estate->resources, i);
      JsonObject *properties = davy_estate_resource_get_properties (setting);
      const char *target = davy_demo_get_string (properties, "targetResourceUri");
      JsonObject *profile = davy_demo_get_element (davy_demo_get_array (properties, "profiles"), 0);
      const char *minimum =
          davy_demo_get_string (davy_demo_get_object (profile, "capacity"), "minimum");

      if (g_ascii_strcasecmp (setting->type, AUTOSCALE) == 0 && target != NULL &&
          g_ascii_strcasecmp (target, set_id) == 0 && minimum != NULL && is_on (properties))
        return g_ascii_strtoll (minimum, NULL, 10);
    }

  return 0;
}

/* Nobody is named in the log for it. */
static void
raise_again (DavyEstate *estate, DavyOperation *self)
{
  DavyEstateResource *set = davy_estate_find_resource (estate, self->target);
  gint64 minimum = find_minimum (estate, self->target);
  g_autofree char *correlation = davy_random_uuid ();
  DavyDeed deed = { "Microsoft.Insights/AutoscaleSettings/Scaleup/Action", self->target,
                    correlation, NULL };

  if (set == NULL || (get_capacity (set) >= minimum && g_strcmp0 (set->power, "running") == 0) ||
      minimum == 0)
    return;

  set_capacity (estate, set, MAX (minimum, get_capacity (set)), self->due);
  davy_estate_log (estate, &deed, self->due, "Succeeded", 0);
}

static void
watch (DavyEstate *estate, DavyOperation *self)
{
  davy_operation_plan (estate, self->target, self->due + AUTOSCALE_TIME, raise_again);
}

static void
scale (DavyEstate *estate, DavyOperation *self)
{
  DavyEstateResource *set = davy_estate_find_resource (estate, self->target);

  if (set == NULL)
    return;
  set_capacity (estate, set, get_capacity (set), self->due);
  watch (estate, self);
}

static void
rest (DavyEstate *estate, DavyOperation *self)
{
  davy_operation_set_power (estate, self);
  watch (estate, self);
}

static void
patch_set (DavyArmCall *call)
{
  DavyEstateResource *set = davy_arm_find_resource (call, call->id);
  JsonObject *body = davy_arm_call_get_body (call);
  g_autofree char *action = davy_arm_call_dup_action (call);
  DavyOperation *operation;
  DavyDeed deed;

  if (set == NULL)
    return;
  if (body == NULL)
    {
      davy_arm_refuse (call, SOUP_STATUS_BAD_REQUEST, "InvalidRequestContent",
                       "The request content was invalid and could not be deserialized.");
      return;
    }

  deed = davy_arm_call_get_deed (call, action, set->id);
  davy_demo_merge (set->body, body);
  set->changed = call->now;
  operation = davy_operation_start (call->estate, &deed, set->id, call->now,
                                    SCALE_SECONDS * DAVY_TIME_SECOND);
  operation->finish = scale;
  json_object_set_string_member (davy_estate_resource_get_properties (set), "provisioningState",
                                 "Updating");
  davy_arm_operation_announce (call, operation, DAVY_ARM_BY_BOTH);
  davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, davy_arm_build_resource (set));
}

static void
turn_set (DavyArmCall *call, const DavyArmTurn *turn)
{
  DavyEstateResource *set = davy_arm_find_resource (call, call->parent);
  DavyOperation *operation;

  if (set == NULL)
    return;
  if (g_strcmp0 (set->power, turn->done) == 0)
    {
      davy_exchange_answer_empty (call->exchange, SOUP_STATUS_OK);
      return;
    }

  operation = davy_arm_turn (call, set, turn);
  operation->finish = rest;
  davy_arm_operation_accept (call, operation, DAVY_ARM_BY_BOTH);
}

static void
deallocate_set (DavyArmCall *call)
{
  turn_set (call, &deallocation);
}

static void
stop_set (DavyArmCall *call)
{
  turn_set (call, &stop);
}

static void
start_set (DavyArmCall *call)
{
  turn_set (call, &start);
}

static JsonObject *
build_instance (DavyArmCall *call, DavyEstateResource *set, gint64 number)
{
  const char *expand = davy_exchange_get_query (call->exchange, "$expand");
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  g_autofree char *id = g_strdup_printf ("%s/virtualMachines/%s", set->id, key);
  g_autofree char *name = g_strdup_printf ("%s_%s", set->name, key);
  JsonObject *object = davy_demo_object ("id", id, "name", name, "instanceId", key, "type",
                                         SCALE_SETS "/virtualMachines", "location",
                                         davy_estate_resource_get_location (set), NULL);
  JsonObject *properties = davy_demo_object ("provisioningState", "Succeeded", NULL);
  JsonObject *sku = davy_demo_get_object (set->body, "sku");

  json_object_set_boolean_member (properties, "latestModelApplied", TRUE);
  if (expand != NULL && g_ascii_strcasecmp (expand, "instanceView") == 0)
    json_object_set_object_member (properties, "instanceView",
                                   davy_arm_build_statuses (set, set->power));
  json_object_set_object_member (object, "sku",
                                 davy_demo_object ("name", davy_demo_get_string (sku, "name"),
                                                   "tier", davy_demo_get_string (sku, "tier"),
                                                   NULL));
  json_object_set_object_member (object, "properties", properties);

  return object;
}

static void
answer_instances (DavyArmCall *call)
{
  DavyEstateResource *set = davy_arm_find_resource (call, call->parent);
  JsonArray *list;

  if (set == NULL)
    return;

  list = json_array_new ();
  for (gint64 i = 0; i < get_capacity (set); i++)
    json_array_add_object_element (list, build_instance (call, set, i));
  davy_arm_answer_list (call, list);
}

static void
answer_view (DavyArmCall *call)
{
  DavyEstateResource *set = davy_arm_find_resource (call, call->parent);
  JsonObject *object, *summary, *count;
  JsonArray *list;

  if (set == NULL)
    return;

  count = davy_demo_object ("code", "ProvisioningState/succeeded", NULL);
  json_object_set_int_member (count, "count", get_capacity (set));
  list = json_array_new ();
  json_array_add_object_element (list, count);
  summary = json_object_new ();
  json_object_set_array_member (summary, "statusesSummary", list);
  object = davy_arm_build_statuses (set, set->power);
  json_object_set_object_member (object, "virtualMachine", summary);
  davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, object);
}

const DavyArmRoute davy_arm_scale_set_routes[] = {
  { "PATCH", SCALE_SETS, DAVY_ARM_ONE, patch_set },
  { "POST", SCALE_SETS "/deallocate", DAVY_ARM_PLAIN, deallocate_set },
  { "POST", SCALE_SETS "/powerOff", DAVY_ARM_PLAIN, stop_set },
  { "POST", SCALE_SETS "/start", DAVY_ARM_PLAIN, start_set },
  { "GET", SCALE_SETS "/virtualMachines", DAVY_ARM_PLAIN, answer_instances },
  { "GET", SCALE_SETS "/instanceView", DAVY_ARM_PLAIN, answer_view },
  { 0 },
};
