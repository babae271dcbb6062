/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/davy-case-summary.h"

G_BEGIN_DECLS

#define DAVY_TYPE_CASE_LIST_ROW (davy_case_list_row_get_type ())
G_DECLARE_FINAL_TYPE (DavyCaseListRow, davy_case_list_row, DAVY, CASE_LIST_ROW, GtkWidget)

GtkWidget *davy_case_list_row_new (void);
void davy_case_list_row_set_case (DavyCaseListRow *self, DavyCaseSummary *summary);

G_END_DECLS
