/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-findings.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "core/davy-format.h"
#include "ui/common/davy-own-words.h"

/* What the findings say, in sentences. */

/* What is not told apart by its dimension, or not shown by itself. */
static const char *const rest_names[DAVY_N_DIMENSIONS] = {
  [DAVY_DIMENSION_SERVICE] = N_ ("Other services"),
  [DAVY_DIMENSION_REGION] = N_ ("Other regions"),
  [DAVY_DIMENSION_GROUP] = N_ ("Other resource groups"),
  [DAVY_DIMENSION_RESOURCE] = N_ ("Other resources"),
  [DAVY_DIMENSION_FAMILY] = N_ ("Other size families"),
};

/**
 * davy_usage_findings_get_rest:
 * @self: findings
 *
 * Returns: (transfer none): what to call the parts that are not told apart
 */
const char *
davy_usage_findings_get_rest (const DavyUsageFindings *self)
{
  return _ (rest_names[self->table->dimension]);
}

/**
 * davy_usage_findings_get_part:
 * @self: findings
 * @part: which of the table's parts
 *
 * Returns: (transfer none): what to call it; of a resource the last part of its id
 */
const char *
davy_usage_findings_get_part (const DavyUsageFindings *self, guint part)
{
  const char *name = g_ptr_array_index (self->table->parts, part);
  const char *slash =
      self->table->dimension == DAVY_DIMENSION_RESOURCE ? strrchr (name, '/') : NULL;

  if (*name == '\0')
    return davy_usage_findings_get_rest (self);

  return slash != NULL && slash[1] != '\0' ? slash + 1 : name;
}

/**
 * davy_usage_findings_dup_money:
 * @self: findings
 * @amount: an amount in the table's currency, or in the findings' unit; NAN: not known
 *
 * Returns: (transfer full): the amount as people read it
 */
char *
davy_usage_findings_dup_money (const DavyUsageFindings *self, double amount)
{
  DavyMoney money =
      davy_money_new (amount, isnan (amount) ? "" : self->table->currency, self->table->basis);

  if (self->unit != NULL && !isnan (amount))
    {
      g_autofree char *number =
          davy_format_number (DAVY_LANGUAGE_WINDOW, amount, fabs (amount) < 100 ? 2 : 0);

      /* Translators: a number, then a unit such as "1 Hour", as Azure names it. */
      return g_strdup_printf (C_ ("quantity", "%1$s × %2$s"), number, self->unit);
    }

  return davy_format_money (DAVY_LANGUAGE_WINDOW, &money, DAVY_FORMAT_ROUNDED);
}

static char *
dup_point (const DavyUsageFindings *self,
           guint index,
           char *(*format_day) (DavyLanguage language, DavyDay day))
{
  if (davy_usage_findings_is_hourly (self))
    return davy_format_hour (DAVY_LANGUAGE_WINDOW,
                             self->table->hours_from + index * DAVY_TIME_HOUR);

  return format_day (DAVY_LANGUAGE_WINDOW, self->judged->series->first + (DavyDay) index);
}

/**
 * davy_usage_findings_dup_point:
 * @self: findings
 * @index: a day or an hour of the series
 *
 * Returns: (transfer full): which day, or when that hour begins here
 */
char *
davy_usage_findings_dup_point (const DavyUsageFindings *self, guint index)
{
  return dup_point (self, index, davy_format_day);
}

/**
 * davy_usage_findings_dup_point_recent:
 * @self: findings
 * @index: a day or an hour of the series
 *
 * Returns: (transfer full): the same without the year
 */
char *
davy_usage_findings_dup_point_recent (const DavyUsageFindings *self, guint index)
{
  return dup_point (self, index, davy_format_day_recent);
}

static gboolean
is_learning (const DavyUsageFindings *self)
{
  int last = davy_usage_findings_get_last_complete (self);

  return last < 0 || self->judged->expectation->alarm[last] == DAVY_ALARM_LEARNING;
}

/**
 * davy_usage_findings_is_about_part:
 * @self: findings
 *
 * Returns: whether what goes on in a part alone, the table's own, is what there is to say about all
 *   of it
 */
gboolean
davy_usage_findings_is_about_part (const DavyUsageFindings *self)
{
  return self->whole == NULL && self->table->own_part != NULL &&
         davy_judgement_get_running (self->judged) == NULL;
}

/**
 * davy_usage_findings_is_excess:
 * @self: findings
 *
 * Returns: whether too much is used now, be it in a part alone
 */
gboolean
davy_usage_findings_is_excess (const DavyUsageFindings *self)
{
  return davy_judgement_get_running (self->judged) != NULL ||
         davy_usage_findings_is_about_part (self);
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
  double excess = davy_usage_findings_is_about_part (self) ? self->table->own_excess
                                                           : self->judged->daily_excess;
  g_autofree char *money = NULL;

  if (!isnan (excess))
    {
      money = davy_usage_findings_dup_money (self, excess);
      /* Translators: %s is an amount of money, roughly: what is spent a day above the usual. */
      return g_strdup_printf (_ ("≈ %s a day more than expected"), money);
    }

  if (davy_usage_findings_is_excess (self))
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
format_amount (double amount, gconstpointer findings)
{
  return davy_usage_findings_dup_money (findings, amount);
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
  if (davy_usage_findings_is_about_part (self))
    return davy_own_words_dup_sentence (&self->table->own, self->table->own_part);
  if (self->judged->episode != NULL)
    {
      g_autofree char *episode = davy_episode_dup_sentence (
          self->judged->episode, DAVY_LANGUAGE_WINDOW, format_amount, self);
      g_autofree char *cause = explain_cause (self);

      if (cause == NULL)
        return g_steal_pointer (&episode);

      /* Translators: two phrases, such as "On Tue 17 Nov it was €1,412, where €180 to €230 were
       * expected; since then €8,412 more than expected" and "98% of it: Virtual Machines". */
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
