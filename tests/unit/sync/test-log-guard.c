/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../triage/case-fixture.h"
#include "sync/davy-reminder-watch.h"
#include "triage/davy-evidence.h"

/* Azure deletes its activity log after 90 days: who has a case open is told two weeks before. */

#define WARNED (76 * DAVY_TIME_DAY)

static void
set_up_clock (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  davy_test_clock_install (davy_time_now ());
}

static void
tear_down_clock (Fixture *fixture, gconstpointer data)
{
  davy_clock_replace (NULL);
  tear_down (fixture, data);
}

static gboolean
list (DavyDb *db, gpointer data, GError **error)
{
  GPtrArray **reminders = data;

  *reminders = davy_db_list_reminders (db, error);

  return *reminders != NULL;
}

/* When it is due; DAVY_TIME_UNSET: never. */
static DavyTime
find_due (Fixture *fixture)
{
  g_autoptr (GPtrArray) reminders = NULL;

  davy_test_store_read (fixture->store, list, &reminders);
  for (guint i = 0; i < reminders->len; i++)
    {
      const DavyReminder *reminder = g_ptr_array_index (reminders, i);

      if (reminder->kind == DAVY_REMINDER_LOG)
        return reminder->due;
    }

  return DAVY_TIME_UNSET;
}

static DavyTime
first_observed (Fixture *fixture)
{
  return davy_test_store_number (fixture->store, "SELECT first_observed FROM alerts"
                                                 " WHERE event_id = 'event-1'");
}

static void
test_due (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (find_due (fixture), ==, first_observed (fixture) + WARNED);
}

static void
test_goes_by_the_decision (Fixture *fixture, gconstpointer data)
{
  DavyTime onset = davy_time_now () - 20 * DAVY_TIME_DAY;
  g_autofree char *facts =
      g_strdup_printf ("{'onset': <int64 %" G_GINT64_FORMAT ">, 'onset-source': <'log'>}", onset);

  walk_to_verdict (fixture);
  record (fixture, DAVY_STEP_VERDICT, "{'verdict': <'unexpected'>}");
  davy_case_go_to (fixture->handled, DAVY_STEP_ORIGIN);
  record (fixture, DAVY_STEP_ORIGIN, facts);
  g_assert_cmpint (find_due (fixture), ==, onset + WARNED);
}

static gboolean
forget_when (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db, "UPDATE alerts SET first_observed = 0", error);
}

/* The log goes on from the day on which the case was opened, at least. */
static void
test_goes_by_the_opening (Fixture *fixture, gconstpointer data)
{
  davy_test_store_write (fixture->store, forget_when, NULL, DAVY_TABLE_ALERTS);
  g_assert_cmpint (find_due (fixture), ==,
                   davy_test_store_number (fixture->store, "SELECT opened_at FROM cases") + WARNED);
}

static gboolean
append (DavyDb *db, gpointer kind, GError **error)
{
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new (kind, NULL);

  entry->facts = g_strdup ("{'part': <'" DAVY_EVIDENCE_ACTIVITY "'>}");

  return davy_db_append_entry (db, 1, entry, error);
}

/* @data: the kind of the entry that makes an end of it */
static void
test_ended (Fixture *fixture, gconstpointer data)
{
  davy_test_store_write (fixture->store, append, (gpointer) data, DAVY_TABLE_CASES);
  g_assert_cmpint (find_due (fixture), ==, DAVY_TIME_UNSET);
}

static gboolean
append_other (DavyDb *db, gpointer data, GError **error)
{
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new ("evidence", NULL);

  entry->facts = g_strdup ("{'part': <'" DAVY_EVIDENCE_ROLES "'>}");

  return davy_db_append_entry (db, 1, entry, error);
}

static void
test_other_evidence (Fixture *fixture, gconstpointer data)
{
  davy_test_store_write (fixture->store, append_other, NULL, DAVY_TABLE_CASES);
  g_assert_cmpint (find_due (fixture), !=, DAVY_TIME_UNSET);
}

static gboolean
close_case (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_close_case (db, 1, davy_time_now (), error);
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  davy_test_store_write (fixture->store, close_case, NULL, DAVY_TABLE_CASES);
  g_assert_cmpint (find_due (fixture), ==, DAVY_TIME_UNSET);
}

static void
test_too_late (Fixture *fixture, gconstpointer data)
{
  davy_test_clock_advance (91 * DAVY_TIME_DAY);
  g_assert_cmpint (find_due (fixture), ==, DAVY_TIME_UNSET);
}

static void
due_cb (DavyReminderWatch *watch, const DavyReminder *reminder, guint *given)
{
  g_assert_cmpint (reminder->kind, ==, DAVY_REMINDER_LOG);
  g_assert_nonnull (reminder->customer_name);
  (*given)++;
}

static gboolean
was_given (gpointer given)
{
  return *(guint *) given > 0;
}

static void
test_given_once (Fixture *fixture, gconstpointer data)
{
  guint given = 0;
  g_autoptr (DavyReminderWatch) watch = NULL;

  davy_test_clock_advance (first_observed (fixture) + WARNED - davy_time_now ());
  watch = davy_reminder_watch_new (fixture->store);
  g_signal_connect (watch, "due", G_CALLBACK (due_cb), &given);
  g_assert_true (davy_test_spin_until (was_given, &given));
  g_assert_cmpint (find_due (fixture), ==, DAVY_TIME_UNSET);
  g_assert_cmpuint (count_entries (fixture, "reminded"), ==, 1);
  g_assert_cmpuint (given, ==, 1);
  g_signal_handlers_disconnect_by_func (watch, due_cb, &given);
}

#define ADD_GUARD(name, data, function) \
  g_test_add ("/sync/log-guard/" name, Fixture, data, set_up_clock, function, tear_down_clock)

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD_GUARD ("due-two-weeks-before", NULL, test_due);
  ADD_GUARD ("goes-by-what-was-decided", NULL, test_goes_by_the_decision);
  ADD_GUARD ("goes-by-the-opening-where-nothing-else-is-known", NULL, test_goes_by_the_opening);
  ADD_GUARD ("ends-when-stored", "evidence", test_ended);
  ADD_GUARD ("ends-when-waived", "waived", test_ended);
  ADD_GUARD ("stays-for-other-evidence", NULL, test_other_evidence);
  ADD_GUARD ("ends-when-closed", NULL, test_closed);
  ADD_GUARD ("ends-when-it-is-too-late", NULL, test_too_late);
  ADD_GUARD ("given-once", NULL, test_given_once);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
