/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/davy-error.h"
#include "core/davy-json-private.h"

/* RFC 8259, but that control characters inside of strings are let pass. It works on a copy of the
 * text, in which strings are unescaped and ended where they stand. */

typedef struct
{
  const char *begin;
  char *at; /* ends with a zero, which is part of no value */
  const char *end;
  guint levels_left;
  GError **error;
} Reader;

static JsonNode *read_value (Reader *self);

/* Returns: NULL, for whoever has to return that */
static gpointer
fail (Reader *self)
{
  if (*self->error == NULL)
    g_set_error (self->error, DAVY_ERROR, DAVY_ERROR_WIRE, "Not JSON at byte %" G_GSIZE_FORMAT,
                 (gsize) (self->at - self->begin));

  return NULL;
}

static void
skip_spaces (Reader *self)
{
  while (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t')
    self->at++;
}

static gboolean
skip_character (Reader *self, char wanted)
{
  skip_spaces (self);
  if (*self->at != wanted)
    return FALSE;

  self->at++;
  return TRUE;
}

static gboolean
read_unit (const char *digits, gunichar *unit)
{
  *unit = 0;
  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (digits[i]))
        return FALSE;
      *unit = *unit * 16 + (gunichar) g_ascii_xdigit_value (digits[i]);
    }

  return TRUE;
}

/* At the digits behind \u. Half a pair, and the zero that would end a string of ours, become the
 * sign for what cannot be shown. */
static gboolean
read_escaped_character (char **from, char **to)
{
  gunichar character, low;

  if (!read_unit (*from, &character))
    return FALSE;
  *from += 4;
  if (character >= 0xd800 && character < 0xdc00 && (*from)[0] == '\\' && (*from)[1] == 'u' &&
      read_unit (*from + 2, &low) && low >= 0xdc00 && low < 0xe000)
    {
      character = 0x10000 + ((character - 0xd800) << 10) + (low - 0xdc00);
      *from += 6;
    }
  if (character == 0 || (character >= 0xd800 && character < 0xe000))
    character = 0xfffd;
  *to += g_unichar_to_utf8 (character, *to);

  return TRUE;
}

static gboolean
read_escape (char **from, char **to)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  char letter = *(*from)++;
  const char *found;

  if (letter == 'u')
    return read_escaped_character (from, to);

  found = letter != '\0' ? strchr (letters, letter) : NULL;
  if (found == NULL)
    return FALSE;
  *(*to)++ = meanings[found - letters];

  return TRUE;
}

static char *
read_escaped_string (Reader *self, char *text)
{
  char *from = text, *to = text;

  while (*from != '"')
    {
      if (from >= self->end)
        return fail (self);
      if (*from != '\\')
        {
          *to++ = *from++;
          continue;
        }
      from++;
      if (!read_escape (&from, &to))
        return fail (self);
    }
  *to = '\0';
  self->at = from + 1;

  return text;
}

/* At the opening quote. Returns: (nullable): the text, in place */
static char *
read_string (Reader *self)
{
  char *text = self->at + 1;
  char *close = memchr (text, '"', (gsize) (self->end - text));

  if (close == NULL)
    return fail (self);
  if (memchr (text, '\\', (gsize) (close - text)) != NULL)
    return read_escaped_string (self, text);

  *close = '\0';
  self->at = close + 1;

  return text;
}

static JsonNode *
read_string_value (Reader *self)
{
  const char *text = read_string (self);

  return text != NULL ? json_node_init_string (json_node_alloc (), text) : NULL;
}

static const char *
skip_digits (const char *at)
{
  while (g_ascii_isdigit (*at))
    at++;

  return at;
}

/* Returns: (nullable): the end of the number that begins at @at */
static const char *
find_end_of_number (const char *at, gboolean *is_whole)
{
  const char *digits;

  *is_whole = TRUE;
  at += *at == '-' ? 1 : 0;
  digits = at;
  at = skip_digits (at);
  if (at == digits || (*digits == '0' && at > digits + 1))
    return NULL;
  if (*at == '.')
    {
      *is_whole = FALSE;
      digits = at + 1;
      at = skip_digits (digits);
      if (at == digits)
        return NULL;
    }
  if (*at == 'e' || *at == 'E')
    {
      *is_whole = FALSE;
      at++;
      at += *at == '+' || *at == '-' ? 1 : 0;
      digits = at;
      at = skip_digits (at);
      if (at == digits)
        return NULL;
    }

  return at;
}

/* A whole number that is too large for one is a fraction's kind of number. */
static JsonNode *
read_number (Reader *self)
{
  gboolean is_whole;
  const char *end = find_end_of_number (self->at, &is_whole);
  g_autofree char *text = NULL;
  gint64 whole;

  if (end == NULL)
    return fail (self);

  text = g_strndup (self->at, (gsize) (end - self->at));
  self->at += end - self->at;
  if (is_whole && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &whole, NULL))
    return json_node_init_int (json_node_alloc (), whole);

  return json_node_init_double (json_node_alloc (), g_ascii_strtod (text, NULL));
}

static gboolean
skip_word (Reader *self, const char *word)
{
  if (strncmp (self->at, word, strlen (word)) != 0)
    return FALSE;

  self->at += strlen (word);
  return TRUE;
}

static JsonNode *
read_word (Reader *self)
{
  if (skip_word (self, "null"))
    return json_node_init_null (json_node_alloc ());
  if (skip_word (self, "true"))
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (skip_word (self, "false"))
    return json_node_init_boolean (json_node_alloc (), FALSE);

  return fail (self);
}

static gboolean
read_elements (Reader *self, JsonArray *array)
{
  do
    {
      JsonNode *element = read_value (self);

      if (element == NULL)
        return FALSE;
      json_array_add_element (array, element);
    }
  while (skip_character (self, ','));

  return skip_character (self, ']') || fail (self) != NULL;
}

static JsonNode *
read_array (Reader *self)
{
  g_autoptr (JsonArray) array = json_array_new ();

  self->at++;
  if (!skip_character (self, ']') && !read_elements (self, array))
    return NULL;

  return json_node_init_array (json_node_alloc (), array);
}

/* @name: (out): in the text
 * Returns: (transfer full) (nullable): its value */
static JsonNode *
read_member (Reader *self, const char **name)
{
  skip_spaces (self);
  if (*self->at != '"')
    return fail (self);
  *name = read_string (self);
  if (*name == NULL)
    return NULL;
  if (!skip_character (self, ':'))
    return fail (self);

  return read_value (self);
}

static gboolean
read_members (Reader *self, JsonObject *object)
{
  do
    {
      const char *name;
      JsonNode *value = read_member (self, &name);

      if (value == NULL)
        return FALSE;
      json_object_set_member (object, name, value);
    }
  while (skip_character (self, ','));

  return skip_character (self, '}') || fail (self) != NULL;
}

static JsonNode *
read_object (Reader *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  self->at++;
  if (!skip_character (self, '}') && !read_members (self, object))
    return NULL;

  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
read_nested (Reader *self)
{
  JsonNode *node;

  if (self->levels_left == 0)
    {
      g_set_error_literal (self->error, DAVY_ERROR, DAVY_ERROR_LIMIT, "JSON of too many levels");
      return NULL;
    }

  self->levels_left--;
  node = *self->at == '{' ? read_object (self) : read_array (self);
  self->levels_left++;

  return node;
}

static JsonNode *
read_value (Reader *self)
{
  skip_spaces (self);
  if (*self->at == '"')
    return read_string_value (self);
  if (*self->at == '{' || *self->at == '[')
    return read_nested (self);
  if (*self->at == '-' || g_ascii_isdigit (*self->at))
    return read_number (self);

  return read_word (self);
}

/* The last of a name counts, as in a tree. */
static JsonNode *
find_exact_in_record (const GArray *members, const char *name, gsize length)
{
  for (guint i = members->len; i > 0; i--)
    {
      const DavyJsonMember *member = &g_array_index (members, DavyJsonMember, i - 1);

      if (member->name_length == length && memcmp (member->name, name, length) == 0)
        return member->node;
    }

  return NULL;
}

/* Nearly all of it is ASCII, of which eight bytes are looked at at once: none has its highest bit
 * set, and none is zero, from which taking 1 would set it. */
static const char *
skip_ascii (const char *at, const char *end)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 highest_bits = ones << 7;
  guint64 word;

  for (; end - at >= (gssize) sizeof word; at += sizeof word)
    {
      memcpy (&word, at, sizeof word);
      if (((word | (word - ones)) & highest_bits) != 0)
        break;
    }

  return at;
}

/* --- within the room ----------------------------------------------------------------------- */

/* As g_utf8_validate_len(), which looks at each byte. */
gboolean
davy_json_is_utf8 (const char *text, gsize length)
{
  const char *end = text + length;
  const char *at = text;

  while ((at = skip_ascii (at, end)) < end)
    {
      gunichar character = g_utf8_get_char_validated (at, end - at);

      if (character == 0 || character > 0x10ffff)
        return FALSE;
      at = g_utf8_next_char (at);
    }

  return TRUE;
}

/* @text: UTF-8
 * Returns: (transfer full) (nullable): the tree; NULL with %DAVY_ERROR_WIRE for what is no JSON,
 *   with %DAVY_ERROR_LIMIT for what is deeper than @max_depth */
JsonNode *
davy_json_read_text (const char *text, gsize length, guint max_depth, GError **error)
{
  g_autofree char *copy = g_strndup (text, length);
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonNode) root = NULL;
  Reader self = {
    .begin = copy, .at = copy, .end = copy + length, .levels_left = max_depth, .error = &failure
  };

  root = read_value (&self);
  skip_spaces (&self);
  if (root != NULL && self.at != self.end)
    fail (&self);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&root);
}

static void
member_clear (gpointer data)
{
  DavyJsonMember *member = data;

  json_node_unref (member->node);
}

/* At the opening brace, one level below the list. */
static gboolean
read_record (Reader *self, GArray *members)
{
  self->at++;
  if (skip_character (self, '}'))
    return TRUE;

  self->levels_left--;
  do
    {
      DavyJsonMember member;

      member.node = read_member (self, &member.name);
      if (member.node == NULL)
        return FALSE;
      member.name_length = strlen (member.name);
      g_array_append_val (members, member);
    }
  while (skip_character (self, ','));
  self->levels_left++;

  return skip_character (self, '}') || fail (self) != NULL;
}

static gboolean
visit_elements (Reader *self, const char *text, DavyJsonVisit visit, gpointer data)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (DavyJsonMember));
  DavyJson list = { 0 };
  DavyJson element = { .up = &list };

  g_array_set_clear_func (members, member_clear);
  do
    {
      g_autoptr (JsonNode) node = NULL;

      skip_spaces (self);
      element.text = text + (self->at - self->begin);
      element.members = *self->at == '{' ? members : NULL;
      g_array_set_size (members, 0);
      if (element.members != NULL ? !read_record (self, members)
                                  : (node = read_value (self)) == NULL)
        return FALSE;
      element.node = node;
      element.text_length = (gsize) (text + (self->at - self->begin) - element.text);
      visit (&element, data);
      element.index++;
    }
  while (skip_character (self, ','));

  return skip_character (self, ']') || fail (self) != NULL;
}

/* As davy_json_read_text(), of an array of which one element is there at a time. What was visited
 * before a failure was visited. */
gboolean
davy_json_read_elements (const char *text,
                         gsize length,
                         guint max_depth,
                         DavyJsonVisit visit,
                         gpointer data,
                         GError **error)
{
  g_autofree char *copy = g_strndup (text, length);
  g_autoptr (GError) failure = NULL;
  Reader self = {
    .begin = copy, .at = copy, .end = copy + length, .levels_left = max_depth - 1, .error = &failure
  };

  if (!skip_character (&self, '['))
    fail (&self);
  else if (!skip_character (&self, ']'))
    visit_elements (&self, text, visit, data);
  skip_spaces (&self);
  if (failure == NULL && self.at != self.end)
    fail (&self);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* @members: of a record that is being visited (element-type DavyJsonMember)
 * Returns: (nullable): the value of the member @name, else of one that differs in case alone */
JsonNode *
davy_json_find_in_record (const GArray *members, const char *name)
{
  gsize length = strlen (name);
  JsonNode *node = find_exact_in_record (members, name, length);

  for (guint i = 0; node == NULL && i < members->len; i++)
    {
      const DavyJsonMember *member = &g_array_index (members, DavyJsonMember, i);

      if (member->name_length == length && g_ascii_strcasecmp (member->name, name) == 0)
        node = find_exact_in_record (members, member->name, length);
    }

  return node;
}
