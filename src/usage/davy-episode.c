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

/* A shift is seen a few days late: its first days were high, but not clearly. */
static guint
find_onset (const DavySeries *series,
            const DavyExpectation *expectation,
            guint alarm,
            guint not_before)
{
  const DavyDetector *detector = &expectation->detector;
  guint onset = alarm;

  if (expectation->alarm[alarm] != DAVY_ALARM_SHIFT)
    return alarm;

  for (guint i = alarm; i-- > not_before && alarm - i < detector->shift_days;)
    {
      if (isnan (series->values[i]))
        continue;
      if (!(series->values[i] > expectation->expected[i] * detector->shift_ratio))
        break;
      onset = i;
    }

  return onset;
}

static void
grow (DavyEpisode *episode,
      const DavySeries *series,
      const DavyExpectation *expectation,
      guint index)
{
  DavyDay day = series->first + (DavyDay) index;

  episode->end = day;
  episode->excess += excess_of (series, expectation, index);
  if (series->values[index] > episode->peak_value)
    {
      episode->peak = day;
      episode->peak_value = series->values[index];
    }
}

/* A day or two that are a little high inside the expected range are nothing to point at: a new
 * level there shows in most of the days that tell a shift. */
static gboolean
is_notable (const DavyEpisode *episode,
            const DavySeries *series,
            const DavyExpectation *expectation)
{
  const DavyDetector *detector = &expectation->detector;
  double most = 0;
  guint days = 0;
  gboolean left_range = FALSE;

  for (DavyDay day = episode->onset; day <= episode->end; day++)
    {
      guint i = (guint) (day - series->first);
      double excess = excess_of (series, expectation, i);

      most = MAX (most, excess);
      days += excess > 0;
      left_range |= series->values[i] > expectation->high[i];
    }

  return most >= detector->notable_amount && (left_range || days > detector->shift_days / 2);
}

/**
 * davy_episodes_find:
 * @series: what was used
 * @expectation: what was expected of @series
 *
 * Merges days of excess in a row into episodes. The onset of a shift is taken back to the first of
 * the high days that gave it away.
 *
 * Returns: (transfer full) (element-type DavyEpisode): the episodes, oldest first
 */
GArray *
davy_episodes_find (const DavySeries *series, const DavyExpectation *expectation)
{
  GArray *episodes = g_array_new (FALSE, TRUE, sizeof (DavyEpisode));
  DavyEpisode *open = NULL;
  guint after_last = 0; /* behind the last episode */

  g_return_val_if_fail (series->length == expectation->length, episodes);

  for (guint i = 0; i < series->length; i++)
    {
      if (davy_alarm_is_excess (expectation->alarm[i]))
        {
          if (open == NULL)
            {
              guint onset = find_onset (series, expectation, i, after_last);

              g_array_set_size (episodes, episodes->len + 1);
              open = &g_array_index (episodes, DavyEpisode, episodes->len - 1);
              open->onset = series->first + (DavyDay) onset;
              open->kind = expectation->alarm[i];
              open->running = TRUE;
              for (guint early = onset; early < i; early++)
                grow (open, series, expectation, early);
            }
          grow (open, series, expectation, i);
          after_last = i + 1;
        }
      else if (open != NULL && !isnan (series->values[i]) && !davy_series_is_incomplete (series, i))
        {
          open->running = FALSE;
          open = NULL;
        }
    }

  for (guint i = 0; i < episodes->len; i++)
    {
      DavyEpisode *episode = &g_array_index (episodes, DavyEpisode, i);

      episode->notable = is_notable (episode, series, expectation);
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
    if (davy_alarm_is_excess (expectation->alarm[i]) && !davy_series_is_incomplete (series, i))
      {
        double excess = excess_of (series, expectation, i);

        g_array_append_val (excesses, excess);
      }

  return davy_median ((double *) excesses->data, excesses->len);
}
