/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "plot/davy-plot-layout.h"

G_BEGIN_DECLS

GBytes *davy_plot_to_png (DavyPlot *plot,
                          const DavyPlotSpan *span,
                          double width,
                          double height,
                          double scale,
                          const DavyPlotTheme *theme,
                          const char *font,
                          GError **error);
GBytes *davy_plot_to_svg (DavyPlot *plot,
                          const DavyPlotSpan *span,
                          double width,
                          double height,
                          const DavyPlotTheme *theme,
                          const char *font,
                          GError **error);

G_END_DECLS
