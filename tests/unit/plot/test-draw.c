/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "canvas.h"
#include "davy-test.h"
#include "plot/davy-plot-private.h"

#define FIRST  ((DavyDay) 20690)
#define WIDTH  600
#define HEIGHT 300

static const DavyPlotTheme theme = {
  .text = { 0, 0, 0, 1 },
  .background = { 1, 1, 1, 1 },
  .accent = { 0, 0, 1, 1 },
  .warning = { 1, 0, 0, 1 },
};

static DavyPlotLayout *
draw (Canvas *canvas, DavyPlot *plot, const DavyPlotTheme *with, int cursor)
{
  g_autoptr (GObject) context = canvas_create_context ();
  DavyPlotLayout *layout =
      davy_plot_layout_new (plot, NULL, PANGO_CONTEXT (context), WIDTH, HEIGHT);

  davy_plot_layout_draw (layout, canvas->cr, with);
  davy_plot_layout_draw_cursor (layout, canvas->cr, with, cursor);

  return layout;
}

/* How much of the line is seen at one day. */
static guint
count_at_day (const Canvas *canvas,
              const DavyPlotLayout *layout,
              guint index,
              const DavyColor *color)
{
  double x, y, width, height;

  davy_plot_layout_get_area (layout, &x, &y, &width, &height);

  return canvas_count (canvas, (int) davy_plot_layout_get_x (layout, index) - 2, (int) y - 4, 4,
                       (int) height + 4, color);
}

static void
test_gap_is_a_gap (void)
{
  double values[] = { 10, 10, NAN, NAN, 10, 10 };
  g_autoptr (Canvas) canvas = canvas_new (WIDTH, HEIGHT);
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 6);
  g_autoptr (DavyPlotLayout) layout = NULL;

  davy_plot_set_total (plot, values, NULL);
  layout = draw (canvas, plot, &theme, DAVY_PLOT_NO_CURSOR);

  g_assert_cmpuint (count_at_day (canvas, layout, 0, &theme.accent), >, 0);
  g_assert_cmpuint (count_at_day (canvas, layout, 2, &theme.accent), ==, 0);
  g_assert_cmpuint (count_at_day (canvas, layout, 3, &theme.accent), ==, 0);
  g_assert_cmpuint (count_at_day (canvas, layout, 4, &theme.accent), >, 0);
}

static void
test_one_value_is_a_point (void)
{
  double values[] = { NAN, 73, NAN };
  g_autoptr (Canvas) canvas = canvas_new (WIDTH, HEIGHT);
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 3);
  g_autoptr (DavyPlotLayout) layout = NULL;

  davy_plot_set_total (plot, values, NULL);
  layout = draw (canvas, plot, &theme, DAVY_PLOT_NO_CURSOR);

  g_assert_cmpuint (count_at_day (canvas, layout, 1, &theme.accent), >, 8);
  g_assert_cmpuint (canvas_count (canvas, 0, 0, WIDTH, HEIGHT, &theme.accent), <, 60);
}

static void
test_no_values_draw_no_line (void)
{
  double values[] = { NAN, NAN, NAN };
  g_autoptr (Canvas) canvas = canvas_new (WIDTH, HEIGHT);
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 3);
  g_autoptr (DavyPlotLayout) layout = NULL;

  davy_plot_set_total (plot, values, NULL);
  layout = draw (canvas, plot, &theme, 1);

  g_assert_false (davy_plot_has_values (plot));
  g_assert_cmpuint (canvas_count (canvas, 0, 0, WIDTH, HEIGHT, &theme.accent), ==, 0);
}

static void
test_credit_is_below_the_axis (void)
{
  double values[] = { 100, 100, -60, -60, 100, 100 };
  g_autoptr (Canvas) canvas = canvas_new (WIDTH, HEIGHT);
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 6);
  g_autoptr (DavyPlotLayout) layout = NULL;
  int zero;

  davy_plot_set_total (plot, values, NULL);
  layout = draw (canvas, plot, &theme, DAVY_PLOT_NO_CURSOR);
  zero = (int) davy_plot_layout_get_y (layout, 0);

  g_assert_cmpuint (canvas_count (canvas, (int) davy_plot_layout_get_x (layout, 2), zero + 4, 20,
                                  HEIGHT, &theme.accent),
                    >, 0);
  g_assert_cmpuint (canvas_count (canvas, (int) davy_plot_layout_get_x (layout, 0), zero + 4, 20,
                                  HEIGHT, &theme.accent),
                    ==, 0);
}

static void
test_excess_has_the_warning_colour (void)
{
  double values[] = { 10, 10, 10, 80, 80, 80 };
  double low[] = { 8, 8, 8, 8, 8, 8 };
  double high[] = { 12, 12, 12, 12, 12, 12 };
  g_autoptr (Canvas) canvas = canvas_new (WIDTH, HEIGHT);
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 6);
  g_autoptr (DavyPlotLayout) layout = NULL;

  davy_plot_set_total (plot, values, NULL);
  davy_plot_set_band (plot, low, high, NULL);
  davy_plot_add_episode (plot, FIRST + 3, FIRST + 5, NULL);
  layout = draw (canvas, plot, &theme, DAVY_PLOT_NO_CURSOR);

  g_assert_cmpuint (count_at_day (canvas, layout, 4, &theme.warning), >, 0);
  g_assert_cmpuint (count_at_day (canvas, layout, 4, &theme.accent), ==, 0);
  g_assert_cmpuint (count_at_day (canvas, layout, 1, &theme.warning), ==, 0);
  g_assert_cmpuint (count_at_day (canvas, layout, 1, &theme.accent), >, 0);
}

static void
test_incomplete_day_is_dashed (void)
{
  double values[] = { 50, 50, 50, 50, 50, 50 };
  g_autoptr (Canvas) whole = canvas_new (WIDTH, HEIGHT);
  g_autoptr (Canvas) dashed = canvas_new (WIDTH, HEIGHT);
  g_autoptr (DavyPlot) complete = davy_plot_new (FIRST, 6);
  g_autoptr (DavyPlot) incomplete = davy_plot_new (FIRST, 6);
  g_autoptr (DavyPlotLayout) first = NULL;
  g_autoptr (DavyPlotLayout) second = NULL;

  davy_plot_set_total (complete, values, NULL);
  davy_plot_set_total (incomplete, values, NULL);
  davy_plot_set_incomplete (incomplete, 2, NULL);
  first = draw (whole, complete, &theme, DAVY_PLOT_NO_CURSOR);
  second = draw (dashed, incomplete, &theme, DAVY_PLOT_NO_CURSOR);

  g_assert_cmpuint (canvas_count (dashed, 0, 0, WIDTH, HEIGHT, &theme.accent), <,
                    canvas_count (whole, 0, 0, WIDTH, HEIGHT, &theme.accent));
  g_assert_cmpuint (count_at_day (dashed, second, 2, &theme.accent), ==,
                    count_at_day (whole, first, 2, &theme.accent));
}

static void
test_layers_tell_apart_without_colour (void)
{
  static const DavyColor white = { 1, 1, 1, 1 };
  double ten[] = { 10, 10, 10, 10 };
  double twenty[] = { 20, 20, 20, 20 };
  DavyPlotTheme strong = theme;
  g_autoptr (Canvas) canvas = canvas_new (WIDTH, HEIGHT);
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 4);
  g_autoptr (DavyPlotLayout) layout = NULL;
  int x, y;

  strong.high_contrast = TRUE;
  davy_plot_set_total (plot, twenty, NULL);
  davy_plot_add_layer (plot, ten, "plain");
  davy_plot_add_layer (plot, ten, "hatched");
  layout = draw (canvas, plot, &strong, DAVY_PLOT_NO_CURSOR);
  x = (int) davy_plot_layout_get_x (layout, 1);
  y = (int) davy_plot_layout_get_y (layout, 5);

  g_assert_cmpuint (canvas_count (canvas, x, y - 6, 40, 12, &white), ==, 0);
  y = (int) davy_plot_layout_get_y (layout, 15);
  g_assert_cmpuint (canvas_count (canvas, x, y - 6, 40, 12, &white), >, 0);
}

static void
test_cursor_stands_on_its_day (void)
{
  double values[] = { 10, 20, 30, 20, 10 };
  g_autoptr (Canvas) without = canvas_new (WIDTH, HEIGHT);
  g_autoptr (Canvas) with = canvas_new (WIDTH, HEIGHT);
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 5);
  g_autoptr (DavyPlotLayout) first = NULL;
  g_autoptr (DavyPlotLayout) second = NULL;

  davy_plot_set_total (plot, values, NULL);
  first = draw (without, plot, &theme, DAVY_PLOT_NO_CURSOR);
  second = draw (with, plot, &theme, 3);

  g_assert_cmpuint (count_at_day (without, first, 3, &theme.text), <,
                    count_at_day (with, second, 3, &theme.text));
  g_assert_cmpuint (count_at_day (without, first, 1, &theme.text), ==,
                    count_at_day (with, second, 1, &theme.text));
}

static void
test_cursor_beside_the_span_is_not_drawn (void)
{
  g_autoptr (GObject) context = canvas_create_context ();
  double values[] = { 10, 20, 30, 20, 10 };
  g_autoptr (Canvas) canvas = canvas_new (WIDTH, HEIGHT);
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 5);
  g_autoptr (DavyPlotLayout) layout = NULL;

  davy_plot_set_total (plot, values, NULL);
  layout =
      davy_plot_layout_new (plot, &(DavyPlotSpan){ 1, 3 }, PANGO_CONTEXT (context), WIDTH, HEIGHT);
  davy_plot_layout_draw_cursor (layout, canvas->cr, &theme, 0);
  davy_plot_layout_draw_cursor (layout, canvas->cr, &theme, 4);
  davy_plot_layout_draw_cursor (layout, canvas->cr, &theme, 5);
  davy_plot_layout_draw_cursor (layout, canvas->cr, &theme, DAVY_PLOT_NO_CURSOR);

  g_assert_cmpuint (canvas_count (canvas, 0, 0, WIDTH, HEIGHT, &theme.text), ==, 0);
  davy_plot_layout_draw_cursor (layout, canvas->cr, &theme, 1);
  g_assert_cmpuint (canvas_count (canvas, 0, 0, WIDTH, HEIGHT, &theme.text), >, 0);
}

static void
test_cursor_has_a_ring_on_each_layer (void)
{
  double ten[] = { 10, 10, 10 };
  double total[] = { 30, 30, 30 };
  DavyColor green;
  g_autoptr (Canvas) canvas = canvas_new (WIDTH, HEIGHT);
  g_autoptr (Canvas) plain = canvas_new (WIDTH, HEIGHT);
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 3);
  g_autoptr (DavyPlotLayout) layout = NULL;
  int x, y;

  davy_plot_set_total (plot, total, NULL);
  for (guint i = 0; i < 3; i++)
    davy_plot_add_layer (plot, ten, NULL);
  layout = draw (plain, plot, &theme, DAVY_PLOT_NO_CURSOR);
  davy_plot_layout_draw_cursor (layout, canvas->cr, &theme, 1);
  green = davy_plot_get_layer_color (&theme, 1);
  x = (int) davy_plot_layout_get_x (layout, 1);
  y = (int) davy_plot_layout_get_y (layout, 20);

  g_assert_cmpuint (canvas_count (canvas, x + 2, y - 6, 6, 12, &green), >, 0);
  g_assert_cmpuint (canvas_count (canvas, x + 2, y + 20, 6, 12, &green), ==, 0);
}

static void
test_selection_tints_its_points_alone (void)
{
  double values[] = { 10, 20, 30, 20, 10 };
  static const DavyColor white = { 1, 1, 1, 1 };
  g_autoptr (Canvas) canvas = canvas_new (WIDTH, HEIGHT);
  g_autoptr (Canvas) plain = canvas_new (WIDTH, HEIGHT);
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 5);
  g_autoptr (DavyPlotLayout) layout = NULL;
  DavyPlotTheme strong = theme;
  int first, second, y;

  strong.high_contrast = TRUE;
  davy_plot_set_total (plot, values, NULL);
  layout = draw (plain, plot, &theme, DAVY_PLOT_NO_CURSOR);
  davy_plot_layout_draw_selection (layout, canvas->cr, &strong, 1, 2);
  first = (int) davy_plot_layout_get_x (layout, 0);
  second = (int) davy_plot_layout_get_x (layout, 1);
  y = (int) davy_plot_layout_get_y (layout, 5);

  g_assert_true (canvas_is_like (canvas, first, y, &white));
  g_assert_false (canvas_is_like (canvas, second, y, &white));
  g_assert_true (canvas_is_like (canvas, second, 1, &white));
}

static void
test_limit_is_a_line_across (void)
{
  double values[] = { 10, 20, 30, 20, 10 };
  g_autoptr (Canvas) without = canvas_new (WIDTH, HEIGHT);
  g_autoptr (Canvas) with = canvas_new (WIDTH, HEIGHT);
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 5);
  g_autoptr (DavyPlotLayout) first = NULL;
  g_autoptr (DavyPlotLayout) second = NULL;
  int y;

  davy_plot_set_total (plot, values, NULL);
  first = draw (without, plot, &theme, DAVY_PLOT_NO_CURSOR);
  davy_plot_set_limit (plot, 25, NULL);
  second = draw (with, plot, &theme, DAVY_PLOT_NO_CURSOR);
  y = (int) davy_plot_layout_get_y (second, 25);

  g_assert_cmpuint (canvas_count (without, 100, y - 2, 400, 4, &theme.text), ==, 0);
  g_assert_cmpuint (canvas_count (with, 100, y - 2, 400, 4, &theme.text), >, 150);
}

static void
test_negative_layers_are_drawn_below_zero (void)
{
  double part[] = { 10, 10, 10, 10 };
  double credit[] = { 0, -6, -6, 0 };
  double total[] = { 10, 4, 4, 10 };
  DavyColor color;
  g_autoptr (Canvas) canvas = canvas_new (WIDTH, HEIGHT);
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 4);
  g_autoptr (DavyPlotLayout) layout = NULL;
  int x, zero;

  davy_plot_set_total (plot, total, NULL);
  davy_plot_add_layer (plot, part, NULL);
  davy_plot_add_layer (plot, credit, NULL);
  layout = draw (canvas, plot, &theme, DAVY_PLOT_NO_CURSOR);
  color = davy_plot_get_layer_color (&theme, 1);
  x = (int) davy_plot_layout_get_x (layout, 1.5);
  zero = (int) davy_plot_layout_get_y (layout, 0);

  g_assert_cmpuint (canvas_count (canvas, x - 10, zero + 4, 20, 20, &color), >, 200);
  g_assert_cmpuint (canvas_count (canvas, x - 10, zero - 30, 20, 26, &color), ==, 0);
}

static void
test_tiny_sizes_are_survived (void)
{
  g_autoptr (GObject) context = canvas_create_context ();
  double values[] = { 1e300, -1e300, 3 };
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 3);

  davy_plot_set_total (plot, values, "a name far wider than the graph");
  davy_plot_add_mark (plot, FIRST + 1, DAVY_PLOT_MARK_PEAK, "peak");
  davy_plot_add_mark (plot, FIRST + 1, DAVY_PLOT_MARK_ALERT, "alert");
  davy_plot_add_mark (plot, FIRST + 1, DAVY_PLOT_MARK_END, "end");
  davy_plot_add_mark (plot, FIRST + 1, DAVY_PLOT_MARK_QUOTA, "quota");
  davy_plot_set_limit (plot, 100, "a limit");
  for (int size = 0; size < 80; size += 7)
    {
      g_autoptr (Canvas) canvas = canvas_new (100, 100);
      g_autoptr (DavyPlotLayout) layout =
          davy_plot_layout_new (plot, NULL, PANGO_CONTEXT (context), size, size);

      davy_plot_layout_draw (layout, canvas->cr, &theme);
      davy_plot_layout_draw_cursor (layout, canvas->cr, &theme, 0);
      davy_plot_layout_draw_selection (layout, canvas->cr, &theme, 0, 2);
      g_assert_cmpint (cairo_status (canvas->cr), ==, CAIRO_STATUS_SUCCESS);
    }
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/plot/draw/gap-is-a-gap", test_gap_is_a_gap);
  g_test_add_func ("/plot/draw/one-value-is-a-point", test_one_value_is_a_point);
  g_test_add_func ("/plot/draw/no-values-draw-no-line", test_no_values_draw_no_line);
  g_test_add_func ("/plot/draw/credit-is-below-the-axis", test_credit_is_below_the_axis);
  g_test_add_func ("/plot/draw/excess-has-the-warning-colour", test_excess_has_the_warning_colour);
  g_test_add_func ("/plot/draw/incomplete-day-is-dashed", test_incomplete_day_is_dashed);
  g_test_add_func ("/plot/draw/layers-tell-apart-without-colour",
                   test_layers_tell_apart_without_colour);
  g_test_add_func ("/plot/draw/cursor-stands-on-its-day", test_cursor_stands_on_its_day);
  g_test_add_func ("/plot/draw/cursor-beside-the-span-is-not-drawn",
                   test_cursor_beside_the_span_is_not_drawn);
  g_test_add_func ("/plot/draw/cursor-has-a-ring-on-each-layer",
                   test_cursor_has_a_ring_on_each_layer);
  g_test_add_func ("/plot/draw/selection-tints-its-points-alone",
                   test_selection_tints_its_points_alone);
  g_test_add_func ("/plot/draw/limit-is-a-line-across", test_limit_is_a_line_across);
  g_test_add_func ("/plot/draw/negative-layers-are-drawn-below-zero",
                   test_negative_layers_are_drawn_below_zero);
  g_test_add_func ("/plot/draw/tiny-sizes-are-survived", test_tiny_sizes_are_survived);

  return g_test_run ();
}
