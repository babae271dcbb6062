/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/davy-plot-theme.h"

#include <math.h>

#include "plot/davy-plot-private.h"

#define HEX(value)                                                                                \
  {                                                                                               \
    (((value) >> 16) & 0xff) / 255.0, (((value) >> 8) & 0xff) / 255.0, ((value) &0xff) / 255.0, 1 \
  }
#define N_LAYERS 6 /* the last is the rest */

const DavyPlotTheme davy_plot_theme_light = {
  .text = HEX (0x2e2e33),
  .background = HEX (0xffffff),
  .accent = HEX (0x1c71d8),
  .warning = HEX (0xc64600),
};

/* The ground is that of a card in a dark window. */
const DavyPlotTheme davy_plot_theme_dark = {
  .text = HEX (0xf2f2f2),
  .background = HEX (0x353537),
  .accent = HEX (0x78aeed),
  .warning = HEX (0xffa348),
};

/* Hues that stay apart for colour-blind eyes; the patterns tell them apart without any. */
static const DavyColor light_layers[N_LAYERS] = {
  HEX (0x3584e4), HEX (0x26a269), HEX (0xb98500), HEX (0x9141ac), HEX (0xc64600), HEX (0x8d8c89),
};
static const DavyColor dark_layers[N_LAYERS] = {
  HEX (0x4a8fe2), HEX (0x2fae78), HEX (0xd9a520), HEX (0xa962c4), HEX (0xd9702f), HEX (0x85848a),
};

static const struct
{
  DavyHatchShape shape;
  double size;
  double width;
} layer_hatches[N_LAYERS] = {
  { DAVY_HATCH_PLAIN, 1, 0 },   { DAVY_HATCH_RISING, 8, 1 }, { DAVY_HATCH_DOTS, 8, 1.1 },
  { DAVY_HATCH_FALLING, 6, 1 }, { DAVY_HATCH_LEVEL, 5, 1 },  { DAVY_HATCH_UPRIGHT, 6, 1 },
};

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

/*
 * davy_plot_fade:
 * @color: a colour
 * @alpha: how much of it, 0 to 1
 *
 * Returns: the colour, that much fainter
 */
DavyColor
davy_plot_fade (const DavyColor *color, double alpha)
{
  return (DavyColor){ color->red, color->green, color->blue, color->alpha * alpha };
}

/*
 * davy_plot_get_layer_color:
 * @theme: the colours
 * @layer: which layer, from the bottom
 *
 * Returns: its colour
 */
DavyColor
davy_plot_get_layer_color (const DavyPlotTheme *theme, guint layer)
{
  const DavyColor *colors = davy_plot_theme_is_dark (theme) ? dark_layers : light_layers;

  return colors[MIN (layer, N_LAYERS - 1)];
}

/*
 * davy_plot_fill_layer:
 * @cr: a context with a path
 * @theme: the colours
 * @layer: which layer, from the bottom
 *
 * Fills the path with the colour and the pattern of a layer, and clears it.
 */
void
davy_plot_fill_layer (cairo_t *cr, const DavyPlotTheme *theme, guint layer)
{
  guint index = MIN (layer, N_LAYERS - 1);

  davy_plot_fill_hatch (
      cr, &(DavyHatch){
              .shape = layer_hatches[index].shape,
              .size = layer_hatches[index].size,
              .width = layer_hatches[index].width + (theme->high_contrast ? 0.5 : 0),
              .ground = davy_plot_get_layer_color (theme, layer),
              .ink = davy_plot_fade (&theme->background, theme->high_contrast ? 1 : 0.38),
          });
}
