/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "core/davy-format.h"
#include "store/davy-own-episode.h"

/* Keys of additionalDetails; services do not agree on their capitals (wire-contract.md 2.1). */
static const struct
{
  const char *key;
  const char *name; /* NULL: told elsewhere */
} details[] = {
  { "VM_IP", NC_ ("detail", "Address of the machine") },
  { "MiningPool_IP", NC_ ("detail", "Address of the mining pool") },
  { "CryptoCurrencyMiningPoolDomainName", NC_ ("detail", "Name of the mining pool") },
  { "ConnectionCount", NC_ ("detail", "Connections") },
  { "resourceid", NULL },
  { "resourcetype", NULL },
};

/**
 * davy_words_subscription_kind:
 * @kind: how the subscription is sold
 *
 * Returns: (transfer full): the word
 */
char *
davy_words_subscription_kind (DavySubscriptionKind kind)
{
  switch (kind)
    {
    case DAVY_SUBSCRIPTION_LEGACY:
      return g_strdup (C_ ("subscription", "Microsoft Azure (legacy)"));
    case DAVY_SUBSCRIPTION_AZURE_PLAN:
      return g_strdup (C_ ("subscription", "Azure plan"));
    case DAVY_SUBSCRIPTION_UNKNOWN:
    default:
      return g_strdup (C_ ("subscription", "Azure subscription"));
    }
}

/**
 * davy_words_subscription_state:
 * @state: where the subscription stands
 * @raw: (nullable): the wire's word, for one that is not known
 *
 * Returns: (transfer full): the word
 */
char *
davy_words_subscription_state (DavySubscriptionState state, const char *raw)
{
  switch (state)
    {
    case DAVY_SUBSCRIPTION_STATE_ACTIVE:
      return g_strdup (C_ ("subscription state", "Active"));
    case DAVY_SUBSCRIPTION_STATE_SUSPENDED:
      return g_strdup (C_ ("subscription state", "Suspended"));
    case DAVY_SUBSCRIPTION_STATE_ENDED:
      return g_strdup (C_ ("subscription state", "Ended"));
    case DAVY_SUBSCRIPTION_STATE_UNKNOWN:
    default:
      return davy_words_quote (raw);
    }
}

/**
 * davy_words_subscription_name:
 * @subscription: a subscription
 *
 * Returns: (transfer full): its name, its id when it has none
 */
char *
davy_words_subscription_name (DavySubscription *subscription)
{
  const char *name = davy_subscription_get_name (subscription);

  return g_strdup (name != NULL ? name : davy_subscription_get_azure_id (subscription));
}

/**
 * davy_words_subscription_customer:
 * @subscription: a subscription
 *
 * Returns: (transfer full): the customer, with the reseller when there is one; the tenant's id
 *   when the customer has no name
 */
char *
davy_words_subscription_customer (DavySubscription *subscription)
{
  const char *name = davy_subscription_get_customer_name (subscription);
  const char *reseller = davy_subscription_get_reseller_name (subscription);

  if (name == NULL)
    name = davy_subscription_get_customer_tenant_id (subscription);
  if (reseller == NULL)
    return g_strdup (name);

  /* Translators: first the customer, then the reseller between us and the customer. */
  return g_strdup_printf (C_ ("customer", "%1$s (via %2$s)"), name, reseller);
}

/**
 * davy_words_subscription_cost:
 * @subscription: a subscription
 *
 * Returns: (transfer full): what it has cost this month, "at least …" when meters without a price
 *   are left out; "" when not known
 */
char *
davy_words_subscription_cost (DavySubscription *subscription)
{
  const DavyMoney *cost = davy_subscription_get_cost_month (subscription);
  g_autofree char *money = NULL;

  if (!davy_money_is_known (cost))
    return g_strdup ("");

  money = davy_format_money (DAVY_LANGUAGE_WINDOW, cost, DAVY_FORMAT_ROUNDED);
  if (davy_subscription_has_incomplete_prices (subscription))
    /* Translators: %s is an amount of money; some meters have no price, so it is at least that. */
    return g_strdup_printf (C_ ("amount", "≥ %s"), money);

  return g_steal_pointer (&money);
}

/**
 * davy_words_subscription_change:
 * @subscription: a subscription
 *
 * Returns: (transfer full): the last seven days against the seven before, "+23%"; "" when not known
 */
char *
davy_words_subscription_change (DavySubscription *subscription)
{
  double change = davy_subscription_get_change (subscription);
  g_autofree char *percent = NULL;

  if (!isfinite (change))
    return g_strdup ("");

  percent = davy_format_percent (DAVY_LANGUAGE_WINDOW, fabs (change), 0);
  if (fabs (change) < 0.005)
    return g_steal_pointer (&percent);

  return g_strconcat (change < 0 ? "−" : "+", percent, NULL);
}

/**
 * davy_words_usage_state:
 * @state: whether the usage is here
 *
 * Returns: (transfer full): what stands where the graph would, "" when the graph can be drawn
 */
char *
davy_words_usage_state (DavyUsageState state)
{
  switch (state)
    {
    case DAVY_USAGE_NOT_FETCHED:
      return g_strdup (C_ ("usage", "Not fetched"));
    case DAVY_USAGE_NO_ACCESS:
      return g_strdup (C_ ("usage", "No access"));
    case DAVY_USAGE_FAILED:
      return g_strdup (C_ ("usage", "Could not be read"));
    case DAVY_USAGE_FETCHED:
    default:
      return g_strdup ("");
    }
}

/**
 * davy_words_price_basis:
 * @basis: which price an amount was made with
 *
 * Returns: (transfer full): the label that goes with the amount
 */
char *
davy_words_price_basis (DavyPriceBasis basis)
{
  switch (basis)
    {
    case DAVY_BASIS_LIST:
      return g_strdup (C_ ("price", "list price"));
    case DAVY_BASIS_INVOICED:
      return g_strdup (C_ ("price", "as invoiced"));
    case DAVY_BASIS_ESTIMATED:
      return g_strdup (C_ ("price", "estimated"));
    case DAVY_BASIS_UNKNOWN:
    default:
      return g_strdup (C_ ("price", "price basis unknown"));
    }
}

/**
 * davy_words_whose:
 * @customer: (nullable): the name of a customer
 * @subscription: (nullable): the name of a subscription
 *
 * Returns: (transfer full) (nullable): both, or the one that is known; %NULL when neither is
 */
char *
davy_words_whose (const char *customer, const char *subscription)
{
  if (customer == NULL || subscription == NULL)
    return g_strdup (customer != NULL ? customer : subscription);

  /* Translators: first the name of a customer, then that of a subscription. */
  return g_strdup_printf (C_ ("case", "%1$s, %2$s"), customer, subscription);
}

/**
 * davy_words_alert_what:
 * @alert: an alert
 *
 * Returns: (transfer full): what was detected, with the word that marks a test or an alert of ours
 */
char *
davy_words_alert_what (DavyAlert *alert)
{
  g_autofree char *type = davy_words_alert_type (davy_alert_get_alert_type (alert));

  if (davy_alert_is_test (alert))
    /* Translators: %s is what was detected; a test alert is one that Microsoft sends on request. */
    return g_strdup_printf (_ ("Test: %s"), type);
  if (davy_alert_is_own (alert))
    /* Translators: %s is what was detected, by Davylamp itself: Microsoft has not reported it. */
    return g_strdup_printf (_ ("Davylamp: %s"), type);

  return g_steal_pointer (&type);
}

/* How an alert of ours was closed. */
static char *
own_reason (DavyOwnState state)
{
  switch (state)
    {
    case DAVY_OWN_PLANNED:
      return g_strdup (C_ ("alert", "Planned"));
    case DAVY_OWN_NO_ISSUE:
      return g_strdup (C_ ("alert", "Not an issue"));
    case DAVY_OWN_REPORTED:
      return g_strdup (C_ ("alert", "Reported by Microsoft"));
    case DAVY_OWN_ENDED:
    case DAVY_OWN_NEW:
    case DAVY_OWN_MISUSE:
    default:
      return g_strdup (_ ("As expected again"));
    }
}

/**
 * davy_words_alert_owner:
 * @alert: an alert
 *
 * Returns: (transfer full): where it stands and with whom, "Investigating by anna"; the colleague
 *   in short, without the domain
 */
char *
davy_words_alert_owner (DavyAlert *alert)
{
  g_autofree char *status =
      davy_words_alert_status (davy_alert_get_status (alert), davy_alert_get_status_text (alert));
  const char *taken_by = davy_alert_get_taken_by (alert);
  g_autofree char *colleague = NULL;

  if (davy_alert_get_status (alert) == DAVY_ALERT_STATUS_RESOLVED)
    {
      g_autofree char *reason = davy_alert_is_own (alert)
                                    ? own_reason (davy_alert_get_own_episode (alert)->state)
                                    : davy_words_alert_reason (davy_alert_get_reason (alert),
                                                               davy_alert_get_reason_text (alert));

      /* Translators: first a status, "Resolved", then its reason, "Legitimate". */
      return g_strdup_printf (C_ ("alert", "%1$s: %2$s"), status, reason);
    }

  if (taken_by == NULL || *taken_by == '\0')
    return g_steal_pointer (&status);

  colleague = g_strndup (taken_by, strcspn (taken_by, "@"));
  /* Translators: first a status, "Investigating", then the user name of the colleague. */
  return g_strdup_printf (C_ ("alert", "%1$s by %2$s"), status, colleague);
}

/**
 * davy_words_alert_cost:
 * @alert: an alert
 *
 * Returns: (transfer full) (nullable): "≈ €1,420 a day"; NULL when nothing is known
 */
char *
davy_words_alert_cost (DavyAlert *alert)
{
  const DavyMoney *cost = davy_alert_get_daily_cost (alert);
  g_autofree char *money = NULL;

  if (!davy_money_is_known (cost))
    return NULL;

  money = davy_format_money (DAVY_LANGUAGE_WINDOW, cost, DAVY_FORMAT_ROUNDED);
  /* Translators: %s is an amount of money. What is at stake, a day, roughly. */
  return g_strdup_printf (_ ("≈ %s a day"), money);
}

/**
 * davy_words_alert_detail:
 * @key: the wire's name of something that Microsoft tells beside an alert
 *
 * Returns: (transfer full) (nullable): the word, @key itself where there is none; NULL for what is
 *   told elsewhere
 */
char *
davy_words_alert_detail (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    if (g_ascii_strcasecmp (key, details[i].key) == 0)
      return details[i].name != NULL ? g_strdup (g_dpgettext2 (NULL, "detail", details[i].name))
                                     : NULL;

  return g_strdup (key);
}

/**
 * davy_words_time_left:
 * @due: when the time to react ends
 * @now: the moment
 * @overdue: (out) (optional): whether it has ended
 *
 * Returns: (transfer full): "43 min left" or "overdue by 3 h"
 */
char *
davy_words_time_left (DavyTime due, DavyTime now, gboolean *overdue)
{
  gboolean late = now >= due;
  /* Whole minutes, rounded so that the last minute reads as one and nobody is promised more. */
  DavyTime distance = late ? now - due : due - now;
  g_autofree char *span = davy_format_span (DAVY_LANGUAGE_WINDOW, MAX (distance, DAVY_TIME_MINUTE));

  if (overdue != NULL)
    *overdue = late;

  /* Translators: %s is a span of time such as "3 h". */
  return late ? g_strdup_printf (_ ("overdue by %s"), span)
              /* Translators: %s is a span of time such as "43 min". */
              : g_strdup_printf (_ ("%s left"), span);
}
