/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Patterns: a tile is drawn once and repeated by cairo, which costs no more than a plain colour. */

#include <math.h>

#include "plot/davy-plot-private.h"

/* Lines of a neighbouring tile that reach into this one are drawn with it. */
static void
add_lines (cairo_t *cr, DavyHatchShape shape, double size)
{
  for (int i = -1; i <= 1; i++)
    {
      double at = i * size;

      switch (shape)
        {
        case DAVY_HATCH_RISING:
          cairo_move_to (cr, at - 1, size + 1);
          cairo_line_to (cr, at + size + 1, -1);
          break;

        case DAVY_HATCH_FALLING:
          cairo_move_to (cr, at - 1, -1);
          cairo_line_to (cr, at + size + 1, size + 1);
          break;

        case DAVY_HATCH_LEVEL:
          cairo_move_to (cr, 0, at + size / 2 + 0.5);
          cairo_line_to (cr, size, at + size / 2 + 0.5);
          break;

        case DAVY_HATCH_UPRIGHT:
          cairo_move_to (cr, at + size / 2 + 0.5, 0);
          cairo_line_to (cr, at + size / 2 + 0.5, size);
          break;

        case DAVY_HATCH_DOTS:
        case DAVY_HATCH_PLAIN:
          break;

        default:
          g_assert_not_reached ();
        }
    }
}

static void
draw_tile (cairo_surface_t *tile, const DavyHatch *hatch, gboolean with_ground)
{
  cairo_t *cr = cairo_create (tile);

  if (with_ground)
    {
      davy_plot_set_color (cr, &hatch->ground, 1);
      cairo_paint (cr);
    }
  davy_plot_set_color (cr, &hatch->ink, 1);
  cairo_set_line_width (cr, hatch->width);
  add_lines (cr, hatch->shape, hatch->size);
  cairo_stroke (cr);
  if (hatch->shape == DAVY_HATCH_DOTS)
    for (int i = 0; i < 2; i++)
      {
        double at = (0.25 + 0.5 * i) * hatch->size;

        cairo_arc (cr, at, at, hatch->width, 0, 2 * G_PI);
        cairo_fill (cr);
      }
  cairo_destroy (cr);
}

static gboolean
is_vector (cairo_surface_t *surface)
{
  cairo_surface_type_t type = cairo_surface_get_type (surface);

  return type == CAIRO_SURFACE_TYPE_PDF || type == CAIRO_SURFACE_TYPE_SVG;
}

/* For a page the tile stays lines, for a screen it has the pixels of the screen. */
static cairo_surface_t *
create_tile (cairo_t *cr, double size)
{
  cairo_surface_t *target = cairo_get_target (cr);
  cairo_rectangle_t extents = { 0, 0, size, size };
  cairo_surface_t *tile;
  double scale_x, scale_y;
  double across = 1;
  double down = 0;
  int pixels;

  if (is_vector (target))
    return cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &extents);

  cairo_surface_get_device_scale (target, &scale_x, &scale_y);
  cairo_user_to_device_distance (cr, &across, &down);
  pixels = (int) CLAMP (ceil (size * hypot (across, down) * scale_x), 1, 256);
  tile = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, pixels, pixels);
  cairo_surface_set_device_scale (tile, pixels / size, pixels / size);

  return tile;
}

static void
set_pattern (cairo_t *cr, const DavyHatch *hatch, gboolean with_ground)
{
  cairo_surface_t *tile = create_tile (cr, hatch->size);
  cairo_pattern_t *pattern;

  draw_tile (tile, hatch, with_ground);
  pattern = cairo_pattern_create_for_surface (tile);
  cairo_pattern_set_extend (pattern, CAIRO_EXTEND_REPEAT);
  cairo_pattern_set_filter (pattern, CAIRO_FILTER_NEAREST);
  cairo_set_source (cr, pattern);
  cairo_pattern_destroy (pattern);
  cairo_surface_destroy (tile);
}

/*
 * davy_plot_fill_hatch:
 * @cr: a context with a path
 * @hatch: what to fill it with
 *
 * Fills the path, and clears it. The pattern starts from the origin, so that neighbours line up. On
 * a page the ground is filled apart: viewers leave hairs between tiles.
 */
void
davy_plot_fill_hatch (cairo_t *cr, const DavyHatch *hatch)
{
  gboolean plain = hatch->shape == DAVY_HATCH_PLAIN;
  gboolean apart = !plain && is_vector (cairo_get_target (cr));

  if (plain || apart)
    {
      davy_plot_set_color (cr, &hatch->ground, 1);
      cairo_fill_preserve (cr);
    }
  if (!plain)
    {
      set_pattern (cr, hatch, !apart);
      cairo_fill_preserve (cr);
    }
  cairo_new_path (cr);
}
