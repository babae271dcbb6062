/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void davy_show_text (GtkLabel *label, const char *text);
void davy_say (GtkLabel *label, const char *text);
void davy_say_failure (GtkLabel *label, const GError *error);

G_END_DECLS
