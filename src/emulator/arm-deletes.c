/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/arm-deletes.h"

#include <string.h>

#include "emulator/arm-operations.h"

/* Deleting resources and resource groups (`wire-contract.md` 3.3). */

#define GROUP_SECONDS  90
#define FORCED_SECONDS 45

typedef struct
{
  const char *type; /* or how it begins */
  DavyArmManner manner;
  guint seconds;
} Habit;

/* How the services delete, the first match counts. */
static const Habit habits[] = {
  { "Microsoft.Compute/virtualMachineScaleSets", DAVY_ARM_BY_BOTH, 60 },
  { "Microsoft.Compute/virtualMachines", DAVY_ARM_BY_BOTH, 40 },
  { "Microsoft.Compute/", DAVY_ARM_BY_BOTH, 5 },
  { "Microsoft.Network/", DAVY_ARM_BY_BOTH, 5 },
  { "Microsoft.ContainerService/", DAVY_ARM_BY_BOTH, 120 },
  { "Microsoft.ContainerInstance/", DAVY_ARM_BY_LOCATION, 10 },
  { "Microsoft.MachineLearningServices/", DAVY_ARM_BY_BOTH, 60 },
  { "Microsoft.Batch/", DAVY_ARM_BY_LOCATION, 30 },
  { "Microsoft.Storage/", DAVY_ARM_AT_ONCE, 0 },
  { "Microsoft.Insights/", DAVY_ARM_AT_ONCE, 0 },
  { "", DAVY_ARM_BY_LOCATION, 10 },
};

/* What a service says when something else still holds on to a resource. */
static const struct
{
  const char *type;
  const char *holder; /* how the type of what holds on begins */
  guint status;
  const char *code;
  const char *text;
} dependencies[] = {
  { "Microsoft.Network/networkInterfaces", "Microsoft.Compute/virtualMachines",
    SOUP_STATUS_BAD_REQUEST, "NicInUse",
    "Network Interface %s is used by existing resource %s. In order to delete the network "
    "interface, it must be dissociated from the resource." },
  { "Microsoft.Network/publicIPAddresses", "Microsoft.Network/", SOUP_STATUS_BAD_REQUEST,
    "PublicIPAddressCannotBeDeleted",
    "Public IP address %s can not be deleted since it is still allocated to resource %s." },
  { "Microsoft.Network/virtualNetworks", "Microsoft.", SOUP_STATUS_BAD_REQUEST,
    "InUseSubnetCannotBeDeleted", "A subnet of %s is in use by %s and cannot be deleted." },
  { "Microsoft.Network/networkSecurityGroups", "Microsoft.Network/", SOUP_STATUS_BAD_REQUEST,
    "InUseNetworkSecurityGroupCannotBeDeleted",
    "Network security group %s cannot be deleted because it is in use by %s." },
  { "Microsoft.Compute/disks", "Microsoft.Compute/virtualMachines", SOUP_STATUS_CONFLICT,
    "OperationNotAllowed", "Disk %s is attached to VM %s." },
};

static const Habit *
find_habit (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (habits); i++)
    if (g_ascii_strncasecmp (type, habits[i].type, strlen (habits[i].type)) == 0)
      return &habits[i];

  g_assert_not_reached ();
}

/* Returns: (nullable): what holds on to a resource, and in @index which dependency it is */
static const DavyEstateResource *
find_holder (DavyEstate *estate, const DavyEstateResource *resource, guint *index)
{
  for (*index = 0; *index < G_N_ELEMENTS (dependencies); (*index)++)
    if (g_ascii_strcasecmp (resource->type, dependencies[*index].type) == 0)
      return davy_estate_find_holder (estate, resource, dependencies[*index].holder);

  return NULL;
}

static gboolean
refuse_dependency (DavyArmCall *call, const DavyEstateResource *resource)
{
  guint index;
  const DavyEstateResource *holder = find_holder (call->estate, resource, &index);
  g_autofree char *action = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  DavyDeed deed;

  if (holder == NULL)
    return FALSE;

  action = davy_arm_call_dup_action (call);
  parts = g_strsplit (dependencies[index].text, "%s", 3);
  text = g_strconcat (parts[0], resource->id, parts[1], holder->id, parts[2], NULL);
  deed = davy_arm_call_get_deed (call, action, resource->id);
  davy_estate_log_failure (call->estate, &deed, call->now, dependencies[index].status,
                           dependencies[index].code);
  davy_exchange_refuse (call->exchange, dependencies[index].status, dependencies[index].code, text);

  return TRUE;
}

/* What a machine takes with it, by the deleteOption of each. */
static void
delete_machine (DavyEstate *estate, DavyOperation *self)
{
  DavyEstateResource *machine = davy_estate_find_resource (estate, self->target);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  JsonObject *properties, *disk;
  JsonArray *cards;

  if (machine == NULL)
    return;

  properties = davy_estate_resource_get_properties (machine);
  disk = davy_demo_get_object (davy_demo_get_object (properties, "storageProfile"), "osDisk");
  cards = davy_demo_get_array (davy_demo_get_object (properties, "networkProfile"),
                               "networkInterfaces");
  if (g_strcmp0 (davy_demo_get_string (disk, "deleteOption"), "Delete") == 0)
    g_ptr_array_add (
        ids, g_strdup (davy_demo_get_string (davy_demo_get_object (disk, "managedDisk"), "id")));
  for (guint i = 0; cards != NULL && i < json_array_get_length (cards); i++)
    {
      JsonObject *card = davy_demo_get_element (cards, i);

      if (g_strcmp0 (
              davy_demo_get_string (davy_demo_get_object (card, "properties"), "deleteOption"),
              "Delete") == 0)
        g_ptr_array_add (ids, g_strdup (davy_demo_get_string (card, "id")));
    }

  davy_operation_delete (estate, self);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      DavyEstateResource *resource = id != NULL ? davy_estate_find_resource (estate, id) : NULL;

      if (resource != NULL)
        davy_estate_remove_resource (estate, resource, self->due);
    }
}

static void
delete_at_once (DavyArmCall *call, DavyEstateResource *resource)
{
  g_autofree char *action = davy_arm_call_dup_action (call);
  DavyDeed deed = davy_arm_call_get_deed (call, action, call->id);

  davy_estate_log (call->estate, &deed, call->now, "Started", 0);
  davy_estate_log (call->estate, &deed, call->now, "Succeeded", SOUP_STATUS_OK);
  davy_estate_remove_resource (call->estate, resource, call->now);
  davy_exchange_answer_empty (call->exchange, SOUP_STATUS_OK);
}

static gboolean
is_deletion (const DavyOperation *operation)
{
  return operation->finish == davy_operation_delete || operation->finish == delete_machine;
}

static void
begin (DavyArmCall *call, DavyEstateResource *resource, const Habit *habit)
{
  g_autofree char *action = davy_arm_call_dup_action (call);
  DavyDeed deed = davy_arm_call_get_deed (call, action, resource->id);
  gboolean forced =
      g_strcmp0 (davy_exchange_get_query (call->exchange, "forceDeletion"), "true") == 0;
  gint64 takes = resource->takes >= 0
                     ? resource->takes
                     : (gint64) habit->seconds * DAVY_TIME_SECOND / (forced ? 2 : 1);
  DavyOperation *operation =
      davy_operation_start (call->estate, &deed, resource->id, call->now, takes);

  operation->finish = g_ascii_strcasecmp (resource->type, "Microsoft.Compute/virtualMachines") == 0
                          ? delete_machine
                          : davy_operation_delete;
  if (resource->ending != NULL)
    {
      operation->ending = g_intern_string (resource->ending);
      operation->error_code = g_str_equal (resource->ending, "Canceled") ? "OperationPreempted"
                                                                         : "InternalExecutionError";
    }
  json_object_set_string_member (davy_estate_resource_get_properties (resource),
                                 "provisioningState", "Deleting");
  davy_arm_operation_accept (call, operation, habit->manner);
}

/**
 * davy_arm_delete_resource:
 * @call: that asks for the deletion of a resource
 *
 * Deletes it at once, or begins to, or says what is in the way.
 */
void
davy_arm_delete_resource (DavyArmCall *call)
{
  DavyEstateResource *resource = davy_estate_find_resource (call->estate, call->id);
  const Habit *habit = find_habit (call->type);
  const DavyOperation *running;

  if (resource == NULL)
    {
      davy_exchange_answer_empty (call->exchange, SOUP_STATUS_NO_CONTENT);
      return;
    }

  running = davy_estate_find_running (call->estate, resource->id);
  if (running != NULL && is_deletion (running))
    davy_arm_operation_accept (call, running, habit->manner);
  else if (refuse_dependency (call, resource))
    return;
  else if (habit->manner == DAVY_ARM_AT_ONCE)
    delete_at_once (call, resource);
  else
    begin (call, resource, habit);
}

/* What keeps a group from being deleted: a resource that something in another group needs, or one
 * whose own deletion fails. */
static gboolean
group_is_blocked (DavyEstate *estate, const char *scope)
{
  for (guint i = 0; i < estate->resources->len; i++)
    {
      const DavyEstateResource *resource = g_ptr_array_index (estate->resources, i);
      const DavyEstateResource *holder;
      guint index;

      if (!davy_scope_contains (scope, resource->id))
        continue;
      holder = find_holder (estate, resource, &index);
      if (resource->ending != NULL || (holder != NULL && !davy_scope_contains (scope, holder->id)))
        return TRUE;
    }

  return FALSE;
}

static void
delete_group (DavyArmCall *call)
{
  DavyEstateGroup *group = davy_estate_find_group (call->estate, call->name);
  const char *forced = davy_exchange_get_query (call->exchange, "forceDeletionTypes");
  const DavyOperation *running;
  DavyOperation *operation;
  DavyDeed deed = davy_arm_call_get_deed (
      call, "Microsoft.Resources/subscriptions/resourcegroups/delete", call->id);

  if (group == NULL)
    {
      davy_arm_refuse_missing (call, call->id);
      return;
    }

  running = davy_estate_find_running (call->estate, call->id);
  if (running != NULL)
    {
      davy_arm_operation_accept (call, running, DAVY_ARM_BY_LOCATION);
      return;
    }

  operation =
      davy_operation_start (call->estate, &deed, call->id, call->now,
                            (forced != NULL ? FORCED_SECONDS : GROUP_SECONDS) * DAVY_TIME_SECOND);
  operation->finish = davy_operation_delete_group;
  if (group_is_blocked (call->estate, call->id))
    {
      operation->ending = "Failed";
      operation->error_code = "ResourceGroupDeletionBlocked";
    }
  davy_arm_operation_accept (call, operation, DAVY_ARM_BY_LOCATION);
}

const DavyArmRoute davy_arm_delete_routes[] = {
  { "DELETE", "resourceGroups", DAVY_ARM_ONE, delete_group },
  { "DELETE", "*/*", DAVY_ARM_ONE, davy_arm_delete_resource },
  { 0 },
};
