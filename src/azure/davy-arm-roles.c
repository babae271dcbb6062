/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-roles.h"

#include "azure/davy-arm-client-private.h"
#include "azure/davy-arm-readers.h"

#define API_VERSION      "2022-04-01"
#define ASSIGNMENTS_PATH "/providers/Microsoft.Authorization/roleAssignments"

static gpointer
read_assignment (const DavyJson *item)
{
  DavyArmRoleAssignment *self = g_new0 (DavyArmRoleAssignment, 1);
  DavyJson properties = davy_json_member (item, "properties");

  self->raw = davy_json_dup_raw (item);
  self->id = davy_arm_read_text (item, "id", DAVY_JSON_REQUIRED);
  self->role_definition_id =
      davy_arm_read_text (&properties, "roleDefinitionId", DAVY_JSON_REQUIRED);
  self->principal_id = davy_arm_read_text (&properties, "principalId", DAVY_JSON_REQUIRED);
  self->principal_type = davy_arm_read_text (&properties, "principalType", DAVY_JSON_OPTIONAL);
  self->scope = davy_arm_read_text (&properties, "scope", DAVY_JSON_REQUIRED);
  self->created = davy_json_time (&properties, "createdOn", DAVY_JSON_OPTIONAL);
  self->created_by = davy_arm_read_text (&properties, "createdBy", DAVY_JSON_OPTIONAL);

  return self;
}

static const DavyArmRecord assignment_record = {
  .read = read_assignment,
  .free = (GDestroyNotify) davy_arm_role_assignment_free,
};

static gpointer
read_role (const DavyJson *item)
{
  DavyArmRole *self = g_new0 (DavyArmRole, 1);
  DavyJson properties = davy_json_member (item, "properties");
  DavyJson list = davy_json_member (&properties, "permissions");
  guint length = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  self->id = davy_arm_read_text (item, "id", DAVY_JSON_REQUIRED);
  self->name = davy_arm_read_text (&properties, "roleName", DAVY_JSON_REQUIRED);
  self->type = davy_arm_read_text (&properties, "type", DAVY_JSON_OPTIONAL);
  self->permissions = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_arm_permission_free);
  for (guint i = 0; i < length; i++)
    {
      DavyJson permission = davy_json_element (&list, i);

      g_ptr_array_add (self->permissions, davy_arm_permission_read (&permission));
    }

  return self;
}

static const DavyArmRecord role_record = {
  .read = read_role,
  .free = (GDestroyNotify) davy_arm_role_free,
};

/**
 * davy_arm_role_assignment_free:
 * @self: (transfer full) (nullable): an assignment
 *
 * Frees an assignment.
 */
void
davy_arm_role_assignment_free (DavyArmRoleAssignment *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->role_definition_id);
  g_free (self->principal_id);
  g_free (self->principal_type);
  g_free (self->scope);
  g_free (self->created_by);
  g_free (self->raw);
  g_free (self);
}

/**
 * davy_arm_role_free:
 * @self: (transfer full) (nullable): a role
 *
 * Frees a role.
 */
void
davy_arm_role_free (DavyArmRole *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->type);
  g_clear_pointer (&self->permissions, g_ptr_array_unref);
  g_free (self);
}

/**
 * davy_arm_client_list_role_assignments_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @scope: the id of a subscription, a resource group or a resource
 * @principal_id: (nullable): whose roles alone; %NULL for everybody's
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the role assignments that hold at @scope and, for a subscription or a group, inside it
 * (`wire-contract.md` 3.10).
 */
void
davy_arm_client_list_role_assignments_async (DavyArmClient *self,
                                             const char *tenant_id,
                                             const char *scope,
                                             const char *principal_id,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data)
{
  g_autoptr (GString) suffix = g_string_new (ASSIGNMENTS_PATH);

  if (principal_id != NULL)
    {
      g_string_append (suffix, "?$filter=principalId%20eq%20");
      davy_arm_append_literal (suffix, principal_id);
    }
  davy_arm_client_list_at (self, tenant_id, scope, suffix->str, API_VERSION, &assignment_record,
                           davy_arm_client_list_role_assignments_async, cancellable, callback,
                           user_data);
}

/**
 * davy_arm_client_list_role_assignments_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyArmRoleAssignment): the assignments
 */
GPtrArray *
davy_arm_client_list_role_assignments_finish (DavyArmClient *self,
                                              GAsyncResult *result,
                                              GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_list_role_assignments_async, error);
}

/**
 * davy_arm_client_delete_role_assignment_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @assignment_id: the assignment's own id
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Takes a role away from somebody, which needs the Owner role. An assignment that was not there is
 * no error.
 */
void
davy_arm_client_delete_role_assignment_async (DavyArmClient *self,
                                              const char *tenant_id,
                                              const char *assignment_id,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data)
{
  davy_arm_client_change_at (self, tenant_id, "DELETE", assignment_id, API_VERSION,
                             davy_arm_client_delete_role_assignment_async, cancellable, callback,
                             user_data);
}

/**
 * davy_arm_client_delete_role_assignment_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_OUTCOME_UNKNOWN when no answer came: list the assignments before anything
 *   else; otherwise it was not removed
 *
 * Returns: (transfer full): what became of it
 */
DavyArmOutcome *
davy_arm_client_delete_role_assignment_finish (DavyArmClient *self,
                                               GAsyncResult *result,
                                               GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_delete_role_assignment_async, error);
}

/**
 * davy_arm_client_get_role_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @role_definition_id: of an assignment
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets the name of a role and what it allows.
 */
void
davy_arm_client_get_role_async (DavyArmClient *self,
                                const char *tenant_id,
                                const char *role_definition_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  davy_arm_client_get_at (self, tenant_id, role_definition_id, "", API_VERSION, &role_record,
                          davy_arm_client_get_role_async, cancellable, callback, user_data);
}

/**
 * davy_arm_client_get_role_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full): the role
 */
DavyArmRole *
davy_arm_client_get_role_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_get_role_async, error);
}
