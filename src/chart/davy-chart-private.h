/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/davy-chart-bubble.h"
#include "chart/davy-chart-picture.h"
#include "chart/davy-chart-points.h"
#include "chart/davy-chart-view.h"
#include "chart/davy-chart.h"
#include "plot/davy-plot-layout.h"

/* What the files of a chart share: the chart itself, and what hands do with it. */

#define DAVY_CHART_NOWHERE (-1)

struct _DavyChart
{
  GtkWidget parent_instance;

  DavyPlot *plot; /* (nullable) */
  DavyChartView view;
  DavyPlotLayout *layout; /* (nullable): for the present view, size and font */
  DavyChartPicture picture;
  char *summary;

  int cursor;
  int anchor; /* where the selection began; none: DAVY_CHART_NOWHERE */
  int head;   /* where it ends, which may be before */

  DavyChartReading reading;
  gpointer reading_data;
  GDestroyNotify reading_destroy;

  DavyChartBubble *bubble;
  DavyChartPoints *points;
  gboolean points_placed; /* in the present layout */
  GSource *points_timer;  /* (nullable): the points are to be told anew */

  double pointer_x; /* NAN: it is elsewhere */
  double drag_from;
  gboolean dragging;
  DavyChartView pinched; /* when the fingers came */
};

const DavyPlotLayout *davy_chart_ensure_layout (DavyChart *self);
void davy_chart_apply_view (DavyChart *self, const DavyChartView *view);
void davy_chart_select (DavyChart *self, int anchor, int head);

void davy_chart_add_hands (DavyChart *self);
void davy_chart_class_add_keys (GtkWidgetClass *widget_class);
