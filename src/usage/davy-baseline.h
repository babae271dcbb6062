/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "usage/davy-detector.h"
#include "usage/davy-sorted.h"

G_BEGIN_DECLS

/**
 * DavyUsual:
 * @base: what a day is expected to be
 * @former: what it would have been expected to be a window of days ago; NAN when that is not known
 * @up: how far days spread above that
 * @down: how far they spread below it
 *
 * What is usual for one day, in log cost.
 */
typedef struct
{
  double base;
  double former;
  double up;
  double down;
} DavyUsual;

/**
 * DavyTaughtDay:
 * @value: what it was
 * @levels: the levels of the workdays and the weekends before it; NAN when too few are known
 * @center: the mean day of those workdays
 * @day: its number
 * @weekend: its class
 */
typedef struct
{
  double value;
  double levels[2];
  double center;
  int day;
  gboolean weekend;
} DavyTaughtDay;

/**
 * DavyDayClass:
 * @values: what the days were
 * @level: the middle of those
 * @days: the sum of their numbers
 */
typedef struct
{
  DavySorted values;
  double level;
  double days;
} DavyDayClass;

/**
 * DavySpread:
 * @residuals: the last days' distances from their bases, a ring
 * @n_ever: how many there have been
 * @squares: the sums of the squares of those above and below
 * @counts: how many of them are above and below
 */
typedef struct
{
  double residuals[DAVY_SORTED_SIZE];
  guint n_ever;
  double squares[2];
  guint counts[2];
} DavySpread;

/**
 * DavyBaseline:
 * @detector: the parameters
 * @nothing: what costs no more than this, in log cost, costs next to nothing
 * @taught: the days that were taught, a ring; the last @n of them make the base
 * @n: how many those are
 * @n_ever: how many days were taught
 * @classes: the workdays and the weekends among the last @n
 * @all: both
 * @spread: how far days are from their bases
 *
 * What is usual, learnt from days that were not too much. A day costs a small part of a microsecond
 * whatever the window is: everything is kept up rather than worked out anew.
 */
typedef struct
{
  const DavyDetector *detector;
  double nothing;
  DavyTaughtDay taught[DAVY_SORTED_SIZE];
  guint n;
  guint n_ever;
  DavyDayClass classes[2];
  DavyDayClass all;
  DavySpread spread;
} DavyBaseline;

void davy_baseline_init (DavyBaseline *self, const DavyDetector *detector);
gboolean
davy_baseline_expect (const DavyBaseline *self, int day, gboolean weekend, DavyUsual *usual);
void davy_baseline_teach (DavyBaseline *self,
                          int day,
                          gboolean weekend,
                          double value,
                          const DavyUsual *usual);
void davy_baseline_raise (DavyBaseline *self, double by);
gboolean davy_baseline_is_nothing (const DavyBaseline *self);

G_END_DECLS
