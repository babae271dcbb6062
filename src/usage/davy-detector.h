/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-dimension.h"
#include "core/davy-time.h"

G_BEGIN_DECLS

#define DAVY_MAX_PLANNED 8

/**
 * DavyPlanned:
 * @from: the first day
 * @to: the last day
 * @most: by how much one of these days may exceed what was expected before
 * @part: (nullable): the part of the use that it was planned of, interned; %NULL: all of it
 * @dimension: what @part is; %DAVY_N_DIMENSIONS when that is not known
 *
 * Days whose use a person has called planned, as far as it was known then.
 */
typedef struct
{
  DavyDay from;
  DavyDay to;
  double most;
  const char *part;
  DavyDimension dimension;
} DavyPlanned;

/**
 * DavyDetector:
 * @window: how many taught days the base of a day is taken from
 * @least_of_class: with fewer days of the same class (workday, weekend) among them, all count
 * @warm_up: taught days before anything is said
 * @spread_days: how many days' distances from their bases the spread is taken from
 * @least_sd: the spread is never taken for smaller than this
 * @prior_sd: what the spread is believed to be ...
 * @prior_days: ... until this many days have been seen, and a part of it afterwards
 * @clip_sds: a day counts for no more spreads than this in the next days' spread
 * @trend_caution: growth counts as far as it is beyond this many times what chance makes of it
 * @most_growth: growth a day beyond this is not taken for growth
 * @month_ratio: a day at a month's end may be this many times its base as long as no month's end
 *   has been seen
 * @month_sds: a day at a month's end this many spreads above its base teaches nothing about others
 * @former_sds: what is no more than this many spreads below the level of a window ago has not risen
 *   but returned
 * @day_sds: a day alarms this many spreads above its base ...
 * @day_ratio: ... and this many times its base
 * @young_days: with this many days taught, twice as many spreads are asked for, and fewer with more
 * @peaks: this many peaks within a window of days make another one as high no news
 * @shift_slack: evidence of a shift is each day's distance in spreads less this, added up ...
 * @shift_cap: ... of which a single day gives no more than this
 * @shift_evidence: a shift alarms with more evidence than this ...
 * @shift_ratio: ... when its days are this many times their bases
 * @end_evidence: an episode ends when this much speaks for the base rather than for the episode's
 *   level, as the logarithm of how much more likely it is
 * @end_ratio: and when its last days are less than this many times their bases
 * @least_excess: whatever alarms exceeds the expected by this amount a day; from nothing, where no
 *   ratio exists, it alone decides
 * @any_cost: what has cost no more than this for a window of days is too much, and notable, once it
 *   costs more; 0: nothing is, @least_excess and @notable_amount decide
 * @notable_amount: an episode whose costliest day exceeds the expected by less is not notable
 * @part_share: an episode of a part alone has to cost so much of what all of it usually comes to
 * @part_caution: the logarithm of the number of parts counts so many times when they are judged; 1
 *   is right for normal noise whose spread is known
 * @part_rise: all of it has to have risen by so much of what an episode of a part alone costs ...
 * @part_loss: ... not counting what other parts have lost at the same time, each of them more than
 *   this of its usual level
 * @accept_days: an episode this long is the new usual: money cannot be asked back any more ...
 * @accept_times: ... and so is one this many times as long as what was known before it
 * @planned: (array length=n_planned): the level of what would be an episode on one of these days is
 *   the new usual at once, unless it is more than was planned
 * @n_planned: how many; at most %DAVY_MAX_PLANNED
 *
 * The detector's parameters. Spreads and growth are in log cost, amounts in the unit of the series,
 * which is EUR for the defaults.
 */
typedef struct
{
  guint window;
  guint least_of_class;
  guint warm_up;
  guint spread_days;
  double least_sd;
  double prior_sd;
  double prior_days;
  double clip_sds;
  double trend_caution;
  double most_growth;
  double month_ratio;
  double month_sds;
  double former_sds;
  double day_sds;
  double day_ratio;
  double young_days;
  guint peaks;
  double shift_slack;
  double shift_cap;
  double shift_evidence;
  double shift_ratio;
  double end_evidence;
  double end_ratio;
  double least_excess;
  double any_cost;
  double notable_amount;
  double part_share;
  double part_caution;
  double part_rise;
  double part_loss;
  guint accept_days;
  double accept_times;
  DavyPlanned planned[DAVY_MAX_PLANNED];
  guint n_planned;
} DavyDetector;

extern const DavyDetector davy_detector_defaults;

void
davy_detector_forget_other_parts (DavyDetector *self, DavyDimension dimension, const char *part);

G_END_DECLS
