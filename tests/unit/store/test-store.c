/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-store.h"

#include <glib/gstdio.h>
#include <string.h>

#include "davy-test-store.h"
#include "store/davy-schema.h"

static gboolean
run_sql (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db, data, error);
}

static gboolean
fail_after_writing (DavyDb *db, gpointer data, GError **error)
{
  if (!davy_db_put_state (db, DAVY_TEST_ACCOUNT, "half", "done", error))
    return FALSE;
  g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_WIRE, "the page was broken");

  return FALSE;
}

static void
count_changed_cb (DavyStore *store, guint tables, gpointer data)
{
  guint *seen = data;

  seen[0]++;
  seen[1] |= tables;
}

static gboolean
has_value (gpointer data)
{
  return *(guint *) data != 0;
}

static void
test_folder_is_private (void)
{
  g_autofree char *parent = davy_test_make_folder ();
  g_autofree char *folder = g_build_filename (parent, "new", NULL);
  g_autofree char *path = g_build_filename (folder, "davylamp.db", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (DavyStore) store = davy_test_store_open (path);
  GStatBuf about;

  g_assert_cmpint (g_stat (folder, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (path, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (log, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
}

static void
test_open_file_is_made_private (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (DavyStore) store = NULL;
  GStatBuf about;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  store = davy_test_store_open (path);

  g_assert_cmpint (g_stat (path, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
}

static void
test_new_file_has_the_version (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (DavyStore) store = davy_test_store_open (path);

  g_assert_cmpint (davy_test_store_number (store, "PRAGMA user_version"), ==, DAVY_SCHEMA_VERSION);
  g_assert_null (davy_store_get_set_aside (store));
}

static void
test_known_file_keeps_what_is_in_it (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (DavyStore) store = davy_test_store_open (path);

  davy_test_store_write (store, run_sql,
                         (gpointer) "INSERT INTO state VALUES ('a', 'key', 'value')",
                         DAVY_TABLE_STATE);
  davy_test_store_close (&store);
  store = davy_test_store_open (path);

  g_assert_cmpint (davy_test_store_number (store, "SELECT count(*) FROM state"), ==, 1);
}

static void
test_newer_file_is_refused_and_stays (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (DavyStore) store = davy_test_store_open (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) read_error = NULL;
  gsize before_length;
  gsize after_length;

  davy_test_store_write (store, run_sql, (gpointer) "PRAGMA user_version = 99", DAVY_TABLE_STATE);
  davy_test_store_close (&store);
  g_assert_true (g_file_get_contents (path, &before, &before_length, NULL));

  store = davy_store_new (path);
  davy_store_open_async (store, NULL, davy_test_keep_result, &result);
  g_assert_false (davy_store_open_finish (store, davy_test_wait_result (&result), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STORE);
  g_assert_cmpstr (davy_error_get_fault (error)->reason, ==, "newer");
  g_assert_nonnull (strstr (error->message, "newer version"));

  davy_store_read_async (store, run_sql, (gpointer) "SELECT 1", NULL, NULL, davy_test_keep_result,
                         &read);
  g_assert_false (davy_store_read_finish (store, davy_test_wait_result (&read), &read_error));
  g_assert_error (read_error, DAVY_ERROR, DAVY_ERROR_STORE);

  davy_store_close (store);
  g_assert_true (g_file_get_contents (path, &after, &after_length, NULL));
  g_assert_cmpmem (before, (int) before_length, after, (int) after_length);
}

static void
test_older_file_is_brought_up_to_date (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyStore) store = NULL;
  DavyDb *db = davy_db_open (path, DAVY_DB_READ_WRITE, &error);

  g_assert_no_error (error);
  davy_db_execute (db, "CREATE TABLE of_version_0 (x); INSERT INTO of_version_0 VALUES (7)",
                   &error);
  g_assert_no_error (error);
  davy_db_close (db);

  store = davy_test_store_open (path);
  g_assert_cmpint (davy_test_store_number (store, "PRAGMA user_version"), ==, DAVY_SCHEMA_VERSION);
  g_assert_cmpint (davy_test_store_number (store, "SELECT x FROM of_version_0"), ==, 7);
  g_assert_cmpint (davy_test_store_number (store, "SELECT count(*) FROM alerts"), ==, 0);
}

/* What a file of the first version held of usage is there by service, and nothing of it got lost:
 * amounts to the millionth, quantities without a price as such. */
static void
test_usage_of_version_1_is_kept (void)
{
  g_autofree char *path = davy_test_store_path ();
  DavyStore *store = davy_test_store_open (path);

  davy_test_store_write (
      store, run_sql,
      (gpointer) "DROP TABLE notices; DROP TABLE episodes; DROP INDEX alerts_own;"
                 "ALTER TABLE alerts DROP COLUMN service;"
                 "INSERT INTO alerts (account_id, event_id, severity, status, reason, created,"
                 " first_observed, last_observed, resolved_on, taken_at, resource_count, is_test)"
                 " VALUES ('a', 'e', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);"
                 "DROP TABLE evidence; DROP TABLE access; DROP TABLE list_prices; DROP TABLE usage_totals;"
                 "DROP TABLE usage;"
                 "CREATE TABLE usage (subscription_row INTEGER NOT NULL, day INTEGER NOT NULL,"
                 " service TEXT NOT NULL, account_id TEXT NOT NULL, amount REAL,"
                 " unpriced INTEGER NOT NULL, quantity REAL, unit TEXT, currency TEXT,"
                 " basis INTEGER NOT NULL,"
                 " PRIMARY KEY (subscription_row, day, service)) WITHOUT ROWID;"
                 "INSERT INTO subscriptions (id, account_id, azure_id, kind, state)"
                 " VALUES (7, 'a', 'azure', 0, 0);"
                 "INSERT INTO usage VALUES (7, 20000, 'VM', 'a', 1.25, 0, 3, 'h', 'EUR', 1),"
                 " (7, 20000, 'Storage', 'a', 0.5, 1, 4, 'GB', 'EUR', 1),"
                 " (7, 20000, 'Bandwidth', 'a', NULL, 1, 5, 'GB', NULL, 3);"
                 "PRAGMA user_version = 1",
      DAVY_TABLE_STATE);
  davy_test_store_close (&store);

  store = davy_test_store_open (path);
  g_assert_cmpint (davy_test_store_number (store, "PRAGMA user_version"), ==, DAVY_SCHEMA_VERSION);
  g_assert_cmpint (davy_test_store_number (store, "SELECT count (*) FROM alerts"
                                                  " WHERE service = 'partner-center'"),
                   ==, 1);
  g_assert_cmpint (davy_test_store_number (store, "SELECT count (*) FROM usage"), ==, 4);
  g_assert_cmpint (davy_test_store_number (store, "SELECT micros FROM usage WHERE name = 'VM'"
                                                  " AND dimension = 0 AND currency = 'EUR'"),
                   ==, 1250000);
  g_assert_cmpint (davy_test_store_number (store, "SELECT sum (micros) FROM usage"
                                                  " WHERE name = 'Storage'"),
                   ==, 500000);
  g_assert_cmpint (davy_test_store_number (store, "SELECT quantity FROM usage WHERE currency = ''"
                                                  " AND name = 'Bandwidth' AND micros IS NULL"),
                   ==, 5);
  davy_test_store_close (&store);
}

static void
test_failed_migration_changes_nothing (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) open_error = NULL;
  g_autoptr (DavyStore) store = davy_store_new (path);
  g_autoptr (GAsyncResult) result = NULL;
  DavyDb *db = davy_db_open (path, DAVY_DB_READ_WRITE, &error);
  gint64 tables;

  /* The last table of the migration is in the way. */
  davy_db_execute (db, "CREATE TABLE case_entries (x)", &error);
  davy_db_close (db);

  davy_store_open_async (store, NULL, davy_test_keep_result, &result);
  g_assert_false (davy_store_open_finish (store, davy_test_wait_result (&result), &open_error));
  g_assert_error (open_error, DAVY_ERROR, DAVY_ERROR_STORE);
  davy_store_close (store);

  db = davy_db_open (path, DAVY_DB_READ_WRITE, &error);
  g_assert_true (davy_db_read_integer (db, "SELECT count(*) FROM sqlite_schema", &tables, &error));
  g_assert_no_error (error);
  g_assert_cmpint (tables, ==, 1);
  davy_db_close (db);
}

static void
check_set_aside (const char *path, const char *content, gsize length)
{
  g_autoptr (DavyStore) store = davy_test_store_open (path);
  g_autofree char *kept = NULL;
  g_autoptr (GError) told = davy_store_dup_set_aside_error (store);
  gsize kept_length;

  g_assert_nonnull (davy_store_get_set_aside (store));
  g_assert_error (told, DAVY_ERROR, DAVY_ERROR_STORE);
  g_assert_nonnull (strstr (told->message, davy_store_get_set_aside (store)));
  g_assert_true (g_file_get_contents (davy_store_get_set_aside (store), &kept, &kept_length, NULL));
  g_assert_cmpmem (kept, (int) kept_length, content, (int) length);
  g_assert_cmpint (davy_test_store_number (store, "SELECT count(*) FROM alerts"), ==, 0);
}

static void
test_foreign_file_is_set_aside (void)
{
  static const char content[] = "This is no database, but somebody may still want it. "
                                "It is longer than the header that SQLite looks for first.";
  g_autofree char *path = davy_test_store_path ();

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  check_set_aside (path, content, strlen (content));
}

static void
test_damaged_file_is_set_aside (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autofree char *content = NULL;
  g_autoptr (DavyStore) store = davy_test_store_open (path);
  gsize length;

  davy_test_store_close (&store);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  memset (content + 100, 0x5a, 2000); /* the page that holds the schema */
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));

  check_set_aside (path, content, length);
}

static void
test_folder_that_cannot_be_made_is_an_error (void)
{
  g_autofree char *file = davy_test_store_path ();
  g_autofree char *path = g_build_filename (file, "below-a-file", "davylamp.db", NULL);
  g_autoptr (DavyStore) store = davy_store_new (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  davy_store_open_async (store, NULL, davy_test_keep_result, &result);
  g_assert_false (davy_store_open_finish (store, davy_test_wait_result (&result), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STORE);
}

static void
test_calls_wait_for_the_opening (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (DavyStore) store = davy_store_new (path);
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;
  DavyTestNumber number = { .sql = "PRAGMA user_version" };

  davy_store_read_async (store, davy_test_read_number, &number, NULL, NULL, davy_test_keep_result,
                         &read);
  davy_store_open_async (store, NULL, davy_test_keep_result, &opened);
  g_assert_true (davy_store_read_finish (store, davy_test_wait_result (&read), &error));
  g_assert_no_error (error);
  g_assert_cmpint (number.value, ==, DAVY_SCHEMA_VERSION);
  davy_test_wait_result (&opened);
}

static void
test_failed_write_leaves_nothing (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (DavyStore) store = davy_test_store_open (path);
  g_autoptr (GError) error = NULL;

  g_assert_false (
      davy_test_store_try_write (store, fail_after_writing, NULL, DAVY_TABLE_STATE, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
  g_assert_cmpint (davy_test_store_number (store, "SELECT count(*) FROM state"), ==, 0);

  davy_test_store_write (store, run_sql, (gpointer) "INSERT INTO state VALUES ('a', 'b', 'c')",
                         DAVY_TABLE_STATE);
  g_assert_cmpint (davy_test_store_number (store, "SELECT count(*) FROM state"), ==, 1);
}

static gboolean
wait_awhile (DavyDb *db, gpointer data, GError **error)
{
  g_usleep (20000); /* so that the others come to wait for the writer */
  return TRUE;
}

/* Repeatable writes share a transaction; one that fails costs the others nothing. */
static void
test_writes_that_wait_go_together (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (DavyStore) store = davy_test_store_open (path);
  GAsyncResult *results[5] = { NULL };

  davy_store_write_async (store, wait_awhile, NULL, NULL, DAVY_TABLE_STATE, NULL,
                          davy_test_keep_result, &results[0]);
  for (guint i = 1; i < G_N_ELEMENTS (results); i++)
    davy_store_write_async (store, i == 3 ? fail_after_writing : run_sql,
                            g_strdup_printf ("INSERT INTO state VALUES ('a', 'key %u', 'c')", i),
                            g_free, DAVY_TABLE_STATE | DAVY_STORE_REPEATABLE, NULL,
                            davy_test_keep_result, &results[i]);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (davy_store_write_finish (store, davy_test_wait_result (&results[i]), &error),
                       ==, i != 3);
      if (i == 3)
        g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
      g_clear_object (&results[i]);
    }
  g_assert_cmpint (davy_test_store_number (store, "SELECT count(*) FROM state"), ==, 3);
}

static void
test_reading_cannot_write (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (DavyStore) store = davy_test_store_open (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_store_read_async (store, run_sql, (gpointer) "DELETE FROM alerts", NULL, NULL,
                         davy_test_keep_result, &result);
  g_assert_false (davy_store_read_finish (store, davy_test_wait_result (&result), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STORE);
}

static void
test_cancelled_write_is_not_done (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (DavyStore) store = davy_test_store_open (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  davy_store_write_async (store, run_sql, (gpointer) "INSERT INTO state VALUES ('a', 'b', 'c')",
                          NULL, DAVY_TABLE_STATE, cancellable, davy_test_keep_result, &result);
  g_assert_false (davy_store_write_finish (store, davy_test_wait_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (davy_test_store_number (store, "SELECT count(*) FROM state"), ==, 0);
}

static void
test_cancelled_read_is_told_so (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (DavyStore) store = davy_test_store_open (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_store_read_async (store, run_sql, (gpointer) "SELECT 1", NULL, cancellable,
                         davy_test_keep_result, &late);
  davy_store_read_async (store, run_sql, (gpointer) "SELECT 1", NULL, NULL, davy_test_keep_result,
                         &result);
  g_assert_true (davy_store_read_finish (store, davy_test_wait_result (&result), NULL));

  /* The work is long done, and whoever asked is gone. */
  g_cancellable_cancel (cancellable);
  g_assert_false (davy_store_read_finish (store, davy_test_wait_result (&late), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_closed_store_refuses (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (DavyStore) store = davy_test_store_open (path);
  g_autoptr (GError) error = NULL;

  davy_store_close (store);
  g_assert_false (
      davy_test_store_try_write (store, run_sql, (gpointer) "SELECT 1", DAVY_TABLE_STATE, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STORE);
}

static void
test_changed_is_announced_once (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (DavyStore) store = davy_test_store_open (path);
  guint seen[2] = { 0, 0 };

  g_signal_connect (store, "changed", G_CALLBACK (count_changed_cb), seen);
  davy_store_write_async (store, run_sql, (gpointer) "SELECT 1", NULL, DAVY_TABLE_ALERTS, NULL,
                          NULL, NULL);
  davy_store_write_async (store, run_sql, (gpointer) "SELECT 1", NULL, DAVY_TABLE_USAGE, NULL, NULL,
                          NULL);
  /* Both are answered before the context turns again. */
  davy_store_close (store);
  g_assert_cmpuint (seen[0], ==, 0);
  g_assert_true (davy_test_spin_until (has_value, &seen[0]));
  g_assert_cmpuint (seen[1], ==, DAVY_TABLE_ALERTS | DAVY_TABLE_USAGE);
  g_assert_cmpuint (seen[0], ==, 1);
}

static void
test_failed_write_announces_nothing (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (DavyStore) store = davy_test_store_open (path);
  g_autoptr (GError) error = NULL;
  guint seen[2] = { 0, 0 };

  g_signal_connect (store, "changed", G_CALLBACK (count_changed_cb), seen);
  davy_test_store_try_write (store, fail_after_writing, NULL, DAVY_TABLE_ALERTS, &error);
  davy_test_store_write (store, run_sql, (gpointer) "SELECT 1", DAVY_TABLE_STATE);
  g_assert_true (davy_test_spin_until (has_value, &seen[0]));
  g_assert_cmpuint (seen[1], ==, DAVY_TABLE_STATE);
}

static void
test_journal_is_synced (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (DavyStore) store = davy_test_store_open (path);
  DavyTestNumber number = { .sql = "PRAGMA synchronous" };

  davy_test_store_write (store, davy_test_read_number, &number, DAVY_TABLE_CASES);
  g_assert_cmpint (number.value, ==, 2); /* FULL */
  davy_test_store_write (store, davy_test_read_number, &number, DAVY_TABLE_ALERTS);
  g_assert_cmpint (number.value, ==, 1); /* NORMAL */
  davy_test_store_write (store, davy_test_read_number, &number,
                         DAVY_TABLE_ALERTS | DAVY_TABLE_CASES);
  g_assert_cmpint (number.value, ==, 2);
}

static void
test_log_is_written_ahead (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (DavyStore) store = davy_test_store_open (path);

  g_assert_cmpint (davy_test_store_number (store, "SELECT journal_mode = 'wal' FROM "
                                                  "pragma_journal_mode"),
                   ==, 1);
}

static void
test_log_is_in_the_file_once_closed (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (DavyStore) store = davy_test_store_open (path);

  g_assert_cmpint (davy_test_store_number (store, "SELECT count (*) FROM state"), ==, 0);
  davy_test_store_close (&store);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

static void
test_bad_binding_is_told (void)
{
  g_autofree char *path = davy_test_store_path ();
  g_autoptr (GError) error = NULL;
  DavyDb *db = davy_db_open (path, DAVY_DB_READ_WRITE, &error);
  DavyStatement *statement = davy_db_prepare (db, "SELECT ?", &error);

  davy_statement_bind_int64 (statement, 2, 1);
  g_assert_false (davy_statement_next (statement, &error));
  g_assert_true (davy_statement_has_failed (statement));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STORE);
  davy_statement_release (statement);
  davy_db_close (db);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/store/file/folder-is-private", test_folder_is_private);
  g_test_add_func ("/store/file/open-file-is-made-private", test_open_file_is_made_private);
  g_test_add_func ("/store/file/foreign-file-is-set-aside", test_foreign_file_is_set_aside);
  g_test_add_func ("/store/file/damaged-file-is-set-aside", test_damaged_file_is_set_aside);
  g_test_add_func ("/store/file/folder-that-cannot-be-made-is-an-error",
                   test_folder_that_cannot_be_made_is_an_error);
  g_test_add_func ("/store/schema/new-file-has-the-version", test_new_file_has_the_version);
  g_test_add_func ("/store/schema/known-file-keeps-what-is-in-it",
                   test_known_file_keeps_what_is_in_it);
  g_test_add_func ("/store/schema/newer-file-is-refused-and-stays",
                   test_newer_file_is_refused_and_stays);
  g_test_add_func ("/store/schema/older-file-is-brought-up-to-date",
                   test_older_file_is_brought_up_to_date);
  g_test_add_func ("/store/schema/usage-of-the-first-version-is-kept",
                   test_usage_of_version_1_is_kept);
  g_test_add_func ("/store/schema/failed-migration-changes-nothing",
                   test_failed_migration_changes_nothing);
  g_test_add_func ("/store/store/calls-wait-for-the-opening", test_calls_wait_for_the_opening);
  g_test_add_func ("/store/write/what-waits-goes-together-and-fails-alone",
                   test_writes_that_wait_go_together);
  g_test_add_func ("/store/store/failed-write-leaves-nothing", test_failed_write_leaves_nothing);
  g_test_add_func ("/store/store/reading-cannot-write", test_reading_cannot_write);
  g_test_add_func ("/store/store/cancelled-write-is-not-done", test_cancelled_write_is_not_done);
  g_test_add_func ("/store/store/cancelled-read-is-told-so", test_cancelled_read_is_told_so);
  g_test_add_func ("/store/store/closed-store-refuses", test_closed_store_refuses);
  g_test_add_func ("/store/store/changed-is-announced-once", test_changed_is_announced_once);
  g_test_add_func ("/store/store/failed-write-announces-nothing",
                   test_failed_write_announces_nothing);
  g_test_add_func ("/store/store/journal-is-synced", test_journal_is_synced);
  g_test_add_func ("/store/store/log-is-written-ahead", test_log_is_written_ahead);
  g_test_add_func ("/store/store/log-is-in-the-file-once-closed",
                   test_log_is_in_the_file_once_closed);
  g_test_add_func ("/store/db/bad-binding-is-told", test_bad_binding_is_told);

  return g_test_run ();
}
