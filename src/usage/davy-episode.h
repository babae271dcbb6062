/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "usage/davy-expectation.h"

G_BEGIN_DECLS

/**
 * DavyEpisode:
 * @onset: the day it began
 * @peak: the day with the highest value
 * @end: the last day that was too high
 * @peak_value: the value of @peak
 * @excess: what was used beyond the expected, from @onset to @end
 * @running: whether no complete day since was as expected
 * @notable: whether to point at it: its costliest day exceeds the expected by the detector's
 * notable amount, and it left the expected range or lasts for most of the days that tell a shift
 * @kind: what gave it away first
 *
 * Days of excess in a row. Days of which nothing is known do not end it.
 */
typedef struct
{
  DavyDay onset;
  DavyDay peak;
  DavyDay end;
  double peak_value;
  double excess;
  gboolean running;
  gboolean notable;
  DavyAlarm kind;
} DavyEpisode;

GArray *davy_episodes_find (const DavySeries *series, const DavyExpectation *expectation);
double davy_episodes_daily_excess (const GArray *episodes,
                                   const DavySeries *series,
                                   const DavyExpectation *expectation);

G_END_DECLS
