/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-accounts.h"
#include "store/davy-store.h"
#include "store/davy-subscription.h"
#include "triage/davy-stop-plan.h"

G_BEGIN_DECLS

void davy_running_read_async (DavyStore *store,
                              DavyAccounts *accounts,
                              DavySubscription *subscription,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
DavyStopPlan *davy_running_read_finish (DavyStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
