/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-own-alerts.h"

#include "own-alerts-fixture.h"

/* What our detector finds stands among the alerts: one for each episode. */

static void
assert_not_answered (Fixture *fixture, gint64 alert_row)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_store_answer_own_alert_async (fixture->store, alert_row, DAVY_OWN_PLANNED, NULL, NULL,
                                     davy_test_keep_result, &result);
  g_assert_false (
      davy_store_answer_own_alert_finish (fixture->store, davy_test_wait_result (&result), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CONFLICT);
}

/* The account was signed out in another window. */
static void
test_gone_is_not_answered (Fixture *fixture, gconstpointer data)
{
  assert_not_answered (fixture, 4711);
}

/* Nothing is written of it then, also not what only ours have. */
static void
test_is_not_answered_without_its_subscription (Fixture *fixture, gconstpointer data)
{
  exceed (fixture, 3, 300);
  refresh (fixture);
  davy_test_store_write (fixture->store, execute, (gpointer) "DELETE FROM subscriptions",
                         DAVY_TABLE_SUBSCRIPTIONS);

  assert_not_answered (
      fixture, davy_test_store_number (fixture->store, "SELECT max (alert_row) FROM episodes"));
  g_assert_cmpint (count (fixture, "state = 0 AND answer = 0"), ==, 1);
}

static gboolean
put_microsofts (DavyDb *db, gpointer data, GError **error)
{
  const DavyAlertRow *row = data;

  return davy_db_put_alert (db, row, davy_time_now (), NULL, error);
}

static void
report (Fixture *fixture, const char *status, DavyTime created, gboolean is_test)
{
  DavyAlertRow row = { .account_id = DAVY_TEST_ACCOUNT,
                       .event_id = "reported",
                       .azure_id = AZURE,
                       .status = status,
                       .reason = "None",
                       .severity = "High",
                       .is_test = is_test,
                       .created = created };

  davy_test_store_write (fixture->store, put_microsofts, &row, DAVY_TABLE_ALERTS);
}

static gboolean
finish_pass (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_leave_other_services (db, DAVY_TEST_ACCOUNT, "graph", error) &&
         davy_db_finish_alerts_pass (db, DAVY_TEST_ACCOUNT, davy_time_now (), error);
}

static void
test_tells_what_it_costs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAlert) alert = NULL;

  refresh (fixture);
  g_assert_cmpint (count (fixture, "1"), ==, 0);

  exceed (fixture, 4, 900);
  refresh (fixture);

  alert = get_own (fixture);
  g_assert_true (davy_alert_is_own (alert));
  g_assert_cmpstr (davy_alert_get_service (alert), ==, DAVY_ALERT_SERVICE_OWN);
  g_assert_cmpstr (davy_alert_get_subscription_name (alert), ==, "Produktion");
  g_assert_cmpint (davy_alert_get_severity (alert), ==, DAVY_SEVERITY_HIGH);
  g_assert_cmpint (davy_alert_get_first_observed (alert), ==, davy_day_to_time (TODAY - 4));
  g_assert_cmpint (davy_alert_get_created (alert), ==, NOW);
  g_assert_cmpint (davy_alert_get_due (alert), ==, DAVY_TIME_UNSET);
  g_assert_cmpint (davy_alert_get_daily_cost (alert)->micros / DAVY_MONEY_UNIT, >=, 895);
  g_assert_cmpfloat (davy_alert_get_own_episode (alert)->episode.excess, >=, 3580);
  assert_state (fixture, DAVY_OWN_NEW, TRUE);
}

static void
test_is_one_however_often_it_is_written (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAlert) first = NULL;
  g_autoptr (DavyAlert) last = NULL;

  exceed (fixture, 3, 300);
  refresh (fixture);
  first = get_own (fixture);
  for (guint i = 0; i < 1000; i++)
    refresh (fixture);
  last = get_own (fixture);

  g_assert_cmpint (count (fixture, "1"), ==, 1);
  g_assert_cmpint (davy_alert_get_revision (last), ==, davy_alert_get_revision (first));
}

static void
test_stays_the_same_as_days_come (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAlert) first = NULL;
  g_autoptr (DavyAlert) last = NULL;

  exceed (fixture, 2, 300);
  refresh (fixture);
  first = get_own (fixture);
  for (guint i = 0; i < 10; i++)
    next_day (fixture, USUAL + 300);
  last = get_own (fixture);

  g_assert_cmpint (count (fixture, "1"), ==, 1);
  g_assert_cmpstr (davy_alert_get_event_id (last), ==, davy_alert_get_event_id (first));
  g_assert_cmpint (davy_alert_get_created (last), ==, NOW);
  g_assert_cmpfloat (davy_alert_get_own_episode (last)->episode.excess, >,
                     3 * davy_alert_get_own_episode (first)->episode.excess);
}

static void
test_is_told_again_when_it_doubles (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAlert) grown = NULL;
  g_autoptr (DavyAlert) doubled = NULL;

  exceed (fixture, 2, 300);
  refresh (fixture);
  next_day (fixture, USUAL + 550);
  grown = get_own (fixture);
  g_assert_cmpint (davy_alert_get_created (grown), ==, NOW);

  next_day (fixture, USUAL + 700);
  doubled = get_own (fixture);
  g_assert_cmpint (davy_alert_get_created (doubled), ==, davy_time_now ());
  g_assert_cmpint (davy_alert_get_severity (grown), ==, DAVY_SEVERITY_HIGH);
  g_assert_cmpint (count (fixture, "1"), ==, 1);
}

static void
test_ends_by_itself (Fixture *fixture, gconstpointer data)
{
  exceed (fixture, 3, 300);
  refresh (fixture);
  for (guint i = 0; i < 12; i++)
    next_day (fixture, USUAL);

  assert_state (fixture, DAVY_OWN_ENDED, FALSE);
  g_assert_cmpint (count (fixture, "daily_cost IS NULL"), ==, 1);
}

static void
test_steps_back_for_microsofts (Fixture *fixture, gconstpointer data)
{
  exceed (fixture, 3, 300);
  refresh (fixture);
  report (fixture, "Active", NOW, TRUE);
  assert_state (fixture, DAVY_OWN_NEW, TRUE); /* a test reports nothing */

  report (fixture, "Active", NOW, FALSE);
  g_assert_cmpint (count (fixture, "status = 3 AND state = 5"), ==, 1);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT open_alerts FROM subscriptions"),
                   ==, 1); /* Microsoft's */
}

static void
test_steps_back_for_microsofts_open (Fixture *fixture, gconstpointer data)
{
  report (fixture, "Active", NOW - 30 * DAVY_TIME_DAY, FALSE);
  exceed (fixture, 3, 300);
  refresh (fixture);
  refresh (fixture);

  g_assert_cmpint (count (fixture, "1"), ==, 1);
  g_assert_cmpint (count (fixture, "state = 5 AND resolved_on > 0 AND daily_cost IS NULL"), ==, 1);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT open_alerts FROM subscriptions"),
                   ==, 1); /* Microsoft's */
}

static void
close_one_of_microsofts (Fixture *fixture, const char *id, const char *reason, DavyTime when)
{
  DavyAlertRow row = { .account_id = DAVY_TEST_ACCOUNT,
                       .event_id = id,
                       .azure_id = AZURE,
                       .status = "Resolved",
                       .reason = reason,
                       .severity = "High",
                       .created = NOW,
                       .resolved_on = when };

  davy_test_store_write (fixture->store, put_microsofts, &row, DAVY_TABLE_ALERTS);
}

static void
close_microsofts (Fixture *fixture, const char *reason, DavyTime when)
{
  close_one_of_microsofts (fixture, "reported", reason, when);
}

/* Nobody looks at it at Microsoft any more, and it is not what was looked at there. */
static void
test_is_told_when_it_doubles_after_microsofts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAlert) told = NULL;
  DavyTime closed;

  exceed (fixture, 3, 300);
  refresh (fixture);
  answer (fixture, DAVY_OWN_MISUSE);
  report (fixture, "Active", NOW, FALSE);
  next_day (fixture, USUAL + 700); /* Microsoft's shows it */
  g_assert_cmpint (count (fixture, "state = 5"), ==, 1);

  closed = davy_time_now ();
  close_microsofts (fixture, "Fraud", closed);
  next_day (fixture, USUAL + 1300);
  assert_state (fixture, DAVY_OWN_REPORTED, FALSE);
  next_day (fixture, USUAL + 1500);
  assert_state (fixture, DAVY_OWN_NEW, TRUE);
  told = get_own (fixture);
  g_assert_cmpint (davy_alert_get_created (told), ==, davy_time_now ());
  g_assert_cmpint (count (fixture, "1"), ==, 1);

  close_microsofts (fixture, "Ignore", closed); /* somebody had said so before */
  next_day (fixture, USUAL + 1500);
  assert_state (fixture, DAVY_OWN_NEW, TRUE);
}

static void
test_is_told_when_it_doubles_after_microsofts_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAlert) told = NULL;

  report (fixture, "Active", NOW, FALSE);
  exceed (fixture, 3, 300);
  refresh (fixture);
  next_day (fixture, USUAL + 350);
  close_microsofts (fixture, "Fraud", davy_time_now ());
  next_day (fixture, USUAL + 650);
  assert_state (fixture, DAVY_OWN_REPORTED, FALSE);

  next_day (fixture, USUAL + 750);
  assert_state (fixture, DAVY_OWN_NEW, TRUE);
  told = get_own (fixture);
  g_assert_cmpint (davy_alert_get_created (told), ==, davy_time_now ());
  g_assert_cmpint (count (fixture, "1"), ==, 1);
}

/* Whoever looks at Microsoft's sees it, and it is not told again when that is closed. */
static void
test_more_than_planned_is_left_to_microsofts (Fixture *fixture, gconstpointer data)
{
  exceed (fixture, 3, 300);
  refresh (fixture);
  answer (fixture, DAVY_OWN_PLANNED);
  report (fixture, "Active", NOW, FALSE);
  fixture->costs[HISTORY - 2] = USUAL + 5000;
  refresh (fixture);
  refresh (fixture);
  g_assert_cmpint (count (fixture, "state = 5"), ==, 1);

  close_microsofts (fixture, "Fraud", davy_time_now ());
  next_day (fixture, USUAL + 5000);
  assert_state (fixture, DAVY_OWN_REPORTED, FALSE);
  next_day (fixture, USUAL + 12000);
  assert_state (fixture, DAVY_OWN_NEW, TRUE);
  g_assert_cmpint (count (fixture, "1"), ==, 1);
}

static void
test_legitimate_at_microsoft_stays_so (Fixture *fixture, gconstpointer data)
{
  exceed (fixture, 3, 300);
  refresh (fixture);
  report (fixture, "Active", NOW, FALSE);
  close_microsofts (fixture, "Legitimate", NOW);
  next_day (fixture, USUAL + 5000);

  assert_state (fixture, DAVY_OWN_REPORTED, FALSE);
}

/* Of two answers about the same use the later one counts. */
static void
test_latest_answer_at_microsoft_counts (Fixture *fixture, gconstpointer data)
{
  exceed (fixture, 3, 300);
  refresh (fixture);
  close_one_of_microsofts (fixture, "first", "Legitimate", NOW + DAVY_TIME_HOUR);
  close_one_of_microsofts (fixture, "second", "Fraud", NOW + 2 * DAVY_TIME_HOUR);
  next_day (fixture, USUAL + 700);
  assert_state (fixture, DAVY_OWN_NEW, TRUE);

  close_one_of_microsofts (fixture, "first", "Legitimate", davy_time_now () + DAVY_TIME_HOUR);
  next_day (fixture, USUAL + 5000);
  assert_state (fixture, DAVY_OWN_REPORTED, FALSE);
}

static void
test_is_told_beside_an_old_one (Fixture *fixture, gconstpointer data)
{
  report (fixture, "Resolved", NOW - 30 * DAVY_TIME_DAY, FALSE);
  exceed (fixture, 3, 300);
  refresh (fixture);

  assert_state (fixture, DAVY_OWN_NEW, TRUE);
}

static void
test_survives_a_complete_listing (Fixture *fixture, gconstpointer data)
{
  exceed (fixture, 3, 300);
  refresh (fixture);
  davy_test_store_write (fixture->store, finish_pass, NULL, DAVY_TABLE_ALERTS);
  next_day (fixture, USUAL + 320);

  g_assert_cmpint (count (fixture, "NOT gone"), ==, 1);
  assert_state (fixture, DAVY_OWN_NEW, TRUE);
}

static void
test_misuse_stays_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAlert) alert = NULL;
  g_autoptr (DavyAlert) ended = NULL;

  exceed (fixture, 3, 300);
  refresh (fixture);
  answer (fixture, DAVY_OWN_MISUSE);
  next_day (fixture, USUAL + 300);
  assert_state (fixture, DAVY_OWN_MISUSE, TRUE);
  alert = get_own (fixture);
  g_assert_cmpstr (davy_alert_get_taken_by (alert), ==, "ada@northwind.example");
  g_assert_cmpint (davy_alert_get_status (alert), ==, DAVY_ALERT_STATUS_INVESTIGATING);

  for (guint i = 0; i < 12; i++)
    next_day (fixture, USUAL);
  assert_state (fixture, DAVY_OWN_ENDED, FALSE);
  ended = get_own (fixture); /* by itself, and not by who took it */
  g_assert_null (davy_alert_get_resolved_by (ended));
}

static void
test_planned_is_none_of_microsofts_excess (Fixture *fixture, gconstpointer data)
{
  const char *costs =
      "SELECT count (*) FROM alerts WHERE event_id = 'reported' AND daily_cost IS NOT NULL";

  exceed (fixture, 3, 300);
  refresh (fixture);
  report (fixture, "Active", NOW, FALSE);
  refresh (fixture);
  g_assert_cmpint (davy_test_store_number (fixture->store, costs), ==, 1);

  answer (fixture, DAVY_OWN_PLANNED);
  g_assert_cmpint (davy_test_store_number (fixture->store, costs), ==, 0);
}

static void
test_no_issue_comes_back_doubled (Fixture *fixture, gconstpointer data)
{
  exceed (fixture, 3, 300);
  refresh (fixture);
  next_day (fixture, USUAL + 500);
  answer (fixture, DAVY_OWN_NO_ISSUE);
  next_day (fixture, USUAL + 900); /* twice what was told first, not what was answered */
  assert_state (fixture, DAVY_OWN_NO_ISSUE, FALSE);

  next_day (fixture, USUAL + 1100);
  assert_state (fixture, DAVY_OWN_NEW, TRUE);
  g_assert_cmpint (count (fixture, "1"), ==, 1);
}

static double
read_amount_of_graph (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DavyUsageTable) table = NULL;
  g_autoptr (GError) error = NULL;

  davy_store_load_usage_async (fixture->store, fixture->row, DAVY_DIMENSION_SERVICE, NULL,
                               davy_test_keep_result, &result);
  table = davy_store_load_usage_finish (fixture->store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return table->detector.notable_amount;
}

static void
test_asks_for_the_set_amount (Fixture *fixture, gconstpointer data)
{
  davy_store_set_notable_amount (fixture->store, 400);
  exceed (fixture, 3, 300);
  refresh (fixture);
  g_assert_cmpint (count (fixture, "1"), ==, 0);
  g_assert_cmpfloat (read_amount_of_graph (fixture), ==, 400);

  davy_store_set_notable_amount (fixture->store, 200);
  refresh (fixture);
  assert_state (fixture, DAVY_OWN_NEW, TRUE);

  davy_store_set_notable_amount (fixture->store, 400);
  refresh (fixture);
  assert_state (fixture, DAVY_OWN_ENDED, FALSE);
}

static void
test_goes_with_the_account (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  exceed (fixture, 3, 300);
  refresh (fixture);
  davy_store_wipe_account_async (fixture->store, DAVY_TEST_ACCOUNT, NULL, davy_test_keep_result,
                                 &result);
  davy_store_wipe_account_finish (fixture->store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count (*) FROM episodes"), ==,
                   0);
}

static void
changed_cb (DavyStore *store, guint tables, guint *seen)
{
  *seen |= tables;
}

static void
test_says_when_the_alerts_change (Fixture *fixture, gconstpointer data)
{
  guint seen = 0;

  refresh (fixture);
  davy_test_store_number (fixture->store, "SELECT 1"); /* the news comes first */
  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), &seen);
  refresh (fixture);
  davy_test_store_number (fixture->store, "SELECT 1"); /* the news comes first */
  g_assert_cmpuint (seen & DAVY_TABLE_ALERTS, ==, 0);

  exceed (fixture, 3, 300);
  refresh (fixture);
  davy_test_store_number (fixture->store, "SELECT 1"); /* the news comes first */
  g_assert_cmpuint (seen & DAVY_TABLE_ALERTS, !=, 0);
}

#define ADD(name, function) \
  g_test_add ("/store/own-alerts/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("tells-what-it-costs", test_tells_what_it_costs);
  ADD ("is-one-however-often-it-is-written", test_is_one_however_often_it_is_written);
  ADD ("stays-the-same-as-days-come", test_stays_the_same_as_days_come);
  ADD ("is-told-again-when-it-doubles", test_is_told_again_when_it_doubles);
  ADD ("ends-by-itself", test_ends_by_itself);
  ADD ("steps-back-for-microsofts", test_steps_back_for_microsofts);
  ADD ("steps-back-for-microsofts-open", test_steps_back_for_microsofts_open);
  ADD ("is-told-when-it-doubles-after-microsofts", test_is_told_when_it_doubles_after_microsofts);
  ADD ("is-told-when-it-doubles-after-microsofts-first",
       test_is_told_when_it_doubles_after_microsofts_first);
  ADD ("more-than-planned-is-left-to-microsofts", test_more_than_planned_is_left_to_microsofts);
  ADD ("legitimate-at-microsoft-stays-so", test_legitimate_at_microsoft_stays_so);
  ADD ("latest-answer-at-microsoft-counts", test_latest_answer_at_microsoft_counts);
  ADD ("is-told-beside-an-old-one", test_is_told_beside_an_old_one);
  ADD ("survives-a-complete-listing", test_survives_a_complete_listing);
  ADD ("misuse-stays-open", test_misuse_stays_open);
  ADD ("planned-is-none-of-microsofts-excess", test_planned_is_none_of_microsofts_excess);
  ADD ("no-issue-comes-back-doubled", test_no_issue_comes_back_doubled);
  ADD ("gone-is-not-answered", test_gone_is_not_answered);
  ADD ("is-not-answered-without-its-subscription", test_is_not_answered_without_its_subscription);
  ADD ("asks-for-the-set-amount", test_asks_for_the_set_amount);
  ADD ("goes-with-the-account", test_goes_with_the_account);
  ADD ("says-when-the-alerts-change", test_says_when_the_alerts_change);

  return g_test_run ();
}
