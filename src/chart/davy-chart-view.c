/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/davy-chart-view.h"

#include <math.h>

static void
clamp (DavyChartView *self)
{
  self->length = CLAMP (self->length, MIN (DAVY_CHART_VIEW_LEAST, self->n), self->n);
  self->first = CLAMP (self->first, 0, self->n - self->length);
}

/**
 * davy_chart_view_new:
 * @n: how many points there are
 * @first: the first one to see
 * @length: how many to see; 0: all
 *
 * Returns: a view of that part, moved and widened where it would leave the points or see too few
 */
DavyChartView
davy_chart_view_new (guint n, guint first, guint length)
{
  DavyChartView self = { n, first, length > 0 ? length : n };

  clamp (&self);

  return self;
}

/**
 * davy_chart_view_get_span:
 * @self: a view
 * @first: (out): the first point seen
 * @length: (out): how many points are seen
 */
void
davy_chart_view_get_span (const DavyChartView *self, guint *first, guint *length)
{
  *length = (guint) lround (self->length);
  *first = MIN ((guint) lround (self->first), self->n - *length);
}

/**
 * davy_chart_view_is_all:
 * @self: a view
 *
 * Returns: whether nothing is left out
 */
gboolean
davy_chart_view_is_all (const DavyChartView *self)
{
  guint first, length;

  davy_chart_view_get_span (self, &first, &length);

  return length == self->n;
}

/**
 * davy_chart_view_zoom:
 * @self: a view
 * @factor: so many times as many points as now; below 1 zooms in
 * @anchor: the point that stays where it is on the screen, and always on it
 */
void
davy_chart_view_zoom (DavyChartView *self, double factor, double anchor)
{
  double middle = anchor + 0.5;
  double before = self->length;

  self->length *= factor;
  clamp (self); /* at its limits it stands still, and does not wander off to a side */
  self->first = middle - (middle - self->first) * self->length / before;
  clamp (self);
  davy_chart_view_reveal (self, (guint) CLAMP (round (anchor), 0, MAX (self->n, 1) - 1.0));
}

/**
 * davy_chart_view_pan:
 * @self: a view
 * @points: how far, to later points when above 0
 */
void
davy_chart_view_pan (DavyChartView *self, double points)
{
  self->first += points;
  clamp (self);
}

/**
 * davy_chart_view_reveal:
 * @self: a view
 * @index: a point
 *
 * Moves just as far as is needed to see a point.
 */
void
davy_chart_view_reveal (DavyChartView *self, guint index)
{
  guint first, length;

  davy_chart_view_get_span (self, &first, &length);
  if (index < first)
    self->first = index;
  else if (index >= first + length)
    self->first = index + 1.0 - length;
  clamp (self);
}

/**
 * davy_chart_view_carry:
 * @self: a view
 * @n: how many other points there are
 * @shift: at which of them the first of @self's is; below 0 when it is not there any more
 *
 * Returns: the view of the same points there; who saw all sees all, and who saw the last ones sees
 *   the last ones
 */
DavyChartView
davy_chart_view_carry (const DavyChartView *self, guint n, int shift)
{
  guint first, length;
  gint64 moved;

  if (davy_chart_view_is_all (self))
    return davy_chart_view_new (n, 0, 0);

  davy_chart_view_get_span (self, &first, &length);
  moved = first + length == self->n ? (gint64) n - length : (gint64) first + shift;

  return davy_chart_view_new (n, (guint) CLAMP (moved, 0, n), length);
}
