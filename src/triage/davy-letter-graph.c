/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-error.h"
#include "plot/davy-plot-layout.h"
#include "triage/davy-letter.h"
#include "triage/davy-report-private.h"

/* The graph that goes with a mail, as a picture. */

#define WIDTH  640
#define HEIGHT 300
#define SCALE  2 /* pixels for each of these */
#define MARGIN 16

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static void
draw (cairo_surface_t *surface, DavyPlot *plot)
{
  cairo_t *cr = cairo_create (surface);
  PangoContext *context;
  g_autoptr (DavyPlotLayout) layout = NULL;

  cairo_scale (cr, SCALE, SCALE);
  context = pango_cairo_create_context (cr);
  layout = davy_plot_layout_new (plot, context, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_translate (cr, MARGIN, MARGIN);
  davy_plot_layout_draw (layout, cr, &davy_plot_theme_light, DAVY_PLOT_NO_CURSOR);
  g_object_unref (context);
  cairo_destroy (cr);
}

/**
 * davy_letter_make_graph:
 * @case_file: what davy_case_file_build_finish() made
 * @error: where to report %DAVY_ERROR_WIRE: it is no case file, or lacks something;
 *   %DAVY_ERROR_NOT_FOUND: no usage is known
 *
 * Returns: (transfer full) (nullable): the graph of the usage as PNG, its words in the language of
 *   the process
 */
GBytes *
davy_letter_make_graph (GBytes *case_file, GError **error)
{
  g_autoptr (DavyReport) report = davy_report_new (case_file, error);
  g_autoptr (GByteArray) picture = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_status_t status;

  if (report == NULL)
    return NULL;
  if (report->plot == NULL)
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND, "No usage is known");
      return NULL;
    }

  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH * SCALE, HEIGHT * SCALE);
  draw (surface, report->plot);
  status = cairo_surface_write_to_png_stream (surface, append_cb, picture);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_LIMIT, cairo_status_to_string (status));
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&picture));
}
