/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client-private.h"
#include "azure/davy-arm-id.h"

G_BEGIN_DECLS

const char *davy_arm_version_choose (GStrv versions);
char *davy_arm_version_dup_supported (const char *message);

void davy_arm_client_keep_version (DavyArmClient *self, const DavyArmId *id, const char *version);
void davy_arm_client_find_version (DavyArmClient *self,
                                   const char *tenant_id,
                                   const DavyArmId *id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
char *
davy_arm_client_find_version_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
