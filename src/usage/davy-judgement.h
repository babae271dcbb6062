/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "usage/davy-episode.h"

G_BEGIN_DECLS

#define DAVY_JUDGEMENT_RECENT_DAYS 90 /* what is older is no news */

/**
 * DavyJudgement:
 * @series: what was used
 * @expectation: what was expected of it
 * @episodes: (element-type DavyEpisode): where it left that, oldest first
 * @episode: (nullable): the latest notable one of the last 90 days, of @episodes
 * @daily_excess: what @episode costs a day beyond the expected while it runs; NAN when unknown, or
 *   nothing
 *
 * All that the detector says about a series. Whoever shows a part of it reads it from here, so that
 * no two places name different days or amounts.
 */
typedef struct
{
  DavySeries *series;
  DavyExpectation *expectation;
  GArray *episodes;
  const DavyEpisode *episode;
  double daily_excess;
} DavyJudgement;

DavyJudgement *davy_judgement_new (const DavySeries *series, const DavyDetector *detector);
void davy_judgement_free (DavyJudgement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyJudgement, davy_judgement_free)

const DavyEpisode *davy_judgement_get_running (const DavyJudgement *self);

G_END_DECLS
