/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_CASES_PAGE (davy_cases_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyCasesPage, davy_cases_page, DAVY, CASES_PAGE, AdwBin)

DavyCasesPage *davy_cases_page_new (DavyContext *context);
void davy_cases_page_show_case (DavyCasesPage *self, gint64 case_row);

G_END_DECLS
