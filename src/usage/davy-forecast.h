/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "usage/davy-episode.h"

G_BEGIN_DECLS

/**
 * DavyForecast:
 * @so_far: what the month came to until today; NAN when no day of it is known
 * @month: what it comes to at this rate; NAN when nobody can say
 * @end: the month's last day
 * @days_left: its days that are not complete yet, which @month has at a rate
 * @by_episode: whether that is the rate of an episode that is running, not the usual one
 *
 * What the running month, in UTC, came to, and what it will.
 */
typedef struct
{
  double so_far;
  double month;
  DavyDay end;
  guint days_left;
  gboolean by_episode;
} DavyForecast;

DavyForecast davy_forecast_make (const DavySeries *series,
                                 const DavyExpectation *judged,
                                 const DavyEpisode *episode);

G_END_DECLS
