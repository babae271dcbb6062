/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* GTK and libadwaita above the floor (GTK 4.8, libadwaita 1.2): where the newer way exists it is
 * taken, where the floor has a fault it is mended, and nobody else needs to know. */

void davy_compat_get_color (GtkWidget *widget, GdkRGBA *color);
void davy_compat_announce (GtkWidget *widget, const char *text);
void davy_compat_guard_window (GtkWindow *window);
void davy_compat_ask_async (GtkWindow *parent,
                            const char *heading,
                            const char *body,
                            const char *cancel_label,
                            const char *accept_label,
                            gboolean destructive,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean davy_compat_ask_finish (GtkWindow *parent, GAsyncResult *result, GError **error);

G_END_DECLS
