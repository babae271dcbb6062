/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "plot/davy-plot-theme.h"
#include "plot/davy-plot.h"

G_BEGIN_DECLS

/**
 * DavyPlotSpan:
 * @first: the first point that is shown, counted from the first of the plot
 * @length: how many; 0: all of the plot
 */
typedef struct
{
  guint first;
  guint length;
} DavyPlotSpan;

/**
 * DavyPlotLayout:
 *
 * A plot laid out for one span, one size and one font: scales, ticks, where each label stands and
 * the points of each line, never more than a few a pixel. Drawing it costs what its size asks for,
 * however many points the plot has. Indices are those of the plot, whatever the span.
 */
typedef struct _DavyPlotLayout DavyPlotLayout;

#define DAVY_PLOT_NO_CURSOR (-1)

DavyPlotLayout *davy_plot_layout_new (DavyPlot *plot,
                                      const DavyPlotSpan *span,
                                      PangoContext *context,
                                      double width,
                                      double height);
void davy_plot_layout_free (DavyPlotLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyPlotLayout, davy_plot_layout_free)

gboolean davy_plot_layout_has_size (const DavyPlotLayout *self, double width, double height);
void davy_plot_layout_draw (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme);
void davy_plot_layout_draw_cursor (const DavyPlotLayout *self,
                                   cairo_t *cr,
                                   const DavyPlotTheme *theme,
                                   int cursor);
void davy_plot_layout_draw_selection (const DavyPlotLayout *self,
                                      cairo_t *cr,
                                      const DavyPlotTheme *theme,
                                      guint from,
                                      guint to);
void davy_plot_layout_get_area (const DavyPlotLayout *self,
                                double *x,
                                double *y,
                                double *width,
                                double *height);
double davy_plot_layout_get_x (const DavyPlotLayout *self, double index);
double davy_plot_layout_get_y (const DavyPlotLayout *self, double value);
int davy_plot_layout_get_index_at (const DavyPlotLayout *self, double x);

void davy_plot_draw_spark (const float *values,
                           guint n,
                           cairo_t *cr,
                           double width,
                           double height,
                           const DavyPlotTheme *theme);

G_END_DECLS
