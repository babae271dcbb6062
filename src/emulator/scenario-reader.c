/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/scenario-reader.h"

#include <string.h>

/**
 * davy_demo_expect_members:
 * @json: an object
 * @first: a member it may have
 * @...: the others, %NULL terminated
 *
 * Refuses a member that is not on the list, so that a slip of the pen does not pass for a default.
 */
void
davy_demo_expect_members (const DavyJson *json, const char *first, ...)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  g_autoptr (GList) members = NULL;
  va_list rest;

  if (!davy_json_is_object (json))
    {
      if (davy_json_exists (json))
        davy_json_fail (json, "must be an object");
      return;
    }

  va_start (rest, first);
  for (const char *name = first; name != NULL; name = va_arg (rest, const char *))
    g_ptr_array_add (known, (gpointer) name);
  va_end (rest);

  members = json_object_get_members (json_node_get_object (json->node));
  for (GList *l = members; l != NULL; l = l->next)
    if (!g_ptr_array_find_with_equal_func (known, l->data, g_str_equal, NULL))
      {
        DavyJson member = davy_json_member (json, l->data);

        davy_json_fail (&member, "is not a member of the schema");
      }
}

/**
 * davy_demo_expect_word:
 * @json: an object
 * @name: a member of it; absent is fine
 * @words: (array zero-terminated=1): what it may say
 */
void
davy_demo_expect_word (const DavyJson *json, const char *name, const char *const *words)
{
  const char *word = davy_json_string (json, name, DAVY_JSON_OPTIONAL);
  DavyJson member = davy_json_member (json, name);

  if (word == NULL || !davy_json_exists (&member) || g_strv_contains (words, word))
    return;

  g_autofree char *list = g_strjoinv (", ", (char **) words);
  davy_json_fail (&member, "“%s” is none of %s", word, list);
}

/**
 * davy_demo_read_string:
 * @json: an object
 * @name: a member of it
 * @fallback: (nullable): what it is when absent
 *
 * Returns: (transfer full) (nullable): a copy
 */
char *
davy_demo_read_string (const DavyJson *json, const char *name, const char *fallback)
{
  const char *text = davy_json_string (json, name, DAVY_JSON_OPTIONAL);

  return g_strdup (text != NULL ? text : fallback);
}

/**
 * davy_demo_read_integer:
 * @json: an object
 * @name: a member of it
 * @fallback: what it is when absent
 *
 * Returns: the number
 */
gint64
davy_demo_read_integer (const DavyJson *json, const char *name, gint64 fallback)
{
  DavyJson member = davy_json_member (json, name);

  return davy_json_exists (&member) ? davy_json_integer (json, name, DAVY_JSON_REQUIRED) : fallback;
}

/**
 * davy_demo_read_number:
 * @json: an object
 * @name: a member of it
 * @fallback: what it is when absent
 *
 * Returns: the number
 */
double
davy_demo_read_number (const DavyJson *json, const char *name, double fallback)
{
  DavyJson member = davy_json_member (json, name);

  return davy_json_exists (&member) ? davy_json_number (json, name, DAVY_JSON_REQUIRED) : fallback;
}

/**
 * davy_demo_read_boolean:
 * @json: an object
 * @name: a member of it
 * @fallback: what it is when absent
 *
 * Returns: the truth value
 */
gboolean
davy_demo_read_boolean (const DavyJson *json, const char *name, gboolean fallback)
{
  DavyJson member = davy_json_member (json, name);

  return davy_json_exists (&member) ? davy_json_boolean (json, name, DAVY_JSON_REQUIRED) : fallback;
}

static gint64
unit_span (char unit)
{
  switch (unit)
    {
    case 's':
      return DAVY_TIME_SECOND;
    case 'm':
      return DAVY_TIME_MINUTE;
    case 'h':
      return DAVY_TIME_HOUR;
    case 'd':
      return DAVY_TIME_DAY;
    default:
      return 0;
    }
}

/* "2h30m" */
static gboolean
parse_span (const char *text, gint64 *span)
{
  *span = 0;
  if (*text == '\0')
    return FALSE;

  while (*text != '\0')
    {
      char *end = NULL;
      gint64 number = g_ascii_isdigit (*text) ? g_ascii_strtoll (text, &end, 10) : -1;

      if (number < 0 || number > 100000 || unit_span (*end) == 0)
        return FALSE;
      *span += number * unit_span (*end);
      text = end + 1;
    }

  return TRUE;
}

/**
 * davy_demo_read_span:
 * @json: an object
 * @name: a member such as `"2h30m"` (s, m, h, d)
 * @fallback: what it is when absent, in microseconds
 *
 * Returns: microseconds
 */
gint64
davy_demo_read_span (const DavyJson *json, const char *name, gint64 fallback)
{
  DavyJson member = davy_json_member (json, name);
  const char *text;
  gint64 span;

  if (!davy_json_exists (&member))
    return fallback;

  text = davy_json_string (json, name, DAVY_JSON_REQUIRED);
  if (text != NULL && parse_span (text, &span))
    return span;

  davy_json_fail (&member, "is not a span such as 2h30m");
  return fallback;
}

/**
 * davy_demo_read_time:
 * @json: an object
 * @name: a member such as `"-2h30m"`, `"+3m"` (from now) or an ISO 8601 time
 * @need: what absence means
 *
 * Returns: the moment, %DAVY_TIME_UNSET when absent
 */
DavyTime
davy_demo_read_time (const DavyJson *json, const char *name, DavyJsonNeed need)
{
  DavyJson member = davy_json_member (json, name);
  const char *text = davy_json_string (json, name, need);
  gint64 span;
  DavyTime time;

  if (!davy_json_exists (&member) || text == NULL)
    return DAVY_TIME_UNSET;

  if ((*text == '-' || *text == '+') && parse_span (text + 1, &span))
    return davy_time_now () + (*text == '-' ? -span : span);
  if (davy_time_parse (text, &time))
    return time;

  davy_json_fail (&member, "is neither an age such as -2h30m nor an ISO 8601 time");
  return DAVY_TIME_UNSET;
}

/**
 * davy_demo_read_object:
 * @json: an object
 * @name: a member that is sent as it is
 *
 * Returns: (transfer full) (nullable): the object, %NULL when absent
 */
JsonObject *
davy_demo_read_object (const DavyJson *json, const char *name)
{
  DavyJson member = davy_json_member (json, name);

  if (davy_json_is_object (&member))
    return json_object_ref (json_node_get_object (member.node));
  if (davy_json_exists (&member))
    davy_json_fail (&member, "must be an object");

  return NULL;
}
