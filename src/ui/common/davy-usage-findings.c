/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-findings.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "core/davy-format.h"

/* The numbers, and the graph made of them. The sentences are in davy-usage-words.c. */

#define TOP_SERVICES 5
#define USUAL_DAYS   14
#define BEFORE_DAYS  28

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
  DavyUsageFindings *self = g_new0 (DavyUsageFindings, 1);

  self->table = table;
  self->series = davy_series_new (table->first, table->length);
  memcpy (self->series->values, table->total, table->length * sizeof *table->total);
  self->series->incomplete = table->incomplete;
  self->expectation = davy_expectation_new (self->series, NULL);
  self->episodes = davy_episodes_find (self->series, self->expectation);
  for (guint i = 0; i < self->episodes->len; i++)
    {
      const DavyEpisode *episode = &g_array_index (self->episodes, DavyEpisode, i);

      if (episode->notable)
        self->episode = episode;
    }

  self->daily_excess = davy_episodes_daily_excess (self->episodes, self->series, self->expectation);

  return self;
}

/**
 * davy_usage_findings_free:
 * @self: (transfer full): findings
 */
void
davy_usage_findings_free (DavyUsageFindings *self)
{
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

  if (self->episode == NULL)
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
 * davy_usage_findings_get_part:
 * @self: findings
 * @part: which of the table's parts
 *
 * Returns: (transfer none): what to call it
 */
const char *
davy_usage_findings_get_part (const DavyUsageFindings *self, guint part)
{
  const char *name = g_ptr_array_index (self->table->parts, part);

  return *name != '\0' ? name : _ ("Other services");
}

/**
 * davy_usage_findings_dup_money:
 * @self: findings
 * @amount: an amount in the table's currency; NAN: not known
 *
 * Returns: (transfer full): the amount as people read it
 */
char *
davy_usage_findings_dup_money (const DavyUsageFindings *self, double amount)
{
  DavyMoney money =
      davy_money_new (amount, isnan (amount) ? "" : self->table->currency, self->table->basis);

  return davy_format_money (DAVY_LANGUAGE_WINDOW, &money, DAVY_FORMAT_ROUNDED);
}

static char *
label_value (double value, guint decimals, gpointer currency)
{
  DavyMoney money = davy_money_new (value, currency, DAVY_BASIS_UNKNOWN);

  return davy_format_money (DAVY_LANGUAGE_WINDOW, &money,
                            decimals == 0 ? DAVY_FORMAT_WHOLE : DAVY_FORMAT_DEFAULT);
}

static char *
label_day (DavyDay day, gboolean of_months, gpointer currency)
{
  return of_months ? davy_format_month (DAVY_LANGUAGE_WINDOW, day)
                   : davy_format_day_short (DAVY_LANGUAGE_WINDOW, day);
}

static void
add_services (const DavyUsageFindings *self, DavyPlot *plot, guint skipped)
{
  const DavyUsageTable *table = self->table;
  guint top = MIN (table->parts->len, TOP_SERVICES);
  g_autofree double *rest = g_new0 (double, table->length);

  for (guint i = 0; i < top; i++)
    davy_plot_add_layer (plot, table->by_part[i] + skipped, davy_usage_findings_get_part (self, i));
  if (top == table->parts->len)
    return;

  for (guint i = top; i < table->parts->len; i++)
    for (guint day = 0; day < table->length; day++)
      if (!isnan (table->by_part[i][day]))
        rest[day] += table->by_part[i][day];
  davy_plot_add_layer (plot, rest + skipped, _ ("Other services"));
}

static void
add_marks (const DavyUsageFindings *self, DavyPlot *plot, const DavyUsageView *view)
{
  for (guint i = 0; i < self->episodes->len; i++)
    {
      const DavyEpisode *episode = &g_array_index (self->episodes, DavyEpisode, i);
      DavyDay end = self->series->first + (DavyDay) self->series->length - 1;

      if (episode->notable)
        davy_plot_add_episode (plot, episode->onset, episode->running ? end : episode->end,
                               _ ("More than expected"));
    }

  for (guint i = 0; i < view->n_alerts; i++)
    davy_plot_add_mark (plot, view->alerts[i], DAVY_PLOT_MARK_ALERT, C_ ("graph", "Alert"));

  if (self->episode != NULL)
    {
      g_autofree char *day = davy_format_day_recent (DAVY_LANGUAGE_WINDOW, self->episode->onset);
      g_autofree char *peak = davy_usage_findings_dup_money (self, self->episode->peak_value);
      /* Translators: %s is a day such as "Tue 17 Nov"; a mark in the graph where the excess began.
       */
      g_autofree char *began = g_strdup_printf (_ ("Began %s"), day);

      davy_plot_add_mark (plot, self->episode->onset, DAVY_PLOT_MARK_ONSET, began);
      davy_plot_add_mark (plot, self->episode->peak, DAVY_PLOT_MARK_PEAK, peak);
    }
}

/**
 * davy_usage_findings_create_plot:
 * @self: findings
 * @view: how much of it, and how
 *
 * Returns: (transfer full): the graph
 */
DavyPlot *
davy_usage_findings_create_plot (const DavyUsageFindings *self, const DavyUsageView *view)
{
  guint days = CLAMP (view->days, 1, self->series->length);
  guint skipped = self->series->length - days;
  DavyPlot *plot = davy_plot_new (self->series->first + (DavyDay) skipped, days);

  davy_plot_set_labels (plot, label_value, label_day, g_strdup (self->table->currency), g_free);
  davy_plot_set_total (plot, self->series->values + skipped, _ ("Cost a day"));
  if (view->by_service)
    add_services (self, plot, skipped);
  davy_plot_set_band (plot, self->expectation->low + skipped, self->expectation->high + skipped,
                      _ ("Expected range"));
  if (self->series->incomplete > 0)
    davy_plot_set_incomplete (plot, self->series->incomplete, _ ("Not complete yet"));
  add_marks (self, plot, view);

  return plot;
}
