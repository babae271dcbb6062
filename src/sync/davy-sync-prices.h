/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-burn-rate.h"
#include "store/davy-store.h"

G_BEGIN_DECLS

void davy_sync_find_burn_rate_async (DavyStore *store,
                                     DavyArmClient *arm,
                                     GPtrArray *computes,
                                     const char *currency,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
DavyBurnRate *
davy_sync_find_burn_rate_finish (DavyStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
