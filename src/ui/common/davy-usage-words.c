/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-findings.h"

#include <glib/gi18n.h>
#include <math.h>

#include "core/davy-format.h"

/* What the findings say, in sentences. */

static gboolean
is_learning (const DavyUsageFindings *self)
{
  int last = davy_usage_findings_get_last_complete (self);

  return last < 0 || self->expectation->alarm[last] == DAVY_ALARM_LEARNING;
}

/**
 * davy_usage_findings_dup_headline:
 * @self: findings that have values
 *
 * Returns: (transfer full): what matters most, in a few words with the amount in them
 */
char *
davy_usage_findings_dup_headline (const DavyUsageFindings *self)
{
  double amount = davy_usage_findings_get_usual (self);
  g_autofree char *money = NULL;

  if (!isnan (self->daily_excess))
    {
      money = davy_usage_findings_dup_money (self, self->daily_excess);
      /* Translators: %s is an amount of money, roughly: what is spent a day above the usual. */
      return g_strdup_printf (_ ("≈ %s a day more than expected"), money);
    }

  if (self->episode != NULL && self->episode->running)
    return g_strdup (_ ("More than expected"));

  if (isnan (amount))
    return g_strdup (_ ("No complete day yet"));

  money = davy_usage_findings_dup_money (self, amount);
  /* Translators: %s is an amount of money, roughly: what is usually spent a day. */
  return g_strdup_printf (_ ("≈ %s a day"), money);
}

/* What most of the excess comes from; nothing when nothing stands out. */
static char *
explain_cause (const DavyUsageFindings *self)
{
  double share = 0;
  int cause = davy_usage_findings_get_cause (self, &share);
  g_autofree char *percent = NULL;

  if (cause < 0 || share < 0.5)
    return NULL;

  percent = davy_format_percent (DAVY_LANGUAGE_WINDOW, share, 0);
  /* Translators: a share such as "98%", then the name of an Azure service. */
  return g_strdup_printf (_ ("%1$s of it: %2$s"), percent,
                          davy_usage_findings_get_part (self, (guint) cause));
}

static char *
explain_episode (const DavyUsageFindings *self)
{
  const DavyEpisode *episode = self->episode;
  g_autofree char *excess = davy_usage_findings_dup_money (self, episode->excess);
  g_autofree char *onset = davy_format_day_recent (DAVY_LANGUAGE_WINDOW, episode->onset);
  g_autofree char *end = davy_format_day_recent (DAVY_LANGUAGE_WINDOW, episode->end);

  if (episode->running)
    /* Translators: a day such as "Tue 17 Nov", then an amount of money. */
    return g_strdup_printf (_ ("Since %1$s, %2$s so far"), onset, excess);

  if (episode->onset == episode->end)
    /* Translators: a day such as "Tue 17 Nov", then an amount of money. */
    return g_strdup_printf (_ ("As expected again, after %2$s more than expected on %1$s"), onset,
                            excess);

  /* Translators: two days such as "Tue 17 Nov", then an amount of money. */
  return g_strdup_printf (_ ("As expected again, after %3$s more than expected from %1$s to %2$s"),
                          onset, end, excess);
}

/**
 * davy_usage_findings_dup_explanation:
 * @self: findings that have values
 *
 * Returns: (transfer full): the sentence below the headline
 */
char *
davy_usage_findings_dup_explanation (const DavyUsageFindings *self)
{
  if (self->episode != NULL)
    {
      g_autofree char *episode = explain_episode (self);
      g_autofree char *cause = explain_cause (self);

      if (cause == NULL)
        return g_steal_pointer (&episode);

      /* Translators: two phrases, such as "Since Tue 17 Nov, €8,412 so far" and "98% of it:
       * Virtual Machines". */
      return g_strdup_printf (C_ ("usage", "%1$s · %2$s"), episode, cause);
    }
  if (is_learning (self))
    return g_strdup (_ ("Too few days are known to say what is expected"));

  return g_strdup (_ ("As expected"));
}

/**
 * davy_usage_findings_dup_basis:
 * @self: findings
 *
 * Returns: (transfer full): which price the amounts are made with, what is missing, and how old
 *   they are
 */
char *
davy_usage_findings_dup_basis (const DavyUsageFindings *self)
{
  const DavyUsageTable *table = self->table;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  switch (table->basis)
    {
    case DAVY_BASIS_LIST:
      g_ptr_array_add (parts, g_strdup (_ ("List price.")));
      break;
    case DAVY_BASIS_INVOICED:
      g_ptr_array_add (parts, g_strdup (_ ("As invoiced.")));
      break;
    case DAVY_BASIS_ESTIMATED:
      g_ptr_array_add (parts,
                       g_strdup (_ ("Estimated from quantities and this period’s unit prices.")));
      break;
    case DAVY_BASIS_UNKNOWN:
    default:
      break;
    }

  if (table->incomplete_prices)
    g_ptr_array_add (parts, g_strdup (_ ("Incomplete: some meters have no price, their cost comes "
                                         "on top.")));
  if (table->fetched_at != DAVY_TIME_UNSET)
    {
      g_autofree char *time = davy_format_recent (DAVY_LANGUAGE_WINDOW, table->fetched_at);

      /* Translators: %s is a time or a date: when the usage was last read. */
      g_ptr_array_add (parts, g_strdup_printf (_ ("Read %s."), time));
    }
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" ", (char **) parts->pdata);
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
  guint days = MIN (view->days, self->series->length);
  DavyDay last = self->series->first + (DavyDay) self->series->length - 1;
  g_autofree char *from = davy_format_day (DAVY_LANGUAGE_WINDOW, last - (DavyDay) days + 1);
  g_autofree char *to = davy_format_day (DAVY_LANGUAGE_WINDOW, last);
  g_autofree char *headline = davy_usage_findings_dup_headline (self);
  g_autofree char *explanation = davy_usage_findings_dup_explanation (self);
  g_autofree char *alerts = NULL;
  guint shown = 0;

  for (guint i = 0; i < view->n_alerts; i++)
    shown += view->alerts[i] > last - (DavyDay) days && view->alerts[i] <= last;
  if (shown > 0)
    alerts = g_strdup_printf (ngettext ("%u alert in this time.", "%u alerts in this time.", shown),
                              shown);

  /* Translators: two dates, then two phrases such as "≈ €1,420 a day more than expected" and "Since
   * Tue 17 Nov, €8,412 so far", then nothing or a sentence about alerts. */
  return g_strchomp (g_strdup_printf (_ ("From %1$s to %2$s. %3$s. %4$s. %5$s"), from, to, headline,
                                      explanation, alerts != NULL ? alerts : ""));
}

static void
add_line (GString *text, char *line)
{
  g_string_append_printf (text, "\n%s", line);
  g_free (line);
}

static void
add_expected (const DavyUsageFindings *self, GString *text, guint day)
{
  double low = self->expectation->low[day];
  double high = self->expectation->high[day];
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
add_services (const DavyUsageFindings *self, GString *text, guint day)
{
  const DavyUsageTable *table = self->table;

  for (guint i = 0; i < MIN (table->parts->len, 5); i++)
    {
      g_autofree char *money = NULL;

      if (isnan (table->by_part[i][day]) || table->by_part[i][day] == 0)
        continue;
      money = davy_usage_findings_dup_money (self, table->by_part[i][day]);
      /* Translators: the name of an Azure service, then an amount of money. */
      add_line (text, g_strdup_printf (C_ ("graph", "%1$s: %2$s"),
                                       davy_usage_findings_get_part (self, i), money));
    }
}

/* What is known of several days together, one thing a line. */
static char *
dup_span (const DavyUsageFindings *self, guint first, guint last)
{
  const double *values = self->series->values;
  g_autofree char *from =
      davy_format_day (DAVY_LANGUAGE_WINDOW, self->series->first + (DavyDay) first);
  g_autofree char *to =
      davy_format_day (DAVY_LANGUAGE_WINDOW, self->series->first + (DavyDay) last);
  g_autofree char *span = g_strdup_printf (C_ ("span of time", "%1$s – %2$s"), from, to);
  g_autofree char *money = NULL;
  g_autofree char *day = NULL;
  g_autoptr (GString) text = g_string_new (span);
  double sum = 0;
  int most = -1;

  for (guint i = first; i <= last; i++)
    if (!isnan (values[i]))
      {
        sum += values[i];
        if (most < 0 || values[i] > values[most])
          most = (int) i;
      }
  if (most < 0)
    {
      add_line (text, g_strdup (_ ("Nothing is known of these days")));
      return g_string_free (g_steal_pointer (&text), FALSE);
    }

  money = davy_usage_findings_dup_money (self, sum);
  /* Translators: %s is an amount of money: the sum of several days. */
  add_line (text, g_strdup_printf (_ ("%s in all"), money));
  g_free (money);
  money = davy_usage_findings_dup_money (self, values[most]);
  day = davy_format_day_recent (DAVY_LANGUAGE_WINDOW, self->series->first + most);
  /* Translators: an amount of money, then a day such as "Tue 17 Nov": the costliest of several. */
  add_line (text, g_strdup_printf (_ ("At most %1$s, on %2$s"), money, day));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * davy_usage_findings_dup_reading:
 * @self: findings
 * @view: what of it is shown
 * @from: a day of what is shown, counted from its first
 * @to: the same day, or a later one
 *
 * Returns: (transfer full): what is known of that day, or of those days together, one thing a line,
 *   the day first
 */
char *
davy_usage_findings_dup_reading (const DavyUsageFindings *self,
                                 const DavyUsageView *view,
                                 guint from,
                                 guint to)
{
  guint skipped = self->series->length - MIN (view->days, self->series->length);
  guint day = skipped + from;
  DavyDay date = self->series->first + (DavyDay) day;
  g_autofree char *name = davy_format_day (DAVY_LANGUAGE_WINDOW, date);
  g_autoptr (GString) text = g_string_new (name);

  if (to > from)
    return dup_span (self, day, skipped + to);

  if (isnan (self->series->values[day]))
    add_line (text, g_strdup (_ ("Nothing is known of this day")));
  else
    add_line (text, davy_usage_findings_dup_money (self, self->series->values[day]));
  if (view->by_service)
    add_services (self, text, day);
  else
    add_expected (self, text, day);
  if (davy_series_is_incomplete (self->series, day))
    add_line (text, g_strdup (_ ("Not complete yet")));
  if (self->episode != NULL && self->episode->onset == date)
    add_line (text, g_strdup (_ ("The excess began here")));
  for (guint i = 0; i < view->n_alerts; i++)
    if (view->alerts[i] == date)
      {
        add_line (text, g_strdup (C_ ("graph", "Alert")));
        break;
      }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
