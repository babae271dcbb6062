/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client-private.h"
#include "azure/davy-arm-resources.h"

G_BEGIN_DECLS

void davy_arm_client_get_by_id (DavyArmClient *self,
                                const char *tenant_id,
                                const char *id,
                                const DavyArmRecord *record,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gpointer
davy_arm_client_get_by_id_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

void davy_arm_client_delete_by_id (DavyArmClient *self,
                                   const char *tenant_id,
                                   const char *id,
                                   const char *query,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
DavyArmOutcome *
davy_arm_client_delete_by_id_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
