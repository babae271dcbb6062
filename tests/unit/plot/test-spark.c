/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "canvas.h"
#include "davy-test.h"

#define WIDTH  120
#define HEIGHT 24

static const DavyPlotTheme theme = {
  .text = { 0, 0, 0, 1 },
  .background = { 1, 1, 1, 1 },
  .accent = { 0, 0, 1, 1 },
  .warning = { 1, 0, 0, 1 },
};

static Canvas *
draw (const float *values, guint n)
{
  Canvas *canvas = canvas_new (WIDTH, HEIGHT);

  davy_plot_draw_spark (values, n, canvas->cr, WIDTH, HEIGHT, &theme);

  return canvas;
}

static void
test_gap_is_a_gap (void)
{
  float values[] = { 5, 5, 5, NAN, NAN, NAN, 5, 5, 5, 5 };
  g_autoptr (Canvas) canvas = draw (values, G_N_ELEMENTS (values));

  g_assert_cmpuint (canvas_count (canvas, 4, 0, 10, HEIGHT, &theme.accent), >, 0);
  g_assert_cmpuint (canvas_count (canvas, 45, 0, 15, HEIGHT, &theme.accent), ==, 0);
}

static void
test_unknown_series_is_empty (void)
{
  float values[] = { NAN, NAN, NAN };
  g_autoptr (Canvas) unknown = draw (values, G_N_ELEMENTS (values));
  g_autoptr (Canvas) none = draw (NULL, 0);

  g_assert_cmpuint (canvas_count (unknown, 0, 0, WIDTH, HEIGHT, &theme.accent), ==, 0);
  g_assert_cmpuint (canvas_count (none, 0, 0, WIDTH, HEIGHT, &theme.accent), ==, 0);
}

static void
test_zero_is_a_line_at_the_bottom (void)
{
  float values[] = { 0, 0, 0, 0 };
  g_autoptr (Canvas) canvas = draw (values, G_N_ELEMENTS (values));

  g_assert_cmpuint (canvas_count (canvas, 0, HEIGHT - 5, WIDTH, 5, &theme.accent), >, 40);
  g_assert_cmpuint (canvas_count (canvas, 0, 0, WIDTH, HEIGHT / 2, &theme.accent), ==, 0);
}

static void
test_lonely_day_is_a_dot (void)
{
  float values[] = { NAN, NAN, 4, NAN, 4, 4, 4 };
  g_autoptr (Canvas) canvas = draw (values, G_N_ELEMENTS (values));

  g_assert_cmpuint (canvas_count (canvas, 36, 0, 10, HEIGHT, &theme.accent), >, 0);
}

static void
test_credit_is_lower_than_zero (void)
{
  float values[] = { 10, 10, -10, -10 };
  g_autoptr (Canvas) canvas = draw (values, G_N_ELEMENTS (values));

  g_assert_cmpuint (canvas_count (canvas, WIDTH - 12, HEIGHT - 5, 12, 5, &theme.accent), >, 0);
  g_assert_cmpuint (canvas_count (canvas, 0, HEIGHT - 5, 30, 5, &theme.accent), ==, 0);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/plot/spark/gap-is-a-gap", test_gap_is_a_gap);
  g_test_add_func ("/plot/spark/unknown-series-is-empty", test_unknown_series_is_empty);
  g_test_add_func ("/plot/spark/zero-is-a-line-at-the-bottom", test_zero_is_a_line_at_the_bottom);
  g_test_add_func ("/plot/spark/lonely-day-is-a-dot", test_lonely_day_is_a_dot);
  g_test_add_func ("/plot/spark/credit-is-lower-than-zero", test_credit_is_lower_than_zero);

  return g_test_run ();
}
