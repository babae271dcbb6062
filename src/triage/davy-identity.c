/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "triage/davy-identity.h"

#include <glib/gi18n-lib.h>

#include "core/davy-format.h"
#include "triage/davy-case-origin.h"

/* Sizes with graphics processors or for high performance: what mining pays on, and hardly anybody
 * else needs (playbook.md C.3, *Indicators*). */
static const char policy[] =
    "{\n"
    "  \"if\": {\n"
    "    \"anyOf\": [\n"
    "      { \"field\": \"Microsoft.Compute/virtualMachines/sku.name\", \"like\": \"Standard_N*\" },\n"
    "      { \"field\": \"Microsoft.Compute/virtualMachines/sku.name\", \"like\": \"Standard_H*\" },\n"
    "      { \"field\": \"Microsoft.Compute/virtualMachineScaleSets/sku.name\", \"like\": "
    "\"Standard_N*\" },\n"
    "      { \"field\": \"Microsoft.Compute/virtualMachineScaleSets/sku.name\", \"like\": "
    "\"Standard_H*\" }\n"
    "    ]\n"
    "  },\n"
    "  \"then\": { \"effect\": \"deny\" }\n"
    "}\n";

static char *
dup_since (DavyCase *handled)
{
  DavyTime onset = davy_case_get_onset (handled, NULL);

  return onset != DAVY_TIME_UNSET ? davy_format_moment (DAVY_LANGUAGE_WINDOW, onset)
                                  : g_strdup (_ ("the beginning of the incident"));
}

/**
 * davy_identity_list_hostile:
 * @handled: a case
 *
 * Returns: (transfer full): the callers in its logs that were marked hostile
 */
GStrv
davy_identity_list_hostile (DavyCase *handled)
{
  g_autoptr (GVariant) marks = davy_case_dup_caller_marks (handled);
  g_autoptr (GStrvBuilder) hostile = g_strv_builder_new ();
  GVariantIter iter;
  const char *caller;
  const char *mark;

  if (marks != NULL)
    {
      g_variant_iter_init (&iter, marks);
      while (g_variant_iter_next (&iter, "{&s&s}", &caller, &mark))
        if (davy_caller_mark_from_key (mark) == DAVY_CALLER_HOSTILE)
          g_strv_builder_add (hostile, caller);
    }

  return g_strv_builder_end (hostile);
}

/**
 * davy_identity_dup_admin_letter:
 * @handled: a case
 *
 * Returns: (transfer full): to the customer's administrator: which accounts to disable, and what
 *   else of theirs has to go (playbook.md C.3, steps 7a and 8)
 */
char *
davy_identity_dup_admin_letter (DavyCase *handled)
{
  g_auto (GStrv) hostile = davy_identity_list_hostile (handled);
  g_autofree char *names = g_strjoinv ("\n", hostile);
  g_autofree char *since = dup_since (handled);

  return g_strdup_printf (
      /* Translators: a letter. %1$s: the id of an Azure subscription, %2$s: user names and ids, one
       * a line, %3$s: a date with the time of day. */
      _ ("Resources that nobody wanted were created in the Azure subscription %1$s. Please do the "
         "following now, from an account that is not in this list:\n"
         "\n"
         "%2$s\n"
         "\n"
         "1. Block sign-in for these users, and disable these applications (service "
         "principals).\n"
         "2. Revoke all their sessions.\n"
         "3. Reset the passwords; remove secrets, certificates and federated credentials of the "
         "applications.\n"
         "4. Look for users, guests, applications and role assignments that were created since "
         "%3$s and that nobody knows.\n"
         "5. Check the telephone numbers, mail addresses and sign-in methods of all global "
         "administrators.\n"
         "6. Require multi-factor authentication for everybody.\n"
         "\n"
         "Please answer with what was done and when."),
      davy_case_get_azure_id (handled), *names != '\0' ? names : "–", since);
}

/**
 * davy_identity_dup_prevention_letter:
 * @handled: a case
 *
 * Returns: (transfer full): to the customer: what keeps it from happening again (playbook.md C.3,
 *   step 9)
 */
char *
davy_identity_dup_prevention_letter (DavyCase *handled)
{
  return g_strdup_printf (
      /* Translators: a letter. %s: the id of an Azure subscription. */
      _ ("So that it does not happen again in the Azure subscription %s, we recommend:\n"
         "\n"
         "1. A policy that denies machine sizes with graphics processors or for high performance, "
         "and one that allows only the regions that you use.\n"
         "2. Quotas back to what you need.\n"
         "3. A budget with a notification, to somebody who reads it also on weekends.\n"
         "4. Multi-factor authentication for everybody, and administrators only where they are "
         "needed.\n"
         "\n"
         "We can set this up together. When does it suit you?"),
      davy_case_get_azure_id (handled));
}

/**
 * davy_identity_get_policy:
 *
 * Returns: the rule of an Azure policy that denies the sizes that mining uses, JSON
 */
const char *
davy_identity_get_policy (void)
{
  return policy;
}
