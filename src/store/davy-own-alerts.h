/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-own-episode.h"
#include "store/davy-store.h"

G_BEGIN_DECLS

void davy_store_answer_own_alert_async (DavyStore *store,
                                        gint64 alert_row,
                                        DavyOwnState answer,
                                        const char *who,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
davy_store_answer_own_alert_finish (DavyStore *store, GAsyncResult *result, GError **error);

void davy_store_set_notable_amount (DavyStore *store, double amount);

G_END_DECLS
