/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/davy-plot-layout.h"

/* The font labels are measured with. */
static inline GObject *
canvas_create_context (void)
{
  return G_OBJECT (pango_font_map_create_context (pango_cairo_font_map_get_default ()));
}

/* An image that a test draws on and then looks at. */
typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
  int width;
  int height;
} Canvas;

static inline Canvas *
canvas_new (int width, int height)
{
  Canvas *self = g_new0 (Canvas, 1);

  self->width = width;
  self->height = height;
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  self->cr = cairo_create (self->surface);
  cairo_set_source_rgb (self->cr, 1, 1, 1);
  cairo_paint (self->cr);

  return self;
}

static inline void
canvas_free (Canvas *self)
{
  cairo_destroy (self->cr);
  cairo_surface_destroy (self->surface);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Canvas, canvas_free)

static inline gboolean
canvas_is_like (const Canvas *self, int x, int y, const DavyColor *color)
{
  const guint8 *row;
  guint32 pixel;

  cairo_surface_flush (self->surface);
  row = cairo_image_surface_get_data (self->surface) +
        y * cairo_image_surface_get_stride (self->surface);
  pixel = ((const guint32 *) (gconstpointer) row)[x];

  return ABS ((int) ((pixel >> 16) & 0xff) - (int) (color->red * 255)) < 80 &&
         ABS ((int) ((pixel >> 8) & 0xff) - (int) (color->green * 255)) < 80 &&
         ABS ((int) (pixel & 0xff) - (int) (color->blue * 255)) < 80;
}

/* How many pixels of a rectangle have nearly that colour. */
static inline guint
canvas_count (const Canvas *self, int x, int y, int width, int height, const DavyColor *color)
{
  guint n = 0;

  for (int j = MAX (y, 0); j < MIN (y + height, self->height); j++)
    for (int i = MAX (x, 0); i < MIN (x + width, self->width); i++)
      n += canvas_is_like (self, i, j, color);

  return n;
}
