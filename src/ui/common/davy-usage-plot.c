/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-findings.h"

#include <glib/gi18n.h>
#include <math.h>

#include "core/davy-format.h"
#include "triage/davy-episode-mark.h"
#include "triage/davy-mark-words.h"

/* The graph made of the findings. */

typedef struct
{
  char *currency;
  char *unit; /* (nullable): it is money */
  DavyTime hours_from;
} Labels;

static void
labels_free (gpointer data)
{
  Labels *labels = data;

  g_free (labels->currency);
  g_free (labels->unit);
  g_free (labels);
}

static char *
label_value (double value, guint decimals, gpointer data)
{
  const Labels *labels = data;
  DavyMoney money = davy_money_new (value, labels->currency, DAVY_BASIS_UNKNOWN);

  if (labels->unit != NULL)
    return davy_format_number (DAVY_LANGUAGE_WINDOW, value, decimals);

  return davy_format_money (DAVY_LANGUAGE_WINDOW, &money,
                            decimals == 0 ? DAVY_FORMAT_WHOLE : DAVY_FORMAT_DEFAULT);
}

static char *
label_day (DavyDay day, gboolean of_months, gpointer data)
{
  return of_months ? davy_format_month (DAVY_LANGUAGE_WINDOW, day)
                   : davy_format_day_short (DAVY_LANGUAGE_WINDOW, day);
}

/* As the clock here says it, which may have been put forward or back since the first. */
static char *
label_hour (guint index, gpointer data)
{
  const Labels *labels = data;

  return davy_format_time (DAVY_LANGUAGE_WINDOW, labels->hours_from + index * DAVY_TIME_HOUR);
}

static void
set_labels (const DavyUsageFindings *self, DavyPlot *plot)
{
  Labels *labels = g_new0 (Labels, 1);

  labels->currency = g_strdup (self->table->currency);
  labels->unit = g_strdup (self->unit);
  labels->hours_from = self->table->hours_from;
  davy_plot_set_labels (plot, label_value, label_day, labels, labels_free);
}

static void
set_total (const DavyUsageFindings *self, DavyPlot *plot)
{
  gboolean hourly = davy_usage_findings_is_hourly (self);
  const char *cost = hourly ? _ ("Cost an hour") : _ ("Cost a day");
  g_autofree char *counted = NULL;

  if (self->unit != NULL && hourly)
    /* Translators: %s is a unit such as "1 Hour", as Azure names it. */
    counted = g_strdup_printf (_ ("Quantity an hour (%s)"), self->unit);
  else if (self->unit != NULL)
    /* Translators: %s is a unit such as "1 Hour", as Azure names it. */
    counted = g_strdup_printf (_ ("Quantity a day (%s)"), self->unit);
  davy_plot_set_total (plot, self->judged->series->values, counted != NULL ? counted : cost);
}

static void
add_parts (const DavyUsageFindings *self, DavyPlot *plot, const DavyUsageView *view)
{
  g_autofree double *rest = davy_usage_findings_dup_rest (self, view);

  for (guint i = 0; i < view->n_top; i++)
    davy_plot_add_layer (plot, self->table->by_part[view->top[i]],
                         davy_usage_findings_get_part (self, view->top[i]));
  if (rest != NULL)
    davy_plot_add_layer (plot, rest, davy_usage_findings_get_rest (self));
}

static void
add_episodes (const DavyUsageFindings *self, DavyPlot *plot)
{
  for (guint i = 0; i < self->judged->episodes->len; i++)
    {
      const DavyEpisode *episode = &g_array_index (self->judged->episodes, DavyEpisode, i);

      if (episode->notable)
        {
          g_autofree char *peak = davy_usage_findings_dup_money (self, episode->peak_value);

          davy_episode_mark (episode, plot, DAVY_LANGUAGE_WINDOW, peak);
        }
    }
}

static void
add_marks (const DavyUsageFindings *self, DavyPlot *plot, const DavyUsageView *view)
{
  for (guint i = 0; i < view->n_marks; i++)
    {
      const DavyUsageMark *mark = &view->marks[i];
      guint index;

      if (davy_usage_findings_find_mark (self, mark, &index))
        davy_plot_add_mark_at (plot, index, mark->kind, davy_words_mark (mark->kind));
    }
}

/**
 * davy_usage_findings_create_plot:
 * @self: findings
 * @view: how it is shown
 *
 * Returns: (transfer full): the graph of all days, or hours
 */
DavyPlot *
davy_usage_findings_create_plot (const DavyUsageFindings *self, const DavyUsageView *view)
{
  gboolean hourly = davy_usage_findings_is_hourly (self);
  DavyPlot *plot =
      hourly
          ? davy_plot_new_hourly (self->table->hours_from, self->judged->series->length, label_hour)
          : davy_plot_new (self->judged->series->first, self->judged->series->length);

  set_labels (self, plot);
  set_total (self, plot);
  if (view->parted)
    add_parts (self, plot, view);
  if (!hourly)
    davy_plot_set_band (plot, self->judged->expectation->low, self->judged->expectation->high,
                        _ ("Expected range"));
  if (self->judged->series->incomplete > 0)
    davy_plot_set_incomplete (plot, self->judged->series->incomplete, _ ("Not complete yet"));
  if (view->budget > 0 && self->whole == NULL && !hourly)
    davy_plot_set_limit (plot, view->budget, _ ("Customer’s budget, a day’s share"));
  add_episodes (self, plot);
  add_marks (self, plot, view);

  return plot;
}
