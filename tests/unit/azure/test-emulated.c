/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "arm-fixture.h"
#include "azure/davy-arm-activity.h"
#include "azure/davy-arm-locks.h"
#include "azure/davy-arm-resources.h"
#include "azure/davy-arm-rights.h"
#include "azure/davy-arm-roles.h"
#include "azure/davy-arm-subscriptions.h"
#include "azure/davy-arm-support.h"
#include "azure/davy-arm-tickets.h"

/* The client and the embedded Resource Manager understand each other: what is done is then read
 * back, with short pages, empty pages and operations that take their time. */

#define SUBSCRIPTION "/subscriptions/" SHOP
#define APP          SUBSCRIPTION "/resourceGroups/rg-App"
#define MINE         SUBSCRIPTION "/resourceGroups/rg-mine"
#define COMPUTE      "/providers/Microsoft.Compute/"

static void
set_up_estate (Fixture *fixture, gconstpointer user)
{
  g_autofree char *path = g_build_filename (TEST_FIXTURES, "..", "emulator", "estate.json", NULL);
  g_autofree char *text = NULL;

  davy_test_clock_install (g_get_real_time ());
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  davy_test_world_begin_with (&fixture->world, text, user);
  get_first_token (fixture, FABRIKAM);
  get_first_token (fixture, NULL);
  fixture->client = davy_arm_client_new (fixture->world.account);
}

static DavyArmClient *
get_client (Fixture *fixture)
{
  g_clear_object (&fixture->result); /* of the call before */

  return fixture->client;
}

#define CALL(verb, ...)                                                                            \
  (davy_arm_client_##verb##_async (get_client (fixture), __VA_ARGS__, NULL, davy_test_keep_result, \
                                   &fixture->result),                                              \
   davy_arm_client_##verb##_finish (fixture->client, wait_result (fixture), &error))

static void
test_subscription (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *tenant = CALL (find_tenant, SHOP);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (DavyArmSubscription) shop = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (tenant, ==, FABRIKAM);
  all = CALL (list_subscriptions, tenant);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, >, 0);
  shop = CALL (get_subscription, tenant, SHOP);
  g_assert_no_error (error);
  g_assert_cmpint (shop->state, ==, DAVY_ARM_SUBSCRIPTION_ENABLED);
  g_assert_cmpstr (shop->tenant_id, ==, FABRIKAM);
}

static void
test_unknown (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (CALL (get_subscription, FABRIKAM, NORTHWIND));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
  g_assert_cmpstr (davy_error_get_fault (error)->reason, ==, "no-subscription");
}

static void
test_wrong_tenant (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (CALL (get_subscription, NORTHWIND, SHOP));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  g_assert_cmpstr (davy_error_get_fault (error)->reason, ==, "wrong-tenant");
}

static void
test_resources (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = CALL (list_resources, FABRIKAM, SUBSCRIPTION, NULL);
  g_autoptr (GPtrArray) machines = NULL;
  g_autoptr (GPtrArray) groups = NULL;
  const DavyArmResource *first;

  g_assert_no_error (error);
  machines = CALL (list_resources, FABRIKAM, SUBSCRIPTION, "Microsoft.Compute/virtualMachines");
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, >, machines->len);
  g_assert_cmpuint (machines->len, ==, 5);
  first = g_ptr_array_index (machines, 0);
  g_assert_cmpint (first->created, !=, DAVY_TIME_UNSET);
  groups = CALL (list_groups, FABRIKAM, SHOP);
  g_assert_no_error (error);
  g_assert_cmpuint (groups->len, >=, 3);
}

static void
test_resource (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmResource) machine =
      CALL (get_resource, FABRIKAM, APP COMPUTE "virtualMachines/vm-app");

  g_assert_no_error (error);
  g_assert_cmpstr (g_hash_table_lookup (machine->tags, "role"), ==, "web");
  g_assert_nonnull (strstr (machine->raw, "Standard_D4s_v5"));
}

static void
test_delete (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmOutcome) outcome =
      CALL (delete_resource, FABRIKAM, MINE COMPUTE "virtualMachines/vm-evil", TRUE);

  g_assert_no_error (error);
  g_assert_true (outcome->done);
  g_assert_nonnull (outcome->correlation_id);
  g_assert_null (CALL (get_resource, FABRIKAM, MINE COMPUTE "virtualMachines/vm-evil"));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
}

static void
test_delete_fails (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmResource) machine = NULL;

  g_assert_null (
      CALL (delete_resource, FABRIKAM, MINE COMPUTE "virtualMachines/vm-stubborn", FALSE));
  g_assert_cmpint (error->domain, ==, DAVY_ERROR);
  g_assert_cmpint (error->code, !=, DAVY_ERROR_OUTCOME_UNKNOWN);
  g_assert_nonnull (davy_error_get_fault (error)->service_code);
  g_clear_error (&error);
  machine = CALL (get_resource, FABRIKAM, MINE COMPUTE "virtualMachines/vm-stubborn");
  g_assert_no_error (error);
}

static void
test_group (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmOutcome) outcome =
      CALL (delete_group, FABRIKAM, SUBSCRIPTION "/resourceGroups/rg-empty", FALSE);

  g_assert_no_error (error);
  g_assert_true (outcome->done);
}

static void
test_locks (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) locks = CALL (list_locks, FABRIKAM, SUBSCRIPTION);
  g_autoptr (GPtrArray) against = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (DavyArmOutcome) outcome = NULL;
  g_autofree char *sentence = NULL;
  const DavyArmLock *keep;

  g_assert_no_error (error);
  g_assert_cmpuint (locks->len, ==, 2);
  against = davy_arm_locks_find_against_delete (locks, APP);
  g_assert_cmpuint (against->len, ==, 1);
  keep = g_ptr_array_index (against, 0);
  g_assert_cmpint (keep->level, ==, DAVY_ARM_LOCK_CAN_NOT_DELETE);

  g_assert_null (CALL (delete_group, FABRIKAM, APP, FALSE));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CONFLICT);
  sentence = davy_error_dup_sentence (error);
  g_assert_nonnull (strstr (sentence, "A lock on “stapp” forbids this."));
  g_clear_error (&error);

  outcome = CALL (delete_lock, FABRIKAM, keep->id);
  g_assert_no_error (error);
  g_assert_true (outcome->done);
  left = CALL (list_locks, FABRIKAM, SUBSCRIPTION);
  g_assert_cmpuint (left->len, ==, 1);
}

static void
test_roles (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) some =
      CALL (list_role_assignments, FABRIKAM, SUBSCRIPTION, "60000000-0000-4000-8000-00000000000f");
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (DavyArmRole) role = NULL;
  g_autoptr (DavyArmOutcome) outcome = NULL;
  const DavyArmRoleAssignment *assignment;

  g_assert_no_error (error);
  g_assert_cmpuint (some->len, ==, 1);
  assignment = g_ptr_array_index (some, 0);
  role = CALL (get_role, FABRIKAM, assignment->role_definition_id);
  g_assert_no_error (error);
  g_assert_cmpstr (role->name, ==, "Contributor");
  outcome = CALL (delete_role_assignment, FABRIKAM, assignment->id);
  g_assert_no_error (error);
  left = CALL (list_role_assignments, FABRIKAM, SUBSCRIPTION, assignment->principal_id);
  g_assert_no_error (error);
  g_assert_cmpuint (left->len, ==, 0);
}

static void
test_owner (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rights = CALL (list_permissions, FABRIKAM, SUBSCRIPTION);

  g_assert_no_error (error);
  g_assert_true (
      davy_arm_permissions_allow (rights, "Microsoft.Compute/virtualMachines/deallocate/action"));
  g_assert_true (davy_arm_permissions_allow (rights, "Microsoft.Authorization/locks/delete"));
}

static void
test_reader (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rights = CALL (list_permissions, FABRIKAM, SUBSCRIPTION);

  g_assert_no_error (error);
  g_assert_true (davy_arm_permissions_allow (rights, "Microsoft.Compute/virtualMachines/read"));
  g_assert_false (davy_arm_permissions_allow (rights, "Microsoft.Compute/virtualMachines/delete"));
  g_assert_null (CALL (delete_resource, FABRIKAM, MINE COMPUTE "virtualMachines/vm-evil", FALSE));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  g_assert_cmpstr (davy_error_get_fault (error)->reason, ==, "no-rights");
}

static const DavyArmActivityOperation *
find_operation (GPtrArray *operations, const char *name, const char *resource_id)
{
  for (guint i = 0; i < operations->len; i++)
    {
      const DavyArmActivityOperation *operation = g_ptr_array_index (operations, i);

      if (g_strcmp0 (operation->name, name) == 0 && operation->resource_id != NULL &&
          g_ascii_strcasecmp (operation->resource_id, resource_id) == 0)
        return operation;
    }

  return NULL;
}

static void
test_activity (Fixture *fixture, gconstpointer unused)
{
  DavyTime now = davy_time_now ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = CALL (list_activity, FABRIKAM, SHOP, now - 7 * DAVY_TIME_DAY, now,
                                       DAVY_ARM_ACTIVITY_PROVIDER, "Microsoft.Compute");
  g_autoptr (GPtrArray) operations = NULL;
  const DavyArmActivityOperation *created;

  g_assert_no_error (error);
  operations = davy_arm_activities_group (events);
  g_assert_cmpuint (operations->len, <, events->len);
  created = find_operation (operations, "Microsoft.Compute/virtualMachines/write",
                            MINE COMPUTE "virtualMachines/vm-evil");
  g_assert_nonnull (created);
  g_assert_cmpstr (created->caller, ==, "eve@fabrikam.example");
  g_assert_cmpstr (created->ip, ==, "203.0.113.66");
  g_assert_cmpstr (created->status, ==, "Succeeded");
}

static void
test_ticket (Fixture *fixture, gconstpointer unused)
{
  DavyArmTicketDraft draft = {
    .title = "Mining",
    .description = "Somebody mines.",
    .severity = DAVY_ARM_TICKET_CRITICAL,
    .first_name = "Ada",
    .last_name = "Lamp",
    .email = "ada@northwind.example",
    .time_zone = "W. Europe Standard Time",
    .country = "DE",
    .language = "de-de",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) services = CALL (list_support_services, FABRIKAM);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (DavyArmOutcome) created = NULL;
  g_autoptr (DavyArmOutcome) added = NULL;
  g_autoptr (DavyArmTicket) ticket = NULL;

  g_assert_no_error (error);
  draft.service_id = ((DavyArmSupportService *) g_ptr_array_index (services, 0))->id;
  problems = CALL (list_support_problems, FABRIKAM, draft.service_id);
  g_assert_no_error (error);
  draft.problem_id = ((DavyArmSupportProblem *) g_ptr_array_index (problems, 0))->id;

  created = CALL (create_ticket, FABRIKAM, SHOP, "davylamp-1", &draft);
  g_assert_no_error (error);
  g_assert_true (created->done);
  ticket = CALL (get_ticket, FABRIKAM, SHOP, "davylamp-1");
  g_assert_no_error (error);
  g_assert_nonnull (ticket->ticket_id);
  added = CALL (add_ticket_message, FABRIKAM, SHOP, "davylamp-1", "m-1", "More", "Text");
  g_assert_no_error (error);
  messages = CALL (list_ticket_messages, FABRIKAM, SHOP, "davylamp-1");
  g_assert_no_error (error);
  g_assert_cmpuint (messages->len, >, 0);
}

static void
add_for (const char *path, const char *user, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, user, set_up_estate, test, tear_down);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add_for ("/azure/emulated/a-subscription-and-its-tenant-are-found", DAVY_TEST_ADA,
           test_subscription);
  add_for ("/azure/emulated/an-unknown-subscription-is-told", DAVY_TEST_ADA, test_unknown);
  add_for ("/azure/emulated/the-partners-token-is-refused", DAVY_TEST_ADA, test_wrong_tenant);
  add_for ("/azure/emulated/resources-and-groups-are-listed", DAVY_TEST_ADA, test_resources);
  add_for ("/azure/emulated/a-resource-is-got-whole", DAVY_TEST_ADA, test_resource);
  add_for ("/azure/emulated/a-machine-is-deleted", DAVY_TEST_ADA, test_delete);
  add_for ("/azure/emulated/a-deletion-that-fails-is-told", DAVY_TEST_ADA, test_delete_fails);
  add_for ("/azure/emulated/a-group-is-deleted", DAVY_TEST_ADA, test_group);
  add_for ("/azure/emulated/a-lock-stops-a-group-until-removed", DAVY_TEST_ADA, test_locks);
  add_for ("/azure/emulated/a-role-is-taken-away", DAVY_TEST_ADA, test_roles);
  add_for ("/azure/emulated/an-owner-may-do-all", DAVY_TEST_ADA, test_owner);
  add_for ("/azure/emulated/a-reader-may-only-look", DAVY_TEST_LUC, test_reader);
  add_for ("/azure/emulated/the-log-tells-who-created-what", DAVY_TEST_ADA, test_activity);
  add_for ("/azure/emulated/a-ticket-is-opened-and-answered", DAVY_TEST_ADA, test_ticket);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
