/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows-fixture.h"

/* Alerts, as they are put and found again. */

static void
test_alert_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAlertDetails) found = get_alert (fixture, put (fixture, full_alert, 1));
  DavyAlert *alert = found->alert;
  const DavyAlertResource *resource;
  const DavyAlertDetail *detail;

  g_assert_cmpstr (davy_alert_get_event_id (alert), ==, "event");
  g_assert_cmpstr (davy_alert_get_account_id (alert), ==, DAVY_TEST_ACCOUNT);
  g_assert_cmpint (davy_alert_get_severity (alert), ==, DAVY_SEVERITY_UNKNOWN);
  g_assert_cmpstr (davy_alert_get_severity_text (alert), ==, "Catastrophic");
  g_assert_cmpint (davy_alert_get_status (alert), ==, DAVY_ALERT_STATUS_INVESTIGATING);
  g_assert_cmpint (davy_alert_get_reason (alert), ==, DAVY_ALERT_REASON_NONE);
  g_assert_null (davy_alert_get_resolved_by (alert));
  g_assert_cmpint (davy_alert_get_resolved_on (alert), ==, DAVY_TIME_UNSET);
  g_assert_cmpint (davy_alert_get_due (alert), ==, NOW + 10 * DAVY_TIME_MINUTE);
  g_assert_false (davy_money_is_known (davy_alert_get_daily_cost (alert)));
  g_assert_cmpuint (davy_alert_get_resource_count (alert), ==, 2);
  g_assert_cmpint (davy_alert_get_subscription_row (alert), ==, 0);

  g_assert_cmpuint (found->resources->len, ==, 2);
  resource = g_ptr_array_index (found->resources, 1);
  g_assert_cmpstr (resource->azure_id, ==, resources[1].azure_id);
  g_assert_null (resource->type);
  detail = g_ptr_array_index (found->details, 0);
  g_assert_cmpstr (detail->value, ==, "203.0.113.7, 203.0.113.8");
  g_assert_cmpuint (found->activity->len, ==, 3);
}

static void
test_last_taker_counts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAlertDetails) found = get_alert (fixture, put (fixture, full_alert, 1));
  g_autoptr (DavyAlertDetails) resolved = NULL;
  DavyAlertRow later = full_alert;

  g_assert_cmpstr (davy_alert_get_taken_by (found->alert), ==, "luc@northwind.example");
  g_assert_cmpint (davy_alert_get_taken_at (found->alert), ==, NOW - 20 * DAVY_TIME_MINUTE);

  later.status = "Resolved";
  resolved = get_alert (fixture, put (fixture, later, 2));
  g_assert_null (davy_alert_get_taken_by (resolved->alert));
  g_assert_false (davy_alert_is_open (resolved->alert));
}

static void
test_alert_that_is_not_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_store_get_alert_async (fixture->store, 4711, NULL, davy_test_keep_result, &result);
  g_assert_null (
      davy_store_get_alert_finish (fixture->store, davy_test_wait_result (&result), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
}

static void
test_same_alert_changes_nothing (Fixture *fixture, gconstpointer data)
{
  gint64 row = put (fixture, full_alert, 1);
  DavyAlertRow changed = full_alert;

  g_assert_cmpint (put (fixture, full_alert, 2), ==, row);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT revision FROM alerts"), ==, 1);
  changed.n_resources = 1;
  g_assert_cmpint (put (fixture, changed, 3), ==, row);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT revision FROM alerts"), ==, 2);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count(*) FROM alert_resources"),
                   ==, 1);
}

static void
test_older_page_does_not_win (Fixture *fixture, gconstpointer data)
{
  DavyAlertRow resolved = full_alert;

  /* A refresh began; then the alert was resolved and read back; then the page arrives that was
   * asked for before. The next refresh is believed again. */
  put (fixture, full_alert, NOW - DAVY_TIME_HOUR);
  resolved.status = "Resolved";
  put (fixture, resolved, 0);
  put (fixture, full_alert, NOW - DAVY_TIME_MINUTE);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT status FROM alerts"), ==,
                   DAVY_ALERT_STATUS_RESOLVED);
  put (fixture, full_alert, NOW + DAVY_TIME_MINUTE);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT status FROM alerts"), ==,
                   DAVY_ALERT_STATUS_INVESTIGATING);
}

static void
test_clock_set_back (Fixture *fixture, gconstpointer data)
{
  DavyAlertRow alert = full_alert;
  g_autoptr (DavyAlertDetails) found = NULL;
  gint64 row = put (fixture, alert, 0);

  davy_test_clock_set_back (DAVY_TIME_HOUR);
  alert.status = "Resolved";
  put (fixture, alert, davy_time_now ());
  found = get_alert (fixture, row);
  g_assert_cmpint (davy_alert_get_status (found->alert), ==, DAVY_ALERT_STATUS_RESOLVED);
}

static void
test_alert_that_went_away (Fixture *fixture, gconstpointer data)
{
  static const char open[] = "SELECT count(*) FROM alerts WHERE NOT gone";
  DavyAlertRow other = full_alert;
  gint64 pass = 2;

  other.event_id = "other";
  put (fixture, full_alert, 1);
  put (fixture, other, 1);
  put (fixture, other, 2);
  davy_test_store_write (fixture->store, finish_pass, &pass, DAVY_TABLE_ALERTS);
  g_assert_cmpint (davy_test_store_number (fixture->store, open), ==, 1);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count(*) FROM alerts"), ==, 2);
  put (fixture, full_alert, 3);
  g_assert_cmpint (davy_test_store_number (fixture->store, open), ==, 2);
}

static void
test_letter_case_makes_no_other_alert (Fixture *fixture, gconstpointer data)
{
  DavyAlertRow again = full_alert;
  gint64 row = put (fixture, full_alert, 1);
  g_autoptr (DavyAlertDetails) found = NULL;

  again.event_id = "EVENT";
  again.status = "Resolved";
  g_assert_cmpint (put (fixture, again, 2), ==, row);
  found = get_alert (fixture, row);
  g_assert_cmpint (davy_alert_get_status (found->alert), ==, DAVY_ALERT_STATUS_RESOLVED);
  g_assert_cmpstr (davy_alert_get_event_id (found->alert), ==, "event");
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("/store/alert/comes-back-as-it-was-put", test_alert_comes_back);
  ADD ("/store/alert/last-taker-counts", test_last_taker_counts);
  ADD ("/store/alert/one-that-is-not-there-is-not-found", test_alert_that_is_not_there);
  ADD ("/store/alert/same-again-changes-nothing", test_same_alert_changes_nothing);
  ADD ("/store/alert/older-page-does-not-win", test_older_page_does_not_win);
  ADD ("/store/alert/newer-page-wins-though-the-clock-was-set-back", test_clock_set_back);
  ADD ("/store/alert/one-that-went-away-is-kept", test_alert_that_went_away);
  ADD ("/store/alert/letter-case-of-its-id-makes-no-other", test_letter_case_makes_no_other_alert);

  return g_test_run ();
}
