/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"
#include "azure/davy-arm-operations.h"
#include "core/davy-time.h"

G_BEGIN_DECLS

/**
 * DavyArmResource:
 * @id: its id
 * @name: its name
 * @type: the full type, such as `Microsoft.Compute/virtualMachines`
 * @kind: (nullable): what the type subdivides into
 * @location: (nullable): the region
 * @managed_by: (nullable): the id of what keeps it
 * @sku: (nullable): the size or tier
 * @tags: (element-type utf8 utf8): its tags
 * @created: when, or %DAVY_TIME_UNSET; known in lists only
 * @changed: when, or %DAVY_TIME_UNSET; known in lists only
 * @provisioning_state: (nullable): as it came
 * @raw: the JSON as it came, for the evidence
 *
 * A resource (`wire-contract.md` 3.2).
 */
typedef struct
{
  char *id;
  char *name;
  char *type;
  char *kind;
  char *location;
  char *managed_by;
  char *sku;
  GHashTable *tags;
  DavyTime created;
  DavyTime changed;
  char *provisioning_state;
  char *raw;
} DavyArmResource;

void davy_arm_resource_free (DavyArmResource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyArmResource, davy_arm_resource_free)

/**
 * DavyArmGroup:
 * @id: its id
 * @name: its name
 * @location: (nullable): where its description is kept; its resources may be anywhere
 * @managed_by: (nullable): the id of the service that keeps it, which deletes it with itself
 * @provisioning_state: (nullable): as it came
 * @tags: (element-type utf8 utf8): its tags
 *
 * A resource group.
 */
typedef struct
{
  char *id;
  char *name;
  char *location;
  char *managed_by;
  char *provisioning_state;
  GHashTable *tags;
} DavyArmGroup;

void davy_arm_group_free (DavyArmGroup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyArmGroup, davy_arm_group_free)

void davy_arm_client_list_resources_async (DavyArmClient *self,
                                           const char *tenant_id,
                                           const char *scope,
                                           const char *type,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *
davy_arm_client_list_resources_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

void davy_arm_client_list_groups_async (DavyArmClient *self,
                                        const char *tenant_id,
                                        const char *subscription_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *
davy_arm_client_list_groups_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

void davy_arm_client_get_resource_async (DavyArmClient *self,
                                         const char *tenant_id,
                                         const char *resource_id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
DavyArmResource *
davy_arm_client_get_resource_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

void davy_arm_client_delete_resource_async (DavyArmClient *self,
                                            const char *tenant_id,
                                            const char *resource_id,
                                            gboolean force,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
DavyArmOutcome *
davy_arm_client_delete_resource_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

void davy_arm_client_delete_group_async (DavyArmClient *self,
                                         const char *tenant_id,
                                         const char *group_id,
                                         gboolean force,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
DavyArmOutcome *
davy_arm_client_delete_group_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

gboolean davy_arm_error_says_gone (const GError *error);

G_END_DECLS
