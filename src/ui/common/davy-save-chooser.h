/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkFileChooserNative *
davy_save_chooser_new (GtkWidget *inside, const char *title, const char *name);
GFile *davy_save_chooser_take (GtkFileChooserNative **chooser, int response);

G_END_DECLS
