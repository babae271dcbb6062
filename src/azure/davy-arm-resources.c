/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-resources.h"

#include "azure/davy-arm-by-id.h"
#include "azure/davy-arm-client-private.h"
#include "azure/davy-arm-readers.h"

#define API_VERSION "2021-04-01"

/* Times come only to those who ask for them (`wire-contract.md` 3.2). */
#define LIST_SUFFIX "/resources?$expand=createdTime,changedTime,provisioningState"

/* A tier is an object in most types and a string in some. */
static char *
read_sku (const DavyJson *item)
{
  DavyJson sku = davy_json_member (item, "sku");

  return davy_json_is_object (&sku) ? davy_arm_read_text (&sku, "name", DAVY_JSON_OPTIONAL)
                                    : davy_arm_read_text (item, "sku", DAVY_JSON_OPTIONAL);
}

static gpointer
read_resource (const DavyJson *item)
{
  DavyArmResource *self = g_new0 (DavyArmResource, 1);
  DavyJson properties = davy_json_member (item, "properties");

  self->raw = davy_json_dup_raw (item);
  self->id = davy_arm_read_text (item, "id", DAVY_JSON_REQUIRED);
  self->name = davy_arm_read_text (item, "name", DAVY_JSON_REQUIRED);
  self->type = davy_arm_read_text (item, "type", DAVY_JSON_REQUIRED);
  self->kind = davy_arm_read_text (item, "kind", DAVY_JSON_OPTIONAL);
  self->location = davy_arm_read_text (item, "location", DAVY_JSON_OPTIONAL);
  self->managed_by = davy_arm_read_text (item, "managedBy", DAVY_JSON_OPTIONAL);
  self->sku = read_sku (item);
  self->tags = davy_arm_read_map (item, "tags");
  self->created = davy_json_time (item, "createdTime", DAVY_JSON_OPTIONAL);
  self->changed = davy_json_time (item, "changedTime", DAVY_JSON_OPTIONAL);
  self->provisioning_state = davy_arm_read_text (item, "provisioningState", DAVY_JSON_OPTIONAL);
  if (self->provisioning_state == NULL && davy_json_is_object (&properties))
    self->provisioning_state =
        davy_arm_read_text (&properties, "provisioningState", DAVY_JSON_OPTIONAL);

  return self;
}

static const DavyArmRecord resource_record = {
  .read = read_resource,
  .free = (GDestroyNotify) davy_arm_resource_free,
};

static gpointer
read_group (const DavyJson *item)
{
  DavyArmGroup *self = g_new0 (DavyArmGroup, 1);
  DavyJson properties = davy_json_member (item, "properties");

  self->id = davy_arm_read_text (item, "id", DAVY_JSON_REQUIRED);
  self->name = davy_arm_read_text (item, "name", DAVY_JSON_REQUIRED);
  self->location = davy_arm_read_text (item, "location", DAVY_JSON_OPTIONAL);
  self->managed_by = davy_arm_read_text (item, "managedBy", DAVY_JSON_OPTIONAL);
  self->provisioning_state =
      davy_arm_read_text (&properties, "provisioningState", DAVY_JSON_OPTIONAL);
  self->tags = davy_arm_read_map (item, "tags");

  return self;
}

static const DavyArmRecord group_record = {
  .read = read_group,
  .free = (GDestroyNotify) davy_arm_group_free,
};

static void
got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  DavyArmResource *resource =
      davy_arm_client_get_by_id_finish (DAVY_ARM_CLIENT (source), result, &error);

  if (resource != NULL)
    g_task_return_pointer (task, resource, (GDestroyNotify) davy_arm_resource_free);
  else
    g_task_return_error (task, error);
}

/**
 * davy_arm_resource_free:
 * @self: (transfer full) (nullable): a resource
 *
 * Frees a resource.
 */
void
davy_arm_resource_free (DavyArmResource *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->type);
  g_free (self->kind);
  g_free (self->location);
  g_free (self->managed_by);
  g_free (self->sku);
  g_clear_pointer (&self->tags, g_hash_table_unref);
  g_free (self->provisioning_state);
  g_free (self->raw);
  g_free (self);
}

/**
 * davy_arm_group_free:
 * @self: (transfer full) (nullable): a group
 *
 * Frees a group.
 */
void
davy_arm_group_free (DavyArmGroup *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->location);
  g_free (self->managed_by);
  g_free (self->provisioning_state);
  g_clear_pointer (&self->tags, g_hash_table_unref);
  g_free (self);
}

/**
 * davy_arm_client_list_resources_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @scope: the id of a subscription or of a resource group
 * @type: (nullable): a full type, such as `Microsoft.Compute/virtualMachines`; %NULL for all
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists resources with the times of their creation and last change. What stands inside another
 * resource is mostly absent (`wire-contract.md` 3.2).
 */
void
davy_arm_client_list_resources_async (DavyArmClient *self,
                                      const char *tenant_id,
                                      const char *scope,
                                      const char *type,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GString) suffix = g_string_new (LIST_SUFFIX);

  if (type != NULL)
    {
      g_string_append (suffix, "&$filter=resourceType%20eq%20");
      davy_arm_append_literal (suffix, type);
    }
  davy_arm_client_list_at (self, tenant_id, scope, suffix->str, API_VERSION, &resource_record,
                           davy_arm_client_list_resources_async, cancellable, callback, user_data);
}

/**
 * davy_arm_client_list_resources_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyArmResource): the resources
 */
GPtrArray *
davy_arm_client_list_resources_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_list_resources_async, error);
}

/**
 * davy_arm_client_list_groups_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @subscription_id: a subscription of that tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the resource groups of a subscription.
 */
void
davy_arm_client_list_groups_async (DavyArmClient *self,
                                   const char *tenant_id,
                                   const char *subscription_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autofree char *path =
      davy_arm_build_path ("subscriptions", subscription_id, "resourcegroups", NULL);
  g_autoptr (DavyRequest) request =
      davy_arm_client_create_request (self, tenant_id, "GET", path, API_VERSION);

  davy_arm_client_list (self, request, &group_record, davy_arm_client_list_groups_async,
                        cancellable, callback, user_data);
}

/**
 * davy_arm_client_list_groups_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyArmGroup): the groups
 */
GPtrArray *
davy_arm_client_list_groups_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_list_groups_async, error);
}

/**
 * davy_arm_client_get_resource_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @resource_id: a resource of any type
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets everything that Azure knows of a resource, with the newest stable api-version of its type.
 */
void
davy_arm_client_get_resource_async (DavyArmClient *self,
                                    const char *tenant_id,
                                    const char *resource_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_arm_client_get_resource_async);
  davy_arm_client_get_by_id (self, tenant_id, resource_id, &resource_record, cancellable, got_cb,
                             g_steal_pointer (&task));
}

/**
 * davy_arm_client_get_resource_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_NOT_FOUND when it is gone, or another #DavyError
 *
 * Returns: (transfer full): the resource
 */
DavyArmResource *
davy_arm_client_get_resource_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_arm_client_get_resource_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * davy_arm_error_says_gone:
 * @error: (nullable): why something could not be read
 *
 * A subscription that is not found is one that may no longer be looked into: what is in it may well
 * be there (`wire-contract.md` 3.0).
 *
 * Returns: whether it could not be read because it does not exist
 */
gboolean
davy_arm_error_says_gone (const GError *error)
{
  const DavyFault *fault;

  if (!g_error_matches (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND))
    return FALSE;

  fault = davy_error_get_fault (error);

  return fault == NULL || g_strcmp0 (fault->reason, "no-subscription") != 0;
}
