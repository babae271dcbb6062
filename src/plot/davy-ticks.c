/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/davy-ticks.h"

#include <math.h>

/* 1970-01-05, a Monday: weekly ticks stand on Mondays. */
#define A_MONDAY 4
/* Days from the year 1, as GDate counts them, to 1970-01-01. */
#define GDATE_OF_EPOCH 719163
#define HOURS_A_DAY    24

static const double mantissas[] = { 1, 2, 2.5, 5 };
static const guint hour_steps[] = { 1, 3, 6, 12 };
static const guint day_steps[] = { 1, 2, 7, 14, 28 };
static const guint month_steps[] = { 1, 2, 3, 6, 12, 24, 60, 120, 600 };

static guint
count_decimals (double step, double power, double mantissa)
{
  double decimals = -log10 (power);

  if (mantissa == 2.5)
    decimals += 1;

  return decimals > 0 ? (guint) lround (decimals) : 0;
}

/**
 * davy_scale_new:
 * @min: the lowest value; may be above 0
 * @max: the highest value; may be below 0
 * @max_steps: how many steps there is room for, at least one on each side of zero
 *
 * Finds the smallest round step with which @min, @max and 0 fit into @max_steps. Equal values, all
 * zero too, give a scale that is not flat.
 */
DavyScale
davy_scale_new (double min, double max, guint max_steps)
{
  DavyScale scale = { .low = MIN (min, 0), .high = MAX (max, 0) };
  double range = scale.high - scale.low;
  double power;

  if (!(range > 0) || !isfinite (range))
    {
      scale.low = 0;
      scale.high = range = 1;
    }

  max_steps = MAX (max_steps, scale.low < 0 && scale.high > 0 ? 2 : 1);
  power = pow (10, floor (log10 (range / max_steps)));
  for (;; power *= 10)
    for (guint i = 0; i < G_N_ELEMENTS (mantissas); i++)
      {
        double step = mantissas[i] * power;
        double low = floor (scale.low / step + 1e-9) * step;
        double high = ceil (scale.high / step - 1e-9) * step;

        if (lround ((high - low) / step) <= max_steps)
          return (DavyScale){ low, high, step, count_decimals (step, power, mantissas[i]) };
      }
}

/**
 * davy_scale_count:
 * @self: a scale
 *
 * Returns: how many ticks it has, both ends included
 */
guint
davy_scale_count (const DavyScale *self)
{
  return (guint) lround ((self->high - self->low) / self->step) + 1;
}

/**
 * davy_scale_get_tick:
 * @self: a scale
 * @index: from 0, the lowest
 *
 * Returns: the value there; zero is 0 to the last bit, and not negative
 */
double
davy_scale_get_tick (const DavyScale *self, guint index)
{
  long steps = lround (self->low / self->step) + (long) index;

  return steps == 0 ? 0.0 : (double) steps * self->step;
}

/* What is shown of an axis. */
typedef struct
{
  DavyDay first;
  DavyTime hours_from;
  guint from;
  guint end;
  guint max_ticks;
  GArray *ticks;
} Axis;

/* Returns: whether another one may follow */
static gboolean
add_tick (const Axis *axis, DavyDay day, guint hour, gboolean of_months)
{
  gint64 index = davy_ticks_find (axis->first, axis->hours_from, day, hour);
  DavyTick tick = { .index = (guint) index, .day = day, .hour = hour, .of_months = of_months };
  GArray *ticks = axis->ticks;

  if (index >= (gint64) axis->end || ticks->len > axis->max_ticks)
    return FALSE;
  /* An hour that the clock leaves out is the next one. */
  if (index >= (gint64) axis->from &&
      (ticks->len == 0 || g_array_index (ticks, DavyTick, ticks->len - 1).index != tick.index))
    g_array_append_val (ticks, tick);

  return TRUE;
}

/* The day of the first point shown; of hours that before, for days have 23 to 25 of them. */
static DavyDay
get_first_day (const Axis *axis)
{
  if (axis->hours_from == DAVY_TIME_UNSET)
    return axis->first + (DavyDay) axis->from;

  return axis->first + (DavyDay) (axis->from / HOURS_A_DAY) - 1;
}

/* Ticks every @step hours, counted from midnight. */
static void
fill_hours (const Axis *axis, guint step)
{
  DavyDay day = get_first_day (axis);

  for (guint hour = 0; add_tick (axis, day, hour, FALSE);)
    {
      hour += step;
      if (hour >= HOURS_A_DAY)
        {
          hour = 0;
          day++;
        }
    }
}

/* Ticks every @step days, counted from a Monday. */
static void
fill_days (const Axis *axis, guint step)
{
  DavyDay day = get_first_day (axis);
  int over = ((day - A_MONDAY) % (int) step + (int) step) % (int) step;

  for (day -= over; add_tick (axis, day, 0, FALSE);)
    day += (DavyDay) step;
}

/* Ticks on the first of every @step-th month, counted from January. */
static void
fill_months (const Axis *axis, guint step)
{
  DavyDay day = get_first_day (axis);
  gboolean goes_on = TRUE;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (day + GDATE_OF_EPOCH));
  for (g_date_set_day (&date, 1); goes_on; g_date_add_months (&date, 1))
    {
      guint months = (guint) g_date_get_year (&date) * 12 + (guint) g_date_get_month (&date) - 1;

      day = (DavyDay) g_date_get_julian (&date) - GDATE_OF_EPOCH;
      if (months % step == 0)
        goes_on = add_tick (axis, day, 0, TRUE);
    }
}

/**
 * davy_ticks_find:
 * @first: the day of the axis's first point
 * @hours_from: when the first point begins, where there is one an hour; %DAVY_TIME_UNSET: one a day
 * @day: a day
 * @hour: an hour of it, 0 where there is one point a day
 *
 * Days and hours are those of the calendar and the clock here, which is put forward and back.
 *
 * Returns: at which point of the axis it begins; negative before the first
 */
gint64
davy_ticks_find (DavyDay first, DavyTime hours_from, DavyDay day, guint hour)
{
  DavyTime after;

  if (hours_from == DAVY_TIME_UNSET)
    return (gint64) day - first;

  after = davy_day_hour_local (day, hour) - hours_from;

  return after > 0 ? (after + DAVY_TIME_HOUR - 1) / DAVY_TIME_HOUR : after / DAVY_TIME_HOUR;
}

/**
 * davy_ticks_new:
 * @first: the day of the axis's first point
 * @hours_from: when the first point begins, where there is one an hour; %DAVY_TIME_UNSET: one a day
 * @from: the first point that is shown
 * @length: how many are
 * @max_ticks: how many labels there is room for
 *
 * Chooses what is labelled: hours, every day, every other day, Mondays, every second or fourth
 * Monday, or the first days of months, whatever is the densest that fits.
 *
 * Returns: (transfer full) (element-type DavyTick): ascending; empty when none fits
 */
GArray *
davy_ticks_new (DavyDay first, DavyTime hours_from, guint from, guint length, guint max_ticks)
{
  Axis axis = { first,         hours_from, from,
                from + length, max_ticks,  g_array_new (FALSE, FALSE, sizeof (DavyTick)) };
  static const struct
  {
    void (*fill) (const Axis *axis, guint step);
    const guint *steps;
    guint n_steps;
  } kinds[] = {
    { fill_hours, hour_steps, G_N_ELEMENTS (hour_steps) },
    { fill_days, day_steps, G_N_ELEMENTS (day_steps) },
    { fill_months, month_steps, G_N_ELEMENTS (month_steps) },
  };

  for (guint i = hours_from != DAVY_TIME_UNSET ? 0 : 1; i < G_N_ELEMENTS (kinds); i++)
    for (guint j = 0; j < kinds[i].n_steps; j++)
      {
        g_array_set_size (axis.ticks, 0);
        kinds[i].fill (&axis, kinds[i].steps[j]);
        if (axis.ticks->len <= max_ticks)
          return axis.ticks;
      }
  g_array_set_size (axis.ticks, 0);

  return axis.ticks;
}
