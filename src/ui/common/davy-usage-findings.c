/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-findings.h"

#include <math.h>
#include <string.h>

/* The numbers. The sentences are in davy-usage-words.c and davy-usage-reading.c, the graph is made
 * in davy-usage-plot.c. */

#define USUAL_DAYS  14
#define BEFORE_DAYS 28
#define LEAST_REST  0.001 /* below, it is only what rounding left */

/* The mean of the known days from @from to before @to. */
static double
mean_of_days (const double *values, int from, int to)
{
  double sum = 0;
  guint n = 0;

  for (int i = MAX (from, 0); i < to; i++)
    if (!isnan (values[i]))
      {
        sum += values[i];
        n++;
      }

  return n > 0 ? sum / n : 0;
}

/* The money gates of episodes say nothing about hours or gigabytes. */
static void
judge (DavyUsageFindings *self)
{
  DavyDay last = self->series->first + (DavyDay) self->series->length - 1;

  self->expectation = davy_expectation_new (self->series, &self->table->detector);
  self->episodes = self->unit == NULL ? davy_episodes_find (self->series, self->expectation)
                                      : g_array_new (FALSE, FALSE, sizeof (DavyEpisode));
  for (guint i = 0; i < self->episodes->len; i++)
    {
      const DavyEpisode *episode = &g_array_index (self->episodes, DavyEpisode, i);

      if (episode->notable && episode->end > last - DAVY_USAGE_RECENT_DAYS)
        self->episode = episode;
    }
  self->daily_excess = davy_episodes_daily_excess (self->episodes, self->series, self->expectation);
}

static DavyUsageFindings *
findings_new (DavyUsageTable *table, const double *values)
{
  DavyUsageFindings *self = g_new0 (DavyUsageFindings, 1);

  self->table = table;
  self->part = -1;
  self->series = davy_series_new (table->first, table->length);
  memcpy (self->series->values, values, table->length * sizeof *values);
  self->series->incomplete = table->incomplete;

  return self;
}

/**
 * davy_usage_findings_new:
 * @table: (transfer full): the usage of one subscription
 *
 * Finds the expected range and where the usage left it.
 *
 * Returns: (transfer full): the findings
 */
DavyUsageFindings *
davy_usage_findings_new (DavyUsageTable *table)
{
  DavyUsageFindings *self = findings_new (table, table->total);

  judge (self);

  return self;
}

/**
 * davy_usage_findings_new_part:
 * @whole: the findings about a subscription, which have to stay
 * @part: which of its parts
 * @quantity: whether how much was used is looked at, and not what it cost; only of a part that is
 *   counted
 *
 * Returns: (transfer full): the findings about that part alone
 */
DavyUsageFindings *
davy_usage_findings_new_part (const DavyUsageFindings *whole, guint part, gboolean quantity)
{
  DavyUsageTable *table = whole->table;
  DavyUsageFindings *self =
      findings_new (table, quantity ? table->quantities[part] : table->by_part[part]);

  self->whole = whole;
  self->part = (int) part;
  self->unit = quantity ? g_ptr_array_index (table->units, part) : NULL;
  judge (self);

  return self;
}

/**
 * davy_usage_findings_free:
 * @self: (transfer full): findings
 */
void
davy_usage_findings_free (DavyUsageFindings *self)
{
  if (self->whole == NULL)
    davy_usage_table_free (self->table);
  davy_series_free (self->series);
  davy_expectation_free (self->expectation);
  g_array_unref (self->episodes);
  g_free (self);
}

/**
 * davy_usage_findings_has_values:
 * @self: findings
 *
 * Returns: whether the cost of any day is known
 */
gboolean
davy_usage_findings_has_values (const DavyUsageFindings *self)
{
  for (guint i = 0; i < self->series->length; i++)
    if (!isnan (self->series->values[i]))
      return TRUE;

  return FALSE;
}

/**
 * davy_usage_findings_get_last_complete:
 * @self: findings
 *
 * Returns: the last day that is known and does not grow any more, counted from the first; -1
 *   without one
 */
int
davy_usage_findings_get_last_complete (const DavyUsageFindings *self)
{
  int last = (int) (self->series->length - self->series->incomplete) - 1;

  while (last >= 0 && isnan (self->series->values[last]))
    last--;

  return last;
}

/**
 * davy_usage_findings_get_usual:
 * @self: findings
 *
 * Returns: the mean of the last two weeks of complete days; NAN when none is known
 */
double
davy_usage_findings_get_usual (const DavyUsageFindings *self)
{
  int last = davy_usage_findings_get_last_complete (self);

  return last >= 0 ? mean_of_days (self->series->values, last - USUAL_DAYS + 1, last + 1) : NAN;
}

/**
 * davy_usage_findings_get_cause:
 * @self: findings
 * @share: (out): how much of the rise comes from it, 0 to 1
 *
 * Compares each service's days of the latest notable episode with the four weeks before it.
 *
 * Returns: the service that rose most, of the table's; -1 when there is no episode or no rise
 */
int
davy_usage_findings_get_cause (const DavyUsageFindings *self, double *share)
{
  const DavyUsageTable *table = self->table;
  double rise = 0;
  double most = 0;
  int cause = -1;
  int onset, end;

  if (self->episode == NULL || self->part >= 0)
    return -1;

  onset = self->episode->onset - table->first;
  end = self->episode->end - table->first + 1;
  for (guint i = 0; i < table->parts->len; i++)
    {
      const double *values = table->by_part[i];
      double more =
          mean_of_days (values, onset, end) - mean_of_days (values, onset - BEFORE_DAYS, onset);

      rise += MAX (more, 0);
      if (more > most)
        {
          most = more;
          cause = (int) i;
        }
    }
  *share = cause >= 0 ? most / rise : 0;

  return cause;
}

/**
 * davy_usage_findings_is_notable:
 * @self: findings
 * @index: a day of the series
 *
 * Returns: whether that day is worth pointing at
 */
gboolean
davy_usage_findings_is_notable (const DavyUsageFindings *self, guint index)
{
  DavyDay day = self->series->first + (DavyDay) index;

  for (guint i = 0; i < self->episodes->len; i++)
    {
      const DavyEpisode *episode = &g_array_index (self->episodes, DavyEpisode, i);

      if (episode->notable && episode->onset <= day && day <= episode->end)
        return TRUE;
    }

  return FALSE;
}

/**
 * davy_usage_findings_sum:
 * @self: findings
 * @first: the first of several days of the series
 * @length: how many
 *
 * Returns: what they come to together
 */
DavyUsageSum
davy_usage_findings_sum (const DavyUsageFindings *self, guint first, guint length)
{
  const double *values = self->series->values;
  DavyUsageSum sum = { .amount = NAN, .highest = -1 };

  for (guint i = first; i < MIN (first + length, self->series->length); i++)
    {
      double more = values[i] - self->expectation->expected[i];

      if (isnan (values[i]))
        continue;
      sum.amount = sum.highest < 0 ? values[i] : sum.amount + values[i];
      if (sum.highest < 0 || values[i] > values[sum.highest])
        sum.highest = (int) i;
      if (more > 0 && davy_usage_findings_is_notable (self, i))
        sum.excess += more;
    }

  return sum;
}

static double *
sum_parts (const DavyUsageTable *table, const DavyUsageView *view)
{
  double *sums = g_new0 (double, table->parts->len + 1);

  for (guint i = 0; i < table->parts->len; i++)
    for (guint day = view->first; day < MIN (view->first + view->length, table->length); day++)
      if (!isnan (table->by_part[i][day]))
        sums[i] += table->by_part[i][day];

  return sums;
}

/**
 * davy_usage_findings_rank:
 * @self: findings
 * @view: what of it is shown; which parts it tells apart is set
 *
 * Finds the costliest parts of the days that are seen. What nobody told the part of is none.
 */
void
davy_usage_findings_rank (const DavyUsageFindings *self, DavyUsageView *view)
{
  const GPtrArray *parts = self->table->parts;
  g_autofree double *sums = sum_parts (self->table, view);

  view->n_top = 0;
  while (view->n_top < DAVY_USAGE_TOP)
    {
      int most = -1;

      for (guint i = 0; i < parts->len; i++)
        if (sums[i] > 0 && *(const char *) g_ptr_array_index (parts, i) != '\0' &&
            (most < 0 || sums[i] > sums[most]))
          most = (int) i;
      if (most < 0)
        return;
      view->top[view->n_top++] = (guint) most;
      sums[most] = 0;
    }
}

/**
 * davy_usage_findings_dup_rest:
 * @self: findings
 * @view: what of it is shown, its parts ranked
 *
 * Returns: (transfer full) (nullable): what all other parts came to, day by day; %NULL when nothing
 *   is left
 */
double *
davy_usage_findings_dup_rest (const DavyUsageFindings *self, const DavyUsageView *view)
{
  const DavyUsageTable *table = self->table;
  g_autofree double *rest = g_memdup2 (table->total, table->length * sizeof *table->total);
  gboolean any = FALSE;

  for (guint day = 0; day < table->length; day++)
    {
      for (guint i = 0; i < view->n_top; i++)
        if (!isnan (table->by_part[view->top[i]][day]))
          rest[day] -= table->by_part[view->top[i]][day];
      any |= fabs (rest[day]) >= LEAST_REST;
    }

  return any ? g_steal_pointer (&rest) : NULL;
}
