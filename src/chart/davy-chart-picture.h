/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chart/davy-chart-view.h"
#include "plot/davy-plot-layout.h"

G_BEGIN_DECLS

/**
 * DavyChartPicture:
 * @node: (nullable): what was drawn
 * @pixels: (nullable): what @node shows
 * @scale: with so many pixels a unit of length
 * @theme: in these colours
 *
 * A graph that was drawn once. It is drawn again when it was dropped, or for other colours or
 * another screen: what moves above it is drawn apart.
 */
typedef struct
{
  GskRenderNode *node;
  cairo_surface_t *pixels;
  int scale;
  DavyPlotTheme theme;
} DavyChartPicture;

GskRenderNode *davy_chart_picture_get (DavyChartPicture *self,
                                       const DavyPlotLayout *layout,
                                       const DavyPlotTheme *theme,
                                       int width,
                                       int height,
                                       int scale);
void davy_chart_picture_drop (DavyChartPicture *self);

void davy_chart_append_selection (GtkSnapshot *snapshot,
                                  const DavyPlotLayout *layout,
                                  const DavyPlotTheme *theme,
                                  const DavyChartView *view,
                                  guint from,
                                  guint to);
void davy_chart_append_cursor (GtkSnapshot *snapshot,
                               const DavyPlotLayout *layout,
                               const DavyPlotTheme *theme,
                               int cursor);

G_END_DECLS
