/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "davy-test-store.h"
#include "store/davy-journal.h"
#include "store/davy-schema.h"

/* A database that an earlier version of the program wrote is opened, and nothing of it is lost.
 * format-N.sql in this folder is what version N of the format looked like; whoever raises
 * DAVY_SCHEMA_VERSION adds the one before, by sqlite3's .dump of a database of that version. */

static char *
read_fixture (int version)
{
  g_autofree char *name = g_strdup_printf ("format-%d.sql", version);
  g_autofree char *path = g_build_filename (TEST_FIXTURES, name, NULL);
  g_autoptr (GError) error = NULL;
  char *sql;

  g_file_get_contents (path, &sql, NULL, &error);
  g_assert_no_error (error);

  return sql;
}

static void
write_database (const char *path, int version)
{
  g_autofree char *sql = read_fixture (version);
  g_autoptr (GError) error = NULL;
  DavyDb *db = davy_db_open (path, DAVY_DB_READ_WRITE, &error);

  g_assert_no_error (error);
  davy_db_execute (db, "PRAGMA foreign_keys = OFF", &error);
  davy_db_execute (db, sql, &error);
  g_assert_no_error (error);
  davy_db_close (db);
}

static const char *const tables[] = {
  "access",    "alert_activity", "alert_bodies", "alert_details", "alert_resources",
  "alerts",    "case_alerts",    "case_drafts",  "case_entries",  "cases",
  "customers", "episodes",       "evidence",     "list_prices",   "standing",
  "state",     "subscriptions",  "usage",        "usage_totals",  "subscription_search",
};

static void
count_rows (const char *path, gint64 *counts)
{
  g_autoptr (GError) error = NULL;
  DavyDb *db = davy_db_open (path, DAVY_DB_READ_WRITE, &error);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", tables[i]);

      davy_db_read_integer (db, sql, &counts[i], &error);
      g_assert_no_error (error);
    }
  davy_db_close (db);
}

static gboolean
verify (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_verify_journal (db, 1, error);
}

static void
test_upgrade (gconstpointer data)
{
  g_autofree char *path = davy_test_store_path ();
  gint64 before[G_N_ELEMENTS (tables)];
  gint64 after[G_N_ELEMENTS (tables)];
  DavyStore *store;

  write_database (path, GPOINTER_TO_INT (data));
  count_rows (path, before);
  store = davy_test_store_open (path);
  g_assert_null (davy_store_get_set_aside (store));
  g_assert_cmpint (davy_test_store_number (store, "PRAGMA user_version"), ==, DAVY_SCHEMA_VERSION);
  g_assert_cmpint (davy_test_store_number (store, "SELECT count (*) FROM pragma_foreign_key_check"),
                   ==, 0);
  davy_test_store_write (store, verify, NULL, 0);
  davy_test_store_close (&store);

  count_rows (path, after);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_assert_cmpint (before[i], >, 0);
      g_assert_cmpint (after[i], ==, before[i]);
    }
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  for (int version = 5; version < DAVY_SCHEMA_VERSION; version++)
    {
      g_autofree char *path = g_strdup_printf ("/store/upgrade/from-%d", version);

      g_test_add_data_func (path, GINT_TO_POINTER (version), test_upgrade);
    }

  return g_test_run ();
}
