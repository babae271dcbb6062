/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/arm-resources.h"

#include <string.h>

/* Lists of resources, and a single one whatever its type is (`wire-contract.md` 3.2). */

#define COMPARISON "\\s*(\\w+(?:/\\w+)?)\\s+(eq|ne)\\s+'((?:[^']|'')*)'\\s*"

static const char *const shown[] = { "location", "kind",     "managedBy", "sku",
                                     "plan",     "identity", "tags",      "zones" };

static void
copy_member (JsonObject *from, JsonObject *to, const char *name)
{
  if (json_object_has_member (from, name))
    json_object_set_member (to, name, json_object_dup_member (from, name));
}

/**
 * davy_arm_build_resource:
 * @resource: a resource
 *
 * Returns: (transfer full): what a GET shows of it
 */
JsonObject *
davy_arm_build_resource (DavyEstateResource *resource)
{
  JsonObject *object =
      davy_demo_object ("id", resource->id, "name", resource->name, "type", resource->type, NULL);

  davy_demo_merge (object, resource->body);

  return object;
}

static void
add_time (JsonObject *object, const char *name, DavyTime time)
{
  g_autofree char *text = davy_time_to_iso (time);

  json_object_set_string_member (object, name, text);
}

/* In a list there is less: times and states only where they are asked for. */
static JsonObject *
build_entry (DavyEstateResource *resource, const char *expand)
{
  JsonObject *object =
      davy_demo_object ("id", resource->id, "name", resource->name, "type", resource->type, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    copy_member (resource->body, object, shown[i]);
  if (strstr (expand, "createdTime") != NULL)
    add_time (object, "createdTime", resource->created);
  if (strstr (expand, "changedTime") != NULL)
    add_time (object, "changedTime", resource->changed);
  if (strstr (expand, "provisioningState") != NULL)
    copy_member (davy_estate_resource_get_properties (resource), object, "provisioningState");

  return object;
}

static gboolean
is_child (const DavyEstateResource *resource)
{
  return strchr (strchr (resource->type, '/') + 1, '/') != NULL;
}

/* One comparison of a filter. */
static gboolean
compare (DavyEstateResource *resource, const char *member, const char *operator, const char * value)
{
  const char *actual = NULL;

  if (g_ascii_strcasecmp (member, "resourceType") == 0)
    actual = resource->type;
  else if (g_ascii_strcasecmp (member, "resourceGroup") == 0)
    actual = resource->group;
  else if (g_ascii_strcasecmp (member, "name") == 0)
    actual = resource->name;
  else if (g_ascii_strcasecmp (member, "location") == 0)
    actual = davy_estate_resource_get_location (resource);
  else if (g_ascii_strcasecmp (member, "tagName") == 0)
    actual = json_object_has_member (resource->body, "tags") &&
                     davy_demo_get_string (davy_demo_get_object (resource->body, "tags"), value)
                 ? value
                 : NULL;
  else
    return FALSE;

  return (actual != NULL && g_ascii_strcasecmp (actual, value) == 0) ==
         g_str_equal (operator, "eq");
}

static gboolean
passes (DavyEstateResource *resource, const char *filter)
{
  g_autoptr (GRegex) regex = g_regex_new (COMPARISON "(?:and|or|$)", G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  gboolean any = strstr (filter, " or ") != NULL;
  gboolean result = !any;

  for (g_regex_match (regex, filter, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *member = g_match_info_fetch (match, 1);
      g_autofree char *operator= g_match_info_fetch (match, 2);
      g_autofree char *value = g_match_info_fetch (match, 3);
      gboolean one = compare (resource, member, operator, value);

      result = any ? result || one : result && one;
    }

  return result;
}

/* Comparisons joined by only `and` or only `or`. */
static gboolean
is_filter (const char *filter)
{
  static const char *const forms[] = { "^" COMPARISON "(and" COMPARISON ")*$",
                                       "^" COMPARISON "(or" COMPARISON ")*$" };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_regex_match_simple (forms[i], filter, G_REGEX_CASELESS, 0))
      return TRUE;

  return FALSE;
}

static void
answer_resources (DavyArmCall *call)
{
  const char *filter = davy_exchange_get_query (call->exchange, "$filter");
  const char *expand = davy_exchange_get_query (call->exchange, "$expand");
  JsonArray *list;

  if (filter != NULL && !is_filter (filter))
    {
      davy_arm_refuse (call, SOUP_STATUS_BAD_REQUEST, "InvalidFilterInQueryString",
                       "Invalid $filter '%s' specified in the query string.", filter);
      return;
    }
  if (call->group != NULL && davy_estate_find_group (call->estate, call->group) == NULL)
    {
      davy_arm_refuse_missing (call, call->id);
      return;
    }

  list = json_array_new ();
  for (guint i = 0; i < call->estate->resources->len; i++)
    {
      DavyEstateResource *resource = g_ptr_array_index (call->estate->resources, i);

      if (!is_child (resource) && davy_scope_contains (call->scope, resource->id) &&
          (filter == NULL || passes (resource, filter)))
        json_array_add_object_element (list, build_entry (resource, expand != NULL ? expand : ""));
    }
  davy_arm_answer_list (call, list);
}

/**
 * davy_arm_find_resource:
 * @call: a call
 * @id: of a resource
 *
 * Refuses the call with 404 when there is no such resource.
 *
 * Returns: (transfer none) (nullable): the resource
 */
DavyEstateResource *
davy_arm_find_resource (DavyArmCall *call, const char *id)
{
  DavyEstateResource *resource = davy_estate_find_resource (call->estate, id);

  if (resource == NULL)
    davy_arm_refuse_missing (call, id);

  return resource;
}

static void
answer_one (DavyArmCall *call)
{
  DavyEstateResource *resource = davy_arm_find_resource (call, call->id);

  if (resource != NULL)
    davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK,
                                 davy_arm_build_resource (resource));
}

/* All of one type, below a subscription, a group or a resource. */
static void
answer_of_type (DavyArmCall *call)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < call->estate->resources->len; i++)
    {
      DavyEstateResource *resource = g_ptr_array_index (call->estate->resources, i);

      if (g_ascii_strcasecmp (resource->type, call->type) == 0 &&
          davy_scope_contains (call->parent, resource->id))
        json_array_add_object_element (list, davy_arm_build_resource (resource));
    }
  davy_arm_answer_list (call, list);
}

const DavyArmRoute davy_arm_resource_routes[] = {
  { "GET", "resources", DAVY_ARM_PLAIN, answer_resources },
  { "GET", "*/*", DAVY_ARM_ONE, answer_one },
  { "GET", "*/*", DAVY_ARM_PLAIN, answer_of_type },
  { 0 },
};
