/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/arm-kinds.h"

#include "emulator/arm-deletes.h"
#include "emulator/arm-machines.h"
#include "emulator/arm-operations.h"
#include "emulator/arm-resources.h"
#include "emulator/arm-writes.h"

/* The other things that compute (`wire-contract.md` 3.10): clusters of Machine Learning, pools of
 * Batch, container groups, Kubernetes. */

#define COMPUTES "Microsoft.MachineLearningServices/workspaces/computes"
#define POOLS    "Microsoft.Batch/batchAccounts/pools"
#define GROUPS   "Microsoft.ContainerInstance/containerGroups"
#define CLUSTERS "Microsoft.ContainerService/managedClusters"

#define RESIZE_SECONDS 60

static const DavyArmTurn group_start = { "starting", "running", 10 };
static const DavyArmTurn cluster_stop = { "stopping", "stopped", 90 };
static const DavyArmTurn cluster_start = { "starting", "running", 120 };

static void
meter (DavyEstate *estate, const DavyEstateResource *resource, gint64 n_nodes, DavyTime now)
{
  if (estate->usage == NULL)
    return;
  if (n_nodes == 0)
    davy_demo_usage_halt (estate->usage, resource->id, now);
  else
    davy_demo_usage_resume (estate->usage, resource->id, now);
}

/* The nodes that are too many go. */
static void
resize_compute (DavyEstate *estate, DavyOperation *self)
{
  DavyEstateResource *compute = davy_estate_find_resource (estate, self->target);
  JsonObject *inner;
  gint64 n_nodes, least, most;

  if (compute == NULL)
    return;

  inner = davy_demo_get_object (davy_estate_resource_get_properties (compute), "properties");
  least = davy_demo_get_integer (davy_demo_get_object (inner, "scaleSettings"), "minNodeCount");
  most = davy_demo_get_integer (davy_demo_get_object (inner, "scaleSettings"), "maxNodeCount");
  n_nodes = CLAMP (davy_demo_get_integer (inner, "currentNodeCount"), least, MAX (least, most));
  if (inner != NULL)
    {
      json_object_set_int_member (inner, "currentNodeCount", n_nodes);
      json_object_set_string_member (inner, "allocationState", "Steady");
    }
  meter (estate, compute, n_nodes, self->due);
}

static void
patch_compute (DavyArmCall *call)
{
  DavyEstateResource *compute = davy_arm_find_resource (call, call->id);
  JsonObject *body = davy_arm_call_get_body (call);
  g_autofree char *action = davy_arm_call_dup_action (call);
  DavyOperation *operation;
  JsonObject *inner;
  DavyDeed deed;

  if (compute == NULL)
    return;
  inner = davy_demo_get_object (davy_demo_get_object (body, "properties"), "properties");
  if (davy_demo_get_object (inner, "scaleSettings") == NULL)
    {
      davy_arm_refuse (call, SOUP_STATUS_BAD_REQUEST, "UserError",
                       "Only the scale settings of a compute can be changed.");
      return;
    }

  deed = davy_arm_call_get_deed (call, action, compute->id);
  davy_demo_merge (compute->body, body);
  inner = davy_demo_get_object (davy_estate_resource_get_properties (compute), "properties");
  json_object_set_string_member (inner, "allocationState", "Resizing");
  operation = davy_operation_start (call->estate, &deed, compute->id, call->now,
                                    RESIZE_SECONDS * DAVY_TIME_SECOND);
  operation->finish = resize_compute;
  davy_arm_operation_announce (call, operation, DAVY_ARM_BY_BOTH);
  davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, davy_arm_build_resource (compute));
}

static void
halt_instance (DavyEstate *estate, DavyOperation *self)
{
  DavyEstateResource *compute = davy_estate_find_resource (estate, self->target);
  JsonObject *inner;

  if (compute == NULL)
    return;

  inner = davy_demo_get_object (davy_estate_resource_get_properties (compute), "properties");
  if (inner != NULL)
    json_object_set_string_member (inner, "state", "Stopped");
  meter (estate, compute, 0, self->due);
}

static void
stop_instance (DavyArmCall *call)
{
  DavyEstateResource *compute = davy_arm_find_resource (call, call->parent);
  g_autofree char *action = davy_arm_call_dup_action (call);
  DavyOperation *operation;
  DavyDeed deed;

  if (compute == NULL)
    return;
  if (g_strcmp0 (
          davy_demo_get_string (davy_estate_resource_get_properties (compute), "computeType"),
          "ComputeInstance") != 0)
    {
      davy_arm_refuse (call, SOUP_STATUS_BAD_REQUEST, "UserError",
                       "Only a compute instance can be stopped.");
      return;
    }

  deed = davy_arm_call_get_deed (call, action, compute->id);
  operation = davy_operation_start (call->estate, &deed, compute->id, call->now,
                                    RESIZE_SECONDS * DAVY_TIME_SECOND);
  operation->finish = halt_instance;
  davy_arm_operation_accept (call, operation, DAVY_ARM_BY_BOTH);
}

/* The service wants to be told what becomes of what is below. */
static void
delete_compute (DavyArmCall *call)
{
  const char *below = davy_exchange_get_query (call->exchange, "underlyingResourceAction");

  if (g_strcmp0 (below, "Delete") == 0 || g_strcmp0 (below, "Detach") == 0)
    davy_arm_delete_resource (call);
  else
    davy_arm_refuse (call, SOUP_STATUS_BAD_REQUEST, "BadArgument",
                     "The query parameter underlyingResourceAction must be Delete or Detach.");
}

static void
resize_pool (DavyEstate *estate, DavyOperation *self)
{
  DavyEstateResource *pool = davy_estate_find_resource (estate, self->target);
  JsonObject *properties, *fixed;

  if (pool == NULL)
    return;

  properties = davy_estate_resource_get_properties (pool);
  fixed = davy_demo_get_object (davy_demo_get_object (properties, "scaleSettings"), "fixedScale");
  json_object_set_string_member (properties, "allocationState", "Steady");
  if (fixed == NULL)
    return;
  json_object_set_int_member (properties, "currentDedicatedNodes",
                              davy_demo_get_integer (fixed, "targetDedicatedNodes"));
  json_object_set_int_member (properties, "currentLowPriorityNodes",
                              davy_demo_get_integer (fixed, "targetLowPriorityNodes"));
  meter (estate, pool,
         davy_demo_get_integer (fixed, "targetDedicatedNodes") +
             davy_demo_get_integer (fixed, "targetLowPriorityNodes"),
         self->due);
}

/* Answered at once, though the nodes go later; a scale takes the place of another kind of it. */
static void
patch_pool (DavyArmCall *call)
{
  DavyEstateResource *pool = davy_arm_find_resource (call, call->id);
  JsonObject *body = davy_arm_call_get_body (call);
  JsonObject *properties, *scale;

  if (pool == NULL)
    return;
  properties = davy_estate_resource_get_properties (pool);
  scale = davy_demo_get_object (davy_demo_get_object (body, "properties"), "scaleSettings");
  if (body == NULL || (scale != NULL && davy_demo_get_object (scale, "fixedScale") == NULL &&
                       davy_demo_get_object (scale, "autoScale") == NULL))
    {
      davy_arm_refuse (call, SOUP_STATUS_BAD_REQUEST, "InvalidPropertyValue",
                       "scaleSettings needs either fixedScale or autoScale.");
      return;
    }

  if (scale != NULL)
    {
      json_object_remove_member (properties, "scaleSettings");
      json_object_set_string_member (properties, "allocationState", "Resizing");
      davy_operation_plan (call->estate, pool->id, call->now + RESIZE_SECONDS * DAVY_TIME_SECOND,
                           resize_pool);
    }
  davy_demo_merge (pool->body, body);
  pool->changed = call->now;
  davy_arm_log_write (call, pool->id);
  davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, davy_arm_build_resource (pool));
}

static JsonObject *
build_group (DavyEstateResource *group)
{
  JsonObject *object = davy_arm_build_resource (group);
  const char *state = g_str_equal (group->power, "running") ? "Running" : "Stopped";

  json_object_set_object_member (davy_demo_get_object (object, "properties"), "instanceView",
                                 davy_demo_object ("state", state, NULL));

  return object;
}

static void
answer_group (DavyArmCall *call)
{
  DavyEstateResource *group = davy_arm_find_resource (call, call->id);

  if (group != NULL)
    davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, build_group (group));
}

/* The pool stays as large as it is by now. */
static void
stop_resize (DavyArmCall *call)
{
  DavyEstateResource *pool = davy_arm_find_resource (call, call->parent);
  JsonObject *properties, *fixed;

  if (pool == NULL)
    return;

  properties = davy_estate_resource_get_properties (pool);
  fixed = davy_demo_get_object (davy_demo_get_object (properties, "scaleSettings"), "fixedScale");
  if (fixed != NULL)
    {
      json_object_set_int_member (fixed, "targetDedicatedNodes",
                                  davy_demo_get_integer (properties, "currentDedicatedNodes"));
      json_object_set_int_member (fixed, "targetLowPriorityNodes",
                                  davy_demo_get_integer (properties, "currentLowPriorityNodes"));
    }
  json_object_set_string_member (properties, "allocationState", "Steady");
  davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, davy_arm_build_resource (pool));
}

static void
stop_group (DavyArmCall *call)
{
  DavyEstateResource *group = davy_arm_find_resource (call, call->parent);

  if (group == NULL)
    return;

  davy_estate_resource_set_power (call->estate, group, "stopped", call->now);
  davy_arm_log_write (call, group->id);
  davy_exchange_answer_empty (call->exchange, SOUP_STATUS_NO_CONTENT);
}

static void
start_group (DavyArmCall *call)
{
  DavyEstateResource *group = davy_arm_find_resource (call, call->parent);

  if (group != NULL)
    davy_arm_operation_accept (call, davy_arm_turn (call, group, &group_start),
                               DAVY_ARM_BY_LOCATION);
}

static JsonObject *
build_cluster (DavyEstateResource *cluster)
{
  JsonObject *object = davy_arm_build_resource (cluster);
  gboolean on = g_str_equal (cluster->power, "running") || g_str_equal (cluster->power, "stopping");

  json_object_set_object_member (davy_demo_get_object (object, "properties"), "powerState",
                                 davy_demo_object ("code", on ? "Running" : "Stopped", NULL));

  return object;
}

static void
answer_cluster (DavyArmCall *call)
{
  DavyEstateResource *cluster = davy_arm_find_resource (call, call->id);

  if (cluster != NULL)
    davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, build_cluster (cluster));
}

static void
answer_clusters (DavyArmCall *call)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < call->estate->resources->len; i++)
    {
      DavyEstateResource *cluster = g_ptr_array_index (call->estate->resources, i);

      if (g_ascii_strcasecmp (cluster->type, CLUSTERS) == 0 &&
          davy_scope_contains (call->parent, cluster->id))
        json_array_add_object_element (list, build_cluster (cluster));
    }
  davy_arm_answer_list (call, list);
}

static void
turn_cluster (DavyArmCall *call, const DavyArmTurn *turn)
{
  DavyEstateResource *cluster = davy_arm_find_resource (call, call->parent);

  if (cluster == NULL)
    return;
  if (g_str_equal (cluster->power, turn->done))
    davy_exchange_answer_empty (call->exchange, SOUP_STATUS_NO_CONTENT);
  else
    davy_arm_operation_accept (call, davy_arm_turn (call, cluster, turn), DAVY_ARM_BY_BOTH);
}

static void
stop_cluster (DavyArmCall *call)
{
  turn_cluster (call, &cluster_stop);
}

static void
start_cluster (DavyArmCall *call)
{
  turn_cluster (call, &cluster_start);
}

const DavyArmRoute davy_arm_kind_routes[] = {
  { "PATCH", COMPUTES, DAVY_ARM_ONE, patch_compute },
  { "DELETE", COMPUTES, DAVY_ARM_ONE, delete_compute },
  { "POST", COMPUTES "/stop", DAVY_ARM_PLAIN, stop_instance },
  { "PATCH", POOLS, DAVY_ARM_ONE, patch_pool },
  { "POST", POOLS "/stopResize", DAVY_ARM_PLAIN, stop_resize },
  { "GET", GROUPS, DAVY_ARM_ONE, answer_group },
  { "POST", GROUPS "/stop", DAVY_ARM_PLAIN, stop_group },
  { "POST", GROUPS "/start", DAVY_ARM_PLAIN, start_group },
  { "GET", CLUSTERS, DAVY_ARM_PLAIN, answer_clusters },
  { "GET", CLUSTERS, DAVY_ARM_ONE, answer_cluster },
  { "POST", CLUSTERS "/stop", DAVY_ARM_PLAIN, stop_cluster },
  { "POST", CLUSTERS "/start", DAVY_ARM_PLAIN, start_cluster },
  { 0 },
};
