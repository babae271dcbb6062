/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-parts.h"

#include <math.h>

#include "usage/davy-level.h"
#include "usage/davy-money-gate.h"

/* What the noise of all of a subscription's use hides may be plain in a part of it: a new region, a
 * service from nothing. */

typedef struct
{
  const DavyJudgement *total;
  const DavyParts *parts;
  guint length;          /* from their first day to the last of the total */
  DavyDetector detector; /* as strict as so many parts need */
} Search;

/* The more series are judged, the more chance finds in them. The tail of the normal distribution
 * falls by exp (-z² / 2), that of the evidence for a shift by exp (-2 · slack · evidence): at these
 * thresholds all parts together alarm by chance as one series does at the usual ones. */
static void
make_stricter (DavyDetector *detector, guint n_parts)
{
  double many = detector->part_caution * log (MAX (n_parts, 1));

  detector->day_sds = sqrt (detector->day_sds * detector->day_sds + 2 * many);
  detector->shift_evidence += many / (2 * detector->shift_slack);
}

static DavySeries
get_part (const Search *search, guint part)
{
  return (DavySeries){ .first = search->parts->first,
                       .length = search->length,
                       .values = search->parts->by_part[part],
                       .incomplete = search->total->series->incomplete };
}

static gboolean
costs_at_least (const DavySeries *series, double amount)
{
  for (guint i = 0; i < series->length; i++)
    if (series->values[i] >= amount)
      return TRUE;

  return FALSE;
}

static DavyLevel
find_usual (const Search *search, const DavySeries *series, const DavyEpisode *episode)
{
  guint onset = (guint) (episode->onset - series->first);

  return davy_level_find (series, search->total->expectation, onset, DAVY_LEVEL_DAYS);
}

static double
mean_rise_of (const DavySeries *series,
              const DavyLevel *usual,
              const DavyEpisode *episode,
              gboolean incomplete)
{
  guint end = (guint) (episode->end - series->first);
  double rise = 0;
  guint n = 0;

  for (guint i = (guint) (episode->onset - series->first); i <= end; i++)
    if (!isnan (series->values[i]) && davy_series_is_incomplete (series, i) == incomplete)
      {
        rise += series->values[i] - davy_level_of_day (usual, series->first + (DavyDay) i);
        n++;
      }

  return n > 0 ? rise / n : (double) NAN;
}

/* What the days of an episode came to beyond what is usual, a day; days that may still grow count
 * only where there is no other. */
static double
mean_rise (const DavySeries *series, const DavyLevel *usual, const DavyEpisode *episode)
{
  double rise = mean_rise_of (series, usual, episode, FALSE);

  return isnan (rise) ? mean_rise_of (series, usual, episode, TRUE) : rise;
}

static double
get_highest (const DavyLevel *usual)
{
  return MAX (usual->workday, usual->weekend);
}

/* What other parts came to less in the days of an episode, a day. */
static double
sum_losses (const Search *search, guint part, const DavyEpisode *episode)
{
  double lost = 0;

  for (guint i = 0; i < search->parts->n_parts; i++)
    {
      const DavySeries series = get_part (search, i);
      DavyLevel usual = find_usual (search, &series, episode);
      double rise = mean_rise (&series, &usual, episode);

      if (i != part && -rise > search->detector.part_loss * get_highest (&usual))
        lost -= rise;
    }

  return lost;
}

/* What moved from one part to another, as a machine to another group, costs no more than before. */
static gboolean
is_more_in_all (const Search *search, guint part, const DavyEpisode *episode)
{
  const DavyDetector *detector = &search->detector;
  const DavySeries *total = search->total->series;
  DavyLevel usual = find_usual (search, total, episode);
  double least = MAX (detector->notable_amount, detector->part_share * get_highest (&usual));
  double more = episode->excess / MAX (episode->days, 1);

  return more >= least && mean_rise (total, &usual, episode) >= detector->part_rise * more &&
         more - sum_losses (search, part, episode) >= least;
}

/* Returns: (transfer full) (nullable): what is said of a part in which a notable episode runs */
static DavyJudgement *
judge_part (const Search *search, guint part)
{
  const DavyParts *parts = search->parts;
  const DavySeries series = get_part (search, part);
  DavyDetector detector = search->detector;
  double least = detector.notable_amount;
  g_autoptr (DavyJudgement) judged = NULL;

  if (parts->names != NULL)
    davy_detector_forget_other_parts (&detector, parts->dimension, parts->names[part]);
  if (parts->any_cost != NULL && parts->any_cost[part])
    {
      davy_money_gate_count_any_cost (&detector);
      least = detector.any_cost;
    }
  if (!costs_at_least (&series, least))
    return NULL;
  judged = davy_judgement_new (&series, &detector);

  return davy_judgement_get_running (judged) != NULL ? g_steal_pointer (&judged) : NULL;
}

static gboolean
is_worth_telling (const Search *search, guint part, const DavyJudgement *judged)
{
  const DavyDetector *detector = &judged->expectation->detector;

  return (detector->any_cost > 0 && judged->episode->kind == DAVY_ALARM_NEW) ||
         is_more_in_all (search, part, judged->episode);
}

static void
part_excess_clear (gpointer data)
{
  DavyPartExcess *self = data;

  g_clear_pointer (&self->judged, davy_judgement_free);
}

/* For g_array_sort(): the costliest first. */
static int
compare_excess (gconstpointer one, gconstpointer other)
{
  const DavyPartExcess *a = one;
  const DavyPartExcess *b = other;
  double excess = a->judged->episode->excess;
  double than = b->judged->episode->excess;

  if (excess != than)
    return excess > than ? -1 : 1;

  return a->part < b->part ? -1 : 1;
}

/**
 * davy_parts_find_excess:
 * @parts: the parts
 * @total: what was used in all
 *
 * Judges each part, as strictly as their number needs. An episode counts only when it costs enough
 * of all, and when it did not move there from another part; what counts at any cost need do
 * neither.
 *
 * Returns: (transfer full) (element-type DavyPartExcess): the parts in which a notable episode
 * runs, the one with the most excess first
 */
GArray *
davy_parts_find_excess (const DavyParts *parts, const DavyJudgement *total)
{
  guint skipped = (guint) (parts->first - total->series->first);
  Search search = { .total = total,
                    .parts = parts,
                    .length = total->series->length - skipped,
                    .detector = total->expectation->detector };
  GArray *found = g_array_new (FALSE, FALSE, sizeof (DavyPartExcess));

  g_array_set_clear_func (found, part_excess_clear);
  make_stricter (&search.detector, parts->n_parts);
  for (guint i = 0; i < parts->n_parts; i++)
    {
      g_autoptr (DavyJudgement) judged = judge_part (&search, i);

      if (judged != NULL && is_worth_telling (&search, i, judged))
        {
          DavyPartExcess excess = { i, g_steal_pointer (&judged) };

          g_array_append_val (found, excess);
        }
    }
  g_array_sort (found, compare_excess);

  return found;
}
