/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-findings.h"

#include <math.h>

#include "usage/davy-causes.h"
#include "usage/davy-level.h"

/* The numbers. The sentences are in davy-usage-words.c and davy-usage-reading.c, the graph is made
 * in davy-usage-plot.c. */

#define USUAL_DAYS 14
#define LEAST_REST 0.001 /* below, it is only what rounding left */

static DavyUsageFindings *
findings_new (DavyUsageTable *table, DavyJudgement *judged)
{
  DavyUsageFindings *self = g_new0 (DavyUsageFindings, 1);

  self->table = table;
  self->part = -1;
  self->judged = judged;

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
  return findings_new (table, davy_usage_table_judge (table));
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
      findings_new (table, davy_usage_table_judge_part (table, part, quantity));

  self->whole = whole;
  self->unit = quantity ? g_ptr_array_index (table->units, part) : NULL;
  self->part = (int) part;

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
  davy_judgement_free (self->judged);
  g_free (self);
}

/**
 * davy_usage_findings_is_hourly:
 * @self: findings
 *
 * Returns: whether they are of hours, and not of days
 */
gboolean
davy_usage_findings_is_hourly (const DavyUsageFindings *self)
{
  return self->table->hours_from != DAVY_TIME_UNSET;
}

/**
 * davy_usage_findings_find_mark:
 * @self: findings
 * @mark: what happened
 * @index: (out): in which day, or hour, of the series
 *
 * Returns: whether it happened in the time of the series
 */
gboolean
davy_usage_findings_find_mark (const DavyUsageFindings *self,
                               const DavyUsageMark *mark,
                               guint *index)
{
  gint64 after = davy_usage_findings_is_hourly (self) ? mark->time - self->table->hours_from
                                                      : mark->day - self->judged->series->first;

  if (after < 0)
    return FALSE;
  if (davy_usage_findings_is_hourly (self))
    after /= DAVY_TIME_HOUR;
  *index = (guint) after;

  return after < self->judged->series->length;
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
  for (guint i = 0; i < self->judged->series->length; i++)
    if (!isnan (self->judged->series->values[i]))
      return TRUE;

  return FALSE;
}

/**
 * davy_usage_findings_count_unpriced:
 * @self: findings
 * @first: the first of several hours of the series
 * @length: how many
 *
 * Returns: of how many of them it is told what was used, but no price is known; 0 of days, and of
 *   what is counted
 */
guint
davy_usage_findings_count_unpriced (const DavyUsageFindings *self, guint first, guint length)
{
  guint n = 0;

  for (guint i = first; i < MIN (first + length, self->table->hours_told); i++)
    n += self->unit == NULL && isnan (self->judged->series->values[i]);

  return n;
}

/**
 * davy_usage_findings_is_counted:
 * @self: findings
 *
 * Returns: whether it is known how much was used, of the part or of any
 */
gboolean
davy_usage_findings_is_counted (const DavyUsageFindings *self)
{
  const DavyUsageTable *table = self->table;

  for (guint i = 0; i < table->parts->len; i++)
    if (table->quantities[i] != NULL && (self->part < 0 || self->part == (int) i))
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
  int last = (int) (self->judged->series->length - self->judged->series->incomplete) - 1;

  while (last >= 0 && isnan (self->judged->series->values[last]))
    last--;

  return last;
}

/**
 * davy_usage_findings_get_usual:
 * @self: findings
 *
 * Returns: what a complete day of the last two weeks comes to, the median; NAN when none is known
 */
double
davy_usage_findings_get_usual (const DavyUsageFindings *self)
{
  int last = davy_usage_findings_get_last_complete (self);

  return davy_level_between (self->judged->series, NULL, (guint) MAX (last - USUAL_DAYS + 1, 0),
                             (guint) (last + 1));
}

/**
 * davy_usage_findings_get_cause:
 * @self: findings
 * @share: (out): how much of the excess comes from it, 0 to 1
 *
 * Returns: the part that rose most in the latest notable episode (davy_causes_rank()), of the
 *   table's; -1 when there is no episode, or nothing rose
 */
int
davy_usage_findings_get_cause (const DavyUsageFindings *self, double *share)
{
  const DavyUsageTable *table = self->table;
  g_autoptr (GArray) causes = NULL;
  const DavyCause *first;

  if (self->judged->episode == NULL || self->part >= 0)
    return -1;

  causes = davy_causes_rank (table->by_part, table->parts->len, table->first, self->judged,
                             self->judged->episode);
  if (causes->len == 0)
    return -1;
  first = &g_array_index (causes, DavyCause, 0);
  *share = first->share;

  return (int) first->part;
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
  DavyDay day = self->judged->series->first + (DavyDay) index;

  for (guint i = 0; i < self->judged->episodes->len; i++)
    {
      const DavyEpisode *episode = &g_array_index (self->judged->episodes, DavyEpisode, i);

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
  const double *values = self->judged->series->values;
  DavyUsageSum sum = { .amount = NAN, .highest = -1 };

  for (guint i = first; i < MIN (first + length, self->judged->series->length); i++)
    {
      double more = values[i] - self->judged->expectation->expected[i];

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
