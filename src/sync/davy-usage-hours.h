/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-accounts.h"
#include "store/davy-store.h"
#include "store/davy-usage-table.h"

G_BEGIN_DECLS

/* As many days as give each hour a place of its own among what a screen reader is told of a graph.
 */
#define DAVY_USAGE_HOURLY_DAYS 5

/**
 * DavyUsageHours:
 *
 * What a legacy subscription used in the last days, hour by hour; Azure plans tell no hours
 * (`wire-contract.md` 2.7). They are asked for when somebody looks for the hour at which something
 * began, soon after it did, and are not stored: no list, no detector and no case needs them.
 */
typedef struct _DavyUsageHours DavyUsageHours;

void davy_usage_hours_read_async (DavyStore *store,
                                  DavyAccounts *accounts,
                                  gint64 subscription_row,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
DavyUsageHours *
davy_usage_hours_read_finish (DavyStore *store, GAsyncResult *result, GError **error);
void davy_usage_hours_free (DavyUsageHours *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyUsageHours, davy_usage_hours_free)

DavyTime davy_usage_hours_get_read_at (const DavyUsageHours *self);
DavyUsageTable *davy_usage_hours_create_table (const DavyUsageHours *self, DavyDimension dimension);

G_END_DECLS
