/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DAVY_TYPE_CHART_BUBBLE (davy_chart_bubble_get_type ())
G_DECLARE_FINAL_TYPE (DavyChartBubble, davy_chart_bubble, DAVY, CHART_BUBBLE, GtkWidget)

void davy_chart_bubble_set_text (DavyChartBubble *self, const char *text);
const char *davy_chart_bubble_get_text (DavyChartBubble *self);
void davy_chart_bubble_place (DavyChartBubble *self, double x, double top, int width, int height);

G_END_DECLS
