/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-case-summary.h"
#include "store/davy-store.h"

G_BEGIN_DECLS

#define DAVY_TYPE_CASE_LIST (davy_case_list_get_type ())
G_DECLARE_FINAL_TYPE (DavyCaseList, davy_case_list, DAVY, CASE_LIST, GObject)

DavyCaseList *davy_case_list_new (DavyStore *store);
void davy_case_list_set_search (DavyCaseList *self, const char *search);
gboolean davy_case_list_is_loading (DavyCaseList *self);
guint davy_case_list_get_position (DavyCaseList *self, gint64 case_row);

G_END_DECLS
