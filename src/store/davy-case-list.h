/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-case-summary.h"
#include "store/davy-row-list.h"

G_BEGIN_DECLS

DavyRowList *davy_case_list_new (DavyStore *store);
void davy_case_list_set_search (DavyRowList *list, const char *search);

G_END_DECLS
