/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-findings.h"

#include <glib/gi18n.h>
#include <math.h>

#include "triage/davy-mark-words.h"

/* What the graph shows of some days, in words. */

static void
add_line (GString *text, char *line)
{
  g_string_append_printf (text, "\n%s", line);
  g_free (line);
}

static void
add_expected (const DavyUsageFindings *self, GString *text, guint day)
{
  double low = self->judged->expectation->low[day];
  double high = self->judged->expectation->high[day];
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (isnan (low) || isnan (high))
    return;

  from = davy_usage_findings_dup_money (self, MAX (low, 0));
  to = davy_usage_findings_dup_money (self, high);
  /* Translators: two amounts of money: the expected range of one day. */
  add_line (text, g_strdup_printf (_ ("Expected %1$s to %2$s"), from, to));
}

static void
add_part (const DavyUsageFindings *self, GString *text, const char *name, double amount)
{
  g_autofree char *money = NULL;

  if (isnan (amount) || amount == 0)
    return;

  money = davy_usage_findings_dup_money (self, amount);
  /* Translators: the name of an Azure service, then an amount of money. */
  add_line (text, g_strdup_printf (C_ ("graph", "%1$s: %2$s"), name, money));
}

static void
add_parts (const DavyUsageFindings *self, const DavyUsageView *view, GString *text, guint day)
{
  const DavyUsageTable *table = self->table;
  double rest = table->total[day];

  for (guint i = 0; i < view->n_top; i++)
    {
      double amount = table->by_part[view->top[i]][day];

      add_part (self, text, davy_usage_findings_get_part (self, view->top[i]), amount);
      rest -= isnan (amount) ? 0 : amount;
    }
  if (fabs (rest) >= 0.005)
    add_part (self, text, davy_usage_findings_get_rest (self), rest);
}

/* Each kind of thing once, however often it happened. */
static void
add_marks (const DavyUsageFindings *self,
           const DavyUsageView *view,
           GString *text,
           guint from,
           guint to)
{
  guint named = 0;

  for (guint i = 0; i < view->n_marks; i++)
    {
      const DavyUsageMark *mark = &view->marks[i];
      guint index;

      if (!davy_usage_findings_find_mark (self, mark, &index) || index < from || index > to ||
          (named & (1u << mark->kind)) != 0)
        continue;
      named |= 1u << mark->kind;
      add_line (text, g_strdup (davy_words_mark (mark->kind)));
    }
}

/* Days are named; of hours it is said when the first begins and when the last is over. */
static guint
get_end (const DavyUsageFindings *self, guint last)
{
  return davy_usage_findings_is_hourly (self) ? last + 1 : last;
}

static char *
dup_highest (const DavyUsageFindings *self, const DavyUsageSum *sum)
{
  g_autofree char *most =
      davy_usage_findings_dup_money (self, self->judged->series->values[sum->highest]);
  g_autofree char *when = davy_usage_findings_dup_point_recent (self, (guint) sum->highest);

  if (davy_usage_findings_is_hourly (self))
    /* Translators: an amount of money, then when an hour begins, such as "Tue 17 Nov, 02:00": the
     * costliest of several. */
    return g_strdup_printf (_ ("At most %1$s in an hour, from %2$s"), most, when);

  /* Translators: an amount of money, then a day such as "Tue 17 Nov": the costliest of several. */
  return g_strdup_printf (_ ("At most %1$s, on %2$s"), most, when);
}

/* Of days or hours of which no cost is known: why. */
static const char *
name_gap (const DavyUsageFindings *self, guint first, guint length)
{
  gboolean one = length == 1;

  if (davy_usage_findings_count_unpriced (self, first, length) > 0)
    return one ? _ ("No price is known for this hour") : _ ("No price is known for these hours");
  if (davy_usage_findings_is_hourly (self))
    return one ? _ ("Nothing is known of this hour") : _ ("Nothing is known of these hours");

  return one ? _ ("Nothing is known of this day") : _ ("Nothing is known of these days");
}

/* What is known of several days together, one thing a line. */
static char *
dup_together (const DavyUsageFindings *self, const DavyUsageView *view, guint first, guint last)
{
  DavyUsageSum sum = davy_usage_findings_sum (self, first, last - first + 1);
  g_autofree char *from = davy_usage_findings_dup_point (self, first);
  g_autofree char *to = davy_usage_findings_dup_point (self, get_end (self, last));
  g_autofree char *span = g_strdup_printf (C_ ("span of time", "%1$s – %2$s"), from, to);
  g_autofree char *money = NULL;
  g_autoptr (GString) text = g_string_new (span);

  if (sum.highest < 0)
    {
      add_line (text, g_strdup (name_gap (self, first, last - first + 1)));
      return g_string_free (g_steal_pointer (&text), FALSE);
    }

  money = davy_usage_findings_dup_money (self, sum.amount);
  /* Translators: %s is an amount of money: the sum of several days. */
  add_line (text, g_strdup_printf (_ ("%s in all"), money));
  add_line (text, dup_highest (self, &sum));
  add_marks (self, view, text, first, last);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * davy_usage_findings_dup_reading:
 * @self: findings
 * @view: what of it is shown
 * @from: a day, or an hour, of the series
 * @to: the same, or a later one
 *
 * Returns: (transfer full): what is known of that day, or of those days together, one thing a line,
 *   the day first; likewise of hours
 */
char *
davy_usage_findings_dup_reading (const DavyUsageFindings *self,
                                 const DavyUsageView *view,
                                 guint from,
                                 guint to)
{
  DavyDay date = self->judged->series->first + (DavyDay) from;
  g_autofree char *name = davy_usage_findings_dup_point (self, from);
  g_autoptr (GString) text = g_string_new (name);

  if (to > from)
    return dup_together (self, view, from, to);

  if (isnan (self->judged->series->values[from]))
    add_line (text, g_strdup (name_gap (self, from, 1)));
  else
    add_line (text, davy_usage_findings_dup_money (self, self->judged->series->values[from]));
  if (!view->parted)
    add_expected (self, text, from);
  else if (!isnan (self->judged->series->values[from]))
    add_parts (self, view, text, from);
  if (davy_series_is_incomplete (self->judged->series, from))
    add_line (text, g_strdup (_ ("Not complete yet")));
  if (self->judged->episode != NULL && self->judged->episode->onset == date)
    add_line (text, g_strdup (_ ("The excess began here")));
  add_marks (self, view, text, from, from);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * davy_usage_findings_dup_span:
 * @self: findings
 * @first: the first of several days, or hours, of the series
 * @length: how many
 *
 * Returns: (transfer full): what they come to together, in a phrase
 */
char *
davy_usage_findings_dup_span (const DavyUsageFindings *self, guint first, guint length)
{
  DavyUsageSum sum = davy_usage_findings_sum (self, first, length);
  g_autofree char *from = davy_usage_findings_dup_point_recent (self, first);
  g_autofree char *to =
      davy_usage_findings_dup_point_recent (self, get_end (self, first + length - 1));
  g_autofree char *span =
      length > 1 ? g_strdup_printf (C_ ("span of time", "%1$s – %2$s"), from, to) : g_strdup (from);
  g_autofree char *money = NULL;
  g_autofree char *excess = NULL;

  if (sum.highest < 0 && davy_usage_findings_count_unpriced (self, first, length) > 0)
    /* Translators: %s is a span of time, such as "Tue 17 Nov, 02:00 – Tue 17 Nov, 05:00". */
    return g_strdup_printf (_ ("%s: no price is known"), span);
  if (sum.highest < 0)
    /* Translators: %s is a day or a span of time, such as "Thu 12 Nov – Wed 18 Nov". */
    return g_strdup_printf (_ ("%s: nothing is known"), span);

  money = davy_usage_findings_dup_money (self, sum.amount);
  if (sum.excess <= 0)
    /* Translators: a day or a span of time, such as "Thu 12 Nov – Wed 18 Nov", then an amount. */
    return g_strdup_printf (C_ ("span of time", "%1$s: %2$s"), span, money);

  excess = davy_usage_findings_dup_money (self, sum.excess);
  /* Translators: a day or a span of time, such as "Thu 12 Nov – Wed 18 Nov", then two amounts. */
  return g_strdup_printf (_ ("%1$s: %2$s, %3$s more than expected"), span, money, excess);
}

static void
add_sentence (GString *text, char *sentence)
{
  g_string_append_printf (text, " %s", sentence);
  g_free (sentence);
}

/* How to see what was used at no known price. */
static const char *
find_hint (const DavyUsageFindings *self)
{
  if (!davy_usage_findings_is_counted (self))
    return NULL;

  return self->part < 0
             ? _ ("To see how much was used, choose a single service and then “Quantity”.")
             : _ ("To see how much was used, choose “Quantity”.");
}

/**
 * davy_usage_findings_dup_unpriced:
 * @self: findings
 *
 * Returns: (transfer full) (nullable): of how much of what was used no price is known, and what can
 *   be shown instead; %NULL when there is no such hour
 */
char *
davy_usage_findings_dup_unpriced (const DavyUsageFindings *self)
{
  guint n = davy_usage_findings_count_unpriced (self, 0, self->judged->series->length);
  const char *hint;
  GString *text;

  if (n == 0)
    return NULL;

  hint = find_hint (self);
  text = g_string_new (NULL);
  if (davy_usage_findings_has_values (self))
    g_string_printf (text,
                     /* Translators: %u: how many hours are left out of the graph. */
                     ngettext ("No price is known for %u hour: it is a gap in the graph.",
                               "No price is known for %u hours: they are gaps in the graph.", n),
                     n);
  else
    g_string_append (text, _ ("No price is known for these hours."));
  if (hint != NULL)
    g_string_append_printf (text, " %s", hint);

  return g_string_free (text, FALSE);
}

static void
tell_unpriced (const DavyUsageFindings *self, GString *text)
{
  char *sentence = davy_usage_findings_dup_unpriced (self);

  if (sentence != NULL)
    add_sentence (text, sentence);
}

static void
tell_sum (const DavyUsageFindings *self, const DavyUsageView *view, GString *text)
{
  DavyUsageSum sum = davy_usage_findings_sum (self, view->first, view->length);
  g_autofree char *money = davy_usage_findings_dup_money (self, sum.amount);

  if (sum.highest >= 0)
    /* Translators: %s is an amount of money: the sum of several days. */
    add_sentence (text, g_strdup_printf (_ ("%s in all."), money));
}

static void
tell_parts (const DavyUsageFindings *self, const DavyUsageView *view, GString *text)
{
  for (guint i = 0; view->parted && i < view->n_top; i++)
    {
      const double *days = self->table->by_part[view->top[i]];
      double sum = 0;
      g_autofree char *money = NULL;

      for (guint day = view->first; day < view->first + view->length; day++)
        sum += isnan (days[day]) ? 0 : days[day];
      money = davy_usage_findings_dup_money (self, sum);
      add_sentence (
          text,
          /* Translators: the name of an Azure service, then an amount of money: a sentence. */
          g_strdup_printf (C_ ("graph", "%1$s: %2$s."),
                           davy_usage_findings_get_part (self, view->top[i]), money));
    }
}

static void
tell_budget (const DavyUsageFindings *self, const DavyUsageView *view, GString *text)
{
  g_autofree char *money = NULL;

  if (view->budget <= 0 || self->whole != NULL || davy_usage_findings_is_hourly (self))
    return;

  money = davy_usage_findings_dup_money (self, view->budget);
  /* Translators: %s is an amount of money: what the customer's budget comes to a day. */
  add_sentence (text, g_strdup_printf (_ ("The customer’s budget is %s a day."), money));
}

static void
tell_marks (const DavyUsageFindings *self, const DavyUsageView *view, GString *text)
{
  guint n_alerts = 0;
  guint n_others = 0;

  for (guint i = 0; i < view->n_marks; i++)
    {
      guint index;

      if (!davy_usage_findings_find_mark (self, &view->marks[i], &index) || index < view->first ||
          index >= view->first + view->length)
        continue;
      if (view->marks[i].kind == DAVY_PLOT_MARK_ALERT)
        n_alerts++;
      else
        n_others++;
    }

  if (n_alerts > 0)
    /* Translators: %u: how many alerts fall into the days shown. */
    add_sentence (text, g_strdup_printf (ngettext ("%u alert in this time.",
                                                   "%u alerts in this time.", n_alerts),
                                         n_alerts));
  if (n_others > 0)
    add_sentence (
        /* Translators: %u: how many events fall into the days shown. */
        text, g_strdup_printf (ngettext ("%u event of the activity log in this time.",
                                         "%u events of the activity log in this time.", n_others),
                               n_others));
}

/* The whole is told by days beside it. */
static char *
dup_opening (const DavyUsageFindings *self, const DavyUsageView *view)
{
  g_autofree char *from = davy_usage_findings_dup_point (self, view->first);
  g_autofree char *to =
      davy_usage_findings_dup_point (self, get_end (self, view->first + view->length - 1));
  g_autofree char *headline = NULL;
  g_autofree char *explanation = NULL;

  if (davy_usage_findings_is_hourly (self))
    return g_strdup_printf (
        /* Translators: when the first hour begins and the last is over, as "Tue 17 Nov, 02:00". */
        _ ("From %1$s to %2$s, hour by hour. The expected range is known for days only."), from,
        to);

  headline = davy_usage_findings_dup_headline (self);
  explanation = davy_usage_findings_dup_explanation (self);

  /* Translators: two dates, then two phrases such as "≈ €1,420 a day more than expected" and "On
   * Tue 17 Nov it was €1,412, where €180 to €230 were expected". */
  return g_strdup_printf (_ ("From %1$s to %2$s. %3$s. %4$s."), from, to, headline, explanation);
}

/**
 * davy_usage_findings_dup_summary:
 * @self: findings that have values
 * @view: what of it is shown
 *
 * Returns: (transfer full): the graph in a few sentences, for who cannot see it
 */
char *
davy_usage_findings_dup_summary (const DavyUsageFindings *self, const DavyUsageView *view)
{
  g_autofree char *opening = dup_opening (self, view);
  g_autoptr (GString) text = g_string_new (opening);

  tell_sum (self, view, text);
  tell_unpriced (self, text);
  tell_parts (self, view, text);
  tell_budget (self, view, text);
  tell_marks (self, view, text);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
