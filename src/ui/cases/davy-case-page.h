/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_CASE_PAGE (davy_case_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyCasePage, davy_case_page, DAVY, CASE_PAGE, AdwBin)

DavyCasePage *davy_case_page_new (DavyContext *context);
void davy_case_page_show (DavyCasePage *self, gint64 case_row);

G_END_DECLS
