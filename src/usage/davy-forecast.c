/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-forecast.h"

#include <math.h>

#include "usage/davy-level.h"

#define EPOCH        719163 /* 1970-01-01 for a GDate */
#define USUAL_DAYS   14
#define EPISODE_DAYS 7 /* of an episode, what it comes to lately */
#define SILENT_DAYS  7 /* of which nothing is known: it may be switched off */

static gboolean
is_silent (const DavySeries *series)
{
  guint complete = series->length - MIN (series->incomplete, series->length);

  for (guint i = complete; i-- > 0 && complete - i <= SILENT_DAYS;)
    if (!isnan (series->values[i]))
      return FALSE;

  return TRUE;
}

/* The median of its last complete days; what came on a day that may still grow is the least. */
static DavyLevel
level_of_episode (const DavySeries *series, const DavyEpisode *episode)
{
  guint onset = (guint) (episode->onset - series->first);
  guint complete = series->length - MIN (series->incomplete, series->length);
  guint from = complete > EPISODE_DAYS ? complete - EPISODE_DAYS : 0;
  double level = davy_level_between (series, NULL, MAX (onset, from), complete);

  for (guint i = MAX (onset, complete); i < series->length; i++)
    if (!(level >= series->values[i]) && !isnan (series->values[i]))
      level = series->values[i];

  return (DavyLevel){ level, level };
}

/* Of a day that may still grow, what is known is the least; a credit stays beside the use. */
static double
foresee_day (const DavySeries *series, DavyDay day, const DavyLevel *level)
{
  double rate = davy_level_of_day (level, day);
  gint64 index = day - series->first;
  double known = index < series->length ? series->values[index] : (double) NAN;

  if (isnan (known))
    return rate;

  return known < 0 ? known + rate : MAX (known, rate);
}

/**
 * davy_forecast_make:
 * @series: what was used, the last day of which is today
 * @judged: which of its days were too much
 * @episode: (nullable): the one that is running
 *
 * A month at this rate is what its complete days came to, credits included, and for each day that
 * is not complete yet the rate: the median of the last two weeks of usual days, workdays and
 * weekends apart, or while an episode is running the median of its last week. What is known of a
 * day that may still grow is the least it comes to. A day that is over and of which nothing is
 * known adds nothing. After a week of such days nobody can say.
 *
 * Returns: the forecast
 */
DavyForecast
davy_forecast_make (const DavySeries *series,
                    const DavyExpectation *judged,
                    const DavyEpisode *episode)
{
  DavyDay today = series->first + (DavyDay) series->length - 1;
  DavyForecast forecast = { .so_far = (double) NAN,
                            .month = (double) NAN,
                            .by_episode = episode != NULL };
  DavyLevel usual = davy_level_find (series, judged, series->length, USUAL_DAYS);
  DavyLevel lately = episode != NULL ? level_of_episode (series, episode) : usual;
  double month = 0;
  DavyDay first;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (today + EPOCH));
  first = today - g_date_get_day (&date) + 1;
  forecast.end =
      first + g_date_get_days_in_month (g_date_get_month (&date), g_date_get_year (&date)) - 1;

  for (DavyDay day = MAX (first, series->first); day <= forecast.end; day++)
    {
      guint i = (guint) (day - series->first);
      gboolean known = i < series->length && !isnan (series->values[i]);

      if (known)
        forecast.so_far = (isnan (forecast.so_far) ? 0 : forecast.so_far) + series->values[i];
      if (davy_series_is_incomplete (series, i))
        {
          month += foresee_day (series, day,
                                episode != NULL && day >= episode->onset ? &lately : &usual);
          forecast.days_left++;
        }
      else if (known)
        {
          month += series->values[i];
        }
    }
  if (!is_silent (series))
    forecast.month = month;

  return forecast;
}
