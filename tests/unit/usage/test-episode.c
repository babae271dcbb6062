/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-episode.h"

#include <math.h>

#include "davy-test.h"

#define MONDAY 20731 /* 2026-10-05 */

typedef struct
{
  DavySeries *series;
  DavyExpectation *expectation;
  GArray *episodes;
} Found;

static void
found_clear (Found *found)
{
  davy_series_free (found->series);
  davy_expectation_free (found->expectation);
  g_array_unref (found->episodes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

static DavySeries *
flat (guint length, double value)
{
  DavySeries *series = davy_series_new (MONDAY, length);

  for (guint i = 0; i < length; i++)
    series->values[i] = value;

  return series;
}

static Found
find (DavySeries *series)
{
  Found found = { .series = series };

  found.expectation = davy_expectation_new (series, NULL);
  found.episodes = davy_episodes_find (series, found.expectation);

  return found;
}

static const DavyEpisode *
episode (const Found *found, guint index)
{
  g_assert_cmpuint (found->episodes->len, >, index);

  return &g_array_index (found->episodes, DavyEpisode, index);
}

static double
daily_excess (const Found *found)
{
  return davy_episodes_daily_excess (found->episodes, found->series, found->expectation);
}

static void
test_none (void)
{
  g_auto (Found) found = find (flat (40, 100));

  g_assert_cmpuint (found.episodes->len, ==, 0);
  g_assert_true (isnan (daily_excess (&found)));
}

static void
test_merge (void)
{
  DavySeries *series = flat (40, 100);
  g_auto (Found) found = { 0 };

  series->values[20] = 300;
  series->values[21] = 500;
  series->values[22] = 400;
  series->values[30] = 200;
  found = find (series);

  g_assert_cmpuint (found.episodes->len, ==, 2);
  g_assert_cmpint (episode (&found, 0)->onset, ==, MONDAY + 20);
  g_assert_cmpint (episode (&found, 0)->peak, ==, MONDAY + 21);
  g_assert_cmpint (episode (&found, 0)->end, ==, MONDAY + 22);
  g_assert_cmpfloat (episode (&found, 0)->peak_value, ==, 500);
  g_assert_cmpfloat_with_epsilon (episode (&found, 0)->excess, 900, 1e-6);
  g_assert_cmpint (episode (&found, 0)->kind, ==, DAVY_ALARM_SPIKE);
  g_assert_false (episode (&found, 0)->running);
  g_assert_cmpint (episode (&found, 1)->onset, ==, MONDAY + 30);
}

static void
test_gap_does_not_end (void)
{
  DavySeries *series = flat (40, 100);
  g_auto (Found) found = { 0 };

  series->values[20] = 300;
  series->values[21] = (double) NAN;
  series->values[22] = 400;
  found = find (series);

  g_assert_cmpuint (found.episodes->len, ==, 1);
  g_assert_cmpint (episode (&found, 0)->end, ==, MONDAY + 22);
  g_assert_cmpfloat_with_epsilon (episode (&found, 0)->excess, 500, 1e-6);
}

static void
test_running (void)
{
  DavySeries *series = flat (40, 100);
  g_auto (Found) found = { 0 };

  series->incomplete = 2;
  series->values[35] = 300;
  series->values[36] = 600;
  series->values[37] = 400;
  series->values[38] = 900;
  series->values[39] = 20;
  found = find (series);

  g_assert_cmpuint (found.episodes->len, ==, 1);
  g_assert_true (episode (&found, 0)->running);
  g_assert_cmpint (episode (&found, 0)->end, ==, MONDAY + 38);
  /* Of 200, 500, 300; the day that may still grow does not count. */
  g_assert_cmpfloat_with_epsilon (daily_excess (&found), 300, 1e-6);
}

static void
test_ended_costs_nothing (void)
{
  DavySeries *series = flat (40, 100);
  g_auto (Found) found = { 0 };

  series->values[37] = 400;
  found = find (series);

  g_assert_false (episode (&found, 0)->running);
  g_assert_true (isnan (daily_excess (&found)));
}

static void
test_no_complete_day (void)
{
  DavySeries *series = flat (40, 100);
  g_auto (Found) found = { 0 };

  series->incomplete = 1;
  series->values[39] = 400;
  found = find (series);

  g_assert_true (episode (&found, 0)->running);
  g_assert_true (isnan (daily_excess (&found)));
}

static void
test_notable (void)
{
  DavySeries *series = flat (40, 10);
  g_auto (Found) found = { 0 };

  series->values[20] = 19;
  series->values[30] = 21;
  found = find (series);

  g_assert_cmpuint (found.episodes->len, ==, 2);
  g_assert_false (episode (&found, 0)->notable);
  g_assert_true (episode (&found, 1)->notable);
}

/* A subscription whose days differ enough for a shift to stay inside the expected range. */
static DavySeries *
uneven_with_high_days (guint high_days)
{
  DavySeries *series = flat (60, 100);

  for (guint i = 0; i < 60; i++)
    series->values[i] += 10 * sin (i * 2.3);
  series->values[36] = series->values[37] = 135;
  for (guint i = 39; i < 39 + high_days; i++)
    series->values[i] = 135;

  return series;
}

static void
test_long_inside_range (void)
{
  g_auto (Found) found = find (uneven_with_high_days (3));
  const DavyEpisode *only = episode (&found, 0);

  g_assert_cmpuint (found.episodes->len, ==, 1);
  g_assert_cmpfloat (only->peak_value, <, found.expectation->high[only->peak - MONDAY]);
  g_assert_true (only->notable);
}

static void
test_small_money_costs_nothing (void)
{
  DavySeries *series = flat (40, 10);
  g_auto (Found) found = { 0 };

  series->values[38] = series->values[39] = 19;
  found = find (series);

  g_assert_true (episode (&found, 0)->running);
  g_assert_true (isnan (daily_excess (&found)));
}

static void
test_onset_of_shift (void)
{
  DavySeries *series = flat (60, 100);
  g_auto (Found) found = { 0 };

  for (guint i = 0; i < 60; i++)
    series->values[i] += 10 * sin (i * 2.3);
  for (guint i = 37; i < 60; i++)
    series->values[i] = 135;
  found = find (series);

  g_assert_cmpuint (found.episodes->len, ==, 1);
  g_assert_cmpint (episode (&found, 0)->kind, ==, DAVY_ALARM_SHIFT);
  g_assert_cmpint (episode (&found, 0)->onset, ==, MONDAY + 37);
  g_assert_cmpint (found.expectation->alarm[37], ==, DAVY_ALARM_NONE);
  g_assert_true (episode (&found, 0)->running);
}

static void
test_new_fleet (void)
{
  DavySeries *series = flat (40, 0);
  g_auto (Found) found = { 0 };

  for (guint i = 34; i < 40; i++)
    series->values[i] = 1420;
  found = find (series);

  g_assert_cmpuint (found.episodes->len, ==, 1);
  g_assert_cmpint (episode (&found, 0)->kind, ==, DAVY_ALARM_NEW);
  g_assert_cmpfloat_with_epsilon (daily_excess (&found), 1420, 1e-6);
}

static char *
format_amount (double amount, gconstpointer currency)
{
  return g_strdup_printf ("%.0f %s", amount, (const char *) currency);
}

static void
assert_sentence (DavySeries *series, const char *expected)
{
  g_auto (Found) found = find (series);
  g_autofree char *sentence = davy_episode_dup_sentence (
      episode (&found, found.episodes->len - 1), DAVY_LANGUAGE_ENGLISH, format_amount, "EUR");

  g_assert_cmpstr (sentence, ==, expected);
}

static void
test_sentence (void)
{
  DavySeries *running = flat (70, 100);
  DavySeries *past = flat (70, 100);
  DavySeries *one_day = flat (70, 100);
  DavySeries *from_nothing = flat (70, 0);

  for (guint i = 64; i < 70; i++)
    running->values[i] = from_nothing->values[i] = 1400;
  past->values[64] = past->values[65] = 300;
  one_day->values[64] = 300;

  assert_sentence (running, "On Tue 8 Dec it was 1400 EUR, where 80 EUR to 125 EUR were expected; "
                            "since then 7800 EUR more than expected");
  assert_sentence (past, "On Tue 8 Dec it was 300 EUR, where 80 EUR to 125 EUR were expected; by "
                         "Wed 9 Dec 400 EUR more than expected, then as expected again");
  assert_sentence (one_day, "On Tue 8 Dec it was 300 EUR, where 80 EUR to 125 EUR were expected; "
                            "as expected again since then");
  assert_sentence (from_nothing, "On Tue 8 Dec it was 1400 EUR, where nothing was expected; since "
                                 "then 8400 EUR more than expected");
}

static void
test_sentence_of_shift (void)
{
  DavySeries *series = flat (60, 100);

  for (guint i = 0; i < 60; i++)
    series->values[i] += 10 * sin (i * 2.3);
  for (guint i = 37; i < 60; i++)
    series->values[i] = 135;

  assert_sentence (series, "From Wed 11 Nov on it was 135 EUR a day, where 102 EUR were expected; "
                           "since then 769 EUR more than expected");
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/usage/episode/calm-days-have-none", test_none);
  g_test_add_func ("/usage/episode/days-in-a-row-are-one", test_merge);
  g_test_add_func ("/usage/episode/a-gap-does-not-end-it", test_gap_does_not_end);
  g_test_add_func ("/usage/episode/an-incomplete-day-does-not-end-it", test_running);
  g_test_add_func ("/usage/episode/what-has-ended-costs-nothing-a-day", test_ended_costs_nothing);
  g_test_add_func ("/usage/episode/an-incomplete-day-is-no-measure", test_no_complete_day);
  g_test_add_func ("/usage/episode/small-money-is-not-notable", test_notable);
  g_test_add_func ("/usage/episode/what-is-not-notable-costs-nothing-a-day",
                   test_small_money_costs_nothing);
  g_test_add_func ("/usage/episode/a-lasting-rise-inside-the-range-is-notable",
                   test_long_inside_range);
  g_test_add_func ("/usage/episode/a-shift-began-before-it-was-seen", test_onset_of_shift);
  g_test_add_func ("/usage/episode/a-new-fleet-is-one", test_new_fleet);
  g_test_add_func ("/usage/episode/it-is-told-in-a-sentence-with-figures", test_sentence);
  g_test_add_func ("/usage/episode/a-shift-inside-the-range-is-told-by-its-days",
                   test_sentence_of_shift);
  return g_test_run ();
}
