/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "own-alerts-fixture.h"

/* What a person has called planned is the usual level from then on. */

static void
test_planned_is_the_usual_level (Fixture *fixture, gconstpointer data)
{
  const char *excess = "SELECT count (*) FROM subscriptions WHERE excess IS NOT NULL";

  exceed (fixture, 3, 300);
  refresh (fixture);
  g_assert_cmpint (davy_test_store_number (fixture->store, excess), ==, 1);

  answer (fixture, DAVY_OWN_PLANNED);
  g_assert_cmpint (davy_test_store_number (fixture->store, excess), ==, 0);
  for (guint i = 0; i < 12; i++)
    next_day (fixture, USUAL + 300 + 10 * (i % 3));
  assert_state (fixture, DAVY_OWN_PLANNED, FALSE);
  g_assert_cmpint (count (fixture, "1"), ==, 1);
  g_assert_cmpint (davy_test_store_number (fixture->store, excess), ==, 0);
}

static void
test_more_than_planned_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAlert) alert = NULL;
  const DavyEpisode *episode;

  exceed (fixture, 3, 300);
  refresh (fixture);
  answer (fixture, DAVY_OWN_PLANNED);
  next_day (fixture, USUAL + 300);
  next_day (fixture, USUAL + 5000);

  assert_state (fixture, DAVY_OWN_NEW, TRUE);
  g_assert_cmpint (count (fixture, "1"), ==, 2);
  alert = get_own (fixture);
  episode = &davy_alert_get_own_episode (alert)->episode;
  g_assert_cmpfloat (episode->expected, >, 3.5 * USUAL * episode->days);
}

/* The costs of the day of the answer come days later. */
static void
test_more_than_planned_is_told_of_its_days (Fixture *fixture, gconstpointer data)
{
  exceed (fixture, 3, 300);
  refresh (fixture);
  answer (fixture, DAVY_OWN_PLANNED);
  fixture->costs[HISTORY - 1] = USUAL + 5000;
  refresh (fixture);

  assert_state (fixture, DAVY_OWN_NEW, TRUE);
  g_assert_cmpint (count (fixture, "1"), ==, 2);
}

/* What had come of a planned day was little of it. */
static void
test_more_than_planned_opens_it_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAlert) alert = NULL;

  exceed (fixture, 3, 300);
  refresh (fixture);
  answer (fixture, DAVY_OWN_PLANNED);
  fixture->costs[HISTORY - 2] = USUAL + 550;
  refresh (fixture);
  assert_state (fixture, DAVY_OWN_PLANNED, FALSE);

  davy_test_clock_advance (DAVY_TIME_HOUR);
  fixture->costs[HISTORY - 2] = USUAL + 700;
  refresh (fixture);
  refresh (fixture);
  assert_state (fixture, DAVY_OWN_NEW, TRUE);
  g_assert_cmpint (count (fixture, "1"), ==, 1);
  alert = get_own (fixture);
  g_assert_cmpint (davy_alert_get_created (alert), ==, davy_time_now ());
  g_assert_cmpint (davy_alert_get_first_observed (alert), ==, davy_day_to_time (TODAY - 3));
}

/* What was planned in yen is no measure of euros. */
static void
test_planned_is_of_its_currency (Fixture *fixture, gconstpointer data)
{
  exceed (fixture, 3, 300);
  refresh (fixture);
  answer (fixture, DAVY_OWN_PLANNED);
  davy_test_store_write (fixture->store, execute, (gpointer) "UPDATE episodes SET currency = 'JPY'",
                         DAVY_TABLE_ALERTS);
  refresh (fixture);

  assert_state (fixture, DAVY_OWN_NEW, TRUE);
}

static void
test_planned_can_be_taken_back (Fixture *fixture, gconstpointer data)
{
  exceed (fixture, 3, 300);
  refresh (fixture);
  answer (fixture, DAVY_OWN_PLANNED);
  next_day (fixture, USUAL + 300);
  answer (fixture, DAVY_OWN_MISUSE);
  assert_state (fixture, DAVY_OWN_MISUSE, TRUE);
  g_assert_cmpint (count (fixture, "daily_cost IS NOT NULL"), ==, 1);
}

#define ADD(name, function) \
  g_test_add ("/store/own-alerts-planned/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("planned-is-the-usual-level", test_planned_is_the_usual_level);
  ADD ("more-than-planned-is-told", test_more_than_planned_is_told);
  ADD ("more-than-planned-is-told-of-its-days", test_more_than_planned_is_told_of_its_days);
  ADD ("more-than-planned-opens-it-again", test_more_than_planned_opens_it_again);
  ADD ("planned-is-of-its-currency", test_planned_is_of_its_currency);
  ADD ("planned-can-be-taken-back", test_planned_can_be_taken_back);

  return g_test_run ();
}
