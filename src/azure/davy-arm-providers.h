/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"

G_BEGIN_DECLS

/**
 * DavyArmProviderType:
 * @name: below the namespace, such as `virtualMachines/extensions`
 * @locations: (array zero-terminated=1): names of regions for people, such as `West Europe`
 * @api_versions: (array zero-terminated=1): in no order
 *
 * A type of resources.
 */
typedef struct
{
  char *name;
  GStrv locations;
  GStrv api_versions;
} DavyArmProviderType;

/**
 * DavyArmProvider:
 * @name: the namespace, such as `Microsoft.Compute`
 * @registration_state: (nullable): `Registered` when the subscription may use it, as it came
 * @types: (element-type DavyArmProviderType): what it offers
 *
 * A resource provider (`wire-contract.md` 3.2).
 */
typedef struct
{
  char *name;
  char *registration_state;
  GPtrArray *types;
} DavyArmProvider;

void davy_arm_provider_free (DavyArmProvider *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyArmProvider, davy_arm_provider_free)

const char *davy_arm_provider_choose_version (const DavyArmProvider *self, const char *type);

void davy_arm_client_list_providers_async (DavyArmClient *self,
                                           const char *tenant_id,
                                           const char *subscription_id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *
davy_arm_client_list_providers_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

void davy_arm_client_get_provider_async (DavyArmClient *self,
                                         const char *tenant_id,
                                         const char *subscription_id,
                                         const char *name,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
DavyArmProvider *
davy_arm_client_get_provider_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
