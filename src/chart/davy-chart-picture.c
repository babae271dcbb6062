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

/* Not a texture: GTK 4.8 takes those through floating point numbers, pixel by pixel and frame by
 * frame, where it draws by cairo. */
static GskRenderNode *
create_node (cairo_surface_t *pixels, int width, int height)
{
  GskRenderNode *node =
      gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  cairo_set_source_surface (cr, pixels, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);

  return node;
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
GskRenderNode *
davy_chart_picture_get (DavyChartPicture *self,
                        const DavyPlotLayout *layout,
                        const DavyPlotTheme *theme,
                        int width,
                        int height,
                        int scale)
{
  cairo_t *cr;

  if (self->node != NULL && self->scale == scale && is_same_theme (&self->theme, theme))
    return self->node;

  davy_chart_picture_drop (self);
  self->pixels = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_surface_set_device_scale (self->pixels, scale, scale);
  cr = cairo_create (self->pixels);
  davy_plot_layout_draw (layout, cr, theme);
  cairo_destroy (cr);

  self->node = create_node (self->pixels, width, height);
  self->scale = scale;
  self->theme = *theme;

  return self->node;
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
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->pixels, cairo_surface_destroy);
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
