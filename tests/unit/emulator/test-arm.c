/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator-client.h"

#define SUBSCRIPTION "/arm/subscriptions/" PRODUCTION
#define GROUP_APP    SUBSCRIPTION "/resourceGroups/rg-App"
#define GROUP_MINE   SUBSCRIPTION "/resourceGroups/rg-mine"
#define MACHINE(group, name) \
  SUBSCRIPTION "/resourceGroups/" group "/providers/Microsoft.Compute/virtualMachines/" name

#define RESOURCES "?api-version=2021-04-01"
#define COMPUTE   "?api-version=2024-07-01"
#define NETWORK   "?api-version=2024-05-01"

static void
set_up (Client *client, gconstpointer unused)
{
  client_set_up (client, "estate.json");
  client_use_token (client, ADA, AZURE_API, FABRIKAM);
}

static guint
client_delete (Client *client, const char *path)
{
  return client_send (client, "DELETE", path, NULL, NULL);
}

/* Goes on from page to page; returns how many things there were. */
static guint
count_all (Client *client, const char *path, guint *n_pages)
{
  g_autofree char *link = g_strdup (path);
  guint count = 0;

  for (*n_pages = 0; *link != '\0'; (*n_pages)++)
    {
      g_assert_cmpuint (client_get (client, link), ==, 200);
      count += client_count (client, "value");
      g_free (link);
      link = client_json (client, "nextLink");
      g_assert_true (*link == '\0' ||
                     g_str_has_prefix (link, davy_emulator_get_base_uri (client->emulator)));
    }

  return count;
}

static void
test_list (Client *client, gconstpointer unused)
{
  guint n_pages;

  g_assert_cmpuint (client_get (client, SUBSCRIPTION "/resources" RESOURCES), ==, 200);
  g_assert_cmpuint (client_count (client, "value"), ==, 0); /* and more to come */
  g_assert_cmpuint (count_all (client, SUBSCRIPTION "/resources" RESOURCES, &n_pages), ==, 16);
  g_assert_cmpuint (n_pages, ==, 5);
  g_assert_cmpuint (count_all (client, GROUP_APP "/resources" RESOURCES, &n_pages), ==, 5);
  g_assert_cmpuint (client_get (client, SUBSCRIPTION "/resourceGroups/none/resources" RESOURCES),
                    ==, 404);
  assert_json (client, "error.code", "ResourceGroupNotFound");
}

static void
test_expand (Client *client, gconstpointer unused)
{
  const char *filter = "&$filter=resourceType%20eq%20'microsoft.storage/storageaccounts'";
  g_autofree char *path =
      g_strconcat (SUBSCRIPTION "/resources" RESOURCES, filter, "&$skiptoken=0", NULL);
  g_autofree char *expanded =
      g_strconcat (path, "&$expand=createdTime,changedTime,provisioningState", NULL);
  g_autofree char *created = NULL;

  g_assert_cmpuint (client_get (client, path), ==, 200);
  g_assert_cmpuint (client_count (client, "value"), ==, 1);
  assert_json (client, "value[0].kind", "StorageV2");
  assert_json (client, "value[0].createdTime", "");
  g_assert_cmpuint (client_get (client, expanded), ==, 200);
  created = client_json (client, "value[0].createdTime");
  g_assert_true (g_str_has_suffix (created, "Z"));
  assert_json (client, "value[0].provisioningState", "Succeeded");
  g_assert_cmpuint (
      client_get (client, SUBSCRIPTION "/resources" RESOURCES "&$filter=colour%20eq%20red"), ==,
      400);
}

static void
test_groups (Client *client, gconstpointer unused)
{
  guint n_pages;

  g_assert_cmpuint (count_all (client, SUBSCRIPTION "/resourcegroups" RESOURCES, &n_pages), ==, 4);
  g_assert_cmpuint (client_get (client, SUBSCRIPTION "/resourceGroups/RG-APP" RESOURCES), ==, 200);
  assert_json (client, "name", "rg-App");
  assert_json (client, "tags.team", "shop");
  g_assert_cmpuint (client_send (client, "PUT", SUBSCRIPTION "/resourceGroups/rg-new" RESOURCES,
                                 "application/json", "{\"location\":\"westeurope\"}"),
                    ==, 201);
  g_assert_cmpuint (client_delete (client, SUBSCRIPTION "/resourceGroups/rg-none" RESOURCES), ==,
                    404);
}

static void
test_case (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (
      client_get (client, "/arm/SUBSCRIPTIONS/" PRODUCTION
                          "/RESOURCEGROUPS/RG-APP/providers/microsoft.compute/VIRTUALMACHINES/"
                          "VM-APP" COMPUTE),
      ==, 200);
  assert_json (client, "id",
               "/subscriptions/" PRODUCTION
               "/resourceGroups/rg-App/providers/Microsoft.Compute/virtualMachines/vm-app");
  assert_json (client, "properties.storageProfile.osDisk.managedDisk.id",
               "/subscriptions/" PRODUCTION
               "/resourceGroups/rg-App/providers/Microsoft.Compute/disks/disk-app");
}

static void
test_providers (Client *client, gconstpointer unused)
{
  guint n_pages;
  g_autofree char *preview = NULL;

  g_assert_cmpuint (count_all (client, SUBSCRIPTION "/providers" RESOURCES, &n_pages), >, 10);
  g_assert_cmpuint (client_get (client, SUBSCRIPTION "/providers/microsoft.compute" RESOURCES), ==,
                    200);
  assert_json (client, "namespace", "Microsoft.Compute");
  assert_json (client, "resourceTypes[0].defaultApiVersion", "");
  assert_json (client, "resourceTypes[1].resourceType", "virtualMachines/extensions");
  g_assert_cmpuint (
      client_get (client, SUBSCRIPTION "/providers/Microsoft.ContainerInstance" RESOURCES), ==,
      200);
  preview = client_json (client, "resourceTypes[0].apiVersions[0]");
  g_assert_true (g_str_has_suffix (preview, "-preview"));
  assert_json (client, "resourceTypes[0].defaultApiVersion", "2021-10-01");
  g_assert_cmpuint (client_get (client, SUBSCRIPTION "/providers/Contoso.Nothing" RESOURCES), ==,
                    404);
}

static void
test_versions (Client *client, gconstpointer unused)
{
  g_autofree char *message = NULL;

  g_assert_cmpuint (client_get (client, MACHINE ("rg-App", "vm-app")), ==, 400);
  assert_json (client, "error.code", "MissingApiVersionParameter");
  g_assert_cmpuint (client_get (client, MACHINE ("rg-App", "vm-app") "?api-version=2001-01-01"), ==,
                    400);
  assert_json (client, "error.code", "NoRegisteredProviderFound");
  message = client_json (client, "error.message");
  g_assert_nonnull (strstr (message, "2024-07-01"));
}

static void
test_rights (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (client_get (client, "/arm/subscriptions" RESOURCES "&$skiptoken=0"), ==, 200);
  g_assert_cmpuint (client_count (client, "value"), ==, 2); /* not the closed one */
  g_assert_cmpuint (client_get (client, "/arm/subscriptions/" CLOSED RESOURCES), ==, 403);
  assert_json (client, "error.code", "AuthorizationFailed");

  client_use_token (client, "luc@northwind.example", AZURE_API, FABRIKAM);
  g_assert_cmpuint (client_get (client, MACHINE ("rg-App", "vm-app") COMPUTE), ==, 200);
  g_assert_cmpuint (client_delete (client, MACHINE ("rg-App", "vm-app") COMPUTE), ==, 403);
}

static void
test_factor (Client *client, gconstpointer unused)
{
  g_autofree char *base = NULL;
  const char *challenge;

  client_use_token (client, "mia@northwind.example", AZURE_API, FABRIKAM);
  g_assert_cmpuint (client_get (client, MACHINE ("rg-App", "vm-app") COMPUTE), ==, 200);
  g_assert_cmpuint (client_delete (client, MACHINE ("rg-App", "vm-app") COMPUTE), ==, 401);
  challenge = client_header (client, "WWW-Authenticate");
  g_assert_nonnull (strstr (challenge, "error=\"insufficient_claims\""));
  g_assert_nonnull (strstr (challenge, "claims=\""));
}

static void
test_disabled (Client *client, gconstpointer unused)
{
  const char *machine = "/arm/subscriptions/" SILENT "/resourceGroups/rg-main/providers/"
                        "Microsoft.Compute/virtualMachines/vm-1" COMPUTE;

  g_assert_cmpuint (client_get (client, "/arm/subscriptions/" SILENT RESOURCES), ==, 200);
  assert_json (client, "state", "Disabled");
  g_assert_cmpuint (client_send (client, "PATCH", machine, "application/json", "{\"tags\":{}}"), ==,
                    409);
  assert_json (client, "error.code", "ReadOnlyDisabledSubscription");
  g_assert_cmpuint (client_get (client, machine), ==, 200);
  g_assert_cmpuint (client_delete (client, machine), ==, 202);
}

static void
test_throttled (Client *client, gconstpointer unused)
{
  guint status = 200;
  guint n_asked;

  client_get (client, SUBSCRIPTION RESOURCES);
  g_assert_cmpstr (client_header (client, "x-ms-ratelimit-remaining-subscription-reads"), ==,
                   "249");
  g_assert_cmpstr (client_header (client, "x-ms-ratelimit-remaining-subscription-global-reads"), ==,
                   "3749");
  davy_emulator_set_time_scale (client->emulator, 0.0001);
  for (n_asked = 1; status == 200 && n_asked < 400; n_asked++)
    status = client_get (client, SUBSCRIPTION RESOURCES);
  g_assert_cmpuint (status, ==, 429);
  g_assert_cmpuint (n_asked, >, 250);
  g_assert_nonnull (client_header (client, "Retry-After"));
  davy_emulator_advance (client->emulator, DAVY_TIME_SECOND);
  g_assert_cmpuint (client_get (client, SUBSCRIPTION RESOURCES), ==, 200);
}

static void
test_not_there (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (client_get (client, MACHINE ("rg-App", "vm-none") COMPUTE), ==, 404);
  assert_json (client, "error.code", "ResourceNotFound");
  g_assert_cmpuint (client_get (client, MACHINE ("rg-none", "vm-none") COMPUTE), ==, 404);
  assert_json (client, "error.code", "ResourceGroupNotFound");
  g_assert_cmpuint (client_delete (client, MACHINE ("rg-App", "vm-none") COMPUTE), ==, 204);
}

static void
test_delete_by_status (Client *client, gconstpointer unused)
{
  g_autofree char *status = NULL, *location = NULL;

  g_assert_cmpuint (client_delete (client, MACHINE ("rg-App", "vm-app") COMPUTE), ==, 202);
  g_assert_nonnull (client_header (client, "Retry-After"));
  status = g_strdup (client_header (client, "Azure-AsyncOperation"));
  location = g_strdup (client_header (client, "Location"));

  g_assert_cmpuint (client_get (client, status), ==, 200);
  assert_json (client, "status", "InProgress");
  g_assert_cmpuint (client_get (client, location), ==, 202);
  g_assert_cmpuint (client_get (client, MACHINE ("rg-App", "vm-app") COMPUTE), ==, 200);
  assert_json (client, "properties.provisioningState", "Deleting");

  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  g_assert_cmpuint (client_get (client, status), ==, 200);
  assert_json (client, "status", "Succeeded");
  g_assert_cmpuint (client_get (client, location), ==, 204);
  g_assert_cmpuint (client_get (client, MACHINE ("rg-App", "vm-app") COMPUTE), ==, 404);
  /* the disk is still there, and paid for */
  g_assert_cmpuint (client_get (client, GROUP_APP "/providers/Microsoft.Compute/disks/disk-app"
                                                  "?api-version=2023-10-02"),
                    ==, 200);
}

static void
test_delete_at_once (Client *client, gconstpointer unused)
{
  const char *path = GROUP_APP "/providers/Microsoft.Insights/autoscaleSettings/none"
                               "?api-version=2022-10-01";

  g_assert_cmpuint (client_delete (client, path), ==, 204);
  g_assert_cmpuint (client_delete (client, GROUP_MINE "/providers/Microsoft.Insights/"
                                                      "autoscaleSettings/grow"
                                                      "?api-version=2022-10-01"),
                    ==, 200);
}

static void
test_delete_fails (Client *client, gconstpointer unused)
{
  g_autofree char *status = NULL, *location = NULL;

  g_assert_cmpuint (client_delete (client, MACHINE ("rg-mine", "vm-stubborn") COMPUTE), ==, 202);
  status = g_strdup (client_header (client, "Azure-AsyncOperation"));
  location = g_strdup (client_header (client, "Location"));
  davy_emulator_advance (client->emulator, 11 * DAVY_TIME_SECOND);
  g_assert_cmpuint (client_get (client, status), ==, 200);
  assert_json (client, "status", "Failed");
  assert_json (client, "error.code", "InternalExecutionError");
  g_assert_cmpuint (client_get (client, location), ==, 409);
  g_assert_cmpuint (client_get (client, MACHINE ("rg-mine", "vm-stubborn") COMPUTE), ==, 200);
}

static void
test_returns (Client *client, gconstpointer unused)
{
  client_delete (client, MACHINE ("rg-mine", "vm-ghost") COMPUTE);
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  g_assert_cmpuint (client_get (client, MACHINE ("rg-mine", "vm-ghost") COMPUTE), ==, 404);
  davy_emulator_advance (client->emulator, 5 * DAVY_TIME_MINUTE);
  g_assert_cmpuint (client_get (client, MACHINE ("rg-mine", "vm-ghost") COMPUTE), ==, 200);
  client_delete (client, MACHINE ("rg-mine", "vm-ghost") COMPUTE);
  davy_emulator_advance (client->emulator, 20 * DAVY_TIME_MINUTE);
  g_assert_cmpuint (client_get (client, MACHINE ("rg-mine", "vm-ghost") COMPUTE), ==, 404);
}

static void
test_dependencies (Client *client, gconstpointer unused)
{
  const char *card = GROUP_APP "/providers/Microsoft.Network/networkInterfaces/nic-app" NETWORK;
  const char *address = GROUP_APP "/providers/Microsoft.Network/publicIPAddresses/ip-app" NETWORK;

  g_assert_cmpuint (client_delete (client, card), ==, 400);
  assert_json (client, "error.code", "NicInUse");
  g_assert_cmpuint (client_delete (client, address), ==, 400);
  assert_json (client, "error.code", "PublicIPAddressCannotBeDeleted");

  client_delete (client, MACHINE ("rg-App", "vm-app") COMPUTE);
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  g_assert_cmpuint (client_delete (client, card), ==, 202);
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  g_assert_cmpuint (client_delete (client, address), ==, 202);
}

/* What a machine names names the machine, until that is gone. */
static void
test_ties (Client *client, gconstpointer unused)
{
  const char *card = GROUP_APP "/providers/Microsoft.Network/networkInterfaces/nic-app" NETWORK;
  const char *disk = GROUP_APP "/providers/Microsoft.Compute/disks/disk-app"
                               "?api-version=2023-10-02";
  g_autofree char *machine = NULL;
  g_autofree char *keeper = NULL;

  client_get (client, card);
  machine = client_json (client, "properties.virtualMachine.id");
  g_assert_true (g_str_has_suffix (machine, "/virtualMachines/vm-app"));
  client_get (client, disk);
  keeper = client_json (client, "managedBy");
  g_assert_cmpstr (keeper, ==, machine);

  client_delete (client, MACHINE ("rg-App", "vm-app") COMPUTE);
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  client_get (client, disk);
  assert_json (client, "managedBy", "");
  assert_json (client, "properties.diskState", "Unattached");
}

static void
test_locked (Client *client, gconstpointer unused)
{
  const char *account = GROUP_APP "/providers/Microsoft.Storage/storageAccounts/stapp"
                                  "?api-version=2023-05-01";
  g_autofree char *message = NULL;

  g_assert_cmpuint (client_delete (client, account), ==, 409);
  assert_json (client, "error.code", "ScopeLocked");
  message = client_json (client, "error.message");
  g_assert_nonnull (strstr (message, "cannot perform delete operation"));
  g_assert_cmpuint (client_delete (client, GROUP_APP RESOURCES), ==, 409);
  g_assert_cmpuint (
      client_send (client, "PATCH", account, "application/json", "{\"tags\":{\"a\":\"b\"}}"), ==,
      200);
  /* one that is read-only forbids that too, and is inherited */
  g_assert_cmpuint (client_send (client, "PATCH",
                                 SUBSCRIPTION
                                 "/resourceGroups/rg-ml/providers/Microsoft.Batch/batchAccounts/"
                                 "batch?api-version=2023-11-01",
                                 "application/json", "{\"tags\":{}}"),
                    ==, 409);
}

static void
test_group_delete (Client *client, gconstpointer unused)
{
  g_autofree char *location = NULL;

  g_assert_cmpuint (client_delete (client, SUBSCRIPTION
                                   "/resourceGroups/rg-empty" RESOURCES
                                   "&forceDeletionTypes=Microsoft.Compute/virtualMachines"),
                    ==, 202);
  g_assert_null (client_header (client, "Azure-AsyncOperation"));
  location = g_strdup (client_header (client, "Location"));
  g_assert_cmpuint (client_get (client, SUBSCRIPTION "/resourceGroups/rg-empty" RESOURCES), ==,
                    200);
  assert_json (client, "properties.provisioningState", "Deleting");
  davy_emulator_advance (client->emulator, 50 * DAVY_TIME_SECOND);
  g_assert_cmpuint (client_get (client, location), ==, 204);
  g_assert_cmpuint (client_get (client, SUBSCRIPTION "/resourceGroups/rg-empty" RESOURCES), ==,
                    404);

  /* a machine in it cannot be deleted */
  g_free (location);
  client_delete (client, GROUP_MINE RESOURCES);
  location = g_strdup (client_header (client, "Location"));
  davy_emulator_advance (client->emulator, 2 * DAVY_TIME_MINUTE);
  g_assert_cmpuint (client_get (client, location), ==, 409);
  assert_json (client, "error.code", "ResourceGroupDeletionBlocked");
}

static char *
build_snapshot (const char *disk)
{
  return g_strdup_printf ("{\"location\":\"westeurope\",\"tags\":{\"davylamp-case\":\"7\"},"
                          "\"properties\":{\"creationData\":{\"createOption\":\"Copy\","
                          "\"sourceResourceId\":\"/subscriptions/" PRODUCTION
                          "/resourceGroups/rg-App/providers/Microsoft.Compute/disks/%s\"}}}",
                          disk);
}

static void
test_snapshot (Client *client, gconstpointer unused)
{
  const char *path = GROUP_APP "/providers/Microsoft.Compute/snapshots/snap-1"
                               "?api-version=2023-10-02";
  g_autofree char *good = build_snapshot ("disk-app");
  g_autofree char *bad = build_snapshot ("disk-none");
  g_autofree char *status = NULL;

  g_assert_cmpuint (client_send (client, "PUT", path, "application/json", bad), ==, 404);
  g_assert_cmpuint (
      client_send (client, "PUT", path, "application/json", "{\"location\":\"westeurope\"}"), ==,
      400);
  g_assert_cmpuint (client_send (client, "PUT", path, "application/json", good), ==, 201);
  assert_json (client, "properties.diskSizeGB", "128");
  status = g_strdup (client_header (client, "Azure-AsyncOperation"));
  davy_emulator_advance (client->emulator, 5 * DAVY_TIME_SECOND);
  client_get (client, status);
  assert_json (client, "status", "Succeeded");
  g_assert_cmpuint (client_get (client, path), ==, 200);
  assert_json (client, "properties.provisioningState", "Succeeded");
  assert_json (client, "tags.davylamp-case", "7");

  /* the disk is free to go when its machine has gone */
  client_delete (client, MACHINE ("rg-App", "vm-app") COMPUTE);
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  g_assert_cmpuint (client_delete (client, GROUP_APP "/providers/Microsoft.Compute/disks/disk-app"
                                                     "?api-version=2023-10-02"),
                    ==, 202);
}

static void
test_correlation (Client *client, gconstpointer unused)
{
  client_add_header (client, "x-ms-correlation-request-id", "70000000-0000-4000-8000-000000000001");
  client_get (client, SUBSCRIPTION RESOURCES);
  g_assert_cmpstr (client_header (client, "x-ms-correlation-request-id"), ==,
                   "70000000-0000-4000-8000-000000000001");
  g_assert_nonnull (client_header (client, "x-ms-request-id"));
  g_assert_nonnull (client_header (client, "x-ms-routing-request-id"));
}

#define test_arm(path, function) g_test_add (path, Client, NULL, set_up, function, client_tear_down)

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_arm ("/emulator/arm/lists-have-pages-and-the-first-may-be-empty", test_list);
  test_arm ("/emulator/arm/times-come-when-they-are-asked-for", test_expand);
  test_arm ("/emulator/arm/groups-are-listed-made-and-missed", test_groups);
  test_arm ("/emulator/arm/ids-have-no-case-and-keep-theirs", test_case);
  test_arm ("/emulator/arm/providers-mix-previews-in", test_providers);
  test_arm ("/emulator/arm/wrong-version-is-told-the-right-ones", test_versions);
  test_arm ("/emulator/arm/rights-are-of-subscription-and-person", test_rights);
  test_arm ("/emulator/arm/change-needs-a-second-factor", test_factor);
  test_arm ("/emulator/arm/disabled-subscription-is-read-and-deleted-from", test_disabled);
  test_arm ("/emulator/arm/bucket-runs-empty-and-fills-again", test_throttled);
  test_arm ("/emulator/arm/what-is-not-there-is-told-apart", test_not_there);
  test_arm ("/emulator/arm/deletion-goes-on-until-it-succeeds", test_delete_by_status);
  test_arm ("/emulator/arm/deletion-may-be-done-at-once", test_delete_at_once);
  test_arm ("/emulator/arm/deletion-fails-with-status-200", test_delete_fails);
  test_arm ("/emulator/arm/what-was-deleted-may-come-back-once", test_returns);
  test_arm ("/emulator/arm/what-is-in-use-stays", test_dependencies);
  test_arm ("/emulator/arm/what-a-machine-names-names-it", test_ties);
  test_arm ("/emulator/arm/locks-are-inherited-and-named", test_locked);
  test_arm ("/emulator/arm/group-goes-with-all-or-stays", test_group_delete);
  test_arm ("/emulator/arm/snapshot-is-of-a-disk", test_snapshot);
  test_arm ("/emulator/arm/answers-are-named", test_correlation);
  return g_test_run ();
}
