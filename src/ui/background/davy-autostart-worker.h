/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean davy_autostart_worker_write (const char *path, const char *program, GError **error);
gboolean davy_autostart_worker_remove (const char *path, GError **error);

G_END_DECLS
