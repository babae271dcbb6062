/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The stack: what is above zero upwards, what is below it downwards. */

#include <math.h>

#include "plot/davy-plot-private.h"

static gboolean
is_gap (const DavyPlotLayout *self, guint sample)
{
  return self->plot->total != NULL && isnan (self->samples[sample].total);
}

/* One point alone has no width to fill: a bar. */
static void
add_bar (const DavyPlotLayout *self, cairo_t *cr, guint sample, const DavyStackEdge *edge)
{
  double top = davy_plot_layout_get_y (self, MAX (edge->from, edge->to));
  double bottom = davy_plot_layout_get_y (self, MIN (edge->from, edge->to));
  double width = MIN (0.8 * self->area_width / self->span.length, 3 * self->line_height);

  cairo_rectangle (cr, self->samples[sample].x - width / 2, top, width, bottom - top);
}

/* All of the stack up to this layer: those below are drawn over it. So no ground shines through
 * where two of them meet, and half as many corners have to be drawn. */
static void
add_layer (const DavyPlotLayout *self, cairo_t *cr, const DavyStackEdge *edges)
{
  double zero = davy_plot_layout_get_y (self, 0);

  for (guint start = 0, end; start < self->n_samples; start = end + 1)
    {
      for (end = start; end < self->n_samples && !is_gap (self, end);)
        end++;
      if (end == start + 1)
        add_bar (self, cr, start, &edges[start]);
      if (end <= start + 1)
        continue;

      cairo_new_sub_path (cr);
      for (guint i = start; i < end; i++)
        cairo_line_to (cr, self->samples[i].x, davy_plot_layout_get_y (self, edges[i].to));
      cairo_line_to (cr, self->samples[end - 1].x, zero);
      cairo_line_to (cr, self->samples[start].x, zero);
      cairo_close_path (cr);
    }
}

/*
 * davy_plot_draw_layers:
 * @self: a layout with layers
 * @cr: where
 * @theme: the colours
 */
void
davy_plot_draw_layers (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  for (guint i = self->plot->layers->len; i > 0; i--)
    {
      add_layer (self, cr, &self->edges[(i - 1) * self->n_samples]);
      davy_plot_set_layer (cr, theme, i - 1);
      cairo_fill (cr);
    }
}
