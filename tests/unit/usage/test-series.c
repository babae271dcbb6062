/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-series.h"

#include <math.h>

#include "davy-test.h"
#include "usage/davy-median.h"

static void
test_unknown (void)
{
  g_autoptr (DavySeries) series = davy_series_new (100, 3);

  g_assert_cmpint (series->first, ==, 100);
  g_assert_cmpuint (series->length, ==, 3);
  for (guint i = 0; i < series->length; i++)
    g_assert_true (isnan (series->values[i]));
}

static void
test_incomplete (void)
{
  g_autoptr (DavySeries) series = davy_series_new (100, 3);

  g_assert_false (davy_series_is_incomplete (series, 2));
  series->incomplete = 1;
  g_assert_false (davy_series_is_incomplete (series, 1));
  g_assert_true (davy_series_is_incomplete (series, 2));
  series->incomplete = 9;
  g_assert_true (davy_series_is_incomplete (series, 0));
}

static void
test_median (void)
{
  double odd[] = { 9, 1, 5 };
  double even[] = { 4, 1, 3, 100 };

  g_assert_cmpfloat (davy_median (odd, 3), ==, 5);
  g_assert_cmpfloat (davy_median (even, 4), ==, 3.5);
  g_assert_true (isnan (davy_median (odd, 0)));
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/usage/series/no-day-is-known-at-first", test_unknown);
  g_test_add_func ("/usage/series/the-last-days-may-be-incomplete", test_incomplete);
  g_test_add_func ("/usage/series/the-median-is-in-the-middle", test_median);
  return g_test_run ();
}
