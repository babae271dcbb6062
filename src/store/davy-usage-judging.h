/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-store.h"

G_BEGIN_DECLS

void davy_store_judge_usage_async (DavyStore *store,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean davy_store_judge_usage_finish (DavyStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
