/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-compute.h"
#include "azure/davy-arm-operations.h"

G_BEGIN_DECLS

void davy_arm_client_stop_compute_async (DavyArmClient *self,
                                         const char *tenant_id,
                                         const DavyCompute *compute,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean davy_arm_client_stop_compute_finish (DavyArmClient *self,
                                              GAsyncResult *result,
                                              GPtrArray **outcomes,
                                              GError **error);

void davy_arm_client_deallocate_scale_set_async (DavyArmClient *self,
                                                 const char *tenant_id,
                                                 const char *scale_set_id,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
DavyArmOutcome *davy_arm_client_deallocate_scale_set_finish (DavyArmClient *self,
                                                             GAsyncResult *result,
                                                             GError **error);

void davy_arm_client_delete_ml_compute_async (DavyArmClient *self,
                                              const char *tenant_id,
                                              const char *compute_id,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
DavyArmOutcome *davy_arm_client_delete_ml_compute_finish (DavyArmClient *self,
                                                          GAsyncResult *result,
                                                          GError **error);

G_END_DECLS
