/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-burn-rate.h"
#include "store/davy-store.h"

G_BEGIN_DECLS

/* Of the price list itself (`wire-contract.md` 3.9), for a subscription whose own is not known. */
#define DAVY_LIST_CURRENCY "USD"

void davy_price_finder_find_async (DavyStore *store,
                                   DavyArmClient *arm,
                                   GPtrArray *computes,
                                   const char *currency,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
DavyPriceBook *
davy_price_finder_find_finish (DavyStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
