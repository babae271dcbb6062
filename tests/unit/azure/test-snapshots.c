/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "arm-fixture.h"
#include "azure/davy-arm-snapshots.h"

/* Copies of disks: `playbook.md` C.3, 7b and 10. */

#define RG       "/subscriptions/" SHOP "/resourceGroups/rg/providers/Microsoft.Compute/"
#define DISK     RG "disks/vm 1_OsDisk"
#define CASE     "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
#define SNAPSHOT RG "snapshots/vm-1_OsDisk-davylamp-3f2504e0-4f8"

static DavyArmOutcome *
create (Fixture *fixture, const char *disk_id, GError **error)
{
  davy_arm_client_create_snapshot_async (fixture->client, FABRIKAM, disk_id, "westeurope", CASE,
                                         NULL, davy_test_keep_result, &fixture->result);

  return davy_arm_client_create_snapshot_finish (fixture->client, wait_result (fixture), error);
}

static void
test_create (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyArmOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = davy_snapshot_dup_id (DISK, CASE, &error);

  g_assert_cmpstr (id, ==, SNAPSHOT);
  answer (fixture, 202, "");
  add_header (fixture, "x-ms-correlation-request-id", "correlation-1");
  add_link (fixture, "Location", "/operations/1");
  answer (fixture, 200, "{}");
  outcome = create (fixture, DISK, &error);

  g_assert_no_error (error);
  g_assert_true (outcome->done);
  g_assert_cmpstr (outcome->correlation_id, ==, "correlation-1");
  assert_asked (fixture, 0, "PUT", SNAPSHOT);
  g_assert_cmpstr (get_request (fixture, 0)->body, ==,
                   "{\"location\":\"westeurope\",\"tags\":{\"davylamp-case\":\"" CASE "\"},"
                   "\"properties\":{\"incremental\":true,\"creationData\":{\"createOption\":"
                   "\"Copy\",\"sourceResourceId\":\"" DISK "\"}}}");
}

static void
test_long_name (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *name = g_strnfill (120, 'x');
  g_autofree char *disk = g_strconcat (RG "disks/", name, NULL);
  g_autofree char *id = davy_snapshot_dup_id (disk, "a/b", NULL);
  const char *snapshot = strrchr (id, '/') + 1;

  g_assert_cmpuint (strlen (snapshot), ==, 80);
  g_assert_true (g_str_has_suffix (snapshot, "x-davylamp-a-b"));
}

static void
test_no_disk (Fixture *fixture, gconstpointer unused)
{
  static const char *const ids[] = { "disk", "/subscriptions/" SHOP,
                                     "/subscriptions/" SHOP "/resourceGroups/rg" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;

      g_clear_object (&fixture->result);
      g_assert_null (create (fixture, ids[i], &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
    }
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 0);
}

static void
test_lock (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  answer (fixture, 409, "{\"error\":{\"code\":\"ScopeLocked\",\"message\":\"locked\"}}");

  g_assert_null (create (fixture, DISK, &error));
  g_assert_cmpstr (davy_error_get_fault (error)->service_code, ==, "ScopeLocked");
}

static void
test_list (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) snapshots = NULL;
  g_autoptr (GError) error = NULL;
  const DavySnapshot *ours, *foreign, *going_on, *failed;

  answer (fixture, 200,
          "{\"value\":[{\"id\":\"" SNAPSHOT "\",\"name\":\"a\",\"location\":\"westeurope\","
          "\"tags\":{\"davylamp-case\":\"" CASE "\"},\"properties\":{\"timeCreated\":"
          "\"2026-03-01T10:00:00Z\",\"creationData\":{\"sourceResourceId\":\"" DISK "\"}}},"
          "{\"id\":\"" RG "snapshots/b\",\"name\":\"b\",\"tags\":null},"
          "{\"id\":\"" RG "snapshots/c\",\"name\":\"c\",\"properties\":"
          "{\"provisioningState\":\"Updating\"}},"
          "{\"id\":\"" RG "snapshots/d\",\"name\":\"d\",\"properties\":"
          "{\"provisioningState\":\"Canceled\"}}]}");
  davy_arm_client_list_snapshots_async (fixture->client, FABRIKAM, SHOP, NULL,
                                        davy_test_keep_result, &fixture->result);
  snapshots =
      davy_arm_client_list_snapshots_finish (fixture->client, wait_result (fixture), &error);
  g_assert_no_error (error);
  ours = g_ptr_array_index (snapshots, 0);
  foreign = g_ptr_array_index (snapshots, 1);
  going_on = g_ptr_array_index (snapshots, 2);
  failed = g_ptr_array_index (snapshots, 3);

  g_assert_cmpstr (ours->case_key, ==, CASE);
  g_assert_cmpstr (ours->disk_id, ==, DISK);
  g_assert_cmpint (ours->created, !=, DAVY_TIME_UNSET);
  g_assert_null (foreign->case_key);
  g_assert_null (foreign->disk_id);
  g_assert_true (davy_snapshot_is_made (foreign));
  g_assert_false (davy_snapshot_is_made (going_on) || davy_snapshot_has_failed (going_on));
  g_assert_true (!davy_snapshot_is_made (failed) && davy_snapshot_has_failed (failed));
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/azure/snapshots/a-snapshot-names-its-case", test_create);
  add ("/azure/snapshots/a-long-name-is-cut", test_long_name);
  add ("/azure/snapshots/what-is-no-disk-sends-nothing", test_no_disk);
  add ("/azure/snapshots/a-lock-is-told", test_lock);
  add ("/azure/snapshots/ours-are-told-from-others", test_list);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
