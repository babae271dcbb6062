/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-expectation.h"

#include <math.h>

#include "davy-test.h"

/* What the detector makes of whole stories. */

#define DAYS 120

static DavyDay
day_of (const char *iso)
{
  DavyDay day;

  g_assert_true (davy_day_parse (iso, &day));

  return day;
}

/* A little up and down around 100, the same every time. Day 0 is a Thursday, 2 January 2025. */
static DavySeries *
make_life (double noise)
{
  DavySeries *series = davy_series_new (day_of ("2025-01-02"), DAYS);
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint i = 0; i < DAYS; i++)
    series->values[i] = 100 * (1 + g_rand_double_range (random, -noise, noise));

  return series;
}

static void
multiply (DavySeries *series, guint from, guint to, double factor)
{
  for (guint i = from; i < to; i++)
    series->values[i] *= factor;
}

/* In the place of what was found of it before. */
static void
judge (const DavySeries *series, DavyExpectation **expectation)
{
  g_clear_pointer (expectation, davy_expectation_free);
  *expectation = davy_expectation_new (series, NULL);
}

static DavyAlarm
alarm_on (const DavySeries *series, const DavyExpectation *expectation, const char *iso)
{
  return expectation->alarm[day_of (iso) - series->first];
}

static void
set_value (DavySeries *series, const char *iso, double value)
{
  series->values[day_of (iso) - series->first] = value;
}

static void
assert_alarms (const DavyExpectation *expectation, guint from, guint to)
{
  for (guint i = 0; i < expectation->length; i++)
    if (davy_alarm_is_excess (expectation->alarm[i]) != (from <= i && i < to))
      g_error ("day %u is %s", i, from <= i && i < to ? "no alarm" : "an alarm");
}

static void
assert_calm (const DavyExpectation *expectation)
{
  assert_alarms (expectation, 0, 0);
}

static void
test_money_gate (void)
{
  g_autoptr (DavySeries) series = make_life (0.1);
  g_autoptr (DavyExpectation) expectation = NULL;

  multiply (series, 0, DAYS, 0.01);
  multiply (series, 60, 70, 5);
  judge (series, &expectation);
  assert_calm (expectation);

  series->values[65] = 6.5;
  judge (series, &expectation);
  g_assert_true (davy_alarm_is_excess (expectation->alarm[65]));
}

static void
test_shift_holds (void)
{
  g_autoptr (DavySeries) series = make_life (0.1);
  g_autoptr (DavyExpectation) expectation = NULL;

  multiply (series, 60, 100, 1.8);
  /* A noisy day inside the expected range ends nothing. */
  series->values[80] = 130;
  judge (series, &expectation);
  g_assert_cmpfloat (expectation->high[80], >, 130);
  g_assert_cmpint (expectation->alarm[80], ==, DAVY_ALARM_SHIFT);
  assert_alarms (expectation, 60, 100);
  for (guint i = 60; i < 100; i++)
    g_assert_cmpuint (expectation->began[i], ==, 60);
}

static void
test_end (void)
{
  g_autoptr (DavySeries) series = make_life (0.1);
  g_autoptr (DavyExpectation) expectation = NULL;

  multiply (series, 60, 70, 6);
  multiply (series, 90, 91, 3);
  judge (series, &expectation);
  g_assert_cmpint (expectation->alarm[69], ==, DAVY_ALARM_SPIKE);
  g_assert_cmpint (expectation->alarm[70], ==, DAVY_ALARM_NONE);
  g_assert_cmpint (expectation->alarm[90], ==, DAVY_ALARM_SPIKE);
  g_assert_cmpint (expectation->alarm[91], ==, DAVY_ALARM_NONE);
  g_assert_cmpuint (expectation->began[90], ==, 90);
}

static void
test_slow_rise (void)
{
  g_autoptr (DavySeries) series = make_life (0.1);
  g_autoptr (DavyExpectation) expectation = NULL;
  guint seen = 0;

  for (guint i = 50; i < DAYS; i++)
    series->values[i] *= 1 + 0.05 * (i - 49);
  judge (series, &expectation);
  while (!davy_alarm_is_excess (expectation->alarm[seen]))
    seen++;
  for (guint i = seen; i < 105; i++)
    g_assert_true (davy_alarm_is_excess (expectation->alarm[i]));
  g_assert_cmpuint (seen, >, 50);
  g_assert_cmpuint (seen, <=, 55);
  g_assert_cmpuint (expectation->began[seen], >=, 50);
  g_assert_cmpuint (expectation->began[seen], <, seen);
}

static void
test_accepted (void)
{
  DavyDetector detector = davy_detector_defaults;
  g_autoptr (DavySeries) series = make_life (0.1);
  g_autoptr (DavyExpectation) expectation = NULL;

  multiply (series, 50, DAYS, 3);
  judge (series, &expectation);
  assert_alarms (expectation, 50, 50 + detector.accept_days);
  g_assert_cmpfloat (expectation->expected[DAYS - 1], >, 250);
}

/* Accepted on a day that may still grow: what it has come to so far is none of the new level. */
static void
test_accepted_while_growing (void)
{
  const guint accepted = DAYS - 3;
  g_autoptr (DavySeries) series = make_life (0.1);
  g_autoptr (DavyExpectation) growing = NULL;
  g_autoptr (DavyExpectation) unknown = NULL;

  series->incomplete = 3;
  multiply (series, accepted + 1 - davy_detector_defaults.accept_days, DAYS, 3);
  series->values[accepted] = 20;
  growing = davy_expectation_new (series, NULL);
  series->values[accepted] = (double) NAN;
  unknown = davy_expectation_new (series, NULL);

  g_assert_true (davy_alarm_is_excess (growing->alarm[accepted]));
  g_assert_false (davy_alarm_is_excess (growing->alarm[accepted + 1]));
  g_assert_cmpfloat (growing->expected[accepted + 1], ==, unknown->expected[accepted + 1]);
  g_assert_cmpfloat (growing->low[accepted + 1], ==, unknown->low[accepted + 1]);
  g_assert_cmpfloat (growing->high[accepted + 1], ==, unknown->high[accepted + 1]);
}

static void
test_accepted_early (void)
{
  g_autoptr (DavySeries) series = make_life (0.1);
  g_autoptr (DavyExpectation) expectation = NULL;

  /* A low level that was seen for ten days is no measure for ever. */
  multiply (series, 0, 10, 0.2);
  judge (series, &expectation);
  assert_alarms (expectation, 10, 10 + 20);
}

static void
test_gap_in_episode (void)
{
  g_autoptr (DavySeries) series = make_life (0.1);
  g_autoptr (DavyExpectation) expectation = NULL;

  multiply (series, 60, 80, 6);
  series->values[65] = (double) NAN;
  series->values[66] = -50;
  judge (series, &expectation);
  assert_alarms (expectation, 60, 80);
}

static void
test_late_days_in_episode (void)
{
  g_autoptr (DavySeries) series = make_life (0.1);
  g_autoptr (DavyExpectation) expectation = NULL;

  series->incomplete = 2;
  multiply (series, 100, DAYS, 6);
  multiply (series, DAYS - 1, DAYS, 0.01);
  judge (series, &expectation);
  assert_alarms (expectation, 100, DAYS);

  series->incomplete = 0;
  judge (series, &expectation);
  assert_alarms (expectation, 100, DAYS - 1);
}

static void
test_growth (void)
{
  g_autoptr (DavySeries) series = make_life (0.1);
  g_autoptr (DavyExpectation) expectation = NULL;

  for (guint i = 0; i < DAYS; i++)
    series->values[i] *= pow (1.008, i);
  judge (series, &expectation);
  assert_calm (expectation);

  multiply (series, 100, 101, 1.8);
  judge (series, &expectation);
  assert_alarms (expectation, 100, 101);
}

static void
test_switched_off (void)
{
  g_autoptr (DavySeries) series = make_life (0.1);
  g_autoptr (DavyExpectation) expectation = NULL;

  multiply (series, 50, DAYS, 0);
  judge (series, &expectation);
  assert_calm (expectation);

  /* Weeks later somebody finds it. */
  series->values[100] = 90;
  judge (series, &expectation);
  g_assert_cmpint (expectation->alarm[100], ==, DAVY_ALARM_NEW);
}

static void
test_back_from_pause (void)
{
  g_autoptr (DavySeries) series = make_life (0.1);
  g_autoptr (DavyExpectation) expectation = NULL;

  multiply (series, 50, 70, 0.3);
  judge (series, &expectation);
  g_assert_cmpfloat (expectation->high[70], <, 80);
  assert_calm (expectation);

  multiply (series, 72, 73, 2.5);
  judge (series, &expectation);
  assert_alarms (expectation, 72, 73);
}

static void
test_first_month_end (void)
{
  g_autoptr (DavySeries) series = make_life (0.1);
  g_autoptr (DavyExpectation) expectation = NULL;

  set_value (series, "2025-01-31", 220);
  set_value (series, "2025-01-24", 220);
  judge (series, &expectation);
  g_assert_cmpint (alarm_on (series, expectation, "2025-01-31"), ==, DAVY_ALARM_NONE);
  g_assert_cmpint (alarm_on (series, expectation, "2025-01-24"), ==, DAVY_ALARM_SPIKE);

  set_value (series, "2025-01-31", 400);
  judge (series, &expectation);
  g_assert_cmpint (alarm_on (series, expectation, "2025-01-31"), ==, DAVY_ALARM_SPIKE);
}

static void
test_month_ends (void)
{
  g_autoptr (DavySeries) series = make_life (0.1);
  g_autoptr (DavyExpectation) expectation = NULL;

  set_value (series, "2025-01-31", 240);
  set_value (series, "2025-02-28", 250);
  /* A day early, for the last one is a holiday. */
  set_value (series, "2025-03-30", 230);
  judge (series, &expectation);
  assert_calm (expectation);

  /* More than the last time is more than expected, and so is that much on another day. */
  set_value (series, "2025-02-28", 900);
  set_value (series, "2025-03-15", 240);
  judge (series, &expectation);
  g_assert_cmpint (alarm_on (series, expectation, "2025-02-28"), ==, DAVY_ALARM_SPIKE);
  g_assert_cmpint (alarm_on (series, expectation, "2025-03-15"), ==, DAVY_ALARM_SPIKE);
}

static void
test_shift_at_month_end (void)
{
  g_autoptr (DavySeries) series = make_life (0.1);
  g_autoptr (DavyExpectation) expectation = NULL;
  guint first = (guint) (day_of ("2025-02-27") - series->first);

  /* What begins at a month's end and goes on is none of its bumps: the next one is as ever. */
  multiply (series, first, first + 20, 4);
  set_value (series, "2025-03-31", 400);
  judge (series, &expectation);
  for (guint i = first; i < first + 20; i++)
    g_assert_true (davy_alarm_is_excess (expectation->alarm[i]));
  g_assert_cmpint (alarm_on (series, expectation, "2025-03-31"), ==, DAVY_ALARM_SPIKE);
}

static void
test_peaks (void)
{
  g_autoptr (DavySeries) series = make_life (0.1);
  g_autoptr (DavyExpectation) expectation = NULL;

  /* A job on Mondays, as high on each of them. */
  for (guint i = 39; i < DAYS; i += 7)
    series->values[i] = 400;
  judge (series, &expectation);
  for (guint i = 0; i < DAYS; i++)
    g_assert_cmpint (davy_alarm_is_excess (expectation->alarm[i]), ==,
                     i == 39 || i == 46 || i == 53);

  /* What is higher is news, and so is what lasts. */
  series->values[74] = 900;
  multiply (series, 85, 95, 3.5);
  judge (series, &expectation);
  g_assert_cmpint (expectation->alarm[74], ==, DAVY_ALARM_SPIKE);
  for (guint i = 86; i < 95; i++)
    g_assert_true (davy_alarm_is_excess (expectation->alarm[i]));
}

/* Cutting the series after any day must not change what was said of the days before. */
static void
assert_causal (const DavySeries *series)
{
  g_autoptr (DavyExpectation) whole = davy_expectation_new (series, NULL);

  for (guint length = 1; length < series->length; length++)
    {
      g_autoptr (DavySeries) cut = davy_series_new (series->first, length);
      g_autoptr (DavyExpectation) part = NULL;

      for (guint i = 0; i < length; i++)
        cut->values[i] = series->values[i];
      part = davy_expectation_new (cut, NULL);
      g_assert_cmpmem (part->alarm, length, whole->alarm, length);
      for (guint i = 0; i < length; i++)
        {
          g_assert_true (part->expected[i] == whole->expected[i] ||
                         (isnan (part->expected[i]) && isnan (whole->expected[i])));
          g_assert_true (part->low[i] == whole->low[i] || isnan (part->low[i]));
          g_assert_true (part->high[i] == whole->high[i] || isnan (part->high[i]));
          if (davy_alarm_is_excess (part->alarm[i]))
            g_assert_cmpuint (part->began[i], ==, whole->began[i]);
        }
    }
}

static void
test_causal (void)
{
  g_autoptr (DavySeries) series = make_life (0.3);
  g_autoptr (DavySeries) grown = make_life (0.1);
  g_autoptr (DavySeries) nothing = make_life (0);

  multiply (series, 50, 68, 1.7);
  series->values[12] = 900;
  series->values[30] = (double) NAN;
  series->values[31] = -5;
  series->values[80] = 0;
  assert_causal (series);

  for (guint i = 0; i < DAYS; i++)
    grown->values[i] *= pow (1.01, i);
  multiply (grown, 40, 60, 0.2);
  multiply (grown, 29, 31, 2);
  multiply (grown, 58, 60, 2);
  multiply (grown, 80, 110, 3);
  assert_causal (grown);

  multiply (nothing, 0, 45, 0);
  multiply (nothing, 50, 80, 14);
  multiply (nothing, 110, DAYS, 0);
  assert_causal (nothing);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/usage/detector/small-money-never-alarms", test_money_gate);
  g_test_add_func ("/usage/detector/a-shift-holds-through-a-noisy-day", test_shift_holds);
  g_test_add_func ("/usage/detector/an-episode-ends-when-the-cost-is-back", test_end);
  g_test_add_func ("/usage/detector/a-slow-rise-began-before-it-was-seen", test_slow_rise);
  g_test_add_func ("/usage/detector/a-new-level-is-accepted-after-sixty-days", test_accepted);
  g_test_add_func ("/usage/detector/a-growing-day-is-none-of-an-accepted-level",
                   test_accepted_while_growing);
  g_test_add_func ("/usage/detector/a-level-is-accepted-sooner-where-little-was-known",
                   test_accepted_early);
  g_test_add_func ("/usage/detector/an-episode-runs-through-a-gap-and-a-credit",
                   test_gap_in_episode);
  g_test_add_func ("/usage/detector/late-days-do-not-end-an-episode", test_late_days_in_episode);
  g_test_add_func ("/usage/detector/growth-is-carried-on", test_growth);
  g_test_add_func ("/usage/detector/what-is-switched-off-never-alarms", test_switched_off);
  g_test_add_func ("/usage/detector/back-from-a-pause-is-no-rise", test_back_from_pause);
  g_test_add_func ("/usage/detector/the-first-month-s-end-may-be-high", test_first_month_end);
  g_test_add_func ("/usage/detector/a-bump-at-each-month-s-end-is-expected", test_month_ends);
  g_test_add_func ("/usage/detector/what-lasts-beyond-a-month-s-end-is-none-of-its-bumps",
                   test_shift_at_month_end);
  g_test_add_func ("/usage/detector/a-peak-that-returns-is-news-three-times", test_peaks);
  g_test_add_func ("/usage/detector/later-days-change-nothing", test_causal);
  return g_test_run ();
}
