/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/davy-plot-private.h"

/* Where the points and values of a layout are, and how much room a text takes. */

/**
 * davy_plot_layout_get_area:
 * @self: a layout
 * @x: (out): left edge of where the lines are
 * @y: (out): top edge
 * @width: (out): its width
 * @height: (out): its height
 */
void
davy_plot_layout_get_area (const DavyPlotLayout *self,
                           double *x,
                           double *y,
                           double *width,
                           double *height)
{
  *x = self->area_x;
  *y = self->area_y;
  *width = self->area_width;
  *height = self->area_height;
}

/**
 * davy_plot_layout_get_x:
 * @self: a layout
 * @index: a point of the plot, in the span or not; halves are the borders between points
 *
 * Returns: the middle of that point, across
 */
double
davy_plot_layout_get_x (const DavyPlotLayout *self, double index)
{
  return self->area_x + (index - self->span.first + 0.5) / self->span.length * self->area_width;
}

/**
 * davy_plot_layout_get_y:
 * @self: a layout
 * @value: a value
 *
 * Returns: where it is, down
 */
double
davy_plot_layout_get_y (const DavyPlotLayout *self, double value)
{
  double range = self->top - self->scale.low;

  return self->area_y + (self->top - value) / range * self->area_height;
}

/**
 * davy_plot_layout_get_index_at:
 * @self: a layout
 * @x: a place across
 *
 * Returns: the point of the plot there, %DAVY_PLOT_NO_CURSOR beside the graph
 */
int
davy_plot_layout_get_index_at (const DavyPlotLayout *self, double x)
{
  double share = (x - self->area_x) / self->area_width;

  if (share < 0 || share >= 1)
    return DAVY_PLOT_NO_CURSOR;

  return (int) (self->span.first + (guint) (share * self->span.length));
}

/*
 * davy_plot_layout_create_text:
 * @self: the layout, for its font
 * @context: the font's context
 * @text: (nullable): what is written
 *
 * Returns: a measured text that has no place yet
 */
DavyPlacedText
davy_plot_layout_create_text (DavyPlotLayout *self, PangoContext *context, const char *text)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  DavyPlacedText placed = { 0 };
  int width, height;

  if (text == NULL || *text == '\0')
    return placed;

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  placed.text = pango_layout_new (context);
  pango_layout_set_font_description (placed.text, self->font);
  pango_layout_set_attributes (placed.text, attributes);
  pango_layout_set_single_paragraph_mode (placed.text, TRUE);
  pango_layout_set_text (placed.text, text, -1);
  pango_layout_get_pixel_size (placed.text, &width, &height);
  placed.width = width;
  placed.height = height;

  return placed;
}

/*
 * davy_placed_text_clear:
 * @text: a text
 *
 * Frees it; what has no text is not drawn.
 */
void
davy_placed_text_clear (DavyPlacedText *text)
{
  g_clear_object (&text->text);
}

/*
 * davy_plot_layout_shows:
 * @self: a layout
 * @index: a point of the plot
 *
 * Returns: whether it is in the span that is shown
 */
gboolean
davy_plot_layout_shows (const DavyPlotLayout *self, guint index)
{
  return index >= self->span.first && index - self->span.first < self->span.length;
}

/*
 * davy_plot_layout_is_crossed:
 * @self: a layout that has its samples
 * @text: a text that has its place
 *
 * Returns: whether the line goes through it
 */
gboolean
davy_plot_layout_is_crossed (const DavyPlotLayout *self, const DavyPlacedText *text)
{
  for (guint i = 1; i < self->n_samples; i++)
    {
      const DavySample *a = &self->samples[i - 1];
      const DavySample *b = &self->samples[i];
      double left = MAX (a->x, text->x);
      double right = MIN (b->x, text->x + text->width);
      double slope =
          (davy_plot_layout_get_y (self, b->total) - davy_plot_layout_get_y (self, a->total)) /
          (b->x - a->x);
      double from = davy_plot_layout_get_y (self, a->total) + (left - a->x) * slope;
      double to = davy_plot_layout_get_y (self, a->total) + (right - a->x) * slope;

      /* Beside a gap there is no slope, and no line. */
      if (left < right && MIN (from, to) < text->y + text->height && MAX (from, to) > text->y)
        return TRUE;
    }

  return FALSE;
}
