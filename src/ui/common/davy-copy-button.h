/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DAVY_TYPE_COPY_BUTTON (davy_copy_button_get_type ())
G_DECLARE_FINAL_TYPE (DavyCopyButton, davy_copy_button, DAVY, COPY_BUTTON, GtkButton)

GtkWidget *davy_copy_button_new (const char *name, const char *text);

void davy_copy_button_hide_text (DavyCopyButton *self);
void davy_copy_button_set_text (DavyCopyButton *self, const char *name, const char *text);

G_END_DECLS
