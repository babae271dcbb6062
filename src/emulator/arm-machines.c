/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/arm-machines.h"

#include <string.h>

#include "emulator/arm-operations.h"
#include "emulator/arm-resources.h"

/* Virtual machines and their power (`wire-contract.md` 3.5). */

#define MACHINES "Microsoft.Compute/virtualMachines"

static const DavyArmTurn deallocation = { "deallocating", "deallocated", 30 };
static const DavyArmTurn stop = { "stopping", "stopped", 10 };
static const DavyArmTurn start = { "starting", "running", 25 };

static JsonObject *
build_status (const char *code, const char *shown)
{
  return davy_demo_object ("code", code, "level", "Info", "displayStatus", shown, NULL);
}

/**
 * davy_arm_build_statuses:
 * @resource: a machine, or what has machines
 * @power: how the machine is
 *
 * Returns: (transfer full): the view of an instance
 */
JsonObject *
davy_arm_build_statuses (const DavyEstateResource *resource, const char *power)
{
  JsonObject *view = json_object_new ();
  JsonArray *statuses = json_array_new ();
  g_autofree char *code = g_strconcat ("PowerState/", power, NULL);
  g_autofree char *shown = g_strconcat ("VM ", power, NULL);
  g_autofree char *time = davy_time_to_iso (resource->changed);
  JsonObject *provisioning = build_status ("ProvisioningState/succeeded", "Provisioning succeeded");

  json_object_set_string_member (provisioning, "time", time);
  json_array_add_object_element (statuses, provisioning);
  json_array_add_object_element (statuses, build_status (code, shown));
  json_object_set_array_member (view, "statuses", statuses);

  return view;
}

static JsonObject *
build_machine (DavyEstateResource *machine, gboolean with_view)
{
  JsonObject *object = davy_arm_build_resource (machine);

  if (with_view)
    json_object_set_object_member (davy_demo_get_object (object, "properties"), "instanceView",
                                   davy_arm_build_statuses (machine, machine->power));

  return object;
}

/* Lighter, but it tells the power. */
static JsonObject *
build_light (DavyEstateResource *machine)
{
  JsonObject *object =
      davy_demo_object ("id", machine->id, "name", machine->name, "type", machine->type, "location",
                        davy_estate_resource_get_location (machine), NULL);
  JsonObject *all = davy_estate_resource_get_properties (machine);
  JsonObject *properties =
      davy_demo_object ("vmId", davy_demo_get_string (all, "vmId"), "provisioningState",
                        davy_demo_get_string (all, "provisioningState"), NULL);

  json_object_set_object_member (properties, "instanceView",
                                 davy_arm_build_statuses (machine, machine->power));
  json_object_set_object_member (object, "properties", properties);

  return object;
}

static gboolean
expands_view (DavyArmCall *call)
{
  const char *expand = davy_exchange_get_query (call->exchange, "$expand");

  return expand != NULL && g_ascii_strcasecmp (expand, "instanceView") == 0;
}

static void
answer_machines (DavyArmCall *call)
{
  JsonArray *list = json_array_new ();
  const char *status_only = davy_exchange_get_query (call->exchange, "statusOnly");
  gboolean light = status_only != NULL && g_ascii_strcasecmp (status_only, "true") == 0;

  for (guint i = 0; i < call->estate->resources->len; i++)
    {
      DavyEstateResource *machine = g_ptr_array_index (call->estate->resources, i);

      if (g_ascii_strcasecmp (machine->type, MACHINES) == 0 &&
          davy_scope_contains (call->parent, machine->id))
        json_array_add_object_element (list, light ? build_light (machine)
                                                   : build_machine (machine, expands_view (call)));
    }
  davy_arm_answer_list (call, list);
}

static void
answer_machine (DavyArmCall *call)
{
  DavyEstateResource *machine = davy_arm_find_resource (call, call->id);

  if (machine != NULL)
    davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK,
                                 build_machine (machine, expands_view (call)));
}

static void
answer_view (DavyArmCall *call)
{
  DavyEstateResource *machine = davy_arm_find_resource (call, call->parent);

  if (machine != NULL)
    davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK,
                                 davy_arm_build_statuses (machine, machine->power));
}

/**
 * davy_arm_turn:
 * @call: an action on something that computes
 * @resource: what computes
 * @turn: what becomes of it
 *
 * Returns: (transfer none): the operation that turns it
 */
DavyOperation *
davy_arm_turn (DavyArmCall *call, DavyEstateResource *resource, const DavyArmTurn *turn)
{
  g_autofree char *action = davy_arm_call_dup_action (call);
  DavyDeed deed = davy_arm_call_get_deed (call, action, resource->id);
  DavyOperation *operation = davy_operation_start (call->estate, &deed, resource->id, call->now,
                                                   turn->seconds * DAVY_TIME_SECOND);

  operation->power = turn->done;
  operation->finish = davy_operation_set_power;
  davy_estate_resource_set_power (call->estate, resource, turn->going, call->now);

  return operation;
}

/* What has its system disk on the host would lose it. */
static gboolean
is_ephemeral (DavyEstateResource *machine)
{
  JsonObject *disk = davy_demo_get_object (
      davy_demo_get_object (davy_estate_resource_get_properties (machine), "storageProfile"),
      "osDisk");

  return g_strcmp0 (
             davy_demo_get_string (davy_demo_get_object (disk, "diffDiskSettings"), "option"),
             "Local") == 0;
}

static void
turn_machine (DavyArmCall *call, const DavyArmTurn *turn)
{
  DavyEstateResource *machine = davy_arm_find_resource (call, call->parent);
  const DavyOperation *running;

  if (machine == NULL)
    return;

  running = davy_estate_find_running (call->estate, machine->id);
  if (turn == &deallocation && is_ephemeral (machine))
    davy_arm_refuse (call, SOUP_STATUS_CONFLICT, "OperationNotAllowed",
                     "Operation 'deallocate' is not supported for VM '%s' because it has an "
                     "ephemeral OS disk.",
                     machine->name);
  else if (g_str_equal (machine->power, turn->done))
    davy_exchange_answer_empty (call->exchange, SOUP_STATUS_OK);
  else if (running != NULL && running->power == turn->done)
    davy_arm_operation_accept (call, running, DAVY_ARM_BY_BOTH);
  else if (running != NULL)
    davy_arm_refuse (call, SOUP_STATUS_CONFLICT, "OperationNotAllowed",
                     "Another operation on VM '%s' is in progress.", machine->name);
  else
    davy_arm_operation_accept (call, davy_arm_turn (call, machine, turn), DAVY_ARM_BY_BOTH);
}

static void
deallocate_machine (DavyArmCall *call)
{
  turn_machine (call, &deallocation);
}

static void
stop_machine (DavyArmCall *call)
{
  turn_machine (call, &stop);
}

static void
start_machine (DavyArmCall *call)
{
  turn_machine (call, &start);
}

/* Quotas of machine families in a region. */
static void
answer_usages (DavyArmCall *call)
{
  g_auto (GStrv) parts = g_strsplit (call->parent, "/", -1);
  const char *region = parts[g_strv_length (parts) - 1];
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < call->estate->quotas->len; i++)
    {
      const DavyEstateQuota *quota = g_ptr_array_index (call->estate->quotas, i);
      JsonObject *object = davy_demo_object ("unit", "Count", NULL);

      if (g_ascii_strcasecmp (quota->region, region) == 0)
        {
          json_object_set_int_member (object, "currentValue", quota->used);
          json_object_set_int_member (object, "limit", quota->limit);
          json_object_set_object_member (
              object, "name",
              davy_demo_object ("value", quota->name, "localizedValue", quota->name, NULL));
          json_array_add_object_element (list, json_object_ref (object));
        }
      json_object_unref (object);
    }
  davy_arm_answer_list (call, list);
}

const DavyArmRoute davy_arm_machine_routes[] = {
  { "GET", MACHINES, DAVY_ARM_PLAIN, answer_machines },
  { "GET", MACHINES, DAVY_ARM_ONE, answer_machine },
  { "GET", MACHINES "/instanceView", DAVY_ARM_PLAIN, answer_view },
  { "POST", MACHINES "/deallocate", DAVY_ARM_PLAIN, deallocate_machine },
  { "POST", MACHINES "/powerOff", DAVY_ARM_PLAIN, stop_machine },
  { "POST", MACHINES "/start", DAVY_ARM_PLAIN, start_machine },
  { "GET", "Microsoft.Compute/locations/usages", DAVY_ARM_PLAIN, answer_usages },
  { 0 },
};
