/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "arm-fixture.h"
#include "azure/davy-arm-stops.h"

/* Stopping every kind of compute: `wire-contract.md` 3.5 and 3.10, `playbook.md` C.3, 7b. */

#define RG         "/subscriptions/" SHOP "/resourceGroups/rg/providers/"
#define VM         RG "Microsoft.Compute/virtualMachines/vm-1"
#define SET        RG "Microsoft.Compute/virtualMachineScaleSets/set"
#define ML         RG "Microsoft.MachineLearningServices/workspaces/ml/computes/gpu"
#define POOL       RG "Microsoft.Batch/batchAccounts/batch/pools/low"
#define CONTAINERS RG "Microsoft.ContainerInstance/containerGroups/group"
#define AKS        RG "Microsoft.ContainerService/managedClusters/k8s"
#define SETTINGS   "/subscriptions/" SHOP "/providers/Microsoft.Insights/autoscalesettings"
#define SETTING    RG "Microsoft.Insights/autoscalesettings/a"

static gboolean
stop (Fixture *fixture, const DavyCompute *compute, GPtrArray **outcomes, GError **error)
{
  g_clear_object (&fixture->result);
  davy_arm_client_stop_compute_async (fixture->client, FABRIKAM, compute, NULL,
                                      davy_test_keep_result, &fixture->result);

  return davy_arm_client_stop_compute_finish (fixture->client, wait_result (fixture), outcomes,
                                              error);
}

static void
test_one_request (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    DavyComputeKind kind;
    const char *id;
    const char *method;
    const char *path;
    const char *body; /* what of it must be there; "": none at all */
  } stops[] = {
    { DAVY_COMPUTE_MACHINE, VM, "POST", VM "/deallocate", "" },
    { DAVY_COMPUTE_ML_CLUSTER, ML, "PATCH", ML,
      "{\"properties\":{\"properties\":{\"scaleSettings\":{\"minNodeCount\":0,\"maxNodeCount\":0}}}"
      "}" },
    { DAVY_COMPUTE_ML_INSTANCE, ML, "POST", ML "/stop", "" },
    { DAVY_COMPUTE_BATCH_POOL, POOL, "PATCH", POOL,
      "{\"properties\":{\"scaleSettings\":{\"fixedScale\":{\"targetDedicatedNodes\":0,"
      "\"targetLowPriorityNodes\":0,\"nodeDeallocationOption\":\"Requeue\"}}}}" },
    { DAVY_COMPUTE_CONTAINERS, CONTAINERS, "POST", CONTAINERS "/stop", "" },
    { DAVY_COMPUTE_KUBERNETES, AKS, "POST", AKS "/stop", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      const DavyCompute compute = { .kind = stops[i].kind, .id = (char *) stops[i].id };
      g_autoptr (GPtrArray) outcomes = NULL;
      g_autoptr (GError) error = NULL;

      answer (fixture, 200, "");
      add_header (fixture, "x-ms-correlation-request-id", "correlation-1");
      g_assert_true (stop (fixture, &compute, &outcomes, &error));

      g_assert_no_error (error);
      assert_asked (fixture, i, stops[i].method, stops[i].path);
      g_assert_cmpstr (get_request (fixture, i)->body, ==, stops[i].body);
      g_assert_nonnull (strstr (get_request (fixture, i)->query, "api-version="));
      g_assert_cmpuint (outcomes->len, ==, 1);
      g_assert_cmpstr (((DavyArmOutcome *) g_ptr_array_index (outcomes, 0))->correlation_id, ==,
                       "correlation-1");
    }
}

static void
test_an_empty_body_has_a_length (Fixture *fixture, gconstpointer unused)
{
  const DavyCompute machine = { .id = (char *) VM };

  answer (fixture, 200, "");
  g_assert_true (stop (fixture, &machine, NULL, NULL));

  g_assert_cmpstr (g_hash_table_lookup (get_request (fixture, 0)->headers, "content-length"), ==,
                   "0");
}

static void
test_waits_for_the_end (Fixture *fixture, gconstpointer unused)
{
  const DavyCompute machine = { .id = (char *) VM, .state = DAVY_COMPUTE_STOPPED };
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GError) error = NULL;

  answer (fixture, 202, "");
  add_link (fixture, "Azure-AsyncOperation", "/operations/1");
  add_header (fixture, "Retry-After", "2");
  answer (fixture, 200, "{\"status\":\"InProgress\"}");
  answer (fixture, 200, "{\"status\":\"Succeeded\"}");
  g_assert_true (stop (fixture, &machine, &outcomes, &error));

  g_assert_no_error (error);
  assert_asked (fixture, 0, "POST", VM "/deallocate");
  assert_asked (fixture, 2, "GET", "/operations/1");
  g_assert_true (((DavyArmOutcome *) g_ptr_array_index (outcomes, 0))->done);
}

static void
test_lock (Fixture *fixture, gconstpointer unused)
{
  const DavyCompute machine = { .id = (char *) VM };
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GError) error = NULL;

  answer (fixture, 409,
          "{\"error\":{\"code\":\"ScopeLocked\",\"message\":\"The scope '" VM
          "' cannot perform write operation because following scope(s) are locked\"}}");
  g_assert_false (stop (fixture, &machine, &outcomes, &error));

  g_assert_cmpint (error->domain, ==, DAVY_ERROR);
  g_assert_cmpstr (davy_error_get_fault (error)->service_code, ==, "ScopeLocked");
  g_assert_cmpuint (outcomes->len, ==, 0);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);
}

static void
test_obstacles_send_nothing (Fixture *fixture, gconstpointer unused)
{
  const DavyCompute cannot[] = {
    { .id = (char *) VM, .obstacle = DAVY_OBSTACLE_EPHEMERAL_DISK },
    { .id = (char *) VM, .obstacle = DAVY_OBSTACLE_PARENT },
    { .id = (char *) VM, .kind = DAVY_COMPUTE_OTHER, .obstacle = DAVY_OBSTACLE_NO_WAY },
    { .id = (char *) VM, .kind = DAVY_COMPUTE_OTHER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cannot); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (stop (fixture, &cannot[i], NULL, &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CONFLICT);
      g_assert_cmpstr (davy_error_get_fault (error)->reason, ==, "cannot-stop");
    }
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 0);
}

static void
test_scale_set (Fixture *fixture, gconstpointer unused)
{
  const DavyCompute set = { .kind = DAVY_COMPUTE_SCALE_SET, .id = (char *) SET };
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GError) error = NULL;

  answer (fixture, 200,
          "{\"value\":["
          "{\"id\":\"" SETTING "0\",\"properties\":{\"enabled\":true,\"targetResourceUri\":\"" SET
          "-other\",\"profiles\":[]}},"
          "{\"id\":\"" SETTING "1\",\"properties\":{\"enabled\":true,\"targetResourceUri\":\"" SET
          "\",\"profiles\":[{\"name\":\"night\",\"capacity\":{\"minimum\":\"5\"}}],"
          "\"notifications\":null}},"
          "{\"id\":\"" SETTING "2\",\"properties\":{\"enabled\":false,\"targetResourceUri\":\"" SET
          "\",\"profiles\":[]}}]}");
  answer (fixture, 200, "{\"id\":\"a\"}");
  answer (fixture, 202, "");
  add_link (fixture, "Location", "/operations/1");
  answer (fixture, 200, "");
  g_assert_true (stop (fixture, &set, &outcomes, &error));

  g_assert_no_error (error);
  assert_asked (fixture, 0, "GET", SETTINGS);
  assert_asked (fixture, 1, "PATCH", SETTING "1");
  /* A PATCH has to say the profiles again. */
  g_assert_cmpstr (get_request (fixture, 1)->body, ==,
                   "{\"properties\":{\"enabled\":false,\"targetResourceUri\":\"" SET
                   "\",\"profiles\":[{\"name\":\"night\",\"capacity\":{\"minimum\":\"5\"}}],"
                   "\"notifications\":null}}");
  assert_asked (fixture, 2, "PATCH", SET);
  g_assert_cmpstr (get_request (fixture, 2)->body, ==, "{\"sku\":{\"capacity\":0}}");
  assert_asked (fixture, 3, "GET", "/operations/1");
  g_assert_cmpuint (outcomes->len, ==, 2);
}

static void
test_what_was_changed_before_is_told (Fixture *fixture, gconstpointer unused)
{
  const DavyCompute set = { .kind = DAVY_COMPUTE_SCALE_SET, .id = (char *) SET };
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GError) error = NULL;

  answer (fixture, 200,
          "{\"value\":[{\"id\":\"" SETTING
          "\",\"properties\":{\"enabled\":true,\"targetResourceUri\":\"" SET "\"}}]}");
  answer (fixture, 200, "{}");
  add_header (fixture, "x-ms-correlation-request-id", "correlation-1");
  answer (fixture, 403, "{\"error\":{\"code\":\"AuthorizationFailed\"}}");
  g_assert_false (stop (fixture, &set, &outcomes, &error));

  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  g_assert_cmpuint (outcomes->len, ==, 1);
  g_assert_cmpstr (((DavyArmOutcome *) g_ptr_array_index (outcomes, 0))->correlation_id, ==,
                   "correlation-1");
}

static void
test_unreadable_settings (Fixture *fixture, gconstpointer unused)
{
  const DavyCompute set = { .kind = DAVY_COMPUTE_SCALE_SET, .id = (char *) SET };
  g_autoptr (GError) error = NULL;

  answer (fixture, 403, "{\"error\":{\"code\":\"AuthorizationFailed\"}}");
  g_assert_false (stop (fixture, &set, NULL, &error));

  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);
}

static void
test_a_resize_is_ended_first (Fixture *fixture, gconstpointer unused)
{
  const DavyCompute pool = { .kind = DAVY_COMPUTE_BATCH_POOL,
                             .id = (char *) POOL,
                             .resizing = TRUE };
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GError) error = NULL;

  answer (fixture, 200, "{}");
  answer (fixture, 200, "{}");
  g_assert_true (stop (fixture, &pool, &outcomes, &error));

  g_assert_no_error (error);
  assert_asked (fixture, 0, "POST", POOL "/stopResize");
  assert_asked (fixture, 1, "PATCH", POOL);
  g_assert_cmpuint (outcomes->len, ==, 2);
}

static void
test_lost_answer_is_not_sent_again (Fixture *fixture, gconstpointer unused)
{
  const DavyCompute machine = { .id = (char *) VM };
  g_autoptr (GError) error = NULL;

  davy_test_server_answer_fault (fixture->server, DAVY_TEST_FAULT_RESET);
  g_assert_false (stop (fixture, &machine, NULL, &error));

  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_OUTCOME_UNKNOWN);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);
}

static void
test_no_id (Fixture *fixture, gconstpointer unused)
{
  const DavyCompute nowhere[] = {
    { .id = (char *) "@elsewhere.example/x" },
    { .kind = DAVY_COMPUTE_SCALE_SET, .id = (char *) "nowhere" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (nowhere); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (stop (fixture, &nowhere[i], NULL, &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
    }
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 0);
}

static void
test_deallocate_scale_set (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyArmOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  answer (fixture, 202, "");
  add_link (fixture, "Location", "/operations/1");
  answer (fixture, 204, "");
  davy_arm_client_deallocate_scale_set_async (fixture->client, FABRIKAM, SET, NULL,
                                              davy_test_keep_result, &fixture->result);
  outcome =
      davy_arm_client_deallocate_scale_set_finish (fixture->client, wait_result (fixture), &error);

  g_assert_no_error (error);
  g_assert_true (outcome->done);
  assert_asked (fixture, 0, "POST", SET "/deallocate");
  g_assert_cmpstr (get_request (fixture, 0)->body, ==, "");
}

static void
test_delete_ml_compute (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyArmOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  answer (fixture, 204, "");
  davy_arm_client_delete_ml_compute_async (fixture->client, FABRIKAM, ML, NULL,
                                           davy_test_keep_result, &fixture->result);
  outcome =
      davy_arm_client_delete_ml_compute_finish (fixture->client, wait_result (fixture), &error);

  g_assert_no_error (error);
  g_assert_nonnull (outcome);
  assert_asked (fixture, 0, "DELETE", ML);
  g_assert_nonnull (strstr (get_request (fixture, 0)->query, "underlyingResourceAction=Delete"));
}

static void
test_kinds (Fixture *fixture, gconstpointer unused)
{
  for (guint kind = 0; kind < DAVY_N_COMPUTE_KINDS; kind++)
    {
      const char *action = davy_compute_kind_get_action ((DavyComputeKind) kind);

      g_assert_true ((action == NULL) == (kind == DAVY_COMPUTE_OTHER));
      /* Off is still billed. */
      g_assert_true (action == NULL || strstr (action, "powerOff") == NULL);
    }
  g_assert_true (davy_compute_kind_is_reversible (DAVY_COMPUTE_MACHINE));
  g_assert_false (davy_compute_kind_is_reversible (DAVY_COMPUTE_SCALE_SET));
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/azure/stops/each-kind-has-its-request", test_one_request);
  add ("/azure/stops/an-empty-body-has-a-length", test_an_empty_body_has_a_length);
  add ("/azure/stops/what-is-stopped-may-be-stopped-again-to-the-end", test_waits_for_the_end);
  add ("/azure/stops/a-lock-is-told", test_lock);
  add ("/azure/stops/an-obstacle-sends-nothing", test_obstacles_send_nothing);
  add ("/azure/stops/a-scale-set-stops-growing-first", test_scale_set);
  add ("/azure/stops/what-was-changed-before-a-failure-is-told",
       test_what_was_changed_before_is_told);
  add ("/azure/stops/unreadable-settings-leave-the-set", test_unreadable_settings);
  add ("/azure/stops/a-resize-is-ended-first", test_a_resize_is_ended_first);
  add ("/azure/stops/a-lost-answer-is-not-sent-again", test_lost_answer_is_not_sent_again);
  add ("/azure/stops/an-id-that-is-none-sends-nothing", test_no_id);
  add ("/azure/stops/a-scale-set-is-deallocated", test_deallocate_scale_set);
  add ("/azure/stops/an-ml-compute-is-deleted-with-its-machines", test_delete_ml_compute);
  add ("/azure/stops/no-kind-is-stopped-by-power-off", test_kinds);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
