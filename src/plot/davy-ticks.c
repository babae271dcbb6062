/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/davy-ticks.h"

#include <math.h>

/* 1970-01-05, a Monday: weekly ticks stand on Mondays. */
#define A_MONDAY 4
/* Days from the year 1, as GDate counts them, to 1970-01-01. */
#define GDATE_OF_EPOCH 719163

static const double mantissas[] = { 1, 2, 2.5, 5 };
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

/* Days of the ticks that stand every @step days, counted from a Monday. */
static guint
fill_days (GArray *days, DavyDay first, guint length, guint step)
{
  DavyDay day =
      first +
      (DavyDay) ((step - (guint) (((first - A_MONDAY) % (int) step + (int) step) % (int) step)) %
                 step);

  for (; day < first + (DavyDay) length; day += (DavyDay) step)
    g_array_append_val (days, day);

  return days->len;
}

/* Days of the ticks that stand on the first of every @step-th month, counted from January. */
static guint
fill_months (GArray *days, DavyDay first, guint length, guint step)
{
  DavyDay end = first + (DavyDay) length;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (first + GDATE_OF_EPOCH));
  if (g_date_get_day (&date) != 1)
    {
      g_date_set_day (&date, 1);
      g_date_add_months (&date, 1);
    }

  for (DavyDay day; (day = (DavyDay) g_date_get_julian (&date) - GDATE_OF_EPOCH) < end;
       g_date_add_months (&date, 1))
    {
      guint months = (guint) g_date_get_year (&date) * 12 + (guint) g_date_get_month (&date) - 1;

      if (months % step == 0)
        g_array_append_val (days, day);
    }

  return days->len;
}

/**
 * davy_day_ticks_new:
 * @first: the first day of the axis
 * @length: how many days it has
 * @max_ticks: how many labels there is room for
 *
 * Chooses the days that are labelled: every day, every other day, Mondays, every second or fourth
 * Monday, or the first days of months, whatever is the densest that fits.
 *
 * Returns: (transfer full) (element-type DavyDay): the days, ascending; empty when none fits
 */
GArray *
davy_day_ticks_new (DavyDay first, guint length, guint max_ticks)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (DavyDay));

  for (guint i = 0; i < G_N_ELEMENTS (day_steps); i++)
    {
      if (fill_days (days, first, length, day_steps[i]) <= max_ticks)
        return days;
      g_array_set_size (days, 0);
    }

  for (guint i = 0; i < G_N_ELEMENTS (month_steps); i++)
    {
      if (fill_months (days, first, length, month_steps[i]) <= max_ticks)
        return days;
      g_array_set_size (days, 0);
    }

  return days;
}
