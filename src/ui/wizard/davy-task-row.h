/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_TASK_ROW (davy_task_row_get_type ())
G_DECLARE_FINAL_TYPE (DavyTaskRow, davy_task_row, DAVY, TASK_ROW, AdwExpanderRow)

GtkWidget *davy_task_row_new (const char *key, const char *title, const char *what);
const char *davy_task_row_get_key (DavyTaskRow *self);
gboolean davy_task_row_is_done (DavyTaskRow *self);
char *davy_task_row_dup_note (DavyTaskRow *self);
void davy_task_row_set (DavyTaskRow *self, gboolean done, const char *note);

G_END_DECLS
