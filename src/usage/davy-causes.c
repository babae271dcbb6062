/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-causes.h"

#include <math.h>

#include "usage/davy-level.h"

/* A day that may still grow does not count: some of the parts have told less of it than others.
 * Where there is no other day yet, a part explains what it has come to beyond its base already. */
static double
excess_of (const DavySeries *part, const DavyExpectation *judged, const DavyEpisode *episode)
{
  guint onset = (guint) (episode->onset - part->first);
  guint end = MIN ((guint) (episode->end - part->first) + 1, part->length);
  gboolean young = davy_series_is_incomplete (part, onset);
  DavyLevel base = davy_level_find (part, judged, onset, DAVY_LEVEL_DAYS);
  double excess = 0;

  for (guint i = onset; i < end && (young || !davy_series_is_incomplete (part, i)); i++)
    {
      double usual = davy_level_of_day (&base, part->first + (DavyDay) i);
      double more = part->values[i] - (isnan (usual) ? 0 : usual);

      if (!isnan (more))
        excess += young ? MAX (more, 0) : more;
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
 * @by_part: (array length=n_parts): for each part, its values from @first to the last day that was
 *   judged
 * @n_parts: how many parts add up to what was judged
 * @first: the first day of the parts, %DAVY_LEVEL_DAYS before the episode or sooner
 * @judged: what was used in all, and which of its days were too much
 * @episode: one of its episodes
 *
 * Compares what each part came to in the episode with its own base: the medians of the usual days
 * of the four weeks before, workdays and weekends apart. What became less explains nothing. Days
 * that may still grow count only while the episode has no other.
 *
 * Returns: (transfer full) (element-type DavyCause): what became more, the greatest excess first
 */
GArray *
davy_causes_rank (double *const *by_part,
                  guint n_parts,
                  DavyDay first,
                  const DavyJudgement *judged,
                  const DavyEpisode *episode)
{
  GArray *causes = g_array_new (FALSE, FALSE, sizeof (DavyCause));
  const DavySeries *series = judged->series;
  DavyDay begin = MAX (MAX (first, series->first), episode->onset - DAVY_LEVEL_DAYS);
  double all = 0;

  for (guint i = 0; i < n_parts; i++)
    {
      const DavySeries part = { .first = begin,
                                .length = series->length - (guint) (begin - series->first),
                                .values = by_part[i] + (begin - first),
                                .incomplete = series->incomplete };
      DavyCause cause = { .part = i, .excess = excess_of (&part, judged->expectation, episode) };

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
