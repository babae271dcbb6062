/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_REPORT_PAGE (davy_report_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyReportPage, davy_report_page, DAVY, REPORT_PAGE, AdwBin)

G_END_DECLS
