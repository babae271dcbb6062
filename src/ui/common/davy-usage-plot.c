/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-findings.h"

#include <glib/gi18n.h>
#include <math.h>

#include "core/davy-format.h"
#include "triage/davy-episode-mark.h"

/* The graph made of the findings. */

typedef struct
{
  char *currency;
  char *unit; /* (nullable): it is money */
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

static void
set_labels (const DavyUsageFindings *self, DavyPlot *plot)
{
  Labels *labels = g_new0 (Labels, 1);

  labels->currency = g_strdup (self->table->currency);
  labels->unit = g_strdup (self->unit);
  davy_plot_set_labels (plot, label_value, label_day, labels, labels_free);
}

static void
set_total (const DavyUsageFindings *self, DavyPlot *plot)
{
  g_autofree char *counted = NULL;

  if (self->unit != NULL)
    /* Translators: %s is a unit such as "1 Hour", as Azure names it. */
    counted = g_strdup_printf (_ ("Quantity a day (%s)"), self->unit);
  davy_plot_set_total (plot, self->series->values, counted != NULL ? counted : _ ("Cost a day"));
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
  for (guint i = 0; i < self->episodes->len; i++)
    {
      const DavyEpisode *episode = &g_array_index (self->episodes, DavyEpisode, i);

      if (episode->notable)
        {
          g_autofree char *peak = davy_usage_findings_dup_money (self, episode->peak_value);

          davy_episode_mark (episode, plot, DAVY_LANGUAGE_WINDOW, peak);
        }
    }
}

/**
 * davy_usage_findings_create_plot:
 * @self: findings
 * @view: how it is shown
 *
 * Returns: (transfer full): the graph of all days
 */
DavyPlot *
davy_usage_findings_create_plot (const DavyUsageFindings *self, const DavyUsageView *view)
{
  DavyPlot *plot = davy_plot_new (self->series->first, self->series->length);

  set_labels (self, plot);
  set_total (self, plot);
  if (view->parted)
    add_parts (self, plot, view);
  davy_plot_set_band (plot, self->expectation->low, self->expectation->high, _ ("Expected range"));
  if (self->series->incomplete > 0)
    davy_plot_set_incomplete (plot, self->series->incomplete, _ ("Not complete yet"));
  if (view->budget > 0 && self->whole == NULL)
    davy_plot_set_limit (plot, view->budget, _ ("Customer’s budget, a day’s share"));
  add_episodes (self, plot);
  for (guint i = 0; i < view->n_marks; i++)
    davy_plot_add_mark (plot, view->marks[i].day, view->marks[i].kind,
                        davy_usage_mark_get_name (view->marks[i].kind));

  return plot;
}
