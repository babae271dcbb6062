/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void davy_autostart_ask_async (gboolean at_login, GAsyncReadyCallback callback, gpointer user_data);
gboolean davy_autostart_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
