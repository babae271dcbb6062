/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-causes.h"

#include <math.h>

#include "usage/davy-level.h"

#define BASE_DAYS 28

static double
excess_of (const DavySeries *part, const DavyExpectation *judged, const DavyEpisode *episode)
{
  guint onset = (guint) (episode->onset - part->first);
  guint end = (guint) (episode->end - part->first);
  DavyLevel base = davy_level_find (part, judged, onset, BASE_DAYS);
  double excess = 0;

  for (guint i = onset; i <= end && i < part->length; i++)
    {
      double usual = davy_level_of_day (&base, part->first + (DavyDay) i);

      if (!isnan (part->values[i]))
        excess += part->values[i] - (isnan (usual) ? 0 : usual);
    }

  return excess;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const DavyCause *x = a;
  const DavyCause *y = b;

  return (x->excess < y->excess) - (x->excess > y->excess);
}

/**
 * davy_causes_rank:
 * @by_part: (array length=n_parts): for each part, its values on the days of @series
 * @n_parts: how many parts add up to @series
 * @series: what was used in all
 * @judged: which of its days were too much
 * @episode: one of its episodes
 *
 * Compares what each part came to in the episode with its own base: the medians of the last four
 * weeks of usual days before, workdays and weekends apart. What became less explains nothing.
 *
 * Returns: (transfer full) (element-type DavyCause): what became more, the greatest excess first
 */
GArray *
davy_causes_rank (double *const *by_part,
                  guint n_parts,
                  const DavySeries *series,
                  const DavyExpectation *judged,
                  const DavyEpisode *episode)
{
  GArray *causes = g_array_new (FALSE, FALSE, sizeof (DavyCause));
  double all = 0;

  for (guint i = 0; i < n_parts; i++)
    {
      const DavySeries part = { .first = series->first,
                                .length = series->length,
                                .values = by_part[i],
                                .incomplete = series->incomplete };
      DavyCause cause = { .part = i, .excess = excess_of (&part, judged, episode) };

      if (cause.excess <= 0)
        continue;
      all += cause.excess;
      g_array_append_val (causes, cause);
    }
  for (guint i = 0; i < causes->len; i++)
    {
      DavyCause *cause = &g_array_index (causes, DavyCause, i);

      cause->share = cause->excess / all;
    }
  g_array_sort (causes, compare);

  return causes;
}
