/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "usage/davy-series.h"

G_BEGIN_DECLS

/**
 * DavyDetector:
 * @window: how many days without alarm the base is taken from
 * @least_of_class: with fewer days of the same class (weekday, weekend) among them, all count
 * @warm_up: known days before anything is expected
 * @least_sd: the spread is never taken for smaller than this, in log cost
 * @day_sds: a day alarms this many spreads above its base ...
 * @day_ratio: ... and this many times its base
 * @shift_days: of how many days the median tells a shift
 * @shift_sds: a shift alarms this many spreads of that median above the base ...
 * @shift_ratio: ... and this many times the base
 * @new_amount: what came from nothing alarms above this amount a day
 * @notable_amount: an episode whose costliest day exceeds its base by less is not notable
 *
 * The detector's parameters. Amounts are in the unit of the series.
 */
typedef struct
{
  guint window;
  guint least_of_class;
  guint warm_up;
  double least_sd;
  double day_sds;
  double day_ratio;
  guint shift_days;
  double shift_sds;
  double shift_ratio;
  double new_amount;
  double notable_amount;
} DavyDetector;

/**
 * DavyAlarm:
 * @DAVY_ALARM_NONE: as expected, or not known
 * @DAVY_ALARM_LEARNING: too few days to expect anything
 * @DAVY_ALARM_INCOMPLETE: the day may still grow and is not high yet
 * @DAVY_ALARM_SPIKE: this day is far above its base
 * @DAVY_ALARM_SHIFT: the last days together are above their base: a new level, or a slow rise
 * @DAVY_ALARM_NEW: there was nothing before
 *
 * What the detector says about a day.
 */
typedef enum
{
  DAVY_ALARM_NONE,
  DAVY_ALARM_LEARNING,
  DAVY_ALARM_INCOMPLETE,
  DAVY_ALARM_SPIKE,
  DAVY_ALARM_SHIFT,
  DAVY_ALARM_NEW,
} DavyAlarm;

/**
 * DavyExpectation:
 * @length: how many days, as many as the series has
 * @expected: what each day was expected to be, judged from the days before it; NAN while learning
 * @low: the lower end of the expected range
 * @high: the upper end; a day above it alarms
 * @alarm: a #DavyAlarm for each day
 * @detector: the parameters it was made with
 *
 * The expected range of a series and the days that leave it. Each day is judged by the days before
 * it alone: what was said of a day never changes when later days arrive.
 */
typedef struct
{
  guint length;
  double *expected;
  double *low;
  double *high;
  guint8 *alarm;
  DavyDetector detector;
} DavyExpectation;

extern const DavyDetector davy_detector_defaults;

DavyExpectation *davy_expectation_new (const DavySeries *series, const DavyDetector *parameters);
void davy_expectation_free (DavyExpectation *self);
gboolean davy_alarm_is_excess (DavyAlarm alarm);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyExpectation, davy_expectation_free)

G_END_DECLS
