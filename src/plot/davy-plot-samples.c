/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which points of a plot are drawn: all of them where there is room, else the extremes of buckets
 * that are some pixels wide. Buckets are counted from the first point of the plot, not of what is
 * shown, so that nothing flickers when it is moved sideways. */

#include <math.h>

#include "plot/davy-plot-private.h"

#define POINT_ROOM  1.5 /* pixels; with less for a point, buckets are drawn */
#define BUCKET_ROOM 3.0 /* pixels for a bucket */
#define MOST_KEPT   4   /* points of a bucket */

static guint
choose_level (const DavyPlotLayout *self)
{
  double room = self->area_width / self->span.length;
  guint level = 0;

  if (room < POINT_ROOM)
    while (room * (1u << level) < BUCKET_ROOM && (1u << level) < self->span.length)
      level++;

  return level;
}

static guint
keep (guint *kept, guint n, guint index)
{
  guint place = n;

  for (guint i = 0; i < n; i++)
    if (kept[i] == index)
      return n;
  for (; place > 0 && kept[place - 1] > index; place--)
    kept[place] = kept[place - 1];
  kept[place] = index;

  return n + 1;
}

/* The points of a bucket without which something would be missed, ascending. */
static guint
choose_points (const DavyPlotLayout *self, guint column, guint kept[MOST_KEPT])
{
  const DavyPlot *plot = self->plot;
  guint n = 0;

  if (plot->total != NULL)
    {
      DavyBucket bucket = davy_pyramid_get (plot->total, self->level, column);

      if (bucket.n == 0) /* a gap as long as the bucket */
        return keep (kept, n, column << self->level);
      n = keep (kept, n, bucket.lowest);
      n = keep (kept, n, bucket.highest);
    }
  if (plot->above != NULL)
    n = keep (kept, n, davy_pyramid_get (plot->above, self->level, column).highest);
  if (plot->below != NULL)
    {
      DavyBucket bucket = davy_pyramid_get (plot->below, self->level, column);

      if (bucket.sum < 0)
        n = keep (kept, n, bucket.lowest);
    }

  return n > 0 ? n : keep (kept, n, column << self->level);
}

/* What was expected on average in the bucket: from afar, weekdays do not make it a saw. */
static double
mean_at (const DavyPyramid *series, guint level, guint column)
{
  DavyBucket bucket;

  if (series == NULL)
    return NAN;

  bucket = davy_pyramid_get (series, level, column);

  return bucket.n > 0 ? bucket.sum / bucket.n : (double) NAN;
}

static void
set_edges (DavyPlotLayout *self)
{
  const GPtrArray *layers = self->plot->layers;

  if (layers->len == 0)
    return;

  self->edges = g_new (DavyStackEdge, layers->len * self->n_samples);
  for (guint i = 0; i < self->n_samples; i++)
    davy_plot_get_edges (self->plot, self->samples[i].index, &self->edges[i], self->n_samples);
}

/*
 * davy_plot_layout_take_samples:
 * @self: a layout that has its area
 *
 * Chooses the points that are drawn; at each end of the span one bucket more, so that lines go on
 * to the edge.
 */
void
davy_plot_layout_take_samples (DavyPlotLayout *self)
{
  const DavyPlot *plot = self->plot;
  guint last = self->span.first + self->span.length - 1;
  guint from, to;

  self->level = choose_level (self);
  from = self->span.first >> self->level;
  to = MIN (last >> self->level, (plot->length - 1) >> self->level);
  from -= from > 0;
  to += to < (plot->length - 1) >> self->level;

  self->samples = g_new (DavySample, (to - from + 1) * MOST_KEPT);
  for (guint column = from; column <= to; column++)
    {
      guint kept[MOST_KEPT];
      guint n = choose_points (self, column, kept);
      double low = mean_at (plot->low, self->level, column);
      double high = mean_at (plot->high, self->level, column);

      for (guint i = 0; i < n; i++)
        self->samples[self->n_samples++] = (DavySample){
          .index = kept[i],
          .x = davy_plot_layout_get_x (self, kept[i]),
          .total = davy_plot_get_total (plot, kept[i]),
          .low = low,
          .high = high,
        };
    }

  set_edges (self);
}
