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

  /* Translators: %u: how many times since the case was handled. */
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
      /* Translators: %u: how many times since the case was handled. */
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
  switch (davy_verification_get_mark (found))
    {
    case DAVY_MARK_ATTENTION:
      return _ ("The incident goes on");
    case DAVY_MARK_GOOD:
      return _ ("All is quiet after the incident");
    case DAVY_MARK_UNKNOWN:
    default:
      return _ ("Nothing came back so far");
    }
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

/**
 * davy_words_verification_due:
 * @due: when to look next
 * @now: the moment
 *
 * Returns: (transfer full): when that is, "On 24 Dec 2026, 14:02, which is in 18 h"
 */
char *
davy_words_verification_due (DavyTime due, DavyTime now)
{
  g_autofree char *when = davy_format_date_time (davy_language_get (), due);
  g_autofree char *span = davy_format_span (davy_language_get (), due - now);

  if (due <= now)
    /* Translators: %s is a date with the time of day. */
    return g_strdup_printf (C_ ("verification", "Due since %s"), when);

  /* Translators: a date with the time of day, then a span of time such as "18 h". */
  return g_strdup_printf (C_ ("verification", "On %1$s, which is in %2$s"), when, span);
}
