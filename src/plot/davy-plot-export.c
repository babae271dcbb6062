/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/davy-plot-export.h"

#include <cairo-svg.h>
#include <math.h>

#include "core/davy-error.h"
#include "plot/davy-plot-private.h"

/* A plot as a picture that stands by itself: on a ground of its own, with a margin. */

#define MARGIN     16
#define USUAL_FONT "Sans 11"

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static void
draw (cairo_t *cr,
      DavyPlot *plot,
      const DavyPlotSpan *span,
      double width,
      double height,
      const DavyPlotTheme *theme,
      const char *font)
{
  PangoContext *context = pango_cairo_create_context (cr);
  g_autoptr (DavyPlotLayout) layout = NULL;
  PangoFontDescription *description =
      pango_font_description_from_string (font != NULL ? font : USUAL_FONT);

  pango_context_set_font_description (context, description);
  pango_font_description_free (description);
  layout = davy_plot_layout_new (plot, span, context, width - 2 * MARGIN, height - 2 * MARGIN);
  davy_plot_set_color (cr, &theme->background, 1);
  cairo_paint (cr);
  cairo_translate (cr, MARGIN, MARGIN);
  davy_plot_layout_draw (layout, cr, theme);
  g_object_unref (context);
}

static GBytes *
finish (GByteArray *picture, cairo_status_t status, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (picture);

  g_byte_array_unref (picture);
  g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_LIMIT, cairo_status_to_string (status));

  return NULL;
}

/**
 * davy_plot_to_png:
 * @plot: what to draw
 * @span: (nullable): which part of it; %NULL: all
 * @width: of the picture, in the units of the font
 * @height: likewise
 * @scale: how many pixels make such a unit
 * @theme: the colours; its background is the ground
 * @font: (nullable): as pango reads it, such as "Cantarell 11"; %NULL: "Sans 11"
 * @error: where to report %DAVY_ERROR_LIMIT: too large
 *
 * Returns: (transfer full) (nullable): the plot as PNG
 */
GBytes *
davy_plot_to_png (DavyPlot *plot,
                  const DavyPlotSpan *span,
                  double width,
                  double height,
                  double scale,
                  const DavyPlotTheme *theme,
                  const char *font,
                  GError **error)
{
  GByteArray *picture = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) ceil (CLAMP (width * scale, 1, G_MAXINT)),
      (int) ceil (CLAMP (height * scale, 1, G_MAXINT)));
  cairo_status_t status = cairo_surface_status (surface);

  if (status == CAIRO_STATUS_SUCCESS)
    {
      cairo_t *cr = cairo_create (surface);

      cairo_scale (cr, scale, scale);
      draw (cr, plot, span, width, height, theme, font);
      status = cairo_status (cr);
      cairo_destroy (cr);
    }
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append_cb, picture);
  cairo_surface_destroy (surface);

  return finish (picture, status, error);
}

/**
 * davy_plot_to_svg:
 * @plot: what to draw
 * @span: (nullable): which part of it; %NULL: all
 * @width: of the picture, in pixels
 * @height: likewise
 * @theme: the colours; its background is the ground
 * @font: (nullable): as for davy_plot_to_png()
 * @error: where to report %DAVY_ERROR_LIMIT: too large
 *
 * Returns: (transfer full) (nullable): the plot as SVG, words as outlines, so that it looks the
 *   same without the font
 */
GBytes *
davy_plot_to_svg (DavyPlot *plot,
                  const DavyPlotSpan *span,
                  double width,
                  double height,
                  const DavyPlotTheme *theme,
                  const char *font,
                  GError **error)
{
  GByteArray *picture = g_byte_array_new ();
  cairo_surface_t *surface =
      cairo_svg_surface_create_for_stream (append_cb, picture, width, height);
  cairo_t *cr;
  cairo_status_t status;

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  cr = cairo_create (surface);
  draw (cr, plot, span, width, height, theme, font);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  return finish (picture, status, error);
}
