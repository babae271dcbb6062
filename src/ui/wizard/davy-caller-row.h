/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "triage/davy-origin.h"

G_BEGIN_DECLS

#define DAVY_TYPE_CALLER_ROW (davy_caller_row_get_type ())
G_DECLARE_FINAL_TYPE (DavyCallerRow, davy_caller_row, DAVY, CALLER_ROW, AdwComboRow)

GtkWidget *davy_caller_row_new (const DavyOriginCaller *caller, const char *name);
const char *davy_caller_row_get_caller (DavyCallerRow *self);
DavyCallerMark davy_caller_row_get_mark (DavyCallerRow *self);
void davy_caller_row_set_mark (DavyCallerRow *self, DavyCallerMark mark);

G_END_DECLS
