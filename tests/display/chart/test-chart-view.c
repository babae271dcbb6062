/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "davy-test-chart.h"

static void
count_cb (DavyChart *chart, guint *n)
{
  (*n)++;
}

static void
test_all_is_seen_at_first (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);

  davy_test_assert_view (chart, 0, TEST_LENGTH);
}

static void
test_view_is_told_once_for_each_change (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);
  guint n = 0;

  g_signal_connect (chart, "view-changed", G_CALLBACK (count_cb), &n);
  davy_chart_set_view (chart, 60, 30);
  g_assert_cmpuint (n, ==, 1);
  davy_chart_set_view (chart, 60, 30);
  davy_chart_set_view (chart, 80, 30);
  g_assert_cmpuint (n, ==, 1);
  davy_chart_set_view (chart, 0, 0);
  g_assert_cmpuint (n, ==, 2);
}

static void
test_plus_and_minus_zoom_about_the_cursor (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);

  davy_chart_set_cursor (chart, 0);
  davy_test_press (chart, GDK_KEY_plus, 0);
  davy_test_assert_view (chart, 0, 72);
  davy_test_press (chart, GDK_KEY_minus, 0);
  davy_test_assert_view (chart, 0, TEST_LENGTH);

  davy_chart_set_cursor (chart, TEST_LENGTH - 1);
  davy_test_press (chart, GDK_KEY_KP_Add, 0);
  davy_test_assert_view (chart, 18, 72);
  davy_test_press (chart, GDK_KEY_0, 0);
  davy_test_assert_view (chart, 0, TEST_LENGTH);
}

static void
test_nobody_gets_closer_than_a_week (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);
  guint first, length;

  davy_chart_set_cursor (chart, 40);
  for (guint i = 0; i < 40; i++)
    davy_test_press (chart, GDK_KEY_plus, 0);
  davy_chart_get_view (chart, &first, &length);
  g_assert_cmpuint (length, ==, 7);
  g_assert_true (first <= 40 && 40 < first + length);
}

static void
test_control_and_arrows_pan (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);

  davy_chart_set_view (chart, 40, 20);
  davy_chart_set_cursor (chart, 40);
  davy_test_press (chart, GDK_KEY_Right, GDK_CONTROL_MASK);
  davy_test_assert_view (chart, 45, 20);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, 45); /* it can still be seen */
  for (guint i = 0; i < 20; i++)
    davy_test_press (chart, GDK_KEY_Left, GDK_CONTROL_MASK);
  davy_test_assert_view (chart, 0, 20);
}

static void
test_view_follows_the_cursor (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);

  davy_chart_set_view (chart, 40, 20);
  davy_test_press (chart, GDK_KEY_Left, 0);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, 59);
  davy_test_press (chart, GDK_KEY_Right, 0);
  davy_test_assert_view (chart, 41, 20);
  davy_test_press (chart, GDK_KEY_Home, 0);
  davy_test_assert_view (chart, 0, 20);
  davy_test_press (chart, GDK_KEY_End, 0);
  davy_test_assert_view (chart, 70, 20);
}

static GtkEventController *
find_controller (DavyChart *chart, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (chart));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller; /* the chart keeps it */
    }
  g_assert_not_reached ();
}

static gboolean
turn_wheel (DavyChart *chart, double by_x, double by_y)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (find_controller (chart, GTK_TYPE_EVENT_CONTROLLER_SCROLL), "scroll", by_x,
                         by_y, &handled);

  return handled;
}

static void
test_wheel_pans_sideways_and_leaves_the_page_its_own (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);

  davy_chart_set_view (chart, 40, 20);
  g_assert_true (turn_wheel (chart, 1, 0));
  davy_test_assert_view (chart, 42, 20);
  g_assert_true (turn_wheel (chart, -2, 0.5));
  davy_test_assert_view (chart, 38, 20);
  g_assert_false (turn_wheel (chart, 0, 1));
  g_assert_false (turn_wheel (chart, 0.5, -3));
  davy_test_assert_view (chart, 38, 20);
}

static void
test_pointer_at_rest_takes_nothing_from_the_keys (void)
{
  DavyChart *chart = davy_test_chart_new (TEST_LENGTH);
  GtkWindow *window = davy_test_chart_show (chart, 640, 300);
  GtkEventController *motion = find_controller (chart, GTK_TYPE_EVENT_CONTROLLER_MOTION);
  int cursor;

  g_signal_emit_by_name (motion, "enter", 300.0, 100.0);
  cursor = davy_chart_get_cursor (chart);
  g_assert_cmpint (cursor, >, 0);
  davy_test_press (chart, GDK_KEY_Left, 0);
  g_signal_emit_by_name (motion, "motion", 300.0, 120.0);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, cursor - 1);
  g_signal_emit_by_name (motion, "motion", 400.0, 120.0);
  g_assert_cmpint (davy_chart_get_cursor (chart), >, cursor);

  gtk_window_destroy (window);
  g_object_unref (chart);
}

static void
test_everything_stays_on_its_days (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);
  g_autoptr (DavyPlot) more = davy_test_plot_new (TEST_FIRST - 100, 100 + TEST_LENGTH);
  g_autoptr (DavyPlot) fewer = davy_test_plot_new (TEST_FIRST + 60, 30);
  guint from, to;

  davy_chart_set_view (chart, 40, 20);
  davy_chart_set_cursor (chart, 45);
  davy_test_press (chart, GDK_KEY_Right, GDK_SHIFT_MASK);

  davy_chart_set_plot (chart, more);
  davy_test_assert_view (chart, 140, 20);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, 146);
  g_assert_true (davy_chart_get_selection (chart, &from, &to));
  g_assert_cmpuint (from, ==, 145);
  g_assert_cmpuint (to, ==, 146);

  davy_chart_set_plot (chart, fewer);
  davy_test_assert_view (chart, 0, 20);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, -1);
  g_assert_false (davy_chart_get_selection (chart, &from, &to));
}

static void
test_nothing_to_see_is_no_view (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);

  davy_chart_set_plot (chart, NULL);
  davy_test_assert_view (chart, 0, 0);
  davy_chart_set_view (chart, 3, 10);
  davy_test_assert_view (chart, 0, 0);
  g_assert_false (davy_test_press (chart, GDK_KEY_plus, 0));
  g_assert_false (davy_test_press (chart, GDK_KEY_Right, GDK_CONTROL_MASK));
  g_assert_false (turn_wheel (chart, 1, 0));
}

static void
assert_selection (DavyChart *chart, guint from, guint to)
{
  guint actual_from, actual_to;

  g_assert_true (davy_chart_get_selection (chart, &actual_from, &actual_to));
  g_assert_cmpuint (actual_from, ==, from);
  g_assert_cmpuint (actual_to, ==, to);
}

static void
test_shift_and_arrows_select (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);
  guint from, to;
  guint n = 0;

  g_signal_connect (chart, "selection-changed", G_CALLBACK (count_cb), &n);
  g_assert_false (davy_chart_get_selection (chart, &from, &to));

  davy_chart_set_cursor (chart, 50);
  davy_test_press (chart, GDK_KEY_Right, GDK_SHIFT_MASK);
  davy_test_press (chart, GDK_KEY_Right, GDK_SHIFT_MASK);
  assert_selection (chart, 50, 52);
  for (guint i = 0; i < 4; i++)
    davy_test_press (chart, GDK_KEY_Left, GDK_SHIFT_MASK);
  assert_selection (chart, 48, 50);
  g_assert_cmpuint (n, ==, 6);
  davy_test_press (chart, GDK_KEY_End, GDK_SHIFT_MASK);
  assert_selection (chart, 50, TEST_LENGTH - 1);

  davy_test_press (chart, GDK_KEY_Left, 0);
  g_assert_false (davy_chart_get_selection (chart, &from, &to));
}

static void
test_selection_begins_at_the_last_point (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);

  davy_test_press (chart, GDK_KEY_Left, GDK_SHIFT_MASK);
  assert_selection (chart, TEST_LENGTH - 1, TEST_LENGTH - 1);
  davy_test_press (chart, GDK_KEY_Page_Up, GDK_SHIFT_MASK);
  assert_selection (chart, TEST_LENGTH - 8, TEST_LENGTH - 1);
}

static void
test_escape_takes_selection_then_cursor (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);
  guint from, to;

  davy_chart_set_cursor (chart, 50);
  davy_test_press (chart, GDK_KEY_Left, GDK_SHIFT_MASK);
  g_assert_true (davy_test_press (chart, GDK_KEY_Escape, 0));
  g_assert_false (davy_chart_get_selection (chart, &from, &to));
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, 49);
  g_assert_true (davy_test_press (chart, GDK_KEY_Escape, 0));
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, -1);
  g_assert_false (davy_test_press (chart, GDK_KEY_Escape, 0));
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/chart/chart-view/all-is-seen-at-first", test_all_is_seen_at_first);
  g_test_add_func ("/chart/chart-view/view-is-told-once-for-each-change",
                   test_view_is_told_once_for_each_change);
  g_test_add_func ("/chart/chart-view/plus-and-minus-zoom-about-the-cursor",
                   test_plus_and_minus_zoom_about_the_cursor);
  g_test_add_func ("/chart/chart-view/nobody-gets-closer-than-a-week",
                   test_nobody_gets_closer_than_a_week);
  g_test_add_func ("/chart/chart-view/control-and-arrows-pan", test_control_and_arrows_pan);
  g_test_add_func ("/chart/chart-view/view-follows-the-cursor", test_view_follows_the_cursor);
  g_test_add_func ("/chart/chart-view/wheel-pans-sideways-and-leaves-the-page-its-own",
                   test_wheel_pans_sideways_and_leaves_the_page_its_own);
  g_test_add_func ("/chart/chart-view/pointer-at-rest-takes-nothing-from-the-keys",
                   test_pointer_at_rest_takes_nothing_from_the_keys);
  g_test_add_func ("/chart/chart-view/everything-stays-on-its-days",
                   test_everything_stays_on_its_days);
  g_test_add_func ("/chart/chart-view/nothing-to-see-is-no-view", test_nothing_to_see_is_no_view);
  g_test_add_func ("/chart/chart-view/shift-and-arrows-select", test_shift_and_arrows_select);
  g_test_add_func ("/chart/chart-view/selection-begins-at-the-last-point",
                   test_selection_begins_at_the_last_point);
  g_test_add_func ("/chart/chart-view/escape-takes-selection-then-cursor",
                   test_escape_takes_selection_then_cursor);

  return g_test_run ();
}
