/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-expectation.h"

#include <math.h>
#include <string.h>

#include "davy-test.h"

#define MONDAY 20731 /* 2026-10-05 */

static DavySeries *
flat (guint length, double value)
{
  DavySeries *series = davy_series_new (MONDAY, length);

  for (guint i = 0; i < length; i++)
    series->values[i] = value;

  return series;
}

/* A little up and down, the same every time. */
static DavySeries *
lively (guint length, double value, double noise)
{
  DavySeries *series = davy_series_new (MONDAY, length);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < length; i++)
    series->values[i] = value * (1 + g_rand_double_range (random, -noise, noise));

  return series;
}

static guint
count_alarms (const DavyExpectation *expectation)
{
  guint count = 0;

  for (guint i = 0; i < expectation->length; i++)
    count += davy_alarm_is_excess (expectation->alarm[i]);

  return count;
}

static void
test_empty (void)
{
  g_autoptr (DavySeries) series = davy_series_new (MONDAY, 0);
  g_autoptr (DavyExpectation) expectation = davy_expectation_new (series, NULL);

  g_assert_cmpuint (expectation->length, ==, 0);
}

static void
test_warm_up (void)
{
  g_autoptr (DavySeries) series = flat (10, 100);
  g_autoptr (DavyExpectation) expectation = NULL;

  series->values[6] = 5000;
  expectation = davy_expectation_new (series, NULL);
  for (guint i = 0; i < 7; i++)
    {
      g_assert_cmpint (expectation->alarm[i], ==, DAVY_ALARM_LEARNING);
      g_assert_true (isnan (expectation->expected[i]));
    }
  g_assert_cmpint (expectation->alarm[7], ==, DAVY_ALARM_NONE);
  g_assert_cmpfloat_with_epsilon (expectation->expected[7], 100, 1e-9);
}

static void
test_spike (void)
{
  g_autoptr (DavySeries) series = lively (40, 100, 0.1);
  g_autoptr (DavyExpectation) expectation = NULL;

  series->values[30] = 450;
  expectation = davy_expectation_new (series, NULL);
  g_assert_cmpint (expectation->alarm[30], ==, DAVY_ALARM_SPIKE);
  g_assert_cmpuint (count_alarms (expectation), ==, 1);
  g_assert_cmpfloat (expectation->expected[30], >, 90);
  g_assert_cmpfloat (expectation->expected[30], <, 110);
  g_assert_cmpfloat (expectation->high[30], <, 450);
}

static void
test_band (void)
{
  g_autoptr (DavySeries) series = flat (80, 100);
  g_autoptr (DavyExpectation) expectation = NULL;

  /* Without any spread the ratio alone makes the range. */
  series->values[70] = 124;
  series->values[75] = 127;
  series->values[77] = 1;
  expectation = davy_expectation_new (series, NULL);
  g_assert_cmpfloat (expectation->low[70], <, 100);
  g_assert_cmpfloat (expectation->high[70], >, 124);
  g_assert_cmpint (expectation->alarm[70], ==, DAVY_ALARM_NONE);
  g_assert_cmpfloat (expectation->high[75], <, 127);
  g_assert_cmpint (expectation->alarm[75], ==, DAVY_ALARM_SPIKE);
  g_assert_cmpint (expectation->alarm[77], ==, DAVY_ALARM_NONE);
}

static void
test_weekly_pattern (void)
{
  g_autoptr (DavySeries) series = lively (60, 100, 0.05);
  g_autoptr (DavyExpectation) expectation = NULL;

  for (guint i = 0; i < 60; i++)
    if (davy_day_weekday (MONDAY + (DavyDay) i) >= 6)
      series->values[i] *= 0.3;
  expectation = davy_expectation_new (series, NULL);
  g_assert_cmpuint (count_alarms (expectation), ==, 0);

  /* A working day's use on a Saturday is a spike; on a Friday it is none. */
  series->values[54] = 100;
  g_clear_pointer (&expectation, davy_expectation_free);
  expectation = davy_expectation_new (series, NULL);
  g_assert_cmpuint (davy_day_weekday (MONDAY + 54), ==, 6);
  g_assert_cmpint (expectation->alarm[54], ==, DAVY_ALARM_SPIKE);
  g_assert_cmpuint (count_alarms (expectation), ==, 1);
}

static void
test_shift_stays_visible (void)
{
  g_autoptr (DavySeries) series = lively (70, 100, 0.1);
  g_autoptr (DavyExpectation) expectation = NULL;

  for (guint i = 35; i < 70; i++)
    series->values[i] *= 2.5;
  expectation = davy_expectation_new (series, NULL);
  for (guint i = 35; i < 70; i++)
    g_assert_true (davy_alarm_is_excess (expectation->alarm[i]));
  g_assert_cmpfloat (expectation->expected[69], <, 115);
}

static void
test_small_shift (void)
{
  g_autoptr (DavySeries) series = lively (60, 100, 0.12);
  g_autoptr (DavyExpectation) expectation = NULL;
  guint shifts = 0;

  for (guint i = 40; i < 60; i++)
    series->values[i] *= 1.25;
  expectation = davy_expectation_new (series, NULL);
  for (guint i = 45; i < 60; i++)
    {
      g_assert_true (davy_alarm_is_excess (expectation->alarm[i]));
      shifts += expectation->alarm[i] == DAVY_ALARM_SHIFT;
    }
  /* Days that are not high enough by themselves are found by their neighbours. */
  g_assert_cmpuint (shifts, >=, 5);
  for (guint i = 14; i < 40; i++)
    g_assert_false (davy_alarm_is_excess (expectation->alarm[i]));
}

static void
test_from_zero (void)
{
  g_autoptr (DavySeries) series = flat (40, 0);
  g_autoptr (DavyExpectation) expectation = NULL;

  series->values[28] = 4.9;
  series->values[30] = 5.1;
  series->values[31] = 60;
  expectation = davy_expectation_new (series, NULL);
  g_assert_cmpint (expectation->alarm[29], ==, DAVY_ALARM_NONE);
  g_assert_cmpint (expectation->alarm[28], ==, DAVY_ALARM_NONE);
  g_assert_true (davy_alarm_is_excess (expectation->alarm[31]));
  g_assert_cmpfloat (expectation->expected[31], ==, 0);
}

static void
test_new (void)
{
  g_autoptr (DavySeries) series = flat (40, 0);
  g_autoptr (DavyExpectation) expectation = NULL;

  series->values[30] = 5.1;
  series->values[31] = 60;
  expectation = davy_expectation_new (series, NULL);
  g_assert_cmpint (expectation->alarm[30], ==, DAVY_ALARM_NEW);
  g_assert_cmpint (expectation->alarm[31], ==, DAVY_ALARM_NEW);
  g_assert_cmpuint (count_alarms (expectation), ==, 2);
}

static void
test_unknown_is_not_zero (void)
{
  g_autoptr (DavySeries) series = davy_series_new (MONDAY, 40);
  g_autoptr (DavyExpectation) expectation = NULL;

  series->values[30] = 500;
  expectation = davy_expectation_new (series, NULL);
  g_assert_cmpint (expectation->alarm[30], ==, DAVY_ALARM_LEARNING);
}

static void
test_gaps (void)
{
  g_autoptr (DavySeries) series = lively (50, 100, 0.1);
  g_autoptr (DavyExpectation) expectation = NULL;

  for (guint i = 20; i < 26; i++)
    series->values[i] = (double) NAN;
  series->values[26] = 400;
  expectation = davy_expectation_new (series, NULL);
  for (guint i = 20; i < 26; i++)
    {
      g_assert_cmpint (expectation->alarm[i], ==, DAVY_ALARM_NONE);
      g_assert_cmpfloat (expectation->expected[i], >, 85);
    }
  g_assert_cmpint (expectation->alarm[26], ==, DAVY_ALARM_SPIKE);
  g_assert_cmpuint (count_alarms (expectation), ==, 1);
}

static void
test_credits (void)
{
  g_autoptr (DavySeries) series = lively (50, 100, 0.1);
  g_autoptr (DavySeries) plain = lively (50, 100, 0.1);
  g_autoptr (DavyExpectation) expectation = NULL;
  g_autoptr (DavyExpectation) undisturbed = NULL;

  series->values[20] = -800;
  plain->values[20] = (double) NAN;
  expectation = davy_expectation_new (series, NULL);
  undisturbed = davy_expectation_new (plain, NULL);
  g_assert_cmpint (expectation->alarm[20], ==, DAVY_ALARM_NONE);
  g_assert_cmpfloat (expectation->expected[30], ==, undisturbed->expected[30]);
  g_assert_cmpuint (count_alarms (expectation), ==, 0);
}

static void
test_incomplete (void)
{
  g_autoptr (DavySeries) series = lively (40, 100, 0.1);
  g_autoptr (DavyExpectation) expectation = NULL;

  series->incomplete = 2;
  series->values[38] = 3;
  series->values[39] = 600;
  expectation = davy_expectation_new (series, NULL);
  g_assert_cmpint (expectation->alarm[38], ==, DAVY_ALARM_INCOMPLETE);
  g_assert_cmpint (expectation->alarm[39], ==, DAVY_ALARM_SPIKE);
}

static void
test_parameters (void)
{
  g_autoptr (DavySeries) series = flat (40, 100);
  DavyDetector deaf = davy_detector_defaults;
  g_autoptr (DavyExpectation) expectation = NULL;

  series->values[30] = 300;
  deaf.day_ratio = 4;
  expectation = davy_expectation_new (series, &deaf);
  g_assert_cmpuint (count_alarms (expectation), ==, 0);
  g_assert_cmpfloat (expectation->detector.day_ratio, ==, 4);
}

static void
test_planned (void)
{
  g_autoptr (DavySeries) series = lively (60, 100, 0.1);
  DavyDetector told = davy_detector_defaults;
  g_autoptr (DavyExpectation) expectation = NULL;

  for (guint i = 30; i < 60; i++)
    series->values[i] *= 4;
  series->values[30] /= 2; /* it began at noon */
  series->values[50] *= 3;
  told.planned[0] = (DavyPlanned){ MONDAY + 30, MONDAY + 32, 1000 };
  told.n_planned = 1;
  expectation = davy_expectation_new (series, &told);

  for (guint i = 0; i < 50; i++)
    g_assert_false (davy_alarm_is_excess (expectation->alarm[i]));
  g_assert_cmpfloat (expectation->high[30], >=, series->values[30]);
  g_assert_cmpfloat_with_epsilon (expectation->expected[40], 400, 60);
  g_assert_cmpint (expectation->alarm[50], ==, DAVY_ALARM_SPIKE);
}

static void
test_planned_from_nothing (void)
{
  g_autoptr (DavySeries) series = flat (60, 0);
  DavyDetector told = davy_detector_defaults;
  g_autoptr (DavyExpectation) expectation = NULL;

  for (guint i = 30; i < 60; i++)
    series->values[i] = 50 + i % 4;
  series->values[45] = 200;
  told.planned[0] = (DavyPlanned){ MONDAY + 30, MONDAY + 31, 1000 };
  told.n_planned = 1;
  expectation = davy_expectation_new (series, &told);

  g_assert_cmpuint (count_alarms (expectation), ==, 1);
  g_assert_cmpint (expectation->alarm[45], ==, DAVY_ALARM_SPIKE);
}

/* Days 30 to 33 were planned: by 300 a day, and no more than 600. */
static DavyExpectation *
expect_planned (const double values[4])
{
  g_autoptr (DavySeries) series = lively (38, 100, 0.1);
  DavyDetector told = davy_detector_defaults;

  for (guint i = 30; i < 38; i++)
    series->values[i] += values[MIN (i - 30, 3)];
  told.planned[0] = (DavyPlanned){ MONDAY + 30, MONDAY + 33, 600 };
  told.n_planned = 1;

  return davy_expectation_new (series, &told);
}

static void
test_more_than_planned (void)
{
  g_autoptr (DavyExpectation) within = expect_planned ((double[]){ 300, 310, 560, 550 });
  g_autoptr (DavyExpectation) jump = expect_planned ((double[]){ 300, 310, 5000, 5000 });
  g_autoptr (DavyExpectation) at_once = expect_planned ((double[]){ 700, 700, 700, 700 });
  g_autoptr (DavyExpectation) steps = expect_planned ((double[]){ 300, 500, 900, 1700 });
  g_autoptr (DavyExpectation) spike = expect_planned ((double[]){ 5000, 300, 310, 300 });

  g_assert_cmpuint (count_alarms (within), ==, 0);
  g_assert_cmpuint (count_alarms (jump), ==, 6);
  g_assert_cmpint (jump->alarm[32], ==, DAVY_ALARM_SPIKE);
  g_assert_cmpuint (count_alarms (at_once), ==, 8);
  g_assert_cmpuint (count_alarms (steps), ==, 6);
  g_assert_cmpint (steps->alarm[31], ==, DAVY_ALARM_NONE);
  g_assert_cmpuint (count_alarms (spike), ==, 1);
  g_assert_cmpfloat_with_epsilon (spike->expected[37], 400, 60);
}

/* A machine costs on a Saturday what it costs on a Friday, and as much was planned on a Monday as
 * on the Saturday before. */
static void
test_planned_beside_a_week (void)
{
  g_autoptr (DavySeries) series = lively (60, 100, 0.05);
  DavyDetector told = davy_detector_defaults;

  for (guint i = 0; i < 60; i++)
    series->values[i] =
        series->values[i] * (davy_day_weekday (MONDAY + (DavyDay) i) >= 6 ? 0.3 : 1) +
        (i >= 33 ? 300 : 0);
  told.n_planned = 1;
  for (guint begin = 32; begin <= 33; begin++)
    {
      g_autoptr (DavyExpectation) expectation = NULL;

      series->values[32] = begin == 32 ? 400 : 100;
      told.planned[0] = (DavyPlanned){ MONDAY + (DavyDay) begin, MONDAY + (DavyDay) begin, 600 };
      expectation = davy_expectation_new (series, &told);
      g_assert_cmpuint (count_alarms (expectation), ==, 0);
      g_assert_cmpfloat_with_epsilon (expectation->expected[35], 400, 50);
      g_assert_cmpfloat_with_epsilon (expectation->expected[40], 330, 50);
    }
}

/* Neither a day of which nothing is known nor one that may still grow ends what was not planned. */
static void
test_more_than_planned_goes_on (void)
{
  g_autoptr (DavySeries) series = lively (36, 100, 0.1);
  DavyDetector told = davy_detector_defaults;
  g_autoptr (DavyExpectation) expectation = NULL;

  series->values[32] = 5000;
  series->values[33] = (double) NAN;
  series->values[34] = series->values[35] = 40;
  series->incomplete = 2;
  told.planned[0] = (DavyPlanned){ MONDAY + 32, MONDAY + 35, 600 };
  told.n_planned = 1;
  expectation = davy_expectation_new (series, &told);

  for (guint i = 32; i < 36; i++)
    g_assert_true (davy_alarm_is_excess (expectation->alarm[i]));
}

static void
test_planned_is_causal (void)
{
  g_autoptr (DavySeries) whole = lively (60, 100, 0.1);
  DavyDetector told = davy_detector_defaults;
  g_autoptr (DavyExpectation) all = NULL;

  for (guint i = 30; i < 60; i++)
    whole->values[i] *= i < 45 ? 2 : 5;
  told.planned[0] = (DavyPlanned){ MONDAY + 30, MONDAY + 33, 1000 };
  told.n_planned = 1;
  all = davy_expectation_new (whole, &told);
  for (guint length = 1; length < 60; length++)
    {
      g_autoptr (DavySeries) cut = davy_series_new (MONDAY, length);
      g_autoptr (DavyExpectation) part = NULL;

      memcpy (cut->values, whole->values, length * sizeof (double));
      part = davy_expectation_new (cut, &told);
      g_assert_cmpint (part->alarm[length - 1], ==, all->alarm[length - 1]);
      g_assert_cmpint (memcmp (part->expected, all->expected, length * sizeof (double)), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/usage/expectation/of-nothing-is-nothing", test_empty);
  g_test_add_func ("/usage/expectation/seven-days-are-learnt-from-first", test_warm_up);
  g_test_add_func ("/usage/expectation/a-spike-alarms-alone", test_spike);
  g_test_add_func ("/usage/expectation/the-range-is-never-narrower-than-a-ratio", test_band);
  g_test_add_func ("/usage/expectation/weekends-have-their-own-base", test_weekly_pattern);
  g_test_add_func ("/usage/expectation/a-new-level-stays-visible", test_shift_stays_visible);
  g_test_add_func ("/usage/expectation/a-small-shift-is-found-by-its-days-together",
                   test_small_shift);
  g_test_add_func ("/usage/expectation/from-zero-an-amount-decides", test_from_zero);
  g_test_add_func ("/usage/expectation/what-comes-from-nothing-is-new", test_new);
  g_test_add_func ("/usage/expectation/unknown-days-are-not-zero", test_unknown_is_not_zero);
  g_test_add_func ("/usage/expectation/gaps-are-bridged", test_gaps);
  g_test_add_func ("/usage/expectation/credits-teach-nothing", test_credits);
  g_test_add_func ("/usage/expectation/incomplete-days-are-judged-high-only", test_incomplete);
  g_test_add_func ("/usage/expectation/parameters-count", test_parameters);
  g_test_add_func ("/usage/expectation/what-was-planned-is-the-usual-level", test_planned);
  g_test_add_func ("/usage/expectation/what-was-planned-may-come-from-nothing",
                   test_planned_from_nothing);
  g_test_add_func ("/usage/expectation/more-than-was-planned-alarms", test_more_than_planned);
  g_test_add_func ("/usage/expectation/more-than-was-planned-goes-on",
                   test_more_than_planned_goes_on);
  g_test_add_func ("/usage/expectation/what-was-planned-runs-beside-the-week",
                   test_planned_beside_a_week);
  g_test_add_func ("/usage/expectation/what-was-planned-is-known-day-by-day",
                   test_planned_is_causal);
  return g_test_run ();
}
