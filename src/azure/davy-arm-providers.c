/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-providers.h"

#include <string.h>

#include "azure/davy-arm-client-private.h"
#include "azure/davy-arm-readers.h"
#include "azure/davy-arm-version.h"

#define API_VERSION "2021-04-01"

static void
provider_type_free (DavyArmProviderType *type)
{
  g_free (type->name);
  g_strfreev (type->locations);
  g_strfreev (type->api_versions);
  g_free (type);
}

static DavyArmProviderType *
read_type (const DavyJson *item)
{
  DavyArmProviderType *type = g_new0 (DavyArmProviderType, 1);

  type->name = davy_arm_read_text (item, "resourceType", DAVY_JSON_REQUIRED);
  type->locations = davy_arm_read_strings (item, "locations");
  type->api_versions = davy_arm_read_strings (item, "apiVersions");

  return type;
}

static gpointer
read_provider (const DavyJson *item)
{
  DavyArmProvider *self = g_new0 (DavyArmProvider, 1);
  DavyJson list = davy_json_member (item, "resourceTypes");
  guint length = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  self->name = davy_arm_read_text (item, "namespace", DAVY_JSON_REQUIRED);
  self->registration_state = davy_arm_read_text (item, "registrationState", DAVY_JSON_OPTIONAL);
  self->types = g_ptr_array_new_with_free_func ((GDestroyNotify) provider_type_free);
  for (guint i = 0; i < length; i++)
    {
      DavyJson type = davy_json_element (&list, i);

      g_ptr_array_add (self->types, read_type (&type));
    }

  return self;
}

static const DavyArmRecord provider_record = {
  .read = read_provider,
  .free = (GDestroyNotify) davy_arm_provider_free,
};

static const DavyArmProviderType *
find_type (const DavyArmProvider *self, const char *name)
{
  for (guint i = 0; i < self->types->len; i++)
    {
      const DavyArmProviderType *type = g_ptr_array_index (self->types, i);

      if (g_ascii_strcasecmp (type->name, name) == 0)
        return type;
    }

  return NULL;
}

/**
 * davy_arm_provider_free:
 * @self: (transfer full) (nullable): a provider
 *
 * Frees a provider.
 */
void
davy_arm_provider_free (DavyArmProvider *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->registration_state);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_free (self);
}

/**
 * davy_arm_provider_choose_version:
 * @self: a provider
 * @type: below its namespace, such as `virtualMachines/extensions`, in any letter case
 *
 * Chooses the api-version for a type: the newest that is no preview, or else the newest. A child
 * type that the provider does not list goes by its parent's.
 *
 * Returns: (nullable): the version; %NULL for a type that is not known
 */
const char *
davy_arm_provider_choose_version (const DavyArmProvider *self, const char *type)
{
  g_autofree char *name = g_strdup (type);

  for (;;)
    {
      const DavyArmProviderType *found = find_type (self, name);
      const char *version = found != NULL ? davy_arm_version_choose (found->api_versions) : NULL;
      char *slash = strrchr (name, '/');

      if (version != NULL || slash == NULL)
        return version;
      *slash = '\0';
    }
}

/**
 * davy_arm_client_list_providers_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @subscription_id: a subscription of that tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists all resource providers, a few megabytes (`wire-contract.md` 3.2).
 */
void
davy_arm_client_list_providers_async (DavyArmClient *self,
                                      const char *tenant_id,
                                      const char *subscription_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autofree char *path = davy_arm_build_path ("subscriptions", subscription_id, "providers", NULL);
  g_autoptr (DavyRequest) request =
      davy_arm_client_create_request (self, tenant_id, "GET", path, API_VERSION);

  davy_arm_client_list (self, request, &provider_record, davy_arm_client_list_providers_async,
                        cancellable, callback, user_data);
}

/**
 * davy_arm_client_list_providers_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyArmProvider): the providers
 */
GPtrArray *
davy_arm_client_list_providers_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_list_providers_async, error);
}

/**
 * davy_arm_client_get_provider_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @subscription_id: a subscription of that tenant
 * @name: the namespace, such as `Microsoft.Compute`
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets one resource provider (`wire-contract.md` 3.2).
 */
void
davy_arm_client_get_provider_async (DavyArmClient *self,
                                    const char *tenant_id,
                                    const char *subscription_id,
                                    const char *name,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autofree char *path =
      davy_arm_build_path ("subscriptions", subscription_id, "providers", name, NULL);
  g_autoptr (DavyRequest) request =
      davy_arm_client_create_request (self, tenant_id, "GET", path, API_VERSION);

  davy_arm_client_get (self, request, &provider_record, davy_arm_client_get_provider_async,
                       cancellable, callback, user_data);
}

/**
 * davy_arm_client_get_provider_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full): the provider
 */
DavyArmProvider *
davy_arm_client_get_provider_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_get_provider_async, error);
}
