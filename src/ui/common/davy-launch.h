/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void davy_launch_uri_async (GtkWidget *inside,
                            const char *uri,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
void davy_launch_uri (GtkWidget *inside, const char *uri);

G_END_DECLS
