/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/davy-chart.h"

#include <adwaita.h>
#include <math.h>

#include "davy-test-window.h"
#include "davy-test.h"

#define FIRST  ((DavyDay) 20690)
#define LENGTH 90

static char *
read_days (guint from, guint to, gpointer data)
{
  return from == to ? g_strdup_printf ("Day %u\n%u €", from + 1, from * 10)
                    : g_strdup_printf ("Days %u to %u\nat most %u €", from + 1, to + 1, to * 10);
}

static DavyPlot *
create_plot (DavyDay first, guint length)
{
  DavyPlot *plot = davy_plot_new (first, length);
  g_autofree double *values = g_new (double, length);

  for (guint i = 0; i < length; i++)
    values[i] = i % 11 == 5 ? NAN : 10.0 * i;
  davy_plot_set_total (plot, values, "Cost a day");

  return plot;
}

static DavyChart *
create_chart (void)
{
  g_autoptr (DavyPlot) plot = create_plot (FIRST, LENGTH);
  DavyChart *chart = DAVY_CHART (g_object_ref_sink (g_object_new (DAVY_TYPE_CHART, NULL)));

  davy_chart_set_label (chart, "Usage, 90 days");
  davy_chart_set_summary (chart, "It rises.");
  davy_chart_set_reading (chart, read_days, NULL, NULL);
  davy_chart_set_plot (chart, plot);

  return chart;
}

/* Presses a key the way GTK does: by the bindings of the class. */
static void
press (DavyChart *chart, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (chart));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)) && !handled; j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) != key)
            continue;
          handled = gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                                  GTK_WIDGET (chart),
                                                  gtk_shortcut_get_arguments (shortcut));
        }
    }
}

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
  g_autoptr (DavyChart) chart = create_chart ();

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Usage, 90 days");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "It rises.");
}

static void
test_arrows_move_by_a_day (void)
{
  g_autoptr (DavyChart) chart = create_chart ();

  g_assert_cmpint (davy_chart_get_cursor (chart), ==, -1);
  press (chart, GDK_KEY_Left);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, LENGTH - 1);
  press (chart, GDK_KEY_Left);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, LENGTH - 2);
  press (chart, GDK_KEY_Right);
  press (chart, GDK_KEY_Right);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, LENGTH - 1);
}

static void
test_pages_are_weeks_and_ends_are_ends (void)
{
  g_autoptr (DavyChart) chart = create_chart ();

  press (chart, GDK_KEY_Home);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, 0);
  press (chart, GDK_KEY_Page_Down);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, 7);
  press (chart, GDK_KEY_Page_Up);
  press (chart, GDK_KEY_Page_Up);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, 0);
  press (chart, GDK_KEY_End);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, LENGTH - 1);
  press (chart, GDK_KEY_Escape);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, -1);
}

static void
test_reading_is_told (void)
{
  g_autoptr (DavyChart) chart = create_chart ();
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
  g_autoptr (DavyChart) chart = create_chart ();
  g_autoptr (DavyPlot) month = create_plot (FIRST + 60, 30);

  davy_chart_set_cursor (chart, 75);
  davy_chart_set_plot (chart, month);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, 15);

  davy_chart_set_plot (chart, NULL);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, -1);
  press (chart, GDK_KEY_Home);
  g_assert_cmpint (davy_chart_get_cursor (chart), ==, -1);
}

static gboolean
is_drawn (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 1;
}

static void
draw_in_window (GtkWidget *widget, int width, int height)
{
  GtkWidget *window = GTK_WIDGET (davy_test_window_new ());
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (davy_test_spin_until (is_drawn, widget));

  paintable = gtk_widget_paintable_new (widget);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_draws_light_dark_and_narrow (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  for (int width = 240; width <= 1600; width += 680)
    {
      g_autoptr (DavyChart) chart = create_chart ();

      adw_style_manager_set_color_scheme (manager, width > 300 ? ADW_COLOR_SCHEME_FORCE_DARK
                                                               : ADW_COLOR_SCHEME_FORCE_LIGHT);
      davy_chart_set_cursor (chart, LENGTH - 1);
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
  g_test_add_func ("/chart/chart/draws-light-dark-and-narrow", test_draws_light_dark_and_narrow);

  return g_test_run ();
}
