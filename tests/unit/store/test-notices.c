/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-notice-table.h"

#include "rows-fixture.h"

/* What the desktop is told of alerts: each once. */

#define BOTH (DAVY_NEWS_THEIRS | DAVY_NEWS_OURS)

static gboolean
take (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_take_news (db, BOTH, data, error);
}

static gboolean
take_ours (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_take_news (db, DAVY_NEWS_OURS, data, error);
}

static gboolean
ask (DavyDb *db, gpointer data, GError **error)
{
  DavyTime next;

  return davy_db_has_news (db, BOTH, data, &next, error);
}

static gboolean
write_nothing (DavyDb *db, gpointer data, GError **error)
{
  return TRUE;
}

/* As the program does: what is not there is not taken. All that was asked for before is written
 * then. */
static DavyNews *
take_news (Fixture *fixture)
{
  DavyNews *news = davy_news_new ();
  gboolean has_news = FALSE;

  davy_test_store_write (fixture->store, write_nothing, NULL, 0);
  davy_test_store_read (fixture->store, ask, &has_news);
  if (has_news)
    davy_test_store_write (fixture->store, take, news, 0);

  return news;
}

static void
assert_no_news (Fixture *fixture)
{
  g_autoptr (DavyNews) news = take_news (fixture);

  g_assert_true (davy_news_is_empty (news));
}

static void
assert_told (Fixture *fixture, DavyNoticeKind kind, gint64 row)
{
  g_autoptr (DavyNews) news = take_news (fixture);
  const DavyNotice *notice;

  g_assert_cmpuint (news->notices->len, ==, 1);
  g_assert_cmpuint (news->over->len, ==, 0);
  notice = g_ptr_array_index (news->notices, 0);
  g_assert_cmpint (notice->kind, ==, kind);
  g_assert_cmpint (davy_alert_get_id (notice->alert), ==, row);
}

static void
assert_over (Fixture *fixture, gint64 row)
{
  g_autoptr (DavyNews) news = take_news (fixture);

  g_assert_cmpuint (news->notices->len, ==, 0);
  g_assert_cmpuint (news->over->len, ==, 1);
  g_assert_cmpint (g_array_index (news->over, gint64, 0), ==, row);
}

static const DavyNoticeOfMany *
assert_of_many (const DavyNews *news, DavyNoticeKind kind, guint count)
{
  const DavyNoticeOfMany *many = &news->of_many[kind];

  g_assert_cmpuint (news->notices->len, ==, 0);
  g_assert_true (many->is_due);
  g_assert_false (many->is_over);
  g_assert_cmpuint (many->count, ==, count);

  return many;
}

static DavyAlertRow
alert_named (const char *id, const char *status)
{
  DavyAlertRow alert = full_alert;

  alert.event_id = id;
  alert.status = status;
  alert.severity = "Medium";
  alert.created = davy_time_now ();

  return alert;
}

/* @n: how many, told apart by their number from @first on */
static void
put_many (Fixture *fixture, guint first, guint n, const char *status)
{
  for (guint i = first; i < first + n; i++)
    {
      g_autofree char *id = g_strdup_printf ("event-%u", i);
      g_autofree char *tenant = g_strdup_printf ("c0000000-0000-4000-8000-%012u", i / 2);
      g_autofree char *customer = g_strdup_printf ("Customer %u", i / 2);
      DavyAlertRow alert = alert_named (id, status);

      alert.customer_tenant_id = tenant;
      alert.customer_name = customer;
      alert.severity = i == first + 2 ? "High" : "Low";
      put (fixture, alert, NOW);
    }
}

static void
test_is_told_once (Fixture *fixture, gconstpointer data)
{
  gint64 row = put (fixture, alert_named ("one", "Active"), NOW);

  assert_told (fixture, DAVY_NOTICE_NEW, row);
  assert_no_news (fixture);
  put (fixture, alert_named ("one", "Active"), NOW + 1);
  put (fixture, alert_named ("one", "Investigating"), NOW + 2);
  assert_no_news (fixture);
}

static void
test_resolved_is_never_told (Fixture *fixture, gconstpointer data)
{
  put_many (fixture, 0, 30, "Resolved");
  assert_no_news (fixture);
}

static void
test_not_in_scope_waits (Fixture *fixture, gconstpointer data)
{
  gint64 row = put (fixture, alert_named ("one", "Active"), NOW);
  g_autoptr (DavyNews) news = davy_news_new ();

  davy_test_store_write (fixture->store, take_ours, news, 0);
  g_assert_true (davy_news_is_empty (news));
  assert_told (fixture, DAVY_NOTICE_NEW, row);
}

static void
test_resolved_elsewhere_is_withdrawn (Fixture *fixture, gconstpointer data)
{
  gint64 row = put (fixture, alert_named ("one", "Active"), NOW);

  assert_told (fixture, DAVY_NOTICE_NEW, row);
  put (fixture, alert_named ("one", "Resolved"), NOW + 1);
  assert_over (fixture, row);
  assert_no_news (fixture);
}

/* Whether it still stood on the desktop or somebody had looked at it. */
static void
test_opened_again_is_told (Fixture *fixture, gconstpointer data)
{
  gint64 row = put (fixture, alert_named ("one", "Active"), NOW);

  assert_told (fixture, DAVY_NOTICE_NEW, row);
  put (fixture, alert_named ("one", "Resolved"), NOW + 1);
  assert_over (fixture, row);
  put (fixture, alert_named ("one", "Active"), NOW + 2);
  assert_told (fixture, DAVY_NOTICE_NEW, row);

  davy_store_see_alert (fixture->store, row);
  assert_over (fixture, row);
  put (fixture, alert_named ("one", "Resolved"), NOW + 3);
  assert_no_news (fixture);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count (*) FROM notices"), ==, 0);
  put (fixture, alert_named ("one", "Active"), NOW + 4);
  assert_told (fixture, DAVY_NOTICE_NEW, row);
  assert_no_news (fixture);
}

static void
test_gone_is_withdrawn (Fixture *fixture, gconstpointer data)
{
  gint64 row = put (fixture, alert_named ("one", "Active"), NOW);
  gint64 pass = NOW + 1;

  assert_told (fixture, DAVY_NOTICE_NEW, row);
  davy_test_store_write (fixture->store, finish_pass, &pass, DAVY_TABLE_ALERTS);
  assert_over (fixture, row);
}

/* Somebody signed out: nothing is left of the alert, and nothing in the table of what was told. */
static void
test_wiped_is_withdrawn (Fixture *fixture, gconstpointer data)
{
  gint64 row = put (fixture, alert_named ("one", "Active"), NOW);
  g_autoptr (GAsyncResult) result = NULL;

  assert_told (fixture, DAVY_NOTICE_NEW, row);
  davy_store_wipe_account_async (fixture->store, DAVY_TEST_ACCOUNT, NULL, davy_test_keep_result,
                                 &result);
  davy_test_wait_result (&result);
  assert_over (fixture, row);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count (*) FROM notices"), ==, 0);
}

static void
test_seen_is_withdrawn (Fixture *fixture, gconstpointer data)
{
  gint64 row = put (fixture, alert_named ("one", "Active"), NOW);

  assert_told (fixture, DAVY_NOTICE_NEW, row);
  davy_store_see_alert (fixture->store, row);
  assert_over (fixture, row);
  davy_store_see_alert (fixture->store, row);
  assert_no_news (fixture);
}

static void
test_seen_before_is_not_told (Fixture *fixture, gconstpointer data)
{
  davy_store_see_alert (fixture->store, put (fixture, alert_named ("one", "Active"), NOW));
  assert_no_news (fixture);
}

static void
changed_cb (DavyStore *store, DavyStoreTables tables, guint *times)
{
  *times += (tables & DAVY_TABLE_NOTICES) != 0;
}

/* Looking at one row after the other writes nothing that anybody has to look at. */
static void
test_seeing_changes_once (Fixture *fixture, gconstpointer data)
{
  gint64 row = put (fixture, alert_named ("one", "Active"), NOW);
  guint times = 0;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), &times);
  for (guint i = 0; i < 3; i++)
    davy_store_see_alert (fixture->store, row);
  davy_store_snooze_alert (fixture->store, 4711);
  put (fixture, alert_named ("other", "Active"), NOW);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (times, ==, 1);
  g_signal_handlers_disconnect_by_func (fixture->store, changed_cb, &times);
}

static void
test_snoozed_comes_again (Fixture *fixture, gconstpointer data)
{
  gint64 row = put (fixture, alert_named ("one", "Investigating"), NOW);

  assert_told (fixture, DAVY_NOTICE_NEW, row);
  davy_store_snooze_alert (fixture->store, row);
  {
    g_autoptr (DavyNews) news = take_news (fixture);

    g_assert_cmpuint (news->over->len, ==, 1);
    g_assert_cmpint (news->next, ==, NOW + DAVY_NOTICE_SNOOZE);
  }
  davy_test_clock_advance (DAVY_NOTICE_SNOOZE - 1);
  assert_no_news (fixture);
  davy_test_clock_advance (1);
  assert_told (fixture, DAVY_NOTICE_AGAIN, row);
  assert_no_news (fixture);
}

static void
test_snoozed_and_resolved_stays_away (Fixture *fixture, gconstpointer data)
{
  gint64 row = put (fixture, alert_named ("one", "Investigating"), NOW);

  assert_told (fixture, DAVY_NOTICE_NEW, row);
  davy_store_snooze_alert (fixture->store, row);
  assert_over (fixture, row);
  put (fixture, alert_named ("one", "Resolved"), NOW + 1);
  davy_test_clock_advance (DAVY_NOTICE_SNOOZE);
  assert_no_news (fixture);
}

static void
test_snoozed_and_seen_stays_away (Fixture *fixture, gconstpointer data)
{
  gint64 row = put (fixture, alert_named ("one", "Investigating"), NOW);

  assert_told (fixture, DAVY_NOTICE_NEW, row);
  davy_store_snooze_alert (fixture->store, row);
  assert_over (fixture, row);
  davy_store_see_alert (fixture->store, row);
  davy_test_clock_advance (DAVY_NOTICE_SNOOZE);
  assert_no_news (fixture);
}

static void
test_three_are_told_apart (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyNews) news = NULL;
  const DavyNotice *first;

  put_many (fixture, 0, DAVY_NOTICES_APART, "Active");
  news = take_news (fixture);
  g_assert_cmpuint (news->notices->len, ==, DAVY_NOTICES_APART);
  g_assert_false (news->of_many[DAVY_NOTICE_NEW].is_due);
  first = g_ptr_array_index (news->notices, 0);
  g_assert_cmpint (davy_alert_get_severity (first->alert), ==, DAVY_SEVERITY_HIGH);
}

static void
test_many_are_told_as_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyNews) first = NULL;
  g_autoptr (DavyNews) more = NULL;
  g_autoptr (DavyNews) over = NULL;
  const DavyNoticeOfMany *many;

  put_many (fixture, 0, 30, "Active");
  put_many (fixture, 30, 30, "Resolved");
  first = take_news (fixture);
  many = assert_of_many (first, DAVY_NOTICE_NEW, 30);
  g_assert_cmpint (many->severity, ==, DAVY_SEVERITY_HIGH);
  g_assert_cmpuint (many->n_customers, ==, 15);
  g_assert_cmpuint (g_strv_length (many->customers), ==, DAVY_NOTICE_CUSTOMERS);
  g_assert_cmpstr (many->customers[0], ==, "Customer 1");
  g_assert_cmpstr (many->customers[1], ==, "Customer 0");
  assert_no_news (fixture);

  /* What nobody has looked at yet is told with those that come later. */
  put_many (fixture, 60, 4, "Active");
  more = take_news (fixture);
  assert_of_many (more, DAVY_NOTICE_NEW, 34);

  /* It stays for the last of them. */
  put_many (fixture, 0, 30, "Resolved");
  put_many (fixture, 60, 3, "Resolved");
  assert_no_news (fixture);
  put_many (fixture, 63, 1, "Resolved");
  over = take_news (fixture);
  g_assert_true (over->of_many[DAVY_NOTICE_NEW].is_over);
  assert_no_news (fixture);
}

static void
test_many_are_seen_as_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyNews) first = NULL;
  g_autoptr (DavyNews) over = NULL;
  g_autoptr (DavyNews) more = NULL;

  put_many (fixture, 0, 7, "Investigating");
  first = take_news (fixture);
  assert_of_many (first, DAVY_NOTICE_NEW, 7);
  davy_store_see_alerts (fixture->store, DAVY_NOTICE_NEW);
  over = take_news (fixture);
  g_assert_true (over->of_many[DAVY_NOTICE_NEW].is_over);
  put_many (fixture, 7, 4, "Investigating");
  more = take_news (fixture);
  assert_of_many (more, DAVY_NOTICE_NEW, 4);
}

static void
test_many_are_snoozed_as_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyNews) first = NULL;
  g_autoptr (DavyNews) over = NULL;
  g_autoptr (DavyNews) again = NULL;

  put_many (fixture, 0, 7, "Investigating");
  first = take_news (fixture);
  assert_of_many (first, DAVY_NOTICE_NEW, 7);
  davy_store_snooze_alerts (fixture->store, DAVY_NOTICE_NEW);
  over = take_news (fixture);
  g_assert_true (over->of_many[DAVY_NOTICE_NEW].is_over);
  put_many (fixture, 0, 2, "Resolved");
  davy_test_clock_advance (DAVY_NOTICE_SNOOZE);
  again = take_news (fixture);
  assert_of_many (again, DAVY_NOTICE_AGAIN, 5);
}

static void
put_with_severity (Fixture *fixture, const char *id, const char *severity)
{
  DavyAlertRow alert = alert_named (id, "Active");

  alert.severity = severity;
  alert.customer_name = id;
  alert.customer_tenant_id = NULL;
  put (fixture, alert, NOW);
}

/* Without a severity that is known, it may be as grave as one of the middle. */
static void
test_unknown_severity (Fixture *fixture, gconstpointer data)
{
  static const char *const many[] = { "Low", "Perilous", "Informational", "Low" };
  g_autoptr (DavyNews) apart = NULL;
  g_autoptr (DavyNews) as_one = NULL;
  const DavyNotice *first;

  put_with_severity (fixture, "unknown", "Perilous");
  put_with_severity (fixture, "low", "Low");
  apart = take_news (fixture);
  first = g_ptr_array_index (apart->notices, 0);
  g_assert_cmpstr (davy_alert_get_event_id (first->alert), ==, "unknown");

  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    put_with_severity (fixture, (const char *const[]){ "A", "B", "C", "D" }[i], many[i]);
  as_one = take_news (fixture);
  g_assert_cmpint (assert_of_many (as_one, DAVY_NOTICE_NEW, 4)->severity, ==,
                   DAVY_SEVERITY_ASSUMED);
  g_assert_cmpstr (as_one->of_many[DAVY_NOTICE_NEW].customers[0], ==, "B");
}

/* Test alerts are never counted (playbook.md F.24), and one of them shows what they are to show. */
static void
test_one_test_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyNews) news = NULL;

  put (fixture, alert_named ("one", "Active"), NOW);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("test-%u", i);
      DavyAlertRow alert = alert_named (id, "Active");

      alert.is_test = TRUE;
      alert.created += i;
      put (fixture, alert, NOW);
    }
  news = take_news (fixture);
  g_assert_cmpuint (news->notices->len, ==, 2);
  for (guint i = 0; i < news->notices->len; i++)
    {
      const DavyNotice *notice = g_ptr_array_index (news->notices, i);

      g_assert_cmpstr (davy_alert_get_event_id (notice->alert), ==, i == 0 ? "one" : "test-4");
    }

  davy_test_clock_advance (55 * DAVY_TIME_MINUTE);
  put (fixture, alert_named ("one", "Resolved"), NOW + 1);
  g_clear_pointer (&news, davy_news_free);
  news = take_news (fixture);
  g_assert_cmpuint (news->notices->len, ==, 0);
}

static void
test_hour_is_told_once (Fixture *fixture, gconstpointer data)
{
  gint64 row = put (fixture, alert_named ("one", "Active"), NOW);
  g_autoptr (DavyNews) first = take_news (fixture);

  g_assert_cmpint (first->next, ==, NOW + 50 * DAVY_TIME_MINUTE);
  davy_store_see_alert (fixture->store, row);
  assert_over (fixture, row);
  davy_test_clock_advance (50 * DAVY_TIME_MINUTE - 1);
  assert_no_news (fixture);
  davy_test_clock_advance (1);
  assert_told (fixture, DAVY_NOTICE_HOUR, row);
  assert_no_news (fixture);
  davy_test_clock_advance (DAVY_TIME_HOUR);
  assert_no_news (fixture);
}

/* Who has set the status has reacted; who starts the program later is not reminded of what is over;
 * who was told late is told that it is late. */
static void
test_hour_is_not_told (Fixture *fixture, gconstpointer data)
{
  DavyAlertRow late = alert_named ("late", "Active");

  put (fixture, alert_named ("one", "Investigating"), NOW);
  put (fixture, alert_named ("two", "Active"), NOW);
  late.created -= 45 * DAVY_TIME_MINUTE;
  put (fixture, late, NOW);
  davy_news_free (take_news (fixture));
  davy_test_clock_advance (10 * DAVY_TIME_MINUTE);
  assert_no_news (fixture);
  put (fixture, alert_named ("two", "Investigating"), NOW + 1);
  davy_test_clock_advance (42 * DAVY_TIME_MINUTE);
  assert_no_news (fixture);

  put (fixture, alert_named ("three", "Active"), NOW + 2);
  davy_news_free (take_news (fixture));
  davy_test_clock_advance (2 * DAVY_TIME_HOUR);
  assert_no_news (fixture);
}

static void
test_many_hours_are_told_as_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyNews) first = NULL;
  g_autoptr (DavyNews) hour = NULL;

  put_many (fixture, 0, 3, "Active");
  first = take_news (fixture);
  put_many (fixture, 3, 2, "Active");
  davy_news_free (take_news (fixture));
  davy_test_clock_advance (50 * DAVY_TIME_MINUTE);
  hour = take_news (fixture);
  assert_of_many (hour, DAVY_NOTICE_HOUR, 5);
  g_assert_cmpuint (hour->over->len, ==, 5); /* one stands for what stood apart */
}

/* What is told of many names no time: the hour is told of all the same, however late it is. */
static void
test_hour_of_many_that_come_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyNews) late = NULL;
  g_autoptr (DavyNews) hour = NULL;

  put_many (fixture, 0, 5, "Active");
  davy_test_clock_advance (49 * DAVY_TIME_MINUTE);
  late = take_news (fixture);
  assert_of_many (late, DAVY_NOTICE_NEW, 5);
  davy_test_clock_advance (DAVY_TIME_MINUTE);
  hour = take_news (fixture);
  g_assert_true (hour->of_many[DAVY_NOTICE_HOUR].is_due);
  assert_no_news (fixture);
}

static gboolean
change_service (DavyDb *db, gpointer service, GError **error)
{
  return davy_db_leave_other_services (db, DAVY_TEST_ACCOUNT, service, error);
}

/* The other service has other ids for the same alerts. */
static void
test_other_service (Fixture *fixture, gconstpointer data)
{
  gint64 row = put (fixture, alert_named ("one", "Active"), NOW);
  DavyAlertRow same = alert_named ("same", "Active");
  DavyAlertRow later = alert_named ("later", "Active");

  same.service = later.service = "graph";
  later.created += DAVY_TIME_MINUTE;
  assert_told (fixture, DAVY_NOTICE_NEW, row);
  davy_test_store_write (fixture->store, change_service, (gpointer) "graph", DAVY_TABLE_ALERTS);
  put (fixture, same, NOW + 1);
  assert_over (fixture, row);
  row = put (fixture, later, NOW + 1);
  assert_told (fixture, DAVY_NOTICE_NEW, row);

  davy_test_clock_advance (50 * DAVY_TIME_MINUTE);
  row = put (fixture, same, NOW + 2);
  assert_told (fixture, DAVY_NOTICE_HOUR, row);
}

static gboolean
forget_notices (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db, "DROP TABLE notices; PRAGMA user_version = 5", error);
}

/* A store at @path in the place of the one there is. */
static void
open_instead (Fixture *fixture, const char *path)
{
  davy_test_store_close (&fixture->store);
  fixture->store = davy_test_store_open (path);
}

/* A file of the last version without the table, in which an alert is open and another is not. */
static void
test_upgrade (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = davy_test_store_path ();
  gint64 row;

  open_instead (fixture, path);
  put (fixture, alert_named ("one", "Active"), NOW);
  put (fixture, alert_named ("other", "Resolved"), NOW);
  davy_test_store_write (fixture->store, forget_notices, NULL, 0);

  open_instead (fixture, path);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count (*) FROM notices"), ==, 1);
  assert_no_news (fixture);
  put (fixture, alert_named ("one", "Investigating"), NOW + 1);
  assert_no_news (fixture);
  row = put (fixture, alert_named ("new", "Active"), NOW + 1);
  assert_told (fixture, DAVY_NOTICE_NEW, row);
}

/* What is told is on the disk with what was found: a new start tells nothing again. */
static void
test_restart (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = davy_test_store_path ();
  gint64 row;

  open_instead (fixture, path);
  row = put (fixture, alert_named ("one", "Investigating"), NOW);
  assert_told (fixture, DAVY_NOTICE_NEW, row);
  davy_store_snooze_alert (fixture->store, row);
  open_instead (fixture, path);
  assert_over (fixture, row);
  davy_test_clock_advance (DAVY_NOTICE_SNOOZE);
  assert_told (fixture, DAVY_NOTICE_AGAIN, row);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("/store/notices/one-is-told-once", test_is_told_once);
  ADD ("/store/notices/resolved-one-is-never-told", test_resolved_is_never_told);
  ADD ("/store/notices/one-that-is-not-asked-for-waits", test_not_in_scope_waits);
  ADD ("/store/notices/one-resolved-elsewhere-is-withdrawn", test_resolved_elsewhere_is_withdrawn);
  ADD ("/store/notices/one-opened-again-is-told", test_opened_again_is_told);
  ADD ("/store/notices/one-that-is-gone-is-withdrawn", test_gone_is_withdrawn);
  ADD ("/store/notices/one-that-is-wiped-is-withdrawn", test_wiped_is_withdrawn);
  ADD ("/store/notices/seen-one-is-withdrawn", test_seen_is_withdrawn);
  ADD ("/store/notices/one-seen-before-is-not-told", test_seen_before_is_not_told);
  ADD ("/store/notices/seeing-again-changes-nothing", test_seeing_changes_once);
  ADD ("/store/notices/snoozed-one-comes-again", test_snoozed_comes_again);
  ADD ("/store/notices/snoozed-one-that-is-resolved-stays-away",
       test_snoozed_and_resolved_stays_away);
  ADD ("/store/notices/snoozed-one-that-is-seen-stays-away", test_snoozed_and_seen_stays_away);
  ADD ("/store/notices/three-are-told-apart", test_three_are_told_apart);
  ADD ("/store/notices/unknown-severity-is-of-the-middle", test_unknown_severity);
  ADD ("/store/notices/many-are-told-as-one", test_many_are_told_as_one);
  ADD ("/store/notices/many-are-seen-as-one", test_many_are_seen_as_one);
  ADD ("/store/notices/many-are-snoozed-as-one", test_many_are_snoozed_as_one);
  ADD ("/store/notices/one-test-is-told", test_one_test_is_told);
  ADD ("/store/notices/hour-is-told-once", test_hour_is_told_once);
  ADD ("/store/notices/hour-is-not-told-in-vain", test_hour_is_not_told);
  ADD ("/store/notices/many-hours-are-told-as-one", test_many_hours_are_told_as_one);
  ADD ("/store/notices/hour-of-many-that-come-late", test_hour_of_many_that_come_late);
  ADD ("/store/notices/other-service-tells-nothing-again", test_other_service);
  ADD ("/store/notices/open-ones-are-told-before-the-upgrade", test_upgrade);
  ADD ("/store/notices/new-start-tells-nothing-again", test_restart);

  return g_test_run ();
}
