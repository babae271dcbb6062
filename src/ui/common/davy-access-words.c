/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-access-words.h"

#include <glib/gi18n.h>

/* What is missing in order to act in an incident, what to do about it and whom to ask, and the way
 * round it where there is one. By the bits of DavyAccessReasons. */
static const struct
{
  const char *reason;
  const char *remedy;
} reasons[DAVY_N_ACCESS_REASONS] = {
  { N_ ("No longer your customer at Microsoft"),
    N_ ("Ask the customer to accept your reseller relationship again.") },
  { N_ ("Davylamp has no consent in the customer’s tenant"),
    N_ ("Grant it on the page “Ready for an incident?”; it takes an Admin agent with a role that "
        "manages applications there. Until then the Azure portal is the way, and cancelling works "
        "without it.") },
  { N_ ("The customer’s tenant does not know you"),
    N_ ("Ask the customer for delegated access (GDAP), and your administrator for membership in a "
        "group that belongs to your Admin agents. Cancelling works without it.") },
  { N_ ("A policy of the customer keeps you out"),
    N_ ("Ask the customer’s administrator to let their service provider’s users in under "
        "Conditional Access. Cancelling works without it.") },
  { N_ ("No second factor in the customer’s tenant"),
    N_ ("Sign in again and give one. If it is asked for only when something is changed, Davylamp "
        "leads you through it then.") },
  { N_ ("Signed in to Partner Center without a second factor"),
    N_ ("Sign in again and give one. If you are never asked for it, ask your administrator to "
        "require it.") },
  { N_ ("No rights in the customer’s Azure subscription"),
    N_ ("Ask the customer to make your Admin agents Owner again. Cancelling works without it.") },
  { N_ ("Rights in Azure that do not include reading"),
    N_ ("Ask whoever owns the subscription for the Reader role.") },
  { N_ ("Rights in Azure that do not include stopping machines"),
    N_ ("Ask whoever owns the subscription for the Contributor role. Cancelling works without "
        "it.") },
  { N_ ("Rights in Azure that do not include deleting"),
    N_ ("Ask whoever owns the subscription for the Contributor role. Cancelling works without "
        "it.") },
  { N_ ("Locks would have to be removed first"),
    N_ ("You may remove them when the time comes. They do not stop a cancellation.") },
  { N_ ("Locks that you may not remove"),
    N_ ("Ask somebody with the Owner role to remove them. They do not stop a cancellation.") },
  { N_ ("The cost is not shown"),
    N_ ("Switch on the visibility of Azure usage for this customer in Partner Center, or ask for "
        "the Cost Management Reader role.") },
  { N_ ("Partner Center refuses you"),
    N_ ("Ask a Global administrator of your organization for the Admin agent role.") },
  { N_ ("Microsoft does not tell whether you may cancel"),
    N_ ("It takes a Global administrator who is an Admin agent. Know which of your colleagues is "
        "one.") },
  { N_ ("No active Azure subscription"),
    N_ ("There is nothing to stop, and nothing to try it on.") },
  { N_ ("Microsoft gave no clear answer"), N_ ("Check again later.") },
  { N_ ("You are not a Global administrator"),
    N_ ("Cancelling takes one who is an Admin agent, too. Activate the role, or know which of your "
        "colleagues has it.") },
};

static const char *const lines[DAVY_N_ACCESS_LINES] = {
  [DAVY_ACCESS_SEE] = NC_ ("access", "See"),
  [DAVY_ACCESS_STOP] = NC_ ("access", "Stop and delete"),
  [DAVY_ACCESS_CANCEL] = NC_ ("access", "Cancel"),
};

static const char *const answers[] = {
  [DAVY_ACCESS_UNKNOWN] = NC_ ("access", "Not known"),
  [DAVY_ACCESS_YES] = NC_ ("access", "Yes"),
  [DAVY_ACCESS_NO] = NC_ ("access", "No"),
};

static const char *const verdicts[DAVY_N_ACCESS_LINES][3] = {
  [DAVY_ACCESS_SEE] = { N_ ("Whether you can read resources, logs and cost is not known"),
                        N_ ("You can read resources, logs and cost"),
                        N_ ("You cannot read resources, logs and cost") },
  [DAVY_ACCESS_STOP] = { N_ ("Whether you can stop and delete in Azure is not known"),
                         N_ ("You can stop and delete in Azure"),
                         N_ ("You cannot stop and delete in Azure") },
  [DAVY_ACCESS_CANCEL] = { N_ ("Whether you can cancel a subscription is not known"),
                           N_ ("You can cancel a subscription"),
                           N_ ("You cannot cancel a subscription") },
};

/* Numbers from a file may be anything. */
static guint
index_of (DavyAccessAnswer answer)
{
  return (guint) answer < G_N_ELEMENTS (answers) ? (guint) answer : DAVY_ACCESS_UNKNOWN;
}

static guint
bit_of (DavyAccessReasons reason)
{
  guint bit = 0;

  while (bit + 1 < DAVY_N_ACCESS_REASONS && ((guint) reason >> bit) > 1)
    bit++;

  return bit;
}

/**
 * davy_words_access_line:
 * @line: one of the things that may be done
 *
 * Returns: its name, a word or two
 */
const char *
davy_words_access_line (DavyAccessLine line)
{
  return g_dpgettext2 (NULL, "access", lines[line]);
}

/**
 * davy_words_access_answer:
 * @answer: whether it may be done
 *
 * Returns: the answer in a word
 */
const char *
davy_words_access_answer (DavyAccessAnswer answer)
{
  return g_dpgettext2 (NULL, "access", answers[index_of (answer)]);
}

/**
 * davy_words_access_verdict:
 * @line: one of the things that may be done
 * @answer: whether it may
 *
 * Returns: the same as a sentence to a person, without a full stop
 */
const char *
davy_words_access_verdict (DavyAccessLine line, DavyAccessAnswer answer)
{
  return _ (verdicts[line][index_of (answer)]);
}

/**
 * davy_words_access_reason:
 * @reason: one reason
 *
 * Returns: what is missing
 */
const char *
davy_words_access_reason (DavyAccessReasons reason)
{
  return _ (reasons[bit_of (reason)].reason);
}

/**
 * davy_words_access_remedy:
 * @reason: one reason
 *
 * Returns: what to do about it, whom to ask, and the way round it where there is one
 */
const char *
davy_words_access_remedy (DavyAccessReasons reason)
{
  return _ (reasons[bit_of (reason)].remedy);
}
