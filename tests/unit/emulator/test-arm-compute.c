/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator-client.h"

#define SUBSCRIPTION     "/arm/subscriptions/" PRODUCTION
#define PROVIDERS(group) SUBSCRIPTION "/resourceGroups/" group "/providers/"
#define COMPUTE          "?api-version=2024-07-01"
#define MACHINES(group)  PROVIDERS (group) "Microsoft.Compute/virtualMachines/"
#define SCALE_SET        PROVIDERS ("rg-mine") "Microsoft.Compute/virtualMachineScaleSets/vmss-evil"
#define AUTOSCALE       \
  PROVIDERS ("rg-mine") \
  "Microsoft.Insights/autoscaleSettings/grow?api-version=2022-10-01"
#define LEARNING         PROVIDERS ("rg-ml") "Microsoft.MachineLearningServices/workspaces/ml/computes/"
#define LEARNING_VERSION "?api-version=2022-10-01"
#define POOLS            PROVIDERS ("rg-ml") "Microsoft.Batch/batchAccounts/batch/pools"
#define POOLS_VERSION    "?api-version=2023-11-01"
#define GROUPS           PROVIDERS ("rg-ml") "Microsoft.ContainerInstance/containerGroups/aci"
#define GROUPS_VERSION   "?api-version=2023-05-01"
#define CLUSTER          PROVIDERS ("rg-ml") "Microsoft.ContainerService/managedClusters/aks"
#define CLUSTER_VERSION  "?api-version=2024-05-01"
#define LOCK                                                                        \
  SUBSCRIPTION "/resourceGroups/rg-ml/providers/Microsoft.Authorization/locks/mine" \
               "?api-version=2016-09-01"

static void
set_up (Client *client, gconstpointer unused)
{
  client_set_up (client, "estate.json");
  client_use_token (client, ADA, AZURE_API, FABRIKAM);
}

static guint
post (Client *client, const char *path)
{
  return client_send (client, "POST", path, NULL, NULL);
}

static guint
patch (Client *client, const char *path, const char *body)
{
  return client_send (client, "PATCH", path, "application/json", body);
}

static void
assert_power (Client *client, const char *machine, const char *power)
{
  g_autofree char *path = g_strconcat (machine, "/instanceView" COMPUTE, NULL);

  g_assert_cmpuint (client_get (client, path), ==, 200);
  assert_json (client, "statuses[1].code", power);
}

static void
test_deallocate (Client *client, gconstpointer unused)
{
  const char *machine = MACHINES ("rg-mine") "vm-evil";
  g_autofree char *status = NULL;

  assert_power (client, machine, "PowerState/running");
  g_assert_cmpuint (post (client, MACHINES ("rg-mine") "vm-evil/deallocate" COMPUTE), ==, 202);
  status = g_strdup (client_header (client, "Azure-AsyncOperation"));
  g_assert_nonnull (client_header (client, "Location"));
  g_assert_nonnull (client_header (client, "Retry-After"));
  assert_power (client, machine, "PowerState/deallocating");
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  assert_power (client, machine, "PowerState/deallocated");
  client_get (client, status);
  assert_json (client, "status", "Succeeded");
  g_assert_cmpuint (post (client, MACHINES ("rg-mine") "vm-evil/deallocate" COMPUTE), ==, 200);

  g_assert_cmpuint (post (client, MACHINES ("rg-mine") "vm-evil/start" COMPUTE), ==, 202);
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  assert_power (client, machine, "PowerState/running");
  g_assert_cmpuint (post (client, MACHINES ("rg-mine") "vm-evil/powerOff" COMPUTE), ==, 202);
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  assert_power (client, machine, "PowerState/stopped");
}

static void
test_ephemeral (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (post (client, MACHINES ("rg-mine") "vm-brief/deallocate" COMPUTE), ==, 409);
  assert_json (client, "error.code", "OperationNotAllowed");
  g_assert_cmpuint (post (client, MACHINES ("rg-mine") "vm-brief/powerOff" COMPUTE), ==, 202);
}

static void
test_list (Client *client, gconstpointer unused)
{
  const char *path =
      SUBSCRIPTION "/providers/Microsoft.Compute/virtualMachines" COMPUTE "&$skiptoken=0";

  g_assert_cmpuint (client_get (client, path), ==, 200);
  g_assert_cmpuint (client_count (client, "value"), ==, 4);
  assert_json (client, "value[0].properties.hardwareProfile.vmSize", "Standard_D4s_v5");
  assert_json (client, "value[0].properties.instanceView", "");
  g_assert_cmpuint (client_get (client,
                                SUBSCRIPTION "/providers/Microsoft.Compute/virtualMachines" COMPUTE
                                             "&statusOnly=true&$skiptoken=0"),
                    ==, 200);
  assert_json (client, "value[0].properties.instanceView.statuses[1].code", "PowerState/running");
  assert_json (client, "value[0].properties.storageProfile", "");
}

static double
read_cost (Client *client, const char *service)
{
  DavyTime now = davy_emulator_now (client->emulator);
  g_autofree char *from = davy_time_to_iso (now - 3 * DAVY_TIME_DAY);
  g_autofree char *to = davy_time_to_iso (now);
  g_autofree char *body = g_strdup_printf (
      "{\"type\":\"ActualCost\",\"timeframe\":\"Custom\",\"timePeriod\":{\"from\":\"%s\",\"to\":"
      "\"%s\"},\"dataset\":{\"granularity\":\"Daily\",\"aggregation\":{\"totalCost\":{\"name\":"
      "\"PreTaxCost\",\"function\":\"Sum\"}},\"filter\":{\"dimensions\":{\"name\":"
      "\"ServiceName\",\"operator\":\"In\",\"values\":[\"%s\"]}}}}",
      from, to, service);
  double sum = 0;

  client_use_token (client, ADA, AZURE_API, FABRIKAM); /* the last may be over */
  g_assert_cmpuint (client_post_json (client,
                                      SUBSCRIPTION "/providers/Microsoft.CostManagement/query"
                                                   "?api-version=2023-11-01",
                                      body),
                    ==, 200);
  for (guint i = 0; i < client_count (client, "properties.rows"); i++)
    {
      g_autofree char *first = g_strdup_printf ("properties.rows[%u][0]", i);
      g_autofree char *value = client_json (client, first);

      sum += g_ascii_strtod (value, NULL);
    }

  return sum;
}

static void
test_cost_falls (Client *client, gconstpointer unused)
{
  double before = read_cost (client, "Virtual Machines");

  g_assert_cmpfloat (before, >, 0);
  post (client, MACHINES ("rg-mine") "vm-evil/deallocate" COMPUTE);
  davy_emulator_advance (client->emulator, 7 * DAVY_TIME_DAY);
  g_assert_cmpfloat (read_cost (client, "Virtual Machines"), ==, 0);
  g_assert_cmpfloat (read_cost (client, "Storage"), >, 0); /* the disk is paid for */
  client_send (client, "DELETE", MACHINES ("rg-mine") "vm-evil" COMPUTE, NULL, NULL);
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  client_send (client, "DELETE",
               PROVIDERS ("rg-mine") "Microsoft.Compute/disks/disk-evil?api-version=2023-10-02",
               NULL, NULL);
  davy_emulator_advance (client->emulator, 7 * DAVY_TIME_DAY);
  g_assert_cmpfloat (read_cost (client, "Storage"), ==, 0);
}

static void
test_scale_set (Client *client, gconstpointer unused)
{
  g_autofree char *status = NULL;

  g_assert_cmpuint (client_get (client, SCALE_SET COMPUTE), ==, 200);
  assert_json (client, "sku.capacity", "5");
  g_assert_cmpuint (client_get (client, SCALE_SET "/virtualMachines" COMPUTE
                                                  "&$expand=instanceView&$skiptoken=0"),
                    ==, 200);
  g_assert_cmpuint (client_count (client, "value"), ==, 4); /* and one on the next page */
  assert_json (client, "value[0].instanceId", "0");
  assert_json (client, "value[0].properties.instanceView.statuses[1].code", "PowerState/running");

  g_assert_cmpuint (patch (client, SCALE_SET COMPUTE, "{\"sku\":{\"capacity\":0}}"), ==, 200);
  status = g_strdup (client_header (client, "Azure-AsyncOperation"));
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  client_get (client, status);
  assert_json (client, "status", "Succeeded");
  client_get (client, SCALE_SET COMPUTE);
  assert_json (client, "sku.capacity", "0");
  assert_json (client, "sku.name", "Standard_F72s_v2");
}

static void
test_autoscale (Client *client, gconstpointer unused)
{
  patch (client, SCALE_SET COMPUTE, "{\"sku\":{\"capacity\":0}}");
  davy_emulator_advance (client->emulator, 10 * DAVY_TIME_MINUTE);
  client_get (client, SCALE_SET COMPUTE);
  assert_json (client, "sku.capacity", "4");

  g_assert_cmpuint (patch (client, AUTOSCALE, "{\"properties\":{\"enabled\":false}}"), ==, 200);
  assert_json (client, "properties.profiles[0].capacity.minimum", "4");
  patch (client, SCALE_SET COMPUTE, "{\"sku\":{\"capacity\":0}}");
  davy_emulator_advance (client->emulator, 10 * DAVY_TIME_MINUTE);
  client_get (client, SCALE_SET COMPUTE);
  assert_json (client, "sku.capacity", "0");
}

static void
test_set_is_started_again (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (post (client, SCALE_SET "/deallocate" COMPUTE), ==, 202);
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  assert_power (client, SCALE_SET, "PowerState/deallocated");
  davy_emulator_advance (client->emulator, 10 * DAVY_TIME_MINUTE);
  assert_power (client, SCALE_SET, "PowerState/running");
}

static void
test_read_only (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (post (client, CLUSTER "/stop" CLUSTER_VERSION), ==, 409);
  assert_json (client, "error.code", "ScopeLocked");
  g_assert_cmpuint (post (client, GROUPS "/stop" GROUPS_VERSION), ==, 409);
}

static void
unlock (Client *client)
{
  g_assert_cmpuint (client_send (client, "DELETE", LOCK, NULL, NULL), ==, 200);
}

static void
test_learning (Client *client, gconstpointer unused)
{
  unlock (client);
  g_assert_cmpuint (
      client_get (client, PROVIDERS ("rg-ml") "Microsoft.MachineLearningServices/workspaces/ml/"
                                              "computes" LEARNING_VERSION "&$skiptoken=0"),
      ==, 200);
  g_assert_cmpuint (client_count (client, "value"), ==, 1);
  assert_json (client, "value[0].properties.properties.scaleSettings.maxNodeCount", "8");
  g_assert_cmpuint (patch (client, LEARNING "gpu" LEARNING_VERSION,
                           "{\"properties\":{\"properties\":{\"scaleSettings\":{\"minNodeCount\":0,"
                           "\"maxNodeCount\":0}}}}"),
                    ==, 200);
  davy_emulator_advance (client->emulator, 2 * DAVY_TIME_MINUTE);
  client_get (client, LEARNING "gpu" LEARNING_VERSION);
  assert_json (client, "properties.properties.currentNodeCount", "0");
  assert_json (client, "properties.computeType", "AmlCompute");

  g_assert_cmpuint (client_send (client, "DELETE", LEARNING "gpu" LEARNING_VERSION, NULL, NULL), ==,
                    400);
  g_assert_cmpuint (client_send (client, "DELETE",
                                 LEARNING "gpu" LEARNING_VERSION "&underlyingResourceAction=Delete",
                                 NULL, NULL),
                    ==, 202);
}

static void
test_instance (Client *client, gconstpointer unused)
{
  unlock (client);
  g_assert_cmpuint (post (client, LEARNING "gpu/stop" LEARNING_VERSION), ==, 400);
  client_send (client, "PUT", LEARNING "desk" LEARNING_VERSION, "application/json",
               "{\"properties\":{\"computeType\":\"ComputeInstance\",\"properties\":"
               "{\"state\":\"Running\"}}}");
  g_assert_cmpuint (post (client, LEARNING "desk/stop" LEARNING_VERSION), ==, 202);
  client_get (client, LEARNING "desk" LEARNING_VERSION);
  assert_json (client, "properties.properties.state", "Running");
  davy_emulator_advance (client->emulator, 2 * DAVY_TIME_MINUTE);
  client_get (client, LEARNING "desk" LEARNING_VERSION);
  assert_json (client, "properties.properties.state", "Stopped");
}

static void
test_batch (Client *client, gconstpointer unused)
{
  unlock (client);
  g_assert_cmpuint (client_get (client, POOLS POOLS_VERSION "&$skiptoken=0"), ==, 200);
  g_assert_cmpuint (client_count (client, "value"), ==, 1);
  g_assert_cmpuint (
      patch (client, POOLS "/pool" POOLS_VERSION,
             "{\"properties\":{\"scaleSettings\":{\"fixedScale\":{\"targetDedicatedNodes\":0,"
             "\"targetLowPriorityNodes\":0}}}}"),
      ==, 200);
  assert_json (client, "properties.allocationState", "Resizing");
  davy_emulator_advance (client->emulator, 2 * DAVY_TIME_MINUTE);
  client_get (client, POOLS "/pool" POOLS_VERSION);
  assert_json (client, "properties.currentDedicatedNodes", "0");
  assert_json (client, "properties.allocationState", "Steady");
  g_assert_cmpuint (
      patch (client, POOLS "/pool" POOLS_VERSION, "{\"properties\":{\"scaleSettings\":{}}}"), ==,
      400);
}

static void
test_batch_stays (Client *client, gconstpointer unused)
{
  unlock (client);
  patch (client, POOLS "/pool" POOLS_VERSION,
         "{\"properties\":{\"scaleSettings\":{\"fixedScale\":{\"targetDedicatedNodes\":90}}}}");
  g_assert_cmpuint (post (client, POOLS "/pool/stopResize" POOLS_VERSION), ==, 200);
  assert_json (client, "properties.allocationState", "Steady");
  davy_emulator_advance (client->emulator, 2 * DAVY_TIME_MINUTE);
  client_get (client, POOLS "/pool" POOLS_VERSION);
  assert_json (client, "properties.currentDedicatedNodes", "10");
}

static void
test_containers (Client *client, gconstpointer unused)
{
  unlock (client);
  client_get (client, GROUPS GROUPS_VERSION);
  assert_json (client, "properties.instanceView.state", "Running");
  g_assert_cmpuint (post (client, GROUPS "/stop" GROUPS_VERSION), ==, 204);
  client_get (client, GROUPS GROUPS_VERSION);
  assert_json (client, "properties.instanceView.state", "Stopped");
}

static void
test_cluster (Client *client, gconstpointer unused)
{
  g_autofree char *status = NULL;

  unlock (client);
  client_get (client, CLUSTER CLUSTER_VERSION);
  assert_json (client, "properties.powerState.code", "Running");
  g_assert_cmpuint (post (client, CLUSTER "/stop" CLUSTER_VERSION), ==, 202);
  status = g_strdup (client_header (client, "Azure-AsyncOperation"));
  davy_emulator_advance (client->emulator, 2 * DAVY_TIME_MINUTE);
  client_get (client, status);
  assert_json (client, "status", "Succeeded");
  client_get (client, CLUSTER CLUSTER_VERSION);
  assert_json (client, "properties.powerState.code", "Stopped");
  g_assert_cmpuint (post (client, CLUSTER "/stop" CLUSTER_VERSION), ==, 204);
}

static void
test_security_group (Client *client, gconstpointer unused)
{
  const char *path = PROVIDERS ("rg-mine") "Microsoft.Network/networkSecurityGroups/deny"
                                           "?api-version=2024-05-01";

  g_assert_cmpuint (
      client_send (client, "PUT", path, "application/json",
                   "{\"location\":\"eastus2\",\"properties\":{\"securityRules\":[{\"name\":"
                   "\"deny\",\"properties\":{\"priority\":100,\"access\":\"Deny\"}}]}}"),
      ==, 201);
  g_assert_nonnull (client_header (client, "Azure-AsyncOperation"));
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  g_assert_cmpuint (client_get (client, path), ==, 200);
  assert_json (client, "properties.provisioningState", "Succeeded");
  assert_json (client, "properties.securityRules[0].properties.access", "Deny");
}

#define NETWORK_GROUPS PROVIDERS ("rg-mine") "Microsoft.Network/networkSecurityGroups"
#define NETWORK        "?api-version=2024-05-01"

/* A rule by itself is one of its group's, as long as it is there. */
static void
test_rule (Client *client, gconstpointer unused)
{
  client_send (client, "PUT", NETWORK_GROUPS "/deny" NETWORK, "application/json",
               "{\"location\":\"eastus2\"}");
  client_get (client, NETWORK_GROUPS "/deny" NETWORK);
  g_assert_cmpuint (client_count (client, "properties.securityRules"), ==, 0);

  g_assert_cmpuint (client_send (client, "PUT", NETWORK_GROUPS "/deny/securityRules/all" NETWORK,
                                 "application/json", "{\"properties\":{\"access\":\"Deny\"}}"),
                    ==, 201);
  client_get (client, NETWORK_GROUPS "/deny" NETWORK);
  assert_json (client, "properties.securityRules[0].name", "all");
  client_get (client, NETWORK_GROUPS NETWORK "&$skiptoken=0");
  assert_json (client, "value[0].properties.securityRules[0].properties.access", "Deny");

  g_assert_cmpuint (
      client_send (client, "DELETE", NETWORK_GROUPS "/deny/securityRules/all" NETWORK, NULL, NULL),
      ==, 202);
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  client_get (client, NETWORK_GROUPS "/deny" NETWORK);
  g_assert_cmpuint (client_count (client, "properties.securityRules"), ==, 0);
}

static void
test_quota (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (client_get (client, SUBSCRIPTION
                                "/providers/Microsoft.Compute/locations/eastus2/usages" COMPUTE
                                "&$skiptoken=0"),
                    ==, 200);
  assert_json (client, "value[0].limit", "500");
  assert_json (client, "value[0].name.value", "standardNCASv3Family");
}

/* Bodies that make no sense are refused or do no harm. */
static void
test_hostile (Client *client, gconstpointer unused)
{
  const char *made = MACHINES ("rg-mine") "vm-made";
  g_autofree char *path = g_strconcat (made, COMPUTE, NULL);

  g_assert_cmpuint (patch (client, SCALE_SET COMPUTE, "[]"), ==, 400);
  g_assert_cmpuint (patch (client, SCALE_SET COMPUTE, "{\"sku\":{\"capacity\":{}}}"), ==, 200);
  g_assert_cmpuint (patch (client, SCALE_SET COMPUTE, "{\"properties\":5}"), ==, 200);
  g_assert_cmpuint (patch (client, AUTOSCALE, "{\"properties\":{\"profiles\":[7]}}"), ==, 200);
  davy_emulator_advance (client->emulator, 20 * DAVY_TIME_MINUTE);
  g_assert_cmpuint (client_get (client, SCALE_SET COMPUTE), ==, 200);
  g_assert_cmpuint (client_send (client, "PUT", path, "application/json", "nothing"), ==, 400);
  g_assert_cmpuint (client_send (client, "PUT", path, "application/json",
                                 "{\"location\":\"eastus2\",\"properties\":{\"networkProfile\":{"
                                 "\"networkInterfaces\":[1]}}}"),
                    ==, 201);
  assert_power (client, made, "PowerState/running");
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  g_assert_cmpuint (client_send (client, "DELETE", path, NULL, NULL), ==, 202);
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  g_assert_cmpuint (client_get (client, path), ==, 404);
}

#define test_compute(path, function) \
  g_test_add (path, Client, NULL, set_up, function, client_tear_down)

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_compute ("/emulator/compute/power-turns-by-the-clock", test_deallocate);
  test_compute ("/emulator/compute/ephemeral-disk-forbids-deallocation", test_ephemeral);
  test_compute ("/emulator/compute/list-tells-power-when-asked", test_list);
  test_compute ("/emulator/compute/cost-falls-with-stop-and-deletion", test_cost_falls);
  test_compute ("/emulator/compute/scale-set-is-scaled-to-nothing", test_scale_set);
  test_compute ("/emulator/compute/autoscale-raises-capacity-again", test_autoscale);
  test_compute ("/emulator/compute/autoscale-starts-what-was-deallocated",
                test_set_is_started_again);
  test_compute ("/emulator/compute/read-only-lock-forbids-stopping", test_read_only);
  test_compute ("/emulator/compute/learning-cluster-shrinks", test_learning);
  test_compute ("/emulator/compute/learning-instance-stops", test_instance);
  test_compute ("/emulator/compute/batch-pool-is-resized", test_batch);
  test_compute ("/emulator/compute/batch-pool-stays-as-it-is", test_batch_stays);
  test_compute ("/emulator/compute/container-group-stops-at-once", test_containers);
  test_compute ("/emulator/compute/kubernetes-is-stopped", test_cluster);
  test_compute ("/emulator/compute/security-group-is-made", test_security_group);
  test_compute ("/emulator/compute/security-rule-is-in-its-group", test_rule);
  test_compute ("/emulator/compute/quota-is-told-by-region", test_quota);
  test_compute ("/emulator/compute/senseless-bodies-do-no-harm", test_hostile);
  return g_test_run ();
}
