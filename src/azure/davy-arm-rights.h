/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"

G_BEGIN_DECLS

/**
 * DavyArmPermission:
 * @actions: (array zero-terminated=1): what is allowed, with `*`
 * @not_actions: (array zero-terminated=1): what of it is not
 * @data_actions: (array zero-terminated=1): the same for data inside resources
 * @not_data_actions: (array zero-terminated=1): the same for data inside resources
 *
 * One role's part of the rights that the caller has at a scope (`wire-contract.md` 3.10).
 */
typedef struct
{
  GStrv actions;
  GStrv not_actions;
  GStrv data_actions;
  GStrv not_data_actions;
} DavyArmPermission;

void davy_arm_permission_free (DavyArmPermission *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyArmPermission, davy_arm_permission_free)

gboolean davy_arm_permissions_allow (GPtrArray *permissions, const char *action);

void davy_arm_client_list_permissions_async (DavyArmClient *self,
                                             const char *tenant_id,
                                             const char *scope,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
GPtrArray *
davy_arm_client_list_permissions_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
