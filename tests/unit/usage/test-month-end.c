/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-month-end.h"

#include "davy-test.h"

/* Stands at @iso after a walk from @from. */
static DavyMonthEnd
walk (const char *from, const char *iso)
{
  DavyMonthEnd month_end;
  DavyDay first, day;

  g_assert_true (davy_day_parse (from, &first));
  g_assert_true (davy_day_parse (iso, &day));
  davy_month_end_init (&month_end, first);
  for (; first < day; first++)
    davy_month_end_next_day (&month_end);

  return month_end;
}

static void
test_places (void)
{
  g_assert_cmpint (walk ("2026-01-05", "2026-01-28").place, ==, -1);
  g_assert_cmpint (walk ("2026-01-05", "2026-01-29").place, ==, 0);
  g_assert_cmpint (walk ("2026-01-05", "2026-01-31").place, ==, 2);
  g_assert_cmpint (walk ("2026-01-05", "2026-02-01").place, ==, 3);
  g_assert_cmpint (walk ("2026-01-05", "2026-02-03").place, ==, 5);
  g_assert_cmpint (walk ("2026-01-05", "2026-02-04").place, ==, -1);
  g_assert_cmpint (walk ("2026-01-05", "2026-12-31").place, ==, 2);
  g_assert_cmpint (walk ("2026-01-05", "2027-01-01").place, ==, 3);
}

static void
test_leap_years (void)
{
  g_assert_cmpint (walk ("2027-12-05", "2028-02-28").place, ==, 1);
  g_assert_cmpint (walk ("2027-12-05", "2028-02-29").place, ==, 2);
  g_assert_cmpint (walk ("2026-12-05", "2027-02-28").place, ==, 2);
  g_assert_cmpint (walk ("1969-12-20", "1970-01-02").place, ==, 4);
}

static void
test_bumps (void)
{
  DavyMonthEnd month_end = walk ("2026-01-05", "2026-01-30");
  double bump;

  g_assert_false (davy_month_end_get_bump (&month_end, &bump));
  davy_month_end_note (&month_end, 0.7);
  for (guint i = 0; i < 6; i++)
    davy_month_end_next_day (&month_end);
  davy_month_end_settle (&month_end, TRUE);
  g_assert_true (davy_month_end_get_bump (&month_end, &bump));
  g_assert_cmpfloat (bump, ==, 0);

  /* The last day but one of February. */
  for (guint i = 0; i < 22; i++)
    davy_month_end_next_day (&month_end);
  g_assert_cmpint (month_end.place, ==, 1);
  g_assert_true (davy_month_end_get_bump (&month_end, &bump));
  g_assert_cmpfloat (bump, ==, 0.7);

  /* Its neighbour has not been seen. */
  davy_month_end_next_day (&month_end);
  g_assert_false (davy_month_end_get_bump (&month_end, &bump));
}

static void
test_not_kept (void)
{
  DavyMonthEnd month_end = walk ("2026-01-05", "2026-01-31");
  double bump;

  davy_month_end_note (&month_end, 0.7);
  davy_month_end_settle (&month_end, FALSE);
  g_assert_true (davy_month_end_get_bump (&month_end, &bump));
  g_assert_cmpfloat (bump, ==, 0);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/usage/month-end/it-has-six-places", test_places);
  g_test_add_func ("/usage/month-end/february-has-its-own-length", test_leap_years);
  g_test_add_func ("/usage/month-end/a-bump-is-known-a-month-later", test_bumps);
  g_test_add_func ("/usage/month-end/what-is-not-kept-counts-as-seen", test_not_kept);
  return g_test_run ();
}
