/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void davy_background_portal_ask_async (GDBusConnection *bus,
                                       gboolean at_login,
                                       const char *reason,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean davy_background_portal_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
