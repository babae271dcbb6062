/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-quirks.h"

#define NEW_MEMBER "memberFromTheFuture"

static gboolean
concerns (const DavyExchange *exchange)
{
  return exchange->prefix == DAVY_PREFIX_PARTNER || exchange->prefix == DAVY_PREFIX_GRAPH;
}

static DavyAnswerFlags
choose (DavyAnswerFlags flags, DavyAnswerFlags flag, DavyDemoShare share)
{
  switch (share)
    {
    case DAVY_DEMO_SHARE_SOME:
      return flags;
    case DAVY_DEMO_SHARE_ALL:
      return flags | flag;
    case DAVY_DEMO_SHARE_NONE:
      return flags & ~flag;
    default:
      g_assert_not_reached ();
    }
}

/**
 * davy_quirks_get_flags:
 * @exchange: a request
 * @flags: what the answer to it does by itself
 *
 * Returns: what it does in this scenario
 */
DavyAnswerFlags
davy_quirks_get_flags (const DavyExchange *exchange, DavyAnswerFlags flags)
{
  const DavyDemoBehaviour *behaviour = &exchange->scenario->behaviour;

  if (!concerns (exchange))
    return flags;

  return choose (choose (flags, DAVY_ANSWER_BOM, behaviour->bom), DAVY_ANSWER_GZIP,
                 behaviour->gzip);
}

static JsonNode *turn_node (const DavyDemoBehaviour *behaviour, JsonNode *node, gboolean upper);

static JsonNode *
turn_array (const DavyDemoBehaviour *behaviour, JsonArray *array, gboolean upper)
{
  JsonNode *turned = json_node_new (JSON_NODE_ARRAY);
  JsonArray *elements = json_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (elements,
                            turn_node (behaviour, json_array_get_element (array, i), upper));
  json_node_take_array (turned, elements);

  return turned;
}

static gboolean
is_empty (JsonNode *node)
{
  return JSON_NODE_HOLDS_NULL (node) ||
         (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
          *json_node_get_string (node) == '\0');
}

static void
set_turned (const DavyDemoBehaviour *behaviour,
            JsonObject *members,
            const char *name,
            JsonNode *node,
            gboolean upper)
{
  guint64 number;

  if (is_empty (node) && behaviour->empty == DAVY_DEMO_EMPTY_ABSENT)
    return;
  if (is_empty (node) && behaviour->empty == DAVY_DEMO_EMPTY_NULL)
    json_object_set_null_member (members, name);
  else if (behaviour->code_as_number && g_str_equal (name, "code") &&
           JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
           g_ascii_string_to_unsigned (json_node_get_string (node), 10, 0, G_MAXINT32, &number,
                                       NULL))
    json_object_set_int_member (members, name, (gint64) number);
  else
    json_object_set_member (members, name, turn_node (behaviour, node, upper));
}

static JsonNode *
turn_object (const DavyDemoBehaviour *behaviour, JsonObject *object, gboolean upper)
{
  JsonNode *turned = json_node_new (JSON_NODE_OBJECT);
  JsonObject *members = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    set_turned (behaviour, members, name, node, upper);
  if (behaviour->extra_members)
    {
      JsonArray *list = json_array_new ();

      json_array_add_int_element (list, 1);
      json_object_set_array_member (members, NEW_MEMBER, list);
    }
  json_node_take_object (turned, members);

  return turned;
}

static JsonNode *
turn_node (const DavyDemoBehaviour *behaviour, JsonNode *node, gboolean upper)
{
  g_autofree char *letters = NULL;
  JsonNode *turned;

  if (JSON_NODE_HOLDS_ARRAY (node))
    return turn_array (behaviour, json_node_get_array (node), upper);
  if (JSON_NODE_HOLDS_OBJECT (node))
    return turn_object (behaviour, json_node_get_object (node), upper);
  if (!upper || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING ||
      !g_uuid_string_is_valid (json_node_get_string (node)))
    return json_node_copy (node);

  letters = g_ascii_strup (json_node_get_string (node), -1);
  turned = json_node_new (JSON_NODE_VALUE);
  json_node_set_string (turned, letters);

  return turned;
}

/* GUIDs in capitals everywhere, or at every other address. */
static gboolean
writes_capitals (const DavyExchange *exchange)
{
  switch (exchange->scenario->behaviour.guid_case)
    {
    case DAVY_DEMO_CASE_AS_IS:
      return FALSE;
    case DAVY_DEMO_CASE_UPPER:
      return TRUE;
    case DAVY_DEMO_CASE_MIXED:
      return g_str_hash (exchange->path) % 2 == 1;
    default:
      g_assert_not_reached ();
    }
}

/**
 * davy_quirks_apply:
 * @exchange: a request
 * @node: (transfer full): the answer to it
 *
 * Returns: (transfer full): the answer as this scenario writes it
 */
JsonNode *
davy_quirks_apply (const DavyExchange *exchange, JsonNode *node)
{
  const DavyDemoBehaviour *behaviour = &exchange->scenario->behaviour;
  JsonNode *turned;

  if (!concerns (exchange) ||
      (!behaviour->extra_members && !behaviour->code_as_number &&
       behaviour->empty == DAVY_DEMO_EMPTY_AS_IS && behaviour->guid_case == DAVY_DEMO_CASE_AS_IS))
    return node;

  turned = turn_node (behaviour, node, writes_capitals (exchange));
  json_node_unref (node);

  return turned;
}

/**
 * davy_quirks_print:
 * @exchange: a request
 * @node: the answer to it
 *
 * Writes JSON. Recorded answers of Partner Center are indented and end their lines with CR LF; the
 * other services write densely.
 *
 * Returns: (transfer full): the text
 */
char *
davy_quirks_print (const DavyExchange *exchange, JsonNode *node)
{
  gboolean pretty = exchange->prefix == DAVY_PREFIX_PARTNER && exchange->scenario->behaviour.pretty;
  g_autofree char *text = json_to_string (node, pretty);
  g_auto (GStrv) lines = NULL;

  if (!pretty)
    return g_steal_pointer (&text);

  lines = g_strsplit (text, "\n", -1);
  return g_strjoinv ("\r\n", lines);
}
