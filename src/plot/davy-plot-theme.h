/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  double red;
  double green;
  double blue;
  double alpha;
} DavyColor;

/**
 * DavyPlotTheme:
 * @text: what text is written with; whether it is light tells a dark background
 * @background: what stands behind, for halos around text and points
 * @accent: the line
 * @warning: what is above the expected range
 * @high_contrast: stronger lines, no pale fills
 *
 * The colours of one drawing; those of the layers follow from it.
 */
typedef struct
{
  DavyColor text;
  DavyColor background;
  DavyColor accent;
  DavyColor warning;
  gboolean high_contrast;
} DavyPlotTheme;

extern const DavyPlotTheme davy_plot_theme_light;
extern const DavyPlotTheme davy_plot_theme_dark;

G_END_DECLS
