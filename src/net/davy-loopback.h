/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DAVY_TYPE_LOOPBACK (davy_loopback_get_type ())
G_DECLARE_FINAL_TYPE (DavyLoopback, davy_loopback, DAVY, LOOPBACK, GObject)

DavyLoopback *davy_loopback_new (const char *state, GError **error);

guint16 davy_loopback_get_port (DavyLoopback *self);
void davy_loopback_set_pages (DavyLoopback *self, const char *done_html, const char *failed_html);

void davy_loopback_wait_async (DavyLoopback *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GHashTable *davy_loopback_wait_finish (DavyLoopback *self, GAsyncResult *result, GError **error);

G_END_DECLS
