/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/davy-chart-view.h"

#include "davy-test.h"

#define N 90

static void
assert_span (const DavyChartView *view, guint first, guint length)
{
  guint actual_first, actual_length;

  davy_chart_view_get_span (view, &actual_first, &actual_length);
  g_assert_cmpuint (actual_first, ==, first);
  g_assert_cmpuint (actual_length, ==, length);
}

static void
test_nothing_asked_is_all (void)
{
  DavyChartView view = davy_chart_view_new (N, 0, 0);

  assert_span (&view, 0, N);
  g_assert_true (davy_chart_view_is_all (&view));
}

static void
test_stays_within_the_points (void)
{
  DavyChartView late = davy_chart_view_new (N, 80, 30);
  DavyChartView wide = davy_chart_view_new (N, 10, 4000);
  DavyChartView narrow = davy_chart_view_new (N, 89, 1);

  assert_span (&late, 60, 30);
  assert_span (&wide, 0, N);
  assert_span (&narrow, N - DAVY_CHART_VIEW_LEAST, DAVY_CHART_VIEW_LEAST);
}

static void
test_few_points_are_always_all (void)
{
  DavyChartView view = davy_chart_view_new (3, 0, 0);

  davy_chart_view_zoom (&view, 0.1, 1);
  assert_span (&view, 0, 3);
  davy_chart_view_pan (&view, 2);
  assert_span (&view, 0, 3);
}

static void
test_one_point_is_all (void)
{
  DavyChartView view = davy_chart_view_new (1, 0, 0);

  davy_chart_view_zoom (&view, 0.5, 0);
  davy_chart_view_reveal (&view, 0);
  assert_span (&view, 0, 1);
}

static void
test_zoom_keeps_the_point_in_its_place (void)
{
  DavyChartView middle = davy_chart_view_new (101, 0, 0);
  DavyChartView end = davy_chart_view_new (100, 0, 0);

  davy_chart_view_zoom (&middle, 0.5, 50);
  g_assert_cmpfloat_with_epsilon ((50.5 - middle.first) / middle.length, 0.5, 1e-9);
  davy_chart_view_zoom (&end, 0.2, 99.5);
  assert_span (&end, 80, 20);
}

/* Neither by rounding. */
static void
test_zoom_never_loses_the_point (void)
{
  for (guint anchor = 0; anchor < 360; anchor++)
    {
      DavyChartView view = davy_chart_view_new (360, 0, 0);

      for (guint i = 0; i < 30; i++)
        {
          guint first, length;

          davy_chart_view_zoom (&view, i < 20 ? 0.8 : 1.25, anchor);
          davy_chart_view_get_span (&view, &first, &length);
          g_assert_cmpuint (anchor, >=, first);
          g_assert_cmpuint (anchor, <, first + length);
        }
    }
}

static void
test_zoom_ends_at_both_limits (void)
{
  DavyChartView view = davy_chart_view_new (N, 0, 0);

  for (guint i = 0; i < 100; i++)
    davy_chart_view_zoom (&view, 0.8, 40);
  assert_span (&view, 37, DAVY_CHART_VIEW_LEAST);
  for (guint i = 0; i < 100; i++)
    davy_chart_view_zoom (&view, 1.25, 40);
  assert_span (&view, 0, N);
}

/* A touchpad asks for much less than a point at a time. */
static void
test_small_movements_add_up (void)
{
  DavyChartView zoomed = davy_chart_view_new (N, 0, 0);
  DavyChartView panned = davy_chart_view_new (N, 10, 20);

  for (guint i = 0; i < 100; i++)
    davy_chart_view_zoom (&zoomed, 0.999, 45);
  g_assert_false (davy_chart_view_is_all (&zoomed));
  for (guint i = 0; i < 20; i++)
    davy_chart_view_pan (&panned, 0.25);
  assert_span (&panned, 15, 20);
}

static void
test_pan_stops_at_the_ends (void)
{
  DavyChartView view = davy_chart_view_new (N, 10, 30);

  davy_chart_view_pan (&view, -25);
  assert_span (&view, 0, 30);
  davy_chart_view_pan (&view, 1000);
  assert_span (&view, 60, 30);
}

static void
test_reveals_by_the_least_movement (void)
{
  DavyChartView view = davy_chart_view_new (N, 30, 30);

  davy_chart_view_reveal (&view, 59);
  assert_span (&view, 30, 30);
  davy_chart_view_reveal (&view, 60);
  assert_span (&view, 31, 30);
  davy_chart_view_reveal (&view, 5);
  assert_span (&view, 5, 30);
}

static void
test_carried_to_other_points (void)
{
  DavyChartView all = davy_chart_view_new (N, 0, 0);
  DavyChartView last = davy_chart_view_new (N, 60, 30);
  DavyChartView within = davy_chart_view_new (N, 20, 30);
  DavyChartView next;

  next = davy_chart_view_carry (&all, 400, 310);
  assert_span (&next, 0, 400);
  next = davy_chart_view_carry (&last, N + 1, 0); /* a day later */
  assert_span (&next, 61, 30);
  next = davy_chart_view_carry (&within, 400, 310); /* older days came before */
  assert_span (&next, 330, 30);
  next = davy_chart_view_carry (&within, 60, -30); /* the older days are gone */
  assert_span (&next, 0, 30);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/chart/view/nothing-asked-is-all", test_nothing_asked_is_all);
  g_test_add_func ("/chart/view/stays-within-the-points", test_stays_within_the_points);
  g_test_add_func ("/chart/view/few-points-are-always-all", test_few_points_are_always_all);
  g_test_add_func ("/chart/view/one-point-is-all", test_one_point_is_all);
  g_test_add_func ("/chart/view/zoom-keeps-the-point-in-its-place",
                   test_zoom_keeps_the_point_in_its_place);
  g_test_add_func ("/chart/view/zoom-never-loses-the-point", test_zoom_never_loses_the_point);
  g_test_add_func ("/chart/view/zoom-ends-at-both-limits", test_zoom_ends_at_both_limits);
  g_test_add_func ("/chart/view/small-movements-add-up", test_small_movements_add_up);
  g_test_add_func ("/chart/view/pan-stops-at-the-ends", test_pan_stops_at_the_ends);
  g_test_add_func ("/chart/view/reveals-by-the-least-movement", test_reveals_by_the_least_movement);
  g_test_add_func ("/chart/view/carried-to-other-points", test_carried_to_other_points);

  return g_test_run ();
}
