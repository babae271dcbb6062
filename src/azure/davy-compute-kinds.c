/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-compute-kinds.h"

/* The one table of what computes (`wire-contract.md` 3.5 and 3.10, `playbook.md` C.3, 7b). Each way
 * was read in Microsoft's REST reference, below https://learn.microsoft.com/rest/api/:
 * compute/virtual-machines/deallocate, compute/virtual-machine-scale-sets/update,
 * azureml/compute/update, azureml/compute/stop (spec: machinelearningservices, 2024-04-01,
 * examples/Compute), batchmanagement/pool/update (spec: batch, 2024-07-01, PoolUpdate_ResizePool),
 * container-instances/container-groups/stop, aks/managed-clusters/stop.
 *
 * Power-off is not among them: a machine that is only off is still billed. */

static const DavyComputeWay ways[DAVY_N_COMPUTE_KINDS] = {
  [DAVY_COMPUTE_MACHINE] = {
    .api_version = "2024-07-01",
    .stop_method = "POST",
    .stop_suffix = "/deallocate",
    .right = "Microsoft.Compute/virtualMachines/deallocate/action",
    .reversible = TRUE,
  },
  /* Its instances go, and what was on them. */
  [DAVY_COMPUTE_SCALE_SET] = {
    .api_version = "2024-07-01",
    .stop_method = "PATCH",
    .stop_suffix = "",
    .stop_body = "{\"sku\":{\"capacity\":0}}",
    .right = "Microsoft.Compute/virtualMachineScaleSets/write",
    .reversible = FALSE,
  },
  /* Nodes leave when their job has ended; deleting the cluster ends the job, too. */
  [DAVY_COMPUTE_ML_CLUSTER] = {
    .api_version = "2024-04-01",
    .stop_method = "PATCH",
    .stop_suffix = "",
    .stop_body = "{\"properties\":{\"properties\":{\"scaleSettings\":"
                 "{\"minNodeCount\":0,\"maxNodeCount\":0}}}}",
    .right = "Microsoft.MachineLearningServices/workspaces/computes/write",
    .reversible = TRUE,
  },
  [DAVY_COMPUTE_ML_INSTANCE] = {
    .api_version = "2024-04-01",
    .stop_method = "POST",
    .stop_suffix = "/stop",
    .right = "Microsoft.MachineLearningServices/workspaces/computes/stop/action",
    .reversible = TRUE,
  },
  /* A fixed scale takes the place of a formula that would add nodes again. */
  [DAVY_COMPUTE_BATCH_POOL] = {
    .api_version = "2024-07-01",
    .stop_method = "PATCH",
    .stop_suffix = "",
    .stop_body = "{\"properties\":{\"scaleSettings\":{\"fixedScale\":{\"targetDedicatedNodes\":0,"
                 "\"targetLowPriorityNodes\":0,\"nodeDeallocationOption\":\"Requeue\"}}}}",
    .right = "Microsoft.Batch/batchAccounts/pools/write",
    .reversible = TRUE,
  },
  [DAVY_COMPUTE_CONTAINERS] = {
    .api_version = "2023-05-01",
    .stop_method = "POST",
    .stop_suffix = "/stop",
    .right = "Microsoft.ContainerInstance/containerGroups/stop/action",
    .reversible = TRUE,
  },
  [DAVY_COMPUTE_KUBERNETES] = {
    .api_version = "2024-05-01",
    .stop_method = "POST",
    .stop_suffix = "/stop",
    .right = "Microsoft.ContainerService/managedClusters/stop/action",
    .reversible = TRUE,
  },
  [DAVY_COMPUTE_OTHER] = { .api_version = "2021-04-01" },
};

/* Types that compute and that nothing here stops. */
static const char *const other_types[] = {
  "Microsoft.App/containerApps",
  "Microsoft.App/jobs",
  "Microsoft.AppPlatform/Spring",
  "Microsoft.AVS/privateClouds",
  "Microsoft.ClassicCompute/virtualMachines",
  "Microsoft.Compute/cloudServices",
  "Microsoft.Compute/hostGroups/hosts",
  "Microsoft.Databricks/workspaces",
  "Microsoft.DevTestLab/labs/virtualMachines",
  "Microsoft.HDInsight/clusters",
  "Microsoft.Kusto/clusters",
  "Microsoft.RedHatOpenShift/openShiftClusters",
  "Microsoft.ServiceFabric/managedClusters",
  "Microsoft.Synapse/workspaces/bigDataPools",
  "Microsoft.Web/serverfarms",
};

/* --- within the room ----------------------------------------------------------------------- */

const DavyComputeWay *
davy_compute_kind_get_way (DavyComputeKind kind)
{
  return &ways[kind];
}

/* Whether what has this type computes, though nothing here stops it. */
gboolean
davy_compute_type_is_known (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (other_types); i++)
    if (g_ascii_strcasecmp (type, other_types[i]) == 0)
      return TRUE;

  return FALSE;
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_compute_kind_is_reversible:
 * @kind: a kind of compute
 *
 * Returns: whether what davy_arm_client_stop_compute_async() stops can be started again as it was
 */
gboolean
davy_compute_kind_is_reversible (DavyComputeKind kind)
{
  return ways[kind].reversible;
}

/**
 * davy_compute_kind_get_action:
 * @kind: a kind of compute
 *
 * Returns: (nullable): what a person must be allowed to do to stop it, as effective permissions
 *   name it; %NULL when nothing stops it
 */
const char *
davy_compute_kind_get_action (DavyComputeKind kind)
{
  return ways[kind].right;
}
