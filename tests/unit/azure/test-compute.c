/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "arm-fixture.h"
#include "azure/davy-arm-compute.h"

/* All compute of a subscription in one list: `wire-contract.md` 3.5 and 3.10. */

#define SUBSCRIPTION "/subscriptions/" SHOP
#define PROVIDERS    SUBSCRIPTION "/providers/"
#define RG           SUBSCRIPTION "/resourceGroups/rg"
#define VM           RG "/providers/Microsoft.Compute/virtualMachines/"
#define VMSS         RG "/providers/Microsoft.Compute/virtualMachineScaleSets/"
#define WORKSPACE    RG "/providers/Microsoft.MachineLearningServices/workspaces/ml"
#define BATCH        RG "/providers/Microsoft.Batch/batchAccounts/batch"
#define CONTAINERS   RG "/providers/Microsoft.ContainerInstance/containerGroups/"
#define AKS          RG "/providers/Microsoft.ContainerService/managedClusters/"
#define NOTHING      "{\"value\":[]}"

static const char *const lists[] = {
  PROVIDERS "Microsoft.Compute/virtualMachines",
  PROVIDERS "Microsoft.Compute/virtualMachines?statusOnly=true",
  PROVIDERS "Microsoft.Compute/virtualMachineScaleSets",
  PROVIDERS "Microsoft.Insights/autoscalesettings",
  PROVIDERS "Microsoft.MachineLearningServices/workspaces",
  PROVIDERS "Microsoft.Batch/batchAccounts",
  PROVIDERS "Microsoft.ContainerInstance/containerGroups",
  PROVIDERS "Microsoft.ContainerService/managedClusters",
  SUBSCRIPTION "/resources",
};

static void
answer_to (Fixture *fixture, const char *target, const char *body)
{
  davy_test_server_answer_to (fixture->server, target, 200, body);
}

static void
answer_nothing (Fixture *fixture)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    answer_to (fixture, lists[i], NOTHING);
}

static DavyComputeList *
list (Fixture *fixture, GError **error)
{
  davy_arm_client_list_compute_async (fixture->client, FABRIKAM, SHOP, NULL, davy_test_keep_result,
                                      &fixture->result);

  return davy_arm_client_list_compute_finish (fixture->client, wait_result (fixture), error);
}

/* The list is complete and has one item. */
static DavyComputeList *
list_one (Fixture *fixture, const DavyCompute **compute)
{
  g_autoptr (GError) error = NULL;
  DavyComputeList *found = list (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->gaps->len, ==, 0);
  g_assert_cmpuint (found->items->len, ==, 1);
  *compute = g_ptr_array_index (found->items, 0);

  return found;
}

static const DavyCompute *
find (DavyComputeList *found, const char *name)
{
  for (guint i = 0; i < found->items->len; i++)
    {
      const DavyCompute *compute = g_ptr_array_index (found->items, i);

      if (g_strcmp0 (compute->name, name) == 0)
        return compute;
    }

  g_assert_not_reached ();
}

static void
test_machine (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyComputeList) found = NULL;
  const DavyCompute *machine;

  answer_nothing (fixture);
  answer_to (fixture, lists[0],
             "{\"value\":[{\"id\":\"" VM "vm-1\",\"name\":\"vm-1\",\"location\":\"westeurope\","
             "\"type\":\"Microsoft.Compute/virtualMachines\",\"zones\":null,\"properties\":{"
             "\"hardwareProfile\":{\"vmSize\":\"Standard_NC24ads_A100_v4\"},\"priority\":\"Spot\","
             "\"timeCreated\":\"2026-03-01T10:00:00.1234567+00:00\",\"storageProfile\":{"
             "\"imageReference\":{\"publisher\":\"Canonical\",\"offer\":\"ubuntu\",\"sku\":\"22\","
             "\"version\":\"latest\"},\"osDisk\":{\"osType\":\"Linux\",\"managedDisk\":{\"id\":"
             "\"" RG "/providers/Microsoft.Compute/disks/d\"}}}}}],\"nextLink\":\"\"}");
  /* The service does not keep the letter case of ids. */
  answer_to (fixture, lists[1],
             "{\"value\":[{\"id\":\"" SUBSCRIPTION
             "/resourcegroups/RG/providers/microsoft.compute/VIRTUALMACHINES/VM-1\",\"properties\":"
             "{\"instanceView\":{\"statuses\":[{\"code\":\"ProvisioningState/succeeded\"},"
             "{\"code\":\"PowerState/running\"}]}}}]}");
  found = list_one (fixture, &machine);

  g_assert_cmpint (machine->kind, ==, DAVY_COMPUTE_MACHINE);
  g_assert_cmpint (machine->state, ==, DAVY_COMPUTE_RUNNING);
  g_assert_cmpstr (machine->size, ==, "Standard_NC24ads_A100_v4");
  g_assert_cmpstr (machine->region, ==, "westeurope");
  g_assert_cmpstr (machine->image, ==, "Canonical:ubuntu:22:latest");
  g_assert_cmpstr (machine->disk_id, ==, RG "/providers/Microsoft.Compute/disks/d");
  g_assert_true (machine->spot);
  g_assert_false (machine->windows);
  g_assert_cmpint (machine->count, ==, 1);
  g_assert_cmpint (machine->obstacle, ==, DAVY_OBSTACLE_NONE);
  g_assert_cmpint (machine->created, !=, DAVY_TIME_UNSET);
}

static void
test_power_states (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *code;
    DavyComputeState state;
  } states[] = {
    { "PowerState/running", DAVY_COMPUTE_RUNNING },
    { "PowerState/starting", DAVY_COMPUTE_RUNNING },
    { "PowerState/stopped", DAVY_COMPUTE_HALTED }, /* off, and still billed */
    { "PowerState/stopping", DAVY_COMPUTE_STOPPING },
    { "PowerState/deallocating", DAVY_COMPUTE_STOPPING },
    { "PowerState/deallocated", DAVY_COMPUTE_STOPPED },
    { "powerstate/Deallocated", DAVY_COMPUTE_STOPPED },
    { "PowerState/hovering", DAVY_COMPUTE_UNKNOWN },
    { "ProvisioningState/succeeded", DAVY_COMPUTE_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *view =
          g_strdup_printf ("{\"id\":\"" VM "vm-1\",\"properties\":{\"timeCreated\":"
                           "\"2026-03-01T10:00:00Z\",\"instanceView\":{\"statuses\":["
                           "{\"code\":null},{\"code\":\"%s\"}]}}}",
                           states[i].code);
      g_autoptr (GError) error = NULL;
      DavyComputeState state = DAVY_COMPUTE_UNKNOWN;
      DavyTime created = DAVY_TIME_UNSET;

      g_clear_object (&fixture->result);
      answer_to (fixture, VM "vm-1", view);
      davy_arm_client_get_machine_state_async (fixture->client, FABRIKAM, VM "vm-1", NULL,
                                               davy_test_keep_result, &fixture->result);
      davy_arm_client_get_machine_state_finish (fixture->client, wait_result (fixture), &state,
                                                &created, &error);

      g_assert_no_error (error);
      g_assert_cmpint (state, ==, states[i].state);
      g_assert_cmpint (created, !=, DAVY_TIME_UNSET);
    }
}

static void
test_machine_is_gone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  DavyComputeState state;

  davy_test_server_answer_to (fixture->server, VM "vm-1", 404,
                              "{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"gone\"}}");
  davy_arm_client_get_machine_state_async (fixture->client, FABRIKAM, VM "vm-1", NULL,
                                           davy_test_keep_result, &fixture->result);

  g_assert_false (davy_arm_client_get_machine_state_finish (fixture->client, wait_result (fixture),
                                                            &state, NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
}

static void
test_ephemeral_disk (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyComputeList) found = NULL;
  const DavyCompute *machine;

  answer_nothing (fixture);
  answer_to (fixture, lists[0],
             "{\"value\":[{\"id\":\"" VM "vm-1\",\"properties\":{\"storageProfile\":{\"osDisk\":{"
             "\"osType\":\"Windows\",\"diffDiskSettings\":{\"option\":\"Local\"}}}}}]}");
  found = list_one (fixture, &machine);

  g_assert_cmpint (machine->obstacle, ==, DAVY_OBSTACLE_EPHEMERAL_DISK);
  g_assert_cmpstr (machine->name, ==, "vm-1");
  g_assert_true (machine->windows);
  g_assert_null (machine->size);
  g_assert_cmpint (machine->state, ==, DAVY_COMPUTE_UNKNOWN);
}

static void
test_scale_set (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyComputeList) found = NULL;
  const DavyCompute *set;

  answer_nothing (fixture);
  answer_to (fixture, lists[2],
             "{\"value\":[{\"id\":\"" VMSS "set\",\"name\":\"set\",\"location\":\"eastus\",\"sku\":"
             "{\"name\":\"Standard_F72s_v2\",\"capacity\":\"12\"},\"properties\":{"
             "\"virtualMachineProfile\":{\"priority\":\"Low\",\"storageProfile\":{\"osDisk\":{"
             "\"diffDiskSettings\":{\"option\":\"Local\"}}}}}}]}");
  answer_to (fixture, lists[3],
             "{\"value\":[{\"id\":\"" RG "/providers/microsoft.insights/autoscalesettings/a\","
             "\"properties\":{\"enabled\":true,\"targetResourceUri\":\"" SUBSCRIPTION
             "/RESOURCEGROUPS/rg/providers/Microsoft.Compute/virtualMachineScaleSets/SET\"}}]}");
  answer_to (fixture, VMSS "set/virtualMachines",
             "{\"value\":[{\"id\":\"" VMSS "set/virtualMachines/0\",\"properties\":{"
             "\"instanceView\":{\"statuses\":[{\"code\":\"PowerState/running\"}]}}},"
             "{\"id\":\"" VMSS "set/virtualMachines/1\",\"properties\":{\"instanceView\":{"
             "\"statuses\":[{\"code\":\"PowerState/deallocated\"}]}}}]}");
  found = list_one (fixture, &set);

  g_assert_cmpint (set->kind, ==, DAVY_COMPUTE_SCALE_SET);
  g_assert_cmpint (set->state, ==, DAVY_COMPUTE_RUNNING);
  g_assert_cmpint (set->count, ==, 11);
  g_assert_cmpstr (set->size, ==, "Standard_F72s_v2");
  g_assert_true (set->spot);
  g_assert_true (set->may_grow);
  g_assert_cmpint (set->obstacle, ==, DAVY_OBSTACLE_NONE);
}

static void
test_deallocated_scale_set (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyComputeList) found = NULL;
  const DavyCompute *set;

  answer_nothing (fixture);
  answer_to (fixture, lists[2],
             "{\"value\":[{\"id\":\"" VMSS "set\",\"sku\":{\"capacity\":1}},"
             "{\"id\":\"" VMSS "empty\",\"sku\":{\"capacity\":0}},"
             "{\"id\":\"" VMSS "closed\",\"sku\":{\"capacity\":3}}]}");
  answer_to (fixture, VMSS "set/virtualMachines",
             "{\"value\":[{\"id\":\"" VMSS "set/virtualMachines/0\",\"properties\":{"
             "\"instanceView\":{\"statuses\":[{\"code\":\"PowerState/deallocated\"}]}}}]}");
  davy_test_server_answer_to (fixture->server, VMSS "closed/virtualMachines", 403,
                              "{\"error\":{\"code\":\"AuthorizationFailed\"}}");
  found = list (fixture, NULL);

  set = find (found, "set");
  g_assert_cmpint (set->state, ==, DAVY_COMPUTE_STOPPED);
  g_assert_cmpint (find (found, "empty")->state, ==, DAVY_COMPUTE_STOPPED);
  /* What is not told is taken for what costs. */
  g_assert_cmpint (find (found, "closed")->state, ==, DAVY_COMPUTE_RUNNING);
  g_assert_cmpuint (found->gaps->len, ==, 0);
}

static void
test_ml_computes (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyComputeList) found = NULL;
  const DavyCompute *cluster, *instance, *attached;

  answer_nothing (fixture);
  answer_to (fixture, lists[4],
             "{\"value\":[{\"id\":\"" WORKSPACE "\",\"location\":\"northeurope\"}]}");
  answer_to (fixture, WORKSPACE "/computes",
             "{\"value\":[{\"id\":\"" WORKSPACE "/computes/gpu\",\"name\":\"gpu\",\"properties\":{"
             "\"computeType\":\"AmlCompute\",\"properties\":{\"vmSize\":\"STANDARD_NC6\","
             "\"vmPriority\":\"LowPriority\",\"scaleSettings\":{\"maxNodeCount\":40,"
             "\"minNodeCount\":0},\"currentNodeCount\":32,\"errors\":null,"
             "\"allocationState\":\"Resizing\"}}},"
             "{\"id\":\"" WORKSPACE "/computes/desk\",\"name\":\"desk\",\"location\":\"uksouth\","
             "\"properties\":{\"computeType\":\"ComputeInstance\",\"properties\":{\"vmSize\":"
             "\"STANDARD_D2\",\"state\":\"Running\"}}},"
             "{\"id\":\"" WORKSPACE "/computes/leaves\",\"properties\":{\"computeType\":"
             "\"ComputeInstance\",\"properties\":{\"state\":\"Stopping\"}}},"
             "{\"id\":\"" WORKSPACE "/computes/old\",\"name\":\"old\",\"properties\":{"
             "\"computeType\":\"AKS\",\"resourceId\":\"" AKS "k8s\"}}]}");
  found = list (fixture, NULL);
  cluster = find (found, "gpu");
  instance = find (found, "desk");
  attached = find (found, "old");

  g_assert_cmpint (cluster->kind, ==, DAVY_COMPUTE_ML_CLUSTER);
  g_assert_cmpint (cluster->count, ==, 32);
  g_assert_cmpint (cluster->state, ==, DAVY_COMPUTE_RUNNING);
  g_assert_true (cluster->spot);
  g_assert_true (cluster->may_grow);
  g_assert_true (cluster->resizing);
  g_assert_cmpstr (cluster->region, ==, "northeurope"); /* its workspace's */
  g_assert_cmpint (instance->kind, ==, DAVY_COMPUTE_ML_INSTANCE);
  g_assert_cmpint (instance->state, ==, DAVY_COMPUTE_RUNNING);
  g_assert_cmpstr (instance->region, ==, "uksouth");
  g_assert_cmpint (find (found, "leaves")->state, ==, DAVY_COMPUTE_STOPPING);
  g_assert_cmpint (attached->kind, ==, DAVY_COMPUTE_OTHER);
  g_assert_cmpint (attached->obstacle, ==, DAVY_OBSTACLE_NO_WAY);
  g_assert_cmpstr (attached->parent_id, ==, AKS "k8s");
}

static void
test_batch_pools (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyComputeList) found = NULL;
  const DavyCompute *low, *mixed;

  answer_nothing (fixture);
  answer_to (fixture, lists[5], "{\"value\":[{\"id\":\"" BATCH "\",\"location\":\"japaneast\"}]}");
  answer_to (
      fixture, BATCH "/pools",
      "{\"value\":[{\"id\":\"" BATCH "/pools/low\",\"name\":\"low\",\"properties\":{"
      "\"vmSize\":\"STANDARD_D4\",\"currentDedicatedNodes\":0,\"currentLowPriorityNodes\":5,"
      "\"allocationState\":\"Steady\",\"scaleSettings\":{\"autoScale\":{\"formula\":"
      "\"$TargetLowPriorityNodes=5\"}}}},"
      "{\"id\":\"" BATCH "/pools/mixed\",\"name\":\"mixed\",\"properties\":{"
      "\"currentDedicatedNodes\":2,\"currentLowPriorityNodes\":1,\"deploymentConfiguration\":"
      "{\"virtualMachineConfiguration\":{\"nodeAgentSkuId\":\"batch.node.windows amd64\"}},"
      "\"scaleSettings\":{\"fixedScale\":{\"targetDedicatedNodes\":2}}}}]}");
  found = list (fixture, NULL);
  low = find (found, "low");
  mixed = find (found, "mixed");

  g_assert_cmpint (low->kind, ==, DAVY_COMPUTE_BATCH_POOL);
  g_assert_cmpint (low->count, ==, 5);
  g_assert_true (low->spot);
  g_assert_true (low->may_grow);
  g_assert_cmpstr (low->region, ==, "japaneast");
  g_assert_cmpint (mixed->count, ==, 3);
  g_assert_false (mixed->spot);
  g_assert_false (mixed->may_grow);
  g_assert_true (mixed->windows);
}

/* What counts more than there can be must not look stopped for it. */
static void
test_hostile_count (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyComputeList) found = NULL;

  answer_nothing (fixture);
  answer_to (fixture, lists[5], "{\"value\":[{\"id\":\"" BATCH "\"}]}");
  answer_to (fixture, BATCH "/pools",
             "{\"value\":[{\"id\":\"" BATCH "/pools/huge\",\"name\":\"huge\",\"properties\":{"
             "\"currentDedicatedNodes\":9223372036854775807,"
             "\"currentLowPriorityNodes\":9223372036854775807}}]}");
  found = list (fixture, NULL);

  g_assert_cmpint (find (found, "huge")->count, >, 0);
  g_assert_cmpint (find (found, "huge")->state, ==, DAVY_COMPUTE_RUNNING);
}

static void
test_containers (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyComputeList) found = NULL;

  answer_nothing (fixture);
  answer_to (fixture, lists[6],
             "{\"value\":[{\"id\":\"" CONTAINERS "on\",\"name\":\"on\",\"properties\":{"
             "\"containers\":[{},{}],\"osType\":\"Linux\"}},"
             "{\"id\":\"" CONTAINERS "off\",\"name\":\"off\"},"
             "{\"id\":\"" CONTAINERS "hidden\",\"name\":\"hidden\"}]}");
  answer_to (fixture, CONTAINERS "on",
             "{\"id\":\"" CONTAINERS "on\",\"properties\":{\"instanceView\":{"
             "\"state\":\"Running\"}}}");
  answer_to (fixture, CONTAINERS "off",
             "{\"id\":\"" CONTAINERS "off\",\"properties\":{\"instanceView\":{"
             "\"state\":\"Stopped\"}}}");
  davy_test_server_answer_to (fixture->server, CONTAINERS "hidden", 403,
                              "{\"error\":{\"code\":\"AuthorizationFailed\"}}");
  found = list (fixture, NULL);

  g_assert_cmpint (find (found, "on")->state, ==, DAVY_COMPUTE_RUNNING);
  g_assert_cmpint (find (found, "on")->count, ==, 2);
  g_assert_cmpint (find (found, "off")->state, ==, DAVY_COMPUTE_STOPPED);
  g_assert_cmpint (find (found, "hidden")->state, ==, DAVY_COMPUTE_UNKNOWN);
}

static void
test_cluster_and_its_machines (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyComputeList) found = NULL;
  const DavyCompute *cluster, *nodes;

  answer_nothing (fixture);
  answer_to (fixture, lists[7],
             "{\"value\":[{\"id\":\"" AKS "k8s\",\"name\":\"k8s\",\"properties\":{\"powerState\":{"
             "\"code\":\"Running\"},\"nodeResourceGroup\":\"MC_rg_k8s\",\"agentPoolProfiles\":[{"
             "\"count\":3,\"vmSize\":\"Standard_D4s_v5\"},{\"count\":2,\"vmSize\":\"Standard_B2s\","
             "\"enableAutoScaling\":true}]}}]}");
  answer_to (
      fixture, lists[2],
      "{\"value\":[{\"id\":\"" SUBSCRIPTION
      "/resourceGroups/mc_RG_k8s/providers/Microsoft.Compute/virtualMachineScaleSets/nodes\","
      "\"name\":\"nodes\",\"sku\":{\"capacity\":0}}]}");
  found = list (fixture, NULL);
  cluster = find (found, "k8s");
  nodes = find (found, "nodes");

  g_assert_cmpint (cluster->state, ==, DAVY_COMPUTE_RUNNING);
  g_assert_cmpint (cluster->count, ==, 5);
  g_assert_true (cluster->may_grow);
  g_assert_cmpint (cluster->obstacle, ==, DAVY_OBSTACLE_NONE);
  g_assert_cmpint (nodes->obstacle, ==, DAVY_OBSTACLE_PARENT);
  g_assert_cmpstr (nodes->parent_id, ==, AKS "k8s");
}

static void
test_other_compute (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyComputeList) found = NULL;
  const DavyCompute *other;

  answer_nothing (fixture);
  answer_to (fixture, lists[8],
             "{\"value\":[{\"id\":\"" RG "/providers/Microsoft.Databricks/workspaces/d\","
             "\"name\":\"d\",\"type\":\"microsoft.databricks/WORKSPACES\"},"
             "{\"id\":\"" RG "/providers/Microsoft.Storage/storageAccounts/s\",\"name\":\"s\","
             "\"type\":\"Microsoft.Storage/storageAccounts\"}]}");
  found = list_one (fixture, &other);

  g_assert_cmpint (other->kind, ==, DAVY_COMPUTE_OTHER);
  g_assert_cmpint (other->obstacle, ==, DAVY_OBSTACLE_NO_WAY);
  g_assert_cmpint (other->state, ==, DAVY_COMPUTE_UNKNOWN);
}

static void
test_gaps (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyComputeList) found = NULL;
  g_autoptr (GError) error = NULL;
  const DavyComputeGap *gap;

  answer_nothing (fixture);
  answer_to (fixture, lists[0], "{\"value\":[{\"id\":\"" VM "vm-1\",\"name\":\"vm-1\"}]}");
  answer_to (fixture, lists[5], "{\"value\":[{\"id\":\"" BATCH "\"}]}");
  davy_test_server_answer_to (fixture->server, BATCH "/pools", 403,
                              "{\"error\":{\"code\":\"AuthorizationFailed\"}}");
  found = list (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->items->len, ==, 1);
  g_assert_cmpuint (found->gaps->len, ==, 1);
  gap = g_ptr_array_index (found->gaps, 0);
  g_assert_cmpint (gap->kind, ==, DAVY_COMPUTE_BATCH_POOL);
  g_assert_cmpstr (gap->parent_id, ==, BATCH);
  g_assert_error (gap->error, DAVY_ERROR, DAVY_ERROR_REFUSED);
}

static void
test_unregistered_provider (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyComputeList) found = NULL;
  g_autoptr (GError) error = NULL;

  answer_nothing (fixture);
  davy_test_server_answer_to (fixture->server, lists[5], 409,
                              "{\"error\":{\"code\":\"MissingSubscriptionRegistration\"}}");
  found = list (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->gaps->len, ==, 0);
}

/* The message lists versions that are known: machines may stand behind it. */
static void
test_unknown_version (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyComputeList) found = NULL;
  g_autoptr (GError) error = NULL;

  answer_nothing (fixture);
  davy_test_server_answer_to (fixture->server, lists[2], 400,
                              "{\"error\":{\"code\":\"NoRegisteredProviderFound\"}}");
  found = list (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->gaps->len, ==, 1);
}

static void
test_nothing_can_be_seen (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    davy_test_server_answer_to (fixture->server, lists[i], 403,
                                "{\"error\":{\"code\":\"AuthorizationFailed\"}}");

  g_assert_null (list (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
}

static void
test_hostile_id (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyComputeList) found = NULL;
  g_autoptr (GError) error = NULL;

  answer_nothing (fixture);
  answer_to (fixture, lists[5], "{\"value\":[{\"id\":\"@elsewhere.example/x\"}]}");
  found = list (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->gaps->len, ==, 1);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, G_N_ELEMENTS (lists));
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  answer_nothing (fixture);
  davy_arm_client_list_compute_async (fixture->client, FABRIKAM, SHOP, cancellable,
                                      davy_test_keep_result, &fixture->result);
  g_cancellable_cancel (cancellable);

  g_assert_null (
      davy_arm_client_list_compute_finish (fixture->client, wait_result (fixture), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/azure/compute/a-machine-joins-two-lists", test_machine);
  add ("/azure/compute/power-states-tell-what-is-billed", test_power_states);
  add ("/azure/compute/a-machine-that-is-gone-is-told", test_machine_is_gone);
  add ("/azure/compute/an-ephemeral-disk-is-an-obstacle", test_ephemeral_disk);
  add ("/azure/compute/a-scale-set-grows-by-its-settings", test_scale_set);
  add ("/azure/compute/a-scale-set-stops-with-its-machines", test_deallocated_scale_set);
  add ("/azure/compute/ml-computes-are-listed-by-their-workspace", test_ml_computes);
  add ("/azure/compute/batch-pools-are-listed-by-their-account", test_batch_pools);
  add ("/azure/compute/a-hostile-count-is-no-stop", test_hostile_count);
  add ("/azure/compute/container-groups-tell-their-state-alone", test_containers);
  add ("/azure/compute/a-clusters-machines-have-a-parent", test_cluster_and_its_machines);
  add ("/azure/compute/what-cannot-be-stopped-is-named", test_other_compute);
  add ("/azure/compute/what-cannot-be-listed-is-a-gap", test_gaps);
  add ("/azure/compute/an-unregistered-provider-has-nothing", test_unregistered_provider);
  add ("/azure/compute/an-unknown-version-is-a-gap", test_unknown_version);
  add ("/azure/compute/nothing-to-be-seen-is-an-error", test_nothing_can_be_seen);
  add ("/azure/compute/an-id-that-leads-elsewhere-is-not-followed", test_hostile_id);
  add ("/azure/compute/a-cancelled-list-ends", test_cancelled);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
