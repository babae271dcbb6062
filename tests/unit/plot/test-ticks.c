/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/davy-ticks.h"

#include "davy-test.h"

#define MONDAY_2026_11_16 ((DavyDay) 20773)

static void
test_values_are_round (void)
{
  DavyScale scale = davy_scale_new (140, 1696, 5);

  g_assert_cmpfloat (scale.step, ==, 500);
  g_assert_cmpfloat (scale.low, ==, 0);
  g_assert_cmpfloat (scale.high, ==, 2000);
  g_assert_cmpuint (davy_scale_count (&scale), ==, 5);
  g_assert_cmpfloat (davy_scale_get_tick (&scale, 3), ==, 1500);
}

static void
test_equal_values_have_height (void)
{
  DavyScale zero = davy_scale_new (0, 0, 4);
  DavyScale flat = davy_scale_new (100, 100, 4);

  g_assert_cmpfloat (zero.high, >, zero.low);
  g_assert_cmpfloat (flat.low, ==, 0);
  g_assert_cmpfloat (flat.high, ==, 100);
}

static void
test_negative_values_go_below_zero (void)
{
  DavyScale scale = davy_scale_new (-420, 1600, 6);
  gboolean has_zero = FALSE;

  g_assert_cmpfloat (scale.low, ==, -500);
  g_assert_cmpfloat (scale.high, ==, 2000);
  for (guint i = 0; i < davy_scale_count (&scale); i++)
    has_zero |= davy_scale_get_tick (&scale, i) == 0.0;
  g_assert_true (has_zero);
}

static void
test_only_negative_values_end_at_zero (void)
{
  DavyScale scale = davy_scale_new (-80, -20, 4);

  g_assert_cmpfloat (scale.low, ==, -80);
  g_assert_cmpfloat (scale.high, ==, 0);
}

static void
test_small_steps_have_decimals (void)
{
  DavyScale tenth = davy_scale_new (0, 0.3, 4);
  DavyScale quarter = davy_scale_new (0, 0.05, 2);
  DavyScale large = davy_scale_new (0, 12, 3);

  g_assert_cmpuint (tenth.decimals, ==, 1);
  g_assert_cmpfloat_with_epsilon (quarter.step, 0.025, 1e-12);
  g_assert_cmpuint (quarter.decimals, ==, 3);
  g_assert_cmpuint (large.decimals, ==, 0);
}

static void
test_never_more_steps_than_asked (void)
{
  for (guint steps = 1; steps < 12; steps++)
    for (double max = 0.0007; max < 1e12; max *= 3.7)
      for (double share = 0; share < 2; share += 0.4)
        {
          DavyScale scale = davy_scale_new (-share * max, max, steps);

          g_assert_cmpuint (davy_scale_count (&scale), <=, MAX (steps, 2) + 1);
          g_assert_cmpfloat (scale.low, <=, -share * max + 1e-6 * max);
          g_assert_cmpfloat (scale.high, >=, max - 1e-6 * max);
        }
}

static void
test_every_day_with_room (void)
{
  g_autoptr (GArray) days = davy_ticks_new (MONDAY_2026_11_16, DAVY_TIME_UNSET, 0, 7, 7);

  g_assert_cmpuint (days->len, ==, 7);
  g_assert_cmpint (g_array_index (days, DavyTick, 6).day, ==, MONDAY_2026_11_16 + 6);
}

static void
test_weeks_start_on_mondays (void)
{
  g_autoptr (GArray) days = davy_ticks_new (MONDAY_2026_11_16 - 87, DAVY_TIME_UNSET, 0, 90, 14);

  g_assert_cmpuint (days->len, ==, 13);
  for (guint i = 0; i < days->len; i++)
    g_assert_cmpint ((g_array_index (days, DavyTick, i).day - MONDAY_2026_11_16) % 7, ==, 0);
}

static void
test_long_axes_have_months (void)
{
  g_autoptr (GArray) days = davy_ticks_new (20454, DAVY_TIME_UNSET, 0, 365, 6); /* the year 2026 */

  g_assert_cmpuint (days->len, ==, 6);
  g_assert_cmpint (g_array_index (days, DavyTick, 0).day, ==, 20454);
  g_assert_cmpint (g_array_index (days, DavyTick, 1).day, ==, 20454 + 31 + 28);
}

/* From a midnight in Berlin on. */
static GArray *
new_hours (DavyDay first, guint from, guint length, guint max_ticks)
{
  return davy_ticks_new (first, davy_day_begin_local (first), from, length, max_ticks);
}

static void
assert_ticks (const GArray *ticks, const guint *indices, guint n)
{
  g_assert_cmpuint (ticks->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (g_array_index (ticks, DavyTick, i).index, ==, indices[i]);
}

/* On the last Sunday of March a day has 23 hours: 2:00 is 3:00. */
static void
test_days_begin_at_midnight_in_spring (void)
{
  const DavyDay saturday = 20540; /* 28 March 2026 */
  g_autoptr (GArray) days = new_hours (saturday, 0, 119, 5);
  g_autoptr (GArray) later = new_hours (saturday, 47, 24, 1);
  g_autoptr (GArray) hours = new_hours (saturday, 24, 6, 6);

  assert_ticks (days, (const guint[]){ 0, 24, 47, 71, 95 }, 5);
  g_assert_cmpint (g_array_index (days, DavyTick, 2).day, ==, saturday + 2);
  assert_ticks (later, (const guint[]){ 47 }, 1);
  assert_ticks (hours, (const guint[]){ 24, 25, 26, 27, 28, 29 }, 6);
  g_assert_cmpuint (g_array_index (hours, DavyTick, 3).hour, ==, 4);
}

/* On the last Sunday of October it has 25. */
static void
test_days_begin_at_midnight_in_autumn (void)
{
  const DavyDay saturday = 20750; /* 24 October 2026 */
  g_autoptr (GArray) days = new_hours (saturday, 0, 119, 5);
  g_autoptr (GArray) last = new_hours (saturday, 48, 3, 3);

  assert_ticks (days, (const guint[]){ 0, 24, 49, 73, 97 }, 5);
  g_assert_cmpuint (g_array_index (last, DavyTick, 0).hour, ==, 23);
  g_assert_cmpint (g_array_index (last, DavyTick, 0).day, ==, saturday + 1);
}

static void
test_hours_are_ticked_from_midnight (void)
{
  g_autoptr (GArray) ticks = new_hours (MONDAY_2026_11_16, 20, 30, 10);

  g_assert_cmpuint (ticks->len, ==, 10);
  g_assert_cmpuint (g_array_index (ticks, DavyTick, 0).index, ==, 21);
  g_assert_cmpuint (g_array_index (ticks, DavyTick, 0).hour, ==, 21);
  g_assert_cmpuint (g_array_index (ticks, DavyTick, 1).hour, ==, 0);
  g_assert_cmpint (g_array_index (ticks, DavyTick, 1).day, ==, MONDAY_2026_11_16 + 1);
}

static void
test_a_part_has_the_ticks_of_the_whole (void)
{
  g_autoptr (GArray) whole = davy_ticks_new (MONDAY_2026_11_16 - 3, DAVY_TIME_UNSET, 0, 60, 9);
  g_autoptr (GArray) part = davy_ticks_new (MONDAY_2026_11_16 - 3, DAVY_TIME_UNSET, 12, 40, 6);

  g_assert_cmpuint (g_array_index (whole, DavyTick, 0).index, ==, 3);
  g_assert_cmpuint (g_array_index (part, DavyTick, 0).index, ==, 17);
  g_assert_cmpint (g_array_index (part, DavyTick, 0).day, ==, MONDAY_2026_11_16 + 14);
}

static void
test_months_are_told (void)
{
  g_autoptr (GArray) weeks = davy_ticks_new (20454, DAVY_TIME_UNSET, 0, 60, 9);
  g_autoptr (GArray) months = davy_ticks_new (20454, DAVY_TIME_UNSET, 0, 1826, 12);

  g_assert_false (g_array_index (weeks, DavyTick, 0).of_months);
  g_assert_true (g_array_index (months, DavyTick, 0).of_months);
}

static void
test_days_before_1970_work (void)
{
  g_autoptr (GArray) days = davy_ticks_new (-10, DAVY_TIME_UNSET, 0, 7, 1);

  g_assert_cmpuint (days->len, ==, 1);
  g_assert_cmpint (g_array_index (days, DavyTick, 0).day, ==, -10); /* Monday 22 December 1969 */
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/plot/ticks/values-are-round", test_values_are_round);
  g_test_add_func ("/plot/ticks/equal-values-have-height", test_equal_values_have_height);
  g_test_add_func ("/plot/ticks/negative-values-go-below-zero", test_negative_values_go_below_zero);
  g_test_add_func ("/plot/ticks/only-negative-values-end-at-zero",
                   test_only_negative_values_end_at_zero);
  g_test_add_func ("/plot/ticks/small-steps-have-decimals", test_small_steps_have_decimals);
  g_test_add_func ("/plot/ticks/never-more-steps-than-asked", test_never_more_steps_than_asked);
  g_test_add_func ("/plot/ticks/every-day-with-room", test_every_day_with_room);
  g_test_add_func ("/plot/ticks/weeks-start-on-mondays", test_weeks_start_on_mondays);
  g_test_add_func ("/plot/ticks/long-axes-have-months", test_long_axes_have_months);
  g_test_add_func ("/plot/ticks/days-begin-at-midnight-in-spring",
                   test_days_begin_at_midnight_in_spring);
  g_test_add_func ("/plot/ticks/days-begin-at-midnight-in-autumn",
                   test_days_begin_at_midnight_in_autumn);
  g_test_add_func ("/plot/ticks/hours-are-ticked-from-midnight",
                   test_hours_are_ticked_from_midnight);
  g_test_add_func ("/plot/ticks/a-part-has-the-ticks-of-the-whole",
                   test_a_part_has_the_ticks_of_the_whole);
  g_test_add_func ("/plot/ticks/months-are-told", test_months_are_told);
  g_test_add_func ("/plot/ticks/days-before-1970-work", test_days_before_1970_work);

  return g_test_run ();
}
