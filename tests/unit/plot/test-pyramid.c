/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/davy-pyramid.h"

#include <math.h>

#include "davy-test.h"

#define LENGTH 77

/* Whole numbers, so that sums are exact in any order; every seventh or so is a gap. */
static void
fill (double *values, guint length)
{
  for (guint i = 0; i < length; i++)
    values[i] =
        g_test_rand_int_range (0, 7) == 0 ? (double) NAN : (double) g_test_rand_int_range (-50, 50);
}

static DavyBucket
sum_up (const double *values, guint from, guint end)
{
  DavyBucket sum = { 0 };

  for (guint i = from; i < end; i++)
    {
      if (isnan (values[i]))
        continue;
      if (sum.n == 0 || values[i] < values[sum.lowest])
        sum.lowest = i;
      if (sum.n == 0 || values[i] > values[sum.highest])
        sum.highest = i;
      sum.sum += values[i];
      sum.n++;
    }

  return sum;
}

static void
assert_same (const DavyBucket *bucket, const DavyBucket *expected)
{
  g_assert_cmpuint (bucket->n, ==, expected->n);
  if (expected->n == 0)
    return;

  g_assert_cmpuint (bucket->lowest, ==, expected->lowest);
  g_assert_cmpuint (bucket->highest, ==, expected->highest);
  g_assert_cmpfloat (bucket->sum, ==, expected->sum);
}

static void
test_every_bucket_sums_up_its_points (void)
{
  double values[LENGTH];

  for (guint length = 1; length <= LENGTH; length++)
    {
      g_autoptr (DavyPyramid) pyramid = NULL;

      fill (values, length);
      pyramid = davy_pyramid_new (values, length);
      for (guint level = 0; level < 8; level++)
        for (guint i = 0; i <= (length - 1) >> level; i++)
          {
            guint end = MIN ((i + 1) << level, length);
            DavyBucket expected = sum_up (values, i << level, end);
            DavyBucket bucket = davy_pyramid_get (pyramid, level, i);

            assert_same (&bucket, &expected);
          }
    }
}

static void
test_any_stretch_can_be_asked_for (void)
{
  double values[LENGTH];
  g_autoptr (DavyPyramid) pyramid = NULL;

  fill (values, LENGTH);
  pyramid = davy_pyramid_new (values, LENGTH);
  for (guint from = 0; from < LENGTH; from++)
    for (guint length = 0; from + length <= LENGTH; length++)
      {
        DavyBucket expected = sum_up (values, from, from + length);
        DavyBucket bucket = davy_pyramid_query (pyramid, from, length);

        assert_same (&bucket, &expected);
      }
}

static void
test_what_is_beyond_the_end_does_not_count (void)
{
  double values[] = { 1, 2, 3 };
  g_autoptr (DavyPyramid) pyramid = davy_pyramid_new (values, 3);

  g_assert_cmpfloat (davy_pyramid_query (pyramid, 1, G_MAXUINT).sum, ==, 5);
  g_assert_cmpuint (davy_pyramid_query (pyramid, 3, 1).n, ==, 0);
  g_assert_cmpuint (davy_pyramid_query (pyramid, G_MAXUINT, G_MAXUINT).n, ==, 0);
}

static void
test_gaps_have_no_extremes (void)
{
  double values[] = { NAN, NAN, NAN, NAN, 4 };
  g_autoptr (DavyPyramid) pyramid = davy_pyramid_new (values, 5);

  g_assert_cmpuint (davy_pyramid_get (pyramid, 2, 0).n, ==, 0);
  g_assert_cmpuint (davy_pyramid_get (pyramid, 3, 0).n, ==, 1);
  g_assert_cmpuint (davy_pyramid_get (pyramid, 3, 0).lowest, ==, 4);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/plot/pyramid/every-bucket-sums-up-its-points",
                   test_every_bucket_sums_up_its_points);
  g_test_add_func ("/plot/pyramid/any-stretch-can-be-asked-for", test_any_stretch_can_be_asked_for);
  g_test_add_func ("/plot/pyramid/what-is-beyond-the-end-does-not-count",
                   test_what_is_beyond_the_end_does_not_count);
  g_test_add_func ("/plot/pyramid/gaps-have-no-extremes", test_gaps_have_no_extremes);

  return g_test_run ();
}
