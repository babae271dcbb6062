/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The stack: what is above zero upwards, what is below it downwards. Each layer is drawn from zero
 * to its far edge, the farthest first, so that the next covers what is not its own: half the
 * corners, and no seams between layers. */

#include <math.h>

#include "plot/davy-plot-private.h"

static double
get_edge (const DavyPlotLayout *self, guint layer, guint sample, gboolean below)
{
  const DavyStackEdge *edge = &self->edges[layer * self->n_samples + sample];

  return davy_plot_layout_get_y (self, below ? edge->below : edge->above);
}

/* One point alone has no width to fill: a bar. */
static void
add_bar (const DavyPlotLayout *self, cairo_t *cr, guint sample, double edge)
{
  double width = MIN (0.8 * self->area_width / self->span.length, 3 * self->line_height);
  double zero = davy_plot_layout_get_y (self, 0);

  cairo_rectangle (cr, self->samples[sample].x - width / 2, MIN (edge, zero), width,
                   fabs (edge - zero));
}

static gboolean
is_gap (const DavyPlotLayout *self, guint sample)
{
  return self->plot->total != NULL && isnan (self->samples[sample].total);
}

static void
add_layer (const DavyPlotLayout *self, cairo_t *cr, guint layer, gboolean below)
{
  double zero = davy_plot_layout_get_y (self, 0);

  for (guint start = 0, end; start < self->n_samples; start = end + 1)
    {
      for (end = start; end < self->n_samples && !is_gap (self, end);)
        end++;
      if (end == start + 1)
        add_bar (self, cr, start, get_edge (self, layer, start, below));
      if (end <= start + 1)
        continue;

      cairo_move_to (cr, self->samples[start].x, zero);
      for (guint i = start; i < end; i++)
        cairo_line_to (cr, self->samples[i].x, get_edge (self, layer, i, below));
      cairo_line_to (cr, self->samples[end - 1].x, zero);
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
      add_layer (self, cr, i - 1, FALSE);
      if (self->scale.low < 0)
        add_layer (self, cr, i - 1, TRUE);
      davy_plot_fill_layer (cr, theme, i - 1);
    }
}
