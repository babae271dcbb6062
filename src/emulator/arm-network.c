/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/arm-network.h"

#include "emulator/arm-resources.h"

/* Network security groups: a rule that was made by itself is shown in its group, beside those that
 * came with the group. */

#define GROUPS "Microsoft.Network/networkSecurityGroups"
#define RULES  GROUPS "/securityRules"

static gboolean
is_rule_of (const DavyEstateResource *rule, const DavyEstateResource *group)
{
  return g_ascii_strcasecmp (rule->type, RULES) == 0 && davy_scope_contains (group->id, rule->id);
}

static JsonObject *
build_group (DavyArmCall *call, DavyEstateResource *group)
{
  JsonObject *object = davy_arm_build_resource (group);
  JsonObject *properties = davy_demo_get_object (object, "properties");
  JsonArray *rules;

  if (!json_object_has_member (properties, "securityRules"))
    json_object_set_array_member (properties, "securityRules", json_array_new ());
  rules = json_object_get_array_member (properties, "securityRules");
  for (guint i = 0; rules != NULL && i < call->estate->resources->len; i++)
    {
      DavyEstateResource *rule = g_ptr_array_index (call->estate->resources, i);

      if (is_rule_of (rule, group))
        json_array_add_object_element (rules, davy_arm_build_resource (rule));
    }

  return object;
}

static void
answer_group (DavyArmCall *call)
{
  DavyEstateResource *group = davy_arm_find_resource (call, call->id);

  if (group != NULL)
    davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, build_group (call, group));
}

static void
answer_groups (DavyArmCall *call)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < call->estate->resources->len; i++)
    {
      DavyEstateResource *group = g_ptr_array_index (call->estate->resources, i);

      if (g_ascii_strcasecmp (group->type, GROUPS) == 0 &&
          davy_scope_contains (call->parent, group->id))
        json_array_add_object_element (list, build_group (call, group));
    }
  davy_arm_answer_list (call, list);
}

const DavyArmRoute davy_arm_network_routes[] = {
  { "GET", GROUPS, DAVY_ARM_PLAIN, answer_groups },
  { "GET", GROUPS, DAVY_ARM_ONE, answer_group },
  { 0 },
};
