/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-refusals.h"

#include "davy-test.h"

#define NOON ((DavyTime) 1767268800 * DAVY_TIME_SECOND)

static void
test_last_for_a_day (void)
{
  g_autoptr (DavyRefusals) refusals = davy_refusals_new ();

  davy_test_clock_install (NOON);
  g_assert_false (davy_refusals_hold (refusals, "a"));

  davy_refusals_note (refusals, "a");
  g_assert_true (davy_refusals_hold (refusals, "a"));
  g_assert_false (davy_refusals_hold (refusals, "b"));
  davy_test_clock_advance (DAVY_TIME_DAY - DAVY_TIME_SECOND);
  g_assert_true (davy_refusals_hold (refusals, "a"));

  davy_test_clock_advance (DAVY_TIME_SECOND);
  g_assert_false (davy_refusals_hold (refusals, "a"));
  davy_refusals_note (refusals, "a");
  g_assert_true (davy_refusals_hold (refusals, "a"));
  davy_clock_replace (NULL);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/sync/refusals/last-for-a-day", test_last_for_a_day);

  return g_test_run ();
}
