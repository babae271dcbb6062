/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DAVY_TYPE_ASIDE (davy_aside_get_type ())
G_DECLARE_FINAL_TYPE (DavyAside, davy_aside, DAVY, ASIDE, GtkWidget)

GtkWidget *davy_aside_new (GtkWidget *text, GtkWidget *aside);

G_END_DECLS
