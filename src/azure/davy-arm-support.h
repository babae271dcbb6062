/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"

G_BEGIN_DECLS

/**
 * DavyArmSupportService:
 * @id: for a ticket
 * @name: what Azure calls it
 * @resource_types: (array zero-terminated=1): full types that it is about
 *
 * What a ticket can be about (`wire-contract.md` 3.8).
 */
typedef struct
{
  char *id;
  char *name;
  GStrv resource_types;
} DavyArmSupportService;

void davy_arm_support_service_free (DavyArmSupportService *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyArmSupportService, davy_arm_support_service_free)

/**
 * DavyArmSupportProblem:
 * @id: for a ticket
 * @name: what Azure calls it
 *
 * A problem classification of a service.
 */
typedef struct
{
  char *id;
  char *name;
} DavyArmSupportProblem;

void davy_arm_support_problem_free (DavyArmSupportProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyArmSupportProblem, davy_arm_support_problem_free)

void davy_arm_client_list_support_services_async (DavyArmClient *self,
                                                  const char *tenant_id,
                                                  GCancellable *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer user_data);
GPtrArray *davy_arm_client_list_support_services_finish (DavyArmClient *self,
                                                         GAsyncResult *result,
                                                         GError **error);

void davy_arm_client_list_support_problems_async (DavyArmClient *self,
                                                  const char *tenant_id,
                                                  const char *service_id,
                                                  GCancellable *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer user_data);
GPtrArray *davy_arm_client_list_support_problems_finish (DavyArmClient *self,
                                                         GAsyncResult *result,
                                                         GError **error);

G_END_DECLS
