/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GObject *davy_monitors_worker_create (const GArray *types, GCancellable *cancellable);

G_END_DECLS
