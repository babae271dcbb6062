/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "canvas.h"
#include "davy-test.h"

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
test_tiny_sizes_are_survived (void)
{
  g_autoptr (GObject) context = canvas_create_context ();
  double values[] = { 1e300, -1e300, 3 };
  g_autoptr (DavyPlot) plot = davy_plot_new (FIRST, 3);

  davy_plot_set_total (plot, values, "a name far wider than the graph");
  davy_plot_add_mark (plot, FIRST + 1, DAVY_PLOT_MARK_PEAK, "peak");
  davy_plot_add_mark (plot, FIRST + 1, DAVY_PLOT_MARK_ALERT, "alert");
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
  g_test_add_func ("/plot/draw/tiny-sizes-are-survived", test_tiny_sizes_are_survived);

  return g_test_run ();
}
