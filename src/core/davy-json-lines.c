/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-json-private.h"

#include <string.h>

/**
 * davy_json_visit_lines:
 * @bytes: UTF-8: a JSON object a line (NDJSON), as the evidence of a case is kept
 * @visit: called with each, which is freed afterwards
 * @data: for @visit
 * @error: as davy_json_parse(), after the lines before the failure were visited
 *
 * Reads a list that was written line by line; empty lines are none. Safe on any thread.
 *
 * Returns: whether all of it was read
 */
gboolean
davy_json_visit_lines (GBytes *bytes, DavyJsonVisit visit, gpointer data, GError **error)
{
  gsize length;
  const char *line = g_bytes_get_data (bytes, &length);
  const char *end = line + length;

  while (line < end)
    {
      const char *feed = memchr (line, '\n', (gsize) (end - line));
      const char *stop = feed != NULL ? feed : end;
      g_autofree char *text = g_strndup (line, (gsize) (stop - line));
      g_autoptr (JsonNode) node = NULL;
      DavyJson element;

      line = stop + 1;
      if (*g_strstrip (text) == '\0')
        continue;
      node = davy_json_parse_text (text, error);
      if (node == NULL)
        return FALSE;
      element = davy_json_root (node, NULL);
      visit (&element, data);
    }

  return TRUE;
}
