/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/subscriptions/davy-spending-words.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "core/davy-format.h"

#define MOST_CAUSES  3
#define HOURS_OF_DAY 24

/**
 * davy_figure_free:
 * @self: (transfer full): a figure
 */
void
davy_figure_free (DavyFigure *self)
{
  g_free (self->name);
  g_free (self->value);
  g_free (self->note);
  g_free (self);
}

/**
 * davy_figure_add:
 * @figures: (element-type DavyFigure): where it is added
 * @name: what it is
 * @value: an amount, in words for people
 *
 * Returns: (transfer none): the figure, without a note
 */
DavyFigure *
davy_figure_add (GPtrArray *figures, const char *name, const char *value)
{
  DavyFigure *self = g_new0 (DavyFigure, 1);

  self->name = g_strdup (name);
  self->value = g_strdup (value);
  g_ptr_array_add (figures, self);

  return self;
}

static char *
dup_money (const DavySpending *spending, double amount)
{
  DavyMoney money = davy_money_new (amount, spending->currency, spending->basis);

  return davy_format_money (DAVY_LANGUAGE_WINDOW, &money, DAVY_FORMAT_ROUNDED);
}

/* Returns: (transfer none) (nullable): nothing for an amount that is not known */
static DavyFigure *
add_amount (const DavySpending *spending, GPtrArray *figures, const char *name, double amount)
{
  g_autofree char *value = NULL;

  if (isnan (amount))
    return NULL;
  value = dup_money (spending, amount);

  return davy_figure_add (figures, name, value);
}

static void
add_month (const DavySpending *spending, GPtrArray *figures)
{
  const DavyForecast *forecast = &spending->forecast;
  guint days = forecast->days_left;
  DavyFigure *figure;

  add_amount (spending, figures, _ ("This month so far"), forecast->so_far);
  figure = add_amount (spending, figures, _ ("This month at this rate"), forecast->month);
  if (figure == NULL)
    return;

  if (forecast->by_episode)
    {
      g_autofree char *day = davy_format_day_recent (DAVY_LANGUAGE_WINDOW, spending->episode.onset);

      figure->note = g_strdup_printf (
          /* Translators: below what a month will come to: how many of its days are not over, or not
           * known in full, and a day such as "Tue 17 Nov" since which more is used than usual. */
          ngettext ("%1$u day still open, at the rate since %2$s",
                    "%1$u days still open, at the rate since %2$s", days),
          days, day);
    }
  else
    {
      figure->note = g_strdup_printf (
          /* Translators: below what a month will come to: how many of its days are not over, or not
           * known in full. */
          ngettext ("%u day still open, at the usual rate", "%u days still open, at the usual rate",
                    days),
          days);
    }
}

static void
add_last_day (const DavySpending *spending, GPtrArray *figures)
{
  g_autofree char *day = davy_format_day_recent (DAVY_LANGUAGE_WINDOW, spending->last);
  /* Translators: %s is a day such as "Tue 17 Nov"; above the cost of that day. */
  g_autofree char *name = g_strdup_printf (_ ("On %s"), day);

  add_amount (spending, figures, name, spending->last_cost);
  add_amount (spending, figures, _ ("Expected that day"), spending->last_expected);
}

static void
add_running_episode (const DavySpending *spending, GPtrArray *figures)
{
  g_autofree char *day = davy_format_day_recent (DAVY_LANGUAGE_WINDOW, spending->episode.onset);
  /* Translators: %s is a day such as "Tue 17 Nov"; above what a day costs since then. */
  g_autofree char *since = g_strdup_printf (_ ("Cost a day since %s"), day);
  /* Translators: %s is a day such as "Tue 17 Nov"; above an amount of money. */
  g_autofree char *excess = g_strdup_printf (_ ("More than expected since %s"), day);

  add_amount (spending, figures, _ ("Cost a day before"), spending->before);
  add_amount (spending, figures, since, spending->since);
  add_amount (spending, figures, excess, spending->episode.excess);
}

static void
add_past_episode (const DavySpending *spending, GPtrArray *figures)
{
  g_autofree char *from = davy_format_day_recent (DAVY_LANGUAGE_WINDOW, spending->episode.onset);
  g_autofree char *to = davy_format_day_recent (DAVY_LANGUAGE_WINDOW, spending->episode.end);
  g_autofree char *name = NULL;

  if (spending->episode.onset == spending->episode.end)
    /* Translators: %s is a day such as "Tue 17 Nov"; above an amount of money. */
    name = g_strdup_printf (_ ("More than expected on %s"), from);
  else
    /* Translators: two days such as "Tue 17 Nov"; above an amount of money. */
    name = g_strdup_printf (_ ("More than expected from %1$s to %2$s"), from, to);
  add_amount (spending, figures, name, spending->episode.excess);
}

/**
 * davy_spending_words_add:
 * @spending: what a subscription costs
 * @figures: (element-type DavyFigure): where its figures are added
 */
void
davy_spending_words_add (const DavySpending *spending, GPtrArray *figures)
{
  gboolean running = spending->has_episode && spending->episode.running;

  add_month (spending, figures);
  if (running)
    add_running_episode (spending, figures);
  else
    add_last_day (spending, figures);
  if (spending->has_episode && !running)
    add_past_episode (spending, figures);
}

/**
 * davy_spending_words_add_hour:
 * @spending: what a subscription costs, with an episode that is running and measured
 * @figures: (element-type DavyFigure): where what an hour costs is added
 */
void
davy_spending_words_add_hour (const DavySpending *spending, GPtrArray *figures)
{
  DavyFigure *figure =
      add_amount (spending, figures, _ ("Cost an hour"), spending->since / HOURS_OF_DAY);
  g_autofree char *day = davy_format_day_recent (DAVY_LANGUAGE_WINDOW, spending->episode.onset);

  if (figure != NULL)
    /* Translators: below what an hour costs; %s is a day such as "Tue 17 Nov". */
    figure->note = g_strdup_printf (_ ("Measured, on average of a day since %s"), day);
}

/**
 * davy_spending_words_dimension:
 * @dimension: by what use is told apart
 *
 * Returns: (transfer none): what to call one of it
 */
const char *
davy_spending_words_dimension (DavyDimension dimension)
{
  switch (dimension)
    {
    case DAVY_DIMENSION_REGION:
      return C_ ("cause", "Region");
    case DAVY_DIMENSION_GROUP:
      return C_ ("cause", "Resource group");
    case DAVY_DIMENSION_RESOURCE:
      return C_ ("cause", "Resource");
    case DAVY_DIMENSION_FAMILY:
      return C_ ("cause", "Size family");
    case DAVY_DIMENSION_SERVICE:
    default:
      return C_ ("cause", "Service");
    }
}

static char *
dup_cause (const DavySpendingCause *cause)
{
  const char *slash =
      cause->dimension == DAVY_DIMENSION_RESOURCE ? strrchr (cause->name, '/') : NULL;
  const char *name = slash != NULL && slash[1] != '\0' ? slash + 1 : cause->name;
  g_autofree char *share = davy_format_percent (DAVY_LANGUAGE_WINDOW, cause->share, 0);

  /* Translators: a service, region, resource group, resource or size family, then its share of what
   * was used more than expected, such as "96%". */
  return g_strdup_printf (C_ ("cause", "%1$s · %2$s"), name, share);
}

/**
 * davy_spending_words_dup_causes:
 * @spending: what a subscription costs
 * @dimension: by what use is told apart
 *
 * Returns: (transfer full) (nullable): what explains most of what was used more than expected, one
 *   a line; %NULL when that is not known
 */
char *
davy_spending_words_dup_causes (const DavySpending *spending, DavyDimension dimension)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < spending->causes->len && lines->len < MOST_CAUSES; i++)
    {
      const DavySpendingCause *cause = g_ptr_array_index (spending->causes, i);

      if (cause->dimension == dimension)
        g_ptr_array_add (lines, dup_cause (cause));
    }
  if (lines->len == 0)
    return NULL;
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (char **) lines->pdata);
}
