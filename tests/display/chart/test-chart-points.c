/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/davy-chart-points.h"

#include <adwaita.h>

#include "davy-test-chart.h"

typedef struct
{
  GtkWidget *points;
  guint n;
} Expected;

static GtkWidget *
find_points (DavyChart *chart)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (chart));

  while (child != NULL && !DAVY_IS_CHART_POINTS (child))
    child = gtk_widget_get_next_sibling (child);
  g_assert_nonnull (child);

  return child;
}

static guint
count_points (GtkWidget *points)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (points); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;

  return n;
}

static GtkWidget *
get_point (GtkWidget *points, guint index)
{
  GtkWidget *child = gtk_widget_get_first_child (points);

  while (index-- > 0)
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static gboolean
are_as_many (gpointer data)
{
  const Expected *expected = data;

  return count_points (expected->points) == expected->n;
}

static void
wait_points (DavyChart *chart, guint n)
{
  Expected expected = { find_points (chart), n };

  g_assert_true (davy_test_spin_until (are_as_many, &expected));
}

static void
assert_label (DavyChart *chart, guint index, const char *label)
{
  GtkWidget *point = get_point (find_points (chart), index);

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (point), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (point), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       label);
}

static void
test_every_point_has_a_label (void)
{
  DavyChart *chart = davy_test_chart_new (TEST_LENGTH);
  GtkWindow *window = davy_test_chart_show (chart, 640, 300);

  wait_points (chart, TEST_LENGTH);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (find_points (chart)), GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_points (chart)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Usage, 90 days");
  for (guint i = 0; i < TEST_LENGTH; i++)
    {
      g_autofree char *label = g_strdup_printf ("Day %u, %u €", i + 1, i * 10);

      assert_label (chart, i, label);
    }

  gtk_window_destroy (window);
  g_object_unref (chart);
}

static void
test_many_points_stand_together (void)
{
  DavyChart *chart = davy_test_chart_new (1825);
  GtkWindow *window = davy_test_chart_show (chart, 640, 300);

  wait_points (chart, 115); /* 16 days each; 17 would be fewer, 15 too many */
  assert_label (chart, 0, "Days 1 to 16, at most 150 €");
  assert_label (chart, 114, "Day 1825, 18240 €");

  davy_chart_set_view (chart, 100, 120);
  wait_points (chart, DAVY_CHART_POINTS_MOST);
  assert_label (chart, 0, "Day 101, 1000 €");
  davy_chart_set_view (chart, 100, 121);
  wait_points (chart, 61);
  assert_label (chart, 0, "Days 101 to 102, at most 1010 €");

  gtk_window_destroy (window);
  g_object_unref (chart);
}

static void
test_only_what_is_seen_is_told (void)
{
  DavyChart *chart = davy_test_chart_new (TEST_LENGTH);
  g_autoptr (DavyPlot) week = davy_test_plot_new (TEST_FIRST, 7);
  GtkWindow *window = davy_test_chart_show (chart, 640, 300);

  wait_points (chart, TEST_LENGTH);
  davy_chart_set_view (chart, 60, 30);
  wait_points (chart, 30);
  assert_label (chart, 0, "Day 61, 600 €");
  assert_label (chart, 29, "Day 90, 890 €");

  davy_chart_set_plot (chart, week);
  wait_points (chart, 7);
  davy_chart_set_reading (chart, NULL, NULL, NULL);
  wait_points (chart, 0);
  davy_chart_set_plot (chart, NULL);

  gtk_window_destroy (window);
  g_object_unref (chart);
}

/* A chart that nobody sees makes none. */
static void
test_nothing_is_made_out_of_sight (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);

  g_assert_cmpuint (count_points (find_points (chart)), ==, 0);
}

static guint n_readings;

static char *
count_readings (guint from, guint to, gpointer data)
{
  n_readings++;

  return davy_test_read_days (from, to, data);
}

static void
test_cursor_leaves_them_alone (void)
{
  DavyChart *chart = davy_test_chart_new (TEST_LENGTH);
  GtkWindow *window = davy_test_chart_show (chart, 640, 300);
  GtkWidget *first;

  davy_chart_set_reading (chart, count_readings, NULL, NULL);
  wait_points (chart, TEST_LENGTH);
  first = get_point (find_points (chart), 0);
  n_readings = 0;
  for (guint i = 0; i < 20; i++)
    davy_test_press (chart, GDK_KEY_Left, 0);
  g_assert_cmpuint (n_readings, ==, 20); /* its own */
  g_assert_true (get_point (find_points (chart), 0) == first);

  gtk_window_destroy (window);
  g_object_unref (chart);
}

static gboolean
is_in_place (gpointer data)
{
  graphene_rect_t place;

  return gtk_widget_compute_bounds (get_point (data, TEST_LENGTH - 1), data, &place) &&
         place.size.height > 1;
}

static void
test_each_is_where_it_is_drawn (void)
{
  DavyChart *chart = davy_test_chart_new (TEST_LENGTH);
  GtkWindow *window = davy_test_chart_show (chart, 640, 300);
  GtkWidget *points = find_points (chart);
  double right = 0;

  wait_points (chart, TEST_LENGTH);
  g_assert_true (davy_test_spin_until (is_in_place, points));
  for (guint i = 0; i < TEST_LENGTH; i++)
    {
      graphene_rect_t place;

      g_assert_true (gtk_widget_compute_bounds (get_point (points, i), GTK_WIDGET (chart), &place));
      g_assert_cmpfloat (place.origin.x, >=, right - 1);
      right = place.origin.x + place.size.width;
      g_assert_cmpfloat (right, <=, gtk_widget_get_width (GTK_WIDGET (chart)));
    }

  gtk_window_destroy (window);
  g_object_unref (chart);
}

static void
test_tab_stops_once (void)
{
  GtkWindow *window = davy_test_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *before = gtk_button_new_with_label ("Before");
  GtkWidget *after = gtk_button_new_with_label ("After");
  DavyChart *chart = davy_test_chart_new (TEST_LENGTH);

  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (chart));
  gtk_box_append (GTK_BOX (box), after);
  gtk_window_set_child (window, box);
  gtk_window_present (window);
  wait_points (chart, TEST_LENGTH);
  g_assert_true (davy_test_spin_until (davy_test_has_keyboard, window));

  gtk_widget_grab_focus (before);
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_window_get_focus (window) == GTK_WIDGET (chart));
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_window_get_focus (window) == after);
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_window_get_focus (window) == GTK_WIDGET (chart));

  gtk_window_destroy (window);
  g_object_unref (chart);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/chart/chart-points/every-point-has-a-label", test_every_point_has_a_label);
  g_test_add_func ("/chart/chart-points/many-points-stand-together",
                   test_many_points_stand_together);
  g_test_add_func ("/chart/chart-points/only-what-is-seen-is-told", test_only_what_is_seen_is_told);
  g_test_add_func ("/chart/chart-points/nothing-is-made-out-of-sight",
                   test_nothing_is_made_out_of_sight);
  g_test_add_func ("/chart/chart-points/cursor-leaves-them-alone", test_cursor_leaves_them_alone);
  g_test_add_func ("/chart/chart-points/each-is-where-it-is-drawn", test_each_is_where_it_is_drawn);
  g_test_add_func ("/chart/chart-points/tab-stops-once", test_tab_stops_once);

  return g_test_run ();
}
