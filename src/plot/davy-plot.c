/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/davy-plot.h"

#include <math.h>

#include "core/davy-format.h"
#include "plot/davy-plot-private.h"
#include "plot/davy-ticks.h"

static void
layer_free (DavyPlotLayer *layer)
{
  g_free (layer->name);
  g_free (layer->values);
  g_free (layer);
}

static void
mark_clear (DavyPlotMark *mark)
{
  g_free (mark->label);
}

/* An infinite value would take the axis with it: it is a gap. */
static double *
copy_values (const DavyPlot *self, const double *values)
{
  double *copy = g_new (double, self->length);

  for (guint i = 0; i < self->length; i++)
    copy[i] = isfinite (values[i]) ? values[i] : NAN;

  return copy;
}

static void
replace_series (const DavyPlot *self, DavyPyramid **series, const double *values)
{
  g_autofree double *copy = copy_values (self, values);

  g_clear_pointer (series, davy_pyramid_free);
  *series = davy_pyramid_new (copy, self->length);
}

static void
replace_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static char *
label_value (double value, guint decimals, gpointer data)
{
  return davy_format_number (DAVY_LANGUAGE_WINDOW, value, decimals);
}

static char *
label_day (DavyDay day, gboolean of_months, gpointer data)
{
  return davy_day_to_iso (day);
}

/**
 * davy_plot_new:
 * @first: the first day
 * @length: how many days, at least 1
 *
 * Returns: (transfer full): a plot with nothing in it; one thread fills it, then several may draw
 * it
 */
DavyPlot *
davy_plot_new (DavyDay first, guint length)
{
  DavyPlot *self;

  g_return_val_if_fail (length > 0, NULL);

  self = g_new0 (DavyPlot, 1);
  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->summing);
  self->first = first;
  self->length = length;
  self->limit = NAN;
  self->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) layer_free);
  self->marks = g_array_new (FALSE, FALSE, sizeof (DavyPlotMark));
  g_array_set_clear_func (self->marks, (GDestroyNotify) mark_clear);
  self->episodes = g_array_new (FALSE, FALSE, sizeof (DavyPlotEpisode));
  self->value_label = label_value;
  self->day_label = label_day;

  return self;
}

/**
 * davy_plot_new_hourly:
 * @from: when the first hour begins
 * @length: how many hours, at least 1
 * @hour_label: how an hour on the axis is written; its data are those of the other labels
 *
 * Days are those of the calendar here.
 *
 * Returns: (transfer full): a plot like that of davy_plot_new(), but with one point an hour
 */
DavyPlot *
davy_plot_new_hourly (DavyTime from, guint length, DavyPlotHourLabel hour_label)
{
  DavyPlot *self = davy_plot_new (davy_day_from_local (from), length);

  g_return_val_if_fail (self != NULL, NULL);

  self->hours_from = from;
  self->hour_label = hour_label;

  return self;
}

/**
 * davy_plot_ref:
 * @self: a plot
 *
 * Returns: (transfer full): @self
 */
DavyPlot *
davy_plot_ref (DavyPlot *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * davy_plot_unref:
 * @self: (transfer full): a plot
 */
void
davy_plot_unref (DavyPlot *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_pointer (&self->total, davy_pyramid_free);
  g_free (self->total_name);
  g_clear_pointer (&self->low, davy_pyramid_free);
  g_clear_pointer (&self->high, davy_pyramid_free);
  g_free (self->band_name);
  g_ptr_array_unref (self->layers);
  g_clear_pointer (&self->above, davy_pyramid_free);
  g_clear_pointer (&self->below, davy_pyramid_free);
  g_array_unref (self->marks);
  for (guint i = 0; i < G_N_ELEMENTS (self->event_names); i++)
    g_free (self->event_names[i]);
  g_array_unref (self->episodes);
  g_free (self->episode_name);
  g_free (self->incomplete_name);
  g_free (self->limit_name);
  g_mutex_clear (&self->summing);
  if (self->label_destroy != NULL)
    self->label_destroy (self->label_data);
  g_free (self);
}

/**
 * davy_plot_set_labels:
 * @self: a plot
 * @value_label: how a value on the axis is written
 * @day_label: how a day on the axis is written
 * @data: for both
 * @destroy: (nullable): frees @data
 *
 * Gives the axes their words. Without it they carry bare numbers and ISO dates.
 */
void
davy_plot_set_labels (DavyPlot *self,
                      DavyPlotValueLabel value_label,
                      DavyPlotDayLabel day_label,
                      gpointer data,
                      GDestroyNotify destroy)
{
  if (self->label_destroy != NULL)
    self->label_destroy (self->label_data);

  self->value_label = value_label;
  self->day_label = day_label;
  self->label_data = data;
  self->label_destroy = destroy;
}

/**
 * davy_plot_set_total:
 * @self: a plot
 * @values: (array): one value a point, copied; NAN is a gap, never a zero
 * @name: (nullable): what the line is called in the legend
 *
 * Sets the line. Above layers it is their sum.
 */
void
davy_plot_set_total (DavyPlot *self, const double *values, const char *name)
{
  replace_series (self, &self->total, values);
  replace_text (&self->total_name, name);
}

/**
 * davy_plot_add_layer:
 * @self: a plot
 * @values: (array): one value a point, copied; NAN is nothing
 * @name: (nullable): what it is called in the legend
 *
 * Adds a layer to the stack, from the bottom up. What is above zero is stacked upwards, what is
 * below zero downwards. The sixth layer and any after it are drawn as the rest, in grey.
 */
void
davy_plot_add_layer (DavyPlot *self, const double *values, const char *name)
{
  DavyPlotLayer *layer = g_new0 (DavyPlotLayer, 1);

  layer->name = g_strdup (name);
  layer->values = copy_values (self, values);
  g_ptr_array_add (self->layers, layer);
  g_clear_pointer (&self->above, davy_pyramid_free);
  g_clear_pointer (&self->below, davy_pyramid_free);
}

/**
 * davy_plot_set_band:
 * @self: a plot
 * @low: (array): the lower end of what was expected, copied; NAN where nothing was
 * @high: (array): the upper end
 * @name: (nullable): what it is called in the legend
 */
void
davy_plot_set_band (DavyPlot *self, const double *low, const double *high, const char *name)
{
  replace_series (self, &self->low, low);
  replace_series (self, &self->high, high);
  replace_text (&self->band_name, name);
}

/**
 * davy_plot_set_limit:
 * @self: a plot
 * @value: the value not to be exceeded, such as a budget's share of a day
 * @name: (nullable): what is written at its line
 *
 * Draws a line across. When it is far above all values, it stands at the upper edge, with an arrow,
 * rather than to press the values flat.
 */
void
davy_plot_set_limit (DavyPlot *self, double value, const char *name)
{
  self->limit = isfinite (value) ? value : (double) NAN;
  replace_text (&self->limit_name, name);
}

/**
 * davy_plot_add_mark_at:
 * @self: a plot
 * @index: which point, from 0; outside of the plot it is left out
 * @kind: what
 * @label: (nullable): a few words beside it; of what happened below the graph, its name in the
 *   legend. Marks of one kind at one point are one mark with their number
 */
void
davy_plot_add_mark_at (DavyPlot *self, guint index, DavyPlotMarkKind kind, const char *label)
{
  DavyPlotMark mark = { .index = index, .kind = kind, .count = 1 };
  guint place = self->marks->len;

  if (index >= self->length)
    return;

  for (guint i = self->marks->len; i > 0; i--)
    {
      DavyPlotMark *other = &g_array_index (self->marks, DavyPlotMark, i - 1);

      if (other->index == index && other->kind == kind)
        {
          other->count++;
          return;
        }
      if (other->index < index)
        break;
      if (other->index > index)
        place = i - 1;
    }

  if (davy_plot_is_event (kind))
    replace_text (&self->event_names[kind], label);
  else
    mark.label = g_strdup (label);
  g_array_insert_val (self->marks, place, mark);
}

/**
 * davy_plot_add_mark:
 * @self: a plot
 * @day: when; outside of the plot it is left out
 * @kind: what
 * @label: (nullable): as for davy_plot_add_mark_at()
 *
 * Adds a mark at a day, at its first hour when the plot is hourly.
 */
void
davy_plot_add_mark (DavyPlot *self, DavyDay day, DavyPlotMarkKind kind, const char *label)
{
  gint64 index = davy_ticks_find (self->first, self->hours_from, day, 0);

  if (index >= 0)
    davy_plot_add_mark_at (self, (guint) index, kind, label);
}

/**
 * davy_plot_add_episode:
 * @self: a plot
 * @from: its first day
 * @to: its last day
 * @name: (nullable): what the excess is called in the legend
 *
 * Shades a stretch of days and what lies there between the expected range and the line.
 */
void
davy_plot_add_episode (DavyPlot *self, DavyDay from, DavyDay to, const char *name)
{
  gint64 begin = davy_ticks_find (self->first, self->hours_from, from, 0);
  gint64 end = davy_ticks_find (self->first, self->hours_from, to + 1, 0);
  DavyPlotEpisode episode;

  if (end <= 0 || begin >= self->length || to < from)
    return;

  episode.from = (guint) MAX (begin, 0);
  episode.to = (guint) MIN (end, self->length) - 1;
  g_array_append_val (self->episodes, episode);
  replace_text (&self->episode_name, name);
}

/**
 * davy_plot_set_incomplete:
 * @self: a plot
 * @points: how many points at the end may still grow
 * @name: (nullable): what they are called in the legend
 */
void
davy_plot_set_incomplete (DavyPlot *self, guint points, const char *name)
{
  self->incomplete = MIN (points, self->length);
  replace_text (&self->incomplete_name, name);
}

/**
 * davy_plot_get_first:
 * @self: a plot
 *
 * Returns: its first day
 */
DavyDay
davy_plot_get_first (const DavyPlot *self)
{
  return self->first;
}

/**
 * davy_plot_get_length:
 * @self: a plot
 *
 * Returns: how many points it has: days, or hours
 */
guint
davy_plot_get_length (const DavyPlot *self)
{
  return self->length;
}

/**
 * davy_plot_is_hourly:
 * @self: a plot
 *
 * Returns: whether its points are hours, and not days
 */
gboolean
davy_plot_is_hourly (const DavyPlot *self)
{
  return self->hours_from != DAVY_TIME_UNSET;
}

/**
 * davy_plot_get_day:
 * @self: a plot
 * @index: a point of it
 *
 * Returns: which day it is; of an hour, in which day it begins here
 */
DavyDay
davy_plot_get_day (const DavyPlot *self, guint index)
{
  if (davy_plot_is_hourly (self))
    return davy_day_from_local (self->hours_from + index * DAVY_TIME_HOUR);

  return self->first + (DavyDay) index;
}

/**
 * davy_plot_get_shift:
 * @self: a plot
 * @other: one of days like @self, or of hours like it
 *
 * Returns: how many points after the first one of @other the first one of @self is
 */
int
davy_plot_get_shift (const DavyPlot *self, const DavyPlot *other)
{
  if (davy_plot_is_hourly (self))
    return (int) ((self->hours_from - other->hours_from) / DAVY_TIME_HOUR);

  return self->first - other->first;
}

/**
 * davy_plot_has_values:
 * @self: a plot
 *
 * Returns: whether there is anything to draw a line through
 */
gboolean
davy_plot_has_values (const DavyPlot *self)
{
  return self->total != NULL && davy_pyramid_query (self->total, 0, self->length).n > 0;
}

/*
 * davy_plot_is_event:
 * @kind: of a mark
 *
 * Returns: whether it stands in the lane below the graph
 */
gboolean
davy_plot_is_event (DavyPlotMarkKind kind)
{
  return kind == DAVY_PLOT_MARK_CREATE || kind == DAVY_PLOT_MARK_ROLE ||
         kind == DAVY_PLOT_MARK_QUOTA;
}

/*
 * davy_plot_sum_layers:
 * @self: a plot with layers
 *
 * Adds the layers up, unless that was done: what is above zero and what is below it. The window and
 * an export may both be the first to ask.
 */
void
davy_plot_sum_layers (DavyPlot *self)
{
  g_autofree double *above = NULL;
  g_autofree double *below = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->summing);

  if (self->above != NULL)
    return;

  above = g_new0 (double, self->length);
  below = g_new0 (double, self->length);
  for (guint i = 0; i < self->layers->len; i++)
    {
      const DavyPlotLayer *layer = g_ptr_array_index (self->layers, i);

      for (guint j = 0; j < self->length; j++)
        if (layer->values[j] > 0)
          above[j] += layer->values[j];
        else if (layer->values[j] < 0)
          below[j] += layer->values[j];
    }
  self->above = davy_pyramid_new (above, self->length);
  self->below = davy_pyramid_new (below, self->length);
}

/*
 * davy_plot_get_total:
 * @self: a plot
 * @index: a point
 *
 * Returns: where the line is there; NAN: nowhere
 */
double
davy_plot_get_total (const DavyPlot *self, guint index)
{
  return self->total != NULL ? davy_pyramid_get_values (self->total)[index] : (double) NAN;
}

/*
 * davy_plot_get_edges:
 * @self: a plot
 * @index: a point
 * @edges: (array): one for each layer
 * @stride: how far from one to the next
 *
 * Finds how far each layer reaches there, stacked on those before it.
 */
void
davy_plot_get_edges (const DavyPlot *self, guint index, DavyStackEdge *edges, guint stride)
{
  DavyStackEdge edge = { 0 };

  for (guint i = 0; i < self->layers->len; i++)
    {
      const DavyPlotLayer *layer = g_ptr_array_index (self->layers, i);

      if (layer->values[index] > 0)
        edge.above += layer->values[index];
      else if (layer->values[index] < 0)
        edge.below += layer->values[index];
      edges[i * stride] = edge;
    }
}
