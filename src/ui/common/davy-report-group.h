/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

/**
 * DavyReportGroup:
 *
 * Makes the report of a case: in which language, as what, and where to.
 */
#define DAVY_TYPE_REPORT_GROUP (davy_report_group_get_type ())
G_DECLARE_FINAL_TYPE (DavyReportGroup, davy_report_group, DAVY, REPORT_GROUP, AdwBin)

void davy_report_group_set_case (DavyReportGroup *self, DavyContext *context, gint64 case_row);
void davy_report_group_set_customer (DavyReportGroup *self,
                                     const char *account_id,
                                     const char *customer_tenant_id);
void davy_report_group_save (DavyReportGroup *self, GFile *file);

G_END_DECLS
