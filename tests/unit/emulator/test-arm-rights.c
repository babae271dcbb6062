/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator-client.h"

#define SUBSCRIPTION  "/arm/subscriptions/" PRODUCTION
#define AUTHORIZATION SUBSCRIPTION "/providers/Microsoft.Authorization/"
#define LOCKS_VERSION "?api-version=2016-09-01"
#define ROLES_VERSION "?api-version=2022-04-01"
#define ALL           "&$skiptoken=0"

static void
set_up (Client *client, gconstpointer unused)
{
  client_set_up (client, "estate.json");
  client_use_token (client, ADA, AZURE_API, FABRIKAM);
}

static void
test_locks (Client *client, gconstpointer unused)
{
  const char *account = "/arm/subscriptions/" PRODUCTION
                        "/resourceGroups/rg-App/providers/Microsoft.Storage/storageAccounts/stapp";
  g_autofree char *lock =
      g_strconcat (account, "/providers/Microsoft.Authorization/locks/keep" LOCKS_VERSION, NULL);
  g_autofree char *resource = g_strconcat (account, "?api-version=2023-05-01", NULL);

  g_assert_cmpuint (client_get (client, AUTHORIZATION "locks" LOCKS_VERSION ALL), ==, 200);
  g_assert_cmpuint (client_count (client, "value"), ==, 2);
  assert_json (client, "value[0].properties.level", "CanNotDelete");
  assert_json (client, "value[0].properties.notes", "Backups");
  assert_json (client, "value[1].properties.level", "ReadOnly");
  g_assert_cmpuint (client_send (client, "DELETE", resource, NULL, NULL), ==, 409);
  g_assert_cmpuint (client_send (client, "DELETE", lock, NULL, NULL), ==, 200);
  g_assert_cmpuint (client_send (client, "DELETE", lock, NULL, NULL), ==, 204);
  g_assert_cmpuint (client_send (client, "DELETE", resource, NULL, NULL), ==, 200);

  g_assert_cmpuint (client_send (client, "PUT", AUTHORIZATION "locks/all" LOCKS_VERSION,
                                 "application/json", "{\"properties\":{\"level\":\"Loose\"}}"),
                    ==, 400);
  g_assert_cmpuint (client_send (client, "PUT", AUTHORIZATION "locks/all" LOCKS_VERSION,
                                 "application/json",
                                 "{\"properties\":{\"level\":\"CanNotDelete\"}}"),
                    ==, 201);
  g_assert_cmpuint (client_send (client, "DELETE",
                                 SUBSCRIPTION "/resourceGroups/rg-empty?api-version=2021-04-01",
                                 NULL, NULL),
                    ==, 409);
}

static void
test_permissions (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (client_get (client, AUTHORIZATION "permissions" ROLES_VERSION ALL), ==, 200);
  assert_json (client, "value[0].actions[0]", "*");
  client_use_token (client, "luc@northwind.example", AZURE_API, FABRIKAM);
  g_assert_cmpuint (client_get (client, AUTHORIZATION "permissions" ROLES_VERSION ALL), ==, 200);
  assert_json (client, "value[0].actions[0]", "*/read");
  g_assert_cmpuint (client_get (client,
                                "/arm/subscriptions/" CLOSED
                                "/providers/Microsoft.Authorization/permissions" ROLES_VERSION),
                    ==, 200);
  g_assert_cmpuint (client_count (client, "value"), ==, 0);
}

static void
test_assignments (Client *client, gconstpointer unused)
{
  g_autofree char *id = NULL, *role = NULL, *path = NULL, *definition = NULL;

  g_assert_cmpuint (client_get (client, AUTHORIZATION "roleAssignments" ROLES_VERSION ALL), ==,
                    200);
  g_assert_cmpuint (client_count (client, "value"), ==, 2);
  assert_json (client, "value[0].properties.principalType", "ForeignGroup");
  g_assert_cmpuint (client_get (client, AUTHORIZATION
                                "roleAssignments" ROLES_VERSION ALL
                                "&$filter=principalId%20eq%20'60000000-0000-4000-8000-"
                                "00000000000f'"),
                    ==, 200);
  g_assert_cmpuint (client_count (client, "value"), ==, 1);
  id = client_json (client, "value[0].id");
  role = client_json (client, "value[0].properties.roleDefinitionId");
  g_assert_cmpuint (
      client_get (client, AUTHORIZATION "roleAssignments" ROLES_VERSION "&$filter=colour%20eq%201"),
      ==, 400);

  definition = g_strconcat ("/arm", role, ROLES_VERSION, NULL);
  g_assert_cmpuint (client_get (client, definition), ==, 200);
  assert_json (client, "properties.roleName", "Contributor");

  path = g_strconcat ("/arm", id, ROLES_VERSION, NULL);
  g_assert_cmpuint (client_get (client, path), ==, 200);
  g_assert_cmpuint (client_send (client, "DELETE", path, NULL, NULL), ==, 200);
  g_assert_cmpuint (client_send (client, "DELETE", path, NULL, NULL), ==, 204);
}

/* Whoever takes the partner's own rights away has none afterwards. */
static void
test_own_assignment (Client *client, gconstpointer unused)
{
  g_autofree char *id = NULL, *path = NULL;

  client_get (client, AUTHORIZATION "roleAssignments" ROLES_VERSION ALL);
  id = client_json (client, "value[0].id");
  path = g_strconcat ("/arm", id, ROLES_VERSION, NULL);
  g_assert_cmpuint (client_send (client, "DELETE", path, NULL, NULL), ==, 200);
  g_assert_cmpuint (client_get (client, SUBSCRIPTION "?api-version=2021-04-01"), ==, 403);
  assert_json (client, "error.code", "AuthorizationFailed");
}

/* @rest: of the filter, escaped */
static guint
get_events (Client *client, gint64 days, const char *rest)
{
  DavyTime from = davy_emulator_now (client->emulator) - days * DAVY_TIME_DAY;
  g_autofree char *time = davy_time_to_iso (from / DAVY_TIME_SECOND * DAVY_TIME_SECOND);
  g_autofree char *path = g_strdup_printf (
      SUBSCRIPTION "/providers/Microsoft.Insights/eventtypes/management/values?api-version="
                   "2015-04-01&$top=200&$skiptoken=0&$filter=eventTimestamp%%20ge%%20'%s'%s",
      time, rest);

  return client_get (client, path);
}

static void
test_events (Client *client, gconstpointer unused)
{
  g_autofree char *first = NULL, *last = NULL, *time = NULL;
  guint n_events;

  g_assert_cmpuint (get_events (client, 89,
                                "%20and%20resourceUri%20eq%20'/subscriptions/" PRODUCTION
                                "/resourceGroups/rg-mine/providers/Microsoft.Compute/"
                                "virtualMachines/vm-evil'"),
                    ==, 200);
  n_events = client_count (client, "value");
  g_assert_cmpuint (n_events, ==, 3);
  assert_json (client, "value[0].status.value", "Succeeded");
  assert_json (client, "value[1].status.value", "Accepted");
  assert_json (client, "value[2].status.value", "Started");
  assert_json (client, "value[2].caller", "eve@fabrikam.example");
  assert_json (client, "value[2].httpRequest.clientIpAddress", "203.0.113.66");
  assert_json (client, "value[2].operationName.value", "Microsoft.Compute/virtualMachines/write");
  assert_json (client, "value[2].resourceType.value", "Microsoft.Compute/virtualMachines");
  first = client_json (client, "value[0].correlationId");
  last = client_json (client, "value[2].correlationId");
  g_assert_cmpstr (first, ==, last);
  time = client_json (client, "value[2].eventTimestamp");
  g_assert_cmpuint (strlen (time), ==, strlen ("2026-03-01T00:00:00.1234567Z"));
}

static void
test_filters (Client *client, gconstpointer unused)
{
  const char *path = SUBSCRIPTION
      "/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01";

  g_assert_cmpuint (client_get (client, path), ==, 400);
  assert_json (client, "code", "BadRequest"); /* not nested */
  g_assert_cmpuint (get_events (client, 10, "%20and%20caller%20eq%20'eve@fabrikam.example'"), ==,
                    400);
  g_assert_cmpuint (get_events (client, 10, "%20or%20resourceProvider%20eq%20'Microsoft.Compute'"),
                    ==, 400);
  g_assert_cmpuint (get_events (client, 100, ""), ==, 400);
  g_assert_cmpuint (get_events (client, 10, "%20and%20resourceProvider%20eq%20'Microsoft.Quota'"),
                    ==, 200);
  g_assert_cmpuint (client_count (client, "value"), ==, 3);
  assert_json (client, "value[0].caller", "60000000-0000-4000-8000-00000000000f");
  assert_json (client, "value[0].claims.appid", "60000000-0000-4000-8000-0000000000ff");
  g_assert_cmpuint (
      get_events (client, 10, "%20and%20resourceProvider%20eq%20'Microsoft.Resources'"), ==, 200);
  assert_json (client, "value[1].status.value", "Failed");
  assert_json (client, "value[1].caller", ""); /* nobody is named */
}

static void
test_selection (Client *client, gconstpointer unused)
{
  g_assert_cmpuint (get_events (client, 10, "&$select=eventTimestamp,%20status,caller"), ==, 200);
  assert_json (client, "value[0].caller", "");
  assert_json (client, "value[0].correlationId", "");
  g_assert_cmpuint (client_count (client, "value"), >, 0);
}

static void
test_own_deeds (Client *client, gconstpointer unused)
{
  const char *machine = SUBSCRIPTION "/resourceGroups/rg-mine/providers/Microsoft.Compute/"
                                     "virtualMachines/vm-evil";
  g_autofree char *correlation = NULL, *filter = NULL;
  g_autofree char *path = g_strconcat (machine, "/deallocate?api-version=2024-07-01", NULL);

  client_send (client, "POST", path, NULL, NULL);
  correlation = g_strdup (client_header (client, "x-ms-correlation-request-id"));
  davy_emulator_advance (client->emulator, DAVY_TIME_MINUTE);
  filter = g_strdup_printf ("%%20and%%20correlationId%%20eq%%20'%s'", correlation);
  g_assert_cmpuint (get_events (client, 1, filter), ==, 200);
  g_assert_cmpuint (client_count (client, "value"), ==, 3);
  assert_json (client, "value[0].caller", ADA);
  assert_json (client, "value[0].operationName.value",
               "Microsoft.Compute/virtualMachines/deallocate/action");
}

static void
test_failed_deeds (Client *client, gconstpointer unused)
{
  g_autofree char *correlation = NULL, *filter = NULL, *message = NULL;

  client_send (client, "DELETE", SUBSCRIPTION "/resourceGroups/rg-ml?api-version=2021-04-01", NULL,
               NULL);
  g_assert_cmpuint (client->status, ==, 409);
  correlation = g_strdup (client_header (client, "x-ms-correlation-request-id"));
  filter = g_strdup_printf ("%%20and%%20correlationId%%20eq%%20'%s'", correlation);
  get_events (client, 1, filter);
  g_assert_cmpuint (client_count (client, "value"), ==, 2);
  assert_json (client, "value[1].status.value", "Failed");
  message = client_json (client, "value[1].properties.statusMessage");
  g_assert_nonnull (strstr (message, "ScopeLocked"));
}

#define test_rights(path, function) \
  g_test_add (path, Client, NULL, set_up, function, client_tear_down)

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  test_rights ("/emulator/rights/locks-are-listed-set-and-taken-off", test_locks);
  test_rights ("/emulator/rights/permissions-are-the-caller-s", test_permissions);
  test_rights ("/emulator/rights/assignments-are-found-and-removed", test_assignments);
  test_rights ("/emulator/rights/who-removes-the-own-has-none", test_own_assignment);
  test_rights ("/emulator/activity/one-deed-is-three-entries", test_events);
  test_rights ("/emulator/activity/filter-has-one-form", test_filters);
  test_rights ("/emulator/activity/selection-leaves-the-caller-out", test_selection);
  test_rights ("/emulator/activity/what-we-do-is-in-it", test_own_deeds);
  test_rights ("/emulator/activity/what-was-refused-is-in-it", test_failed_deeds);
  return g_test_run ();
}
