/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-expectation.h"

#include <math.h>
#include <string.h>

#include "usage/davy-baseline.h"
#include "usage/davy-month-end.h"
#include "usage/davy-peaks.h"

#define SATURDAY    6
#define SUNDAY      7
#define RECENT_DAYS 5
#define PEAK_DAYS   3 /* that a peak lasts at most */

/* The evidence that the last days together are too much: a sum of their distances that starts anew
 * whenever it falls to nothing (Page's test, one-sided). */
typedef struct
{
  double sum;
  double residuals; /* the sum of the distances since it started, in log cost */
  guint days;
  guint since;
} Rise;

typedef struct
{
  gboolean running;
  guint began;
  DavyAlarm kind;
  double recent[RECENT_DAYS]; /* its last distances from the base, a ring */
  guint n_recent;
  double highest;
  double back; /* the evidence that it is over */
} Running;

/* The detector's ratios, in log cost. */
typedef struct
{
  double day;
  double shift;
  double end;
  double month;
} Ratios;

/* What is known on the morning of a day, and what is found of it. */
typedef struct
{
  const DavySeries *series;
  DavyExpectation *found;
  Ratios ratios;
  DavyBaseline baseline;
  DavyMonthEnd month_end;
  Rise rise;
  Running episode;
  DavyPeaks peaks;
  gboolean returned;                /* the days before it were those of a former level */
  guint known_since;                /* when the level that is usual now began */
  double adopted[DAVY_MAX_PLANNED]; /* by how much each planned use has raised what is expected */
  guint cost_until; /* the day behind the last one that cost something; 0: none did */
  guint today;
  gboolean weekend;
  double value;     /* in log cost; of no meaning when it is not known */
  double residual;  /* how far it is from its base */
  gboolean is_peak; /* it is too far, were it not for the peaks before it */
  double reach;     /* how far it may be from there */
  double allowance; /* how much of that a month's end explains */
} Detection;

/* --- an episode ---------------------------------------------------------------------------- */

static void
note_recent (Running *episode, double residual)
{
  episode->recent[episode->n_recent % RECENT_DAYS] = residual;
  episode->n_recent++;
  episode->highest = MAX (episode->highest, residual);
}

static double
mean_of_recent (const Running *episode)
{
  guint n = MIN (episode->n_recent, RECENT_DAYS);
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += episode->recent[i];

  return sum / n;
}

/* A rise is seen a few days late: its first days were high, but not clearly. */
static guint
find_beginning (const Detection *self, DavyAlarm kind)
{
  const DavyExpectation *found = self->found;
  guint began = self->today;

  for (guint i = self->today; self->rise.days > 0 && i-- > self->rise.since;)
    {
      double expected = found->expected[i];
      double high = kind == DAVY_ALARM_SHIFT ? expected * found->detector.shift_ratio
                                             : (expected + found->high[i]) / 2;

      if (isnan (self->series->values[i]))
        continue;
      if (!(self->series->values[i] > high))
        break;
      began = i;
    }

  return began;
}

static void
begin_episode (Detection *self, DavyAlarm kind, double level)
{
  Running *episode = &self->episode;

  episode->running = TRUE;
  episode->began = find_beginning (self, kind);
  episode->kind = kind;
  episode->n_recent = 0;
  episode->highest = 0;
  episode->back = 0;
  note_recent (episode, level);
}

static void
end_episode (Detection *self)
{
  const Running *episode = &self->episode;

  if (episode->running && self->today - episode->began <= PEAK_DAYS)
    davy_peaks_note (&self->peaks, self->today - 1, episode->highest);
  self->episode.running = FALSE;
  memset (&self->rise, 0, sizeof self->rise);
}

/* Today is inside the expected range, which a noisy day of a lasting episode may be. What is
 * likelier: the level of its last days, or the base? */
static gboolean
is_over (Detection *self, const DavyUsual *usual)
{
  Running *episode = &self->episode;
  double level = MAX (mean_of_recent (episode), self->ratios.shift);
  double evidence = level * (level / 2 - self->residual) / (usual->up * usual->up);

  note_recent (episode, self->residual);
  episode->back = MAX (episode->back + evidence, 0);

  return episode->back > self->found->detector.end_evidence ||
         mean_of_recent (episode) < self->ratios.end;
}

/* --- a day --------------------------------------------------------------------------------- */

/* Little is known of the spread at first. */
static double
caution (const Detection *self)
{
  return 1 + self->found->detector.young_days / self->baseline.n_ever;
}

static void
gather_evidence (Detection *self, const DavyUsual *usual)
{
  const DavyDetector *detector = &self->found->detector;
  Rise *rise = &self->rise;
  double residual = self->residual > 0 ? MAX (self->residual - self->allowance, 0) : self->residual;
  double sds = residual / (residual > 0 ? usual->up : usual->down);

  if (rise->days == 0)
    rise->since = self->today;
  rise->sum += CLAMP (sds, -detector->shift_cap, detector->shift_cap) - detector->shift_slack;
  rise->residuals += residual;
  rise->days++;
  if (rise->sum <= 0)
    memset (rise, 0, sizeof *rise);
}

static gboolean
is_shift (const Detection *self)
{
  const DavyDetector *detector = &self->found->detector;
  const Rise *rise = &self->rise;
  double excess = self->series->values[self->today] - self->found->expected[self->today];

  return rise->sum > detector->shift_evidence * caution (self) &&
         rise->residuals / rise->days > self->ratios.shift && excess > detector->least_excess;
}

static DavyAlarm
judge_high (Detection *self)
{
  Running *episode = &self->episode;
  DavyAlarm kind = davy_baseline_is_nothing (&self->baseline) ? DAVY_ALARM_NEW : DAVY_ALARM_SPIKE;

  if (!episode->running)
    begin_episode (self, kind, self->residual);
  else
    note_recent (episode, self->residual);
  episode->back = 0;

  return kind;
}

static DavyAlarm
judge_running (Detection *self, const DavyUsual *usual)
{
  if (is_over (self, usual))
    {
      end_episode (self);
      return DAVY_ALARM_NONE;
    }

  return self->episode.kind == DAVY_ALARM_NEW ? DAVY_ALARM_NEW : DAVY_ALARM_SHIFT;
}

/* It was lower for a while, and is what it was before. */
static gboolean
is_former (const Detection *self, const DavyUsual *usual)
{
  double residual = self->value - usual->former;

  return usual->former - usual->base > self->ratios.day &&
         residual > -self->found->detector.former_sds * usual->down && residual < self->reach;
}

/* A day that may still grow is judged when it is high, and neither ends anything nor adds to the
 * evidence. */
static DavyAlarm
judge (Detection *self, gboolean known, gboolean incomplete, const DavyUsual *usual)
{
  if (known && !incomplete && (!self->episode.running || self->returned) && is_former (self, usual))
    {
      self->returned = TRUE;
      end_episode (self);
      return DAVY_ALARM_NONE;
    }
  if (known && self->series->values[self->today] > self->found->high[self->today])
    return judge_high (self);
  if (!known || incomplete)
    {
      if (self->episode.running)
        return self->episode.kind;
      return known ? DAVY_ALARM_INCOMPLETE : DAVY_ALARM_NONE;
    }
  if (self->episode.running)
    return judge_running (self, usual);

  self->returned = FALSE;
  if (self->is_peak)
    davy_peaks_note (&self->peaks, self->today, self->residual);
  gather_evidence (self, usual);
  if (!is_shift (self))
    return DAVY_ALARM_NONE;
  begin_episode (self, DAVY_ALARM_SHIFT, self->rise.residuals / self->rise.days);

  return DAVY_ALARM_SHIFT;
}

/* How far above its base the day may be. */
static void
set_reach (Detection *self, const DavyUsual *usual)
{
  const DavyDetector *detector = &self->found->detector;
  double peaks = davy_peaks_find_height (&self->peaks, self->today, detector);

  self->reach = MAX (detector->day_sds * caution (self) * usual->up, self->ratios.day);
  self->allowance = 0;
  /* From nothing an amount decides, also at the month's end. */
  if (self->month_end.place >= 0 && !davy_baseline_is_nothing (&self->baseline))
    {
      if (davy_month_end_get_bump (&self->month_end, &self->allowance))
        self->reach += self->allowance;
      else
        {
          self->allowance = self->ratios.month;
          self->reach = MAX (self->reach, self->allowance);
        }
    }
  self->is_peak = self->residual > self->reach;
  if (peaks > 0)
    self->reach = MAX (self->reach, peaks + self->ratios.day);
}

/* What has cost nothing for a window of days, or only since this episode began. */
static gboolean
counts_any_cost (const Detection *self)
{
  const DavyDetector *detector = &self->found->detector;

  return detector->any_cost > 0 && davy_baseline_is_nothing (&self->baseline) &&
         (self->episode.running || self->cost_until == 0 ||
          self->today - self->cost_until >= detector->window);
}

static void
set_range (Detection *self, const DavyUsual *usual)
{
  DavyExpectation *found = self->found;
  const DavyDetector *detector = &found->detector;
  double down = MAX (detector->day_sds * usual->down, self->ratios.day);
  double expected = MAX (expm1 (usual->base), 0);

  set_reach (self, usual);
  found->expected[self->today] = expected;
  found->low[self->today] = MAX (expm1 (usual->base - down), 0);
  found->high[self->today] =
      MAX (expm1 (usual->base + self->reach), expected + detector->least_excess);
  if (counts_any_cost (self))
    found->high[self->today] = expected + detector->any_cost;
}

/* --- what is learnt of it ------------------------------------------------------------------ */

/* What began before a month's end says nothing about month's ends, and what lasts beyond one is
 * none of its bumps. */
static void
note_month_end (Detection *self, gboolean known)
{
  const Running *episode = &self->episode;
  DavyMonthEnd *month_end = &self->month_end;

  if (month_end->place < 0)
    davy_month_end_settle (month_end, !episode->running || episode->began < month_end->since);
  else if (known && (!episode->running || episode->began >= month_end->since))
    davy_month_end_note (month_end, self->residual);
}

/* Credits make a day negative; such a day says nothing about use, as a missing one. */
static gboolean
is_known (const DavySeries *series, guint index)
{
  return isfinite (series->values[index]) && series->values[index] >= 0;
}

/* The level of the episode is the usual one from tomorrow on. */
static void
accept_level (Detection *self)
{
  guint window = self->found->detector.window;
  guint from = self->today + 1 > window ? self->today + 1 - window : 0;

  davy_baseline_init (&self->baseline, &self->found->detector);
  for (guint day = MAX (from, self->episode.began); day <= self->today; day++)
    {
      gboolean weekend = davy_day_weekday (self->series->first + (DavyDay) day) >= SATURDAY;
      DavyUsual usual;
      gboolean enough = davy_baseline_expect (&self->baseline, (int) day, weekend, &usual);

      if (is_known (self->series, day) && !davy_series_is_incomplete (self->series, day))
        davy_baseline_teach (&self->baseline, (int) day, weekend, log1p (self->series->values[day]),
                             enough ? &usual : NULL);
    }
  self->known_since = self->episode.began;
  end_episode (self);
  davy_peaks_forget (&self->peaks);
}

static gboolean
is_accepted (const Detection *self)
{
  const DavyDetector *detector = &self->found->detector;
  guint lasts = self->today + 1 - self->episode.began;
  double before = self->episode.began - self->known_since;

  return lasts >= detector->accept_days ||
         lasts >= MAX (detector->accept_times * before, 2 * detector->warm_up);
}

/* --- all days ------------------------------------------------------------------------------ */

static void
learn_day (Detection *self, gboolean known, gboolean incomplete, const DavyUsual *usual)
{
  if (known && !incomplete)
    davy_baseline_teach (&self->baseline, (int) self->today, self->weekend, self->value, usual);
  if (usual != NULL)
    note_month_end (self, known && !incomplete);
}

static gboolean
is_within (const DavyPlanned *planned, DavyDay day)
{
  return planned->from <= day && day <= planned->to;
}

static gboolean
is_planned (const Detection *self, guint day)
{
  const DavyDetector *detector = &self->found->detector;

  for (guint i = 0; i < detector->n_planned; i++)
    if (is_within (&detector->planned[i], self->series->first + (DavyDay) day))
      return TRUE;

  return FALSE;
}

/* Which planned use explains what today is too much, together with what it has explained before;
 * -1: none does. What may still grow and is not high yet tells nothing. */
static int
find_explanation (const Detection *self, gboolean known, gboolean incomplete)
{
  const DavyDetector *detector = &self->found->detector;
  double value = self->series->values[self->today];
  double excess = value - self->found->expected[self->today];

  if (!known || (incomplete && value <= self->found->high[self->today]))
    return -1;
  for (guint i = 0; i < detector->n_planned; i++)
    if (is_within (&detector->planned[i], self->series->first + (DavyDay) self->today) &&
        self->adopted[i] + excess <= detector->planned[i].most)
      return (int) i;

  return -1;
}

/* Of an episode that has run for some days those before today were more than was planned. */
static double
find_planned_level (const Detection *self)
{
  const Running *episode = &self->episode;
  double level = mean_of_recent (episode);

  if (episode->n_recent > 1)
    level = MIN (level, self->residual);

  return MAX (level, 0);
}

/* What would be an episode on a planned day is the usual level from that day on. */
static void
adopt_level (Detection *self, guint planned, DavyUsual *usual)
{
  double by = expm1 (usual->base + find_planned_level (self)) - expm1 (usual->base);

  self->adopted[planned] += by;
  davy_baseline_raise (&self->baseline, by);
  self->episode.running = FALSE;
  end_episode (self);
  davy_peaks_forget (&self->peaks);
  davy_baseline_expect (&self->baseline, (int) self->today, self->weekend, usual);
  self->residual = self->value - usual->base;
  set_range (self, usual);
  self->found->alarm[self->today] = DAVY_ALARM_NONE;
}

static void
detect_day (Detection *self)
{
  DavyExpectation *found = self->found;
  guint today = self->today;
  gboolean known = is_known (self->series, today);
  gboolean incomplete = davy_series_is_incomplete (self->series, today);
  DavyUsual usual;
  gboolean enough = davy_baseline_expect (&self->baseline, (int) today, self->weekend, &usual);
  int planned;

  if (self->baseline.n_ever == 0)
    self->known_since = today;
  if (known)
    self->value = log1p (self->series->values[today]);
  if (enough && known)
    self->residual = self->value - usual.base;
  if (!enough || self->baseline.n_ever < found->detector.warm_up)
    {
      found->expected[today] = found->low[today] = found->high[today] = (double) NAN;
      found->alarm[today] = DAVY_ALARM_LEARNING;
      learn_day (self, known, incomplete, enough ? &usual : NULL);
      return;
    }

  set_range (self, &usual);
  found->alarm[today] = (guint8) judge (self, known, incomplete, &usual);
  planned = self->episode.running ? find_explanation (self, known, incomplete) : -1;
  if (planned >= 0)
    adopt_level (self, (guint) planned, &usual);
  else if (is_planned (self, today) && !is_planned (self, today + 1))
    memset (&self->rise, 0, sizeof self->rise); /* what was planned tells nothing of what comes */
  found->began[today] = self->episode.began;
  note_month_end (self, known && !incomplete);
  if (!self->episode.running)
    {
      if (known && !incomplete &&
          (self->month_end.place < 0 || self->residual <= found->detector.month_sds * usual.up))
        davy_baseline_teach (&self->baseline, (int) today, self->weekend, self->value, &usual);
    }
  else if (is_accepted (self))
    accept_level (self);
}

/**
 * davy_expectation_new:
 * @series: what was used
 * @parameters: (nullable): NULL for %davy_detector_defaults
 *
 * Works out what each day was expected to be and which days were too much. A day above the expected
 * range is too much by itself, and so are days that together are too far above their bases. An
 * episode runs until the cost is at its base again, or until its level has lasted long enough to be
 * the usual one; what is too much teaches nothing until then.
 *
 * Returns: (transfer full): the expected range and the alarms
 */
DavyExpectation *
davy_expectation_new (const DavySeries *series, const DavyDetector *parameters)
{
  DavyExpectation *self = g_new0 (DavyExpectation, 1);
  guint weekday = davy_day_weekday (series->first);
  Detection detection;

  self->detector = parameters != NULL ? *parameters : davy_detector_defaults;
  self->first = series->first;
  self->length = series->length;
  self->expected = g_new (double, series->length);
  self->low = g_new (double, series->length);
  self->high = g_new (double, series->length);
  self->alarm = g_new (guint8, series->length);
  self->began = g_new (guint, series->length);

  memset (&detection, 0, sizeof detection);
  detection.series = series;
  detection.found = self;
  detection.ratios = (Ratios){ log (self->detector.day_ratio), log (self->detector.shift_ratio),
                               log (self->detector.end_ratio), log (self->detector.month_ratio) };
  davy_baseline_init (&detection.baseline, &self->detector);
  davy_month_end_init (&detection.month_end, series->first);
  for (guint today = 0; today < series->length; today++)
    {
      detection.today = today;
      detection.weekend = weekday >= SATURDAY;
      detect_day (&detection);
      if (series->values[today] > self->detector.any_cost) /* not for NAN */
        detection.cost_until = today + 1;
      weekday = weekday == SUNDAY ? 1 : weekday + 1;
      davy_month_end_next_day (&detection.month_end);
    }

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
  g_free (self->began);
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
