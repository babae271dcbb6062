/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What happened, in a lane between the graph and its days, and the line not to be crossed. */

#include <math.h>

#include "plot/davy-plot-private.h"

#define LANE_HEIGHT 17.0
#define LIMIT_INSET 6.0

static gboolean
has_events (const DavyPlotLayout *self)
{
  const GArray *marks = self->plot->marks;

  for (guint i = 0; i < marks->len; i++)
    {
      const DavyPlotMark *mark = &g_array_index (marks, DavyPlotMark, i);

      if (davy_plot_is_event (mark->kind) && davy_plot_layout_shows (self, mark->index))
        return TRUE;
    }

  return FALSE;
}

/*
 * davy_plot_layout_measure_events:
 * @self: a layout
 *
 * Returns: how high the lane of events is; 0 without any in the span
 */
double
davy_plot_layout_measure_events (const DavyPlotLayout *self)
{
  return has_events (self) ? LANE_HEIGHT : 0;
}

static guint
count_kinds (guint kinds)
{
  guint n = 0;

  for (; kinds != 0; kinds &= kinds - 1)
    n++;

  return n;
}

/* One shape for each kind, side by side, then their number, unless each is there but once. */
static void
measure_event (DavyPlotLayout *self, PangoContext *context, DavyPlacedEvent *event)
{
  guint n = count_kinds (event->kinds);
  double middle = (event->first + event->last) / 2;

  event->width = n * (DAVY_MARK_SIZE + DAVY_EVENT_GAP) - DAVY_EVENT_GAP;
  davy_placed_text_clear (&event->label);
  if (event->count > n)
    {
      g_autofree char *text = g_strdup_printf ("%u", event->count);

      event->label = davy_plot_layout_create_text (self, context, text);
      event->width += DAVY_EVENT_GAP + event->label.width;
    }
  event->x = CLAMP (middle - event->width / 2, 0, MAX (self->width - event->width, 0));
}

/* Adds an event to those before it: to the last of them, when they would touch, and so on. */
static void
add_event (DavyPlotLayout *self, PangoContext *context, DavyPlacedEvent event)
{
  measure_event (self, context, &event);
  while (self->events->len > 0)
    {
      const DavyPlacedEvent *before =
          &g_array_index (self->events, DavyPlacedEvent, self->events->len - 1);

      if (event.x >= before->x + before->width + DAVY_EVENT_GAP)
        break;
      event.kinds |= before->kinds;
      event.count += before->count;
      event.first = before->first;
      g_array_set_size (self->events, self->events->len - 1);
      measure_event (self, context, &event);
    }
  g_array_append_val (self->events, event);
}

/*
 * davy_plot_layout_place_events:
 * @self: a layout whose scales stand
 * @context: the font's context
 *
 * Events that would run into each other are gathered.
 */
void
davy_plot_layout_place_events (DavyPlotLayout *self, PangoContext *context)
{
  const GArray *marks = self->plot->marks;

  for (guint i = 0; i < marks->len; i++)
    {
      const DavyPlotMark *mark = &g_array_index (marks, DavyPlotMark, i);
      double x = davy_plot_layout_get_x (self, mark->index);

      if (davy_plot_is_event (mark->kind) && davy_plot_layout_shows (self, mark->index))
        add_event (self, context,
                   (DavyPlacedEvent){
                       .kinds = 1u << mark->kind, .count = mark->count, .first = x, .last = x });
    }

  for (guint i = 0; i < self->events->len; i++)
    {
      DavyPlacedEvent *event = &g_array_index (self->events, DavyPlacedEvent, i);

      event->y = self->area_y + self->area_height + self->events_height / 2 + 1;
      event->label.x = event->x + event->width - event->label.width;
      event->label.y = event->y - event->label.height / 2;
    }
}

/*
 * davy_plot_layout_place_limit:
 * @self: a layout whose scales stand
 * @context: the font's context
 *
 * The words stand above the line, at the end where nothing crosses them.
 */
void
davy_plot_layout_place_limit (DavyPlotLayout *self, PangoContext *context)
{
  const DavyPlot *plot = self->plot;
  double y;

  if (isnan (plot->limit))
    return;

  self->limit = davy_plot_layout_create_text (self, context, plot->limit_name);
  y = self->limit_is_above ? self->area_y : davy_plot_layout_get_y (self, plot->limit);
  self->limit.tick = y;
  self->limit.x = self->area_x + LIMIT_INSET;
  self->limit.y = self->limit_is_above ? y + 1 : y - self->limit.height - 1;
  if (self->limit_is_above)
    self->limit.x += DAVY_MARK_SIZE + DAVY_EVENT_GAP;
  else if (davy_plot_layout_is_crossed (self, &self->limit))
    {
      double left = self->limit.x;

      self->limit.x = self->area_x + self->area_width - self->limit.width - LIMIT_INSET;
      if (davy_plot_layout_is_crossed (self, &self->limit))
        self->limit.x = left;
    }
}
