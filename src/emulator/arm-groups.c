/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/arm-groups.h"

/* Resource groups (`wire-contract.md` 3.2). */

static JsonObject *
build_group (DavyArmCall *call, const DavyEstateGroup *group)
{
  g_autofree char *id = g_strdup_printf ("%s/resourceGroups/%s", call->estate->id, group->name);
  JsonObject *object =
      davy_demo_object ("id", id, "name", group->name, "type", "Microsoft.Resources/resourceGroups",
                        "location", group->location, NULL);
  const char *state =
      davy_estate_find_running (call->estate, id) != NULL ? "Deleting" : "Succeeded";

  if (group->tags != NULL)
    json_object_set_object_member (object, "tags", davy_demo_copy_object (group->tags));
  json_object_set_object_member (object, "properties",
                                 davy_demo_object ("provisioningState", state, NULL));

  return object;
}

static void
answer_groups (DavyArmCall *call)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < call->estate->groups->len; i++)
    json_array_add_object_element (list,
                                   build_group (call, g_ptr_array_index (call->estate->groups, i)));
  davy_arm_answer_list (call, list);
}

static void
answer_group (DavyArmCall *call)
{
  const DavyEstateGroup *group = davy_estate_find_group (call->estate, call->name);

  if (group == NULL)
    davy_arm_refuse_missing (call, call->id);
  else
    davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, build_group (call, group));
}

static void
check_group (DavyArmCall *call)
{
  davy_exchange_answer_empty (call->exchange,
                              davy_estate_find_group (call->estate, call->name) != NULL
                                  ? SOUP_STATUS_NO_CONTENT
                                  : SOUP_STATUS_NOT_FOUND);
}

static void
put_group (DavyArmCall *call)
{
  DavyEstateGroup *group = davy_estate_find_group (call->estate, call->name);
  JsonObject *body = davy_arm_call_get_body (call);
  const char *location = davy_demo_get_string (body, "location");
  JsonObject *tags = davy_demo_get_object (body, "tags");
  guint status = group != NULL ? SOUP_STATUS_OK : SOUP_STATUS_CREATED;
  DavyDeed deed = davy_arm_call_get_deed (
      call, "Microsoft.Resources/subscriptions/resourcegroups/write", call->id);

  if (location == NULL)
    {
      davy_arm_refuse (call, SOUP_STATUS_BAD_REQUEST, "LocationRequired",
                       "The location property is required for this definition.");
      return;
    }

  if (group == NULL)
    {
      group = davy_estate_add_group (call->estate, call->name, location);
      group->created = call->now;
    }
  g_clear_pointer (&group->tags, json_object_unref);
  group->tags = tags != NULL ? davy_demo_copy_object (tags) : NULL;
  davy_estate_log (call->estate, &deed, call->now, "Started", 0);
  davy_estate_log (call->estate, &deed, call->now, "Succeeded", status);
  davy_exchange_answer_object (call->exchange, status, build_group (call, group));
}

const DavyArmRoute davy_arm_group_routes[] = {
  { "GET", "resourceGroups", DAVY_ARM_PLAIN, answer_groups },
  { "GET", "resourceGroups", DAVY_ARM_ONE, answer_group },
  { "HEAD", "resourceGroups", DAVY_ARM_ONE, check_group },
  { "PUT", "resourceGroups", DAVY_ARM_ONE, put_group },
  { 0 },
};
