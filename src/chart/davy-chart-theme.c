/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/davy-chart-theme.h"

#include <adwaita.h>

#include "compat/davy-compat.h"

/**
 * davy_chart_theme_of:
 * @widget: what is drawn on
 *
 * Returns: the colours that go with the look of the system now: light or dark, high contrast, and
 * the colour in which @widget writes
 */
DavyPlotTheme
davy_chart_theme_of (GtkWidget *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  DavyPlotTheme theme =
      adw_style_manager_get_dark (manager) ? davy_plot_theme_dark : davy_plot_theme_light;
  GdkRGBA text;

  davy_compat_get_color (widget, &text);
  theme.text = (DavyColor){ text.red, text.green, text.blue, text.alpha };
  theme.high_contrast = adw_style_manager_get_high_contrast (manager);

  return theme;
}
