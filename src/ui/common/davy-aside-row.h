/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_ASIDE_ROW (davy_aside_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (DavyAsideRow, davy_aside_row, DAVY, ASIDE_ROW, AdwActionRow)

struct _DavyAsideRowClass
{
  AdwActionRowClass parent_class;
};

void davy_aside_row_add_prefix (DavyAsideRow *self, GtkWidget *prefix);
void davy_aside_row_add_suffix (DavyAsideRow *self, GtkWidget *suffix);

G_END_DECLS
