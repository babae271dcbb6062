/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-verification-words.h"

#include "core/davy-catalogue.h"

static const char *
get_cost (DavyFinding finding)
{
  switch (finding)
    {
    case DAVY_FINDING_GOOD:
      return _ ("The cost is back in its expected range.");
    case DAVY_FINDING_BAD:
      return _ ("The cost is still above its expected range.");
    case DAVY_FINDING_UNKNOWN:
    default:
      return _ ("What the days since then cost is not known yet.");
    }
}

static char *
dup_creates (const DavyVerification *found)
{
  if (found->n_creates == 0)
    return g_strdup (_ ("No machines came back."));

  return g_strdup_printf (ngettext ("A machine or the like was created or changed %u time.",
                                    "Machines or the like were created or changed %u times.",
                                    found->n_creates),
                          found->n_creates);
}

static char *
dup_roles (const DavyVerification *found)
{
  if (found->n_roles == 0)
    return g_strdup (_ ("Nobody was given a role."));

  return g_strdup_printf (
      ngettext ("A role was assigned %u time.", "Roles were assigned %u times.", found->n_roles),
      found->n_roles);
}

/**
 * davy_words_verification_title:
 * @found: what a look found
 *
 * Returns: what that means, in a few words
 */
const char *
davy_words_verification_title (const DavyVerification *found)
{
  if (found->creates == DAVY_FINDING_BAD || found->roles == DAVY_FINDING_BAD ||
      found->cost == DAVY_FINDING_BAD)
    return _ ("The incident goes on");

  return davy_verification_is_good (found) ? _ ("All is quiet after the incident")
                                           : _ ("Nothing came back so far");
}

/**
 * davy_words_verification_text:
 * @found: what a look found
 *
 * Returns: (transfer full): the findings, a line each
 */
char *
davy_words_verification_text (const DavyVerification *found)
{
  g_autofree char *creates = dup_creates (found);
  g_autofree char *roles = dup_roles (found);

  return g_strjoin ("\n", creates, roles, get_cost (found->cost), NULL);
}
