/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/davy-plot-layout.h"

#include <math.h>

#include "plot/davy-plot-private.h"

/* Labels are a little smaller than the text around the graph. */
#define FONT_SCALE      0.88
#define VALUE_LABEL_GAP 8.0
#define DAY_LABEL_GAP   5.0
#define MAX_GUTTER      0.4 /* of the width, however long the numbers are */
#define LINES_A_STEP    2.4 /* lines of text from one value tick to the next */
#define LINES_OF_LEGEND 11  /* a graph lower than so many lines has no legend */

static void
placed_text_clear (DavyPlacedText *text)
{
  g_clear_object (&text->text);
}

static void
placed_mark_clear (DavyPlacedMark *mark)
{
  placed_text_clear (&mark->label);
}

static void
placed_legend_clear (DavyPlacedLegend *entry)
{
  placed_text_clear (&entry->label);
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
  placed_text_clear (&sample);
}

static void
extend_range (const double *values, guint length, double *min, double *max)
{
  for (guint i = 0; values != NULL && i < length; i++)
    if (!isnan (values[i]))
      {
        *min = MIN (*min, values[i]);
        *max = MAX (*max, values[i]);
      }
}

/* The sums of what is above and of what is below zero, at one day. */
static void
extend_range_by_stack (const DavyPlot *plot, double *min, double *max)
{
  for (guint i = 0; plot->layers->len > 0 && i < plot->length; i++)
    {
      double below = 0;
      double above = 0;

      for (guint j = 0; j < plot->layers->len; j++)
        {
          const DavyPlotLayer *layer = g_ptr_array_index (plot->layers, j);

          if (layer->values[i] > 0)
            above += layer->values[i];
          else if (layer->values[i] < 0)
            below += layer->values[i];
        }
      *min = MIN (*min, below);
      *max = MAX (*max, above);
    }
}

static gboolean
has_peak_label (const DavyPlot *plot)
{
  for (guint i = 0; i < plot->marks->len; i++)
    {
      const DavyPlotMark *mark = &g_array_index (plot->marks, DavyPlotMark, i);

      if (mark->kind == DAVY_PLOT_MARK_PEAK && mark->label != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
set_scale (DavyPlotLayout *self)
{
  const DavyPlot *plot = self->plot;
  double min = 0;
  double max = 0;

  extend_range (plot->total, plot->length, &min, &max);
  extend_range (plot->low, plot->length, &min, &max);
  extend_range (plot->high, plot->length, &min, &max);
  extend_range_by_stack (plot, &min, &max);
  if (has_peak_label (plot)) /* written above the highest point */
    max += (max - min) * MIN (1.05 * self->line_height / self->area_height, 0.5);

  self->scale =
      davy_scale_new (min, max, (guint) (self->area_height / (LINES_A_STEP * self->line_height)));
}

static void
place_value_labels (DavyPlotLayout *self, PangoContext *context)
{
  const DavyPlot *plot = self->plot;
  double gutter = 0;

  if (davy_plot_has_values (plot))
    for (guint i = 0; i < davy_scale_count (&self->scale); i++)
      {
        double value = davy_scale_get_tick (&self->scale, i);
        g_autofree char *text = plot->value_label (value, self->scale.decimals, plot->label_data);
        DavyPlacedText label = davy_plot_layout_create_text (self, context, text);

        label.tick = davy_plot_layout_get_y (self, value);
        label.y = label.tick - label.height / 2;
        gutter = MAX (gutter, label.width);
        g_array_append_val (self->value_labels, label);
      }

  gutter = MIN (gutter, self->width * MAX_GUTTER);
  for (guint i = 0; i < self->value_labels->len; i++)
    {
      DavyPlacedText *label = &g_array_index (self->value_labels, DavyPlacedText, i);

      label->x = gutter - label->width;
    }

  self->area_x = gutter + VALUE_LABEL_GAP;
  self->area_width = MAX (self->width - self->area_x - DAVY_MARK_SIZE / 2, 1);
}

static double
measure_day_label (DavyPlotLayout *self, PangoContext *context)
{
  const DavyPlot *plot = self->plot;
  double width = 1;

  for (guint i = 0; i < 3; i++)
    {
      DavyDay day = plot->first + (DavyDay) (i * (plot->length - 1) / 2);
      g_autofree char *text = plot->day_label (day, plot->label_data);
      DavyPlacedText label = davy_plot_layout_create_text (self, context, text);

      width = MAX (width, label.width);
      placed_text_clear (&label);
    }

  return width;
}

static void
place_day_labels (DavyPlotLayout *self, PangoContext *context)
{
  const DavyPlot *plot = self->plot;
  double gap = self->line_height;
  guint room = (guint) (self->area_width / (measure_day_label (self, context) + gap));
  g_autoptr (GArray) days = davy_day_ticks_new (plot->first, plot->length, MAX (room, 1));
  double taken = -gap;

  for (guint i = 0; i < days->len; i++)
    {
      DavyDay day = g_array_index (days, DavyDay, i);
      g_autofree char *text = plot->day_label (day, plot->label_data);
      DavyPlacedText label = davy_plot_layout_create_text (self, context, text);

      label.tick = davy_plot_layout_get_x (self, day - plot->first);
      label.x = CLAMP (label.tick - label.width / 2, 0, MAX (self->width - label.width, 0));
      label.y = self->area_y + self->area_height + DAY_LABEL_GAP;
      if (label.x < taken + gap / 2)
        {
          placed_text_clear (&label);
          continue;
        }
      taken = label.x + label.width;
      g_array_append_val (self->day_labels, label);
    }
}

/* The day that stands for the days @from to @to, where several share a pixel: the farthest from
 * zero, so that no spike is lost; none, where all are gaps. */
static guint
choose_day (const DavyPlot *plot, guint from, guint to)
{
  guint best = from;

  for (guint i = from; plot->total != NULL && i < to; i++)
    if (isnan (plot->total[best]) || fabs (plot->total[i]) > fabs (plot->total[best]))
      best = i;

  return best;
}

static void
set_columns (DavyPlotLayout *self)
{
  const DavyPlot *plot = self->plot;
  guint days = (guint) ceil (plot->length / MAX (self->area_width, 1));

  self->n_columns = (plot->length + days - 1) / days;
  self->columns = g_new (guint, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    self->columns[i] = choose_day (plot, i * days, MIN ((i + 1) * days, plot->length));
}

static void
set_edges (DavyPlotLayout *self)
{
  const DavyPlot *plot = self->plot;

  if (plot->layers->len == 0)
    return;

  self->edges = g_new0 (DavyStackEdge, plot->layers->len * self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      double below = 0;
      double above = 0;

      for (guint j = 0; j < plot->layers->len; j++)
        {
          const DavyPlotLayer *layer = g_ptr_array_index (plot->layers, j);
          DavyStackEdge *edge = &self->edges[j * self->n_columns + i];
          double value = layer->values[self->columns[i]];
          double *side = value < 0 ? &below : &above;

          edge->from = *side;
          *side += isnan (value) ? 0 : value;
          edge->to = *side;
        }
    }
}

/**
 * davy_plot_layout_new:
 * @plot: what to lay out; a reference is kept
 * @context: the font, its size and the resolution
 * @width: in pixels or points, as @context measures
 * @height: likewise
 *
 * Returns: (transfer full): where everything stands; of use as long as neither of them changes
 */
DavyPlotLayout *
davy_plot_layout_new (DavyPlot *plot, PangoContext *context, double width, double height)
{
  DavyPlotLayout *self = g_new0 (DavyPlotLayout, 1);
  double below;

  self->plot = davy_plot_ref (plot);
  self->width = MAX (width, 1);
  self->height = MAX (height, 1);
  self->value_labels = create_places (sizeof (DavyPlacedText), (GDestroyNotify) placed_text_clear);
  self->day_labels = create_places (sizeof (DavyPlacedText), (GDestroyNotify) placed_text_clear);
  self->marks = create_places (sizeof (DavyPlacedMark), (GDestroyNotify) placed_mark_clear);
  self->legend = create_places (sizeof (DavyPlacedLegend), (GDestroyNotify) placed_legend_clear);
  set_font (self, context);

  below = DAY_LABEL_GAP + self->line_height;
  if (self->height >= LINES_OF_LEGEND * self->line_height)
    below += davy_plot_layout_place_legend (self, context);
  self->area_y = MAX (davy_plot_layout_count_mark_rows (self) * (self->line_height + 4),
                      self->line_height / 2);
  self->area_height = MAX (self->height - self->area_y - below, 1);

  set_scale (self);
  place_value_labels (self, context);
  place_day_labels (self, context);
  set_columns (self);
  set_edges (self);
  davy_plot_layout_place_marks (self, context);

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
  g_array_unref (self->legend);
  g_free (self->columns);
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
