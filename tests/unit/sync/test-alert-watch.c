/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-alert-watch.h"

#include "partner/davy-partner-client.h"
#include "sync-fixture.h"

/* What the desktop is told of, from the embedded Partner Center to the watch. From there to the
 * desktop: tests/display/ui/test-notices.c. */

typedef struct
{
  DavyAlertWatch *watch;
  guint told;  /* alerts */
  guint tests; /* of them */
  guint over;
  gint64 first; /* the row of what was told first */
} Heard;

static void
news_cb (DavyAlertWatch *watch, const DavyNews *news, Heard *heard)
{
  for (guint i = 0; i < news->notices->len; i++)
    {
      const DavyNotice *notice = g_ptr_array_index (news->notices, i);

      if (heard->told == 0)
        heard->first = davy_alert_get_id (notice->alert);
      heard->told++;
      heard->tests += davy_alert_is_test (notice->alert) ? 1 : 0;
    }
  heard->over += news->over->len;
}

static void
heard_clear (Heard *self)
{
  g_signal_handlers_disconnect_by_func (self->watch, news_cb, self);
  g_object_unref (self->watch);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Heard, heard_clear)

static void
listen_to (Fixture *fixture, Heard *heard)
{
  heard->watch = davy_alert_watch_new (fixture->store, fixture->sync);
  g_signal_connect (heard->watch, "news", G_CALLBACK (news_cb), heard);
}

/* All that the store was asked before is answered then, and what follows from it. */
static void
let_pass (Fixture *fixture)
{
  for (guint i = 0; i < 4; i++)
    {
      davy_test_store_number (fixture->store, "SELECT 1");
      davy_test_store_write (fixture->store, davy_test_read_number,
                             &(DavyTestNumber){ .sql = "SELECT 1" }, 0);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

static gboolean
has_heard (gpointer heard)
{
  return ((Heard *) heard)->told > 0;
}

static gboolean
has_heard_of_end (gpointer heard)
{
  return ((Heard *) heard)->over > 0;
}

static void
set_status (Fixture *fixture, const char *status, const char *reason)
{
  g_autoptr (DavyPartnerClient) client = davy_partner_client_new (fixture->world.account);
  static const char *const ids[] = { "event-1", NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  davy_partner_client_set_status_async (client, SHOP, ids, status, reason, NULL,
                                        davy_test_keep_result, &result);
  events =
      davy_partner_client_set_status_finish (client, davy_test_wait_result (&result), NULL, &error);
  g_assert_no_error (error);
}

/* Three are open, one is a test. What was resolved before is not told. */
static void
test_first_refresh (Fixture *fixture, gconstpointer unused)
{
  g_auto (Heard) heard = { 0 };

  listen_to (fixture, &heard);
  refresh (fixture);
  let_pass (fixture);
  g_assert_cmpuint (heard.told, ==, 4);
  g_assert_cmpuint (heard.tests, ==, 1);
  g_assert_cmpint (
      heard.first, ==,
      davy_test_store_number (fixture->store, "SELECT id FROM alerts WHERE event_id = 'event-1'"));
}

static void
test_new_start (Fixture *fixture, gconstpointer unused)
{
  g_auto (Heard) before = { 0 };
  g_auto (Heard) after = { 0 };

  listen_to (fixture, &before);
  refresh (fixture);
  let_pass (fixture);
  g_signal_handlers_disconnect_by_func (before.watch, news_cb, &before);

  listen_to (fixture, &after);
  refresh (fixture);
  let_pass (fixture);
  g_assert_cmpuint (after.told, ==, 0);
}

/* Nobody listened when it came: the program was ended before it could tell. */
static void
test_missed_is_told_at_the_next_start (Fixture *fixture, gconstpointer unused)
{
  g_auto (Heard) heard = { 0 };

  refresh (fixture);
  listen_to (fixture, &heard);
  g_assert_true (davy_test_spin_until (has_heard, &heard));
  g_assert_cmpuint (heard.told, ==, 4);
}

static void
test_resolved_elsewhere (Fixture *fixture, gconstpointer unused)
{
  g_auto (Heard) heard = { 0 };

  listen_to (fixture, &heard);
  refresh (fixture);
  let_pass (fixture);
  set_status (fixture, "Resolved", "Fraud");
  refresh (fixture);
  g_assert_true (davy_test_spin_until (has_heard_of_end, &heard));
  g_assert_cmpuint (heard.over, ==, 1);
  g_assert_cmpuint (heard.told, ==, 4);
}

static void
test_seen (Fixture *fixture, gconstpointer unused)
{
  g_auto (Heard) heard = { 0 };

  listen_to (fixture, &heard);
  refresh (fixture);
  let_pass (fixture);
  davy_store_see_alert (fixture->store, heard.first);
  g_assert_true (davy_test_spin_until (has_heard_of_end, &heard));
  refresh (fixture);
  let_pass (fixture);
  g_assert_cmpuint (heard.over, ==, 1);
  g_assert_cmpuint (heard.told, ==, 4);
}

static void
tell_running_cb (DavySync *sync, GParamSpec *pspec, Heard *heard)
{
  if (davy_sync_get_stage (sync) == DAVY_SYNC_STAGE_ALERTS)
    g_assert_cmpuint (heard->told, ==, 0);
}

/* While the list is being read nobody knows how many there are. */
static void
test_told_when_all_are_read (Fixture *fixture, gconstpointer unused)
{
  g_auto (Heard) heard = { 0 };
  gulong handler;

  listen_to (fixture, &heard);
  handler = g_signal_connect (fixture->sync, "notify", G_CALLBACK (tell_running_cb), &heard);
  refresh (fixture);
  let_pass (fixture);
  g_signal_handler_disconnect (fixture->sync, handler);
  g_assert_cmpuint (heard.told, ==, 4);
}

static gboolean
put_investigated (DavyDb *db, gpointer row, GError **error)
{
  const DavyAlertRow alert = { .account_id = DAVY_TEST_ACCOUNT,
                               .event_id = "investigated",
                               .status = "Investigating",
                               .created = davy_time_now () };

  return davy_db_put_alert (db, &alert, 1, row, error);
}

/* With the clock of the tests: an alarm is what tells again, and nothing else is set. */
static void
test_snoozed (Fixture *fixture, gconstpointer unused)
{
  g_auto (Heard) heard = { 0 };
  gint64 row;

  davy_test_clock_install (davy_time_now ());
  davy_test_store_write (fixture->store, put_investigated, &row, DAVY_TABLE_ALERTS);
  listen_to (fixture, &heard);
  g_assert_true (davy_test_spin_until (has_heard, &heard));
  g_assert_cmpint (davy_test_clock_next (), ==, -1);

  davy_store_snooze_alert (fixture->store, row);
  g_assert_true (davy_test_spin_until (has_heard_of_end, &heard));
  let_pass (fixture);
  g_assert_cmpint (davy_test_clock_next (), >, 0);
  for (guint minute = 0; minute < DAVY_NOTICE_SNOOZE / DAVY_TIME_MINUTE; minute++)
    {
      g_assert_cmpuint (heard.told, ==, 1);
      davy_test_clock_advance (DAVY_TIME_MINUTE + DAVY_TIME_SECOND);
      let_pass (fixture);
    }
  g_assert_cmpuint (heard.told, ==, 2);
  g_assert_cmpint (davy_test_clock_next (), ==, -1);
  davy_clock_replace (NULL);
}

static gboolean
execute (DavyDb *db, gpointer sql, GError **error)
{
  return davy_db_execute (db, sql, error);
}

/* @sql: what nobody is told of */
static void
alter (Fixture *fixture, const char *sql)
{
  davy_test_store_write (fixture->store, execute, (gpointer) sql, 0);
}

/* @refuse: from when on it cannot be looked; @allow: from when on it can; nothing else changes */
static void
assert_told_a_minute_later (Fixture *fixture, const char *refuse, const char *allow)
{
  g_auto (Heard) heard = { 0 };
  gint64 row;

  davy_test_clock_install (davy_time_now ());
  listen_to (fixture, &heard);
  let_pass (fixture);
  alter (fixture, refuse);
  davy_test_store_write (fixture->store, put_investigated, &row, DAVY_TABLE_ALERTS);
  let_pass (fixture);
  g_assert_cmpint (davy_test_clock_next (), >, 0);
  alter (fixture, allow);
  let_pass (fixture);
  g_assert_cmpuint (heard.told, ==, 0);

  /* An alarm rings by the minute of the clock first, and then when its own is full. */
  for (guint i = 0; i < 2; i++)
    {
      davy_test_clock_advance (DAVY_TIME_MINUTE / 2 + DAVY_TIME_SECOND);
      let_pass (fixture);
    }
  g_assert_cmpuint (heard.told, ==, 1);
  g_assert_cmpint (davy_test_clock_next (), ==, -1);
  davy_clock_replace (NULL);
}

static void
test_cannot_read (Fixture *fixture, gconstpointer unused)
{
  assert_told_a_minute_later (fixture, "ALTER TABLE notices RENAME TO elsewhere",
                              "ALTER TABLE elsewhere RENAME TO notices");
}

static void
test_cannot_write (Fixture *fixture, gconstpointer unused)
{
  assert_told_a_minute_later (fixture,
                              "CREATE TRIGGER refuse BEFORE INSERT ON notices"
                              " BEGIN SELECT raise (ABORT, 'Full'); END",
                              "DROP TRIGGER refuse");
}

/* What cannot be read the second time either is not asked for ever. */
static void
test_tries_again_once (Fixture *fixture, gconstpointer unused)
{
  g_auto (Heard) heard = { 0 };
  gint64 row;

  davy_test_clock_install (davy_time_now ());
  listen_to (fixture, &heard);
  let_pass (fixture);
  alter (fixture, "ALTER TABLE notices RENAME TO elsewhere");
  davy_test_store_write (fixture->store, put_investigated, &row, DAVY_TABLE_ALERTS);
  let_pass (fixture);
  for (guint i = 0; i < 2; i++)
    {
      davy_test_clock_advance (DAVY_TIME_MINUTE / 2 + DAVY_TIME_SECOND);
      let_pass (fixture);
    }
  g_assert_cmpint (davy_test_clock_next (), ==, -1);

  /* The next change brings it. */
  alter (fixture, "ALTER TABLE elsewhere RENAME TO notices");
  davy_test_store_write (fixture->store, put_investigated, &row, DAVY_TABLE_ALERTS);
  let_pass (fixture);
  g_assert_cmpuint (heard.told, ==, 1);
  davy_clock_replace (NULL);
}

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/sync/alert-watch/first-refresh-tells-open-ones", DAVY_TEST_ADA, test_first_refresh);
  add ("/sync/alert-watch/new-start-tells-nothing-again", DAVY_TEST_ADA, test_new_start);
  add ("/sync/alert-watch/missed-is-told-at-the-next-start", DAVY_TEST_ADA,
       test_missed_is_told_at_the_next_start);
  add ("/sync/alert-watch/resolved-elsewhere-is-withdrawn", DAVY_TEST_ADA, test_resolved_elsewhere);
  add ("/sync/alert-watch/seen-is-withdrawn", DAVY_TEST_ADA, test_seen);
  add ("/sync/alert-watch/told-when-all-are-read", DAVY_TEST_ADA, test_told_when_all_are_read);
  add ("/sync/alert-watch/snoozed-is-told-by-an-alarm", DAVY_TEST_ADA, test_snoozed);

  add ("/sync/alert-watch/what-cannot-be-read-is-tried-again", DAVY_TEST_ADA, test_cannot_read);
  add ("/sync/alert-watch/what-cannot-be-written-is-tried-again", DAVY_TEST_ADA, test_cannot_write);
  add ("/sync/alert-watch/tries-again-once", DAVY_TEST_ADA, test_tries_again_once);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
