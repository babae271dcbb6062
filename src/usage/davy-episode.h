/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-format.h"
#include "usage/davy-expectation.h"

G_BEGIN_DECLS

/**
 * DavyEpisode:
 * @onset: the day it began
 * @peak: the day with the highest value
 * @end: the last day that was too high
 * @peak_value: the value of @peak
 * @onset_value: the value of @onset
 * @onset_low: the lower end of what was expected of @onset
 * @onset_high: the upper end
 * @days: how many days, from @onset to @end, something is known of
 * @total: what these came to
 * @expected: what was expected of them
 * @excess: what was used beyond the expected, from @onset to @end
 * @running: whether it goes on
 * @notable: whether to point at it: a day of it exceeds the expected by the detector's notable
 *   amount, or by any that counts where there was none
 * @kind: what gave it away first
 *
 * Days in a row that are too much, as the detector has it: its days need not each be high, and days
 * of which nothing is known do not end it.
 */
typedef struct
{
  DavyDay onset;
  DavyDay peak;
  DavyDay end;
  double peak_value;
  double onset_value;
  double onset_low;
  double onset_high;
  guint days;
  double total;
  double expected;
  double excess;
  gboolean running;
  gboolean notable;
  DavyAlarm kind;
} DavyEpisode;

GArray *davy_episodes_find (const DavySeries *series, const DavyExpectation *expectation);
double davy_episodes_daily_excess (const GArray *episodes,
                                   const DavySeries *series,
                                   const DavyExpectation *expectation);

/**
 * DavyEpisodeFormat:
 * @amount: an amount in the unit of the series
 * @data: of the caller
 *
 * Returns: (transfer full): the amount as people read it
 */
typedef char *(*DavyEpisodeFormat) (double amount, gconstpointer data);

char *davy_episode_dup_sentence (const DavyEpisode *self,
                                 DavyLanguage language,
                                 DavyEpisodeFormat format,
                                 gconstpointer data);

G_END_DECLS
