/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-facts.h"

#include "core/davy-error.h"

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

/**
 * davy_facts_insert_text:
 * @facts: facts that are put together
 * @key: which
 * @text: (nullable): its value; %NULL puts nothing in
 */
void
davy_facts_insert_text (GVariantDict *facts, const char *key, const char *text)
{
  if (text != NULL)
    g_variant_dict_insert (facts, key, "s", text);
}

/**
 * davy_facts_insert_answer:
 * @facts: facts that are put together
 * @http_status: the status of an answer; 0 puts nothing in
 * @correlation_id: (nullable): what Microsoft's support asks for; %NULL puts nothing in
 *
 * Puts in what an answer told: `http-status`, `correlation-id`.
 */
void
davy_facts_insert_answer (GVariantDict *facts, guint http_status, const char *correlation_id)
{
  if (http_status != 0)
    g_variant_dict_insert (facts, "http-status", "u", http_status);
  davy_facts_insert_text (facts, "correlation-id", correlation_id);
}

/**
 * davy_facts_insert_failure:
 * @facts: facts that are put together
 * @failure: why something was not done
 *
 * Puts in what an answer told beside its failure: `error`, `http-status`, `code`, `text`,
 * `correlation-id`.
 */
void
davy_facts_insert_failure (GVariantDict *facts, const GError *failure)
{
  const DavyFault *fault = davy_error_get_fault (failure);

  davy_facts_insert_text (facts, "error", failure->message);
  if (fault == NULL)
    return;
  davy_facts_insert_answer (facts, fault->http_status, fault->correlation_id);
  davy_facts_insert_text (facts, "code", fault->service_code);
  davy_facts_insert_text (facts, "text", fault->service_text);
}
