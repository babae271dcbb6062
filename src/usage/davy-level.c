/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-level.h"

#include <math.h>

#include "usage/davy-median.h"

/* Medians of days that say what is usual: complete, without credits, and where it matters without
 * those that were too much. */

#define SATURDAY       6
#define LEAST_OF_CLASS 3

static gboolean
is_weekend (DavyDay day)
{
  return davy_day_weekday (day) >= SATURDAY;
}

/* @judged: (nullable): of which days that were too much do not count; all of @series, or more */
static gboolean
counts (const DavySeries *series, const DavyExpectation *judged, guint index)
{
  gint64 day = series->first + (DavyDay) index;

  return !davy_series_is_incomplete (series, index) && series->values[index] >= 0 &&
         (judged == NULL || !davy_alarm_is_excess (judged->alarm[day - judged->first]));
}

/**
 * davy_level_find:
 * @series: what was used; also a part of what @judged is about, or its last days alone
 * @judged: which of its days were too much: these say nothing about what is usual
 * @end: the index behind the last day that counts
 * @days: how many days before it count, at most
 *
 * The medians of the last complete days without credits, workdays and weekends apart; with fewer
 * than three days of a kind, of all of them.
 *
 * Returns: what a day usually came to before @end
 */
DavyLevel
davy_level_find (const DavySeries *series, const DavyExpectation *judged, guint end, guint days)
{
  g_autofree double *all = g_new (double, days);
  g_autofree double *workdays = g_new (double, days);
  g_autofree double *weekends = g_new (double, days);
  guint n = 0, n_workdays = 0, n_weekends = 0;
  double level;

  for (guint i = MIN (end, series->length); i-- > 0 && n < days;)
    if (counts (series, judged, i))
      {
        all[n++] = series->values[i];
        if (is_weekend (series->first + (DavyDay) i))
          weekends[n_weekends++] = series->values[i];
        else
          workdays[n_workdays++] = series->values[i];
      }
  level = davy_median (all, n);

  return (DavyLevel){
    .workday = n_workdays >= LEAST_OF_CLASS ? davy_median (workdays, n_workdays) : level,
    .weekend = n_weekends >= LEAST_OF_CLASS ? davy_median (weekends, n_weekends) : level,
  };
}

/**
 * davy_level_of_day:
 * @self: what days usually come to
 * @day: any day
 *
 * Returns: what that day comes to; NAN when unknown
 */
double
davy_level_of_day (const DavyLevel *self, DavyDay day)
{
  return is_weekend (day) ? self->weekend : self->workday;
}

/**
 * davy_level_between:
 * @series: what was used
 * @judged: (nullable): which of its days were too much; %NULL: these count as well
 * @from: the index of the first day
 * @to: the index behind the last day
 *
 * Returns: the median of the complete days without credits; NAN without any
 */
double
davy_level_between (const DavySeries *series, const DavyExpectation *judged, guint from, guint to)
{
  guint end = MIN (to, series->length);
  g_autofree double *values = g_new (double, series->length);
  guint n = 0;

  for (guint i = from; i < end; i++)
    if (counts (series, judged, i))
      values[n++] = series->values[i];

  return davy_median (values, n);
}

/**
 * davy_level_before:
 * @series: what was used
 * @judged: which of its days were too much
 * @onset: the index of a day
 *
 * Returns: the median of the usual days of the four weeks before it; NAN without any
 */
double
davy_level_before (const DavySeries *series, const DavyExpectation *judged, guint onset)
{
  return davy_level_between (series, judged, onset > DAVY_LEVEL_DAYS ? onset - DAVY_LEVEL_DAYS : 0,
                             onset);
}
