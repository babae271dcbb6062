/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The axes of a layout: which values and days are shown, and where their labels stand. */

#include <math.h>

#include "plot/davy-plot-private.h"

#define VALUE_LABEL_GAP 8.0
#define DAY_LABEL_GAP   5.0
#define MAX_GUTTER      0.4 /* of the width, however long the numbers are */
#define LINES_A_STEP    2.4 /* lines of text from one value tick to the next */
#define LIMIT_REACH     2.0 /* times the highest value: a limit above is only pointed at */

static void
extend_range (const DavyPlotLayout *self, const DavyPyramid *series, double *min, double *max)
{
  DavyBucket seen;

  if (series == NULL)
    return;

  seen = davy_pyramid_query (series, self->span.first, self->span.length);
  if (seen.n == 0)
    return;

  *min = MIN (*min, davy_pyramid_get_values (series)[seen.lowest]);
  *max = MAX (*max, davy_pyramid_get_values (series)[seen.highest]);
}

static gboolean
has_peak_label (const DavyPlotLayout *self)
{
  const GArray *marks = self->plot->marks;

  for (guint i = 0; i < marks->len; i++)
    {
      const DavyPlotMark *mark = &g_array_index (marks, DavyPlotMark, i);

      if (mark->kind == DAVY_PLOT_MARK_PEAK && mark->label != NULL &&
          davy_plot_layout_shows (self, mark->index))
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

  extend_range (self, plot->total, &min, &max);
  extend_range (self, plot->low, &min, &max);
  extend_range (self, plot->high, &min, &max);
  extend_range (self, plot->above, &min, &max);
  extend_range (self, plot->below, &min, &max);
  self->limit_is_above = max > 0 && plot->limit > LIMIT_REACH * max;
  if (!isnan (plot->limit) && !self->limit_is_above)
    {
      min = MIN (min, plot->limit);
      max = MAX (max, plot->limit);
    }
  self->scale =
      davy_scale_new (min, max, (guint) (self->area_height / (LINES_A_STEP * self->line_height)));
  self->top = self->scale.high;
  if (has_peak_label (self))
    {
      double share = (DAVY_PEAK_OFFSET + self->line_height) / self->area_height;

      self->top = MAX (self->top, max + (max - self->scale.low) * MIN (share, 0.5));
    }
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

static DavyPlacedText
create_tick_label (DavyPlotLayout *self, PangoContext *context, const DavyTick *tick)
{
  const DavyPlot *plot = self->plot;
  g_autofree char *text = NULL;

  if (tick->hour > 0)
    text = plot->hour_label (tick->index, plot->label_data);
  else
    text = plot->day_label (tick->day, tick->of_months, plot->label_data);

  return davy_plot_layout_create_text (self, context, text);
}

/* How wide the labels of such ticks become. */
static double
measure_labels (DavyPlotLayout *self, PangoContext *context, const GArray *ticks)
{
  double width = 1;

  for (guint i = 0; i < 3 && ticks->len > 0; i++)
    {
      DavyPlacedText label = create_tick_label (
          self, context, &g_array_index (ticks, DavyTick, i * (ticks->len - 1) / 2));

      width = MAX (width, label.width);
      davy_placed_text_clear (&label);
    }

  return width;
}

/* The densest ticks whose labels find room. How wide a label is depends on the ticks chosen. */
static GArray *
choose_ticks (DavyPlotLayout *self, PangoContext *context)
{
  const DavyPlot *plot = self->plot;
  double gap = 1.5 * self->line_height;
  guint room = (guint) MAX (self->area_width / (2 * self->line_height), 1);

  for (;;)
    {
      g_autoptr (GArray) ticks =
          davy_ticks_new (plot->first, plot->hours_from, self->span.first, self->span.length, room);
      guint fits = (guint) (self->area_width / (measure_labels (self, context, ticks) + gap));

      if (ticks->len <= MAX (fits, 1))
        return g_steal_pointer (&ticks);
      room = MIN (ticks->len - 1, MAX (fits, 1));
    }
}

static void
place_day_labels (DavyPlotLayout *self, PangoContext *context)
{
  g_autoptr (GArray) ticks = choose_ticks (self, context);
  double taken = -self->line_height;

  for (guint i = 0; i < ticks->len; i++)
    {
      const DavyTick *tick = &g_array_index (ticks, DavyTick, i);
      DavyPlacedText label = create_tick_label (self, context, tick);

      label.tick = davy_plot_layout_get_x (self, tick->index);
      label.x = CLAMP (label.tick - label.width / 2, 0, MAX (self->width - label.width, 0));
      label.y = self->area_y + self->area_height + DAY_LABEL_GAP + self->events_height;
      if (label.x < taken + self->line_height / 2)
        {
          davy_placed_text_clear (&label);
          continue;
        }
      taken = label.x + label.width;
      g_array_append_val (self->day_labels, label);
    }
}

/*
 * davy_plot_layout_place_axes:
 * @self: a layout whose area has its height
 * @context: the font's context
 *
 * Finds the scale, gives the area its width and the axes their labels.
 */
void
davy_plot_layout_place_axes (DavyPlotLayout *self, PangoContext *context)
{
  set_scale (self);
  place_value_labels (self, context);
  place_day_labels (self, context);
}
