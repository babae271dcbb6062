/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-report-usage.h"

#include <math.h>
#include <string.h>

#include "core/davy-catalogue.h"
#include "core/davy-money.h"
#include "triage/davy-activity-marks.h"
#include "triage/davy-episode-mark.h"
#include "triage/davy-mark-words.h"

/* The usage in a report: the graph, and in words what was more than expected. What is expected
 * follows from all days that are known; only the last are drawn. */

#define DAYS_DRAWN 90

typedef struct
{
  DavyLanguage language;
  char *currency;
  DavyPriceBasis basis;
} Labels;

static void
labels_free (gpointer data)
{
  Labels *labels = data;

  g_free (labels->currency);
  g_free (labels);
}

static char *
label_value (double value, guint decimals, gpointer data)
{
  const Labels *labels = data;
  DavyMoney money = davy_money_new (value, labels->currency, labels->basis);

  return davy_format_money (labels->language, &money,
                            decimals == 0 ? DAVY_FORMAT_WHOLE : DAVY_FORMAT_DEFAULT);
}

static char *
label_day (DavyDay day, gboolean of_months, gpointer data)
{
  const Labels *labels = data;

  return of_months ? davy_format_month (labels->language, day)
                   : davy_format_day_short (labels->language, day);
}

static char *
dup_money (const Labels *labels, double amount)
{
  DavyMoney money = davy_money_new (amount, labels->currency, labels->basis);

  return davy_format_money (labels->language, &money, DAVY_FORMAT_ROUNDED);
}

static DavyDay
read_day (const DavyJson *object, const char *name)
{
  const char *text = davy_json_string (object, name, DAVY_JSON_REQUIRED);
  DavyDay day = 0;

  if (text != NULL && !davy_day_parse (text, &day))
    davy_json_fail (object, "has no day");

  return day;
}

static double
read_amount (const DavyJson *day, const char *name)
{
  const DavyJson amount = davy_json_member (day, name);

  return davy_json_exists (&amount) ? davy_json_number (day, name, DAVY_JSON_REQUIRED)
                                    : (double) NAN;
}

static void
read_days (DavyPlot *plot, const DavyJson *days, guint first, guint n)
{
  g_autofree double *cost = g_new (double, n);
  g_autofree double *low = g_new (double, n);
  g_autofree double *high = g_new (double, n);
  guint incomplete = 0;

  for (guint i = 0; i < n; i++)
    {
      const DavyJson day = davy_json_element (days, first + i);

      cost[i] = read_amount (&day, "cost");
      low[i] = read_amount (&day, "low");
      high[i] = read_amount (&day, "high");
      incomplete += davy_json_boolean (&day, "incomplete", DAVY_JSON_OPTIONAL);
    }
  davy_plot_set_total (plot, cost, _ ("Cost a day"));
  davy_plot_set_band (plot, low, high, _ ("Expected range"));
  if (incomplete > 0)
    davy_plot_set_incomplete (plot, incomplete, _ ("Not complete yet"));
}

static void
mark_alerts (DavyPlot *plot, const DavyJson *alerts)
{
  guint n = davy_json_length (alerts, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n; i++)
    {
      const DavyJson alert = davy_json_element (alerts, i);
      DavyTime created = davy_json_time (&alert, "createdAt", DAVY_JSON_OPTIONAL);

      if (created != DAVY_TIME_UNSET)
        davy_plot_add_mark (plot, davy_day_from_time (created), DAVY_PLOT_MARK_ALERT,
                            davy_words_mark (DAVY_PLOT_MARK_ALERT));
    }
}

static void
mark_activity (DavyPlot *plot, const DavyJson *activity)
{
  guint n = davy_json_length (activity, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n; i++)
    {
      const DavyJson mark = davy_json_element (activity, i);
      const char *word = davy_json_string (&mark, "kind", DAVY_JSON_REQUIRED);
      DavyDay day = read_day (&mark, "day");
      DavyPlotMarkKind kind;

      if (davy_activity_mark_find_kind (word, &kind))
        davy_plot_add_mark (plot, day, kind, davy_words_mark (kind));
    }
}

/* Returns: whether it is seen in the graph */
static gboolean
add_episode (DavyReport *self, DavyPlot *plot, const DavyJson *object, const Labels *labels)
{
  const DavyEpisode episode = {
    .onset = read_day (object, "from"),
    .peak = read_day (object, "peak"),
    .end = read_day (object, "to"),
    .running = davy_json_boolean (object, "running", DAVY_JSON_OPTIONAL),
  };
  g_autofree char *excess = dup_money (labels, read_amount (object, "excess"));
  g_autofree char *peak = dup_money (labels, read_amount (object, "peakCost"));
  g_autofree char *began = davy_format_day (labels->language, episode.onset);
  g_autofree char *ended = davy_format_day (labels->language, episode.end);
  g_autofree char *name = NULL;

  if (episode.end < davy_plot_get_first (plot))
    return FALSE;
  davy_episode_mark (&episode, plot, labels->language, peak);

  if (episode.running)
    /* Translators: %s is a day; what stands behind it is an amount of money. */
    name = g_strdup_printf (_ ("More than expected since %s, so far"), began);
  else
    /* Translators: two days; what stands behind them is an amount of money. */
    name = g_strdup_printf (_ ("More than expected from %1$s to %2$s"), began, ended);
  davy_report_add (self, DAVY_REPORT_FACT, name, excess);

  return TRUE;
}

static DavyPriceBasis
read_basis (const DavyJson *usage)
{
  const char *word = davy_json_string (usage, "basis", DAVY_JSON_OPTIONAL);

  if (g_strcmp0 (word, "list") == 0)
    return DAVY_BASIS_LIST;
  if (g_strcmp0 (word, "invoiced") == 0)
    return DAVY_BASIS_INVOICED;
  if (g_strcmp0 (word, "estimated") == 0)
    return DAVY_BASIS_ESTIMATED;

  return DAVY_BASIS_UNKNOWN;
}

static void
add_basis (DavyReport *self, const DavyJson *usage, DavyPriceBasis basis)
{
  if (basis == DAVY_BASIS_LIST)
    davy_report_add (self, DAVY_REPORT_FACT, C_ ("report", "Prices"), _ ("List price."));
  else if (basis == DAVY_BASIS_INVOICED)
    davy_report_add (self, DAVY_REPORT_FACT, C_ ("report", "Prices"), _ ("As invoiced."));
  else if (basis == DAVY_BASIS_ESTIMATED)
    davy_report_add (self, DAVY_REPORT_FACT, C_ ("report", "Prices"),
                     _ ("Estimated from quantities and this period’s unit prices."));
  if (davy_json_boolean (usage, "incompletePrices", DAVY_JSON_OPTIONAL))
    davy_report_add (self, DAVY_REPORT_TEXT, NULL,
                     _ ("Incomplete: some meters have no price, their cost comes on top."));
}

/**
 * davy_report_add_usage:
 * @self: a report without a graph
 * @usage: the usage in the case file
 * @alerts: its alerts
 * @activity: what of its activity log is drawn
 *
 * Adds the section of the usage, with its graph.
 */
void
davy_report_add_usage (DavyReport *self,
                       const DavyJson *usage,
                       const DavyJson *alerts,
                       const DavyJson *activity)
{
  const DavyJson days = davy_json_member (usage, "days");
  const DavyJson episodes = davy_json_member (usage, "episodes");
  guint n_days = davy_json_length (&days, DAVY_JSON_REQUIRED);
  guint n = MIN (n_days, DAYS_DRAWN);
  guint n_episodes = davy_json_length (&episodes, DAVY_JSON_OPTIONAL);
  gboolean calm = TRUE;
  const char *currency = davy_json_string (usage, "currency", DAVY_JSON_OPTIONAL);
  g_autoptr (DavyPlot) plot = NULL;
  Labels *labels;
  DavyJson first;

  if (n == 0)
    return;

  labels = g_new0 (Labels, 1);
  labels->language = self->language;
  labels->currency = g_strdup (currency != NULL ? currency : "");
  labels->basis = read_basis (usage);
  first = davy_json_element (&days, n_days - n);
  plot = davy_plot_new (read_day (&first, "day"), n);
  davy_plot_set_labels (plot, label_value, label_day, labels, labels_free);
  read_days (plot, &days, n_days - n, n);
  if (!davy_plot_has_values (plot))
    return;

  mark_alerts (plot, alerts);
  mark_activity (plot, activity);
  davy_report_add (self, DAVY_REPORT_SECTION, _ ("Usage"), NULL);
  davy_report_add (self, DAVY_REPORT_GRAPH, NULL, NULL);
  for (guint i = 0; i < n_episodes; i++)
    {
      const DavyJson episode = davy_json_element (&episodes, i);

      calm &= !add_episode (self, plot, &episode, labels);
    }
  if (calm)
    davy_report_add (self, DAVY_REPORT_TEXT, NULL, _ ("The usage stayed in its expected range."));
  add_basis (self, usage, labels->basis);
  self->plot = g_steal_pointer (&plot);
}
