/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"
#include "azure/davy-arm-operations.h"
#include "core/davy-time.h"

G_BEGIN_DECLS

/**
 * DavyArmRoleAssignment:
 * @id: the assignment's own id
 * @role_definition_id: which role, for davy_arm_client_get_role_async()
 * @principal_id: who has it
 * @principal_type: (nullable): `User`, `Group`, `ServicePrincipal`, `ForeignGroup` …, as it came
 * @scope: what it holds for, and everything in there
 * @created: since when, or %DAVY_TIME_UNSET
 * @created_by: (nullable): the object id of who gave it
 * @raw: the JSON as it came
 *
 * Somebody's role somewhere (`wire-contract.md` 3.10).
 */
typedef struct
{
  char *id;
  char *role_definition_id;
  char *principal_id;
  char *principal_type;
  char *scope;
  DavyTime created;
  char *created_by;
  char *raw;
} DavyArmRoleAssignment;

void davy_arm_role_assignment_free (DavyArmRoleAssignment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyArmRoleAssignment, davy_arm_role_assignment_free)

/**
 * DavyArmRole:
 * @id: the definition's id
 * @name: Azure's name of the role, such as `Owner`
 * @type: (nullable): `BuiltInRole` or `CustomRole`, as it came
 * @permissions: (element-type DavyArmPermission): what it allows
 *
 * A role.
 */
typedef struct
{
  char *id;
  char *name;
  char *type;
  GPtrArray *permissions;
} DavyArmRole;

void davy_arm_role_free (DavyArmRole *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyArmRole, davy_arm_role_free)

void davy_arm_client_list_role_assignments_async (DavyArmClient *self,
                                                  const char *tenant_id,
                                                  const char *scope,
                                                  const char *principal_id,
                                                  GCancellable *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer user_data);
GPtrArray *davy_arm_client_list_role_assignments_finish (DavyArmClient *self,
                                                         GAsyncResult *result,
                                                         GError **error);

void davy_arm_client_delete_role_assignment_async (DavyArmClient *self,
                                                   const char *tenant_id,
                                                   const char *assignment_id,
                                                   GCancellable *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer user_data);
DavyArmOutcome *davy_arm_client_delete_role_assignment_finish (DavyArmClient *self,
                                                               GAsyncResult *result,
                                                               GError **error);

void davy_arm_client_get_role_async (DavyArmClient *self,
                                     const char *tenant_id,
                                     const char *role_definition_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
DavyArmRole *
davy_arm_client_get_role_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
