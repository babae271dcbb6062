/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/davy-aside-row.h"

G_BEGIN_DECLS

#define DAVY_TYPE_STOP_ROW (davy_stop_row_get_type ())
G_DECLARE_FINAL_TYPE (DavyStopRow, davy_stop_row, DAVY, STOP_ROW, DavyAsideRow)

GtkWidget *davy_stop_row_new (const char *id, const char *title, gboolean ticked);
const char *davy_stop_row_get_id (DavyStopRow *self);
gboolean davy_stop_row_is_ticked (DavyStopRow *self);
void davy_stop_row_set_words (DavyStopRow *self,
                              const char *subtitle,
                              const char *price,
                              const char *stage);

G_END_DECLS
