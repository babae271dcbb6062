/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "usage/davy-detector.h"
#include "usage/davy-series.h"

G_BEGIN_DECLS

/**
 * DavyAlarm:
 * @DAVY_ALARM_NONE: as expected, or not known
 * @DAVY_ALARM_LEARNING: too few days to expect anything
 * @DAVY_ALARM_INCOMPLETE: the day may still grow and is not high yet
 * @DAVY_ALARM_SPIKE: this day is far above its base
 * @DAVY_ALARM_SHIFT: the last days together are above their bases: a new level, or a slow rise
 * @DAVY_ALARM_NEW: there was nothing before
 *
 * What the detector says about a day. Every day of a running episode has one of the last three,
 * also one of which nothing is known, and one that may still grow.
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
 * @first: the day the series begins
 * @length: how many days, as many as the series has
 * @expected: what each day was expected to be, judged from the days before it; NAN while learning
 * @low: the lower end of the expected range
 * @high: the upper end; a day above it alarms, unless it is back at the level of some weeks before
 * @alarm: a #DavyAlarm for each day
 * @began: for each day that is too much, the index of the day on which its episode began
 * @detector: the parameters it was made with
 *
 * The expected range of a series and the days that leave it. Each day is judged by the days before
 * it alone: what was said of a day never changes when later days arrive.
 */
typedef struct
{
  DavyDay first;
  guint length;
  double *expected;
  double *low;
  double *high;
  guint8 *alarm;
  guint *began;
  DavyDetector detector;
} DavyExpectation;

DavyExpectation *davy_expectation_new (const DavySeries *series, const DavyDetector *parameters);
void davy_expectation_free (DavyExpectation *self);
gboolean davy_alarm_is_excess (DavyAlarm alarm);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyExpectation, davy_expectation_free)

G_END_DECLS
