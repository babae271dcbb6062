/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-fault-text.h"

/* What services say of their errors goes before a person and into journals, which take no half
 * characters. */

#define MAX_CHARACTERS 1024

/**
 * davy_fault_text_cut:
 * @text: (nullable): a service's words, UTF-8
 *
 * Returns: (transfer full) (nullable): the first 1024 characters of them
 */
char *
davy_fault_text_cut (const char *text)
{
  if (text == NULL)
    return NULL;

  return g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_CHARACTERS));
}

/**
 * davy_fault_text_from_body:
 * @body: an answer that is no JSON
 *
 * A gateway may answer in plain words; a page of HTML, or JSON that broke off, tells a person
 * nothing.
 *
 * Returns: (transfer full) (nullable): the words, cut; %NULL when there are none
 */
char *
davy_fault_text_from_body (GBytes *body)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  g_autofree char *text = NULL;

  if (length == 0 || !g_utf8_validate_len (data, length, NULL))
    return NULL;

  text = g_strstrip (g_strndup (data, length));

  return *text == '\0' || *text == '<' || *text == '{' ? NULL : davy_fault_text_cut (text);
}
