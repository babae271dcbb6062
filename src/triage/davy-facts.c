/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-facts.h"

/**
 * davy_facts_to_text:
 * @facts: (nullable): an `a{sv}`
 *
 * Returns: (transfer full) (nullable): the same as text, with its types
 */
char *
davy_facts_to_text (GVariant *facts)
{
  return facts != NULL ? g_variant_print (facts, TRUE) : NULL;
}

/**
 * davy_facts_from_text:
 * @text: (nullable): what davy_facts_to_text() made
 *
 * Returns: (transfer full) (nullable): the facts; %NULL when @text is none
 */
GVariant *
davy_facts_from_text (const char *text)
{
  if (text == NULL)
    return NULL;

  return g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL);
}
