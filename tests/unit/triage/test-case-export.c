/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case-export.h"

#include "export-fixture.h"
#include "triage/davy-evidence-folder.h"
#include "usage-fixture.h"

/* A case as a folder, made of the database while the program has it open. */

static gboolean
try_case_export (Fixture *fixture, gint64 case_row, GFile *folder, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (DavyDb) db = davy_db_open (fixture->path, DAVY_DB_READ_ONLY, &failure);

  g_assert_no_error (failure);

  return davy_case_export (db, case_row, folder, error);
}

static GFile *
name_folder (void)
{
  g_autofree char *path = davy_test_make_folder ();

  return g_file_new_build_filename (path, "exported", NULL);
}

static GFile *
export_case (Fixture *fixture)
{
  GFile *folder = name_folder ();
  g_autoptr (GError) error = NULL;

  try_case_export (fixture, davy_case_get_id (fixture->handled), folder, &error);
  g_assert_no_error (error);

  return folder;
}

/* Line by line "SHA256  NAME"; only the word on what is there is another. */
static void
test_is_that_of_the_window (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GFile) windows = NULL;
  g_autofree char *manifest = NULL;
  g_autofree char *windows_manifest = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  put_usage (fixture);
  collect (fixture);
  davy_test_clock_install (davy_time_now ());
  folder = export_case (fixture);
  windows = export_as_it_is (fixture);
  davy_clock_replace (NULL);
  manifest = read_exported (folder, DAVY_EVIDENCE_MANIFEST);
  windows_manifest = read_exported (windows, DAVY_EVIDENCE_MANIFEST);
  lines = g_strsplit (windows_manifest, "\n", -1);
  for (; *lines[n] != '\0'; n++)
    {
      g_test_message ("%s", lines[n]);
      if (!g_str_has_suffix (lines[n], "  README.txt"))
        g_assert_nonnull (strstr (manifest, lines[n]));
    }
  g_assert_cmpuint (n, >, 10);
  g_assert_true (is_accepted (folder));
}

static void
test_has_the_report (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = export_case (fixture);
  g_autofree char *pdf = read_exported (folder, "report.pdf");
  g_autofree char *json = read_exported (folder, "report.json");
  g_autofree char *readme = read_exported (folder, "README.txt");

  g_assert_true (g_str_has_prefix (pdf, "%PDF-"));
  g_assert_nonnull (strstr (json, "\"format\":\"davylamp-report\""));
  g_assert_nonnull (strstr (readme, "\nreport.pdf, report.json: "));
  g_assert_true (is_accepted (folder));
}

/* What is only known until the program ends is not in the database. */
static void
test_says_what_is_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = NULL;
  g_autofree char *parts = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_world_spoil (&fixture->world, "GET /arm/*/roleAssignments* x9 status=403");
  davy_test_world_spoil (&fixture->world, "GET /arm/*/locks* x9 status=403");
  collect (fixture);
  waive (fixture, DAVY_EVIDENCE_ROLES, "By mail", &error);
  g_assert_no_error (error);
  folder = export_case (fixture);
  parts = read_exported (folder, "parts.ndjson");
  g_assert_nonnull (strstr (parts, "\"part\":\"roles\",\"required\":true,\"state\":\"waived\""));
  g_assert_nonnull (strstr (parts, "By mail"));
  g_assert_nonnull (
      strstr (parts, "\"part\":\"locks\",\"required\":true,\"state\":\"incomplete\""));
  g_assert_true (is_accepted (folder));
}

static gint64
count_all_entries (Fixture *fixture)
{
  return davy_test_store_number (fixture->store, "SELECT count (*) FROM case_entries");
}

static void
test_changes_nothing (Fixture *fixture, gconstpointer data)
{
  gint64 n = count_all_entries (fixture);
  g_autoptr (GFile) folder = export_case (fixture);

  g_assert_cmpint (count_all_entries (fixture), ==, n);
  g_assert_cmpuint (count_entries (fixture, "exported"), ==, 0);
}

static void
test_unknown_case (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = name_folder ();
  g_autoptr (GError) error = NULL;

  g_assert_false (try_case_export (fixture, 4711, folder, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
  g_assert_false (g_file_query_exists (folder, NULL));
}

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD_EVIDENCE ("a-case-is-exported-as-the-window-does", test_is_that_of_the_window);
  ADD_EVIDENCE ("a-case-is-exported-with-its-report", test_has_the_report);
  ADD_EVIDENCE ("an-exported-case-says-what-is-missing", test_says_what_is_missing);
  ADD_EVIDENCE ("a-case-that-is-exported-stays-as-it-is", test_changes_nothing);
  ADD_EVIDENCE ("a-case-that-is-none-is-not-exported", test_unknown_case);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
