/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-retention-watch.h"

#include "store/davy-retention.h"
#include "sync-fixture.h"
#include "sync/davy-sync-private.h"

/* It looks by the time of day, and what it is told of the servers' by a refresh from one. */

typedef struct
{
  Fixture base;
  DavyRetentionWatch *watch;
} WatchFixture;

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
add_case (WatchFixture *fixture)
{
  davy_test_store_write (fixture->base.store, put_closed_case, NULL, DAVY_TABLE_CASES);
}

static void
set_up_watch (WatchFixture *fixture, gconstpointer data)
{
  set_up (&fixture->base, DAVY_TEST_ADA);
  fixture->watch = davy_retention_watch_new (fixture->base.store, fixture->base.sync);
  add_case (fixture);
}

static void
tear_down_watch (WatchFixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->watch);
  tear_down (&fixture->base, data);
}

/* What the watch has asked the writer for is done before this read sees anything. */
static gint64
count_cases (WatchFixture *fixture)
{
  add_case (fixture);

  return davy_test_store_number (fixture->base.store, "SELECT count (*) FROM cases") - 1;
}
static void
keep (WatchFixture *fixture, guint months)
{
  g_object_set (fixture->watch, "keep-months", months, NULL);
}

static void
end_refresh (WatchFixture *fixture)
{
  g_object_notify (G_OBJECT (fixture->base.sync), "running");
}

/* Nobody has said yet how long is kept. */
static void
test_not_set (WatchFixture *fixture, gconstpointer data)
{
  refresh (&fixture->base);
  g_assert_cmpint (count_cases (fixture), ==, 1);
}

static void
test_set (WatchFixture *fixture, gconstpointer data)
{
  guint months;

  refresh (&fixture->base);
  keep (fixture, DAVY_RETENTION_FOR_EVER);
  g_assert_cmpint (count_cases (fixture), ==, 1);
  keep (fixture, 12);
  g_object_get (fixture->watch, "keep-months", &months, NULL);
  g_assert_cmpuint (months, ==, 12);
  g_assert_cmpint (count_cases (fixture), ==, 0);
}

/* At the start nobody knows whether the clock is right. */
static void
test_after_refresh (WatchFixture *fixture, gconstpointer data)
{
  keep (fixture, 12);
  end_refresh (fixture);
  g_assert_cmpint (count_cases (fixture), ==, 1);
  refresh (&fixture->base);
  g_assert_cmpint (count_cases (fixture), ==, 0);
}

static void
test_refresh_failed (WatchFixture *fixture, gconstpointer data)
{
  davy_test_world_spoil (&fixture->base.world, "GET /pc/* x* status=400");
  keep (fixture, 12);
  refresh (&fixture->base);
  g_assert_cmpint (count_cases (fixture), ==, 1);
}

static void
test_clock_wrong (WatchFixture *fixture, gconstpointer data)
{
  davy_emulator_advance (fixture->base.world.emulator, -25 * DAVY_TIME_HOUR);
  keep (fixture, 12);
  refresh (&fixture->base);
  g_assert_cmpint (davy_sync_get_clock_offset (fixture->base.sync), >, DAVY_TIME_DAY);
  g_assert_cmpint (count_cases (fixture), ==, 1);

  davy_emulator_advance (fixture->base.world.emulator, 25 * DAVY_TIME_HOUR);
  refresh (&fixture->base);
  g_assert_cmpint (count_cases (fixture), ==, 0);
}

static void
count_cb (guint *changes)
{
  ++*changes;
}

/* Twice a day is not even looked. */
static void
test_next_day (WatchFixture *fixture, gconstpointer data)
{
  guint changes = 0;
  gulong handler;

  davy_test_clock_install (davy_time_now ());
  fixture->base.sync->running = TRUE; /* a refresh that has read the alerts */
  davy_sync_set_last_refresh (fixture->base.sync, davy_time_now ());
  davy_sync_set_running (fixture->base.sync, FALSE);
  keep (fixture, 12);
  g_assert_cmpint (count_cases (fixture), ==, 0); /* it left one behind to look with */
  handler =
      g_signal_connect_swapped (fixture->base.store, "changed", G_CALLBACK (count_cb), &changes);
  end_refresh (fixture);
  g_assert_cmpint (count_cases (fixture), ==, 1);
  g_assert_cmpuint (changes, ==, 1); /* its own */
  g_signal_handler_disconnect (fixture->base.store, handler);

  davy_test_clock_advance (DAVY_TIME_DAY);
  end_refresh (fixture);
  g_assert_cmpint (count_cases (fixture), ==, 0);
  davy_clock_replace (NULL);
}

static gboolean
run_sql (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db, data, error);
}

/* The day does not count as looked at. */
static void
test_refused (WatchFixture *fixture, gconstpointer data)
{
  refresh (&fixture->base);
  davy_test_store_write (fixture->base.store, run_sql,
                         (gpointer) "CREATE TRIGGER refusal BEFORE DELETE ON cases BEGIN"
                                    " SELECT RAISE (ABORT, 'refused'); END",
                         0);
  keep (fixture, 12);
  g_assert_cmpint (count_cases (fixture), ==, 1);
  davy_test_store_write (fixture->base.store, run_sql, (gpointer) "DROP TRIGGER refusal", 0);
  end_refresh (fixture);
  g_assert_cmpint (count_cases (fixture), ==, 0);
}

#define ADD(path, test) g_test_add (path, WatchFixture, NULL, set_up_watch, test, tear_down_watch)

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD ("/sync/retention-watch/not-set", test_not_set);
  ADD ("/sync/retention-watch/set", test_set);
  ADD ("/sync/retention-watch/after-a-refresh", test_after_refresh);
  ADD ("/sync/retention-watch/a-refresh-that-failed", test_refresh_failed);
  ADD ("/sync/retention-watch/a-wrong-clock", test_clock_wrong);
  ADD ("/sync/retention-watch/next-day", test_next_day);
  ADD ("/sync/retention-watch/refused", test_refused);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
