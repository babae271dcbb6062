/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/scenario-estate.h"

#include <string.h>

#include "core/davy-random.h"
#include "emulator/demo-json.h"
#include "emulator/estate-log.h"
#include "emulator/estate-ties.h"
#include "emulator/scenario-reader.h"

/* Reads what stands in an Azure subscription: its member `azure` in a scenario. */

typedef struct
{
  DavyScenario *scenario;
  DavyEstate *estate;
} EstateReader;

/* "~/rg-app/…" stands for "/subscriptions/…/resourceGroups/rg-app/…" and "~" for the
 * subscription. */
static char *
expand (const EstateReader *reader, const char *text)
{
  if (g_str_equal (text, "~"))
    return g_strdup (reader->estate->id);

  return g_str_has_prefix (text, "~/")
             ? g_strconcat (reader->estate->id, "/resourceGroups/", text + 2, NULL)
             : g_strdup (text);
}

static void
expand_below (const EstateReader *reader, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      JsonNode *below;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, NULL, &below))
        expand_below (reader, below);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        expand_below (reader, json_array_get_element (array, i));
    }
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_autofree char *text = expand (reader, json_node_get_string (node));

      json_node_set_string (node, text);
    }
}

/* Whoever does something is one of the callers, or signs in to the partner. */
static DavyEstateCaller *
read_caller (EstateReader *reader, const DavyJson *json, const char *member)
{
  DavyJson place = davy_json_member (json, member);
  const char *name = davy_json_string (json, member, DAVY_JSON_OPTIONAL);
  DavyEstateCaller *caller;
  const DavyDemoUser *user;

  if (name == NULL || !davy_json_exists (&place))
    return NULL;

  caller = davy_estate_find_caller (reader->estate, name);
  if (caller != NULL)
    return caller;

  user = davy_scenario_find_user (reader->scenario, name);
  if (user == NULL)
    {
      davy_json_fail (&place, "“%s” is nobody among callers and users", name);
      return NULL;
    }

  return davy_estate_add_caller (reader->estate, user->user_name, user->object_id, NULL, NULL);
}

static void
read_callers (EstateReader *reader, const DavyJson *json)
{
  DavyJson list = davy_json_member (json, "callers");
  guint n_callers = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n_callers; i++)
    {
      DavyJson caller = davy_json_element (&list, i);
      const char *name = davy_json_string (&caller, "name", DAVY_JSON_REQUIRED);
      g_autofree char *object_id = davy_demo_read_string (&caller, "objectId", name);
      g_autofree char *app_id = davy_demo_read_string (&caller, "appId", NULL);
      g_autofree char *ip = davy_demo_read_string (&caller, "ip", NULL);

      davy_demo_expect_members (&caller, "name", "objectId", "appId", "ip", NULL);
      if (name != NULL)
        davy_estate_add_caller (reader->estate, name, object_id, app_id, ip);
    }
}

static JsonObject *
read_object (EstateReader *reader, const DavyJson *json, const char *name)
{
  DavyJson member = davy_json_member (json, name);
  g_autoptr (JsonNode) node = NULL;

  if (!davy_json_exists (&member))
    return NULL;
  if (!davy_json_is_object (&member))
    {
      davy_json_fail (&member, "must be an object");
      return NULL;
    }

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, davy_demo_copy_object (json_node_get_object (member.node)));
  expand_below (reader, node);

  return json_object_ref (json_node_get_object (node));
}

static void
read_groups (EstateReader *reader, const DavyJson *json)
{
  DavyJson list = davy_json_member (json, "groups");
  guint n_groups = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n_groups; i++)
    {
      DavyJson element = davy_json_element (&list, i);
      const char *name = davy_json_string (&element, "name", DAVY_JSON_REQUIRED);
      g_autofree char *location = davy_demo_read_string (&element, "location", "westeurope");
      DavyEstateGroup *group;

      davy_demo_expect_members (&element, "name", "location", "tags", "created", NULL);
      if (name == NULL)
        return;
      group = davy_estate_add_group (reader->estate, name, location);
      group->tags = read_object (reader, &element, "tags");
      group->created = davy_demo_read_time (&element, "created", DAVY_JSON_OPTIONAL);
    }
}

/* Type "N/a/b" and name "x/y" in group g: "…/resourceGroups/g/providers/N/a/x/b/y" */
static char *
build_id (EstateReader *reader, const DavyJson *json)
{
  const char *type = davy_json_string (json, "type", DAVY_JSON_REQUIRED);
  const char *name = davy_json_string (json, "name", DAVY_JSON_REQUIRED);
  g_autofree char *group = davy_demo_read_string (json, "group", "rg-main");
  g_auto (GStrv) types = g_strsplit (type != NULL ? type : "", "/", -1);
  g_auto (GStrv) names = g_strsplit (name != NULL ? name : "", "/", -1);
  guint n_types = g_strv_length (types);
  GString *id;

  if (n_types < 2 || g_strv_length (names) != n_types - 1)
    {
      davy_json_fail (json, "needs a type such as Microsoft.Compute/disks and as many names");
      return NULL;
    }

  id = g_string_new (NULL);
  g_string_append_printf (id, "%s/resourceGroups/%s/providers/%s", reader->estate->id, group,
                          types[0]);
  for (guint i = 1; i < n_types; i++)
    g_string_append_printf (id, "/%s/%s", types[i], names[i - 1]);

  return g_string_free (id, FALSE);
}

static JsonObject *
read_body (EstateReader *reader, const DavyJson *json)
{
  static const char *const objects[] = { "sku", "plan", "identity", "tags", "properties" };
  static const char *const strings[] = { "kind", "managedBy" };
  JsonObject *body = json_object_new ();
  DavyJson zones = davy_json_member (json, "zones");
  g_autofree char *location = davy_demo_read_string (json, "location", "westeurope");

  json_object_set_string_member (body, "location", location);
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      JsonObject *object = read_object (reader, json, objects[i]);

      if (object != NULL)
        json_object_set_object_member (body, objects[i], object);
    }
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      g_autofree char *text = davy_demo_read_string (json, strings[i], NULL);
      g_autofree char *expanded = text != NULL ? expand (reader, text) : NULL;

      if (text != NULL)
        json_object_set_string_member (body, strings[i], expanded);
    }
  if (davy_json_exists (&zones))
    json_object_set_member (body, "zones", json_node_copy (zones.node));

  return body;
}

static void
read_power (const DavyJson *json, DavyEstateResource *resource)
{
  static const char *const powers[] = { "running", "stopped", "deallocated", NULL };
  DavyJson member = davy_json_member (json, "power");

  if (!davy_json_exists (&member))
    return;
  if (!davy_estate_resource_computes (resource))
    davy_json_fail (&member, "is for what computes");
  davy_demo_expect_word (json, "power", powers);
  g_free (resource->power);
  resource->power = davy_demo_read_string (json, "power", NULL);
}

static void
complete_properties (DavyEstateResource *resource)
{
  JsonObject *properties = davy_estate_resource_get_properties (resource);
  g_autofree char *created = davy_time_to_iso (resource->created);
  g_autofree char *id = davy_random_uuid ();
  gboolean machine = g_ascii_strcasecmp (resource->type, "Microsoft.Compute/virtualMachines") == 0;

  if (!json_object_has_member (properties, "provisioningState"))
    json_object_set_string_member (properties, "provisioningState", "Succeeded");
  if (machine && !json_object_has_member (properties, "vmId"))
    json_object_set_string_member (properties, "vmId", id);
  if (machine && !json_object_has_member (properties, "timeCreated"))
    json_object_set_string_member (properties, "timeCreated", created);
}

/* What was made in the last 90 days stands in the log. */
static void
log_creation (EstateReader *reader, const DavyEstateResource *resource)
{
  g_autofree char *operation = g_strconcat (resource->type, "/write", NULL);
  g_autofree char *correlation = davy_random_uuid ();
  DavyDeed deed = { operation, resource->id, correlation, resource->creator };

  if (davy_time_now () - resource->created < 90 * DAVY_TIME_DAY)
    davy_estate_log_all (reader->estate, &deed, resource->created);
}

static void
read_resource (EstateReader *reader, const DavyJson *json)
{
  static const char *const endings[] = { "Failed", "Canceled", NULL };
  g_autofree char *id = build_id (reader, json);
  DavyEstateResource *resource;
  DavyTime created, changed;

  davy_demo_expect_members (json, "type", "name", "group", "location", "kind", "managedBy", "sku",
                            "plan", "identity", "zones", "tags", "properties", "created", "changed",
                            "by", "power", "takes", "ending", "returns", NULL);
  davy_demo_expect_word (json, "ending", endings);
  if (id == NULL)
    return;
  if (davy_estate_find_resource (reader->estate, id) != NULL)
    davy_json_fail (json, "is there twice");

  created = davy_demo_read_time (json, "created", DAVY_JSON_OPTIONAL);
  if (created == DAVY_TIME_UNSET)
    created = davy_time_now () - 200 * DAVY_TIME_DAY;
  resource = davy_estate_add_resource (reader->estate, id, read_body (reader, json), created);
  changed = davy_demo_read_time (json, "changed", DAVY_JSON_OPTIONAL);
  resource->changed = changed != DAVY_TIME_UNSET ? changed : created;
  resource->creator = read_caller (reader, json, "by");
  resource->ending = davy_demo_read_string (json, "ending", NULL);
  resource->takes = davy_demo_read_span (json, "takes", -1);
  resource->returns = davy_demo_read_span (json, "returns", 0);
  read_power (json, resource);
  complete_properties (resource);
  log_creation (reader, resource);
  if (g_strcmp0 (resource->power, "deallocated") == 0 && reader->estate->usage != NULL)
    davy_demo_usage_halt (reader->estate->usage, resource->id, resource->changed);
}

static char *
read_scope (EstateReader *reader, const DavyJson *json)
{
  g_autofree char *text = davy_demo_read_string (json, "scope", "~");

  return expand (reader, text);
}

static void
read_locks (EstateReader *reader, const DavyJson *json)
{
  static const char *const levels[] = { "CanNotDelete", "ReadOnly", NULL };
  DavyJson list = davy_json_member (json, "locks");
  guint n_locks = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n_locks; i++)
    {
      DavyJson element = davy_json_element (&list, i);
      const char *name = davy_json_string (&element, "name", DAVY_JSON_REQUIRED);
      g_autofree char *scope = read_scope (reader, &element);
      g_autofree char *level = davy_demo_read_string (&element, "level", "CanNotDelete");
      g_autofree char *correlation = davy_random_uuid ();
      const DavyEstateCaller *creator = read_caller (reader, &element, "by");
      DavyTime created = davy_demo_read_time (&element, "created", DAVY_JSON_OPTIONAL);
      g_autofree char *id =
          g_strconcat (scope, "/providers/Microsoft.Authorization/locks/", name, NULL);
      DavyDeed deed = { "Microsoft.Authorization/locks/write", id, correlation, creator };

      davy_demo_expect_members (&element, "scope", "name", "level", "notes", "created", "by", NULL);
      davy_demo_expect_word (&element, "level", levels);
      if (name == NULL)
        return;
      davy_estate_add_lock (reader->estate, scope, name, level)->notes =
          davy_demo_read_string (&element, "notes", NULL);
      if (created != DAVY_TIME_UNSET)
        davy_estate_log_all (reader->estate, &deed, created);
    }
}

static DavyEstateAssignment *
add_assignment (EstateReader *reader,
                const char *scope,
                const char *principal_id,
                const char *principal_type,
                const DavyRole *role)
{
  DavyEstateAssignment *assignment = g_new0 (DavyEstateAssignment, 1);

  assignment->scope = g_strdup (scope);
  assignment->name = davy_random_uuid ();
  assignment->principal_id = g_strdup (principal_id);
  assignment->principal_type = g_strdup (principal_type);
  assignment->role = role;
  g_ptr_array_add (reader->estate->assignments, assignment);

  return assignment;
}

static const DavyRole *
read_role (const DavyJson *json, const char *member, const char *fallback)
{
  g_autofree char *name = davy_demo_read_string (json, member, fallback);
  DavyJson place = davy_json_member (json, member);
  const DavyRole *role = davy_role_find (name);

  if (role == NULL && !g_str_equal (name, "none"))
    davy_json_fail (&place, "“%s” is no role that is built into Azure", name);

  return role;
}

static void
read_assignments (EstateReader *reader, const DavyJson *json)
{
  static const char *const types[] = { "User", "Group", "ServicePrincipal", NULL };
  DavyJson list = davy_json_member (json, "assignments");
  guint n_assignments = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n_assignments; i++)
    {
      DavyJson element = davy_json_element (&list, i);
      const char *principal = davy_json_string (&element, "principal", DAVY_JSON_REQUIRED);
      const DavyRole *role = read_role (&element, "role", "Contributor");
      const DavyEstateCaller *creator = read_caller (reader, &element, "by");
      DavyTime created = davy_demo_read_time (&element, "created", DAVY_JSON_OPTIONAL);
      g_autofree char *scope = read_scope (reader, &element);
      g_autofree char *type = davy_demo_read_string (&element, "principalType", "User");
      g_autofree char *correlation = davy_random_uuid ();
      g_autofree char *id = NULL;
      DavyEstateAssignment *assignment;
      DavyDeed deed;

      davy_demo_expect_members (&element, "scope", "principal", "principalType", "role", "created",
                                "by", NULL);
      davy_demo_expect_word (&element, "principalType", types);
      if (principal == NULL || role == NULL)
        return;
      assignment = add_assignment (reader, scope, principal, type, role);
      assignment->created = created;
      assignment->created_by = creator != NULL ? g_strdup (creator->object_id) : NULL;
      id = g_strconcat (scope, "/providers/Microsoft.Authorization/roleAssignments/",
                        assignment->name, NULL);
      deed =
          (DavyDeed){ "Microsoft.Authorization/roleAssignments/write", id, correlation, creator };
      if (created != DAVY_TIME_UNSET)
        davy_estate_log_all (reader->estate, &deed, created);
    }
}

static void
read_activity (EstateReader *reader, const DavyJson *json)
{
  DavyJson list = davy_json_member (json, "activity");
  guint n_entries = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n_entries; i++)
    {
      DavyJson element = davy_json_element (&list, i);
      const char *operation = davy_json_string (&element, "operation", DAVY_JSON_REQUIRED);
      DavyTime at = davy_demo_read_time (&element, "at", DAVY_JSON_REQUIRED);
      g_autofree char *scope = read_scope (reader, &element);
      g_autofree char *correlation = davy_random_uuid ();
      g_autofree char *error = davy_demo_read_string (&element, "error", NULL);
      DavyDeed deed = { operation, scope, correlation, read_caller (reader, &element, "by") };

      davy_demo_expect_members (&element, "at", "operation", "scope", "by", "error", NULL);
      if (operation == NULL)
        return;
      if (error != NULL)
        davy_estate_log_failure (reader->estate, &deed, at, 409, error);
      else
        davy_estate_log_all (reader->estate, &deed, at);
    }
}

static void
read_quotas (EstateReader *reader, const DavyJson *json)
{
  DavyJson list = davy_json_member (json, "quotas");
  guint n_quotas = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n_quotas; i++)
    {
      DavyJson element = davy_json_element (&list, i);
      DavyEstateQuota *quota = g_new0 (DavyEstateQuota, 1);

      g_ptr_array_add (reader->estate->quotas, quota);
      davy_demo_expect_members (&element, "region", "name", "limit", "used", NULL);
      quota->region = davy_demo_read_string (&element, "region", "westeurope");
      quota->name = g_strdup (davy_json_string (&element, "name", DAVY_JSON_REQUIRED));
      quota->limit = davy_json_integer (&element, "limit", DAVY_JSON_REQUIRED);
      quota->used = davy_demo_read_integer (&element, "used", 0);
    }
}

/**
 * davy_demo_estate_read:
 * @json: the member `azure` of an Azure subscription; it may be absent
 * @scenario: the people of the partner in it are read
 * @subscription_id: (nullable): of the Azure subscription
 * @usage: (nullable): what is metered in it
 * @readable: whether the partner has rights there
 *
 * Returns: (transfer full): what stands in the subscription, perhaps nothing
 */
DavyEstate *
davy_demo_estate_read (const DavyJson *json,
                       DavyScenario *scenario,
                       const char *subscription_id,
                       DavyDemoUsage *usage,
                       gboolean readable)
{
  EstateReader reader = { scenario, davy_estate_new (subscription_id, usage) };
  const DavyRole *role = read_role (json, "rights", "Owner");
  DavyJson resources = davy_json_member (json, "resources");
  guint n_resources = davy_json_length (&resources, DAVY_JSON_OPTIONAL);

  davy_demo_expect_members (json, "rights", "supportPlan", "costVisible", "callers", "groups",
                            "resources", "locks", "assignments", "activity", "quotas", NULL);
  reader.estate->support_plan = davy_demo_read_boolean (json, "supportPlan", TRUE);
  reader.estate->cost_visible = davy_demo_read_boolean (json, "costVisible", TRUE);
  if (readable && role != NULL)
    add_assignment (&reader, reader.estate->id, scenario->admin_agents, "ForeignGroup", role);
  read_callers (&reader, json);
  read_groups (&reader, json);
  for (guint i = 0; i < n_resources; i++)
    {
      DavyJson resource = davy_json_element (&resources, i);

      read_resource (&reader, &resource);
    }
  davy_estate_tie (reader.estate);
  read_locks (&reader, json);
  read_assignments (&reader, json);
  read_activity (&reader, json);
  read_quotas (&reader, json);

  return reader.estate;
}
