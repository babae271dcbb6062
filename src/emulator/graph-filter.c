/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/graph-filter.h"

#include <string.h>

/* status eq 'active' */
static gboolean
match_clause (const char *clause, JsonObject *object, gboolean *passes)
{
  g_auto (GStrv) words = g_strsplit (clause, " ", 3);
  gsize length;
  const char *value;

  if (g_strv_length (words) != 3 || !g_str_equal (words[1], "eq"))
    return FALSE;
  length = strlen (words[2]);
  if (length < 2 || words[2][0] != '\'' || words[2][length - 1] != '\'' ||
      !json_object_has_member (object, words[0]))
    return FALSE;

  words[2][length - 1] = '\0';
  value = json_object_get_string_member_with_default (object, words[0], "");
  *passes = g_ascii_strcasecmp (value, words[2] + 1) == 0;

  return TRUE;
}

/**
 * davy_graph_filter_match:
 * @filter: a `$filter` of equations that are joined by `and`
 * @object: what is to pass
 * @passes: (out): whether it does
 *
 * Returns: whether the filter is understood
 */
gboolean
davy_graph_filter_match (const char *filter, JsonObject *object, gboolean *passes)
{
  g_auto (GStrv) clauses = g_strsplit (filter, " and ", -1);

  *passes = TRUE;
  for (guint i = 0; clauses[i] != NULL; i++)
    {
      gboolean one;

      if (!match_clause (g_strstrip (clauses[i]), object, &one))
        return FALSE;
      *passes = *passes && one;
    }

  return TRUE;
}
