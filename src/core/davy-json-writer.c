/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-json-private.h"

#include <string.h>

static void write_value (GString *text, JsonNode *node);

static void
write_escaped (GString *text, char character)
{
  static const char *const short_forms[] = {
    ['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n",  ['\f'] = "\\f",
    ['\r'] = "\\r", ['"'] = "\\\"", ['\\'] = "\\\\",
  };

  if (short_forms[(guchar) character] != NULL)
    g_string_append (text, short_forms[(guchar) character]);
  else
    g_string_append_printf (text, "\\u%04x", (guint) (guchar) character);
}

static gboolean
needs_escape (char character)
{
  return (guchar) character < ' ' || character == '"' || character == '\\';
}

static void
write_string (GString *text, const char *string)
{
  const char *from = string;

  g_string_append_c (text, '"');
  for (const char *at = string; *at != '\0'; at++)
    if (needs_escape (*at))
      {
        g_string_append_len (text, from, at - from);
        write_escaped (text, *at);
        from = at + 1;
      }
  g_string_append (text, from);
  g_string_append_c (text, '"');
}

static void
write_object (GString *text, JsonObject *object)
{
  JsonObjectIter members;
  const char *name;
  JsonNode *value;
  gboolean is_first = TRUE;

  g_string_append_c (text, '{');
  json_object_iter_init_ordered (&members, object);
  while (json_object_iter_next_ordered (&members, &name, &value))
    {
      if (!is_first)
        g_string_append_c (text, ',');
      is_first = FALSE;
      write_string (text, name);
      g_string_append_c (text, ':');
      write_value (text, value);
    }
  g_string_append_c (text, '}');
}

static void
write_array (GString *text, JsonArray *array)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      write_value (text, json_array_get_element (array, i));
    }
  g_string_append_c (text, ']');
}

static void
write_value (GString *text, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      write_object (text, json_node_get_object (node));
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      write_array (text, json_node_get_array (node));
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      write_string (text, json_node_get_string (node));
    }
  else
    {
      g_autofree char *other = json_to_string (node, FALSE);

      g_string_append (text, other);
    }
}

/* @open: the quote that a string begins with
 * Returns: the one that ends it, before which stands no odd number of backslashes */
static const char *
find_closing_quote (const char *open, const char *end)
{
  const char *quote = open;
  const char *escape;

  do
    {
      quote = memchr (quote + 1, '"', (gsize) (end - quote - 1));
      for (escape = quote; escape[-1] == '\\'; escape--)
        ;
    }
  while ((quote - escape) % 2 == 1);

  return quote;
}

/* --- within the room ----------------------------------------------------------------------- */

/* Returns: (transfer full): compact JSON */
char *
davy_json_write_text (JsonNode *node)
{
  GString *text = g_string_sized_new (1024);

  write_value (text, node);

  return g_string_free (text, FALSE);
}

/* @text: JSON that was read without a failure
 * Returns: (transfer full): the same without spaces between its values */
char *
davy_json_shorten_text (const char *text, gsize length)
{
  char *shortened = g_malloc (length + 1);
  char *to = shortened;
  const char *end = text + length;

  for (const char *from = text; from < end; from++)
    if (*from == '"')
      {
        const char *close = find_closing_quote (from, end);

        to = mempcpy (to, from, (gsize) (close + 1 - from));
        from = close;
      }
    else if (*from != ' ' && *from != '\n' && *from != '\r' && *from != '\t')
      {
        *to++ = *from;
      }
  *to = '\0';

  return shortened;
}
