/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/davy-chart-picture.h"

#include <math.h>

#define CURSOR_MARGIN 12 /* what is drawn to either side of its line */

static gboolean
is_same_color (const DavyColor *one, const DavyColor *other)
{
  return one->red == other->red && one->green == other->green && one->blue == other->blue &&
         one->alpha == other->alpha;
}

static gboolean
is_same_theme (const DavyPlotTheme *one, const DavyPlotTheme *other)
{
  return is_same_color (&one->text, &other->text) &&
         is_same_color (&one->background, &other->background) &&
         is_same_color (&one->accent, &other->accent) &&
         is_same_color (&one->warning, &other->warning) &&
         one->high_contrast == other->high_contrast;
}

/* Takes the pixels of @surface, and the surface with them. */
static GdkTexture *
create_texture (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) pixels = NULL;

  cairo_surface_flush (surface);
  pixels =
      g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize) height,
                                  (GDestroyNotify) cairo_surface_destroy, surface);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, pixels, stride);
}

/**
 * davy_chart_picture_get:
 * @self: a picture
 * @layout: of what, unless it was drawn before: another layout needs davy_chart_picture_drop()
 * @theme: the colours
 * @width: of the layout
 * @height: of the layout
 * @scale: of the screen
 *
 * Returns: (transfer none): the graph as drawn
 */
GdkTexture *
davy_chart_picture_get (DavyChartPicture *self,
                        const DavyPlotLayout *layout,
                        const DavyPlotTheme *theme,
                        int width,
                        int height,
                        int scale)
{
  cairo_surface_t *surface;
  cairo_t *cr;

  if (self->texture != NULL && self->scale == scale && is_same_theme (&self->theme, theme))
    return self->texture;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  davy_plot_layout_draw (layout, cr, theme);
  cairo_destroy (cr);

  davy_chart_picture_drop (self);
  self->texture = create_texture (surface);
  self->scale = scale;
  self->theme = *theme;

  return self->texture;
}

/**
 * davy_chart_picture_drop:
 * @self: a picture
 *
 * Forgets what was drawn.
 */
void
davy_chart_picture_drop (DavyChartPicture *self)
{
  g_clear_object (&self->texture);
}

/* What is above the picture is no wider than it has to be: as much is painted anew when it moves.
 */
static cairo_t *
append_strip (GtkSnapshot *snapshot, const DavyPlotLayout *layout, double left, double right)
{
  double x, y, width, height;

  davy_plot_layout_get_area (layout, &x, &y, &width, &height);
  left = floor (left);

  return gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT ((float) left, (float) floor (y - CURSOR_MARGIN),
                                     (float) (ceil (right) - left),
                                     (float) ceil (height + 2 * CURSOR_MARGIN)));
}

/**
 * davy_chart_append_selection:
 * @snapshot: where to draw
 * @layout: of the plot
 * @theme: the colours
 * @view: what is seen
 * @from: the first point that is selected
 * @to: the last one
 *
 * Draws what is seen of a selection.
 */
void
davy_chart_append_selection (GtkSnapshot *snapshot,
                             const DavyPlotLayout *layout,
                             const DavyPlotTheme *theme,
                             const DavyChartView *view,
                             guint from,
                             guint to)
{
  guint first, length;
  cairo_t *cr;

  davy_chart_view_get_span (view, &first, &length);
  if (to < first || from >= first + length)
    return;

  from = MAX (from, first);
  to = MIN (to, first + length - 1);
  cr = append_strip (snapshot, layout, davy_plot_layout_get_x (layout, from - 0.5) - 1,
                     davy_plot_layout_get_x (layout, to + 0.5) + 1);
  davy_plot_layout_draw_selection (layout, cr, theme, from, to);
  cairo_destroy (cr);
}

/**
 * davy_chart_append_cursor:
 * @snapshot: where to draw
 * @layout: of the plot
 * @theme: the colours
 * @cursor: a point that is seen
 *
 * Draws the cursor.
 */
void
davy_chart_append_cursor (GtkSnapshot *snapshot,
                          const DavyPlotLayout *layout,
                          const DavyPlotTheme *theme,
                          int cursor)
{
  double x = davy_plot_layout_get_x (layout, cursor);
  cairo_t *cr = append_strip (snapshot, layout, x - CURSOR_MARGIN, x + CURSOR_MARGIN);

  davy_plot_layout_draw_cursor (layout, cr, theme, cursor);
  cairo_destroy (cr);
}
