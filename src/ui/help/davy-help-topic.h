/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void davy_help_topic_set (GtkWidget *widget, const char *page);
const char *davy_help_topic_find (GtkWindow *window);

G_END_DECLS
