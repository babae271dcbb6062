/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What follows the pointer and the keys, drawn over the graph. */

#include <math.h>

#include "plot/davy-plot-private.h"

#define RING_RADIUS 4.5
#define DOT_RADIUS  3.0

static void
draw_ring (const DavyPlotLayout *self,
           cairo_t *cr,
           const DavyPlotTheme *theme,
           const DavyColor *color,
           double x,
           double value,
           double radius)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, davy_plot_layout_get_y (self, value), radius, 0, 2 * G_PI);
  davy_plot_set_color (cr, &theme->background, 1);
  cairo_fill_preserve (cr);
  davy_plot_set_color (cr, color, 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

/* On the far edge of each layer that has any height there. */
static void
draw_layer_rings (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme, guint index)
{
  const GPtrArray *layers = self->plot->layers;
  g_autofree DavyStackEdge *edges = g_new (DavyStackEdge, layers->len);

  davy_plot_get_edges (self->plot, index, edges, 1);
  for (guint i = 0; i < layers->len; i++)
    {
      const DavyPlotLayer *layer = g_ptr_array_index (layers, i);
      DavyColor color = davy_plot_get_layer_color (theme, i);
      double edge = layer->values[index] < 0 ? edges[i].below : edges[i].above;

      if (layer->values[index] != 0 && !isnan (layer->values[index]))
        draw_ring (self, cr, theme, &color, davy_plot_layout_get_x (self, index), edge, DOT_RADIUS);
    }
}

/**
 * davy_plot_layout_draw_cursor:
 * @self: a layout
 * @cr: where; the upper left corner is its origin
 * @theme: the colours
 * @cursor: a point of the plot; one that is not shown, or %DAVY_PLOT_NO_CURSOR, draws nothing
 *
 * Draws a line down, and a ring on the line and on the upper edge of each layer.
 */
void
davy_plot_layout_draw_cursor (const DavyPlotLayout *self,
                              cairo_t *cr,
                              const DavyPlotTheme *theme,
                              int cursor)
{
  guint index = (guint) cursor;
  double total;
  double x;

  if (cursor < 0 || !davy_plot_layout_shows (self, index))
    return;

  x = davy_plot_layout_get_x (self, index);
  total = davy_plot_get_total (self->plot, index);
  cairo_save (cr);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, round (x) + 0.5, self->area_y);
  cairo_rel_line_to (cr, 0, self->area_height);
  davy_plot_set_color (cr, &theme->text, theme->high_contrast ? 1 : 0.55);
  cairo_stroke (cr);

  if (self->edges != NULL && !isnan (total))
    draw_layer_rings (self, cr, theme, index);
  if (!isnan (total))
    draw_ring (self, cr, theme, &theme->text, x, total, RING_RADIUS);
  cairo_restore (cr);
}

/**
 * davy_plot_layout_draw_selection:
 * @self: a layout
 * @cr: where; the upper left corner is its origin
 * @theme: the colours
 * @from: the first point that is selected
 * @to: the last one
 *
 * Tints what is selected, as far as it is shown, between two lines.
 */
void
davy_plot_layout_draw_selection (const DavyPlotLayout *self,
                                 cairo_t *cr,
                                 const DavyPlotTheme *theme,
                                 guint from,
                                 guint to)
{
  double left = davy_plot_layout_get_x (self, from - 0.5);
  double right = davy_plot_layout_get_x (self, to + 0.5);

  cairo_save (cr);
  cairo_rectangle (cr, self->area_x, self->area_y, self->area_width, self->area_height);
  cairo_clip (cr);
  cairo_rectangle (cr, left, self->area_y, right - left, self->area_height);
  davy_plot_set_color (cr, &theme->accent, theme->high_contrast ? 0.35 : 0.18);
  cairo_fill (cr);
  cairo_move_to (cr, round (left) + 0.5, self->area_y);
  cairo_rel_line_to (cr, 0, self->area_height);
  cairo_move_to (cr, round (right) - 0.5, self->area_y);
  cairo_rel_line_to (cr, 0, self->area_height);
  cairo_set_line_width (cr, theme->high_contrast ? 2 : 1);
  davy_plot_set_color (cr, &theme->accent, 1);
  cairo_stroke (cr);
  cairo_restore (cr);
}
