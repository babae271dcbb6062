/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "plot/davy-plot.h"

G_BEGIN_DECLS

#define DAVY_TYPE_CHART (davy_chart_get_type ())
G_DECLARE_FINAL_TYPE (DavyChart, davy_chart, DAVY, CHART, GtkWidget)

/**
 * DavyChartReading:
 * @from: a day of the plot, counted from its first
 * @to: the same day, or a later one
 * @data: of the chart
 *
 * Returns: (transfer full): that day and its values in words, or what those days are together; the
 *   first line says which, and is set in bold
 */
typedef char *(*DavyChartReading) (guint from, guint to, gpointer data);

void davy_chart_set_plot (DavyChart *self, DavyPlot *plot);
void davy_chart_set_label (DavyChart *self, const char *label);
void davy_chart_set_summary (DavyChart *self, const char *summary);
void davy_chart_set_reading (DavyChart *self,
                             DavyChartReading reading,
                             gpointer data,
                             GDestroyNotify destroy);
int davy_chart_get_cursor (DavyChart *self);
void davy_chart_set_cursor (DavyChart *self, int cursor);
void davy_chart_get_view (DavyChart *self, guint *first, guint *length);
void davy_chart_set_view (DavyChart *self, guint first, guint length);
gboolean davy_chart_get_selection (DavyChart *self, guint *from, guint *to);

G_END_DECLS
