/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-expectation.h"

#include <math.h>

#include "usage/davy-median.h"

#define MAX_WINDOW     64
#define SATURDAY       6
#define MAD_TO_SD      1.4826 /* of a normal distribution */
#define MEDIAN_TO_MEAN 1.2533 /* how much wider a median spreads than a mean */

const DavyDetector davy_detector_defaults = {
  .window = 28,
  .least_of_class = 3,
  .warm_up = 7,
  .least_sd = 0.03,
  .day_sds = 4,
  .day_ratio = 1.25,
  .shift_days = 5,
  .shift_sds = 3,
  .shift_ratio = 1.125,
  .new_amount = 5,
  .notable_amount = 10,
};

/* What is known on the morning of a day: the last days without alarm, newest first. */
typedef struct
{
  guint length;
  double logs[MAX_WINDOW];
  gboolean weekend[MAX_WINDOW];
} Window;

static gboolean
is_weekend (const DavySeries *series, guint index)
{
  return davy_day_weekday (series->first + (DavyDay) index) >= SATURDAY;
}

/* Credits make a day negative; such a day says nothing about use, as a missing one. */
static gboolean
is_known (const DavySeries *series, guint index)
{
  return isfinite (series->values[index]) && series->values[index] >= 0;
}

static gboolean
teaches (const DavySeries *series, const DavyExpectation *self, guint index)
{
  return is_known (series, index) &&
         (self->alarm[index] == DAVY_ALARM_NONE || self->alarm[index] == DAVY_ALARM_LEARNING);
}

static void
look_back (const DavySeries *series, const DavyExpectation *self, guint today, Window *window)
{
  window->length = 0;
  for (guint i = today; i-- > 0 && window->length < MIN (self->detector.window, MAX_WINDOW);)
    if (teaches (series, self, i))
      {
        window->logs[window->length] = log1p (series->values[i]);
        window->weekend[window->length] = is_weekend (series, i);
        window->length++;
      }
}

static double
base_of_class (const Window *window, gboolean weekend, guint least)
{
  double logs[MAX_WINDOW];
  guint length = 0;

  for (guint i = 0; i < window->length; i++)
    if (window->weekend[i] == weekend)
      logs[length++] = window->logs[i];

  if (length >= least)
    return davy_median (logs, length);

  for (guint i = 0; i < window->length; i++)
    logs[i] = window->logs[i];

  return davy_median (logs, window->length);
}

static double
spread_of (const Window *window, double weekday_base, double weekend_base, double least)
{
  double deviations[MAX_WINDOW];

  for (guint i = 0; i < window->length; i++)
    deviations[i] = fabs (window->logs[i] - (window->weekend[i] ? weekend_base : weekday_base));

  return MAX (MAD_TO_SD * davy_median (deviations, window->length), least);
}

static gboolean
was_nothing (const Window *window)
{
  for (guint i = 0; i < window->length; i++)
    if (window->logs[i] > 0)
      return FALSE;

  return TRUE;
}

/* A shift shows in the median of the last days' distances from their bases, today's included. */
static gboolean
is_shift (const DavyDetector *detector, const GArray *residuals, double sd)
{
  guint days = detector->shift_days;
  double latest[MAX_WINDOW];
  double median;

  if (days == 0 || days > MAX_WINDOW || residuals->len < days)
    return FALSE;

  for (guint i = 0; i < days; i++)
    latest[i] = g_array_index (residuals, double, residuals->len - days + i);
  median = davy_median (latest, days);

  return median > detector->shift_sds * MEDIAN_TO_MEAN * sd / sqrt (days) &&
         median > log (detector->shift_ratio);
}

static DavyAlarm
judge (const DavySeries *series,
       const DavyExpectation *self,
       guint today,
       const Window *window,
       double sd,
       GArray *residuals)
{
  gboolean incomplete = davy_series_is_incomplete (series, today);
  double residual = log1p (series->values[today]) - log1p (self->expected[today]);

  /* The day may still grow: it is judged when it is high, and teaches nothing. */
  if (!incomplete)
    g_array_append_val (residuals, residual);

  if (series->values[today] > self->high[today])
    return was_nothing (window) ? DAVY_ALARM_NEW : DAVY_ALARM_SPIKE;
  if (incomplete)
    return DAVY_ALARM_INCOMPLETE;
  if (residual > log (self->detector.shift_ratio) && is_shift (&self->detector, residuals, sd))
    return DAVY_ALARM_SHIFT;

  return DAVY_ALARM_NONE;
}

static void
expect_day (const DavySeries *series, DavyExpectation *self, guint today, GArray *residuals)
{
  const DavyDetector *detector = &self->detector;
  Window window;
  double weekday_base, weekend_base, base, sd, reach;

  look_back (series, self, today, &window);
  if (window.length < MAX (detector->warm_up, 1))
    {
      self->expected[today] = self->low[today] = self->high[today] = (double) NAN;
      self->alarm[today] = DAVY_ALARM_LEARNING;
      return;
    }

  weekday_base = base_of_class (&window, FALSE, detector->least_of_class);
  weekend_base = base_of_class (&window, TRUE, detector->least_of_class);
  base = is_weekend (series, today) ? weekend_base : weekday_base;
  sd = spread_of (&window, weekday_base, weekend_base, detector->least_sd);
  reach = MAX (detector->day_sds * sd, log (detector->day_ratio));

  self->expected[today] = expm1 (base);
  self->low[today] = MAX (expm1 (base - reach), 0);
  /* Nothing can be a hundred times nothing: there an amount decides, not a ratio. */
  self->high[today] = was_nothing (&window) ? detector->new_amount : expm1 (base + reach);
  if (is_known (series, today))
    self->alarm[today] = (guint8) judge (series, self, today, &window, sd, residuals);
}

/**
 * davy_expectation_new:
 * @series: what was used
 * @parameters: (nullable): NULL for %davy_detector_defaults
 *
 * Works out what each day was expected to be and which days were too much, in the logarithm of the
 * values, from the median and the median deviation of the last days that were not too much.
 *
 * Returns: (transfer full): the expected range and the alarms
 */
DavyExpectation *
davy_expectation_new (const DavySeries *series, const DavyDetector *parameters)
{
  DavyExpectation *self = g_new0 (DavyExpectation, 1);
  g_autoptr (GArray) residuals = g_array_new (FALSE, FALSE, sizeof (double));

  self->detector = parameters != NULL ? *parameters : davy_detector_defaults;
  self->length = series->length;
  self->expected = g_new (double, series->length);
  self->low = g_new (double, series->length);
  self->high = g_new (double, series->length);
  self->alarm = g_new0 (guint8, series->length);

  for (guint today = 0; today < series->length; today++)
    expect_day (series, self, today, residuals);

  return self;
}

/**
 * davy_expectation_free:
 * @self: (transfer full): an expectation
 *
 * Frees an expectation.
 */
void
davy_expectation_free (DavyExpectation *self)
{
  g_free (self->expected);
  g_free (self->low);
  g_free (self->high);
  g_free (self->alarm);
  g_free (self);
}

/**
 * davy_alarm_is_excess:
 * @alarm: what the detector says about a day
 *
 * Returns: whether the day is too much
 */
gboolean
davy_alarm_is_excess (DavyAlarm alarm)
{
  return alarm == DAVY_ALARM_SPIKE || alarm == DAVY_ALARM_SHIFT || alarm == DAVY_ALARM_NEW;
}
