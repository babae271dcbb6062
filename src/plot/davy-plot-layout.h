/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "plot/davy-plot-theme.h"
#include "plot/davy-plot.h"

G_BEGIN_DECLS

/**
 * DavyPlotLayout:
 *
 * A plot laid out for one size and one font: scales, ticks, where each label stands and the points
 * of each line, at most one a pixel. Drawing it allocates nothing that grows with the data, so a
 * cursor may be moved over a long series at every frame.
 */
typedef struct _DavyPlotLayout DavyPlotLayout;

#define DAVY_PLOT_NO_CURSOR (-1)

DavyPlotLayout *
davy_plot_layout_new (DavyPlot *plot, PangoContext *context, double width, double height);
void davy_plot_layout_free (DavyPlotLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyPlotLayout, davy_plot_layout_free)

gboolean davy_plot_layout_has_size (const DavyPlotLayout *self, double width, double height);
void davy_plot_layout_draw (const DavyPlotLayout *self,
                            cairo_t *cr,
                            const DavyPlotTheme *theme,
                            int cursor);
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
