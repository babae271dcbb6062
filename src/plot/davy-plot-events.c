/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What happened, in a lane between the graph and its days, and the line not to be crossed. */

#include <math.h>

#include "plot/davy-plot-private.h"

#define LANE_HEIGHT 19.0
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
finish_event (DavyPlotLayout *self, PangoContext *context, DavyPlacedEvent *event, double last)
{
  guint n = count_kinds (event->kinds);
  double middle = (event->x + last) / 2;

  event->width = n * (DAVY_MARK_SIZE + DAVY_EVENT_GAP) - DAVY_EVENT_GAP;
  if (event->count > n)
    {
      g_autofree char *text = g_strdup_printf ("%u", event->count);

      event->label = davy_plot_layout_create_text (self, context, text);
      event->width += DAVY_EVENT_GAP + event->label.width;
    }
  event->x = CLAMP (middle - event->width / 2, 0, MAX (self->width - event->width, 0));
  event->y = self->area_y + self->area_height + self->events_height / 2 + 1;
  event->label.x = event->x + event->width - event->label.width;
  event->label.y = event->y - event->label.height / 2;
  g_array_append_val (self->events, *event);
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
  double room = 2.2 * self->line_height;
  DavyPlacedEvent event = { 0 };
  double last = 0;

  for (guint i = 0; i < marks->len; i++)
    {
      const DavyPlotMark *mark = &g_array_index (marks, DavyPlotMark, i);
      double x = davy_plot_layout_get_x (self, mark->index);

      if (!davy_plot_is_event (mark->kind) || !davy_plot_layout_shows (self, mark->index))
        continue;

      if (event.count > 0 && x - event.x >= room)
        {
          finish_event (self, context, &event, last);
          event = (DavyPlacedEvent){ 0 };
        }
      if (event.count == 0)
        event.x = x;
      event.kinds |= 1u << mark->kind;
      event.count += mark->count;
      last = x;
    }
  if (event.count > 0)
    finish_event (self, context, &event, last);
}

/*
 * davy_plot_layout_place_limit:
 * @self: a layout whose scales stand
 * @context: the font's context
 *
 * The words stand at the left, above the line: what went too far is more often at the right.
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
}
