/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/davy-chart.h"
#include "plot/davy-plot-layout.h"

G_BEGIN_DECLS

#define DAVY_CHART_POINTS_MOST 120

#define DAVY_TYPE_CHART_POINTS (davy_chart_points_get_type ())
G_DECLARE_FINAL_TYPE (DavyChartPoints, davy_chart_points, DAVY, CHART_POINTS, GtkWidget)

void davy_chart_points_tell (DavyChartPoints *self,
                             guint first,
                             guint length,
                             DavyChartReading reading,
                             gpointer data);
void davy_chart_points_place (DavyChartPoints *self, const DavyPlotLayout *layout);

G_END_DECLS
