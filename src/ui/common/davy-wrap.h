/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void davy_wrap_below (GtkWidget *widget);
void davy_wrap_unhyphenated (GtkWidget *widget);

G_END_DECLS
