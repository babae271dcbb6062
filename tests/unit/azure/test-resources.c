/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-resources.h"

#include "arm-fixture.h"
#include "azure/davy-arm-providers.h"
#include "azure/davy-arm-subscriptions.h"

/* Subscriptions, resources, groups, providers, deleting: `wire-contract.md` 1.9 and 3.1 to 3.3. */

#define SUBSCRIPTION "/subscriptions/" SHOP
#define GROUP        SUBSCRIPTION "/resourceGroups/rg-app"
#define MACHINE      GROUP "/providers/Microsoft.Compute/virtualMachines/vm-1"
#define EXTENSION    MACHINE "/extensions/agent"

#define COMPUTE                                                                                  \
  "{\"id\":\"/p\",\"namespace\":\"Microsoft.Compute\",\"registrationState\":\"Registered\","     \
  "\"resourceTypes\":[{\"resourceType\":\"virtualMachines\",\"locations\":[\"West Europe\"],"    \
  "\"apiVersions\":[\"2026-09-01-preview\",\"2023-03-01\",\"2026-03-01\"]},"                     \
  "{\"resourceType\":\"virtualMachines/extensions\",\"apiVersions\":[\"2024-07-01\"]},"          \
  "{\"resourceType\":\"labs\",\"apiVersions\":[\"2024-01-01-preview\",\"2025-01-01-preview\"]}," \
  "{\"resourceType\":\"odd\",\"apiVersions\":[\"latest\"]}]}"
#define THING(ID) \
  "{\"id\":\"" ID "\",\"name\":\"n\",\"type\":\"Microsoft.Compute/virtualMachines\"}"
#define GONE "{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"Gone.\"}}"

static void
test_subscriptions (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) subscriptions = NULL;
  const DavyArmSubscription *first, *second;

  answer (fixture, 200,
          "{\"value\":[{\"id\":\"/subscriptions/a\",\"subscriptionId\":\"a\",\"tenantId\":\"t\","
          "\"displayName\":\"Shop\",\"state\":\"Enabled\",\"subscriptionPolicies\":{"
          "\"quotaId\":\"CSP_2015-05-01\",\"spendingLimit\":\"Off\"}},"
          "{\"id\":\"/subscriptions/b\",\"subscriptionId\":\"b\",\"state\":\"Expired\","
          "\"subscriptionPolicies\":null}]}");
  davy_arm_client_list_subscriptions_async (fixture->client, FABRIKAM, NULL, davy_test_keep_result,
                                            &fixture->result);
  subscriptions =
      davy_arm_client_list_subscriptions_finish (fixture->client, wait_result (fixture), &error);

  g_assert_no_error (error);
  first = g_ptr_array_index (subscriptions, 0);
  second = g_ptr_array_index (subscriptions, 1);
  g_assert_cmpint (first->state, ==, DAVY_ARM_SUBSCRIPTION_ENABLED);
  g_assert_cmpstr (first->quota_id, ==, "CSP_2015-05-01");
  g_assert_cmpint (second->state, ==, DAVY_ARM_SUBSCRIPTION_OTHER);
  g_assert_cmpstr (second->raw_state, ==, "Expired");
  g_assert_null (second->name);
}

static void
test_subscription (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *name;
    DavyArmSubscriptionState state;
  } states[] = { { "warned", DAVY_ARM_SUBSCRIPTION_WARNED },
                 { "PastDue", DAVY_ARM_SUBSCRIPTION_PAST_DUE },
                 { "Disabled", DAVY_ARM_SUBSCRIPTION_DISABLED },
                 { "Deleted", DAVY_ARM_SUBSCRIPTION_DELETED } };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"id\":\"/s\",\"subscriptionId\":\"s\",\"state\":\"%s\"}", states[i].name);
      g_autoptr (GError) error = NULL;
      g_autoptr (DavyArmSubscription) subscription = NULL;

      g_clear_object (&fixture->result);
      answer (fixture, 200, body);
      davy_arm_client_get_subscription_async (fixture->client, FABRIKAM, SHOP, NULL,
                                              davy_test_keep_result, &fixture->result);
      subscription =
          davy_arm_client_get_subscription_finish (fixture->client, wait_result (fixture), &error);

      g_assert_no_error (error);
      g_assert_cmpint (subscription->state, ==, states[i].state);
    }
}

static char *
find_tenant (Fixture *fixture, guint status, const char *challenge, GError **error)
{
  g_clear_object (&fixture->result);
  answer (fixture, status, "{\"error\":{\"code\":\"AuthenticationFailed\"}}");
  if (challenge != NULL)
    add_header (fixture, "WWW-Authenticate", challenge);
  davy_arm_client_find_tenant_async (fixture->client, SHOP, NULL, davy_test_keep_result,
                                     &fixture->result);

  return davy_arm_client_find_tenant_finish (fixture->client, wait_result (fixture), error);
}

static void
test_tenant (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *tenant = find_tenant (
      fixture, 401,
      "Bearer authorization_uri=\"https://login.windows.net/20000000-0000-4000-8000-00000000000A\","
      " error=\"invalid_token\", error_description=\"The authentication failed.\"",
      &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tenant, ==, "20000000-0000-4000-8000-00000000000a");
  g_assert_null (g_hash_table_lookup (get_request (fixture, 0)->headers, "authorization"));
  g_assert_cmpstr (get_request (fixture, 0)->query, ==, "api-version=2020-01-01");
}

static void
test_no_tenant (Fixture *fixture, gconstpointer unused)
{
  static const char *const challenges[] = {
    NULL, "Bearer error=\"invalid_token\"", "Bearer authorization_uri=\"nowhere\"",
    "Bearer authorization_uri=\"https://login.windows.net/common\""
  };

  for (guint i = 0; i < G_N_ELEMENTS (challenges); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (find_tenant (fixture, 401, challenges[i], &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
    }
}

static void
test_unknown_subscription (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (find_tenant (fixture, 404, NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
}

static void
test_resources (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) resources = NULL;
  const DavyArmResource *machine, *odd;

  answer (fixture, 200,
          "{\"value\":[{\"id\":\"" MACHINE "\",\"name\":\"vm-1\",\"type\":"
          "\"Microsoft.Compute/virtualMachines\",\"location\":\"westeurope\",\"sku\":{\"name\":"
          "\"Standard_NC24\"},\"tags\":{\"a\":\"b\",\"c\":null},\"createdTime\":"
          "\"2026-01-05T10:11:12.1234567Z\",\"provisioningState\":\"Succeeded\"},"
          "{\"id\":\"/subscriptions/S/resourceGroups/g/providers/A.B/c/d\",\"name\":\"d\","
          "\"type\":\"A.B/c\",\"sku\":\"S0\",\"tags\":null,\"properties\":null}]}");
  davy_arm_client_list_resources_async (fixture->client, FABRIKAM, GROUP,
                                        "Microsoft.Compute/virtualMachines", NULL,
                                        davy_test_keep_result, &fixture->result);
  resources =
      davy_arm_client_list_resources_finish (fixture->client, wait_result (fixture), &error);

  g_assert_no_error (error);
  machine = g_ptr_array_index (resources, 0);
  odd = g_ptr_array_index (resources, 1);
  g_assert_cmpstr (machine->sku, ==, "Standard_NC24");
  g_assert_cmpstr (g_hash_table_lookup (machine->tags, "a"), ==, "b");
  g_assert_cmpint (machine->created, !=, DAVY_TIME_UNSET);
  g_assert_cmpint (machine->changed, ==, DAVY_TIME_UNSET);
  g_assert_cmpstr (odd->sku, ==, "S0");
  assert_asked (fixture, 0, "GET", GROUP "/resources");
  g_assert_cmpstr (get_request (fixture, 0)->query, ==,
                   "$expand=createdTime,changedTime,provisioningState&$filter=resourceType%20eq%20"
                   "'Microsoft.Compute%2FvirtualMachines'&api-version=2021-04-01");
}

static void
test_groups (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) groups = NULL;
  const DavyArmGroup *group;

  answer (fixture, 200,
          "{\"value\":[{\"id\":\"" GROUP "\",\"name\":\"rg-app\",\"location\":\"westeurope\","
          "\"managedBy\":\"/aks\",\"properties\":{\"provisioningState\":\"Deleting\"}}]}");
  davy_arm_client_list_groups_async (fixture->client, FABRIKAM, SHOP, NULL, davy_test_keep_result,
                                     &fixture->result);
  groups = davy_arm_client_list_groups_finish (fixture->client, wait_result (fixture), &error);

  g_assert_no_error (error);
  group = g_ptr_array_index (groups, 0);
  g_assert_cmpstr (group->managed_by, ==, "/aks");
  g_assert_cmpstr (group->provisioning_state, ==, "Deleting");
}

static void
test_providers (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *type;
    const char *version;
  } types[] = {
    { "virtualMachines", "2026-03-01" },
    { "VIRTUALMACHINES/Extensions", "2024-07-01" },
    { "virtualMachines/runCommands", "2026-03-01" },
    { "labs", "2025-01-01-preview" },
    { "odd", NULL },
    { "unknown", NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) providers = NULL;
  const DavyArmProvider *compute;

  answer (fixture, 200, "{\"value\":[" COMPUTE "]}");
  davy_arm_client_list_providers_async (fixture->client, FABRIKAM, SHOP, NULL,
                                        davy_test_keep_result, &fixture->result);
  providers =
      davy_arm_client_list_providers_finish (fixture->client, wait_result (fixture), &error);

  g_assert_no_error (error);
  compute = g_ptr_array_index (providers, 0);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_assert_cmpstr (davy_arm_provider_choose_version (compute, types[i].type), ==,
                     types[i].version);
}

static DavyArmResource *
get_resource (Fixture *fixture, const char *id, GError **error)
{
  g_clear_object (&fixture->result);
  davy_arm_client_get_resource_async (fixture->client, FABRIKAM, id, NULL, davy_test_keep_result,
                                      &fixture->result);

  return davy_arm_client_get_resource_finish (fixture->client, wait_result (fixture), error);
}

static void
test_resource (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmResource) first = NULL;
  g_autoptr (DavyArmResource) second = NULL;

  answer (fixture, 200, COMPUTE);
  answer (fixture, 200,
          "{\"id\":\"" EXTENSION "\",\"name\":\"agent\",\"type\":\"t\",\"properties\":{"
          "\"provisioningState\":\"Succeeded\",\"secret\":1}}");
  answer (fixture, 200, THING (EXTENSION));
  first = get_resource (fixture, EXTENSION, &error);
  g_assert_no_error (error);
  second = get_resource (fixture, EXTENSION, &error);
  g_assert_no_error (error);

  g_assert_cmpstr (first->provisioning_state, ==, "Succeeded");
  g_assert_nonnull (strstr (first->raw, "\"secret\":1"));
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 3);
  assert_asked (fixture, 0, "GET", SUBSCRIPTION "/providers/Microsoft.Compute");
  assert_asked (fixture, 1, "GET", EXTENSION);
  g_assert_cmpstr (get_request (fixture, 1)->query, ==, "api-version=2024-07-01");
}

static void
test_refused_version (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmResource) first = NULL;
  g_autoptr (DavyArmResource) second = NULL;
  g_autofree char *padding = g_strnfill (1500, ' ');
  g_autofree char *refusal = g_strdup_printf (
      "{\"error\":{\"code\":\"NoRegisteredProviderFound\",\"message\":\"No registered resource"
      " provider found for location 'westeurope' and API version '2021-04-01' for type"
      " 'virtualMachines'.%s The supported api-versions are '2015-06-15, 2025-04-01,"
      " 2026-01-01-preview'. The supported locations are 'westeurope'.\"}}",
      padding);

  answer (fixture, 403, "{\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"No.\"}}");
  answer (fixture, 400, refusal);
  answer (fixture, 200, THING (MACHINE));
  answer (fixture, 200, THING (MACHINE));
  first = get_resource (fixture, MACHINE, &error);
  g_assert_no_error (error);
  second = get_resource (fixture, MACHINE, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 4);
  g_assert_cmpstr (get_request (fixture, 2)->query, ==, "api-version=2025-04-01");
  g_assert_cmpstr (get_request (fixture, 3)->query, ==, "api-version=2025-04-01");
}

static void
test_refused_twice (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  answer (fixture, 200, COMPUTE);
  for (guint i = 0; i < 2; i++)
    answer (fixture, 400,
            "{\"error\":{\"code\":\"InvalidApiVersionParameter\",\"message\":\"The api-version is"
            " invalid. The supported versions are '2025-04-01,2024-01-01'.\"}}");

  g_assert_null (get_resource (fixture, MACHINE, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REJECTED);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 3);
}

static DavyArmOutcome *
delete_resource (Fixture *fixture, const char *id, gboolean force, GError **error)
{
  g_clear_object (&fixture->result);
  davy_arm_client_delete_resource_async (fixture->client, FABRIKAM, id, force, NULL,
                                         davy_test_keep_result, &fixture->result);

  return davy_arm_client_delete_resource_finish (fixture->client, wait_result (fixture), error);
}

static void
test_delete (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmOutcome) outcome = NULL;

  answer (fixture, 200, COMPUTE);
  answer (fixture, 202, "");
  add_link (fixture, "Location", "/operations/1");
  add_header (fixture, "x-ms-correlation-request-id", "corr-1");
  answer (fixture, 204, "");
  answer (fixture, 200, THING (MACHINE));
  answer (fixture, 404, GONE);
  outcome = delete_resource (fixture, MACHINE, TRUE, &error);

  g_assert_no_error (error);
  g_assert_true (outcome->done);
  g_assert_cmpuint (outcome->status, ==, 202);
  g_assert_cmpstr (outcome->correlation_id, ==, "corr-1");
  assert_asked (fixture, 1, "DELETE", MACHINE);
  g_assert_cmpstr (get_request (fixture, 1)->query, ==,
                   "forceDeletion=true&api-version=2026-03-01");
  assert_asked (fixture, 3, "GET", MACHINE);
  g_assert_cmpstr (get_request (fixture, 4)->query, ==, "api-version=2026-03-01");
}

static void
test_force_elsewhere (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmOutcome) outcome = NULL;

  answer (fixture, 200, COMPUTE);
  answer (fixture, 404, GONE);
  answer (fixture, 404, GONE);
  outcome = delete_resource (fixture, EXTENSION, TRUE, &error);

  g_assert_no_error (error);
  g_assert_true (outcome->done);
  g_assert_cmpuint (outcome->status, ==, 404);
  g_assert_cmpstr (get_request (fixture, 1)->query, ==, "api-version=2024-07-01");
  assert_asked (fixture, 2, "GET", EXTENSION);
}

static void
test_delete_version (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmOutcome) outcome = NULL;

  answer (fixture, 200, COMPUTE);
  answer (fixture, 400,
          "{\"error\":{\"code\":\"NoRegisteredProviderFound\",\"message\":\"The supported"
          " api-versions are '2025-04-01'.\"}}");
  answer (fixture, 204, "");
  answer (fixture, 404, GONE);
  outcome = delete_resource (fixture, MACHINE, FALSE, &error);

  g_assert_no_error (error);
  g_assert_true (outcome->done);
  assert_asked (fixture, 2, "DELETE", MACHINE);
  g_assert_cmpstr (get_request (fixture, 2)->query, ==, "api-version=2025-04-01");
}

/* A 404 that speaks of the type says nothing of the resource: it still runs. */
static void
test_delete_unknown_type (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmOutcome) outcome = NULL;

  answer (fixture, 200, COMPUTE);
  answer (
      fixture, 404,
      "{\"error\":{\"code\":\"InvalidResourceType\",\"message\":\"The resource type could not be"
      " found. The supported api-versions are '2025-04-01'.\"}}");
  answer (fixture, 204, "");
  answer (fixture, 404, GONE);
  outcome = delete_resource (fixture, MACHINE, FALSE, &error);
  g_assert_no_error (error);
  assert_asked (fixture, 2, "DELETE", MACHINE);
  g_assert_cmpstr (get_request (fixture, 2)->query, ==, "api-version=2025-04-01");

  answer (fixture, 404, "{\"error\":{\"code\":\"InvalidResourceNamespace\"}}");
  g_assert_null (delete_resource (fixture, MACHINE, FALSE, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REJECTED);
}

/* Nor does a 404 of the place where its operation was to be asked for. */
static void
test_delete_lost_operation (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  answer (fixture, 200, COMPUTE);
  answer (fixture, 202, "");
  add_link (fixture, "Location", "/operations/1");
  add_header (fixture, "x-ms-correlation-request-id", "corr-1");
  answer (fixture, 404, "{\"error\":{\"code\":\"NotFound\"}}");
  for (guint i = 0; i < 50; i++)
    answer (fixture, 200, THING (MACHINE));

  g_assert_null (delete_resource (fixture, MACHINE, FALSE, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STILL_RUNNING);
  g_assert_cmpstr (davy_error_get_fault (error)->correlation_id, ==, "corr-1");
}

static void
test_delete_stays (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  answer (fixture, 200, COMPUTE);
  answer (fixture, 200, "");
  add_header (fixture, "x-ms-correlation-request-id", "corr-1");
  for (guint i = 0; i < 50; i++)
    answer (fixture, 200, THING (MACHINE));

  g_assert_null (delete_resource (fixture, MACHINE, FALSE, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STILL_RUNNING);
  g_assert_cmpstr (davy_error_get_fault (error)->correlation_id, ==, "corr-1");
}

static void
test_delete_unseen (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  answer (fixture, 200, COMPUTE);
  answer (fixture, 200, "");
  answer (fixture, 403, "{\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"No.\"}}");

  g_assert_null (delete_resource (fixture, MACHINE, FALSE, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_OUTCOME_UNKNOWN);
}

#define BLIND "{\"error\":{\"code\":\"SubscriptionNotFound\",\"message\":\"No.\"}}"

/* Who cannot see the subscription any more knows nothing of what is in it. */
static void
test_delete_blind (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  answer (fixture, 200, COMPUTE);
  answer (fixture, 404, BLIND);
  g_assert_null (delete_resource (fixture, MACHINE, FALSE, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
  g_clear_error (&error);

  answer (fixture, 204, "");
  answer (fixture, 404, BLIND);
  g_assert_null (delete_resource (fixture, MACHINE, FALSE, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_OUTCOME_UNKNOWN);
}

static void
test_delete_locked (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  answer (fixture, 200, COMPUTE);
  answer (fixture, 409,
          "{\"error\":{\"code\":\"ScopeLocked\",\"message\":\"The scope '" MACHINE
          "' cannot perform delete operation because following scope(s) are locked: '" GROUP
          "'. Please remove the lock and try again.\"}}");

  g_assert_null (delete_resource (fixture, MACHINE, FALSE, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CONFLICT);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 2);
  sentence = davy_error_dup_sentence (error);
  g_assert_cmpstr (sentence, ==,
                   "A lock on “rg-app” forbids this. Remove the lock, then try again.");
}

static DavyArmOutcome *
delete_group (Fixture *fixture, const char *id, gboolean force, GError **error)
{
  g_clear_object (&fixture->result);
  davy_arm_client_delete_group_async (fixture->client, FABRIKAM, id, force, NULL,
                                      davy_test_keep_result, &fixture->result);

  return davy_arm_client_delete_group_finish (fixture->client, wait_result (fixture), error);
}

static void
test_delete_group (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmOutcome) outcome = NULL;

  answer (fixture, 202, "");
  add_link (fixture, "Location", "/operations/1");
  answer (fixture, 200, "");
  answer (fixture, 404, "{\"error\":{\"code\":\"ResourceGroupNotFound\"}}");
  outcome = delete_group (fixture, GROUP, TRUE, &error);

  g_assert_no_error (error);
  g_assert_true (outcome->done);
  assert_asked (fixture, 0, "DELETE", GROUP);
  g_assert_cmpstr (get_request (fixture, 0)->query, ==,
                   "forceDeletionTypes=Microsoft.Compute/virtualMachines,"
                   "Microsoft.Compute/virtualMachineScaleSets&api-version=2021-04-01");
  assert_asked (fixture, 2, "GET", GROUP);
}

static void
test_wrong_kind (Fixture *fixture, gconstpointer unused)
{
  static const char *const no_resources[] = { GROUP, SUBSCRIPTION, "vm-1" };
  static const char *const no_groups[] = { MACHINE, SUBSCRIPTION, "rg-app" };

  for (guint i = 0; i < G_N_ELEMENTS (no_resources); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (delete_resource (fixture, no_resources[i], FALSE, &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (no_groups); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (delete_group (fixture, no_groups[i], FALSE, &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
    }

  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 0);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/azure/resources/subscriptions-are-listed", test_subscriptions);
  add ("/azure/resources/a-subscription-has-a-state", test_subscription);
  add ("/azure/resources/the-tenant-is-told-without-a-token", test_tenant);
  add ("/azure/resources/a-refusal-without-a-tenant-is-an-error", test_no_tenant);
  add ("/azure/resources/a-subscription-may-not-exist", test_unknown_subscription);
  add ("/azure/resources/resources-are-listed-with-their-times", test_resources);
  add ("/azure/resources/groups-are-listed", test_groups);
  add ("/azure/resources/the-newest-stable-version-is-chosen", test_providers);
  add ("/azure/resources/a-resource-is-got-with-its-version", test_resource);
  add ("/azure/resources/a-refused-version-names-a-better-one", test_refused_version);
  add ("/azure/resources/a-version-is-corrected-once", test_refused_twice);
  add ("/azure/resources/what-is-deleted-is-looked-for-until-gone", test_delete);
  add ("/azure/resources/what-is-gone-already-is-deleted", test_force_elsewhere);
  add ("/azure/resources/deleting-corrects-the-version", test_delete_version);
  add ("/azure/resources/a-type-that-is-not-known-is-not-gone", test_delete_unknown_type);
  add ("/azure/resources/a-lost-operation-is-not-gone", test_delete_lost_operation);
  add ("/azure/resources/what-stays-is-told", test_delete_stays);
  add ("/azure/resources/what-cannot-be-looked-for-is-unknown", test_delete_unseen);
  add ("/azure/resources/without-the-subscription-nothing-is-known", test_delete_blind);
  add ("/azure/resources/a-lock-is-named", test_delete_locked);
  add ("/azure/resources/a-group-is-deleted", test_delete_group);
  add ("/azure/resources/nothing-else-than-meant-is-deleted", test_wrong_kind);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
