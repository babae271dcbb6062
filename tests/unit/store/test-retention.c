/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-retention.h"

#include "rows-fixture.h"
#include "store/davy-evidence-table.h"
#include "store/davy-journal.h"

/* Six subscriptions, each with an alert, usage of long ago and of today, and a case or none: what
 * goes of them after a year, and what stays. */

#define LONG_AGO (NOW - 500 * DAVY_TIME_DAY)
#define YEAR     12

typedef struct
{
  const char *azure_id;
  const char *status; /* of its alert */
  DavyTime closed_at; /* of its case; -1: it has none */
  const char *entry;  /* in the journal of its case */
} Subject;

enum
{
  OVER,
  OPEN,
  REFUNDED,
  RECENT,
  ACTIVE,
  NO_CASE,
  N_SUBJECTS
};

static const Subject subjects[] = {
  [OVER] = { "a0000000-0000-4000-8000-000000000001", "Resolved", LONG_AGO, "decision" },
  [OPEN] = { "a0000000-0000-4000-8000-000000000002", "Resolved", 0, "decision" },
  [REFUNDED] = { "a0000000-0000-4000-8000-000000000003", "Resolved", LONG_AGO,
                 DAVY_ENTRY_REFUND_ASKED },
  [RECENT] = { "a0000000-0000-4000-8000-000000000004", "Resolved", NOW - DAVY_TIME_DAY,
               "decision" },
  [ACTIVE] = { "a0000000-0000-4000-8000-000000000005", "Active", -1, NULL },
  [NO_CASE] = { "a0000000-0000-4000-8000-000000000006", "Resolved", -1, NULL },
};
G_STATIC_ASSERT (G_N_ELEMENTS (subjects) == N_SUBJECTS);

static DavyAlertRow
make_alert (guint i)
{
  static char event_id[] = "event-0";
  DavyAlertRow alert = full_alert;

  event_id[6] = (char) ('0' + i);
  alert.event_id = event_id;
  alert.azure_id = subjects[i].azure_id;
  alert.status = subjects[i].status;
  alert.created = alert.first_observed = alert.last_observed = LONG_AGO;
  alert.resolved_on = LONG_AGO;

  return alert;
}

static gboolean
put_usage (DavyDb *db, gint64 row, DavyTime time, GError **error)
{
  DavyDay day = davy_day_from_time (time);
  const DavyUsageDay use = { .day = day,
                             .names = { "Virtual Machines" },
                             .cost = davy_money_new (5, "EUR", DAVY_BASIS_LIST),
                             .quantity = 1,
                             .unit = "h" };

  return davy_db_put_usage (db, row, day, day, DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE), &use, 1,
                            error);
}

static gboolean
put_case (DavyDb *db, guint i, DavyTime closed_at, GError **error)
{
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new (subjects[i].entry, "detected");
  g_autoptr (GBytes) content = g_bytes_new_static ("{}\n", 3);
  g_autofree char *alert = NULL;
  gint64 row;

  if (!davy_db_create_case (db, DAVY_TEST_ACCOUNT, subjects[i].azure_id, TENANT, "detected", &row,
                            error) ||
      !davy_db_append_entry (db, row, entry, error) ||
      !davy_db_put_draft (db, row, "usage", "{}", error) ||
      !davy_db_want_evidence (db, row, "alert", "event", error) ||
      !davy_db_put_evidence (db, row, "alert", "event", content, error))
    return FALSE;
  alert = g_strdup_printf ("INSERT INTO case_alerts VALUES (%" G_GINT64_FORMAT ", 0, 'EVENT-%u')",
                           row, i);

  return davy_db_execute (db, alert, error) && davy_db_close_case (db, row, closed_at, error);
}

static gboolean
put_subject (DavyDb *db, guint i, GError **error)
{
  DavySubscriptionRow subscription = { .account_id = DAVY_TEST_ACCOUNT,
                                       .azure_id = subjects[i].azure_id,
                                       .customer_tenant_id = TENANT,
                                       .state = "active",
                                       .kind = DAVY_SUBSCRIPTION_AZURE_PLAN };
  DavyAlertRow alert = make_alert (i);
  gint64 row;

  return davy_db_put_subscription (db, &subscription, 1, &row, error) &&
         davy_db_put_alert (db, &alert, 1, NULL, error) && put_usage (db, row, LONG_AGO, error) &&
         put_usage (db, row, NOW, error) &&
         (i != OPEN || put_case (db, i, LONG_AGO, error)) && /* an earlier one */
         (subjects[i].closed_at < 0 || put_case (db, i, subjects[i].closed_at, error));
}

static gboolean
put_all (DavyDb *db, gpointer data, GError **error)
{
  for (guint i = 0; i < N_SUBJECTS; i++)
    if (!put_subject (db, i, error))
      return FALSE;

  return TRUE;
}

static void
set_up_all (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  davy_test_store_write (fixture->store, put_all, NULL, DAVY_TABLE_CASES);
}

static gboolean
run_sql (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db, data, error);
}

static void
execute (Fixture *fixture, const char *sql)
{
  davy_test_store_write (fixture->store, run_sql, (gpointer) sql, DAVY_TABLE_CASES);
}

static DavyStale
count_stale (Fixture *fixture, guint months)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavyStale stale;

  davy_store_count_stale_async (fixture->store, months, NULL, davy_test_keep_result, &result);
  davy_store_count_stale_finish (fixture->store, davy_test_wait_result (&result), &stale, &error);
  g_assert_no_error (error);

  return stale;
}

static gboolean
try_drop (Fixture *fixture, guint months, DavyStale *dropped, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_store_drop_stale_async (fixture->store, months, NULL, davy_test_keep_result, &result);

  return davy_store_drop_stale_finish (fixture->store, davy_test_wait_result (&result), dropped,
                                       error);
}

static DavyStale
drop_stale (Fixture *fixture, guint months)
{
  g_autoptr (GError) error = NULL;
  DavyStale dropped;

  try_drop (fixture, months, &dropped, &error);
  g_assert_no_error (error);

  return dropped;
}

static void
assert_stale (const DavyStale *stale, guint n_cases, guint n_alerts, guint n_subscriptions)
{
  g_assert_cmpuint (stale->n_cases, ==, n_cases);
  g_assert_cmpuint (stale->n_alerts, ==, n_alerts);
  g_assert_cmpuint (stale->n_subscriptions, ==, n_subscriptions);
}

static gint64
number (Fixture *fixture, const char *sql)
{
  return davy_test_store_number (fixture->store, sql);
}

static void
assert_all_there (Fixture *fixture)
{
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM cases"), ==, 5);
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM case_entries"), ==, 5);
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM evidence"), ==, 5);
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM alerts"), ==, N_SUBJECTS);
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM usage"), ==, 2 * N_SUBJECTS);
}

static void
test_what_goes (Fixture *fixture, gconstpointer data)
{
  DavyStale stale = count_stale (fixture, YEAR);

  /* The alert of the case that is closed since yesterday belongs to it, and so does its usage of
   * long ago, from which its cost is read; likewise of the case that is kept for its credit. */
  assert_stale (&stale, 1, 2, 2);
  assert_all_there (fixture);
  stale = drop_stale (fixture, YEAR);
  assert_stale (&stale, 1, 2, 2);

  g_assert_cmpint (number (fixture, "SELECT count (*) FROM cases WHERE azure_id LIKE '%1'"), ==, 0);
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM cases"), ==, 4);
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM evidence"), ==, 4);
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM case_entries"), ==, 4);
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM case_drafts"), ==, 4);
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM case_alerts"), ==, 4);
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM evidence WHERE case_row NOT IN"
                                    " (SELECT id FROM cases)"),
                   ==, 0);
  g_assert_cmpint (
      number (fixture,
              "SELECT count (*) FROM alerts WHERE azure_id LIKE '%1' OR azure_id LIKE '%6'"),
      ==, 0);
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM alerts"), ==, 4);
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM alert_bodies"), ==, 4);
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM usage"), ==, 2 * N_SUBJECTS - 2);
  g_assert_cmpint (number (fixture,
                           "SELECT count (*) FROM usage JOIN subscriptions AS s ON s.id ="
                           " subscription_row WHERE azure_id LIKE '%1' OR azure_id LIKE '%6'"),
                   ==, 2);
  stale = count_stale (fixture, YEAR);
  g_assert_true (davy_stale_is_empty (&stale));
}

static void
test_for_ever (Fixture *fixture, gconstpointer data)
{
  DavyStale stale = count_stale (fixture, DAVY_RETENTION_FOR_EVER);

  g_assert_true (davy_stale_is_empty (&stale));
  stale = drop_stale (fixture, DAVY_RETENTION_FOR_EVER);
  g_assert_true (davy_stale_is_empty (&stale));
  assert_all_there (fixture);
}

/* Less than half a year is half a year: the limits of a refund and of the logs lie within. */
static void
test_least (Fixture *fixture, gconstpointer data)
{
  DavyStale stale = count_stale (fixture, 1);
  g_autofree char *before = davy_time_to_iso (stale.before);

  g_assert_true (g_str_has_prefix (before, "2025-09-20"));
}

static gboolean
verify (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_verify_journal (db, 2, error) && davy_db_verify_journal (db, 3, error);
}

static void
assert_guarded (Fixture *fixture)
{
  static const char *const deletions[] = { "DELETE FROM cases", "DELETE FROM case_entries",
                                           "DELETE FROM evidence" };

  for (guint i = 0; i < G_N_ELEMENTS (deletions); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (davy_test_store_try_write (fixture->store, run_sql, (gpointer) deletions[i],
                                                 DAVY_TABLE_CASES, &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STORE);
    }
}

static void
test_still_guarded (Fixture *fixture, gconstpointer data)
{
  assert_guarded (fixture);
  drop_stale (fixture, YEAR);
  assert_guarded (fixture);
  davy_test_store_write (fixture->store, verify, NULL, 0);
}

/* Half of it is none of it. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  execute (fixture, "CREATE TRIGGER refusal BEFORE DELETE ON case_entries BEGIN"
                    " SELECT RAISE (ABORT, 'refused'); END");
  g_assert_false (try_drop (fixture, YEAR, NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STORE);
  assert_all_there (fixture);
  execute (fixture, "DROP TRIGGER refusal");
  assert_guarded (fixture);

  drop_stale (fixture, YEAR); /* the day does not count as looked at */
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM cases"), ==, 4);
}

static void
test_once_a_day (Fixture *fixture, gconstpointer data)
{
  DavyStale dropped;

  drop_stale (fixture, YEAR);
  execute (fixture, "UPDATE cases SET closed_at = 1 WHERE azure_id LIKE '%4'");
  dropped = drop_stale (fixture, YEAR);
  g_assert_true (davy_stale_is_empty (&dropped));

  dropped = drop_stale (fixture, YEAR + 1); /* somebody wants it otherwise */
  g_assert_cmpuint (dropped.n_cases, ==, 1);

  execute (fixture, "UPDATE cases SET closed_at = 1 WHERE azure_id LIKE '%2'");
  davy_test_clock_advance (DAVY_TIME_DAY);
  dropped = drop_stale (fixture, YEAR + 1);
  g_assert_cmpuint (dropped.n_cases, ==, 2);
}

/* What was answered to it holds as long as it goes on. */
static void
test_own_goes_on (Fixture *fixture, gconstpointer data)
{
  DavyStale stale;

  execute (fixture, "INSERT INTO episodes SELECT id, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 'EUR', 0,"
                    " 0, 0, NULL, 0, 1 FROM alerts WHERE azure_id LIKE '%6'");
  stale = drop_stale (fixture, YEAR);
  assert_stale (&stale, 1, 1, 1);
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM alerts WHERE azure_id LIKE '%6'"), ==,
                   1);

  execute (fixture, "UPDATE episodes SET running = 0");
  davy_test_clock_advance (DAVY_TIME_DAY);
  stale = drop_stale (fixture, YEAR);
  assert_stale (&stale, 0, 1, 1);
}

typedef struct
{
  const char *kind;
  const char *facts;
  guint refers;
} Remark;

/* In the case that is over. */
static gboolean
put_remark (DavyDb *db, gpointer data, GError **error)
{
  const Remark *remark = data;
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new (remark->kind, "proof");

  entry->facts = g_strdup (remark->facts);
  entry->refers = remark->refers;

  return davy_db_append_entry (db, 1, entry, error);
}

static void
remark (Fixture *fixture, const char *kind, const char *facts, guint refers)
{
  Remark put = { kind, facts, refers };

  davy_test_store_write (fixture->store, put_remark, &put, DAVY_TABLE_CASES);
}

/* A day to look again may lie years after the case was closed. */
static void
test_review_stands (Fixture *fixture, gconstpointer data)
{
  DavyStale stale;

  remark (fixture, DAVY_ENTRY_REMINDER, "{'for': <'review'>, 'due': <int64 1>}", 0); /* 2nd entry */
  stale = count_stale (fixture, YEAR);
  assert_stale (&stale, 0, 1, 1);

  /* Another day takes its place: that the first was reminded of is not about the second. */
  remark (fixture, DAVY_ENTRY_REMINDER, "{'due': <int64 2>, 'for': <'review'>}", 0);
  remark (fixture, DAVY_ENTRY_REMINDED, NULL, 2);
  stale = count_stale (fixture, YEAR);
  assert_stale (&stale, 0, 1, 1);

  remark (fixture, DAVY_ENTRY_REMINDED, NULL, 3);
  stale = count_stale (fixture, YEAR);
  assert_stale (&stale, 1, 2, 2);
}

/* What ended with the case, without anybody having been reminded, keeps nothing. */
static void
test_other_reminders (Fixture *fixture, gconstpointer data)
{
  DavyStale stale;

  remark (fixture, DAVY_ENTRY_REMINDER, "{'for': <'snooze'>, 'due': <int64 1>}", 0);
  remark (fixture, DAVY_ENTRY_REMINDER, "{'for': <'call'>, 'due': <int64 1>}", 0);
  stale = count_stale (fixture, YEAR);
  assert_stale (&stale, 1, 2, 2);
}

static DavyHeld
count_held (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavyHeld held;

  davy_store_count_held_async (fixture->store, NULL, davy_test_keep_result, &result);
  davy_store_count_held_finish (fixture->store, davy_test_wait_result (&result), &held, &error);
  g_assert_no_error (error);

  return held;
}

/* What was sent, and came to nothing yet, would be lost with the journal that tells it. */
static void
test_held (Fixture *fixture, gconstpointer data)
{
  DavyHeld held = count_held (fixture);

  g_assert_cmpuint (held.n_cases, ==, 5);
  g_assert_cmpuint (held.n_open, ==, 1);
  g_assert_cmpuint (held.n_unanswered, ==, 0);

  remark (fixture, DAVY_ENTRY_INTENT, NULL, 0);
  remark (fixture, DAVY_ENTRY_ACT_INTENT, NULL, 0);
  held = count_held (fixture);
  g_assert_cmpuint (held.n_unanswered, ==, 2);

  remark (fixture, DAVY_ENTRY_RESULT, NULL, 2);
  held = count_held (fixture);
  g_assert_cmpuint (held.n_unanswered, ==, 1);
  remark (fixture, DAVY_ENTRY_ACT_RESULT, NULL, 3);
  held = count_held (fixture);
  g_assert_cmpuint (held.n_unanswered, ==, 0);
}

static gboolean
put_again (DavyDb *db, gpointer data, GError **error)
{
  for (guint i = 0; i < N_SUBJECTS; i++)
    {
      DavyAlertRow alert = make_alert (i);

      if (!davy_db_put_alert (db, &alert, NOW, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* The service still lists them. */
static void
test_not_taken_in_again (Fixture *fixture, gconstpointer data)
{
  drop_stale (fixture, YEAR);
  davy_test_store_write (fixture->store, put_again, NULL, DAVY_TABLE_ALERTS);
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM alerts"), ==, 4);

  /* What a case is about is taken in, also where it is not there any more. */
  execute (fixture, "DELETE FROM alerts WHERE event_id IN ('event-2', 'event-3')");
  davy_test_store_write (fixture->store, put_again, NULL, DAVY_TABLE_ALERTS);
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM alerts"), ==, 4);

  drop_stale (fixture, DAVY_RETENTION_FOR_EVER);
  davy_test_store_write (fixture->store, put_again, NULL, DAVY_TABLE_ALERTS);
  g_assert_cmpint (number (fixture, "SELECT count (*) FROM alerts"), ==, N_SUBJECTS);
}

static void
test_not_open (void)
{
  g_autoptr (DavyStore) store = davy_store_new ("/proc/nowhere/store.db");
  g_autoptr (GAsyncResult) counted = NULL;
  g_autoptr (GAsyncResult) dropped = NULL;
  g_autoptr (GError) error = NULL;
  DavyStale stale;

  davy_store_open_async (store, NULL, NULL, NULL);
  davy_store_count_stale_async (store, YEAR, NULL, davy_test_keep_result, &counted);
  g_assert_false (
      davy_store_count_stale_finish (store, davy_test_wait_result (&counted), &stale, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STORE);
  g_clear_error (&error);
  davy_store_drop_stale_async (store, YEAR, NULL, davy_test_keep_result, &dropped);
  g_assert_false (
      davy_store_drop_stale_finish (store, davy_test_wait_result (&dropped), NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STORE);
}

#define ADD_ALL(path, test) g_test_add (path, Fixture, NULL, set_up_all, test, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD_ALL ("/store/retention/what-is-over-goes", test_what_goes);
  ADD_ALL ("/store/retention/for-ever-nothing-goes", test_for_ever);
  ADD_ALL ("/store/retention/half-a-year-is-the-least", test_least);
  ADD_ALL ("/store/retention/cases-stay-guarded", test_still_guarded);
  ADD_ALL ("/store/retention/a-failure-takes-nothing", test_refused);
  ADD_ALL ("/store/retention/once-a-day", test_once_a_day);
  ADD_ALL ("/store/retention/what-goes-on-stays", test_own_goes_on);
  ADD_ALL ("/store/retention/a-day-to-look-again-stands", test_review_stands);
  ADD_ALL ("/store/retention/what-ended-with-its-case-keeps-nothing", test_other_reminders);
  ADD_ALL ("/store/retention/what-would-be-lost", test_held);
  ADD_ALL ("/store/retention/what-went-is-not-taken-in-again", test_not_taken_in_again);
  g_test_add_func ("/store/retention/a-store-that-is-not-open", test_not_open);

  return g_test_run ();
}
