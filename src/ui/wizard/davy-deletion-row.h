/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/wizard/davy-deletion-line.h"

G_BEGIN_DECLS

#define DAVY_TYPE_DELETION_ROW (davy_deletion_row_get_type ())
G_DECLARE_FINAL_TYPE (DavyDeletionRow, davy_deletion_row, DAVY, DELETION_ROW, GtkWidget)

GtkWidget *davy_deletion_row_new (void);
void davy_deletion_row_set_line (DavyDeletionRow *self, DavyDeletionLine *line);
void davy_deletion_row_toggle (DavyDeletionRow *self);

G_END_DECLS
