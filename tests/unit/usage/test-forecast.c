/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-forecast.h"

#include <math.h>

#include "davy-test.h"

#define NOVEMBER_1 20758 /* 2026-11-01, a Sunday */
#define LENGTH     60

typedef struct
{
  DavySeries *series;
  DavyExpectation *expectation;
} Use;

static void
use_clear (Use *use)
{
  davy_series_free (use->series);
  davy_expectation_free (use->expectation);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Use, use_clear)

/* Sixty days that end on @today, a workday 100 and a weekend's day 40, two of them incomplete. */
static DavySeries *
usual (DavyDay today)
{
  DavySeries *series = davy_series_new (today - LENGTH + 1, LENGTH);

  for (guint i = 0; i < LENGTH; i++)
    series->values[i] = davy_day_weekday (series->first + (DavyDay) i) >= 6 ? 40 : 100;
  series->incomplete = 2;

  return series;
}

/* The value of a day of November 2026, counted from 1. */
static double *
november (Use *use, guint day)
{
  return &use->series->values[NOVEMBER_1 + (DavyDay) day - 1 - use->series->first];
}

static void
fill_november (Use *use, guint from, guint to, double value)
{
  for (guint day = from; day <= to; day++)
    *november (use, day) = value;
}

static Use
use_until (guint day_of_november)
{
  return (Use){ .series = usual (NOVEMBER_1 + (DavyDay) day_of_november - 1) };
}

/* @from, @to: days of November that are too much; up to today, it goes on */
static DavyForecast
make_with_episode (Use *use, guint from, guint to)
{
  DavyEpisode episode = { .onset = NOVEMBER_1 + (DavyDay) from - 1 };

  g_clear_pointer (&use->expectation, davy_expectation_free);
  use->expectation = davy_expectation_new (use->series, NULL);
  for (guint i = 0; i < LENGTH; i++)
    {
      DavyDay day = use->series->first + (DavyDay) i - NOVEMBER_1 + 1;

      use->expectation->alarm[i] =
          day >= (DavyDay) from && day <= (DavyDay) to ? DAVY_ALARM_SPIKE : DAVY_ALARM_NONE;
    }
  episode.end = NOVEMBER_1 + (DavyDay) to - 1;
  episode.running = episode.end == use->series->first + LENGTH - 1;

  return davy_forecast_make (use->series, use->expectation, episode.running ? &episode : NULL);
}

static DavyForecast
make (Use *use)
{
  return make_with_episode (use, 0, 0);
}

/* November 2026 has 21 workdays and 9 days of weekends. */
static void
test_usual_month (void)
{
  for (guint day = 3; day <= 30; day++)
    {
      g_auto (Use) use = use_until (day);
      DavyForecast forecast = make (&use);

      g_assert_cmpfloat_with_epsilon (forecast.month, 21 * 100 + 9 * 40, 0.001);
      g_assert_cmpint (forecast.end, ==, NOVEMBER_1 + 29);
      g_assert_cmpuint (forecast.days_left, ==, 30 - day + 2);
      g_assert_false (forecast.by_episode);
    }
}

static void
test_so_far (void)
{
  g_auto (Use) use = use_until (10);

  g_assert_cmpfloat_with_epsilon (make (&use).so_far, 7 * 100 + 3 * 40, 0.001);
}

/* Of the new month nothing is known, and the last days of the old one are not part of it. */
static void
test_first_day (void)
{
  g_auto (Use) use = use_until (31);
  DavyForecast forecast;

  use.series->values[LENGTH - 1] = (double) NAN;
  forecast = make (&use);

  g_assert_true (isnan (forecast.so_far));
  g_assert_cmpfloat_with_epsilon (forecast.month, 23 * 100 + 8 * 40, 0.001);
  g_assert_cmpuint (forecast.days_left, ==, 31);
  g_assert_cmpint (forecast.end, ==, NOVEMBER_1 + 60);
}

static void
test_ends_of_february (void)
{
  static const struct
  {
    const char *today;
    const char *end;
  } cases[] = {
    { "2027-02-01", "2027-02-28" },
    { "2028-02-28", "2028-02-29" },
    { "2028-02-29", "2028-02-29" },
    { "2027-12-31", "2027-12-31" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Use) use = { 0 };
      g_autofree char *end = NULL;
      DavyDay today;

      g_assert_true (davy_day_parse (cases[i].today, &today));
      use.series = usual (today);
      end = davy_day_to_iso (make (&use).end);

      g_assert_cmpstr (end, ==, cases[i].end);
    }
}

/* Until they are complete, days count at the usual rate, or with what is known when that is more.
 */
static void
test_incomplete_days (void)
{
  g_auto (Use) use = use_until (10);

  *november (&use, 9) = 7;
  *november (&use, 10) = 117;

  g_assert_cmpfloat_with_epsilon (make (&use).month, 21 * 100 + 9 * 40 + 17, 0.001);
  g_assert_cmpfloat_with_epsilon (make (&use).so_far, 5 * 100 + 3 * 40 + 7 + 117, 0.001);
}

static void
test_gap_adds_nothing (void)
{
  g_auto (Use) use = use_until (20);

  *november (&use, 5) = (double) NAN;

  g_assert_cmpfloat_with_epsilon (make (&use).month, 20 * 100 + 9 * 40, 0.001);
}

static void
test_credit_counts_and_is_no_rate (void)
{
  g_auto (Use) use = use_until (20);

  *november (&use, 5) = -300;
  *november (&use, 20) = -50; /* not complete: the use of that day is still to come */

  g_assert_cmpfloat_with_epsilon (make (&use).month, 20 * 100 + 9 * 40 - 300 - 50, 0.001);
}

static void
test_episode_is_the_rate (void)
{
  g_auto (Use) use = use_until (20);
  DavyForecast forecast;

  fill_november (&use, 17, 20, 1500);
  *november (&use, 20) = 90; /* so far */
  forecast = make_with_episode (&use, 17, 20);

  g_assert_true (forecast.by_episode);
  g_assert_cmpfloat_with_epsilon (forecast.month, 11 * 100 + 5 * 40 + 14 * 1500, 0.001);
}

/* It began today: what is known of the day is the least it comes to. */
static void
test_episode_of_incomplete_days (void)
{
  g_auto (Use) use = use_until (20);

  *november (&use, 20) = 900;

  g_assert_cmpfloat_with_epsilon (make_with_episode (&use, 20, 20).month,
                                  14 * 100 + 5 * 40 + 11 * 900, 0.001);
}

/* After an episode its days are no rate. */
static void
test_past_episode (void)
{
  g_auto (Use) use = use_until (20);
  DavyForecast forecast;

  for (guint day = 9; day <= 17; day++)
    *november (&use, day) += 1400;
  forecast = make_with_episode (&use, 9, 17);

  g_assert_false (forecast.by_episode);
  g_assert_cmpfloat_with_epsilon (forecast.month, 21 * 100 + 9 * 40 + 9 * 1400, 0.001);
}

static void
test_silence_gives_no_forecast (void)
{
  g_auto (Use) use = use_until (20);

  fill_november (&use, 12, 20, (double) NAN);
  g_assert_true (isnan (make (&use).month));
  g_assert_cmpfloat_with_epsilon (make (&use).so_far, 8 * 100 + 3 * 40, 0.001);

  *november (&use, 12) = 100;
  g_assert_false (isnan (make (&use).month));
}

static void
test_nothing_known (void)
{
  g_auto (Use) use = use_until (20);

  for (guint i = 0; i < LENGTH; i++)
    use.series->values[i] = (double) NAN;
  g_assert_true (isnan (make (&use).month));
  g_assert_true (isnan (make (&use).so_far));

  use.series->incomplete = LENGTH;
  g_assert_true (isnan (make (&use).month));
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/usage/forecast/usual-month", test_usual_month);
  g_test_add_func ("/usage/forecast/so-far", test_so_far);
  g_test_add_func ("/usage/forecast/first-day", test_first_day);
  g_test_add_func ("/usage/forecast/ends-of-february", test_ends_of_february);
  g_test_add_func ("/usage/forecast/incomplete-days", test_incomplete_days);
  g_test_add_func ("/usage/forecast/gap-adds-nothing", test_gap_adds_nothing);
  g_test_add_func ("/usage/forecast/credit-counts-and-is-no-rate",
                   test_credit_counts_and_is_no_rate);
  g_test_add_func ("/usage/forecast/episode-is-the-rate", test_episode_is_the_rate);
  g_test_add_func ("/usage/forecast/episode-of-incomplete-days", test_episode_of_incomplete_days);
  g_test_add_func ("/usage/forecast/past-episode", test_past_episode);
  g_test_add_func ("/usage/forecast/silence-gives-no-forecast", test_silence_gives_no_forecast);
  g_test_add_func ("/usage/forecast/nothing-known", test_nothing_known);

  return g_test_run ();
}
