/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/arm-writes.h"

#include <string.h>

#include "core/davy-random.h"
#include "emulator/arm-operations.h"
#include "emulator/arm-resources.h"

/* Making a resource and changing it, whatever its type is. Snapshots are looked at more closely:
 * the program makes them. */

#define WRITE_SECONDS 3

static gboolean
takes_a_while (const char *type)
{
  static const char *const services[] = { "Microsoft.Compute/", "Microsoft.Network/",
                                          "Microsoft.ContainerService/" };

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    if (g_ascii_strncasecmp (type, services[i], strlen (services[i])) == 0)
      return TRUE;

  return FALSE;
}

/**
 * davy_arm_log_write:
 * @call: a call that has changed something at once
 * @id: what it changed
 */
void
davy_arm_log_write (DavyArmCall *call, const char *id)
{
  g_autofree char *action = davy_arm_call_dup_action (call);
  DavyDeed deed = davy_arm_call_get_deed (call, action, id);

  davy_estate_log (call->estate, &deed, call->now, "Started", 0);
  davy_estate_log (call->estate, &deed, call->now, "Succeeded", SOUP_STATUS_OK);
}

/* A snapshot says what it is a copy of. */
static gboolean
check_snapshot (DavyArmCall *call, JsonObject *body)
{
  JsonObject *data =
      davy_demo_get_object (davy_demo_get_object (body, "properties"), "creationData");
  const char *option = davy_demo_get_string (data, "createOption");
  const char *source = davy_demo_get_string (data, "sourceResourceId");

  if (g_ascii_strcasecmp (call->type, "Microsoft.Compute/snapshots") != 0)
    return TRUE;
  if (option == NULL || (g_str_equal (option, "Copy") && source == NULL))
    {
      davy_arm_refuse (call, SOUP_STATUS_BAD_REQUEST, "InvalidParameter",
                       "Required parameter 'creationData' is missing (null).");
      return FALSE;
    }
  if (source != NULL && davy_estate_find_resource (call->estate, source) == NULL)
    {
      davy_arm_refuse (call, SOUP_STATUS_NOT_FOUND, "ResourceNotFound",
                       "The source disk '%s' was not found.", source);
      return FALSE;
    }

  return TRUE;
}

static void
complete_snapshot (DavyArmCall *call, DavyEstateResource *resource)
{
  JsonObject *properties = davy_estate_resource_get_properties (resource);
  const char *source =
      davy_demo_get_string (davy_demo_get_object (properties, "creationData"), "sourceResourceId");
  DavyEstateResource *disk =
      source != NULL ? davy_estate_find_resource (call->estate, source) : NULL;
  g_autofree char *time = davy_time_to_iso (call->now);
  g_autofree char *id = davy_random_uuid ();

  json_object_set_string_member (properties, "timeCreated", time);
  json_object_set_string_member (properties, "uniqueId", id);
  json_object_set_string_member (properties, "diskState", "Unattached");
  if (disk != NULL &&
      json_object_has_member (davy_estate_resource_get_properties (disk), "diskSizeGB"))
    json_object_set_member (
        properties, "diskSizeGB",
        json_object_dup_member (davy_estate_resource_get_properties (disk), "diskSizeGB"));
}

static void
answer_write (DavyArmCall *call, DavyEstateResource *resource, guint status)
{
  g_autofree char *action = davy_arm_call_dup_action (call);
  DavyDeed deed = davy_arm_call_get_deed (call, action, resource->id);
  JsonObject *properties = davy_estate_resource_get_properties (resource);

  if (takes_a_while (resource->type))
    {
      DavyOperation *operation = davy_operation_start (call->estate, &deed, resource->id, call->now,
                                                       WRITE_SECONDS * DAVY_TIME_SECOND);

      json_object_set_string_member (properties, "provisioningState", "Updating");
      davy_arm_operation_announce (call, operation, DAVY_ARM_BY_STATUS);
    }
  else
    {
      json_object_set_string_member (properties, "provisioningState", "Succeeded");
      davy_arm_log_write (call, resource->id);
    }
  davy_exchange_answer_object (call->exchange, status, davy_arm_build_resource (resource));
}

/* What a client sends of these is not kept. */
static JsonObject *
copy_body (JsonObject *body)
{
  static const char *const own[] = { "id", "name", "type", "etag" };
  JsonObject *copy = davy_demo_copy_object (body);

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    json_object_remove_member (copy, own[i]);
  if (davy_demo_get_object (copy, "properties") == NULL)
    json_object_set_object_member (copy, "properties", json_object_new ());

  return copy;
}

static gboolean
is_top_level (DavyArmCall *call)
{
  return strchr (strchr (call->type, '/') + 1, '/') == NULL;
}

static void
put_resource (DavyArmCall *call)
{
  DavyEstateResource *resource = davy_estate_find_resource (call->estate, call->id);
  JsonObject *body = davy_arm_call_get_body (call);
  guint status = resource != NULL ? SOUP_STATUS_OK : SOUP_STATUS_CREATED;

  if (call->group == NULL || davy_estate_find_group (call->estate, call->group) == NULL)
    {
      davy_arm_refuse_missing (call, call->id);
      return;
    }
  if (body == NULL)
    {
      davy_arm_refuse (call, SOUP_STATUS_BAD_REQUEST, "InvalidRequestContent",
                       "The request content was invalid and could not be deserialized.");
      return;
    }
  if (is_top_level (call) && davy_demo_get_string (body, "location") == NULL)
    {
      davy_arm_refuse (call, SOUP_STATUS_BAD_REQUEST, "LocationRequired",
                       "The location property is required for this definition.");
      return;
    }
  if (!check_snapshot (call, body))
    return;

  if (resource == NULL)
    {
      resource = davy_estate_add_resource (call->estate, call->id, copy_body (body), call->now);
      resource->creator = call->caller;
    }
  else
    {
      json_object_unref (resource->body);
      resource->body = copy_body (body);
      resource->changed = call->now;
    }
  if (g_ascii_strcasecmp (call->type, "Microsoft.Compute/snapshots") == 0)
    complete_snapshot (call, resource);
  answer_write (call, resource, status);
}

static void
patch_resource (DavyArmCall *call)
{
  DavyEstateResource *resource = davy_arm_find_resource (call, call->id);
  JsonObject *body = davy_arm_call_get_body (call);

  if (resource == NULL)
    return;
  if (body == NULL)
    {
      davy_arm_refuse (call, SOUP_STATUS_BAD_REQUEST, "InvalidRequestContent",
                       "The request content was invalid and could not be deserialized.");
      return;
    }

  davy_demo_merge (resource->body, body);
  resource->changed = call->now;
  answer_write (call, resource, SOUP_STATUS_OK);
}

const DavyArmRoute davy_arm_write_routes[] = {
  { "PUT", "*/*", DAVY_ARM_ONE, put_resource },
  { "PATCH", "*/*", DAVY_ARM_ONE, patch_resource },
  { 0 },
};
