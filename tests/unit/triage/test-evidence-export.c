/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export-fixture.h"
#include "usage-fixture.h"
#include "verification-fixture.h"

/* The evidence of a case as a folder, and the end of what it is collected from. */

static void
test_export (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {
    "README.txt",       "incident.json", "journal.ndjson",  "parts.ndjson",
    "alert.ndjson",     "locks.ndjson",  "activity.ndjson", "resources-to-delete.ndjson",
    "inventory.ndjson", "roles.ndjson",  "audit.ndjson",    "cost.ndjson",
    "cost.csv",
  };
  g_autoptr (GFile) folder = export_collected (fixture);
  g_autofree char *manifest = read_exported (folder, "SHA256SUMS");
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, manifest, -1);
  g_autofree char *sql = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_nonnull (strstr (manifest, names[i]));
  g_assert_true (is_accepted (folder));

  sql = g_strdup_printf ("SELECT count (*) FROM case_entries WHERE kind = 'exported'"
                         " AND facts LIKE '%%%s%%'",
                         sha256);
  g_assert_cmpint (davy_test_store_number (fixture->store, sql), ==, 1);
  g_assert_no_error (davy_case_get_journal_error (fixture->handled));
}

/* As many lines as records, and each day once. */
static void
test_export_cost (Fixture *fixture, gconstpointer data)
{
  DavyDay today = davy_day_from_time (davy_time_now ());
  g_autofree char *last = davy_day_to_iso (today);
  g_autofree char *usual = davy_day_to_iso (today - 5);
  g_autoptr (GFile) folder = NULL;
  g_autofree char *lines = NULL;
  g_autofree char *records = NULL;
  g_autofree char *days = NULL;
  g_autofree char *usual_line = NULL;
  g_autofree char *last_line = NULL;
  g_auto (GStrv) split_lines = NULL;
  g_auto (GStrv) split_records = NULL;
  g_auto (GStrv) split_days = NULL;

  put_usage (fixture);
  folder = export_collected (fixture);
  lines = read_exported (folder, "cost.csv");
  records = read_exported (folder, "cost.ndjson");
  split_lines = g_strsplit (lines, "\r\n", -1);
  split_records = g_strsplit (records, "\n", -1);
  g_assert_cmpuint (g_strv_length (split_lines), ==, g_strv_length (split_records) + 1);
  g_assert_nonnull (strstr (split_lines[1], ",\"Virtual Machines\",48.000000,\"EUR\","));

  days = read_exported (folder, "cost-by-day.csv");
  split_days = g_strsplit (days, "\r\n", -1);
  g_assert_cmpstr (
      split_days[0], ==,
      "\"day\",\"cost\",\"expected\",\"low\",\"high\",\"excess\",\"incomplete\",\"currency\",\"basis\"");
  usual_line = g_strdup_printf ("\r\n\"%s\",200.000000,200.000000,", usual);
  last_line = g_strdup_printf ("\r\n\"%s\",1600.000000,200.000000,", last);
  g_assert_nonnull (strstr (days, usual_line));
  g_assert_nonnull (strstr (days, last_line));
  g_assert_nonnull (
      strstr (strstr (days, last_line), ",1400.000000,\"yes\",\"EUR\",\"invoiced\"\r\n"));
  g_assert_null (strstr (split_days[1], ",1400"));
  g_assert_true (is_accepted (folder));
}

static void
test_export_changed_byte (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = export_collected (fixture);
  g_autofree char *path = g_build_filename (g_file_peek_path (folder), "journal.ndjson", NULL);
  g_autofree char *text = read_exported (folder, "journal.ndjson");

  text[strlen (text) / 2] ^= 1;
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_false (is_accepted (folder));
}

/* Each entry names the hash of the one before it, and the parts' hashes are those of the files. */
static void
test_export_chain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = export_collected (fixture);
  g_autofree char *journal = read_exported (folder, "journal.ndjson");
  g_autofree char *locks = read_exported (folder, "locks.ndjson");
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, locks, -1);
  g_auto (GStrv) lines = g_strsplit (journal, "\n", -1);
  g_autofree char *hash = g_strdup ("");
  guint n = 0;

  g_assert_nonnull (strstr (journal, sha256));
  for (; *lines[n] != '\0'; n++)
    {
      g_autoptr (JsonNode) node = davy_json_parse_text (lines[n], NULL);
      JsonObject *entry = json_node_get_object (node);

      g_assert_cmpint (json_object_get_int_member (entry, "position"), ==, n + 1);
      g_assert_cmpstr (json_object_get_string_member (entry, "previous"), ==, hash);
      g_free (hash);
      hash = g_strdup (json_object_get_string_member (entry, "hash"));
    }
  g_assert_cmpuint (n, ==, 9); /* opened, and eight parts */
}

static void
test_export_says_what_was_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = NULL;
  g_autofree char *parts = NULL;

  collect (fixture);
  davy_test_store_write (fixture->store, run_sql,
                         (gpointer) "DROP TRIGGER evidence_stays; UPDATE evidence SET content ="
                                    " x'41' WHERE part = 'locks'",
                         0);
  folder = export_collected (fixture);
  parts = read_exported (folder, "parts.ndjson");
  g_assert_nonnull (strstr (parts, "\"intact\":false"));
}

static void
test_export_waived (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = NULL;
  g_autofree char *parts = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "GET /arm/*/roleAssignments* x9 status=403");
  collect (fixture);
  waive (fixture, DAVY_EVIDENCE_ROLES, "By mail", &error);
  g_assert_no_error (error);
  folder = export_collected (fixture);
  parts = read_exported (folder, "parts.ndjson");
  g_assert_nonnull (strstr (parts, "\"state\":\"waived\""));
  g_assert_nonnull (strstr (parts, "By mail"));
  g_assert_true (is_accepted (folder));
}

/* What is missing for the comparison is read before the folder is written. */
static void
test_export_compares (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = NULL;
  g_autofree char *manifest = NULL;
  g_autofree char *after = NULL;
  g_autofree char *parts = NULL;

  collect (fixture);
  put_act_of_kind (fixture, 0, "remove-role", "done");
  start_again (fixture);
  folder = export_as_it_is (fixture);
  manifest = read_exported (folder, "SHA256SUMS");
  after = read_exported (folder, "roles-after.ndjson");
  parts = read_exported (folder, "parts.ndjson");
  g_assert_nonnull (strstr (manifest, "  roles.ndjson"));
  g_assert_nonnull (strstr (manifest, "  roles-after.ndjson"));
  g_assert_nonnull (strstr (after, "readAt"));
  g_assert_nonnull (strstr (parts, "\"part\":\"roles-after\",\"required\":false"));
  g_assert_true (is_accepted (folder));
}

static void
test_export_without_comparison (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = NULL;
  g_autofree char *parts = NULL;

  collect (fixture);
  put_act_of_kind (fixture, 0, "remove-role", "done");
  start_again (fixture);
  davy_test_world_spoil (&fixture->world, "GET /arm/*/roleAssignments* x9 status=403");
  folder = export_as_it_is (fixture);
  parts = read_exported (folder, "parts.ndjson");
  g_assert_nonnull (strstr (parts, "\"part\":\"roles-after\",\"required\":false,\"state\":"
                                   "\"refused\""));
  g_assert_true (is_accepted (folder));
}

static void
test_export_fails (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent/davylamp");
  g_autoptr (GError) error = NULL;

  collect (fixture);
  g_assert_null (export(fixture, nowhere, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_entries (fixture, "exported"), ==, 0);
}

static void
test_log_clock (Fixture *fixture, gconstpointer data)
{
  DavyTime until;
  DavyTime now = davy_time_now ();

  davy_evidence_load (get_evidence (fixture));
  g_assert_cmpint (davy_evidence_get_log_clock (get_evidence (fixture), &until), ==,
                   DAVY_LOG_CLOCK_RUNS);
  g_assert_cmpint (until, >, now + 89 * DAVY_TIME_DAY);
  g_assert_cmpint (until, <, now + 90 * DAVY_TIME_DAY);

  davy_test_clock_install (until - 10 * DAVY_TIME_DAY);
  g_assert_cmpint (davy_evidence_get_log_clock (get_evidence (fixture), &until), ==,
                   DAVY_LOG_CLOCK_SHORT);
  davy_test_clock_install (until);
  g_assert_cmpint (davy_evidence_get_log_clock (get_evidence (fixture), &until), ==,
                   DAVY_LOG_CLOCK_OVER);
  davy_clock_replace (NULL);

  collect (fixture);
  g_assert_cmpint (davy_evidence_get_log_clock (get_evidence (fixture), &until), ==,
                   DAVY_LOG_CLOCK_KEPT);
}

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD_EVIDENCE ("sha256sum-accepts-the-exported-folder", test_export);
  ADD_EVIDENCE ("the-cost-is-exported-for-a-spreadsheet", test_export_cost);
  ADD_EVIDENCE ("sha256sum-finds-a-changed-byte", test_export_changed_byte);
  ADD_EVIDENCE ("the-exported-journal-is-a-chain", test_export_chain);
  ADD_EVIDENCE ("the-export-says-what-was-changed", test_export_says_what_was_changed);
  ADD_EVIDENCE ("the-export-says-what-was-waived", test_export_waived);
  ADD_EVIDENCE ("the-export-compares-the-roles-first", test_export_compares);
  ADD_EVIDENCE ("the-export-goes-on-without-the-comparison", test_export_without_comparison);
  ADD_EVIDENCE ("an-export-that-fails-is-told", test_export_fails);
  ADD_EVIDENCE ("the-end-of-the-logs-is-told-in-time", test_log_clock);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
