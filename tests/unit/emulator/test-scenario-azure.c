/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/davy-error.h"
#include "davy-test.h"
#include "emulator/davy-scenario.h"
#include "emulator/estate.h"
#include "emulator/scenario-records.h"

/* What a scenario says of Azure, %s */
#define SCENARIO                                                                                \
  "{\"version\":1,\"partner\":{\"tenantId\":\"10000000-0000-4000-8000-000000000001\","          \
  "\"name\":\"N\",\"domain\":\"n.example\"},\"users\":[{\"userName\":\"a\",\"password\":"       \
  "\"p\",\"displayName\":\"A\",\"objectId\":\"10000000-0000-4000-8000-000000000002\"}],"        \
  "\"customers\":[{\"id\":\"20000000-0000-4000-8000-000000000001\",\"name\":\"F\","             \
  "\"domain\":\"f.example\",\"country\":\"DE\",\"subscriptions\":[{\"kind\":\"legacy\",\"id\":" \
  "\"30000000-0000-4000-8000-000000000001\",\"created\":\"-3d\",\"azureId\":"                   \
  "\"40000000-0000-4000-8000-000000000001\",\"azure\":{%s}}]}]}"
#define PATH "customers[0].subscriptions[0].azure"

static void
assert_refused (const char *azure, const char *message)
{
  g_autofree char *text = g_strdup_printf (SCENARIO, azure);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyScenario) scenario = davy_scenario_load_bytes (bytes, &error);

  g_assert_null (scenario);
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  if (strstr (error->message, message) == NULL)
    g_error ("“%s” does not say “%s”", error->message, message);
}

static void
test_members (void)
{
  assert_refused ("\"machines\":[]", PATH ".machines is not a member of the schema");
  assert_refused ("\"rights\":\"King\"", PATH ".rights “King” is no role");
  assert_refused ("\"locks\":[{\"level\":\"ReadOnly\"}]", PATH ".locks[0].name is missing");
  assert_refused ("\"locks\":[{\"name\":\"l\",\"level\":\"Loose\"}]", PATH ".locks[0].level");
  assert_refused ("\"quotas\":[{\"name\":\"q\"}]", PATH ".quotas[0].limit is missing");
  assert_refused ("\"activity\":[{\"operation\":\"o\"}]", PATH ".activity[0].at is missing");
}

static void
test_resources (void)
{
  assert_refused ("\"resources\":[{\"type\":\"Microsoft.Compute/disks\"}]",
                  PATH ".resources[0].name is missing");
  assert_refused ("\"resources\":[{\"type\":\"disks\",\"name\":\"d\"}]",
                  PATH ".resources[0] needs a type");
  assert_refused ("\"resources\":[{\"type\":\"Microsoft.Compute/disks\",\"name\":\"a/b\"}]",
                  PATH ".resources[0] needs a type");
  assert_refused ("\"resources\":[{\"type\":\"Microsoft.Compute/disks\",\"name\":\"d\"},{\"type\":"
                  "\"microsoft.compute/disks\",\"name\":\"D\"}]",
                  PATH ".resources[1] is there twice");
  assert_refused ("\"resources\":[{\"type\":\"Microsoft.Compute/disks\",\"name\":\"d\",\"power\":"
                  "\"running\"}]",
                  PATH ".resources[0].power is for what computes");
  assert_refused ("\"resources\":[{\"type\":\"Microsoft.Compute/disks\",\"name\":\"d\",\"by\":"
                  "\"eve\"}]",
                  PATH ".resources[0].by “eve” is nobody");
  assert_refused ("\"resources\":[{\"type\":\"Microsoft.Compute/disks\",\"name\":\"d\","
                  "\"properties\":7}]",
                  PATH ".resources[0].properties must be an object");
  assert_refused ("\"resources\":[{\"type\":\"Microsoft.Compute/disks\",\"name\":\"d\",\"ending\":"
                  "\"Badly\"}]",
                  PATH ".resources[0].ending");
}

static void
count_types (DavyEstate *estate, GHashTable *types)
{
  for (guint i = 0; i < estate->resources->len; i++)
    {
      const DavyEstateResource *resource = g_ptr_array_index (estate->resources, i);

      g_hash_table_add (types, resource->type);
    }
}

/* The subscription of the first alert has some of everything. */
static void
test_demonstration (void)
{
  static const char *const expected[] = {
    "Microsoft.Compute/virtualMachines",
    "Microsoft.Compute/disks",
    "Microsoft.Network/networkInterfaces",
    "Microsoft.Network/publicIPAddresses",
    "Microsoft.Compute/virtualMachineScaleSets",
    "Microsoft.Insights/autoscaleSettings",
    "Microsoft.MachineLearningServices/workspaces/computes",
    "Microsoft.Batch/batchAccounts/pools",
    "Microsoft.ContainerInstance/containerGroups",
    "Microsoft.ContainerService/managedClusters",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyScenario) scenario =
      davy_scenario_load (TEST_FIXTURES "/../../../data/demo/scenario.json", &error);
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) places = NULL;
  DavyEstate *estate;

  g_assert_no_error (error);
  places = davy_demo_list_azure (
      scenario, ((DavyDemoCustomer *) g_ptr_array_index (scenario->customers, 0))->id);
  estate = davy_demo_place_get_estate (g_ptr_array_index (places, 0));
  count_types (estate, types);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    if (!g_hash_table_contains (types, expected[i]))
      g_error ("no %s", expected[i]);
  g_assert_cmpuint (estate->locks->len, >=, 2);
  g_assert_cmpuint (estate->assignments->len, >=, 3);
  g_assert_cmpuint (estate->events->len, >, 30);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/emulator/scenario/slips-of-azure-are-named", test_members);
  g_test_add_func ("/emulator/scenario/slips-of-a-resource-are-named", test_resources);
  g_test_add_func ("/emulator/scenario/demonstration-has-some-of-everything", test_demonstration);
  return g_test_run ();
}
