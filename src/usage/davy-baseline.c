/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-baseline.h"

#include <math.h>
#include <string.h>

#define TREND_DAYS      14
#define ENOUGH          3   /* days that make a first base */
#define NEXT_TO_NOTHING 0.2 /* of the least excess */
#define ABOVE           0
#define BELOW           1

/**
 * davy_baseline_init:
 * @self: (out caller-allocates): to be filled
 * @detector: the parameters, which have to outlive @self
 *
 * Nothing is known yet.
 */
void
davy_baseline_init (DavyBaseline *self, const DavyDetector *detector)
{
  memset (self, 0, sizeof *self);
  self->detector = detector;
  self->nothing = log1p (detector->any_cost > 0 ? detector->any_cost
                                                : NEXT_TO_NOTHING * detector->least_excess);
}

static gboolean
has_class (const DavyBaseline *self, gboolean weekend)
{
  return self->classes[weekend].values.length >= MAX (self->detector->least_of_class, 1);
}

static const DavyDayClass *
get_class (const DavyBaseline *self, gboolean weekend)
{
  return has_class (self, weekend) ? &self->classes[weekend] : &self->all;
}

static double
center_of (const DavyDayClass *days)
{
  return days->days / days->values.length;
}

/* How far the level of two windows of days, of which some are the same, differ by chance. */
static double
doubt_of_rise (const DavyBaseline *self, guint apart, const DavyUsual *usual)
{
  double now = self->n;
  double then = MIN (self->n_ever - apart, self->detector->window);
  double same = CLAMP (now - apart, 0, then);

  return (usual->up + usual->down) / 2 * sqrt (1 / now + 1 / then - 2 * same / (now * then));
}

/* How much the level grows a day, as far as it is beyond doubt. */
static double
growth_of (const DavyBaseline *self, const DavyDayClass *workdays, const DavyUsual *usual)
{
  const DavyTaughtDay *then;
  double rise, days;
  guint apart;

  if (self->n <= 2 * ENOUGH)
    return 0;
  apart = MIN (self->n - ENOUGH - 1, TREND_DAYS);
  then = &self->taught[(self->n_ever - apart) % DAVY_SORTED_SIZE];
  days = center_of (workdays) - then->center;
  if (isnan (then->levels[0]) || days < 1)
    return 0;

  rise = workdays->level - then->levels[0] -
         self->detector->trend_caution * doubt_of_rise (self, apart, usual);

  return CLAMP (rise / days, 0, self->detector->most_growth);
}

static double
sd_of (const DavyBaseline *self, guint side)
{
  const DavyDetector *detector = self->detector;
  double prior = detector->prior_days * detector->prior_sd * detector->prior_sd;
  double squares = self->spread.squares[side] + prior;

  return MAX (sqrt (squares / (self->spread.counts[side] + detector->prior_days)),
              detector->least_sd);
}

/* The level a window of days ago, as long as one of the days since was nearer to it than to @level.
 */
static double
former_level (const DavyBaseline *self, gboolean weekend, double level)
{
  const DavySorted *values = &self->all.values;
  double former;

  if (self->n_ever == self->n)
    return (double) NAN;
  former = self->taught[(self->n_ever - self->n) % DAVY_SORTED_SIZE].levels[weekend];

  return values->values[values->length - 1] > (level + former) / 2 ? former : (double) NAN;
}

/**
 * davy_baseline_expect:
 * @self: what was learnt
 * @day: the number of a day after all that were taught
 * @weekend: whether it is one of a weekend
 * @usual: (out): what is usual for it
 *
 * The base is the middle of the last days of the same class, carried on by their growth. The
 * spreads above and below it differ: costs are noisier on one side than on the other.
 *
 * Returns: whether enough is known
 */
gboolean
davy_baseline_expect (const DavyBaseline *self, int day, gboolean weekend, DavyUsual *usual)
{
  const DavyDayClass *workdays = get_class (self, FALSE);
  const DavyDayClass *days = get_class (self, weekend);
  double growth;

  if (self->n < ENOUGH)
    return FALSE;

  usual->up = sd_of (self, ABOVE);
  usual->down = sd_of (self, BELOW);
  usual->base = days->level;
  usual->former = former_level (self, weekend, days->level);
  growth = growth_of (self, workdays, usual);
  usual->base += growth * MIN (day - center_of (days), self->detector->window);

  return TRUE;
}

static void
count_residual (DavySpread *self, double residual, int times)
{
  double square = times * residual * residual;

  if (residual >= 0)
    {
      self->squares[ABOVE] += square;
      self->counts[ABOVE] += (guint) times;
    }
  if (residual <= 0)
    {
      self->squares[BELOW] += square;
      self->counts[BELOW] += (guint) times;
    }
}

static void
teach_spread (DavyBaseline *self, double residual, const DavyUsual *usual)
{
  DavySpread *spread = &self->spread;
  guint size = CLAMP (self->detector->spread_days, 1, DAVY_SORTED_SIZE);
  double *place = &spread->residuals[spread->n_ever % size];
  double clip = self->detector->clip_sds;

  if (spread->n_ever >= size)
    count_residual (spread, *place, -1);
  *place = CLAMP (residual, -clip * usual->down, clip * usual->up);
  count_residual (spread, *place, 1);
  spread->n_ever++;
}

static void
add_to (DavyDayClass *days, const DavyTaughtDay *taught)
{
  davy_sorted_add (&days->values, taught->value);
  days->days += taught->day;
}

static void
remove_from (DavyDayClass *days, const DavyTaughtDay *taught)
{
  davy_sorted_remove (&days->values, taught->value);
  days->days -= taught->day;
}

/**
 * davy_baseline_teach:
 * @self: what was learnt
 * @day: the number of a day after all that were taught
 * @weekend: whether it is one of a weekend
 * @value: what it was, in log cost
 * @usual: (nullable): what davy_baseline_expect() said of it, when it knew enough
 */
void
davy_baseline_teach (DavyBaseline *self,
                     int day,
                     gboolean weekend,
                     double value,
                     const DavyUsual *usual)
{
  guint window = CLAMP (self->detector->window, ENOUGH, DAVY_SORTED_SIZE - 1);
  DavyTaughtDay *taught = &self->taught[self->n_ever % DAVY_SORTED_SIZE];

  if (usual != NULL)
    teach_spread (self, value - usual->base, usual);
  if (self->n == window)
    {
      const DavyTaughtDay *oldest = &self->taught[(self->n_ever - window) % DAVY_SORTED_SIZE];

      remove_from (&self->classes[oldest->weekend], oldest);
      remove_from (&self->all, oldest);
      self->n--;
    }

  taught->value = value;
  taught->day = day;
  taught->weekend = weekend;
  taught->levels[0] = taught->levels[1] = (double) NAN;
  if (has_class (self, TRUE))
    taught->levels[1] = self->classes[TRUE].level;
  if (self->n >= ENOUGH)
    {
      taught->levels[0] = get_class (self, FALSE)->level;
      taught->center = center_of (get_class (self, FALSE));
    }
  add_to (&self->classes[weekend], taught);
  add_to (&self->all, taught);
  self->n++;
  self->n_ever++;

  for (guint i = 0; i < G_N_ELEMENTS (self->classes); i++)
    self->classes[i].level = davy_sorted_midmean (&self->classes[i].values);
  if (!has_class (self, FALSE) || !has_class (self, TRUE))
    self->all.level = davy_sorted_midmean (&self->all.values);
}

/* In log cost, by an amount. */
static double
lift (double value, double by)
{
  return log1p (expm1 (value) + by);
}

static void
raise_class (DavyDayClass *days, double by)
{
  days->level = lift (days->level, by);
  for (guint i = 0; i < days->values.length; i++)
    days->values.values[i] = lift (days->values.values[i], by);
}

/**
 * davy_baseline_raise:
 * @self: what was learnt
 * @by: by how much, in the unit of the series
 *
 * What was learnt holds for a higher level: what runs besides costs the same on workdays and at
 * weekends, and the spread stays what it was. Where there was nothing, that is not known.
 */
void
davy_baseline_raise (DavyBaseline *self, double by)
{
  if (davy_baseline_is_nothing (self))
    memset (&self->spread, 0, sizeof self->spread);
  for (guint i = 0; i < G_N_ELEMENTS (self->taught); i++)
    {
      self->taught[i].value = lift (self->taught[i].value, by);
      self->taught[i].levels[0] = lift (self->taught[i].levels[0], by);
      self->taught[i].levels[1] = lift (self->taught[i].levels[1], by);
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->classes); i++)
    raise_class (&self->classes[i], by);
  raise_class (&self->all, by);
}

/**
 * davy_baseline_is_nothing:
 * @self: what was learnt
 *
 * Returns: whether all days of the window cost nothing, or some cents
 */
gboolean
davy_baseline_is_nothing (const DavyBaseline *self)
{
  const DavySorted *values = &self->all.values;

  return values->length > 0 && values->values[values->length - 1] <= self->nothing;
}
