/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "davy-test-chart.h"

static GtkLabel *
find_label (GtkWidget *widget)
{
  GtkLabel *label = GTK_IS_LABEL (widget) ? GTK_LABEL (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && label == NULL;
       child = gtk_widget_get_next_sibling (child))
    label = find_label (child);

  return label;
}

static void
test_speaks_its_name_and_summary (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Usage, 90 days");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "It rises.");
}

static void
test_arrows_move_by_a_day (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);

  g_assert_cmpint (davy_chart_get_cursor (chart), ==, -1);
  davy_test_press (chart, GDK_KEY_Left, 0);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, TEST_LENGTH - 1);
  davy_test_press (chart, GDK_KEY_Left, 0);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, TEST_LENGTH - 2);
  davy_test_press (chart, GDK_KEY_Right, 0);
  davy_test_press (chart, GDK_KEY_Right, 0);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, TEST_LENGTH - 1);
}

static void
test_pages_are_weeks_and_ends_are_ends (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);

  davy_test_press (chart, GDK_KEY_Home, 0);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, 0);
  davy_test_press (chart, GDK_KEY_Page_Down, 0);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, 7);
  davy_test_press (chart, GDK_KEY_Page_Up, 0);
  davy_test_press (chart, GDK_KEY_Page_Up, 0);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, 0);
  davy_test_press (chart, GDK_KEY_End, 0);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, TEST_LENGTH - 1);
  davy_test_press (chart, GDK_KEY_Escape, 0);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, -1);
}

static void
test_reading_is_told (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);
  GtkLabel *label = find_label (GTK_WIDGET (chart));

  g_assert_false (gtk_widget_get_visible (gtk_widget_get_parent (GTK_WIDGET (label))));
  davy_chart_set_cursor (chart, 3);

  g_assert_true (gtk_widget_get_visible (gtk_widget_get_parent (GTK_WIDGET (label))));
  g_assert_cmpstr (gtk_label_get_text (label), ==, "Day 4\n30 €");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Day 4\n30 €");

  davy_chart_set_cursor (chart, -1);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "It rises.");
}

static void
test_cursor_stays_on_its_day (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);
  g_autoptr (DavyPlot) month = davy_test_plot_new (TEST_FIRST + 60, 30);

  davy_chart_set_cursor (chart, 75);
  davy_chart_set_plot (chart, month);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, 15);

  davy_chart_set_plot (chart, NULL);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, -1);
  davy_test_press (chart, GDK_KEY_Home, 0);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, -1);
}

static char *
label_hour (guint index, gpointer data)
{
  return g_strdup_printf ("%02u:00", index % 24);
}

static void
test_days_are_nowhere_among_hours (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);
  g_autoptr (DavyPlot) hours =
      davy_plot_new_hourly (davy_day_begin_local (TEST_FIRST + 80), 120, label_hour);
  g_autoptr (DavyPlot) later =
      davy_plot_new_hourly (davy_day_begin_local (TEST_FIRST + 81), 120, label_hour);
  guint first, length, from, to;

  davy_chart_set_view (chart, 60, 30);
  davy_chart_set_cursor (chart, 75);
  davy_test_press (chart, GDK_KEY_Left, GDK_SHIFT_MASK);
  davy_chart_set_plot (chart, hours);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, -1);
  g_assert_false (davy_chart_get_selection (chart, &from, &to));
  davy_chart_get_view (chart, &first, &length);
  g_assert_cmpuint (length, ==, 120);

  davy_chart_set_cursor (chart, 30);
  davy_chart_set_plot (chart, later);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, 6);
}

static void
draw_in_window (GtkWidget *widget, int width, int height)
{
  GtkWindow *window = davy_test_chart_show (DAVY_CHART (widget), width, height);
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  paintable = gtk_widget_paintable_new (widget);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);

  gtk_window_destroy (window);
}

static void
test_draws_light_dark_and_narrow (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  for (int width = 240; width <= 1600; width += 680)
    {
      g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);

      adw_style_manager_set_color_scheme (manager, width > 300 ? ADW_COLOR_SCHEME_FORCE_DARK
                                                               : ADW_COLOR_SCHEME_FORCE_LIGHT);
      davy_chart_set_cursor (chart, TEST_LENGTH - 1);
      draw_in_window (GTK_WIDGET (chart), width, 300);
    }
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/chart/chart/speaks-its-name-and-summary", test_speaks_its_name_and_summary);
  g_test_add_func ("/chart/chart/arrows-move-by-a-day", test_arrows_move_by_a_day);
  g_test_add_func ("/chart/chart/pages-are-weeks-and-ends-are-ends",
                   test_pages_are_weeks_and_ends_are_ends);
  g_test_add_func ("/chart/chart/reading-is-told", test_reading_is_told);
  g_test_add_func ("/chart/chart/cursor-stays-on-its-day", test_cursor_stays_on_its_day);
  g_test_add_func ("/chart/chart/days-are-nowhere-among-hours", test_days_are_nowhere_among_hours);
  g_test_add_func ("/chart/chart/draws-light-dark-and-narrow", test_draws_light_dark_and_narrow);

  return g_test_run ();
}
