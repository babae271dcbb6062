/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/davy-chart-picture.h"

#include <adwaita.h>

#include "chart/davy-chart-private.h"
#include "davy-test-chart.h"

static GskRenderNode *
take_node (DavyChart *chart)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (chart));
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (chart)),
                          gtk_widget_get_height (GTK_WIDGET (chart)));

  return gtk_snapshot_to_node (snapshot);
}

/* What is drawn by cairo: the graph, and above it what moves. */
static void
collect_drawn (GskRenderNode *node, GPtrArray *found)
{
  if (node == NULL)
    return;

  switch ((int) gsk_render_node_get_node_type (node))
    {
    case GSK_CAIRO_NODE:
      g_ptr_array_add (found, gsk_render_node_ref (node));
      break;
    case GSK_CONTAINER_NODE:
      for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
        collect_drawn (gsk_container_node_get_child (node, i), found);
      break;
    case GSK_TRANSFORM_NODE:
      collect_drawn (gsk_transform_node_get_child (node), found);
      break;
    case GSK_CLIP_NODE:
      collect_drawn (gsk_clip_node_get_child (node), found);
      break;
    case GSK_DEBUG_NODE:
      collect_drawn (gsk_debug_node_get_child (node), found);
      break;
    default:
      break;
    }
}

static GPtrArray *
list_drawn (DavyChart *chart)
{
  g_autoptr (GskRenderNode) node = take_node (chart);
  GPtrArray *drawn = g_ptr_array_new_with_free_func ((GDestroyNotify) gsk_render_node_unref);

  collect_drawn (node, drawn);

  return drawn;
}

/* The graph as drawn in the last frame; NULL: there was none yet. */
static GskRenderNode *
dup_picture (DavyChart *chart)
{
  g_autoptr (GPtrArray) drawn = list_drawn (chart);

  return drawn->len > 0 ? gsk_render_node_ref (drawn->pdata[0]) : NULL;
}

typedef struct
{
  DavyChart *chart;
  int cursor;
  gboolean selected;
} Overlay;

static gboolean
is_overlaid (gpointer data)
{
  const Overlay *overlay = data;
  g_autoptr (GPtrArray) drawn = list_drawn (overlay->chart);

  return drawn->len == 1 + (guint) (overlay->cursor >= 0) + (guint) overlay->selected;
}

static void
wait_overlaid (DavyChart *chart)
{
  guint from, to;
  Overlay overlay = { chart, davy_chart_get_cursor (chart),
                      davy_chart_get_selection (chart, &from, &to) };

  g_assert_true (davy_test_spin_until (is_overlaid, &overlay));
}

static void
test_cursor_and_selection_draw_no_graph (void)
{
  DavyChart *chart = davy_test_chart_new (TEST_LENGTH);
  GtkWindow *window = davy_test_chart_show (chart, 640, 300);
  g_autoptr (GskRenderNode) before = NULL;
  g_autoptr (GskRenderNode) after = NULL;

  wait_overlaid (chart);
  before = dup_picture (chart);
  g_assert_nonnull (before);
  davy_chart_set_cursor (chart, 40);
  davy_test_press (chart, GDK_KEY_Right, GDK_SHIFT_MASK);
  wait_overlaid (chart);
  after = dup_picture (chart);
  g_assert_true (before == after);

  gtk_window_destroy (window);
  g_object_unref (chart);
}

typedef struct
{
  DavyChart *chart;
  GskRenderNode *old;
} Change;

static gboolean
is_drawn_anew (gpointer data)
{
  const Change *change = data;
  g_autoptr (GskRenderNode) picture = dup_picture (change->chart);

  return picture != NULL && picture != change->old;
}

static void
assert_drawn_anew (DavyChart *chart, GskRenderNode *old)
{
  Change change = { chart, old };

  g_assert_true (davy_test_spin_until (is_drawn_anew, &change));
}

static void
test_what_it_shows_is_drawn_anew (void)
{
  DavyChart *chart = davy_test_chart_new (TEST_LENGTH);
  GtkWindow *window = davy_test_chart_show (chart, 640, 300);
  g_autoptr (DavyPlot) other = davy_test_plot_new (TEST_FIRST, TEST_LENGTH);
  g_autoptr (GskRenderNode) all = NULL;
  g_autoptr (GskRenderNode) part = NULL;
  g_autoptr (GskRenderNode) plot = NULL;

  wait_overlaid (chart);
  all = dup_picture (chart);
  davy_chart_set_view (chart, 30, 30);
  assert_drawn_anew (chart, all);
  part = dup_picture (chart);
  davy_chart_set_plot (chart, other);
  assert_drawn_anew (chart, part);
  plot = dup_picture (chart);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  assert_drawn_anew (chart, plot);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);

  gtk_window_destroy (window);
  g_object_unref (chart);
}

static gboolean
is_as_wide (gpointer chart)
{
  g_autoptr (GskRenderNode) picture = dup_picture (chart);
  graphene_rect_t bounds = { 0 };

  if (picture != NULL)
    gsk_render_node_get_bounds (picture, &bounds);

  return gtk_widget_get_width (chart) == 400 && bounds.size.width == 400;
}

static void
test_picture_is_as_large_as_the_chart (void)
{
  DavyChart *chart = davy_test_chart_new (TEST_LENGTH);
  GtkWindow *window = davy_test_chart_show (chart, 640, 300);

  wait_overlaid (chart);
  gtk_window_set_default_size (window, 400, 300);
  g_assert_true (davy_test_spin_until (is_as_wide, chart));

  gtk_window_destroy (window);
  g_object_unref (chart);
}

static char *
read_at_length (guint from, guint to, gpointer data)
{
  return g_strdup (
      "Thursday 24 December 2026\nCapacity reservations of virtual machines: €1,420.00\n"
      "Expected €120.00 to €180.00\nNot complete yet");
}

static gboolean
is_read_aside (gpointer data)
{
  DavyChart *chart = data;
  GtkWidget *bubble = GTK_WIDGET (chart->bubble);
  double x = davy_plot_layout_get_x (davy_chart_ensure_layout (chart), chart->cursor);
  graphene_rect_t place;

  if (!gtk_widget_compute_bounds (bubble, GTK_WIDGET (chart), &place) || place.size.width < 1)
    return FALSE;

  return place.origin.x >= 0 && place.origin.y >= 0 &&
         place.origin.x + place.size.width <= gtk_widget_get_width (data) &&
         (place.origin.x > x || place.origin.x + place.size.width < x);
}

/* In a window as narrow as a telephone: 360 without the margins of a page. */
static void
test_reading_covers_neither_point_nor_edge (void)
{
  DavyChart *chart = davy_test_chart_new (TEST_LENGTH);
  GtkWindow *window = davy_test_chart_show (chart, 324, 300);

  davy_chart_set_reading (chart, read_at_length, NULL, NULL);
  for (int cursor = 0; cursor < TEST_LENGTH; cursor += 4)
    {
      davy_chart_set_cursor (chart, cursor);
      g_assert_true (davy_test_spin_until (is_read_aside, chart));
    }

  gtk_window_destroy (window);
  g_object_unref (chart);
}

static void
test_reading_moves_nothing_around_it (void)
{
  g_autoptr (DavyChart) chart = davy_test_chart_new (TEST_LENGTH);
  GtkRequisition before, after;

  gtk_widget_get_preferred_size (GTK_WIDGET (chart), &before, NULL);
  davy_chart_set_reading (chart, read_at_length, NULL, NULL);
  davy_chart_set_cursor (chart, 10);
  gtk_widget_get_preferred_size (GTK_WIDGET (chart), &after, NULL);
  g_assert_cmpint (before.width, ==, after.width);
  g_assert_cmpint (before.height, ==, after.height);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/chart/chart-picture/cursor-and-selection-draw-no-graph",
                   test_cursor_and_selection_draw_no_graph);
  g_test_add_func ("/chart/chart-picture/what-it-shows-is-drawn-anew",
                   test_what_it_shows_is_drawn_anew);
  g_test_add_func ("/chart/chart-picture/picture-is-as-large-as-the-chart",
                   test_picture_is_as_large_as_the_chart);
  g_test_add_func ("/chart/chart-picture/reading-covers-neither-point-nor-edge",
                   test_reading_covers_neither_point_nor_edge);
  g_test_add_func ("/chart/chart-picture/reading-moves-nothing-around-it",
                   test_reading_moves_nothing_around_it);

  return g_test_run ();
}
