/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-client-private.h"
#include "azure/davy-arm-network.h"

/* Network interfaces: what stays behind, and is billed, when a machine is deleted
 * (`wire-contract.md` 3.3). */

#define API_VERSION "2024-05-01"

/* The ids of what every address of an interface names so. */
static GStrv
read_ids (const DavyJson *properties, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  DavyJson list = davy_json_member (properties, "ipConfigurations");
  guint length = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < length; i++)
    {
      DavyJson item = davy_json_element (&list, i);
      DavyJson told = davy_json_member (&item, "properties");
      DavyJson named = davy_json_member (&told, name);
      const char *id = davy_json_string (&named, "id", DAVY_JSON_OPTIONAL);

      if (id != NULL)
        g_strv_builder_add (builder, id);
    }

  return g_strv_builder_end (builder);
}

static gpointer
read_interface (const DavyJson *item)
{
  DavyNetworkInterface *self = g_new0 (DavyNetworkInterface, 1);
  DavyJson properties = davy_json_member (item, "properties");
  DavyJson machine = davy_json_member (&properties, "virtualMachine");

  self->id = g_strdup (davy_json_string (item, "id", DAVY_JSON_REQUIRED));
  self->machine_id = g_strdup (davy_json_string (&machine, "id", DAVY_JSON_OPTIONAL));
  self->address_ids = read_ids (&properties, "publicIPAddress");
  self->subnet_ids = read_ids (&properties, "subnet");

  return self;
}

static const DavyArmRecord interface_record = {
  .read = read_interface,
  .free = (GDestroyNotify) davy_network_interface_free,
};

/**
 * davy_network_interface_free:
 * @self: (transfer full) (nullable): an interface
 *
 * Frees an interface.
 */
void
davy_network_interface_free (DavyNetworkInterface *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->machine_id);
  g_strfreev (self->address_ids);
  g_strfreev (self->subnet_ids);
  g_free (self);
}

/**
 * davy_arm_client_list_interfaces_async:
 * @self: a client
 * @tenant_id: the customer's tenant
 * @subscription_id: an Azure subscription of that tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the network interfaces of a subscription, which tell what machine they are in.
 */
void
davy_arm_client_list_interfaces_async (DavyArmClient *self,
                                       const char *tenant_id,
                                       const char *subscription_id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  davy_arm_client_list_in (self, tenant_id, subscription_id, "Microsoft.Network/networkInterfaces",
                           API_VERSION, &interface_record, davy_arm_client_list_interfaces_async,
                           cancellable, callback, user_data);
}

/**
 * davy_arm_client_list_interfaces_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyNetworkInterface): the interfaces
 */
GPtrArray *
davy_arm_client_list_interfaces_finish (DavyArmClient *self, GAsyncResult *result, GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_list_interfaces_async, error);
}
