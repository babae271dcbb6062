/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/davy-plot-theme.h"

#include <math.h>

#include "plot/davy-plot-private.h"

#define HEX(value)                                                                                \
  {                                                                                               \
    (((value) >> 16) & 0xff) / 255.0, (((value) >> 8) & 0xff) / 255.0, ((value) &0xff) / 255.0, 1 \
  }
#define N_LAYER_COLORS 5

const DavyPlotTheme davy_plot_theme_light = {
  .text = HEX (0x2e2e33),
  .background = HEX (0xffffff),
  .accent = HEX (0x1c71d8),
  .warning = HEX (0xc64600),
};

const DavyPlotTheme davy_plot_theme_dark = {
  .text = HEX (0xf2f2f2),
  .background = HEX (0x1e1e1e),
  .accent = HEX (0x78aeed),
  .warning = HEX (0xffa348),
};

/* Hues that stay apart for colour-blind eyes; the hatching tells them apart without any. */
static const DavyColor light_layers[N_LAYER_COLORS] = {
  HEX (0x3584e4), HEX (0x128a7d), HEX (0xd08700), HEX (0x8a4fbf), HEX (0x8a5a36),
};
static const DavyColor dark_layers[N_LAYER_COLORS] = {
  HEX (0x62a0ea), HEX (0x3fbfae), HEX (0xf0c14b), HEX (0xc493ec), HEX (0xc79a73),
};
static const DavyColor rest_color = HEX (0x8f8d8b);

static const struct
{
  double slope; /* NAN: not hatched */
  double gap;
} layer_hatches[N_LAYER_COLORS] = { { NAN, 0 }, { 1, 7 }, { -1, 7 }, { 0, 5 }, { 1, 3.5 } };

/**
 * davy_plot_theme_is_dark:
 * @theme: a theme
 *
 * Returns: whether it writes light on dark
 */
gboolean
davy_plot_theme_is_dark (const DavyPlotTheme *theme)
{
  return 0.3 * theme->text.red + 0.6 * theme->text.green + 0.1 * theme->text.blue > 0.5;
}

/**
 * davy_plot_set_color:
 * @cr: a context
 * @color: a colour
 * @alpha: how much of it, 0 to 1
 */
void
davy_plot_set_color (cairo_t *cr, const DavyColor *color, double alpha)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * alpha);
}

/**
 * davy_plot_hatch:
 * @cr: a context with a clip
 * @color: of the lines
 * @alpha: how much of it
 * @slope: 1 rising, -1 falling, 0 level
 * @gap: from line to line
 *
 * Fills the clip with parallel lines. They start from the origin, so that neighbours line up.
 */
void
davy_plot_hatch (cairo_t *cr, const DavyColor *color, double alpha, double slope, double gap)
{
  double left, top, right, bottom;
  double rise;
  double step;
  double from, to;

  cairo_clip_extents (cr, &left, &top, &right, &bottom);
  if (!(right > left) || !(bottom > top))
    return;

  rise = slope * (right - left);
  step = gap * hypot (1, slope);
  from = floor ((top + MIN (rise, 0) + slope * left) / step) * step;
  to = bottom + MAX (rise, 0) + slope * left;
  for (double at = from; at <= to; at += step)
    {
      cairo_move_to (cr, left, at - slope * left);
      cairo_line_to (cr, right, at - slope * right);
    }
  cairo_set_line_width (cr, 1);
  davy_plot_set_color (cr, color, alpha);
  cairo_stroke (cr);
}

/**
 * davy_plot_fill_layer:
 * @cr: a context with a path
 * @theme: the colours
 * @layer: which layer, from the bottom
 *
 * Fills the path with the colour and the hatching of a layer, and clears it.
 */
void
davy_plot_fill_layer (cairo_t *cr, const DavyPlotTheme *theme, guint layer)
{
  const DavyColor *colors = davy_plot_theme_is_dark (theme) ? dark_layers : light_layers;
  gboolean rest = layer >= N_LAYER_COLORS;
  guint index = MIN (layer, N_LAYER_COLORS - 1);
  const DavyColor *color = rest ? &rest_color : &colors[index];

  cairo_save (cr);
  davy_plot_set_color (cr, color, rest ? 0.55 : 0.8);
  cairo_fill_preserve (cr);
  cairo_clip (cr);
  if (!rest && !isnan (layer_hatches[index].slope))
    davy_plot_hatch (cr, &theme->background, theme->high_contrast ? 0.9 : 0.5,
                     layer_hatches[index].slope, layer_hatches[index].gap);
  cairo_restore (cr);
}
