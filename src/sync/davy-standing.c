/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-standing.h"

#include <math.h>

#include "partner/davy-partner-customer.h"
#include "partner/davy-partner-subscription.h"

/* How the services' words are to be read: is this customer's account in good standing? */

/* From what says least to what is worst; a subscription that ended long ago says nothing about one
 * that runs. */
static const struct
{
  const char *state;
  DavyMark mark;
} subscription_states[] = {
  { "deleted", DAVY_MARK_UNKNOWN },    { "expired", DAVY_MARK_UNKNOWN },
  { "active", DAVY_MARK_GOOD },        { "none", DAVY_MARK_UNKNOWN },
  { "pending", DAVY_MARK_UNKNOWN },    { "suspended", DAVY_MARK_ATTENTION },
  { "disabled", DAVY_MARK_ATTENTION },
};
#define RANK_OF_UNKNOWN_STATE 3

static guint
rank_state (const char *state)
{
  for (guint i = 0; state != NULL && i < G_N_ELEMENTS (subscription_states); i++)
    {
      if (g_ascii_strcasecmp (state, subscription_states[i].state) == 0)
        return i;
    }

  return RANK_OF_UNKNOWN_STATE;
}

/**
 * davy_standing_mark_relationship:
 * @relationship: (nullable): the wire's `relationshipToPartner`
 *
 * Returns: good for a reseller's customer, attention where there is none
 */
DavyMark
davy_standing_mark_relationship (const char *relationship)
{
  if (relationship == NULL || g_ascii_strcasecmp (relationship, "unknown") == 0)
    return DAVY_MARK_UNKNOWN;

  return g_ascii_strcasecmp (relationship, "reseller") == 0 ? DAVY_MARK_GOOD : DAVY_MARK_ATTENTION;
}

/**
 * davy_standing_mark_validation:
 * @status: (nullable): the wire's validation status; %NULL when there is none, which blocks nothing
 *
 * Returns: how to read it
 */
DavyMark
davy_standing_mark_validation (const char *status)
{
  if (status == NULL || g_ascii_strcasecmp (status, "Allowed") == 0)
    return DAVY_MARK_GOOD;
  if (g_ascii_strcasecmp (status, "UnderReview") == 0 ||
      g_ascii_strcasecmp (status, "NotAllowed") == 0)
    return DAVY_MARK_ATTENTION;

  return DAVY_MARK_UNKNOWN;
}

/**
 * davy_standing_mark_qualifications:
 * @qualifications: (element-type DavyPartnerQualification): what the customer was vetted for
 * @value: (out) (transfer full): them in one text, see %DAVY_STANDING_QUALIFICATIONS
 *
 * Returns: attention when one was denied, unknown while one is under way
 */
DavyMark
davy_standing_mark_qualifications (GPtrArray *qualifications, char **value)
{
  g_autoptr (GString) text = g_string_new (NULL);
  DavyMark mark = DAVY_MARK_GOOD;

  for (guint i = 0; i < qualifications->len; i++)
    {
      const DavyPartnerQualification *one = g_ptr_array_index (qualifications, i);
      const char *status = one->vetting_status != NULL ? one->vetting_status : "";

      g_string_append_printf (text, "%s%s:%s", i > 0 ? ", " : "", one->qualification, status);
      if (g_ascii_strcasecmp (status, "Denied") == 0)
        mark = DAVY_MARK_ATTENTION;
      else if (g_ascii_strcasecmp (status, "Approved") != 0 && mark == DAVY_MARK_GOOD)
        mark = DAVY_MARK_UNKNOWN;
    }
  *value = text->len > 0 ? g_strdup (text->str) : g_strdup (DAVY_STANDING_NONE);

  return mark;
}

/**
 * davy_standing_mark_subscriptions:
 * @subscriptions: (element-type DavyPartnerSubscription): what the customer bought
 * @value: (out) (transfer full): the worst state among the Azure ones, with the reasons of a
 *   suspension behind a colon; none without any
 *
 * Returns: attention when one is suspended or disabled
 */
DavyMark
davy_standing_mark_subscriptions (GPtrArray *subscriptions, char **value)
{
  const DavyPartnerSubscription *worst = NULL;

  for (guint i = 0; i < subscriptions->len; i++)
    {
      const DavyPartnerSubscription *one = g_ptr_array_index (subscriptions, i);

      if (one->product != DAVY_PARTNER_PRODUCT_OTHER &&
          (worst == NULL || rank_state (one->status) > rank_state (worst->status)))
        worst = one;
    }

  if (worst == NULL || worst->status == NULL)
    {
      *value = g_strdup (DAVY_STANDING_NONE);
      return DAVY_MARK_UNKNOWN;
    }
  *value = worst->suspension_reasons != NULL
               ? g_strdup_printf ("%s:%s", worst->status, worst->suspension_reasons)
               : g_strdup (worst->status);

  return subscription_states[rank_state (worst->status)].mark;
}

/**
 * davy_standing_mark_budget:
 * @amount: the customer's spending budget in the currency of @cost; NAN when there is none
 * @cost: what the running billing period came to
 * @percent_used: how much of the budget that is, as Partner Center has it; NAN when not told
 * @value: (out) (transfer full): both in one text, see davy_standing_read_budget(); none without
 *   a budget
 *
 * Returns: attention when all of it is used: no mail comes any more (`playbook.md` C.2)
 */
DavyMark
davy_standing_mark_budget (double amount, const DavyMoney *cost, double percent_used, char **value)
{
  double used = percent_used / 100;
  char texts[2][G_ASCII_DTOSTR_BUF_SIZE];

  if (!(amount > 0))
    {
      *value = g_strdup (DAVY_STANDING_NONE);
      return DAVY_MARK_UNKNOWN;
    }

  if (isnan (used) && davy_money_is_known (cost))
    used = davy_money_to_double (cost) / amount;
  *value = g_strdup_printf ("%s %s %s", g_ascii_dtostr (texts[0], sizeof texts[0], used),
                            g_ascii_dtostr (texts[1], sizeof texts[1], amount), cost->currency);
  if (isnan (used))
    return DAVY_MARK_UNKNOWN;

  return used >= 1 ? DAVY_MARK_ATTENTION : DAVY_MARK_GOOD;
}

/**
 * davy_standing_read_budget:
 * @value: (nullable): the value of %DAVY_STANDING_BUDGET
 * @budget: (out): what it says
 *
 * Returns: whether there is a budget
 */
gboolean
davy_standing_read_budget (const char *value, DavyBudget *budget)
{
  g_auto (GStrv) parts = g_strsplit (value != NULL ? value : "", " ", 3);

  if (g_strv_length (parts) != 3)
    return FALSE;

  budget->used = g_ascii_strtod (parts[0], NULL);
  budget->amount = davy_money_new (g_ascii_strtod (parts[1], NULL), parts[2], DAVY_BASIS_UNKNOWN);

  return TRUE;
}
