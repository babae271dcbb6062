/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-account.h"
#include "store/davy-access.h"

G_BEGIN_DECLS

void davy_access_check_async (DavyAccount *account,
                              const DavyAccessTarget *target,
                              gboolean renew,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean davy_access_check_finish (DavyAccount *account,
                                   GAsyncResult *result,
                                   DavyAccess *access,
                                   GError **error);
const GError *davy_access_check_get_challenge (GAsyncResult *result, DavyService *service);

G_END_DECLS
