/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void davy_rescue_focus (GtkWidget *near);
void davy_set_busy (GtkWidget *button, gboolean busy);

G_END_DECLS
