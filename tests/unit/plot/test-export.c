/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/davy-plot-export.h"

#include <string.h>

#include "canvas.h"
#include "core/davy-error.h"
#include "davy-test.h"

#define FIRST ((DavyDay) 20690)

static DavyPlot *
create_plot (void)
{
  double values[] = { 10, 12, 11, 90, 80, 12 };
  double part[] = { 4, 5, 4, 80, 70, 5 };
  double rest[] = { 6, 7, 7, 10, 10, 7 };
  DavyPlot *plot = davy_plot_new (FIRST, 6);

  davy_plot_set_total (plot, values, "Cost a day");
  davy_plot_add_layer (plot, part, "A");
  davy_plot_add_layer (plot, rest, "B");
  davy_plot_set_incomplete (plot, 1, "Not complete yet");

  return plot;
}

typedef struct
{
  const guint8 *data;
  gsize left;
} Reader;

static cairo_status_t
read_cb (void *closure, unsigned char *data, unsigned int length)
{
  Reader *reader = closure;

  if (length > reader->left)
    return CAIRO_STATUS_READ_ERROR;

  memcpy (data, reader->data, length);
  reader->data += length;
  reader->left -= length;

  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
read_png (GBytes *bytes)
{
  Reader reader = { 0 };
  cairo_surface_t *surface;

  reader.data = g_bytes_get_data (bytes, &reader.left);
  surface = cairo_image_surface_create_from_png_stream (read_cb, &reader);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);

  return surface;
}

static void
test_picture_has_its_size_and_ground (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPlot) plot = create_plot ();
  g_autoptr (GBytes) bytes =
      davy_plot_to_png (plot, NULL, 400, 250, 1.5, &davy_plot_theme_dark, NULL, &error);
  cairo_surface_t *surface;
  Canvas canvas;

  g_assert_no_error (error);
  surface = read_png (bytes);
  canvas = (Canvas){ .surface = surface, .width = 600, .height = 375 };

  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 600);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 375);
  g_assert_true (canvas_is_like (&canvas, 0, 0, &davy_plot_theme_dark.background));
  g_assert_true (canvas_is_like (&canvas, 599, 374, &davy_plot_theme_dark.background));
  cairo_surface_destroy (surface);
}

static void
test_span_is_all_that_is_drawn (void)
{
  g_autoptr (DavyPlot) plot = create_plot ();
  g_autoptr (GBytes) all =
      davy_plot_to_png (plot, NULL, 400, 250, 1, &davy_plot_theme_light, NULL, NULL);
  g_autoptr (GBytes) same = davy_plot_to_png (plot, &(DavyPlotSpan){ 0, 0 }, 400, 250, 1,
                                              &davy_plot_theme_light, NULL, NULL);
  g_autoptr (GBytes) part = davy_plot_to_png (plot, &(DavyPlotSpan){ 2, 3 }, 400, 250, 1,
                                              &davy_plot_theme_light, NULL, NULL);

  g_assert_true (g_bytes_equal (all, same));
  g_assert_false (g_bytes_equal (all, part));
}

/* Enlarged, it stays sharp: no part of it is made of pixels. */
static void
test_drawing_stays_lines (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPlot) plot = create_plot ();
  g_autoptr (GBytes) bytes =
      davy_plot_to_svg (plot, NULL, 400, 250, &davy_plot_theme_light, "Sans 10", &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_nonnull (strstr (text, "<svg"));
  g_assert_nonnull (strstr (text, "width=\"400"));
  g_assert_nonnull (strstr (text, "<pattern"));
  g_assert_null (strstr (text, "<image"));
}

static void
test_picture_beyond_all_bounds_is_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPlot) plot = create_plot ();

  g_assert_null (davy_plot_to_png (plot, NULL, 1e6, 1e6, 2, &davy_plot_theme_light, NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_LIMIT);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/plot/export/picture-has-its-size-and-ground",
                   test_picture_has_its_size_and_ground);
  g_test_add_func ("/plot/export/span-is-all-that-is-drawn", test_span_is_all_that_is_drawn);
  g_test_add_func ("/plot/export/drawing-stays-lines", test_drawing_stays_lines);
  g_test_add_func ("/plot/export/picture-beyond-all-bounds-is-refused",
                   test_picture_beyond_all_bounds_is_refused);

  return g_test_run ();
}
