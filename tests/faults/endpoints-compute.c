/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-network.h"
#include "azure/davy-arm-prices.h"
#include "azure/davy-arm-snapshots.h"
#include "azure/davy-arm-stops.h"
#include "fault-caller.h"

/* Azure Resource Manager: what computes, and what is done about it. */

#define RG            "/subscriptions/" FAULT_SUBSCRIPTION "/resourceGroups/rg/providers/"
#define MACHINE       RG "Microsoft.Compute/virtualMachines/vm-1"
#define SCALE_SET     RG "Microsoft.Compute/virtualMachineScaleSets/set-"
#define DISK          RG "Microsoft.Compute/disks/disk-1"
#define WORKSPACE     RG "Microsoft.MachineLearningServices/workspaces/ml-"
#define ACCOUNT       RG "Microsoft.Batch/batchAccounts/batch"
#define CLUSTER       RG "Microsoft.ContainerService/managedClusters/k8s-"
#define GROUP         RG "Microsoft.Network/networkSecurityGroups/nsg-"
#define LISTS         "/arm/subscriptions/*/providers/"
#define BELOW_A_GROUP "/arm/subscriptions/*/resourceGroups/*/providers/"

/* What a survey found of one kind; the others' listings are not what is tested. */
static int
call_list_compute (FaultCaller *caller, DavyComputeKind kind, GError **error)
{
  g_autoptr (DavyComputeList) list = NULL;
  int n_items = 0;

  davy_arm_client_list_compute_async (caller->arm, FAULT_CUSTOMER, FAULT_SUBSCRIPTION, NULL,
                                      fault_caller_keep, caller);
  list = davy_arm_client_list_compute_finish (caller->arm, fault_caller_wait (caller), error);
  if (list == NULL)
    return -1;

  for (guint i = 0; i < list->gaps->len; i++)
    {
      const DavyComputeGap *gap = g_ptr_array_index (list->gaps, i);

      if (gap->kind != kind)
        continue;
      g_propagate_error (error, g_error_copy (gap->error));
      return -1;
    }
  for (guint i = 0; i < list->items->len; i++)
    n_items += ((const DavyCompute *) g_ptr_array_index (list->items, i))->kind == kind;

  return n_items;
}

static int
call_list_machines (FaultCaller *caller, GError **error)
{
  return call_list_compute (caller, DAVY_COMPUTE_MACHINE, error);
}

static int
call_list_batch_pools (FaultCaller *caller, GError **error)
{
  return call_list_compute (caller, DAVY_COMPUTE_BATCH_POOL, error);
}

static int
call_list_containers (FaultCaller *caller, GError **error)
{
  return call_list_compute (caller, DAVY_COMPUTE_CONTAINERS, error);
}

static int
call_list_others (FaultCaller *caller, GError **error)
{
  return call_list_compute (caller, DAVY_COMPUTE_OTHER, error);
}

static int
call_list_scale_sets (FaultCaller *caller, GError **error)
{
  return call_list_compute (caller, DAVY_COMPUTE_SCALE_SET, error);
}

static int
call_list_ml_computes (FaultCaller *caller, GError **error)
{
  return call_list_compute (caller, DAVY_COMPUTE_ML_CLUSTER, error);
}

static int
call_list_clusters (FaultCaller *caller, GError **error)
{
  return call_list_compute (caller, DAVY_COMPUTE_KUBERNETES, error);
}

static int
call_get_machine_state (FaultCaller *caller, GError **error)
{
  DavyComputeState state;

  davy_arm_client_get_machine_state_async (caller->arm, FAULT_CUSTOMER, MACHINE, NULL,
                                           fault_caller_keep, caller);

  return davy_arm_client_get_machine_state_finish (caller->arm, fault_caller_wait (caller), &state,
                                                   NULL, error)
             ? 1
             : -1;
}

static int
call_get_prices (FaultCaller *caller, GError **error)
{
  DavyHourlyPrices prices;

  davy_arm_client_get_prices_async (caller->arm, "Standard_NC6", "westeurope", "EUR", NULL,
                                    fault_caller_keep, caller);
  if (!davy_arm_client_get_prices_finish (caller->arm, fault_caller_wait (caller), &prices, error))
    return -1;

  return davy_money_is_known (&prices.by_kind[DAVY_PRICE_LINUX]) +
         davy_money_is_known (&prices.by_kind[DAVY_PRICE_WINDOWS]) +
         davy_money_is_known (&prices.by_kind[DAVY_PRICE_LINUX_SPOT]);
}

/* How many changes that took. */
static int
call_stop (FaultCaller *caller, const DavyCompute *compute, GError **error)
{
  g_autoptr (GPtrArray) outcomes = NULL;

  davy_arm_client_stop_compute_async (caller->arm, FAULT_CUSTOMER, compute, NULL, fault_caller_keep,
                                      caller);

  return davy_arm_client_stop_compute_finish (caller->arm, fault_caller_wait (caller), &outcomes,
                                              error)
             ? (int) outcomes->len
             : -1;
}

#define STOP(name, what, ...)                                                                \
  static int call_stop_##name (FaultCaller *caller, GError **error)                          \
  {                                                                                          \
    const DavyCompute compute = { .kind = DAVY_COMPUTE_##what, .id = (char *) __VA_ARGS__ }; \
    return call_stop (caller, &compute, error);                                              \
  }

STOP (machine, MACHINE, MACHINE)
STOP (scale_set, SCALE_SET, SCALE_SET "1")
STOP (ml_cluster, ML_CLUSTER, WORKSPACE "1/computes/gpu-1")
STOP (ml_instance, ML_INSTANCE, WORKSPACE "1/computes/desk-1")
STOP (pool, BATCH_POOL, ACCOUNT "/pools/p-1", .resizing = TRUE)
STOP (containers, CONTAINERS, RG "Microsoft.ContainerInstance/containerGroups/c-1")
STOP (cluster, KUBERNETES, CLUSTER "1")

/* Its rules are put one after the other; the first is what is tested. */
#define ISOLATION(verb)                                                                           \
  static int call_##verb (FaultCaller *caller, GError **error)                                    \
  {                                                                                               \
    g_autoptr (GPtrArray) rules = g_ptr_array_new ();                                             \
    const DavySecurityGroup group = { .id = (char *) GROUP "1", .rules = rules };                 \
    davy_arm_client_##verb##_async (caller->arm, FAULT_CUSTOMER, &group, NULL, fault_caller_keep, \
                                    caller);                                                      \
    return davy_arm_client_##verb##_finish (caller->arm, fault_caller_wait (caller), NULL, error) \
               ? 1                                                                                \
               : -1;                                                                              \
  }

ISOLATION (isolate)
ISOLATION (end_isolation)

/* A call that gives a list. */
#define LIST(verb)                                                                              \
  static int call_##verb (FaultCaller *caller, GError **error)                                  \
  {                                                                                             \
    g_autoptr (GPtrArray) records = NULL;                                                       \
    davy_arm_client_##verb##_async (caller->arm, FAULT_CUSTOMER, FAULT_SUBSCRIPTION, NULL,      \
                                    fault_caller_keep, caller);                                 \
    records = davy_arm_client_##verb##_finish (caller->arm, fault_caller_wait (caller), error); \
    return records != NULL ? (int) records->len : -1;                                           \
  }

LIST (list_snapshots)
LIST (list_security_groups)
LIST (list_interfaces)

/* A call that changes something. */
#define CHANGE(verb, ...)                                                                       \
  static int call_##verb (FaultCaller *caller, GError **error)                                  \
  {                                                                                             \
    g_autoptr (DavyArmOutcome) outcome = NULL;                                                  \
    davy_arm_client_##verb##_async (caller->arm, FAULT_CUSTOMER, __VA_ARGS__, NULL,             \
                                    fault_caller_keep, caller);                                 \
    outcome = davy_arm_client_##verb##_finish (caller->arm, fault_caller_wait (caller), error); \
    return outcome != NULL ? 1 : -1;                                                            \
  }

CHANGE (create_snapshot, DISK, "westeurope", "case-1")
CHANGE (deallocate_scale_set, SCALE_SET "1")
CHANGE (delete_ml_compute, WORKSPACE "1/computes/gpu-1")

#define SCALE_SET_RECORD(number)                                                             \
  "{'id':'" SCALE_SET number "','name':'set-" number "','type':'x','location':'westeurope'," \
  "'sku':{'name':'Standard_F72s_v2','capacity':0}}"
#define MACHINE_RECORD(number)                                                            \
  "{'id':'" RG "Microsoft.Compute/virtualMachines/vm-" number "','name':'vm-" number "'," \
  "'location':'westeurope','properties':{'hardwareProfile':{'vmSize':'Standard_B1s'}}}"
#define SETTING(number)                                                             \
  "{'id':'" RG "Microsoft.Insights/autoscalesettings/a-" number "','location':'x'," \
  "'properties':{'enabled':true,'targetResourceUri':'" SCALE_SET "1','profiles':[]}}"
#define POOL(number)                                                                      \
  "{'id':'" ACCOUNT "/pools/p-" number "','name':'p-" number "','location':'westeurope'," \
  "'properties':{'vmSize':'STANDARD_D4','currentDedicatedNodes':0}}"
#define CONTAINERS(number)                                                  \
  "{'id':'" RG "Microsoft.ContainerInstance/containerGroups/c-" number "'," \
  "'name':'c-" number "','location':'westeurope','properties':{'containers':[]}}"
#define OTHER(number)                                                                 \
  "{'id':'" RG "Microsoft.Databricks/workspaces/d-" number "','name':'d-" number "'," \
  "'type':'Microsoft.Databricks/workspaces','location':'westeurope'}"
#define SURVEY                                                                \
  {                                                                           \
    "hang-up", DAVY_ERROR_OFFLINE, "each open connection is tried once", TRUE \
  }
#define ANOTHER "it is the same request, of another parent"
#define COMPUTE(number)                                                                    \
  "{'id':'" WORKSPACE "1/computes/gpu-" number "','name':'gpu-" number "','location':'x'," \
  "'properties':{'computeType':'AmlCompute','properties':{'vmSize':'STANDARD_NC6'}}}"
#define CLUSTER_RECORD(number)                                                             \
  "{'id':'" CLUSTER number "','name':'k8s-" number "','type':'x','location':'westeurope'," \
  "'properties':{'powerState':{'code':'Running'},'nodeResourceGroup':'MC'}}"
#define PRICE(product, sku)                                                                  \
  "{'currencyCode':'EUR','retailPrice':1.5,'productName':'" product "','skuName':'" sku "'," \
  "'unitOfMeasure':'1 Hour','type':'Consumption'}"
#define INTERFACE(number)                                                                      \
  "{'id':'" RG "Microsoft.Network/networkInterfaces/nic-" number "','name':'nic-" number       \
  "','properties':{'virtualMachine':{'id':'" RG "Microsoft.Compute/virtualMachines/vm-" number \
  "'},'ipConfigurations':[]}}"
#define SNAPSHOT(number)                                                          \
  "{'id':'" RG "Microsoft.Compute/snapshots/s-" number "','name':'s-" number "'," \
  "'location':'westeurope','tags':{'davylamp-case':'case-1'},"                    \
  "'properties':{'creationData':{'sourceResourceId':'" DISK "'}}}"
#define GROUP_RECORD(number)                                                   \
  "{'id':'" GROUP number "','name':'nsg-" number "','location':'westeurope',"  \
  "'properties':{'securityRules':[{'name':'ssh','properties':{'priority':300," \
  "'direction':'Inbound','access':'Allow'}}],'subnets':[{'id':'/subnet'}]}}"
#define THREE(record) "[" record ("1") "," record ("2") "," record ("3") "]"

const FaultEndpoint fault_compute_endpoints[] = {
  { .name = "arm/list-machines",
    .call = call_list_machines,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = LISTS "Microsoft.Compute/virtualMachines",
    .query = "!statusOnly",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (MACHINE_RECORD),
    .required = "value value[].id",
    .text = "location",
    .exceptions = { SURVEY } },
  { .name = "arm/list-machine-states",
    .call = call_list_machines,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = LISTS "Microsoft.Compute/virtualMachines",
    .query = "statusOnly=true",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (MACHINE_RECORD),
    .role = FAULT_EXTRA },
  { .name = "arm/stop-scale-set/settings",
    .call = call_stop_scale_set,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = LISTS "Microsoft.Insights/autoscalesettings",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (SETTING),
    .required = "value value[].id",
    .text = "location" },
  { .name = "arm/list-batch-accounts",
    .call = call_list_batch_pools,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = LISTS "Microsoft.Batch/batchAccounts",
    .paging = FAULT_NEXT_LINK,
    .records = "[{'id':'" ACCOUNT "','location':'westeurope'},"
               "{'id':'" ACCOUNT "2','location':'westeurope'},"
               "{'id':'" ACCOUNT "3','location':'westeurope'}]",
    .required = "value value[].id",
    .text = "location",
    .exceptions = { SURVEY } },
  { .name = "arm/list-batch-pools",
    .call = call_list_batch_pools,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = BELOW_A_GROUP "Microsoft.Batch/batchAccounts/batch/pools",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (POOL),
    .required = "value value[].id",
    .text = "location",
    .exceptions = { SURVEY } },
  { .name = "arm/list-batch-pools/of-others",
    .call = call_list_batch_pools,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = BELOW_A_GROUP "Microsoft.Batch/batchAccounts/*/pools",
    .paging = FAULT_NEXT_LINK,
    .records = "[]",
    .refines = ANOTHER },
  { .name = "arm/list-containers",
    .call = call_list_containers,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = LISTS "Microsoft.ContainerInstance/containerGroups",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (CONTAINERS),
    .required = "value value[].id",
    .text = "location",
    .exceptions = { SURVEY } },
  { .name = "arm/get-containers",
    .call = call_list_containers,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = BELOW_A_GROUP "Microsoft.ContainerInstance/containerGroups/*",
    .records = CONTAINERS ("1"),
    .role = FAULT_EXTRA },
  { .name = "arm/list-other-compute",
    .call = call_list_others,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = "/arm/subscriptions/*/resources",
    .query = "$expand=createdTime&",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (OTHER),
    .required = "value value[].id",
    .text = "location",
    .exceptions = { SURVEY } },
  { .name = "arm/list-scale-sets",
    .call = call_list_scale_sets,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = LISTS "Microsoft.Compute/virtualMachineScaleSets",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (SCALE_SET_RECORD),
    .required = "value value[].id",
    .text = "location",
    .exceptions = { SURVEY } },
  { .name = "arm/list-ml-workspaces",
    .call = call_list_ml_computes,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = LISTS "Microsoft.MachineLearningServices/workspaces",
    .paging = FAULT_NEXT_LINK,
    .records = "[{'id':'" WORKSPACE "1','location':'westeurope'},"
               "{'id':'" WORKSPACE "2','location':'westeurope'},"
               "{'id':'" WORKSPACE "3','location':'westeurope'}]",
    .required = "value value[].id",
    .text = "location",
    .exceptions = { SURVEY } },
  { .name = "arm/list-ml-computes",
    .call = call_list_ml_computes,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = BELOW_A_GROUP "Microsoft.MachineLearningServices/workspaces/ml-1/computes",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (COMPUTE),
    .required = "value value[].id",
    .text = "location",
    .exceptions = { SURVEY } },
  { .name = "arm/list-ml-computes/of-others",
    .call = call_list_ml_computes,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = BELOW_A_GROUP "Microsoft.MachineLearningServices/workspaces/*/computes",
    .paging = FAULT_NEXT_LINK,
    .records = "[]",
    .refines = ANOTHER },
  { .name = "arm/list-clusters",
    .call = call_list_clusters,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = LISTS "Microsoft.ContainerService/managedClusters",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (CLUSTER_RECORD),
    .required = "value value[].id",
    .text = "location",
    .exceptions = { SURVEY } },
  { .name = "arm/get-machine-state",
    .call = call_get_machine_state,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = BELOW_A_GROUP "Microsoft.Compute/virtualMachines/*",
    .records = MACHINE_RECORD ("1"),
    .required = "id",
    .text = "location" },
  { .name = "prices/list",
    .call = call_get_prices,
    .service = DAVY_SERVICE_PRICES,
    .method = "GET",
    .path = "/prices/api/retail/prices",
    .paging = FAULT_NAMED,
    .records =
        "[" PRICE ("NC", "NC6") "," PRICE ("NC Windows", "NC6") "," PRICE ("NC", "NC6 Spot") "]",
    .required = "Items Items[].retailPrice Items[].currencyCode",
    .text = "skuName",
    .exceptions = { { "401", DAVY_ERROR_SIGNED_OUT, "there is no token that could be renewed" } } },
  { .name = "arm/list-snapshots",
    .call = call_list_snapshots,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = LISTS "Microsoft.Compute/snapshots",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (SNAPSHOT),
    .required = "value value[].id value[].name",
    .text = "location" },
  { .name = "arm/list-security-groups",
    .call = call_list_security_groups,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = LISTS "Microsoft.Network/networkSecurityGroups",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (GROUP_RECORD),
    .required = "value value[].id value[].name value[].properties.securityRules[].name",
    .text = "location" },
  { .name = "arm/list-interfaces",
    .call = call_list_interfaces,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = LISTS "Microsoft.Network/networkInterfaces",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (INTERFACE),
    .required = "value value[].id",
    .text = "properties.virtualMachine.id" },
  { .name = "arm/deallocate-machine",
    .kind = FAULT_CHANGES,
    .call = call_stop_machine,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "POST",
    .path = BELOW_A_GROUP "Microsoft.Compute/virtualMachines/*/deallocate" },
  { .name = "arm/stop-scale-set/disable-setting",
    .kind = FAULT_CHANGES,
    .call = call_stop_scale_set,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "PATCH",
    .path = BELOW_A_GROUP "Microsoft.Insights/autoscalesettings/a-1" },
  { .name = "arm/stop-scale-set/disable-others",
    .kind = FAULT_CHANGES,
    .call = call_stop_scale_set,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "PATCH",
    .path = BELOW_A_GROUP "Microsoft.Insights/autoscalesettings/*",
    .refines = ANOTHER },
  { .name = "arm/stop-scale-set/capacity",
    .kind = FAULT_CHANGES,
    .call = call_stop_scale_set,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "PATCH",
    .path = BELOW_A_GROUP "Microsoft.Compute/virtualMachineScaleSets/*" },
  { .name = "arm/stop-ml-cluster",
    .kind = FAULT_CHANGES,
    .call = call_stop_ml_cluster,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "PATCH",
    .path = BELOW_A_GROUP "Microsoft.MachineLearningServices/workspaces/*/computes/*" },
  { .name = "arm/stop-ml-instance",
    .kind = FAULT_CHANGES,
    .call = call_stop_ml_instance,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "POST",
    .path = BELOW_A_GROUP "Microsoft.MachineLearningServices/workspaces/*/computes/*/stop" },
  { .name = "arm/stop-batch-pool/end-resize",
    .kind = FAULT_CHANGES,
    .call = call_stop_pool,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "POST",
    .path = BELOW_A_GROUP "Microsoft.Batch/batchAccounts/*/pools/*/stopResize" },
  { .name = "arm/stop-batch-pool",
    .kind = FAULT_CHANGES,
    .call = call_stop_pool,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "PATCH",
    .path = BELOW_A_GROUP "Microsoft.Batch/batchAccounts/*/pools/*" },
  { .name = "arm/stop-containers",
    .kind = FAULT_CHANGES,
    .call = call_stop_containers,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "POST",
    .path = BELOW_A_GROUP "Microsoft.ContainerInstance/containerGroups/*/stop",
    .status = 204 },
  { .name = "arm/stop-cluster",
    .kind = FAULT_CHANGES,
    .call = call_stop_cluster,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "POST",
    .path = BELOW_A_GROUP "Microsoft.ContainerService/managedClusters/*/stop" },
  { .name = "arm/deallocate-scale-set",
    .kind = FAULT_CHANGES,
    .call = call_deallocate_scale_set,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "POST",
    .path = BELOW_A_GROUP "Microsoft.Compute/virtualMachineScaleSets/*/deallocate" },
  { .name = "arm/delete-ml-compute",
    .kind = FAULT_CHANGES,
    .call = call_delete_ml_compute,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "DELETE",
    .path = BELOW_A_GROUP "Microsoft.MachineLearningServices/workspaces/*/computes/*",
    .status = 204 },
  { .name = "arm/create-snapshot",
    .kind = FAULT_CHANGES,
    .call = call_create_snapshot,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "PUT",
    .path = BELOW_A_GROUP "Microsoft.Compute/snapshots/*" },
  { .name = "arm/isolate",
    .kind = FAULT_CHANGES,
    .call = call_isolate,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "PUT",
    .path = BELOW_A_GROUP "Microsoft.Network/networkSecurityGroups/*/davylamp-deny-outbound" },
  { .name = "arm/isolate/inbound",
    .kind = FAULT_CHANGES,
    .call = call_isolate,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "PUT",
    .path = BELOW_A_GROUP "Microsoft.Network/networkSecurityGroups/*/davylamp-deny-inbound" },
  { .name = "arm/end-isolation",
    .kind = FAULT_CHANGES,
    .call = call_end_isolation,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "DELETE",
    .path = BELOW_A_GROUP "Microsoft.Network/networkSecurityGroups/*/davylamp-deny-outbound",
    .status = 204 },
  { .name = "arm/end-isolation/inbound",
    .kind = FAULT_CHANGES,
    .call = call_end_isolation,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "DELETE",
    .path = BELOW_A_GROUP "Microsoft.Network/networkSecurityGroups/*/davylamp-deny-inbound",
    .status = 204 },
  { NULL },
};
