/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-json.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "core/davy-error.h"
#include "core/davy-json-private.h"

#define MAX_BYTES       (32 * 1024 * 1024)
#define MAX_DEPTH       64
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static gboolean
is_none (const DavyJson *self)
{
  return self->members == NULL && (self->node == NULL || JSON_NODE_HOLDS_NULL (self->node));
}

static gboolean
has_failed (const DavyJson *self)
{
  return self->sink != NULL && *self->sink != NULL;
}

/* Goes behind the byte order mark. */
static gboolean
check_text (const char **text, gsize *length, GError **error)
{
  if (*length > MAX_BYTES)
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_LIMIT, "JSON of %" G_GSIZE_FORMAT " bytes",
                   *length);
      return FALSE;
    }
  if (*length >= strlen (BYTE_ORDER_MARK) &&
      memcmp (*text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    {
      *text += strlen (BYTE_ORDER_MARK);
      *length -= strlen (BYTE_ORDER_MARK);
    }
  if (!davy_json_is_utf8 (*text, *length))
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_WIRE, "JSON is not UTF-8");
      return FALSE;
    }

  return TRUE;
}

static JsonNode *
parse (const char *text, gsize length, GError **error)
{
  return check_text (&text, &length, error) ? davy_json_read_text (text, length, MAX_DEPTH, error)
                                            : NULL;
}

static void
append_path (GString *path, const DavyJson *self)
{
  if (self->up == NULL)
    return;

  append_path (path, self->up);
  if (self->name == NULL)
    g_string_append_printf (path, "[%u]", self->index);
  else
    g_string_append_printf (path, "%s%s", path->len > 0 ? "." : "", self->name);
}

/* Exact first; services disagree with themselves about capitals (IsTest, isTest). */
static JsonNode *
find_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonObjectIter members;
  const char *member;
  JsonNode *value;

  if (node != NULL)
    return node;

  json_object_iter_init_ordered (&members, object);
  while (json_object_iter_next_ordered (&members, &member, &value))
    if (g_ascii_strcasecmp (member, name) == 0)
      return value;

  return NULL;
}

/* The member to read a value from; FALSE when there is nothing to read. An empty string says
 * "none" as null and absence do. */
static gboolean
find_value (const DavyJson *self, const char *name, DavyJsonNeed need, DavyJson *value)
{
  *value = davy_json_member (self, name);
  if (has_failed (self))
    return FALSE;

  if (is_none (value) || (JSON_NODE_HOLDS_VALUE (value->node) &&
                          json_node_get_value_type (value->node) == G_TYPE_STRING &&
                          *json_node_get_string (value->node) == '\0'))
    {
      if (need == DAVY_JSON_REQUIRED)
        davy_json_fail (value, "is missing");
      return FALSE;
    }
  if (!JSON_NODE_HOLDS_VALUE (value->node))
    {
      davy_json_fail (value, "holds other values, not one");
      return FALSE;
    }

  return TRUE;
}

static gboolean
text_to_number (const char *text, double *number)
{
  char *end;

  *number = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && isfinite (*number);
}

static gboolean
number_to_integer (double number, gint64 *integer)
{
  if (number != floor (number) || number < (double) G_MININT64 || number >= (double) G_MAXINT64)
    return FALSE;

  *integer = (gint64) number;
  return TRUE;
}

/**
 * davy_json_parse:
 * @bytes: UTF-8, with or without a byte order mark
 * @error: %DAVY_ERROR_LIMIT above 32 MiB or 64 levels, %DAVY_ERROR_WIRE when it is not JSON
 *
 * Parses JSON from outside. Safe on any thread.
 *
 * Returns: (transfer full): the document, to be read by one thread at a time
 */
JsonNode *
davy_json_parse (GBytes *bytes, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return parse (text != NULL ? text : "", length, error);
}

/**
 * davy_json_parse_text:
 * @text: UTF-8
 * @error: as davy_json_parse()
 *
 * Returns: (transfer full): the document
 */
JsonNode *
davy_json_parse_text (const char *text, GError **error)
{
  return parse (text, strlen (text), error);
}

/**
 * davy_json_holds_array:
 * @bytes: perhaps JSON
 *
 * Returns: whether it looks like an array
 */
gboolean
davy_json_holds_array (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  gsize i = length >= strlen (BYTE_ORDER_MARK) &&
                    memcmp (text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0
                ? strlen (BYTE_ORDER_MARK)
                : 0;

  while (i < length && g_ascii_isspace (text[i]))
    i++;

  return i < length && text[i] == '[';
}

/**
 * davy_json_visit_elements:
 * @bytes: UTF-8, with or without a byte order mark: an array
 * @visit: called with each element, which is freed afterwards
 * @data: for @visit
 * @error: as davy_json_parse(), after the elements before the failure were visited
 *
 * Reads a long list without having all of it in memory, which takes half the time, too. Safe on any
 * thread.
 *
 * Returns: whether all of it was read
 */
gboolean
davy_json_visit_elements (GBytes *bytes, DavyJsonVisit visit, gpointer data, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  if (text == NULL)
    text = "";

  return check_text (&text, &length, error) &&
         davy_json_read_elements (text, length, MAX_DEPTH, visit, data, error);
}

/**
 * davy_json_root:
 * @root: (nullable): a document, which must outlive all places in it; NULL reads as absent
 * @sink: where the first failure goes; must be empty
 *
 * Returns: the place at the top of the document
 */
DavyJson
davy_json_root (JsonNode *root, GError **sink)
{
  return (DavyJson){ .node = root, .sink = sink };
}

/**
 * davy_json_member:
 * @self: an object, which the result points to; absent and null are an object without members
 * @name: which member, which the result points to
 *
 * Returns: the place of the member, which may be absent
 */
DavyJson
davy_json_member (const DavyJson *self, const char *name)
{
  DavyJson member = { .up = self, .name = name, .sink = self->sink };

  if (has_failed (self) || is_none (self))
    return member;

  if (self->members != NULL)
    member.node = davy_json_find_in_record (self->members, name);
  else if (JSON_NODE_HOLDS_OBJECT (self->node))
    member.node = find_member (json_node_get_object (self->node), name);
  else
    davy_json_fail (self, "is not an object");

  return member;
}

/**
 * davy_json_element:
 * @self: an array, which the result points to; absent and null are an array without elements
 * @index: which element
 *
 * Returns: the place of the element, which may be absent
 */
DavyJson
davy_json_element (const DavyJson *self, guint index)
{
  DavyJson element = { .up = self, .index = index, .sink = self->sink };

  if (has_failed (self) || is_none (self))
    return element;

  if (!davy_json_is_array (self))
    davy_json_fail (self, "is not an array");
  else if (index < json_array_get_length (json_node_get_array (self->node)))
    element.node = json_array_get_element (json_node_get_array (self->node), index);

  return element;
}

/**
 * davy_json_exists:
 * @self: a place
 *
 * Returns: whether something other than null stands there
 */
gboolean
davy_json_exists (const DavyJson *self)
{
  return !is_none (self);
}

/**
 * davy_json_is_array:
 * @self: a place
 *
 * Returns: whether an array stands there
 */
gboolean
davy_json_is_array (const DavyJson *self)
{
  return self->node != NULL && JSON_NODE_HOLDS_ARRAY (self->node);
}

/**
 * davy_json_is_object:
 * @self: a place
 *
 * Returns: whether an object stands there
 */
gboolean
davy_json_is_object (const DavyJson *self)
{
  return self->members != NULL || (self->node != NULL && JSON_NODE_HOLDS_OBJECT (self->node));
}

/**
 * davy_json_length:
 * @self: an array
 * @need: whether it may be absent
 *
 * Returns: how many elements it has; 0 when it is absent or a failure stands in the sink
 */
guint
davy_json_length (const DavyJson *self, DavyJsonNeed need)
{
  if (has_failed (self))
    return 0;

  if (is_none (self))
    {
      if (need == DAVY_JSON_REQUIRED)
        davy_json_fail (self, "is missing");
      return 0;
    }
  if (!davy_json_is_array (self))
    {
      davy_json_fail (self, "is not an array");
      return 0;
    }

  return json_array_get_length (json_node_get_array (self->node));
}

/**
 * davy_json_dup_path:
 * @self: a place
 *
 * Returns: (transfer full): the way to it, such as `items[3].createdDate`; "document" for the top
 */
char *
davy_json_dup_path (const DavyJson *self)
{
  g_autoptr (GString) path = g_string_new (NULL);

  append_path (path, self);

  return path->len > 0 ? g_string_free (g_steal_pointer (&path), FALSE) : g_strdup ("document");
}

/**
 * davy_json_string:
 * @self: an object
 * @name: which member
 * @need: whether it may be absent, null or empty
 *
 * Reads a string. A number is taken as well and becomes a string in the document itself.
 *
 * Returns: (transfer none) (nullable): the string, owned by the document; NULL for "none"
 */
const char *
davy_json_string (const DavyJson *self, const char *name, DavyJsonNeed need)
{
  DavyJson value;
  GType type;

  if (!find_value (self, name, need, &value))
    return NULL;

  type = json_node_get_value_type (value.node);
  if (type == G_TYPE_INT64)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (value.node));

      json_node_set_string (value.node, text);
    }
  else if (type == G_TYPE_DOUBLE)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_dtostr (text, sizeof text, json_node_get_double (value.node));
      json_node_set_string (value.node, text);
    }
  else if (type != G_TYPE_STRING)
    {
      davy_json_fail (&value, "is not a string");
      return NULL;
    }

  return json_node_get_string (value.node);
}

/**
 * davy_json_integer:
 * @self: an object
 * @name: which member
 * @need: whether it may be absent, null or ""
 *
 * Reads a whole number, also one that is written as a string or as `12.0`.
 *
 * Returns: the number; 0 for "none"
 */
gint64
davy_json_integer (const DavyJson *self, const char *name, DavyJsonNeed need)
{
  DavyJson value;
  gint64 integer;
  double number = NAN;
  GType type;

  if (!find_value (self, name, need, &value))
    return 0;

  type = json_node_get_value_type (value.node);
  if (type == G_TYPE_INT64)
    return json_node_get_int (value.node);
  if (type == G_TYPE_DOUBLE)
    number = json_node_get_double (value.node);
  else if (type == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (value.node);

      if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer, NULL))
        return integer;
      if (!text_to_number (text, &number))
        number = NAN;
    }

  if (number_to_integer (number, &integer))
    return integer;

  davy_json_fail (&value, "is not a whole number");
  return 0;
}

/**
 * davy_json_number:
 * @self: an object
 * @name: which member
 * @need: whether it may be absent, null or ""
 *
 * Reads a number, also one that is written as a string, with a point whatever the locale says.
 *
 * Returns: the number, always finite; 0 for "none"
 */
double
davy_json_number (const DavyJson *self, const char *name, DavyJsonNeed need)
{
  DavyJson value;
  GType type;
  double number = NAN;

  if (!find_value (self, name, need, &value))
    return 0;

  type = json_node_get_value_type (value.node);
  if (type == G_TYPE_INT64)
    return (double) json_node_get_int (value.node);
  if (type == G_TYPE_DOUBLE)
    number = json_node_get_double (value.node);
  else if (type == G_TYPE_STRING && !text_to_number (json_node_get_string (value.node), &number))
    number = NAN;

  if (isfinite (number))
    return number;

  davy_json_fail (&value, "is not a number");
  return 0;
}

/**
 * davy_json_boolean:
 * @self: an object
 * @name: which member
 * @need: whether it may be absent, null or ""
 *
 * Reads a truth value, also one that is written as "true" or "False".
 *
 * Returns: the value; FALSE for "none"
 */
gboolean
davy_json_boolean (const DavyJson *self, const char *name, DavyJsonNeed need)
{
  DavyJson value;
  GType type;

  if (!find_value (self, name, need, &value))
    return FALSE;

  type = json_node_get_value_type (value.node);
  if (type == G_TYPE_BOOLEAN)
    return json_node_get_boolean (value.node);
  if (type == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (value.node);

      if (g_ascii_strcasecmp (text, "true") == 0)
        return TRUE;
      if (g_ascii_strcasecmp (text, "false") == 0)
        return FALSE;
    }

  davy_json_fail (&value, "is neither true nor false");
  return FALSE;
}

/**
 * davy_json_time:
 * @self: an object
 * @name: which member
 * @need: whether it may be absent, null or ""; the years 1 and 9999 are never a failure
 *
 * Reads a time as davy_time_parse() does.
 *
 * Returns: the moment; %DAVY_TIME_UNSET for "none"
 */
DavyTime
davy_json_time (const DavyJson *self, const char *name, DavyJsonNeed need)
{
  DavyJson value;
  DavyTime time = DAVY_TIME_UNSET;

  if (!find_value (self, name, need, &value))
    return DAVY_TIME_UNSET;

  if (json_node_get_value_type (value.node) != G_TYPE_STRING ||
      !davy_time_parse (json_node_get_string (value.node), &time))
    davy_json_fail (&value, "is not a time");

  return time;
}

/**
 * davy_json_dup_raw:
 * @self: a place
 *
 * Returns: (transfer full) (nullable): what stands there as compact JSON; NULL when it is absent.
 *   Taken after davy_json_string(), a number that was read as a string is one
 */
char *
davy_json_dup_raw (const DavyJson *self)
{
  if (self->text != NULL)
    return davy_json_shorten_text (self->text, self->text_length);

  return self->node != NULL ? davy_json_write_text (self->node) : NULL;
}

/**
 * davy_json_fail:
 * @self: the place that is at fault
 * @format: what is wrong with it, to be read behind its path, such as "is not a status"
 * @...: arguments of @format
 *
 * Puts a %DAVY_ERROR_WIRE that names the path into the sink, unless a failure stands there.
 */
void
davy_json_fail (const DavyJson *self, const char *format, ...)
{
  g_autofree char *path = NULL;
  g_autofree char *message = NULL;
  va_list arguments;

  if (self->sink == NULL || has_failed (self))
    return;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  path = davy_json_dup_path (self);
  g_set_error (self->sink, DAVY_ERROR, DAVY_ERROR_WIRE, "%s %s", path, message);
}
