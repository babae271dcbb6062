/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-readiness.h"

G_BEGIN_DECLS

/* All customers (davy-readiness.c) and one of them (davy-readiness-customer.c) are two files over
 * one object. */

DavyStore *davy_readiness_get_store (DavyReadiness *self);
DavyAccounts *davy_readiness_get_accounts (DavyReadiness *self);

/* Ends with davy_store_write_finish(). */
void davy_readiness_put_async (DavyReadiness *self,
                               const DavyAccessTarget *target,
                               const DavyAccess *access,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

G_END_DECLS
