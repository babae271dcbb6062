/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-readers.h"

/* Returns: (transfer full) (nullable): a copy of the string */
char *
davy_arm_read_text (const DavyJson *object, const char *name, DavyJsonNeed need)
{
  return g_strdup (davy_json_string (object, name, need));
}

/* Returns: (transfer full): the strings of an array that may be absent */
GStrv
davy_arm_read_strings (const DavyJson *object, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  DavyJson list = davy_json_member (object, name);
  guint length = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < length; i++)
    {
      DavyJson item = davy_json_element (&list, i);

      if (item.node != NULL && JSON_NODE_HOLDS_VALUE (item.node) &&
          json_node_get_value_type (item.node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (item.node));
      else
        davy_json_fail (&item, "is not a string");
    }

  return g_strv_builder_end (builder);
}

/* Returns: (transfer full): name → string, of an object that may be absent; null counts as "" */
GHashTable *
davy_arm_read_map (const DavyJson *object, const char *name)
{
  GHashTable *map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  DavyJson members = davy_json_member (object, name);
  g_autoptr (GList) names = NULL;

  if (!davy_json_is_object (&members))
    return map;

  names = json_object_get_members (json_node_get_object (members.node));
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *value = davy_json_string (&members, l->data, DAVY_JSON_OPTIONAL);

      g_hash_table_insert (map, g_strdup (l->data), g_strdup (value != NULL ? value : ""));
    }

  return map;
}
