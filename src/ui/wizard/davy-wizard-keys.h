/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void davy_wizard_keys_begin (GtkWidget *page);
gboolean davy_wizard_keys_answer (GtkWidget *page, guint number);

void davy_wizard_keys_add (GtkWidget *window, GtkShortcutFunc forward, GtkShortcutFunc answer);

G_END_DECLS
