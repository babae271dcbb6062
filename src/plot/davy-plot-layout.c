/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/davy-plot-layout.h"

#include <math.h>

#include "plot/davy-plot-private.h"

/* Labels are a little smaller than the text around the graph. */
#define FONT_SCALE      0.88
#define DAY_LABEL_GAP   5.0
#define LINES_OF_LEGEND 11 /* a graph lower than so many lines has no legend */

static void
placed_mark_clear (DavyPlacedMark *mark)
{
  davy_placed_text_clear (&mark->label);
}

static void
placed_event_clear (DavyPlacedEvent *event)
{
  davy_placed_text_clear (&event->label);
}

static void
placed_legend_clear (DavyPlacedLegend *entry)
{
  davy_placed_text_clear (&entry->label);
}

static GArray *
create_places (guint element_size, GDestroyNotify clear)
{
  GArray *places = g_array_new (FALSE, FALSE, element_size);

  g_array_set_clear_func (places, clear);

  return places;
}

static void
set_font (DavyPlotLayout *self, PangoContext *context)
{
  const PangoFontDescription *font = pango_context_get_font_description (context);
  DavyPlacedText sample;
  double size;

  self->font = font != NULL ? pango_font_description_copy (font)
                            : pango_font_description_from_string ("Sans 11");
  size = pango_font_description_get_size (self->font) * FONT_SCALE;
  if (pango_font_description_get_size_is_absolute (self->font))
    pango_font_description_set_absolute_size (self->font, size);
  else
    pango_font_description_set_size (self->font, (int) lround (size));

  sample = davy_plot_layout_create_text (self, context, "0");
  self->line_height = sample.height;
  davy_placed_text_clear (&sample);
}

static void
set_span (DavyPlotLayout *self, const DavyPlotSpan *span)
{
  guint length = self->plot->length;

  if (span != NULL)
    self->span = *span;
  self->span.first = MIN (self->span.first, length - 1);
  if (self->span.length == 0 || self->span.length > length - self->span.first)
    self->span.length = length - self->span.first;
}

/**
 * davy_plot_layout_new:
 * @plot: what to lay out; a reference is kept
 * @span: (nullable): which part of it, cut to the plot; %NULL: all
 * @context: the font, its size and the resolution
 * @width: in pixels or points, as @context measures
 * @height: likewise
 *
 * Returns: (transfer full): where everything stands; of use as long as neither of them changes
 */
DavyPlotLayout *
davy_plot_layout_new (DavyPlot *plot,
                      const DavyPlotSpan *span,
                      PangoContext *context,
                      double width,
                      double height)
{
  DavyPlotLayout *self = g_new0 (DavyPlotLayout, 1);
  double below;

  self->plot = davy_plot_ref (plot);
  self->width = MAX (width, 1);
  self->height = MAX (height, 1);
  self->value_labels =
      create_places (sizeof (DavyPlacedText), (GDestroyNotify) davy_placed_text_clear);
  self->day_labels =
      create_places (sizeof (DavyPlacedText), (GDestroyNotify) davy_placed_text_clear);
  self->marks = create_places (sizeof (DavyPlacedMark), (GDestroyNotify) placed_mark_clear);
  self->events = create_places (sizeof (DavyPlacedEvent), (GDestroyNotify) placed_event_clear);
  self->legend = create_places (sizeof (DavyPlacedLegend), (GDestroyNotify) placed_legend_clear);
  set_span (self, span);
  set_font (self, context);
  if (plot->layers->len > 0)
    davy_plot_sum_layers (plot);

  below = DAY_LABEL_GAP + self->line_height;
  if (self->height >= LINES_OF_LEGEND * self->line_height)
    below += davy_plot_layout_place_legend (self, context);
  self->events_height = davy_plot_layout_measure_events (self);
  below += self->events_height;
  self->area_y = MAX (davy_plot_layout_count_mark_rows (self) * (self->line_height + 4),
                      self->line_height / 2);
  self->area_height = MAX (self->height - self->area_y - below, 1);

  davy_plot_layout_place_axes (self, context);
  davy_plot_layout_take_samples (self);
  davy_plot_layout_place_limit (self, context);
  davy_plot_layout_place_marks (self, context);
  davy_plot_layout_place_events (self, context);

  return self;
}

/**
 * davy_plot_layout_free:
 * @self: (transfer full): a layout
 */
void
davy_plot_layout_free (DavyPlotLayout *self)
{
  davy_plot_unref (self->plot);
  pango_font_description_free (self->font);
  g_array_unref (self->value_labels);
  g_array_unref (self->day_labels);
  g_array_unref (self->marks);
  g_array_unref (self->events);
  g_array_unref (self->legend);
  davy_placed_text_clear (&self->limit);
  g_free (self->samples);
  g_free (self->edges);
  g_free (self);
}

/**
 * davy_plot_layout_has_size:
 * @self: a layout
 * @width: a width
 * @height: a height
 *
 * Returns: whether it was made for that size
 */
gboolean
davy_plot_layout_has_size (const DavyPlotLayout *self, double width, double height)
{
  return self->width == MAX (width, 1) && self->height == MAX (height, 1);
}
