/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-verification-watch.h"

#include "../triage/evidence-fixture.h"
#include "../triage/verification-fixture.h"

/* Cases are looked at again by themselves. */

typedef struct
{
  guint n;
  DavyTime at;
  guint hours;
  DavyFinding creates;
} Told;

static void
looked_cb (Told *told, DavyCase *handled, const DavyVerification *found)
{
  told->n++;
  told->at = davy_time_now ();
  told->hours = found->hours;
  told->creates = found->creates;
}

static gboolean
is_told (gpointer data)
{
  return ((const Told *) data)->n > 0;
}

static DavyVerificationWatch *
watch (Fixture *fixture, Told *told)
{
  DavyVerificationWatch *self = davy_verification_watch_new (fixture->store, fixture->triage);

  g_signal_connect_swapped (self, "looked", G_CALLBACK (looked_cb), told);

  return self;
}

static void
set_up_clock (Fixture *fixture, gconstpointer data)
{
  set_up_estate (fixture, data);
  davy_test_clock_install (davy_time_now ());
}

static void
tear_down_clock (Fixture *fixture, gconstpointer data)
{
  davy_clock_replace (NULL);
  tear_down (fixture, data);
}

/* Whether the watch waits for what comes next, and nothing is under way, which has a limit. Alarms
 * look at the clock when a minute of the monotonic one is full. */
static gboolean
is_waiting (gpointer unused)
{
  gint64 left = DAVY_TIME_MINUTE - davy_time_monotonic () % DAVY_TIME_MINUTE;

  return davy_test_clock_next () == (left / 1000 + 1) * 1000;
}

static void
let_pass (gint64 microseconds)
{
  davy_test_clock_advance (microseconds);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static guint
count_looks (Fixture *fixture)
{
  return davy_test_world_count (&fixture->world, "GET", "/eventtypes/");
}

static void
test_due (Fixture *fixture, gconstpointer data)
{
  Told told = { 0 };
  g_autoptr (DavyVerificationWatch) self = NULL;

  act (fixture, 30 * DAVY_TIME_HOUR, "done");
  self = watch (fixture, &told);
  g_assert_true (davy_test_spin_until (is_told, &told));
  g_assert_cmpuint (told.hours, ==, 24);
  g_assert_cmpint (told.creates, ==, DAVY_FINDING_BAD);
  g_object_run_dispose (G_OBJECT (self));
}

/* The act is written while the watch runs. */
static void
test_done_while_watched (Fixture *fixture, gconstpointer data)
{
  Told told = { 0 };
  g_autoptr (DavyVerificationWatch) self = watch (fixture, &told);

  put_act (fixture, 50 * DAVY_TIME_HOUR, "done");
  g_assert_true (davy_test_spin_until (is_told, &told));
  g_assert_cmpuint (told.hours, ==, 48);
  g_object_run_dispose (G_OBJECT (self));
}

/* What failed is not asked for over and over, and is not told. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  Told told = { 0 };
  g_autoptr (DavyVerificationWatch) self = NULL;

  act (fixture, 30 * DAVY_TIME_HOUR, "done");
  davy_test_world_spoil (&fixture->world, "GET /arm/*/eventtypes/* x1 status=403");
  self = watch (fixture, &told);
  g_assert_true (davy_test_spin_until (is_waiting, NULL));
  g_assert_cmpuint (count_looks (fixture), ==, 1);
  put_act (fixture, 30 * DAVY_TIME_HOUR, "failed");
  let_pass (14 * DAVY_TIME_MINUTE);
  let_pass (2 * DAVY_TIME_MINUTE);
  g_assert_true (davy_test_spin_until (is_told, &told));
  g_assert_cmpuint (told.n, ==, 1);
  g_assert_cmpint (told.at, ==, davy_time_now ());
  g_assert_cmpuint (count_looks (fixture), ==, 2);
  g_object_run_dispose (G_OBJECT (self));
}

static void
test_not_due (Fixture *fixture, gconstpointer data)
{
  Told told = { 0 };
  g_autoptr (DavyVerificationWatch) self = NULL;

  act (fixture, DAVY_TIME_HOUR, "done");
  self = watch (fixture, &told);
  g_assert_true (davy_test_spin_until (is_waiting, NULL));
  let_pass (22 * DAVY_TIME_HOUR);
  let_pass (2 * DAVY_TIME_HOUR);
  g_assert_true (davy_test_spin_until (is_told, &told));
  g_assert_cmpuint (told.n, ==, 1);
  g_assert_cmpint (told.at, ==, davy_time_now ());
  g_assert_cmpuint (count_looks (fixture), ==, 1);
  g_object_run_dispose (G_OBJECT (self));
}

/* --- what was cancelled -------------------------------------------------------------------- */

#define ENTITLEMENT "/pc/v1/customers/*/subscriptions/*/azureEntitlements/" SHOP
#define SHOP_IS(status) \
  "GET " ENTITLEMENT " x1 status=200,body={\"id\":\"" SHOP "\",\"status\":\"" status "\"}"

static guint
count_reads (Fixture *fixture)
{
  return davy_test_world_count (&fixture->world, "GET", "/azureEntitlements/" SHOP);
}

static void
reactivated_cb (Told *told, DavyCase *handled)
{
  told->n++;
}

static DavyVerificationWatch *
watch_cancellation (Fixture *fixture, Told *told)
{
  DavyVerificationWatch *self = davy_verification_watch_new (fixture->store, fixture->triage);

  g_signal_connect_swapped (self, "reactivated", G_CALLBACK (reactivated_cb), told);

  return self;
}

/* What is due first is looked at first: another look at the subscription would come before this. */
static void
wait_for_another_look (Fixture *fixture, DavyVerificationWatch *self)
{
  Told told = { 0 };

  g_signal_connect_swapped (self, "looked", G_CALLBACK (looked_cb), &told);
  put_act (fixture, 24 * DAVY_TIME_HOUR, "done");
  g_assert_true (davy_test_spin_until (is_told, &told));
  g_signal_handlers_disconnect_by_data (self, &told);
}

static gboolean
has_ended (gpointer store)
{
  return davy_test_store_number (store, "SELECT count(*) FROM case_entries WHERE kind = 'act-proof'"
                                        " AND facts LIKE '%done%'") == 1;
}

static gboolean
was_read (gpointer fixture)
{
  return count_reads (fixture) == 1;
}

/* It is sent, and Partner Center takes its time. */
static void
test_ends (Fixture *fixture, gconstpointer data)
{
  Told told = { 0 };
  g_autoptr (DavyVerificationWatch) self = NULL;

  put_cancellation (fixture, 2 * DAVY_TIME_MINUTE, NULL);
  davy_test_world_spoil (&fixture->world, SHOP_IS ("inactive"));
  self = watch_cancellation (fixture, &told);
  g_assert_true (davy_test_spin_until (has_ended, fixture->store));
  g_assert_cmpuint (told.n, ==, 0);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/cancel"), ==, 0);
  g_object_run_dispose (G_OBJECT (self));
}

static void
test_reactivated (Fixture *fixture, gconstpointer data)
{
  Told told = { 0 };
  g_autoptr (DavyVerificationWatch) self = NULL;

  put_cancellation (fixture, 20 * DAVY_TIME_HOUR, "done");
  davy_test_world_spoil (&fixture->world, SHOP_IS ("active"));
  self = watch_cancellation (fixture, &told);
  g_assert_true (davy_test_spin_until (is_told, &told));
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count(*) FROM case_entries WHERE"
                                                           " facts LIKE '%undone%'"),
                   ==, 1);

  /* It is told once, and looked at no more. */
  wait_for_another_look (fixture, self);
  g_assert_cmpuint (told.n, ==, 1);
  g_assert_cmpuint (count_reads (fixture), ==, 1);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/cancel"), ==, 0);
  g_object_run_dispose (G_OBJECT (self));
}

static gboolean
close_case (DavyDb *db, gpointer data, GError **error)
{
  g_autofree char *resolved =
      g_strdup_printf ("UPDATE alerts SET status = %d", DAVY_ALERT_STATUS_RESOLVED);

  return davy_db_close_case (db, davy_case_get_id (data), davy_time_now (), error) &&
         davy_db_execute (db, resolved, error);
}

/* A case may be over before the two days are. */
static void
test_closed (Fixture *fixture, gconstpointer data)
{
  Told told = { 0 };
  g_autoptr (DavyVerificationWatch) self = NULL;

  put_cancellation (fixture, 20 * DAVY_TIME_HOUR, "done");
  davy_test_store_write (fixture->store, close_case, fixture->handled, DAVY_TABLE_CASES);
  davy_test_world_spoil (&fixture->world, SHOP_IS ("active"));
  self = watch_cancellation (fixture, &told);
  g_assert_true (davy_test_spin_until (is_told, &told));
  g_object_run_dispose (G_OBJECT (self));
}

static gboolean
close_case_alone (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_close_case (db, davy_case_get_id (data), davy_time_now (), error);
}

/* Its alert is open again, or still: whether there is another case is for a person to say. */
static void
test_closed_before_its_alert (Fixture *fixture, gconstpointer data)
{
  Told told = { 0 };
  g_autoptr (DavyVerificationWatch) self = NULL;

  put_cancellation (fixture, 20 * DAVY_TIME_HOUR, "done");
  davy_test_store_write (fixture->store, close_case_alone, fixture->handled, DAVY_TABLE_CASES);
  davy_test_world_spoil (&fixture->world, SHOP_IS ("active"));
  self = watch_cancellation (fixture, &told);
  g_assert_true (davy_test_spin_until (is_told, &told));
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count(*) FROM cases"), ==, 1);
  g_assert_true (davy_case_is_closed (fixture->handled));
  g_object_run_dispose (G_OBJECT (self));
}

#define OF_CANCELLATION "SELECT count(*) FROM case_entries WHERE step = 'cancel'"

/* Nothing new is not written, and not asked for again at once. */
static void
test_stays (Fixture *fixture, gconstpointer data)
{
  Told told = { 0 };
  g_autoptr (DavyVerificationWatch) self = NULL;
  guint entries;

  put_cancellation (fixture, 20 * DAVY_TIME_HOUR, "done");
  entries = (guint) davy_test_store_number (fixture->store, OF_CANCELLATION);
  davy_test_world_spoil (&fixture->world, SHOP_IS ("inactive"));
  self = watch_cancellation (fixture, &told);
  g_assert_true (davy_test_spin_until (was_read, fixture));
  wait_for_another_look (fixture, self);
  g_assert_cmpuint (count_reads (fixture), ==, 1);
  g_assert_cmpuint (told.n, ==, 0);
  g_assert_cmpuint (davy_test_store_number (fixture->store, OF_CANCELLATION), ==, entries);
  g_object_run_dispose (G_OBJECT (self));
}

static void
test_over (Fixture *fixture, gconstpointer data)
{
  Told told = { 0 };
  g_autoptr (DavyVerificationWatch) self = NULL;

  put_cancellation (fixture, 49 * DAVY_TIME_HOUR, "done");
  self = watch (fixture, &told);
  /* The verification comes first, and is the last. */
  g_assert_true (davy_test_spin_until (is_told, &told));
  g_assert_cmpuint (count_reads (fixture), ==, 0);
  g_object_run_dispose (G_OBJECT (self));
}

static gboolean
append_reactivation (DavyDb *db, const Cancellation *act, GError **error)
{
  g_autoptr (GPtrArray) before = davy_db_read_entries (db, act->case_row, error);
  guint intent = before->len + 1;

  return append (db, act, DAVY_ENTRY_ACT_INTENT, 0,
                 "{'act': <'reactivate-entitlement'>, 'target': <'" SHOP "'>, 'facts': <{'plan': "
                 "<'30000000-0000-4000-8000-000000000002'>}>}",
                 error) &&
         append (db, act, DAVY_ENTRY_ACT_RESULT, intent, "{'outcome': <'accepted'>}", error) &&
         (act->state == NULL ||
          append (db, act, DAVY_ENTRY_ACT_PROOF, intent, "{'state': <'failed'>}", error));
}

static gboolean
put_reactivation (DavyDb *db, gpointer data, GError **error)
{
  Cancellation act = { davy_case_get_id (data), davy_time_now () - 2 * DAVY_TIME_MINUTE, NULL };

  return append_reactivation (db, &act, error);
}

static gboolean
put_given_up (DavyDb *db, gpointer data, GError **error)
{
  Cancellation act = { davy_case_get_id (data), davy_time_now () - DAVY_TIME_HOUR, "failed" };

  return append_reactivation (db, &act, error);
}

static gboolean
runs_again (gpointer store)
{
  return davy_test_store_number (store, "SELECT count(*) FROM case_entries WHERE kind = 'act-proof'"
                                        " AND facts LIKE '%done%'") == 2;
}

/* @n_reads: that of the cancellation as well, as long as that stands */
static void
assert_reactivation_found (Fixture *fixture, DavyStoreWork put, guint n_reads)
{
  Told told = { 0 };
  g_autoptr (DavyVerificationWatch) self = NULL;

  put_cancellation (fixture, 20 * DAVY_TIME_HOUR, "done");
  davy_test_store_write (fixture->store, put, fixture->handled, DAVY_TABLE_CASES);
  for (guint i = 0; i < n_reads; i++)
    davy_test_world_spoil (&fixture->world, SHOP_IS ("active"));
  self = watch_cancellation (fixture, &told);
  g_assert_true (davy_test_spin_until (runs_again, fixture->store));

  wait_for_another_look (fixture, self);
  g_assert_cmpuint (told.n, ==, 0);
  g_assert_cmpuint (count_reads (fixture), ==, n_reads);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "POST", "/reactivate"), ==, 0);
  g_object_run_dispose (G_OBJECT (self));
}

/* What we reactivated ourselves is followed to its end, and nobody is accused of it. */
static void
test_reactivated_by_us (Fixture *fixture, gconstpointer data)
{
  assert_reactivation_found (fixture, put_reactivation, 1);
}

static void
test_reactivated_late (Fixture *fixture, gconstpointer data)
{
  assert_reactivation_found (fixture, put_given_up, 2);
}

static gboolean
put_suspension (DavyDb *db, gpointer data, GError **error)
{
  Cancellation act = { davy_case_get_id (data), davy_time_now () - 2 * DAVY_TIME_MINUTE, NULL };

  return append (db, &act, DAVY_ENTRY_ACT_INTENT, 0,
                 "{'act': <'suspend-plan'>, 'target': <'30000000-0000-4000-8000-000000000002'>}",
                 error);
}

/* Whatever the program died over is read, and not sent. */
static void
test_plan (Fixture *fixture, gconstpointer data)
{
  Told told = { 0 };
  g_autoptr (DavyVerificationWatch) self = NULL;

  davy_test_store_write (fixture->store, put_suspension, fixture->handled, DAVY_TABLE_CASES);
  davy_test_world_spoil (&fixture->world,
                         "GET /pc/v1/customers/*/subscriptions/30000000-* x1 status=200,"
                         "body={\"id\":\"30000000-0000-4000-8000-000000000002\","
                         "\"status\":\"suspended\"}");
  self = watch_cancellation (fixture, &told);
  g_assert_true (davy_test_spin_until (has_ended, fixture->store));
  g_assert_cmpuint (told.n, ==, 0);
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "PATCH", "/subscriptions/"), ==, 0);
  g_object_run_dispose (G_OBJECT (self));
}

#define ADD_WATCH(path, function) \
  g_test_add ("/sync/verification/" path, Fixture, NULL, set_up_estate, function, tear_down)

#define ADD_WATCH_CLOCK(path, function) \
  g_test_add ("/sync/verification/" path, Fixture, NULL, set_up_clock, function, tear_down_clock)

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD_WATCH ("what-is-due-is-looked-at-and-told", test_due);
  ADD_WATCH ("what-is-done-meanwhile-is-looked-at", test_done_while_watched);
  ADD_WATCH_CLOCK ("what-failed-is-tried-later", test_refused);
  ADD_WATCH_CLOCK ("what-is-not-due-is-left-alone", test_not_due);

  ADD_WATCH ("what-is-cancelled-is-followed-to-its-end", test_ends);
  ADD_WATCH ("a-reactivation-is-told-once", test_reactivated);
  ADD_WATCH ("our-own-reactivation-accuses-nobody", test_reactivated_by_us);
  ADD_WATCH ("a-reactivation-that-was-given-up-is-found-all-the-same", test_reactivated_late);
  ADD_WATCH ("what-was-sent-about-its-plan-is-settled-by-a-read", test_plan);
  ADD_WATCH ("a-reactivation-is-told-after-the-case", test_closed);
  ADD_WATCH ("looking-begins-no-other-case", test_closed_before_its_alert);
  ADD_WATCH ("what-stays-cancelled-is-left-alone", test_stays);
  ADD_WATCH ("after-two-days-nobody-looks", test_over);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
