/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-store.h"

G_BEGIN_DECLS

/**
 * DavyIdKind:
 * @DAVY_ID_OF_ALERT: an alert, by the id that Microsoft gave it
 * @DAVY_ID_OF_SUBSCRIPTION: a subscription, by its id of Azure
 *
 * What can be found by the id that services, and `davylamp list`, call it by.
 */
typedef enum
{
  DAVY_ID_OF_ALERT,
  DAVY_ID_OF_SUBSCRIPTION,
} DavyIdKind;

void davy_store_find_row_async (DavyStore *store,
                                DavyIdKind kind,
                                const char *id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gint64 davy_store_find_row_finish (DavyStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
