/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DAVY_TYPE_SIDE_BY_SIDE (davy_side_by_side_get_type ())
G_DECLARE_FINAL_TYPE (DavySideBySide, davy_side_by_side, DAVY, SIDE_BY_SIDE, GtkWidget)

#define DAVY_SIDE_BY_SIDE_WIDTH 860

void davy_side_by_side_set_list (DavySideBySide *self, GtkWidget *list);
void davy_side_by_side_set_detail (DavySideBySide *self, GtkWidget *detail);
void davy_side_by_side_set_opened (DavySideBySide *self, gboolean opened);
gboolean davy_side_by_side_get_opened (DavySideBySide *self);
gboolean davy_side_by_side_get_folded (DavySideBySide *self);

G_END_DECLS
