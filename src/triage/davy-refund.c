/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-refund.h"

#include <math.h>

#include "triage/davy-support-words.h"

/* What a credit for fraudulent usage is asked with, and the clocks that run: pure arithmetic and
 * text. */

/* What each day since then cost beyond what was expected; what nobody knows yet is left out. */
static void
find_excess (DavyRefund *self, const DavyUsageTable *usage)
{
  g_autoptr (DavyJudgement) judged = davy_usage_table_judge (usage);
  DavyDay first = davy_day_from_time (self->first);

  for (guint i = 0; i < usage->length; i++)
    {
      DavyDay day = usage->first + (DavyDay) i;
      double expected = judged->expectation->expected[i];
      DavyRefundDay excess = { day, usage->total[i] - (isnan (expected) ? 0 : expected) };

      if (day < first || isnan (usage->total[i]) || excess.excess <= 0)
        continue;
      g_array_append_val (self->days, excess);
      self->total += excess.excess;
    }
}

/**
 * davy_refund_new:
 * @first: the first fraudulent usage, or %DAVY_TIME_UNSET
 * @source: how that is known
 * @usage: (nullable): what the subscription cost, day by day
 *
 * Returns: (transfer full): what is asked with
 */
DavyRefund *
davy_refund_new (DavyTime first, DavyOnsetSource source, const DavyUsageTable *usage)
{
  DavyRefund *self = g_new0 (DavyRefund, 1);

  self->first = first;
  self->source = source;
  self->days = g_array_new (FALSE, FALSE, sizeof (DavyRefundDay));
  if (usage != NULL && first != DAVY_TIME_UNSET)
    {
      g_strlcpy (self->currency, usage->currency, sizeof self->currency);
      self->basis = usage->basis;
      find_excess (self, usage);
    }

  return self;
}

/**
 * davy_refund_free:
 * @self: (transfer full): what was asked with
 */
void
davy_refund_free (DavyRefund *self)
{
  g_array_unref (self->days);
  g_free (self);
}

/**
 * davy_refund_get_clock:
 * @self: what is asked with
 * @now: what time it is
 *
 * Returns: how the time for asking stands, in calendar days of UTC
 */
DavyRefundClock
davy_refund_get_clock (const DavyRefund *self, DavyTime now)
{
  DavyDay passed;

  if (self->first == DAVY_TIME_UNSET)
    return DAVY_REFUND_CLOCK_UNKNOWN;

  passed = davy_day_from_time (now) - davy_day_from_time (self->first);
  if (passed > DAVY_REFUND_DAYS)
    return DAVY_REFUND_CLOCK_OVER;
  if (passed >= DAVY_REFUND_WARN_DAYS)
    return DAVY_REFUND_CLOCK_LATE;

  return passed >= DAVY_REFUND_CHARGED_DAYS ? DAVY_REFUND_CLOCK_HALF : DAVY_REFUND_CLOCK_RUNS;
}

/**
 * davy_refund_get_deadline:
 * @self: what is asked with
 *
 * Returns: the last moment to ask, or %DAVY_TIME_UNSET
 */
DavyTime
davy_refund_get_deadline (const DavyRefund *self)
{
  return self->first != DAVY_TIME_UNSET ? self->first + DAVY_REFUND_DAYS * DAVY_TIME_DAY
                                        : DAVY_TIME_UNSET;
}

static DavySupportWord
get_source_word (DavyOnsetSource source)
{
  switch (source)
    {
    case DAVY_ONSET_USAGE:
      return DAVY_SUPPORT_WORD_BY_USAGE;
    case DAVY_ONSET_LOG:
      return DAVY_SUPPORT_WORD_BY_LOG;
    case DAVY_ONSET_PERSON:
      return DAVY_SUPPORT_WORD_BY_PERSON;
    case DAVY_ONSET_REPORTED:
    case DAVY_ONSET_UNKNOWN:
    default:
      return DAVY_SUPPORT_WORD_BY_REPORT;
    }
}

static void
append_first (GString *text, const DavyRefund *self, DavyLanguage language)
{
  g_autofree char *first = davy_format_moment (language, self->first);
  g_autofree char *value = g_strdup_printf (
      "%s (%s)", first, davy_support_word (language, get_source_word (self->source)));

  davy_support_append (text, language, DAVY_SUPPORT_WORD_FIRST_USAGE, value);
}

static char *
dup_amount (const DavyRefund *self, DavyLanguage language, double amount)
{
  DavyMoney money = davy_money_new (amount, self->currency, self->basis);

  return davy_format_money (language, &money, DAVY_FORMAT_DEFAULT);
}

static void
append_excess (GString *text, const DavyRefund *self, DavyLanguage language)
{
  g_autofree char *total = dup_amount (self, language, self->total);
  g_autofree char *value =
      g_strdup_printf ("%s (%s)", total,
                       davy_support_word (language, self->basis == DAVY_BASIS_INVOICED
                                                        ? DAVY_SUPPORT_WORD_INVOICED
                                                        : DAVY_SUPPORT_WORD_NOT_INVOICED));

  g_string_append_c (text, '\n');
  davy_support_append (text, language, DAVY_SUPPORT_WORD_EXCESS, value);
  for (guint i = 0; i < self->days->len; i++)
    {
      const DavyRefundDay *day = &g_array_index (self->days, DavyRefundDay, i);
      g_autofree char *date = davy_format_day (language, day->day);
      g_autofree char *amount = dup_amount (self, language, day->excess);

      g_string_append_printf (text, "%s\t%s\n", date, amount);
    }
}

/**
 * davy_refund_dup_text:
 * @self: what is asked with
 * @facts: what identifies the subscription, and the language
 *
 * Returns: (transfer full): the text for the form of the Azure portal: what Microsoft asks for, and
 *   the excess cost by day
 */
char *
davy_refund_dup_text (const DavyRefund *self, const DavySupportFacts *facts)
{
  DavyLanguage language = facts->language;
  DavySupportFacts known = *facts;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *identity = NULL;

  known.kind = DAVY_SUPPORT_KIND_QUESTION;
  known.questions = NULL;
  identity = davy_support_request_dup_description (&known);
  g_string_append_printf (text, "%s\n\n%s\n\n",
                          davy_support_word (language, DAVY_SUPPORT_WORD_CREDIT), identity);
  if (self->first != DAVY_TIME_UNSET)
    append_first (text, self, language);
  if (self->days->len > 0)
    append_excess (text, self, language);

  return g_strchomp (g_string_free (g_steal_pointer (&text), FALSE));
}
