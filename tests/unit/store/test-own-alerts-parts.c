/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "own-alerts-parts.h"

/* What the noise of all of a subscription's use hides may be plain in a part of it. */

static gboolean
put_parts (DavyDb *db, gpointer data, GError **error)
{
  Parts *parts = data;

  return davy_db_put_usage (db, parts->row, TODAY - HISTORY + 1, TODAY,
                            DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE) |
                                DAVY_DIMENSION_BIT (DAVY_DIMENSION_GROUP),
                            parts->days, parts->n, error);
}

static void
write_parts (Fixture *fixture, Parts *parts)
{
  parts->row = fixture->row;
  davy_test_store_write (fixture->store, put_parts, parts, DAVY_TABLE_USAGE);
}

/* As if what is there had been found when these days were the last. */
static gboolean
move_back (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db, "UPDATE episodes SET onset = onset - 11, last_day = last_day - 10",
                          error);
}

static void
test_part_from_nothing_is_told (Fixture *fixture, gconstpointer data)
{
  Parts parts = { 0 };
  g_autoptr (DavyAlert) alert = NULL;

  for (guint i = 0; i < HISTORY; i++)
    add_part (&parts, i, "Storage", "web", busy (i));
  for (guint i = HISTORY - 8; i < HISTORY; i++)
    add_part (&parts, i, "Bandwidth", "web", 9); /* too little */
  write_parts (fixture, &parts);
  g_assert_cmpint (count (fixture, "1"), ==, 0);

  for (guint i = HISTORY - 8; i < HISTORY; i++)
    add_part (&parts, i, "Virtual Machines", "rg-x", 90);
  write_parts (fixture, &parts);
  write_parts (fixture, &parts);

  g_assert_cmpint (count (fixture, "1"), ==, 1); /* the service and the group are one entry */
  alert = get_own (fixture);
  g_assert_cmpstr (davy_alert_get_description (alert), ==, "Virtual Machines");
  g_assert_cmpint (davy_alert_get_own_episode (alert)->episode.kind, ==, DAVY_ALARM_NEW);
  g_assert_cmpint (davy_alert_get_first_observed (alert), ==, davy_day_to_time (TODAY - 7));
  g_assert_cmpint (davy_alert_get_daily_cost (alert)->micros / DAVY_MONEY_UNIT, ==, 90);
  assert_state (fixture, DAVY_OWN_NEW, TRUE);
}

static DavyUsageTable *
load (Fixture *fixture)
{
  return load_by (fixture, DAVY_DIMENSION_REGION);
}

static void
test_part_stands_beside_the_graph (Fixture *fixture, gconstpointer data)
{
  Parts parts = { 0 };
  g_autoptr (DavyUsageTable) calm = NULL;
  g_autoptr (DavyUsageTable) open = NULL;
  g_autoptr (DavyUsageTable) answered = NULL;

  for (guint i = 0; i < HISTORY; i++)
    add_part (&parts, i, "Storage", "web", busy (i));
  write_parts (fixture, &parts);
  calm = load (fixture);
  g_assert_null (calm->own_part);

  for (guint i = HISTORY - 8; i < HISTORY; i++)
    add_part (&parts, i, "Virtual Machines", "rg-x", 90);
  write_parts (fixture, &parts);
  open = load (fixture);
  g_assert_cmpstr (open->own_part, ==, "Virtual Machines");
  g_assert_cmpint (open->own_dimension, ==, DAVY_DIMENSION_SERVICE);
  g_assert_cmpfloat (open->own_excess, ==, 90);
  g_assert_cmpfloat (open->own.episode.excess, >=, 6 * 90);
  g_assert_cmpstr (open->own.currency, ==, "EUR");

  answer (fixture, DAVY_OWN_PLANNED);
  answered = load (fixture);
  g_assert_null (answered->own_part);
}

static gboolean
put_microsofts (DavyDb *db, gpointer data, GError **error)
{
  const DavyAlertRow row = { .account_id = DAVY_TEST_ACCOUNT,
                             .event_id = "reported",
                             .azure_id = AZURE,
                             .status = "Active",
                             .reason = "None",
                             .severity = "High",
                             .created = NOW };

  return davy_db_put_alert (db, &row, NOW, NULL, error);
}

/* The list of subscriptions and the graph of one name the same excess, or none. */
static void
assert_same_excess (Fixture *fixture, gboolean any)
{
  g_autoptr (DavyUsageTable) table = load (fixture);

  g_assert_cmpint (
      davy_test_store_number (fixture->store,
                              "SELECT count (*) FROM subscriptions WHERE excess IS NOT NULL"),
      ==, any);
  g_assert_cmpstr (table->own_part, ==, any ? "Virtual Machines" : NULL);
  if (any)
    g_assert_cmpfloat (table->own_excess, ==, 90);
}

static void
test_list_and_graph_agree (Fixture *fixture, gconstpointer data)
{
  Parts calm = { 0 };
  Parts parts;
  g_autoptr (DavyAlert) running = NULL;
  g_autoptr (DavyAlert) ended = NULL;

  for (guint i = 0; i < HISTORY; i++)
    add_part (&calm, i, "Storage", "web", busy (i));
  parts = calm;
  for (guint i = HISTORY - 8; i < HISTORY; i++)
    add_part (&parts, i, "Virtual Machines", "rg-x", 90);
  write_parts (fixture, &parts);
  assert_same_excess (fixture, TRUE);

  davy_test_store_write (fixture->store, put_microsofts, NULL, DAVY_TABLE_ALERTS);
  write_parts (fixture, &parts);
  assert_same_excess (fixture, TRUE);

  answer (fixture, DAVY_OWN_NO_ISSUE);
  assert_same_excess (fixture, TRUE);
  running = get_own (fixture);
  g_assert_true (davy_alert_get_own_episode (running)->episode.running);

  write_parts (fixture, &calm);
  assert_same_excess (fixture, FALSE);
  ended = get_own (fixture);
  g_assert_cmpint (davy_alert_get_own_episode (ended)->state, ==, DAVY_OWN_NO_ISSUE);
  g_assert_false (davy_alert_get_own_episode (ended)->episode.running);
}

/* Steady, of which "Storage" cost much more some days ago; the last days of a machine from nothing
 * cost @mining. */
static void
write_peak (Fixture *fixture, double mining)
{
  Parts parts = { 0 };

  for (guint i = 0; i < HISTORY; i++)
    add_part (&parts, i, "Storage", "web", i >= HISTORY - 14 && i < HISTORY - 10 ? 6000 : busy (i));
  for (guint i = HISTORY - 11; i < HISTORY && mining > 0; i++)
    add_part (&parts, i, "Virtual Machines", "rg-x", mining);
  write_parts (fixture, &parts);
}

/* What somebody has dealt with is the peak, and not what goes on since its last day. */
static void
test_part_is_told_beside_what_is_answered (Fixture *fixture, gconstpointer data)
{
  Parts peak = { 0 };
  g_autoptr (DavyAlert) alert = NULL;

  for (guint i = 0; i < HISTORY; i++)
    add_part (&peak, i, "Storage", "web", i < HISTORY - 3 ? busy (i) : 6000);
  write_parts (fixture, &peak);
  answer (fixture, DAVY_OWN_NO_ISSUE);
  davy_test_store_write (fixture->store, move_back, NULL, DAVY_TABLE_ALERTS);
  write_peak (fixture, 0);
  assert_state (fixture, DAVY_OWN_NO_ISSUE, FALSE);
  g_assert_cmpint (count (fixture, "1"), ==, 1);

  davy_test_clock_advance (DAVY_TIME_SECOND);
  write_peak (fixture, 90);
  g_assert_cmpint (count (fixture, "1"), ==, 2);
  g_assert_cmpint (count (fixture, "state = 3"), ==, 1);
  alert = get_own (fixture);
  g_assert_cmpstr (davy_alert_get_description (alert), ==, "Virtual Machines");
  assert_state (fixture, DAVY_OWN_NEW, TRUE);
}

/* The group has what the service has: whoever has answered for one has for both. */
static void
test_same_money_is_not_told_twice (Fixture *fixture, gconstpointer data)
{
  Parts parts = { 0 };

  for (guint i = 0; i < HISTORY; i++)
    add_part (&parts, i, "Storage", "web", busy (i));
  for (guint i = HISTORY - 8; i < HISTORY; i++)
    add_part (&parts, i, "Virtual Machines", "rg-x", 90);
  write_parts (fixture, &parts);
  answer (fixture, DAVY_OWN_NO_ISSUE);

  for (guint i = HISTORY - 8; i < HISTORY; i++)
    add_part (&parts, i, "Batch", "rg-x", 20);
  write_parts (fixture, &parts);
  g_assert_cmpint (count (fixture, "1"), ==, 1);
  g_assert_cmpint (
      davy_test_store_number (fixture->store,
                              "SELECT count (*) FROM alert_bodies WHERE description = 'Virtual"
                              " Machines'"),
      ==, 1);
  assert_state (fixture, DAVY_OWN_NO_ISSUE, FALSE);
}

/* A while after it was told. */
static void
dismiss (Fixture *fixture)
{
  davy_test_clock_advance (DAVY_TIME_SECOND);
  answer (fixture, DAVY_OWN_NO_ISSUE);
}

/* Two services of one group that begin at @first and @second days before the end, beside a third.
 */
static void
write_two (Fixture *fixture, double dearer, double cheaper, guint first, guint second)
{
  Parts parts = { 0 };

  for (guint i = 0; i < HISTORY; i++)
    add_part (&parts, i, "Storage", "web", busy (i));
  for (guint i = HISTORY - first; i < HISTORY; i++)
    add_part (&parts, i, "Virtual Machines", "rg-x", dearer);
  for (guint i = HISTORY - second; i < HISTORY; i++)
    add_part (&parts, i, "Batch", "rg-y", cheaper);
  write_parts (fixture, &parts);
}

static void
assert_newest (Fixture *fixture, gint64 n, const char *part, int daily_cost)
{
  g_autoptr (DavyAlert) alert = get_own (fixture);
  g_autoptr (DavyUsageTable) table = load (fixture);

  g_assert_cmpint (count (fixture, "1"), ==, n);
  g_assert_cmpstr (davy_alert_get_description (alert), ==, part);
  g_assert_cmpint (davy_alert_get_daily_cost (alert)->micros / DAVY_MONEY_UNIT, ==, daily_cost);
  g_assert_cmpstr (table->own_part, ==, part); /* the graph names what is to be acted on */
  g_assert_cmpfloat (table->own_excess, ==, daily_cost);
  assert_state (fixture, DAVY_OWN_NEW, TRUE);
}

/* It was hidden behind the dearer, and is told as soon as that is answered; once. */
static void
test_cheaper_part_is_told_after_an_answer (Fixture *fixture, gconstpointer data)
{
  write_two (fixture, 120, 80, 8, 8);
  assert_newest (fixture, 1, "Virtual Machines", 120);

  dismiss (fixture);
  assert_newest (fixture, 2, "Batch", 80);
  for (guint i = 0; i < 3; i++)
    write_two (fixture, 120, 80, 8, 8);
  assert_newest (fixture, 2, "Batch", 80);

  dismiss (fixture);
  write_two (fixture, 120, 80, 8, 8);
  g_assert_cmpint (count (fixture, "1"), ==, 2);
  g_assert_cmpint (count (fixture, "state = 3 AND running"), ==, 2);
  assert_state (fixture, DAVY_OWN_NO_ISSUE, FALSE);
}

static gboolean
runs_in_graph (Fixture *fixture, const char *service)
{
  g_autoptr (DavyUsageTable) table = load_by (fixture, DAVY_DIMENSION_SERVICE);

  for (guint i = 0; i < table->parts->len; i++)
    if (g_str_equal (g_ptr_array_index (table->parts, i), service))
      {
        g_autoptr (DavyJudgement) judged = davy_usage_table_judge_part (table, i, FALSE);

        return davy_judgement_get_running (judged) != NULL;
      }

  return FALSE;
}

/* What was planned of one service says nothing of another, neither in the list nor in the graph. */
static void
test_cheaper_part_is_told_beside_what_is_planned (Fixture *fixture, gconstpointer data)
{
  write_two (fixture, 120, 80, 8, 8);
  davy_test_clock_advance (DAVY_TIME_SECOND);
  answer (fixture, DAVY_OWN_PLANNED);
  write_two (fixture, 120, 80, 8, 8);
  assert_newest (fixture, 2, "Batch", 80);
  g_assert_true (runs_in_graph (fixture, "Batch"));
  g_assert_false (runs_in_graph (fixture, "Virtual Machines"));

  answer (fixture, DAVY_OWN_PLANNED);
  write_two (fixture, 120, 80, 8, 8);
  g_assert_cmpint (count (fixture, "1"), ==, 2);
  g_assert_cmpint (count (fixture, "state = 2 AND NOT running"), ==, 2);
  g_assert_false (runs_in_graph (fixture, "Batch"));
}

/* Nearly as dear, and of another group: what is answered says nothing of it. */
static void
test_later_part_is_told_beside_what_is_answered (Fixture *fixture, gconstpointer data)
{
  write_two (fixture, 120, 0, 8, 8);
  dismiss (fixture);
  write_two (fixture, 120, 100, 8, 5);

  assert_newest (fixture, 2, "Batch", 100);
}

/* What is open speaks for what begins, and leaves it to an alert of its own when it is answered. */
static void
test_one_is_told_at_a_time (Fixture *fixture, gconstpointer data)
{
  write_two (fixture, 0, 80, 8, 12);
  assert_newest (fixture, 1, "Batch", 80);
  write_two (fixture, 200, 80, 5, 12);
  g_assert_cmpint (count (fixture, "status <> 3"), ==, 1);

  dismiss (fixture);
  assert_newest (fixture, 2, "Batch", 80);
}

/* The answered one doubles while another is open: both are to be acted on, neither has ended. */
static void
test_doubled_part_is_told_beside_another (Fixture *fixture, gconstpointer data)
{
  write_two (fixture, 75, 65, 8, 8);
  dismiss (fixture);
  write_two (fixture, 160, 65, 8, 8);

  g_assert_cmpint (count (fixture, "1"), ==, 2);
  g_assert_cmpint (count (fixture, "state = 0"), ==, 2);
  g_assert_cmpint (count (fixture, "daily_cost = 65"), ==, 1);
  g_assert_cmpint (count (fixture, "daily_cost = 160"), ==, 1);
}

static void
write_group_of_two (Fixture *fixture, double first, double second)
{
  Parts parts = { 0 };

  for (guint i = 0; i < HISTORY; i++)
    add_part (&parts, i, "Storage", "web", busy (i));
  for (guint i = HISTORY - 8; i < HISTORY; i++)
    add_part (&parts, i, "Virtual Machines", "rg-x", first);
  for (guint i = HISTORY - 6; i < HISTORY && second > 0; i++)
    add_part (&parts, i, "Batch", "rg-x", second);
  write_parts (fixture, &parts);
}

/* Their group costs more than twice what each of them did, and little more than both. */
static void
test_sum_of_answered_parts_is_not_told (Fixture *fixture, gconstpointer data)
{
  write_group_of_two (fixture, 120, 0);
  dismiss (fixture);
  write_group_of_two (fixture, 120, 110);
  assert_newest (fixture, 2, "Batch", 110);

  dismiss (fixture);
  write_group_of_two (fixture, 130, 125);
  g_assert_cmpint (count (fixture, "1"), ==, 2);
  g_assert_cmpint (count (fixture, "state = 3"), ==, 2);
}

/* Whoever answered for all of the use could not see what began later. */
static void
test_part_is_told_after_all_was_answered (Fixture *fixture, gconstpointer data)
{
  Parts parts = { 0 };

  for (guint i = 0; i < HISTORY; i++)
    add_part (&parts, i, "Storage", "web", USUAL + i % 5 + (i >= HISTORY - 12 ? 400 : 0));
  for (guint i = HISTORY - 12; i < HISTORY; i++)
    add_part (&parts, i, "Virtual Machines", "rg-x", 90);
  write_parts (fixture, &parts);
  dismiss (fixture);
  g_assert_cmpint (count (fixture, "1"), ==, 1);
  assert_state (fixture, DAVY_OWN_NO_ISSUE, FALSE);

  davy_test_store_write (fixture->store, execute,
                         (gpointer) "UPDATE episodes SET changed_at = changed_at"
                                    " - 10 * 86400000000",
                         DAVY_TABLE_ALERTS);
  for (guint i = HISTORY - 5; i < HISTORY; i++)
    add_part (&parts, i, "Batch", "rg-y", 90);
  write_parts (fixture, &parts);
  g_assert_cmpint (count (fixture, "1"), ==, 2);
  g_assert_cmpint (
      davy_test_store_number (fixture->store,
                              "SELECT count (*) FROM alert_bodies JOIN alerts ON id = alert_row"
                              " WHERE description = 'Batch' AND status <> 3 AND daily_cost = 90"),
      ==, 1);
}

static void
test_costliest_part_names_it (Fixture *fixture, gconstpointer data)
{
  Parts parts = { 0 };
  g_autoptr (DavyAlert) alert = NULL;

  for (guint i = 0; i < HISTORY; i++)
    add_part (&parts, i, "Storage", "web", busy (i));
  for (guint i = HISTORY - 8; i < HISTORY; i++)
    {
      add_part (&parts, i, "Batch", "rg-x", 30);
      add_part (&parts, i, "Virtual Machines", "rg-x", 60);
    }
  write_parts (fixture, &parts);

  g_assert_cmpint (count (fixture, "1"), ==, 1);
  alert = get_own (fixture);
  g_assert_cmpstr (davy_alert_get_description (alert), ==, "rg-x");
}

static void
test_part_that_moved_is_not_told (Fixture *fixture, gconstpointer data)
{
  Parts parts = { 0 };

  for (guint i = 0; i < HISTORY; i++)
    {
      add_part (&parts, i, "Storage", "web", 500 + i % 3);
      add_part (&parts, i, "Virtual Machines", i < HISTORY - 8 ? "old" : "new", 90);
    }
  write_parts (fixture, &parts);
  g_assert_cmpint (count (fixture, "1"), ==, 0);
}

static void
test_all_of_it_goes_before_its_parts (Fixture *fixture, gconstpointer data)
{
  Parts parts = { 0 };
  g_autoptr (DavyAlert) alert = NULL;

  for (guint i = 0; i < HISTORY; i++)
    add_part (&parts, i, "Storage", "web", USUAL + i % 5);
  for (guint i = HISTORY - 8; i < HISTORY; i++)
    add_part (&parts, i, "Virtual Machines", "rg-x", 900);
  write_parts (fixture, &parts);

  g_assert_cmpint (count (fixture, "1"), ==, 1);
  alert = get_own (fixture);
  g_assert_null (davy_alert_get_description (alert));
}

static void
test_part_is_told_late_names_nothing (Fixture *fixture, gconstpointer data)
{
  Parts parts = { 0 };

  for (guint i = 0; i < HISTORY; i++)
    add_part (&parts, i, "Storage", i < HISTORY - 20 ? NULL : "web", busy (i) + (i > 40 ? 90 : 0));
  write_parts (fixture, &parts);
  g_assert_cmpint (count (fixture, "1"), ==, 0);
}

#define ADD(name, function) \
  g_test_add ("/store/own-alerts-parts/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("from-nothing-is-told", test_part_from_nothing_is_told);
  ADD ("stands-beside-the-graph", test_part_stands_beside_the_graph);
  ADD ("list-and-graph-agree", test_list_and_graph_agree);
  ADD ("is-told-beside-what-is-answered", test_part_is_told_beside_what_is_answered);
  ADD ("same-money-is-not-told-twice", test_same_money_is_not_told_twice);
  ADD ("cheaper-is-told-after-an-answer", test_cheaper_part_is_told_after_an_answer);
  ADD ("cheaper-is-told-beside-what-is-planned", test_cheaper_part_is_told_beside_what_is_planned);
  ADD ("later-is-told-beside-what-is-answered", test_later_part_is_told_beside_what_is_answered);
  ADD ("one-is-told-at-a-time", test_one_is_told_at_a_time);
  ADD ("doubled-is-told-beside-another", test_doubled_part_is_told_beside_another);
  ADD ("sum-of-answered-is-not-told", test_sum_of_answered_parts_is_not_told);
  ADD ("part-is-told-after-all-was-answered", test_part_is_told_after_all_was_answered);
  ADD ("costliest-is-named", test_costliest_part_names_it);
  ADD ("moved-is-not-told", test_part_that_moved_is_not_told);
  ADD ("all-of-it-goes-first", test_all_of_it_goes_before_its_parts);
  ADD ("untold-days-make-none-new", test_part_is_told_late_names_nothing);

  return g_test_run ();
}
