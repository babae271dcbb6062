/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-spoil.h"

#include <string.h>

/* Right answers, turned into what a client must not stumble over. */

#define LONG_TEXT (10 * 1024 * 1024)
#define DEPTH     200

typedef struct
{
  DavySpoiling spoiling;
  const char *link;
  gboolean in_next; /* below `next` of Partner Center's links */
  gboolean done;    /* for what happens once */
} Spoiler;

static JsonNode *turn (Spoiler *spoiler, JsonNode *node, const char *name);

static JsonNode *
turn_array (Spoiler *spoiler, JsonArray *array)
{
  JsonNode *turned = json_node_new (JSON_NODE_ARRAY);
  JsonArray *elements = json_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (spoiler->spoiling == DAVY_SPOIL_MISSING && JSON_NODE_HOLDS_OBJECT (element))
        json_array_add_object_element (elements, json_object_new ());
      else
        json_array_add_element (elements, turn (spoiler, element, NULL));
    }
  json_node_take_array (turned, elements);

  return turned;
}

static JsonNode *
turn_object (Spoiler *spoiler, JsonObject *object, const char *name)
{
  JsonNode *turned = json_node_new (JSON_NODE_OBJECT);
  JsonObject *members = json_object_new ();
  gboolean was_in_next = spoiler->in_next;
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  spoiler->in_next = name != NULL && strcmp (name, "next") == 0;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &member, &node))
    json_object_set_member (members, member, turn (spoiler, node, member));
  spoiler->in_next = was_in_next;
  json_node_take_object (turned, members);

  return turned;
}

static JsonNode *
bury (JsonNode *node)
{
  JsonNode *buried = json_node_copy (node);

  for (guint i = 0; i < DEPTH; i++)
    {
      JsonArray *array = json_array_new ();

      json_array_add_element (array, buried);
      buried = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (buried, array);
    }

  return buried;
}

static gboolean
is_link (const Spoiler *spoiler, const char *name)
{
  return name != NULL &&
         ((spoiler->in_next && strcmp (name, "uri") == 0) || strcmp (name, "nextLink") == 0 ||
          strcmp (name, "@odata.nextLink") == 0 || strcmp (name, "NextPageLink") == 0);
}

static JsonNode *
turn_value (Spoiler *spoiler, JsonNode *node, const char *name)
{
  gboolean first = !spoiler->done && json_node_get_value_type (node) == G_TYPE_STRING;
  JsonNode *turned;

  switch (spoiler->spoiling)
    {
    case DAVY_SPOIL_TYPES:
      turned = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (turned, json_object_new ());
      return turned;
    case DAVY_SPOIL_NULL:
      return json_node_new (JSON_NODE_NULL);
    case DAVY_SPOIL_LONG:
      if (first)
        {
          g_autofree char *text = g_strnfill (LONG_TEXT, 'x');

          spoiler->done = TRUE;
          return json_node_init_string (json_node_alloc (), text);
        }
      return json_node_copy (node);
    case DAVY_SPOIL_DEEP:
      turned = first ? bury (node) : json_node_copy (node);
      spoiler->done = spoiler->done || first;
      return turned;
    case DAVY_SPOIL_LINKS:
      if (is_link (spoiler, name))
        return json_node_init_string (json_node_alloc (), spoiler->link);
      return json_node_copy (node);
    case DAVY_SPOIL_MISSING:
    default:
      return json_node_copy (node);
    }
}

static JsonNode *
turn (Spoiler *spoiler, JsonNode *node, const char *name)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    return turn_array (spoiler, json_node_get_array (node));
  if (JSON_NODE_HOLDS_OBJECT (node))
    return turn_object (spoiler, json_node_get_object (node), name);

  return turn_value (spoiler, node, name);
}

/**
 * davy_emulator_spoil:
 * @node: a right answer
 * @spoiling: what becomes of it
 * @link: (nullable): where links lead, for %DAVY_SPOIL_LINKS
 *
 * Returns: (transfer full): the wrong one
 */
JsonNode *
davy_emulator_spoil (JsonNode *node, DavySpoiling spoiling, const char *link)
{
  Spoiler spoiler = { .spoiling = spoiling, .link = link };

  return turn (&spoiler, node, NULL);
}
