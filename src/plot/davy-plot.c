/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/davy-plot.h"

#include <math.h>

#include "plot/davy-plot-private.h"

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
replace_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static char *
label_value (double value, guint decimals, gpointer data)
{
  return g_strdup_printf ("%.*f", (int) decimals, value);
}

static char *
label_day (DavyDay day, gpointer data)
{
  return davy_day_to_iso (day);
}

/**
 * davy_plot_new:
 * @first: the first day
 * @length: how many days, at least 1
 *
 * Returns: (transfer full): a plot with nothing in it; it may be used by one thread at a time
 */
DavyPlot *
davy_plot_new (DavyDay first, guint length)
{
  DavyPlot *self;

  g_return_val_if_fail (length > 0, NULL);

  self = g_new0 (DavyPlot, 1);
  g_atomic_ref_count_init (&self->references);
  self->first = first;
  self->length = length;
  self->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) layer_free);
  self->marks = g_array_new (FALSE, FALSE, sizeof (DavyPlotMark));
  g_array_set_clear_func (self->marks, (GDestroyNotify) mark_clear);
  self->episodes = g_array_new (FALSE, FALSE, sizeof (DavyPlotEpisode));
  self->value_label = label_value;
  self->day_label = label_day;

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

  g_free (self->total);
  g_free (self->total_name);
  g_free (self->low);
  g_free (self->high);
  g_free (self->band_name);
  g_ptr_array_unref (self->layers);
  g_array_unref (self->marks);
  g_array_unref (self->episodes);
  g_free (self->episode_name);
  g_free (self->incomplete_name);
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
 * @values: (array): one value a day, copied; NAN is a gap, never a zero
 * @name: (nullable): what the line is called in the legend
 *
 * Sets the line. Above layers it is their sum.
 */
void
davy_plot_set_total (DavyPlot *self, const double *values, const char *name)
{
  g_free (self->total);
  self->total = copy_values (self, values);
  replace_text (&self->total_name, name);
}

/**
 * davy_plot_add_layer:
 * @self: a plot
 * @values: (array): one value a day, copied; NAN is nothing
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
  g_free (self->low);
  g_free (self->high);
  self->low = copy_values (self, low);
  self->high = copy_values (self, high);
  replace_text (&self->band_name, name);
}

/**
 * davy_plot_add_mark:
 * @self: a plot
 * @day: when; outside of the plot it is left out
 * @kind: what
 * @label: (nullable): a few words beside it; a second mark of the same kind on a day is left out
 */
void
davy_plot_add_mark (DavyPlot *self, DavyDay day, DavyPlotMarkKind kind, const char *label)
{
  DavyPlotMark mark = { .kind = kind };
  guint place = self->marks->len;

  if (day < self->first || day >= self->first + (DavyDay) self->length)
    return;

  mark.index = (guint) (day - self->first);
  for (guint i = self->marks->len; i > 0; i--)
    {
      const DavyPlotMark *other = &g_array_index (self->marks, DavyPlotMark, i - 1);

      if (other->index == mark.index && other->kind == kind)
        return;
      if (other->index > mark.index)
        place = i - 1;
    }

  mark.label = g_strdup (label);
  g_array_insert_val (self->marks, place, mark);
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
  DavyDay last = self->first + (DavyDay) self->length - 1;
  DavyPlotEpisode episode;

  if (to < self->first || from > last || to < from)
    return;

  episode.from = (guint) (MAX (from, self->first) - self->first);
  episode.to = (guint) (MIN (to, last) - self->first);
  g_array_append_val (self->episodes, episode);
  replace_text (&self->episode_name, name);
}

/**
 * davy_plot_set_incomplete:
 * @self: a plot
 * @days: how many days at the end may still grow
 * @name: (nullable): what they are called in the legend
 */
void
davy_plot_set_incomplete (DavyPlot *self, guint days, const char *name)
{
  self->incomplete = MIN (days, self->length);
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
 * Returns: how many days it has
 */
guint
davy_plot_get_length (const DavyPlot *self)
{
  return self->length;
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
  if (self->total != NULL)
    for (guint i = 0; i < self->length; i++)
      if (!isnan (self->total[i]))
        return TRUE;

  return FALSE;
}
