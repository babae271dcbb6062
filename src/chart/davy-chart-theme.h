/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "plot/davy-plot-theme.h"

G_BEGIN_DECLS

DavyPlotTheme davy_chart_theme_of (GtkWidget *widget);

G_END_DECLS
