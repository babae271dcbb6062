/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/demo-json.h"

/* Short ways to put answers together, and to look into bodies without trusting them. */

/**
 * davy_demo_object:
 * @first: a member
 * @...: its text, then further members and texts, %NULL terminated; a text that is %NULL leaves
 *   its member out
 *
 * Returns: (transfer full): an object of strings
 */
JsonObject *
davy_demo_object (const char *first, ...)
{
  JsonObject *object = json_object_new ();
  va_list rest;

  va_start (rest, first);
  for (const char *name = first; name != NULL; name = va_arg (rest, const char *))
    {
      const char *text = va_arg (rest, const char *);

      if (text != NULL)
        json_object_set_string_member (object, name, text);
    }
  va_end (rest);

  return object;
}

/**
 * davy_demo_words:
 * @words: separated by spaces
 *
 * Returns: (transfer full): an array of them
 */
JsonArray *
davy_demo_words (const char *words)
{
  JsonArray *array = json_array_new ();
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    if (*list[i] != '\0')
      json_array_add_string_element (array, list[i]);

  return array;
}

/**
 * davy_demo_copy_object:
 * @object: an object
 *
 * Returns: (transfer full): a copy that shares nothing with it
 */
JsonObject *
davy_demo_copy_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();

  davy_demo_merge (copy, object);

  return copy;
}

/**
 * davy_demo_get_object:
 * @object: (nullable): an object
 * @name: a member of it
 *
 * Returns: (transfer none) (nullable): the member, if it is an object
 */
JsonObject *
davy_demo_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * davy_demo_get_array:
 * @object: (nullable): an object
 * @name: a member of it
 *
 * Returns: (transfer none) (nullable): the member, if it is an array
 */
JsonArray *
davy_demo_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * davy_demo_get_string:
 * @object: (nullable): an object
 * @name: a member of it
 *
 * Returns: (transfer none) (nullable): the member, if it is a string
 */
const char *
davy_demo_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/**
 * davy_demo_get_integer:
 * @object: (nullable): an object
 * @name: a member of it
 *
 * Returns: the member, 0 if it is no integer
 */
gint64
davy_demo_get_integer (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                         : 0;
}

/**
 * davy_demo_get_element:
 * @array: (nullable): an array
 * @index: of an element
 *
 * Returns: (transfer none) (nullable): the element, if there is one and it is an object
 */
JsonObject *
davy_demo_get_element (JsonArray *array, guint index)
{
  JsonNode *node = array != NULL && index < json_array_get_length (array)
                       ? json_array_get_element (array, index)
                       : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* json_node_copy() shares what is below. */
static JsonNode *
copy_deeply (JsonNode *node)
{
  JsonNode *copy;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      copy = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (copy, davy_demo_copy_object (json_node_get_object (node)));
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *from = json_node_get_array (node);
      JsonArray *to = json_array_new ();

      for (guint i = 0; i < json_array_get_length (from); i++)
        json_array_add_element (to, copy_deeply (json_array_get_element (from, i)));
      copy = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (copy, to);
    }
  else
    copy = json_node_copy (node);

  return copy;
}

/**
 * davy_demo_merge:
 * @into: what is changed
 * @changes: what a PATCH says: objects are merged, everything else is replaced
 */
void
davy_demo_merge (JsonObject *into, JsonObject *changes)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, changes);
  while (json_object_iter_next (&iter, &name, &node))
    {
      JsonObject *below = davy_demo_get_object (into, name);

      if (below != NULL && JSON_NODE_HOLDS_OBJECT (node))
        davy_demo_merge (below, json_node_get_object (node));
      else
        json_object_set_member (into, name, copy_deeply (node));
    }
}
