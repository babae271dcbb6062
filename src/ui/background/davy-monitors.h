/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void davy_monitors_find_async (GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean davy_monitors_find_finish (GAsyncResult *result,
                                    GNetworkMonitor **network,
                                    GPowerProfileMonitor **power,
                                    GError **error);

G_END_DECLS
