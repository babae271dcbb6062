/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/arm-roles.h"

#include <string.h>

#include "emulator/arm-writes.h"

/* Rights of the caller, role assignments and definitions (`wire-contract.md` 3.10). */

#define ASSIGNMENTS "Microsoft.Authorization/roleAssignments"
#define DEFINITIONS "Microsoft.Authorization/roleDefinitions"

static void
answer_permissions (DavyArmCall *call)
{
  g_autoptr (GPtrArray) roles = davy_arm_call_list_roles (call, call->scope);
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < roles->len; i++)
    json_array_add_object_element (list, davy_role_build_permission (g_ptr_array_index (roles, i)));
  davy_arm_answer_list (call, list);
}

static char *
dup_definition_id (const char *scope, const DavyRole *role)
{
  return g_strdup_printf ("%s/providers/" DEFINITIONS "/%s", scope, role->id);
}

static JsonObject *
build_assignment (DavyArmCall *call, const DavyEstateAssignment *assignment)
{
  g_autofree char *id =
      g_strdup_printf ("%s/providers/" ASSIGNMENTS "/%s", assignment->scope, assignment->name);
  g_autofree char *role = dup_definition_id (call->estate->id, assignment->role);
  g_autofree char *created = assignment->created != DAVY_TIME_UNSET
                                 ? davy_time_to_iso (assignment->created)
                                 : g_strdup ("2022-03-01T09:12:44.1234567Z");
  JsonObject *object =
      davy_demo_object ("id", id, "type", ASSIGNMENTS, "name", assignment->name, NULL);
  JsonObject *properties = davy_demo_object (
      "roleDefinitionId", role, "principalId", assignment->principal_id, "principalType",
      assignment->principal_type, "scope", assignment->scope, "createdOn", created, "updatedOn",
      created, "createdBy", assignment->created_by, NULL);

  if (assignment->created_by == NULL)
    json_object_set_null_member (properties, "createdBy");
  json_object_set_null_member (properties, "condition");
  json_object_set_object_member (object, "properties", properties);

  return object;
}

/* Returns FALSE for a filter that the service does not know. */
static gboolean
read_filter (DavyArmCall *call, gboolean *at_scope, char **principal)
{
  const char *filter = davy_exchange_get_query (call->exchange, "$filter");
  g_autoptr (GRegex) regex = g_regex_new (
      "^\\s*(?:principalId\\s+eq\\s+'([^']+)'|assignedTo\\('([^']+)'\\))\\s*$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  *at_scope = filter != NULL && g_str_equal (filter, "atScope()");
  if (filter == NULL || *filter == '\0' || *at_scope)
    return TRUE;
  if (!g_regex_match (regex, filter, 0, &match))
    return FALSE;

  *principal = g_match_info_fetch (match, 1);
  if (**principal == '\0')
    {
      g_free (*principal);
      *principal = g_match_info_fetch (match, 2);
    }

  return TRUE;
}

static void
answer_assignments (DavyArmCall *call)
{
  g_autofree char *principal = NULL;
  JsonArray *list;
  gboolean at_scope;

  if (!read_filter (call, &at_scope, &principal))
    {
      davy_arm_refuse (call, SOUP_STATUS_BAD_REQUEST, "BadRequestFormat",
                       "The filter is not supported. Supported filters are either 'atScope()' or "
                       "'principalId eq '{value}'' or 'assignedTo('{value}')'.");
      return;
    }

  list = json_array_new ();
  for (guint i = 0; i < call->estate->assignments->len; i++)
    {
      const DavyEstateAssignment *assignment = g_ptr_array_index (call->estate->assignments, i);

      if ((davy_scope_contains (assignment->scope, call->scope) ||
           (!at_scope && davy_scope_contains (call->scope, assignment->scope))) &&
          (principal == NULL || g_ascii_strcasecmp (principal, assignment->principal_id) == 0))
        json_array_add_object_element (list, build_assignment (call, assignment));
    }
  davy_arm_answer_list (call, list);
}

static DavyEstateAssignment *
find_assignment (DavyArmCall *call)
{
  for (guint i = 0; i < call->estate->assignments->len; i++)
    {
      DavyEstateAssignment *assignment = g_ptr_array_index (call->estate->assignments, i);

      if (g_ascii_strcasecmp (assignment->name, call->name) == 0 &&
          g_ascii_strcasecmp (assignment->scope, call->scope) == 0)
        return assignment;
    }

  return NULL;
}

static void
answer_assignment (DavyArmCall *call)
{
  const DavyEstateAssignment *assignment = find_assignment (call);

  if (assignment != NULL)
    davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK,
                                 build_assignment (call, assignment));
  else
    davy_arm_refuse (call, SOUP_STATUS_NOT_FOUND, "RoleAssignmentNotFound",
                     "The role assignment '%s' is not found.", call->name);
}

/* What was deleted is told once more. */
static void
delete_assignment (DavyArmCall *call)
{
  DavyEstateAssignment *assignment = find_assignment (call);
  JsonObject *object;

  if (assignment == NULL)
    {
      davy_exchange_answer_empty (call->exchange, SOUP_STATUS_NO_CONTENT);
      return;
    }

  object = build_assignment (call, assignment);
  davy_arm_log_write (call, call->id);
  g_ptr_array_remove (call->estate->assignments, assignment);
  davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, object);
}

static JsonObject *
build_definition (DavyArmCall *call, const DavyRole *role)
{
  g_autofree char *id = dup_definition_id (call->scope, role);
  JsonObject *object = davy_demo_object ("id", id, "type", DEFINITIONS, "name", role->id, NULL);
  JsonObject *properties = davy_demo_object ("roleName", role->name, "type", "BuiltInRole",
                                             "description", role->name, NULL);
  JsonArray *permissions = json_array_new ();

  json_array_add_object_element (permissions, davy_role_build_permission (role));
  json_object_set_array_member (properties, "permissions", permissions);
  json_object_set_array_member (properties, "assignableScopes", davy_demo_words ("/"));
  json_object_set_object_member (object, "properties", properties);

  return object;
}

static void
answer_definitions (DavyArmCall *call)
{
  const char *filter = davy_exchange_get_query (call->exchange, "$filter");
  JsonArray *list = json_array_new ();
  const DavyRole *role;

  for (guint i = 0; (role = davy_role_at (i)) != NULL; i++)
    {
      g_autofree char *by_name = g_strdup_printf ("roleName eq '%s'", role->name);

      if (filter == NULL || g_str_equal (filter, by_name) ||
          g_str_equal (filter, "type eq 'BuiltInRole'"))
        json_array_add_object_element (list, build_definition (call, role));
    }
  davy_arm_answer_list (call, list);
}

static void
answer_definition (DavyArmCall *call)
{
  const DavyRole *role = davy_role_find (call->name);

  if (role != NULL)
    davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, build_definition (call, role));
  else
    davy_arm_refuse (call, SOUP_STATUS_NOT_FOUND, "RoleDefinitionDoesNotExist",
                     "The specified role definition with ID '%s' does not exist.", call->name);
}

const DavyArmRoute davy_arm_role_routes[] = {
  { "GET", "Microsoft.Authorization/permissions", DAVY_ARM_OPEN, answer_permissions },
  { "GET", ASSIGNMENTS, DAVY_ARM_PLAIN, answer_assignments },
  { "GET", ASSIGNMENTS, DAVY_ARM_ONE, answer_assignment },
  { "DELETE", ASSIGNMENTS, DAVY_ARM_ONE, delete_assignment },
  { "GET", DEFINITIONS, DAVY_ARM_TENANT, answer_definitions },
  { "GET", DEFINITIONS, DAVY_ARM_ONE | DAVY_ARM_TENANT, answer_definition },
  { 0 },
};
