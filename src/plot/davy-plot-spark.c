/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A graph of the size of a word: for a column of a table. */

#include <math.h>

#include "plot/davy-plot-private.h"

#define MARGIN     2.0
#define DOT_RADIUS 2.0

typedef struct
{
  double min;
  double max;
  double width;
  double height;
  guint n;
} Frame;

static double
x_at (const Frame *frame, guint i)
{
  double room = frame->width - 2 * MARGIN;

  return frame->n == 1 ? frame->width / 2 : MARGIN + room * i / (frame->n - 1);
}

static double
y_at (const Frame *frame, double value)
{
  double room = frame->height - 2 * MARGIN;

  return MARGIN + room * (frame->max - value) / (frame->max - frame->min);
}

static void
add_run (cairo_t *cr, const Frame *frame, const float *values, guint start, guint end)
{
  cairo_new_sub_path (cr);
  for (guint i = start; i < end; i++)
    cairo_line_to (cr, x_at (frame, i), y_at (frame, values[i]));
}

static void
draw_dot (cairo_t *cr, const Frame *frame, guint i, double value, const DavyPlotTheme *theme)
{
  cairo_arc (cr, x_at (frame, i), y_at (frame, value), DOT_RADIUS, 0, 2 * G_PI);
  davy_plot_set_color (cr, &theme->accent, 1);
  cairo_fill (cr);
}

/**
 * davy_plot_draw_spark:
 * @values: (array length=n): one value a day; NAN is a gap
 * @n: how many
 * @cr: where; the upper left corner is its origin
 * @width: in pixels
 * @height: in pixels
 * @theme: the colours
 *
 * Draws the line from zero up, so that a small wobble looks small, with a dot at the last known
 * day. Without any value nothing is drawn: a missing series is not a flat one.
 */
void
davy_plot_draw_spark (const float *values,
                      guint n,
                      cairo_t *cr,
                      double width,
                      double height,
                      const DavyPlotTheme *theme)
{
  Frame frame = { .width = width, .height = height, .n = n };
  guint last = n;

  for (guint i = 0; i < n; i++)
    if (isfinite (values[i]))
      {
        frame.min = MIN (frame.min, values[i]);
        frame.max = MAX (frame.max, values[i]);
        last = i;
      }
  if (last == n)
    return;
  if (!(frame.max > frame.min))
    frame.max = frame.min + 1;

  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (guint start = 0, end; start < n; start = end + 1)
    {
      for (end = start; end < n && isfinite (values[end]);)
        end++;
      if (end == start)
        continue;
      if (end == start + 1)
        {
          draw_dot (cr, &frame, start, values[start], theme);
          continue;
        }

      add_run (cr, &frame, values, start, end);
      cairo_line_to (cr, x_at (&frame, end - 1), y_at (&frame, 0));
      cairo_line_to (cr, x_at (&frame, start), y_at (&frame, 0));
      cairo_close_path (cr);
      davy_plot_set_color (cr, &theme->accent, theme->high_contrast ? 0 : 0.16);
      cairo_fill (cr);

      add_run (cr, &frame, values, start, end);
      cairo_set_line_width (cr, theme->high_contrast ? 2 : 1.5);
      davy_plot_set_color (cr, &theme->accent, 1);
      cairo_stroke (cr);
    }

  draw_dot (cr, &frame, last, values[last], theme);
  cairo_restore (cr);
}
