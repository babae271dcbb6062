/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-sorted.h"

#include <math.h>

#include "davy-test.h"

static void
test_order (void)
{
  DavySorted sorted = { 0 };
  const double values[] = { 5, 1, 4, 1, 3 };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    davy_sorted_add (&sorted, values[i]);
  davy_sorted_remove (&sorted, 1);
  davy_sorted_remove (&sorted, 5);

  g_assert_cmpuint (sorted.length, ==, 3);
  g_assert_cmpfloat (sorted.values[0], ==, 1);
  g_assert_cmpfloat (sorted.values[1], ==, 3);
  g_assert_cmpfloat (sorted.values[2], ==, 4);
}

static void
test_midmean (void)
{
  DavySorted sorted = { 0 };

  g_assert_true (isnan (davy_sorted_midmean (&sorted)));
  davy_sorted_add (&sorted, 7);
  g_assert_cmpfloat (davy_sorted_midmean (&sorted), ==, 7);
  davy_sorted_add (&sorted, 9);
  davy_sorted_add (&sorted, 1e9);
  davy_sorted_add (&sorted, -1e9);
  g_assert_cmpfloat (davy_sorted_midmean (&sorted), ==, 8);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/usage/sorted/numbers-stay-in-order", test_order);
  g_test_add_func ("/usage/sorted/wild-numbers-do-not-move-the-middle", test_midmean);
  return g_test_run ();
}
