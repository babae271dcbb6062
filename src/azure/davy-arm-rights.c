/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-rights.h"

#include "azure/davy-arm-client-private.h"
#include "azure/davy-arm-readers.h"

#define API_VERSION "2022-04-01"

static gpointer
read_permission (const DavyJson *item)
{
  return davy_arm_permission_read (item);
}

static const DavyArmRecord permission_record = {
  .read = read_permission,
  .free = (GDestroyNotify) davy_arm_permission_free,
};

/* `*` stands for any text, slashes among it. Every `*` but the last may be taken as short as
 * possible, so that one step back is enough. */
static gboolean
matches (const char *pattern, const char *action)
{
  const char *star = NULL, *retry = NULL;

  while (*action != '\0')
    {
      if (*pattern == '*')
        {
          star = pattern++;
          retry = action;
        }
      else if (g_ascii_tolower (*pattern) == g_ascii_tolower (*action))
        {
          pattern++;
          action++;
        }
      else if (star != NULL)
        {
          pattern = star + 1;
          action = ++retry;
        }
      else
        {
          return FALSE;
        }
    }
  while (*pattern == '*')
    pattern++;

  return *pattern == '\0';
}

static gboolean
any_matches (GStrv patterns, const char *action)
{
  for (guint i = 0; patterns[i] != NULL; i++)
    if (matches (patterns[i], action))
      return TRUE;

  return FALSE;
}

/* --- within the room ----------------------------------------------------------------------- */

DavyArmPermission *
davy_arm_permission_read (const DavyJson *item)
{
  DavyArmPermission *self = g_new0 (DavyArmPermission, 1);

  self->actions = davy_arm_read_strings (item, "actions");
  self->not_actions = davy_arm_read_strings (item, "notActions");
  self->data_actions = davy_arm_read_strings (item, "dataActions");
  self->not_data_actions = davy_arm_read_strings (item, "notDataActions");

  return self;
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_arm_permission_free:
 * @self: (transfer full) (nullable): a permission
 *
 * Frees a permission.
 */
void
davy_arm_permission_free (DavyArmPermission *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->actions);
  g_strfreev (self->not_actions);
  g_strfreev (self->data_actions);
  g_strfreev (self->not_data_actions);
  g_free (self);
}

/**
 * davy_arm_permissions_allow:
 * @permissions: (element-type DavyArmPermission): the caller's rights at a scope
 * @action: such as `Microsoft.Compute/virtualMachines/deallocate/action`, in any letter case
 *
 * An action is allowed when one permission allows it; what that permission takes away again,
 * another may give.
 *
 * Returns: whether the caller may do it; locks and policies may still forbid it
 */
gboolean
davy_arm_permissions_allow (GPtrArray *permissions, const char *action)
{
  g_return_val_if_fail (permissions != NULL && action != NULL, FALSE);

  for (guint i = 0; i < permissions->len; i++)
    {
      const DavyArmPermission *permission = g_ptr_array_index (permissions, i);

      if (any_matches (permission->actions, action) &&
          !any_matches (permission->not_actions, action))
        return TRUE;
    }

  return FALSE;
}

/**
 * davy_arm_client_list_permissions_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @scope: the id of a subscription, a resource group or a resource
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks which rights the signed-in person has at @scope (`wire-contract.md` 3.10).
 */
void
davy_arm_client_list_permissions_async (DavyArmClient *self,
                                        const char *tenant_id,
                                        const char *scope,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  davy_arm_client_list_at (self, tenant_id, scope, "/providers/Microsoft.Authorization/permissions",
                           API_VERSION, &permission_record, davy_arm_client_list_permissions_async,
                           cancellable, callback, user_data);
}

/**
 * davy_arm_client_list_permissions_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_REFUSED without any rights there, %DAVY_ERROR_CONSENT when the application
 *   has no consent in the tenant, or another #DavyError
 *
 * Returns: (transfer full) (element-type DavyArmPermission): the rights, for
 *   davy_arm_permissions_allow()
 */
GPtrArray *
davy_arm_client_list_permissions_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_list_permissions_async, error);
}
