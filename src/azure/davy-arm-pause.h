/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"

G_BEGIN_DECLS

void davy_arm_pause_async (gint64 microseconds,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean davy_arm_pause_finish (GAsyncResult *result, GError **error);

G_END_DECLS
