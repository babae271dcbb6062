/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-episode.h"

#include <math.h>

#include "usage/davy-median.h"

static double
excess_of (const DavySeries *series, const DavyExpectation *expectation, guint index)
{
  double excess = series->values[index] - expectation->expected[index];

  return excess > 0 ? excess : 0; /* also for NAN */
}

/* What may still grow and is not high yet tells nothing. */
static gboolean
counts (const DavySeries *series, const DavyExpectation *expectation, guint index)
{
  double value = series->values[index];

  return !isnan (value) &&
         (value > expectation->high[index] || !davy_series_is_incomplete (series, index));
}

static gboolean
is_notable (const DavyEpisode *episode, double excess, const DavyDetector *detector)
{
  return excess >= detector->notable_amount ||
         (detector->any_cost > 0 && episode->kind == DAVY_ALARM_NEW &&
          excess >= detector->any_cost);
}

static void
grow (DavyEpisode *episode,
      const DavySeries *series,
      const DavyExpectation *expectation,
      guint index)
{
  DavyDay day = series->first + (DavyDay) index;
  double value = series->values[index];

  if (!counts (series, expectation, index))
    return;
  episode->end = day;
  episode->days++;
  episode->total += value;
  episode->expected += expectation->expected[index];
  episode->excess += excess_of (series, expectation, index);
  if (is_notable (episode, excess_of (series, expectation, index), &expectation->detector))
    episode->notable = TRUE;
  if (value > episode->peak_value)
    {
      episode->peak = day;
      episode->peak_value = value;
    }
}

/* The days before @index on which it had begun already were not known to be too much then. */
static DavyEpisode *
open_episode (GArray *episodes,
              const DavySeries *series,
              const DavyExpectation *expectation,
              guint index)
{
  guint began = expectation->began[index];
  DavyEpisode *episode;

  g_array_set_size (episodes, episodes->len + 1);
  episode = &g_array_index (episodes, DavyEpisode, episodes->len - 1);
  episode->onset = series->first + (DavyDay) began;
  episode->kind = expectation->alarm[index];
  episode->onset_value = series->values[began];
  episode->onset_low = expectation->low[began];
  episode->onset_high = expectation->high[began];
  for (guint i = began; i < index; i++)
    grow (episode, series, expectation, i);

  return episode;
}

/**
 * davy_episodes_find:
 * @series: what was used
 * @expectation: what was expected of @series
 *
 * Merges the days of each episode. The onset of a shift lies before the day that it was seen on: it
 * is the first of the high days that gave it away.
 *
 * Returns: (transfer full) (element-type DavyEpisode): the episodes, oldest first
 */
GArray *
davy_episodes_find (const DavySeries *series, const DavyExpectation *expectation)
{
  GArray *episodes = g_array_new (FALSE, TRUE, sizeof (DavyEpisode));
  DavyEpisode *open = NULL;

  g_return_val_if_fail (series->length == expectation->length, episodes);

  for (guint i = 0; i < series->length; i++)
    {
      gboolean too_much = davy_alarm_is_excess (expectation->alarm[i]);

      if (open != NULL &&
          (!too_much || open->onset != series->first + (DavyDay) expectation->began[i]))
        {
          open->running = FALSE;
          open = NULL;
        }
      if (!too_much)
        continue;
      if (open == NULL)
        {
          open = open_episode (episodes, series, expectation, i);
          open->running = TRUE;
        }
      grow (open, series, expectation, i);
    }

  return episodes;
}

/**
 * davy_episodes_daily_excess:
 * @episodes: (element-type DavyEpisode): what davy_episodes_find() found
 * @series: what was used
 * @expectation: what was expected of @series
 *
 * What the running episode costs: the median of what its complete days used beyond the expected.
 *
 * Returns: the excess a day, in the unit of the series; NAN when no notable episode is running or
 *   none of its days is complete
 */
double
davy_episodes_daily_excess (const GArray *episodes,
                            const DavySeries *series,
                            const DavyExpectation *expectation)
{
  const DavyEpisode *last;
  g_autoptr (GArray) excesses = g_array_new (FALSE, FALSE, sizeof (double));

  if (episodes->len == 0)
    return (double) NAN;

  last = &g_array_index (episodes, DavyEpisode, episodes->len - 1);
  if (!last->running || !last->notable)
    return (double) NAN;

  for (guint i = (guint) (last->onset - series->first); i < series->length; i++)
    if (davy_alarm_is_excess (expectation->alarm[i]) && !isnan (series->values[i]) &&
        !davy_series_is_incomplete (series, i))
      {
        double excess = excess_of (series, expectation, i);

        g_array_append_val (excesses, excess);
      }

  return davy_median ((double *) excesses->data, excesses->len);
}
