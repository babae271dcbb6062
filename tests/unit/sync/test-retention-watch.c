/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-retention-watch.h"

#include "davy-test-store.h"
#include "store/davy-retention.h"

#define NOW ((DavyTime) 1774000000 * DAVY_TIME_SECOND)

typedef struct
{
  DavyStore *store;
  DavySync *sync;
  DavyRetentionWatch *watch;
} Fixture;

static gboolean
put_closed_case (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (
      db,
      "INSERT INTO cases (key, account_id, azure_id, step, opened_at, closed_at)"
      " VALUES (lower (hex (randomblob (8))), 'a', lower (hex (randomblob (8))), 'done', 1, 1)",
      error);
}

static void
add_case (Fixture *fixture)
{
  davy_test_store_write (fixture->store, put_closed_case, NULL, DAVY_TABLE_CASES);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyEndpoints) endpoints = davy_endpoints_new_for_cloud ("global");
  g_autoptr (DavyAccounts) accounts = davy_accounts_new (endpoints, "test", NULL);
  g_autofree char *path = davy_test_store_path ();

  davy_test_clock_install (NOW);
  fixture->store = davy_test_store_open (path);
  fixture->sync = davy_sync_new (fixture->store, accounts);
  fixture->watch = davy_retention_watch_new (fixture->store, fixture->sync);
  add_case (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->watch);
  g_clear_object (&fixture->sync);
  davy_test_store_close (&fixture->store);
  davy_clock_replace (NULL);
}

/* What the watch has asked the writer for is done before this read sees anything. */
static gint64
count_cases (Fixture *fixture)
{
  davy_test_store_write (fixture->store, put_closed_case, NULL, DAVY_TABLE_CASES);

  return davy_test_store_number (fixture->store, "SELECT count (*) FROM cases") - 1;
}

static void
keep (Fixture *fixture, guint months)
{
  g_object_set (fixture->watch, "keep-months", months, NULL);
}

static void
end_refresh (Fixture *fixture)
{
  g_object_notify (G_OBJECT (fixture->sync), "running");
}

/* Nobody has said yet how long is kept. */
static void
test_not_set (Fixture *fixture, gconstpointer data)
{
  end_refresh (fixture);
  g_assert_cmpint (count_cases (fixture), ==, 1);
}

static void
test_set (Fixture *fixture, gconstpointer data)
{
  guint months;

  keep (fixture, DAVY_RETENTION_FOR_EVER);
  g_assert_cmpint (count_cases (fixture), ==, 1);
  keep (fixture, 12);
  g_object_get (fixture->watch, "keep-months", &months, NULL);
  g_assert_cmpuint (months, ==, 12);
  g_assert_cmpint (count_cases (fixture), ==, 0);
}

static void
count_cb (guint *changes)
{
  ++*changes;
}

/* Twice a day is not even looked. */
static void
test_next_day (Fixture *fixture, gconstpointer data)
{
  guint changes = 0;

  keep (fixture, 12);
  g_assert_cmpint (count_cases (fixture), ==, 0); /* it left one behind to look with */
  g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (count_cb), &changes);
  end_refresh (fixture);
  g_assert_cmpint (count_cases (fixture), ==, 1);
  g_assert_cmpuint (changes, ==, 1); /* its own */

  davy_test_clock_advance (DAVY_TIME_DAY);
  end_refresh (fixture);
  g_assert_cmpint (count_cases (fixture), ==, 0);
}

static gboolean
run_sql (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db, data, error);
}

/* The day does not count as looked at. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  davy_test_store_write (fixture->store, run_sql,
                         (gpointer) "CREATE TRIGGER refusal BEFORE DELETE ON cases BEGIN"
                                    " SELECT RAISE (ABORT, 'refused'); END",
                         0);
  keep (fixture, 12);
  g_assert_cmpint (count_cases (fixture), ==, 1);
  davy_test_store_write (fixture->store, run_sql, (gpointer) "DROP TRIGGER refusal", 0);
  end_refresh (fixture);
  g_assert_cmpint (count_cases (fixture), ==, 0);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("/sync/retention-watch/not-set", test_not_set);
  ADD ("/sync/retention-watch/set", test_set);
  ADD ("/sync/retention-watch/next-day", test_next_day);
  ADD ("/sync/retention-watch/refused", test_refused);

  return g_test_run ();
}
