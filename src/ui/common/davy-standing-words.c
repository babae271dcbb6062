/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-standing-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "core/davy-format.h"

typedef struct
{
  const char *wire;
  const char *words;
} Pair;

/* In the order in which they are shown. */
static const Pair names[] = {
  { DAVY_STANDING_RELATIONSHIP, NC_ ("standing", "Relationship") },
  { DAVY_STANDING_VALIDATION, NC_ ("standing", "Account validation") },
  { DAVY_STANDING_SUBSCRIPTIONS, NC_ ("standing", "Azure subscriptions") },
  { DAVY_STANDING_QUALIFICATIONS, NC_ ("standing", "Qualifications") },
  { DAVY_STANDING_DELEGATED_ACCESS, NC_ ("standing", "Delegated access") },
  { DAVY_STANDING_BUDGET, NC_ ("standing", "Spending budget") },
};

static const Pair relationships[] = {
  { "reseller", NC_ ("standing", "You sell to this customer") },
  { "advisor", NC_ ("standing", "You advise this customer") },
  { "none", NC_ ("standing", "None") },
  { DAVY_STANDING_ENDED, NC_ ("standing", "Ended") },
};

static const Pair accesses[] = {
  { DAVY_STANDING_YES, NC_ ("standing", "Granted") },
  { DAVY_STANDING_NO, NC_ ("standing", "Not granted") },
};

static const Pair validations[] = {
  { "Allowed", NC_ ("standing", "Passed") },
  { "UnderReview", NC_ ("standing", "Under review") },
  { "NotAllowed", NC_ ("standing", "Not passed: the customer may not buy") },
  { DAVY_STANDING_NONE, NC_ ("standing", "None on record") },
};

static const Pair qualifications[] = {
  { "Education", NC_ ("qualification", "Education") },
  { "GovernmentCommunityCloud", NC_ ("qualification", "Government community cloud") },
  { "StateOwnedEntity", NC_ ("qualification", "State-owned entity") },
};

static const Pair vetting_states[] = {
  { "Approved", NC_ ("vetting", "approved") },
  { "Denied", NC_ ("vetting", "denied") },
  { "InReview", NC_ ("vetting", "in review") },
  { "Not Ready", NC_ ("vetting", "not ready") },
};

static const Pair subscription_states[] = {
  { "active", NC_ ("standing", "Active, none suspended") },
  { "suspended", NC_ ("standing", "One is suspended") },
  { "disabled", NC_ ("standing", "One is disabled") },
  { "pending", NC_ ("standing", "One is pending") },
  { "expired", NC_ ("standing", "Expired") },
  { "deleted", NC_ ("standing", "Deleted") },
  { DAVY_STANDING_NONE, NC_ ("standing", "None found") },
};

/* What is not known is shown as it came, in quotes. */
static char *
find_words (const Pair *pairs, guint n_pairs, const char *context, const char *wire)
{
  if (wire == NULL || *wire == '\0')
    return g_strdup (C_ ("standing", "Not told"));

  for (guint i = 0; i < n_pairs; i++)
    if (g_ascii_strcasecmp (pairs[i].wire, wire) == 0)
      return g_strdup (g_dpgettext2 (NULL, context, pairs[i].words));

  /* Translators: a word of Microsoft's that this program does not know, shown as it came. */
  return g_strdup_printf (_ ("“%s”"), wire);
}

static char *
word_qualifications (const char *value)
{
  g_auto (GStrv) all = g_strsplit (value, ", ", -1);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; all[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (all[i], ":", 2);
      g_autofree char *name = NULL;
      g_autofree char *state = NULL;

      if (parts[0] == NULL || parts[1] == NULL)
        continue;
      name = find_words (qualifications, G_N_ELEMENTS (qualifications), "qualification", parts[0]);
      state = find_words (vetting_states, G_N_ELEMENTS (vetting_states), "vetting", parts[1]);
      /* Translators: first what a customer qualifies for, "Education", then "approved". */
      g_ptr_array_add (words, g_strdup_printf (C_ ("qualification", "%1$s: %2$s"), name, state));
    }
  g_ptr_array_add (words, NULL);

  return g_strjoinv ("\n", (char **) words->pdata);
}

static char *
word_subscriptions (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ":", 2);
  g_autofree char *state =
      find_words (subscription_states, G_N_ELEMENTS (subscription_states), "standing", parts[0]);

  if (parts[0] == NULL || parts[1] == NULL || *parts[1] == '\0')
    return g_steal_pointer (&state);

  /* Translators: first "One is suspended", then Microsoft's reason as it came. */
  return g_strdup_printf (C_ ("standing", "%1$s (“%2$s”)"), state, parts[1]);
}

/**
 * davy_words_budget:
 * @budget: a customer's spending budget
 *
 * Returns: (transfer full): how much of it is used, "130% of €1,500"
 */
char *
davy_words_budget (const DavyBudget *budget)
{
  g_autofree char *used = NULL;
  g_autofree char *amount = NULL;

  if (davy_money_is_known (&budget->amount))
    amount = davy_format_money (DAVY_LANGUAGE_WINDOW, &budget->amount, DAVY_FORMAT_ROUNDED);
  if (isnan (budget->used))
    return amount != NULL ? g_steal_pointer (&amount) : g_strdup (C_ ("standing", "Not told"));

  used = davy_format_percent (DAVY_LANGUAGE_WINDOW, budget->used, 0);
  if (amount == NULL)
    return g_steal_pointer (&used);

  /* Translators: how much of a budget is used, "130%", then the budget, an amount of money. */
  return g_strdup_printf (_ ("%1$s of %2$s"), used, amount);
}

/**
 * davy_words_standing_name:
 * @fact: what is known
 *
 * Returns: (transfer full): what it is about
 */
char *
davy_words_standing_name (const DavyStandingFact *fact)
{
  return find_words (names, G_N_ELEMENTS (names), "standing", fact->key);
}

/**
 * davy_words_standing_value:
 * @fact: what is known
 *
 * Returns: (transfer full): what it says
 */
char *
davy_words_standing_value (const DavyStandingFact *fact)
{
  const char *value = fact->value;
  DavyBudget budget;

  if (g_strcmp0 (fact->key, DAVY_STANDING_BUDGET) == 0 &&
      davy_standing_read_budget (value, &budget))
    return davy_words_budget (&budget);
  if (g_strcmp0 (fact->key, DAVY_STANDING_RELATIONSHIP) == 0)
    return find_words (relationships, G_N_ELEMENTS (relationships), "standing", value);
  if (g_strcmp0 (fact->key, DAVY_STANDING_DELEGATED_ACCESS) == 0)
    return find_words (accesses, G_N_ELEMENTS (accesses), "standing", value);
  if (g_strcmp0 (fact->key, DAVY_STANDING_VALIDATION) == 0)
    return find_words (validations, G_N_ELEMENTS (validations), "standing", value);
  if (g_strcmp0 (fact->key, DAVY_STANDING_QUALIFICATIONS) == 0 && value != NULL &&
      !g_str_equal (value, DAVY_STANDING_NONE))
    return word_qualifications (value);
  if (g_strcmp0 (fact->key, DAVY_STANDING_SUBSCRIPTIONS) == 0 && value != NULL)
    return word_subscriptions (value);
  if (g_strcmp0 (value, DAVY_STANDING_NONE) == 0)
    return g_strdup (C_ ("standing", "None on record"));

  return find_words (NULL, 0, "standing", value);
}

/**
 * davy_words_standing_source:
 * @fact: what is known
 *
 * Returns: (transfer full): who said so and when, "Partner Center, read 5 min ago"
 */
char *
davy_words_standing_source (const DavyStandingFact *fact)
{
  g_autofree char *source = NULL;
  g_autofree char *age = NULL;

  if (g_strcmp0 (fact->source, DAVY_STANDING_SOURCE_PARTNER_CENTER) == 0)
    source = g_strdup (_ ("Partner Center"));
  else
    source = find_words (NULL, 0, "standing", fact->source);

  if (fact->fetched_at == DAVY_TIME_UNSET)
    return g_steal_pointer (&source);

  age = davy_format_span (DAVY_LANGUAGE_WINDOW, davy_time_now () - fact->fetched_at);
  /* Translators: first a service, "Partner Center", then a span of time, "5 min". */
  return g_strdup_printf (_ ("%1$s, read %2$s ago"), source, age);
}

static guint
rank_of (const DavyStandingFact *fact)
{
  guint rank = 0;

  while (rank < G_N_ELEMENTS (names) && g_strcmp0 (names[rank].wire, fact->key) != 0)
    rank++;

  return rank;
}

/**
 * davy_words_standing_compare:
 * @a: a place in a #GPtrArray of #DavyStandingFact
 * @b: another
 *
 * A #GCompareFunc that brings facts into the order in which they are read.
 *
 * Returns: less than, equal to or greater than 0
 */
int
davy_words_standing_compare (gconstpointer a, gconstpointer b)
{
  const DavyStandingFact *const *first = a;
  const DavyStandingFact *const *second = b;

  return (int) rank_of (*first) - (int) rank_of (*second);
}
