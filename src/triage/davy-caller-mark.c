/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-caller-mark.h"

static const char *const keys[] = {
  [DAVY_CALLER_UNMARKED] = NULL,       [DAVY_CALLER_COLLEAGUE] = "colleague",
  [DAVY_CALLER_CUSTOMER] = "customer", [DAVY_CALLER_AUTOMATION] = "automation",
  [DAVY_CALLER_HOSTILE] = "hostile",
};

/**
 * davy_caller_mark_to_key:
 * @mark: a mark
 *
 * Returns: (nullable): its name in the journal; %NULL for %DAVY_CALLER_UNMARKED
 */
const char *
davy_caller_mark_to_key (DavyCallerMark mark)
{
  return keys[mark];
}

/**
 * davy_caller_mark_from_key:
 * @key: (nullable): a mark's name in the journal
 *
 * Returns: the mark; %DAVY_CALLER_UNMARKED for any other text
 */
DavyCallerMark
davy_caller_mark_from_key (const char *key)
{
  for (gsize i = 1; key != NULL && i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i], key))
      return (DavyCallerMark) i;

  return DAVY_CALLER_UNMARKED;
}

/**
 * davy_caller_marks_set:
 * @marks: (nullable) (transfer none): an `a{ss}`: caller → mark
 * @caller: somebody in the logs; letter case means nothing in their names
 * @mark: who that is
 *
 * Returns: (transfer floating): the marks with this one
 */
GVariant *
davy_caller_marks_set (GVariant *marks, const char *caller, DavyCallerMark mark)
{
  g_autofree char *name = g_ascii_strdown (caller, -1);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *other;
  const char *key;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  if (marks != NULL)
    {
      g_variant_iter_init (&iter, marks);
      while (g_variant_iter_next (&iter, "{&s&s}", &other, &key))
        if (!g_str_equal (other, name))
          g_variant_builder_add (&builder, "{ss}", other, key);
    }
  if (mark != DAVY_CALLER_UNMARKED)
    g_variant_builder_add (&builder, "{ss}", name, keys[mark]);

  return g_variant_builder_end (&builder);
}

/**
 * davy_caller_marks_get:
 * @marks: (nullable): an `a{ss}`: caller → mark
 * @caller: (nullable): somebody in the logs
 *
 * Returns: who that is
 */
DavyCallerMark
davy_caller_marks_get (GVariant *marks, const char *caller)
{
  g_autofree char *name = caller != NULL ? g_ascii_strdown (caller, -1) : NULL;
  const char *key = NULL;

  if (marks == NULL || name == NULL || !g_variant_lookup (marks, name, "&s", &key))
    return DAVY_CALLER_UNMARKED;

  return davy_caller_mark_from_key (key);
}
