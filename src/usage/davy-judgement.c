/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-judgement.h"

#include <math.h>
#include <string.h>

static const DavyEpisode *
find_latest_notable (const DavyJudgement *self)
{
  DavyDay last = self->series->first + (DavyDay) self->series->length - 1;

  for (guint i = self->episodes->len; i-- > 0;)
    {
      const DavyEpisode *episode = &g_array_index (self->episodes, DavyEpisode, i);

      if (episode->notable)
        return episode->end > last - DAVY_JUDGEMENT_RECENT_DAYS ? episode : NULL;
    }

  return NULL;
}

/**
 * davy_judgement_new:
 * @series: what was used, as far back as it is known: what is said of a day depends on all days
 *   before it
 * @detector: the parameters
 *
 * Returns: (transfer full): what the detector says about it
 */
DavyJudgement *
davy_judgement_new (const DavySeries *series, const DavyDetector *detector)
{
  DavyJudgement *self = g_new0 (DavyJudgement, 1);

  self->series = davy_series_new (series->first, series->length);
  memcpy (self->series->values, series->values, series->length * sizeof *series->values);
  self->series->incomplete = series->incomplete;
  self->expectation = davy_expectation_new (series, detector);
  self->episodes = davy_episodes_find (series, self->expectation);
  self->episode = find_latest_notable (self);
  self->daily_excess = davy_episodes_daily_excess (self->episodes, series, self->expectation);
  if (!(self->daily_excess > 0))
    self->daily_excess = (double) NAN;

  return self;
}

/**
 * davy_judgement_free:
 * @self: (transfer full): a judgement
 *
 * Frees a judgement with its series.
 */
void
davy_judgement_free (DavyJudgement *self)
{
  davy_series_free (self->series);
  davy_expectation_free (self->expectation);
  g_array_unref (self->episodes);
  g_free (self);
}

/**
 * davy_judgement_get_running:
 * @self: a judgement
 *
 * Returns: (transfer none) (nullable): the notable episode that goes on
 */
const DavyEpisode *
davy_judgement_get_running (const DavyJudgement *self)
{
  return self->episode != NULL && self->episode->running ? self->episode : NULL;
}
