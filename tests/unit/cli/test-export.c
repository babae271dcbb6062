/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/davy-export-command.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "command-fixture.h"
#include "core/davy-itself.h"
#include "store/davy-case-alerts.h"
#include "store/davy-evidence-table.h"
#include "store/davy-journal.h"

/* `davylamp export`, over a store that another connection holds open, as a running program does.
 * What a case is exported as is told by the tests of triage. */

#define AZURE "a0000000-0000-4000-8000-00000000000a"

/* A test that is killed while it writes: longer files than this kill it. */
#define KILLED    "--killed"
#define MAX_BYTES 2000

typedef struct
{
  char *path;
  char *folder; /* not there yet */
  DavyStore *store;
} Fixture;

static gboolean
put_case (DavyDb *db, gpointer data, GError **error)
{
  const DavyAlertRow alert = {
    .account_id = DAVY_TEST_ACCOUNT,
    .event_id = "event-1",
    .type = "networkConnectionsToCryptoMiningPools",
    .severity = "high",
    .status = "active",
    .customer_name = "Züge und Räder",
    .azure_id = AZURE,
    .subscription_name = "Prod",
    .created = 1774000000 * DAVY_TIME_SECOND,
  };
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new ("opened", NULL);
  g_autoptr (GBytes) locks = g_bytes_new_static ("{\"lock\":1}\n", 11);
  guint attached;
  gint64 row;

  return davy_db_put_alert (db, &alert, 0, NULL, error) &&
         davy_db_create_case (db, DAVY_TEST_ACCOUNT, AZURE, NULL, "detected", &row, error) &&
         davy_db_attach_open_alerts (db, row, FALSE, &attached, error) &&
         davy_db_append_entry (db, row, entry, error) &&
         davy_db_want_evidence (db, row, "locks", "all", error) &&
         davy_db_put_evidence (db, row, "locks", "all", locks, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *parent = davy_test_make_folder ();

  g_vfs_get_default (); /* GIO tells of it on standard output, when tests listen */
  fixture->path = davy_test_store_path ();
  fixture->folder = g_build_filename (parent, "case 1", NULL);
  fixture->store = davy_test_store_open (fixture->path);
  davy_test_store_write (fixture->store, put_case, NULL, DAVY_TABLE_ALERTS | DAVY_TABLE_CASES);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->store);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static Ran
export_to (Fixture *fixture, const char *id, const char *folder)
{
  char *argv[] = { (char *) "export", (char *) "case", (char *) id, (char *) folder, NULL };
  Redirection output;
  Redirection errors;
  Ran ran;

  redirect (&output, stdout);
  redirect (&errors, stderr);
  ran.status = davy_export_command_run (4, argv, fixture->path);
  ran.errors = end_redirection (&errors);
  ran.output = end_redirection (&output);
  g_test_message ("%s %s: %d\n%s%s", id, folder, ran.status, ran.output, ran.errors);

  return ran;
}

static void
assert_refused (Fixture *fixture, const char *id, const char *folder, const char *sentence)
{
  g_auto (Ran) ran = export_to (fixture, id, folder);

  g_assert_cmpint (ran.status, ==, 1);
  g_assert_cmpstr (ran.output, ==, "");
  g_assert_nonnull (strstr (ran.errors, sentence));
}

static void
assert_wrong (Fixture *fixture, const char *words, const char *sentence)
{
  g_auto (Ran) ran = run_command (davy_export_command_run, fixture->path, words);

  g_assert_cmpint (ran.status, ==, 2);
  g_assert_cmpstr (ran.output, ==, "");
  g_assert_nonnull (strstr (ran.errors, sentence));
}

static guint
count_files (const char *folder, const char *suffix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, suffix);

  return n;
}

static char *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

static void
test_whole (Fixture *fixture, gconstpointer data)
{
  g_auto (Ran) ran = export_to (fixture, "1", fixture->folder);
  g_autofree char *locks = NULL;
  g_autofree char *manifest = NULL;
  g_autofree char *incident = NULL;
  g_autofree char *private = NULL;
  GStatBuf about;

  g_assert_cmpint (ran.status, ==, 0);
  g_assert_cmpstr (ran.output, ==, "");
  g_assert_cmpstr (ran.errors, ==, "");
  locks = read_file (fixture->folder, "locks.ndjson");
  g_assert_cmpstr (locks, ==, "{\"lock\":1}\n");
  manifest = read_file (fixture->folder, "SHA256SUMS");
  g_assert_nonnull (strstr (manifest, "  report.pdf\n"));
  incident = read_file (fixture->folder, "incident.json");
  g_assert_nonnull (strstr (incident, "Züge und Räder"));
  g_assert_cmpuint (count_files (fixture->folder, ".partial"), ==, 0);
  private = g_build_filename (fixture->folder, "incident.json", NULL);
  g_assert_cmpint (g_stat (private, &about), ==, 0);
  g_assert_cmpuint (about.st_mode & 0777, ==, 0600);
}

static void
test_empty_folder (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (g_mkdir (fixture->folder, 0700), ==, 0);
  {
    g_auto (Ran) ran = export_to (fixture, "1", fixture->folder);

    g_assert_cmpint (ran.status, ==, 0);
  }
  g_assert_cmpuint (count_files (fixture->folder, "SHA256SUMS"), ==, 1);
}

static void
test_folder_with_something_in_it (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "incident.json", NULL);
  g_autofree char *kept = NULL;

  g_assert_cmpint (g_mkdir (fixture->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "mine", -1, NULL));
  assert_refused (fixture, "1", fixture->folder, "is not empty");
  kept = read_file (fixture->folder, "incident.json");
  g_assert_cmpstr (kept, ==, "mine");
  g_assert_cmpuint (count_files (fixture->folder, ""), ==, 1);
  assert_refused (fixture, "1", file, "incident.json");
}

static void
test_folder_that_cannot_be (Fixture *fixture, gconstpointer data)
{
  g_autofree char *deep = g_build_filename (fixture->folder, "deeper", NULL);

  assert_refused (fixture, "1", deep, "deeper");
  assert_refused (fixture, "1", "/proc/davylamp", "davylamp");
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* A disk that is full after the first files looks the same. */
static void
test_half_way (Fixture *fixture, gconstpointer data)
{
  struct rlimit before;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, SIG_IGN);
  limit_files (MAX_BYTES);
  assert_refused (fixture, "1", fixture->folder, "report.pdf");
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_mkdir (fixture->folder, 0700), ==, 0);
  assert_refused (fixture, "1", fixture->folder, "report.pdf");
  setrlimit (RLIMIT_FSIZE, &before);
  signal (SIGXFSZ, SIG_DFL);

  g_assert_cmpuint (count_files (fixture->folder, ""), ==, 0);
}

/* What is left then has none of the names of an export. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  char *argv[] = { (char *) DAVY_ITSELF, (char *) KILLED, fixture->path, fixture->folder, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpuint (count_files (fixture->folder, ""), >, 3);
  g_assert_cmpuint (count_files (fixture->folder, ".partial"), ==,
                    count_files (fixture->folder, ""));
}

static void
test_wrong_usage (Fixture *fixture, gconstpointer data)
{
  assert_wrong (fixture, "export", "case ID DIR");
  assert_wrong (fixture, "export alert 1 /tmp/davylamp-none", "case ID DIR");
  assert_wrong (fixture, "export case 1", "case ID DIR");
  assert_wrong (fixture, "export case 1 /tmp/davylamp-none /tmp/davylamp-more", "case ID DIR");
  assert_wrong (fixture, "export case --json 1 /tmp/davylamp-none", "--json");
  assert_wrong (fixture, "export case one /tmp/davylamp-none", "“one” is not the ID");
  assert_wrong (fixture, "export case 0 /tmp/davylamp-none", "“0” is not the ID");
  g_assert_false (g_file_test ("/tmp/davylamp-none", G_FILE_TEST_EXISTS));
}

static void
test_unknown_case (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture, "2", fixture->folder, "no case with the ID 2");
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static void
test_no_database (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->path);
  fixture->path = davy_test_store_path ();
  assert_refused (fixture, "1", fixture->folder, "Start the program");
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

/* An older database is left as it is, and so is a newer one. */
static void
test_other_version (Fixture *fixture, gconstpointer data)
{
  davy_test_store_close (&fixture->store);

  set_version (fixture->path, 1);
  assert_refused (fixture, "1", fixture->folder, "Start the program once");
  g_assert_cmpint (get_version (fixture->path), ==, 1);
  set_version (fixture->path, 99);
  assert_refused (fixture, "1", fixture->folder, "newer version");
  g_assert_cmpint (get_version (fixture->path), ==, 99);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static gboolean
add_lock (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_want_evidence (db, 1, "roles", "all", error);
}

/* The running program goes on writing after it. */
static void
test_beside_the_program (Fixture *fixture, gconstpointer data)
{
  g_auto (Ran) ran = export_to (fixture, "1", fixture->folder);

  g_assert_cmpint (ran.status, ==, 0);
  davy_test_store_write (fixture->store, add_lock, NULL, DAVY_TABLE_CASES);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count (*) FROM case_entries"),
                   ==, 1);
}

#define ADD(path, function) \
  g_test_add ("/cli/export/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], KILLED) == 0)
    {
      char *words[] = { (char *) "export", (char *) "case", (char *) "1", argv[3], NULL };

      limit_files (MAX_BYTES);
      return davy_export_command_run (4, words, argv[2]);
    }

  davy_test_init (&argc, &argv);
  setlocale (LC_ALL, "C.UTF-8");

  ADD ("whole", test_whole);
  ADD ("empty-folder", test_empty_folder);
  ADD ("folder-with-something-in-it", test_folder_with_something_in_it);
  ADD ("folder-that-cannot-be", test_folder_that_cannot_be);
  ADD ("half-way", test_half_way);
  ADD ("killed", test_killed);
  ADD ("wrong-usage", test_wrong_usage);
  ADD ("unknown-case", test_unknown_case);
  ADD ("no-database", test_no_database);
  ADD ("other-version", test_other_version);
  ADD ("beside-the-program", test_beside_the_program);

  return g_test_run ();
}
