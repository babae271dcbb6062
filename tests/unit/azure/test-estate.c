/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-locks.h"
#include "azure/davy-arm-snapshots.h"
#include "azure/davy-arm-stops.h"
#include "davy-test-world.h"

/* What computes in the embedded Azure, found and stopped to the last of it. */

#define FABRIKAM   "20000000-0000-4000-8000-000000000001"
#define PRODUCTION "40000000-0000-4000-8000-00000000000b"
#define LOCK \
  "/subscriptions/" PRODUCTION "/resourceGroups/rg-ml/providers/Microsoft.Authorization/locks/mine"

/* Timers that watch over something and are no pause to be passed. */
#define SILENCE_LIMIT (60 * DAVY_TIME_SECOND) /* of a transfer */
#define KEYRING_LIMIT (20 * DAVY_TIME_SECOND)

typedef struct
{
  DavyTestWorld world;
  DavyArmClient *client;
} Fixture;

static gboolean
is_pause (gint64 next)
{
  return next > 0 && next != SILENCE_LIMIT && next != KEYRING_LIMIT;
}

static gboolean
nothing_is_timed (gpointer unused)
{
  return davy_test_clock_next () < 0;
}

/* So that no pause meets the keyring's time limit for keeping the renewed sign-in. */
static void
get_first_token (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *token = NULL;

  davy_account_get_token_async (fixture->world.account, DAVY_SERVICE_RESOURCE_MANAGER, FABRIKAM,
                                FALSE, NULL, davy_test_keep_result, &result);
  token =
      davy_account_get_token_finish (fixture->world.account, davy_test_wait_result (&result), NULL);
  g_assert_nonnull (token);
  g_assert_true (davy_test_spin_until (nothing_is_timed, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (TEST_FIXTURES, "..", "emulator", "estate.json", NULL);
  g_autofree char *text = NULL;

  davy_test_clock_install (g_get_real_time ());
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  davy_test_world_begin_with (&fixture->world, text, DAVY_TEST_ADA);
  get_first_token (fixture);
  fixture->client = davy_arm_client_new (fixture->world.account);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->client);
  davy_test_world_end (&fixture->world);
}

static gboolean
has_result_or_waits (gpointer slot)
{
  GAsyncResult **result = slot;

  return *result != NULL || is_pause (davy_test_clock_next ());
}

/* Lets time pass until the answer came: for the client as for the services. */
static GAsyncResult *
wait_result (GAsyncResult **result)
{
  while (*result == NULL)
    {
      g_assert_true (davy_test_spin_until (has_result_or_waits, result));
      if (*result == NULL)
        davy_test_clock_advance (davy_test_clock_next ());
    }

  return *result;
}

static DavyComputeList *
list (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavyComputeList *found;

  davy_arm_client_list_compute_async (fixture->client, FABRIKAM, PRODUCTION, NULL,
                                      davy_test_keep_result, &result);
  found = davy_arm_client_list_compute_finish (fixture->client, wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->gaps->len, ==, 0);

  return found;
}

static gboolean
try_stop (Fixture *fixture, const DavyCompute *compute, GPtrArray **outcomes, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_arm_client_stop_compute_async (fixture->client, FABRIKAM, compute, NULL,
                                      davy_test_keep_result, &result);

  return davy_arm_client_stop_compute_finish (fixture->client, wait_result (&result), outcomes,
                                              error);
}

static void
stop (Fixture *fixture, const DavyCompute *compute)
{
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GError) error = NULL;

  try_stop (fixture, compute, &outcomes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (outcomes->len, >, 0);
  for (guint i = 0; i < outcomes->len; i++)
    g_assert_nonnull (((const DavyArmOutcome *) g_ptr_array_index (outcomes, i))->correlation_id);
}

static void
test_every_kind_is_found (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyComputeList) found = list (fixture);
  guint n_of_kind[DAVY_N_COMPUTE_KINDS] = { 0 };

  for (guint i = 0; i < found->items->len; i++)
    n_of_kind[((const DavyCompute *) g_ptr_array_index (found->items, i))->kind]++;
  for (guint kind = 0; kind < DAVY_COMPUTE_OTHER; kind++)
    if (kind != DAVY_COMPUTE_ML_INSTANCE)
      g_assert_cmpuint (n_of_kind[kind], >, 0);
}

static void
delete_lock (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DavyArmOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  davy_arm_client_delete_lock_async (fixture->client, FABRIKAM, LOCK, NULL, davy_test_keep_result,
                                     &result);
  outcome = davy_arm_client_delete_lock_finish (fixture->client, wait_result (&result), &error);
  g_assert_no_error (error);
}

/* Somebody who mines locks what mines. */
static void
test_lock (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyComputeList) found = list (fixture);
  const DavyCompute *containers = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < found->items->len; i++)
    if (((const DavyCompute *) g_ptr_array_index (found->items, i))->kind ==
        DAVY_COMPUTE_CONTAINERS)
      containers = g_ptr_array_index (found->items, i);

  g_assert_false (try_stop (fixture, containers, NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CONFLICT);
  g_assert_cmpstr (davy_error_get_fault (error)->service_code, ==, "ScopeLocked");

  delete_lock (fixture);
  stop (fixture, containers);
}

static void
test_all_of_it_stops (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyComputeList) before = list (fixture);
  g_autoptr (DavyComputeList) after = NULL;
  guint n_stopped = 0;

  delete_lock (fixture);
  for (guint i = 0; i < before->items->len; i++)
    {
      const DavyCompute *compute = g_ptr_array_index (before->items, i);

      if (compute->obstacle != DAVY_OBSTACLE_NONE)
        continue;
      stop (fixture, compute);
      n_stopped++;
    }
  g_assert_cmpuint (n_stopped, >, 5);

  /* A pool takes its new size at once and goes on shrinking. */
  davy_emulator_advance (fixture->world.emulator, 5 * DAVY_TIME_MINUTE);
  after = list (fixture);
  for (guint i = 0; i < after->items->len; i++)
    {
      const DavyCompute *compute = g_ptr_array_index (after->items, i);

      if (compute->obstacle != DAVY_OBSTACLE_NONE)
        continue;
      g_assert_cmpint (compute->state, ==, DAVY_COMPUTE_STOPPED);
      g_assert_false (compute->may_grow);
    }
}

static void
test_snapshot (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyComputeList) found = list (fixture);
  g_autoptr (GAsyncResult) created = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (DavyArmOutcome) outcome = NULL;
  g_autoptr (GPtrArray) snapshots = NULL;
  g_autoptr (GError) error = NULL;
  const DavyCompute *machine = NULL;

  for (guint i = 0; machine == NULL; i++)
    {
      machine = g_ptr_array_index (found->items, i);
      if (machine->disk_id == NULL)
        machine = NULL;
    }
  davy_arm_client_create_snapshot_async (fixture->client, FABRIKAM, machine->disk_id,
                                         machine->region, "case-1", NULL, davy_test_keep_result,
                                         &created);
  outcome =
      davy_arm_client_create_snapshot_finish (fixture->client, wait_result (&created), &error);
  g_assert_no_error (error);
  g_assert_true (outcome->done);

  davy_arm_client_list_snapshots_async (fixture->client, FABRIKAM, PRODUCTION, NULL,
                                        davy_test_keep_result, &listed);
  snapshots =
      davy_arm_client_list_snapshots_finish (fixture->client, wait_result (&listed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (snapshots->len, ==, 1);
  g_assert_cmpstr (((const DavySnapshot *) g_ptr_array_index (snapshots, 0))->case_key, ==,
                   "case-1");
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/azure/estate/every-kind-is-found", test_every_kind_is_found);
  add ("/azure/estate/a-lock-keeps-it-running", test_lock);
  add ("/azure/estate/all-that-can-be-stopped-stops", test_all_of_it_stops);
  add ("/azure/estate/a-snapshot-is-found-by-its-case", test_snapshot);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
