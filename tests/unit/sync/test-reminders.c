/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-reminder-watch.h"

#include "../triage/case-fixture.h"
#include "store/davy-alert.h"
#include "store/davy-retention.h"
#include "triage/davy-case-refund.h"
#include "triage/davy-snoozes.h"

static DavyTime noon; /* when the clock stands still */

static void
set_up_clock (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  noon = davy_time_now ();
  davy_test_clock_install (noon);
}

static void
tear_down_clock (Fixture *fixture, gconstpointer data)
{
  davy_clock_replace (NULL);
  tear_down (fixture, data);
}

static gboolean
try_snooze (Fixture *fixture, DavyTime until, const char *reason, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_case_snooze_async (fixture->handled, until, reason, NULL, davy_test_keep_result, &result);
  return davy_case_snooze_finish (fixture->handled, davy_test_wait_result (&result), error);
}

static void
snooze (Fixture *fixture, DavyTime until)
{
  g_autoptr (GError) error = NULL;

  try_snooze (fixture, until, "The customer calls back", &error);
  g_assert_no_error (error);
}

static void
assert_snooze_refused (Fixture *fixture, DavyTime until, const char *reason)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (try_snooze (fixture, until, reason, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
}

/* The only reminder there is; NULL for none. */
static DavyReminder *
find_reminder (Fixture *fixture)
{
  g_autoptr (GPtrArray) reminders = davy_case_list_reminders (fixture->handled);

  g_assert_cmpuint (reminders->len, <=, 1);

  return reminders->len > 0 ? g_ptr_array_steal_index (reminders, 0) : NULL;
}

static void
assert_reminder (Fixture *fixture, DavyReminderKind kind, DavyTime due)
{
  g_autoptr (DavyReminder) reminder = find_reminder (fixture);

  g_assert_nonnull (reminder);
  g_assert_cmpint (reminder->kind, ==, kind);
  g_assert_cmpint (reminder->due, ==, due);
}

static void
assert_no_reminder (Fixture *fixture)
{
  g_autoptr (DavyReminder) reminder = find_reminder (fixture);

  g_assert_null (reminder);
}

static void
test_not_reached (Fixture *fixture, gconstpointer data)
{
  record (fixture, DAVY_STEP_DETECTED, NULL);
  record (fixture, DAVY_STEP_STANDING, "{'answer': <'good'>}");
  record (fixture, DAVY_STEP_USAGE, "{'pattern': <'sudden'>}");
  assert_no_reminder (fixture);
  record (fixture, DAVY_STEP_CONTACT, "{'reached': <false>}");
  assert_reminder (fixture, DAVY_REMINDER_CALL, noon + 30 * DAVY_TIME_MINUTE);

  davy_test_clock_advance (DAVY_TIME_MINUTE);
  record (fixture, DAVY_STEP_VERDICT, "{'verdict': <'not-reached'>}");
  assert_reminder (fixture, DAVY_REMINDER_CALL, noon + 31 * DAVY_TIME_MINUTE);
  start_again (fixture);
  assert_reminder (fixture, DAVY_REMINDER_CALL, noon + 31 * DAVY_TIME_MINUTE);

  davy_case_go_to (fixture->handled, DAVY_STEP_CONTACT);
  record (fixture, DAVY_STEP_CONTACT, "{'reached': <true>, 'person': <'Grace'>}");
  assert_no_reminder (fixture);
}

static gboolean
close_long_ago (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db, "UPDATE cases SET closed_at = 1", error);
}

static gboolean
give_first (DavyDb *db, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) reminders = davy_db_list_reminders (db, error);

  return reminders != NULL && davy_db_put_reminded (db, g_ptr_array_index (reminders, 0), error);
}

static guint
count_stale_cases (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavyStale stale;

  davy_store_count_stale_async (fixture->store, DAVY_RETENTION_LEAST_MONTHS, NULL,
                                davy_test_keep_result, &result);
  davy_store_count_stale_finish (fixture->store, davy_test_wait_result (&result), &stale, &error);
  g_assert_no_error (error);

  return stale.n_cases;
}

static void
test_review_day (Fixture *fixture, gconstpointer data)
{
  DavyDay day;

  g_assert_true (davy_day_parse ("2027-03-01", &day));
  walk_to_verdict (fixture);
  record (fixture, DAVY_STEP_VERDICT, "{'verdict': <'approved'>}");
  record (fixture, DAVY_STEP_PROOF,
          "{'reference': <'MS-1'>, 'approved-on': <'2026-03-01'>, 'review-on': <'2027-03-01'>}");
  assert_reminder (fixture, DAVY_REMINDER_REVIEW, davy_day_to_time (day));

  /* It outlives its case, which is kept until it was given. */
  davy_test_store_write (fixture->store, close_long_ago, NULL, DAVY_TABLE_CASES);
  g_assert_cmpuint (count_stale_cases (fixture), ==, 0);
  davy_test_store_write (fixture->store, give_first, NULL, DAVY_TABLE_CASES);
  g_assert_cmpuint (count_stale_cases (fixture), ==, 1);
}

static void
test_snooze (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyReminder) reminder = NULL;

  assert_snooze_refused (fixture, noon + DAVY_TIME_HOUR, NULL);
  assert_snooze_refused (fixture, noon + DAVY_TIME_HOUR, "  ");
  assert_snooze_refused (fixture, noon, "Later");
  assert_snooze_refused (fixture, noon + 8 * DAVY_TIME_DAY, "Much later");
  assert_no_reminder (fixture);

  snooze (fixture, noon + DAVY_TIME_HOUR);
  snooze (fixture, noon + 2 * DAVY_TIME_HOUR);
  assert_reminder (fixture, DAVY_REMINDER_SNOOZE, noon + 2 * DAVY_TIME_HOUR);
  reminder = find_reminder (fixture);
  g_assert_cmpstr (reminder->reason, ==, "The customer calls back");
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_DETECTED);
  g_assert_cmpuint (count_posts (fixture), ==, 0);

  /* Who goes on has not put it aside. */
  record (fixture, DAVY_STEP_DETECTED, NULL);
  assert_no_reminder (fixture);
}

typedef struct
{
  guint given;
  DavyReminderKind kind;
  gint64 alert_row;
  gboolean woken;
} Given;

static void
due_cb (DavyReminderWatch *watch, const DavyReminder *reminder, Given *given)
{
  given->given++;
  given->kind = reminder->kind;
  given->alert_row = reminder->alert_row;
  given->woken = reminder->woken;
}

/* What it was still reading is told later, when a test and the figures on its stack are gone. */
typedef DavyReminderWatch Watched;

static void
watched_free (Watched *self)
{
  g_signal_handlers_disconnect_matched (self, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, (gpointer) due_cb,
                                        NULL);
  g_object_unref (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Watched, watched_free)

static gboolean
was_given (gpointer data)
{
  return ((Given *) data)->given > 0;
}

static Watched *
watch (Fixture *fixture, Given *given)
{
  Watched *self = davy_reminder_watch_new (fixture->store);

  g_signal_connect (self, "due", G_CALLBACK (due_cb), given);

  return self;
}

/* All that the store was asked before is answered then. */
static void
let_pass (Fixture *fixture)
{
  for (guint i = 0; i < 3; i++)
    {
      davy_test_store_number (fixture->store, "SELECT 1");
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

static void
test_given_once (Fixture *fixture, gconstpointer data)
{
  Given given = { 0 };
  Given again = { 0 };
  g_autoptr (Watched) first = watch (fixture, &given);
  g_autoptr (Watched) second = NULL;

  snooze (fixture, noon + DAVY_TIME_HOUR);
  for (guint minute = 0; minute < 59; minute++)
    {
      let_pass (fixture);
      davy_test_clock_advance (DAVY_TIME_MINUTE);
    }
  let_pass (fixture);
  g_assert_cmpuint (given.given, ==, 0);

  davy_test_clock_advance (DAVY_TIME_MINUTE + DAVY_TIME_SECOND);
  g_assert_true (davy_test_spin_until (was_given, &given));
  g_assert_cmpuint (given.given, ==, 1);
  g_assert_cmpint (given.kind, ==, DAVY_REMINDER_SNOOZE);
  g_assert_cmpint (given.alert_row, !=, 0);
  g_assert_cmpuint (count_entries (fixture, "reminded"), ==, 1);

  /* Nor after a new start. */
  second = watch (fixture, &again);
  let_pass (fixture);
  g_assert_cmpuint (again.given, ==, 0);
  start_again (fixture);
  assert_no_reminder (fixture);
}

/* Milliseconds until alarms look at the clock: they do when a minute of the monotonic one is full.
 */
static guint
get_wait (void)
{
  gint64 left = DAVY_TIME_MINUTE - davy_time_monotonic () % DAVY_TIME_MINUTE;

  return (guint) (left / 1000 + 1);
}

/* What was read once is known: passing time brings no other reminder. */
static void
test_waits_without_reading (Fixture *fixture, gconstpointer data)
{
  Given given = { 0 };
  g_autoptr (Watched) watched = NULL;

  snooze (fixture, noon + DAVY_TIME_HOUR);
  watched = watch (fixture, &given);
  let_pass (fixture);
  g_assert_cmpuint (davy_test_clock_count (get_wait ()), ==, 1);

  davy_store_close (fixture->store);
  davy_test_clock_advance (2 * DAVY_TIME_MINUTE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (davy_test_clock_count (get_wait ()), ==, 1);
}

static void
test_given_at_the_next_start (Fixture *fixture, gconstpointer data)
{
  Given given = { 0 };
  g_autoptr (Watched) watched = NULL;

  snooze (fixture, noon + DAVY_TIME_HOUR);
  davy_test_clock_advance (5 * DAVY_TIME_HOUR);
  watched = watch (fixture, &given);
  g_assert_true (davy_test_spin_until (was_given, &given));
  g_assert_cmpuint (given.given, ==, 1);
}

static gboolean
is_known_put_aside (gpointer snoozes)
{
  return davy_snoozes_get_until (snoozes, g_object_get_data (snoozes, "account"), SHOP) !=
         DAVY_TIME_UNSET;
}

static gboolean
is_not_put_aside (gpointer snoozes)
{
  return !is_known_put_aside (snoozes);
}

static DavySnoozes *
list_snoozes (Fixture *fixture)
{
  DavySnoozes *snoozes = davy_snoozes_new (fixture->store);

  g_object_set_data (G_OBJECT (snoozes), "account",
                     (gpointer) davy_account_get_id (fixture->world.account));

  return snoozes;
}

typedef struct
{
  int amount;
  gint64 without; /* the row of an alert of which it is not known; 0: it is of all */
} Cost;

static gboolean
set_cost (DavyDb *db, gpointer data, GError **error)
{
  const Cost *cost = data;
  g_autofree char *sql =
      g_strdup_printf ("UPDATE alerts SET daily_cost = %d, cost_currency = 'EUR', cost_basis = %d,"
                       " cost_source = %d, revision = revision + 1 WHERE id <> %" G_GINT64_FORMAT,
                       cost->amount, DAVY_BASIS_INVOICED, DAVY_COST_SOURCE_EXCESS, cost->without);

  return davy_db_execute (db, sql, error);
}

/* What the alerts cost a day, as far as it is known. */
static void
cost_of_others (Fixture *fixture, int amount, gint64 without)
{
  Cost cost = { amount, without };

  davy_test_store_write (fixture->store, set_cost, &cost, DAVY_TABLE_ALERTS);
}

static void
cost (Fixture *fixture, int amount)
{
  cost_of_others (fixture, amount, 0);
}

static void
test_woken (Fixture *fixture, gconstpointer data)
{
  Given given = { 0 };
  g_autoptr (Watched) watched = NULL;
  g_autoptr (DavySnoozes) snoozes = NULL;

  cost (fixture, 300);
  start_again (fixture);
  watched = watch (fixture, &given);
  snoozes = list_snoozes (fixture);
  snooze (fixture, noon + 2 * DAVY_TIME_HOUR);
  g_assert_true (davy_test_spin_until (is_known_put_aside, snoozes));
  davy_test_clock_advance (DAVY_TIME_HOUR);
  cost (fixture, 599);
  let_pass (fixture);
  g_assert_cmpuint (given.given, ==, 0);

  cost (fixture, 600);
  g_assert_true (davy_test_spin_until (was_given, &given));
  g_assert_cmpint (given.kind, ==, DAVY_REMINDER_SNOOZE);
  g_assert_true (given.woken);
  g_assert_cmpuint (count_entries (fixture, "reminded"), ==, 1);
  g_assert_true (davy_test_spin_until (is_not_put_aside, snoozes));
}

/* What the first alert of a case costs is not always known. */
static void
test_woken_by_another (Fixture *fixture, gconstpointer data)
{
  Given given = { 0 };
  DavyAlert *first = g_ptr_array_index (davy_case_get_alerts (fixture->handled), 0);
  gint64 row = davy_alert_get_id (first);
  g_autoptr (Watched) watched = NULL;

  g_assert_false (davy_money_is_known (davy_alert_get_daily_cost (first)));
  cost_of_others (fixture, 300, row);
  start_again (fixture);
  watched = watch (fixture, &given);
  snooze (fixture, noon + 2 * DAVY_TIME_HOUR);
  cost_of_others (fixture, 599, row);
  let_pass (fixture);
  g_assert_cmpuint (given.given, ==, 0);

  cost_of_others (fixture, 600, row);
  g_assert_true (davy_test_spin_until (was_given, &given));
  g_assert_true (given.woken);
}

/* Nobody knew what was at stake: there is nothing that could double. */
static void
test_not_woken (Fixture *fixture, gconstpointer data)
{
  Given given = { 0 };
  g_autoptr (Watched) watched = watch (fixture, &given);

  snooze (fixture, noon + 2 * DAVY_TIME_HOUR);
  cost (fixture, 600);
  let_pass (fixture);
  g_assert_cmpuint (given.given, ==, 0);
}

static void
changed_cb (DavySnoozes *snoozes, guint *times)
{
  (*times)++;
}

static gboolean
is_put_aside (gpointer snoozes)
{
  return davy_snoozes_get_until (snoozes, NULL, SHOP) == DAVY_TIME_UNSET &&
         davy_snoozes_get_until (snoozes, g_object_get_data (snoozes, "account"), SHOP) ==
             noon + DAVY_TIME_HOUR;
}

static void
test_listed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavySnoozes) snoozes = list_snoozes (fixture);
  const char *account = davy_account_get_id (fixture->world.account);
  guint times = 0;

  g_signal_connect (snoozes, "changed", G_CALLBACK (changed_cb), &times);
  g_assert_true (is_not_put_aside (snoozes));
  snooze (fixture, noon + DAVY_TIME_HOUR);
  g_assert_true (davy_test_spin_until (is_put_aside, snoozes));
  g_assert_cmpuint (times, >, 0);
  g_assert_cmpint (davy_snoozes_get_until (snoozes, account, OTHER), ==, DAVY_TIME_UNSET);

  record (fixture, DAVY_STEP_DETECTED, NULL);
  g_assert_true (davy_test_spin_until (is_not_put_aside, snoozes));
  g_signal_handlers_disconnect_by_func (snoozes, changed_cb, &times);
}

static const DavyReminder *
find_kind (const GPtrArray *reminders, DavyReminderKind kind)
{
  for (guint i = 0; i < reminders->len; i++)
    if (((const DavyReminder *) g_ptr_array_index (reminders, i))->kind == kind)
      return g_ptr_array_index (reminders, i);

  return NULL;
}

/* @late: when the second warning is due; the first comes 20 days before */
static void
assert_refund (Fixture *fixture, DavyTime late)
{
  g_autoptr (GPtrArray) reminders = davy_case_list_reminders (fixture->handled);
  const DavyReminder *first = find_kind (reminders, DAVY_REMINDER_REFUND_HALF);
  const DavyReminder *second = find_kind (reminders, DAVY_REMINDER_REFUND_LATE);

  g_assert_nonnull (first);
  g_assert_nonnull (second);
  g_assert_cmpint (first->due, ==, late - 20 * DAVY_TIME_DAY);
  g_assert_cmpint (second->due, ==, late);
}

static void
record_onset (Fixture *fixture, DavyTime onset)
{
  g_autofree char *facts =
      g_strdup_printf ("{'onset': <int64 %" G_GINT64_FORMAT ">, 'onset-source': <'log'>}", onset);

  davy_case_go_to (fixture->handled, DAVY_STEP_ORIGIN);
  record (fixture, DAVY_STEP_ORIGIN, facts);
}

static void
ask_for_credit (Fixture *fixture)
{
  g_autoptr (DavyRefund) refund = davy_refund_new (noon, DAVY_ONSET_PERSON, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_case_record_refund_async (fixture->handled, refund, "2611220001", davy_test_keep_result,
                                 &result);
  davy_case_record_refund_finish (fixture->handled, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
test_refund (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) late = NULL;
  DavyTime onset;

  walk_to_verdict (fixture);
  assert_no_reminder (fixture);
  record (fixture, DAVY_STEP_VERDICT, "{'verdict': <'unexpected'>}");
  onset = davy_case_get_onset (fixture->handled, NULL);
  assert_refund (fixture, onset + 50 * DAVY_TIME_DAY);

  /* When it began is known better now. */
  record_onset (fixture, onset - DAVY_TIME_DAY);
  assert_refund (fixture, onset + 49 * DAVY_TIME_DAY);
  record_onset (fixture, noon - 35 * DAVY_TIME_DAY);
  late = davy_case_list_reminders (fixture->handled);
  g_assert_cmpuint (late->len, ==, 1);
  g_assert_nonnull (find_kind (late, DAVY_REMINDER_REFUND_LATE));
  record_onset (fixture, noon - 61 * DAVY_TIME_DAY);
  assert_no_reminder (fixture);

  record_onset (fixture, onset);
  ask_for_credit (fixture);
  assert_no_reminder (fixture);
}

static void
test_refund_given (Fixture *fixture, gconstpointer data)
{
  Given given = { 0 };
  g_autoptr (Watched) watched = NULL;

  walk_to_verdict (fixture);
  record (fixture, DAVY_STEP_VERDICT, "{'verdict': <'unexpected'>}");
  davy_test_clock_advance (30 * DAVY_TIME_DAY);
  watched = watch (fixture, &given);
  g_assert_true (davy_test_spin_until (was_given, &given));
  g_assert_cmpuint (given.given, ==, 1);
  g_assert_cmpint (given.kind, ==, DAVY_REMINDER_REFUND_HALF);
}

/* Once per customer: the other subscription's case has asked. */
static void
test_refund_asked_elsewhere (Fixture *fixture, gconstpointer data)
{
  Given given = { 0 };
  g_autoptr (Watched) watched = NULL;

  walk_to_verdict (fixture);
  record (fixture, DAVY_STEP_VERDICT, "{'verdict': <'unexpected'>}");
  open_case_of (fixture, "event-4");
  ask_for_credit (fixture);
  davy_test_clock_advance (30 * DAVY_TIME_DAY);
  watched = watch (fixture, &given);
  let_pass (fixture);
  g_assert_cmpuint (given.given, ==, 0);
  g_assert_cmpuint (count_entries (fixture, "reminded"), ==, 0);
}

#define ADD_REMINDER(path, function) \
  g_test_add ("/sync/reminders/" path, Fixture, NULL, set_up_clock, function, tear_down_clock)

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD_REMINDER ("not-reached-reminds-in-half-an-hour", test_not_reached);
  ADD_REMINDER ("legitimate-is-looked-at-again", test_review_day);
  ADD_REMINDER ("snooze-wants-an-end-and-a-reason", test_snooze);
  ADD_REMINDER ("due-one-is-given-once", test_given_once);
  ADD_REMINDER ("one-to-come-is-waited-for-without-reading", test_waits_without_reading);
  ADD_REMINDER ("missed-one-is-given-at-the-next-start", test_given_at_the_next_start);
  ADD_REMINDER ("put-aside-wakes-when-twice-as-much-is-at-stake", test_woken);
  ADD_REMINDER ("put-aside-wakes-by-whichever-alert-has-a-cost", test_woken_by_another);
  ADD_REMINDER ("put-aside-without-a-known-cost-sleeps-on", test_not_woken);
  ADD_REMINDER ("put-aside-is-told-by-subscription", test_listed);
  ADD_REMINDER ("credit-is-reminded-of-at-30-and-50-days", test_refund);
  ADD_REMINDER ("credit-reminds-when-30-days-are-over", test_refund_given);
  ADD_REMINDER ("credit-asked-for-the-customer-reminds-no-more", test_refund_asked_elsewhere);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
