/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-rights.h"

#include "arm-fixture.h"
#include "azure/davy-arm-locks.h"
#include "azure/davy-arm-readers.h"
#include "azure/davy-arm-roles.h"

/* Rights, locks and roles: `wire-contract.md` 3.4 and 3.10. */

#define SUBSCRIPTION "/subscriptions/" SHOP
#define GROUP        SUBSCRIPTION "/resourceGroups/rg-app"
#define MACHINE      GROUP "/providers/Microsoft.Compute/virtualMachines/vm-1"
#define ASSIGNMENT   SUBSCRIPTION "/providers/Microsoft.Authorization/roleAssignments/a-1"

static gboolean
allows (const char *permissions, const char *action)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) document = davy_json_parse_text (permissions, &error);
  DavyJson list = davy_json_root (document, &error);
  g_autoptr (GPtrArray) array =
      g_ptr_array_new_with_free_func ((GDestroyNotify) davy_arm_permission_free);

  for (guint i = 0; i < davy_json_length (&list, DAVY_JSON_REQUIRED); i++)
    {
      DavyJson item = davy_json_element (&list, i);

      g_ptr_array_add (array, davy_arm_permission_read (&item));
    }
  g_assert_no_error (error);

  return davy_arm_permissions_allow (array, action);
}

static void
test_allow (void)
{
  static const struct
  {
    const char *permissions;
    const char *action;
    gboolean allowed;
  } cases[] = {
    { "[]", "Microsoft.Compute/virtualMachines/delete", FALSE },
    { "[{\"actions\":[\"*\"],\"notActions\":[]}]", "Microsoft.Compute/virtualMachines/delete",
      TRUE },
    { "[{\"actions\":[\"*/read\"]}]", "Microsoft.Compute/virtualMachines/read", TRUE },
    { "[{\"actions\":[\"*/read\"]}]", "Microsoft.Compute/virtualMachines/delete", FALSE },
    { "[{\"actions\":[\"microsoft.compute/*/ACTION\"]}]",
      "Microsoft.Compute/virtualMachines/deallocate/action", TRUE },
    { "[{\"actions\":[\"Microsoft.Compute/virtualMachines/*\"]}]",
      "Microsoft.Compute/virtualMachineScaleSets/delete", FALSE },
    { "[{\"actions\":[\"*\"],\"notActions\":[\"Microsoft.Authorization/*/Delete\"]}]",
      "Microsoft.Authorization/locks/delete", FALSE },
    { "[{\"actions\":[\"*\"],\"notActions\":[\"Microsoft.Authorization/*/Delete\"]},"
      "{\"actions\":[\"Microsoft.Authorization/locks/*\"]}]",
      "Microsoft.Authorization/locks/delete", TRUE },
    { "[{\"actions\":[\"*ab*ab\"]}]", "xabxabyab", TRUE },
    { "[{\"actions\":[\"*ab*ab\"]}]", "xabxabya", FALSE },
    { "[{\"actions\":[\"\"]}]", "a", FALSE },
    { "[{\"dataActions\":[\"*\"]}]", "Microsoft.Storage/storageAccounts/delete", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (allows (cases[i].permissions, cases[i].action), ==, cases[i].allowed);
}

static void
test_permissions (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) permissions = NULL;

  answer (fixture, 200,
          "{\"value\":[{\"actions\":[\"*/read\"],\"notActions\":[]},{\"actions\":[\"*\"]}]}");
  davy_arm_client_list_permissions_async (fixture->client, FABRIKAM, SUBSCRIPTION, NULL,
                                          davy_test_keep_result, &fixture->result);
  permissions =
      davy_arm_client_list_permissions_finish (fixture->client, wait_result (fixture), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (permissions->len, ==, 2);
  assert_asked (fixture, 0, "GET", SUBSCRIPTION "/providers/Microsoft.Authorization/permissions");
  g_assert_cmpstr (get_request (fixture, 0)->query, ==, "api-version=2022-04-01");
}

static void
test_bad_scope (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_arm_client_list_permissions_async (fixture->client, FABRIKAM, "/subscriptions/../x", NULL,
                                          davy_test_keep_result, &fixture->result);

  g_assert_null (
      davy_arm_client_list_permissions_finish (fixture->client, wait_result (fixture), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 0);
}

#define LOCK(SCOPE, NAME, LEVEL)                                                            \
  "{\"id\":\"" SCOPE "/providers/Microsoft.Authorization/locks/" NAME "\",\"name\":\"" NAME \
  "\",\"type\":\"Microsoft.Authorization/locks\",\"properties\":{\"level\":\"" LEVEL "\"}}"

static GPtrArray *
list_locks (Fixture *fixture, GError **error)
{
  davy_arm_client_list_locks_async (fixture->client, FABRIKAM, SUBSCRIPTION, NULL,
                                    davy_test_keep_result, &fixture->result);

  return davy_arm_client_list_locks_finish (fixture->client, wait_result (fixture), error);
}

static void
test_locks (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) locks = NULL;
  g_autoptr (GPtrArray) against = NULL;
  g_autoptr (GPtrArray) against_group = NULL;

  answer (fixture, 200,
          "{\"value\":[" LOCK (SUBSCRIPTION, "all", "CanNotDelete") "," LOCK (
              "/subscriptions/" SHOP "/RESOURCEGROUPS/RG-APP", "group",
              "readonly") "," LOCK (MACHINE, "none", "NotSpecified") "," LOCK (GROUP "-2", "other",
                                                                               "Frozen") "]}");
  locks = list_locks (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (locks->len, ==, 4);
  g_assert_cmpint (davy_arm_locks_find_level (locks, MACHINE), ==, DAVY_ARM_LOCK_READ_ONLY);
  g_assert_cmpint (davy_arm_locks_find_level (locks, GROUP "-3"), ==, DAVY_ARM_LOCK_CAN_NOT_DELETE);
  g_assert_cmpint (davy_arm_locks_find_level (locks, "/subscriptions/x"), ==, DAVY_ARM_LOCK_NONE);

  against = davy_arm_locks_find_against_delete (locks, MACHINE);
  g_assert_cmpuint (against->len, ==, 2);
  g_assert_cmpstr (((DavyArmLock *) g_ptr_array_index (against, 0))->name, ==, "group");
  g_assert_cmpstr (((DavyArmLock *) g_ptr_array_index (against, 1))->name, ==, "all");
  against_group = davy_arm_locks_find_against_delete (locks, GROUP "-2");
  g_assert_cmpuint (against_group->len, ==, 2);
}

static void
test_lock_below (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) locks = NULL;
  g_autoptr (GPtrArray) against = NULL;

  answer (fixture, 200, "{\"value\":[" LOCK (MACHINE, "vm", "CanNotDelete") "]}");
  locks = list_locks (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpint (davy_arm_locks_find_level (locks, GROUP), ==, DAVY_ARM_LOCK_NONE);
  against = davy_arm_locks_find_against_delete (locks, GROUP);
  g_assert_cmpuint (against->len, ==, 1);
}

static void
test_lock_details (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) locks = NULL;
  const DavyArmLock *lock;

  answer (fixture, 200,
          "{\"value\":[{\"id\":\"" GROUP "/providers/Microsoft.Authorization/locks/keep\","
          "\"name\":\"keep\",\"properties\":{\"level\":\"Frozen\",\"notes\":\"Ours\","
          "\"owners\":[{\"applicationId\":\"app-1\"},{}]}}]}");
  locks = list_locks (fixture, &error);

  g_assert_no_error (error);
  lock = g_ptr_array_index (locks, 0);
  g_assert_cmpstr (lock->scope, ==, GROUP);
  g_assert_cmpint (lock->level, ==, DAVY_ARM_LOCK_OTHER);
  g_assert_cmpstr (lock->raw_level, ==, "Frozen");
  g_assert_cmpstr (lock->notes, ==, "Ours");
  g_assert_cmpuint (g_strv_length (lock->owners), ==, 1);
  g_assert_nonnull (strstr (lock->raw, "\"Frozen\""));
}

static void
test_bad_lock (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  answer (fixture, 200,
          "{\"value\":[{\"id\":\"keep\",\"name\":\"keep\",\"properties\":{\"level\":\"ReadOnly\"}}"
          "]}");

  g_assert_null (list_locks (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
}

static void
test_delete_lock (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmOutcome) outcome = NULL;

  answer (fixture, 204, "");
  add_header (fixture, "x-ms-correlation-request-id", "corr-1");
  davy_arm_client_delete_lock_async (fixture->client, FABRIKAM,
                                     GROUP "/providers/Microsoft.Authorization/locks/keep", NULL,
                                     davy_test_keep_result, &fixture->result);
  outcome = davy_arm_client_delete_lock_finish (fixture->client, wait_result (fixture), &error);

  g_assert_no_error (error);
  g_assert_true (outcome->done);
  g_assert_cmpstr (outcome->correlation_id, ==, "corr-1");
  assert_asked (fixture, 0, "DELETE", GROUP "/providers/Microsoft.Authorization/locks/keep");
  g_assert_cmpstr (get_request (fixture, 0)->query, ==, "api-version=2016-09-01");
}

static void
test_assignments (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) assignments = NULL;
  const DavyArmRoleAssignment *assignment;

  answer (fixture, 200,
          "{\"value\":[{\"id\":\"" ASSIGNMENT "\",\"name\":\"a-1\",\"properties\":{"
          "\"roleDefinitionId\":\"/subscriptions/S/providers/Microsoft.Authorization/"
          "roleDefinitions/r-1\",\"principalId\":\"p-1\",\"principalType\":\"ForeignGroup\","
          "\"scope\":\"" SUBSCRIPTION "\",\"createdOn\":\"2026-01-05T10:11:12.1234567Z\","
          "\"createdBy\":\"\"}}]}");
  davy_arm_client_list_role_assignments_async (fixture->client, FABRIKAM, SUBSCRIPTION, "p'1", NULL,
                                               davy_test_keep_result, &fixture->result);
  assignments =
      davy_arm_client_list_role_assignments_finish (fixture->client, wait_result (fixture), &error);

  g_assert_no_error (error);
  assignment = g_ptr_array_index (assignments, 0);
  g_assert_cmpstr (assignment->principal_type, ==, "ForeignGroup");
  g_assert_cmpint (assignment->created, !=, DAVY_TIME_UNSET);
  g_assert_null (assignment->created_by);
  g_assert_nonnull (strstr (assignment->raw, "\"p-1\""));
  g_assert_cmpstr (get_request (fixture, 0)->query, ==,
                   "$filter=principalId%20eq%20'p%27%271'&api-version=2022-04-01");
}

static void
test_delete_assignment (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmOutcome) outcome = NULL;

  answer (fixture, 200, "{\"id\":\"" ASSIGNMENT "\"}");
  davy_arm_client_delete_role_assignment_async (fixture->client, FABRIKAM, ASSIGNMENT, NULL,
                                                davy_test_keep_result, &fixture->result);
  outcome = davy_arm_client_delete_role_assignment_finish (fixture->client, wait_result (fixture),
                                                           &error);

  g_assert_no_error (error);
  g_assert_true (outcome->done);
  assert_asked (fixture, 0, "DELETE", ASSIGNMENT);
}

static void
test_role (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmRole) role = NULL;

  answer (fixture, 200,
          "{\"id\":\"/r\",\"properties\":{\"roleName\":\"Contributor\",\"type\":\"BuiltInRole\","
          "\"permissions\":[{\"actions\":[\"*\"],"
          "\"notActions\":[\"Microsoft.Authorization/*/Write\"]}]}}");
  davy_arm_client_get_role_async (fixture->client, FABRIKAM,
                                  SUBSCRIPTION
                                  "/providers/Microsoft.Authorization/roleDefinitions/r-1",
                                  NULL, davy_test_keep_result, &fixture->result);
  role = davy_arm_client_get_role_finish (fixture->client, wait_result (fixture), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (role->name, ==, "Contributor");
  g_assert_true (davy_arm_permissions_allow (role->permissions, "Microsoft.Compute/disks/delete"));
  g_assert_false (davy_arm_permissions_allow (role->permissions,
                                              "Microsoft.Authorization/roleAssignments/write"));
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  g_test_add_func ("/azure/rights/wildcards-and-exceptions-decide", test_allow);
  add ("/azure/rights/permissions-are-listed", test_permissions);
  add ("/azure/rights/a-scope-that-is-none-is-not-asked", test_bad_scope);
  add ("/azure/rights/the-strictest-inherited-lock-wins", test_locks);
  add ("/azure/rights/a-lock-below-stops-deleting-a-group", test_lock_below);
  add ("/azure/rights/a-lock-tells-who-owns-it", test_lock_details);
  add ("/azure/rights/a-lock-on-nothing-is-an-error", test_bad_lock);
  add ("/azure/rights/a-lock-is-removed", test_delete_lock);
  add ("/azure/rights/role-assignments-are-listed", test_assignments);
  add ("/azure/rights/a-role-assignment-is-removed", test_delete_assignment);
  add ("/azure/rights/a-role-has-a-name-and-rights", test_role);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
