/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/davy-subscription.h"
#include "ui/common/davy-usage-findings.h"

G_BEGIN_DECLS

#define DAVY_TYPE_USAGE_PAGE (davy_usage_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyUsagePage, davy_usage_page, DAVY, USAGE_PAGE, AdwBin)

GtkWidget *davy_usage_page_new (void);
void davy_usage_page_set_state (DavyUsagePage *self, DavyUsageState state);
void
davy_usage_page_set_findings (DavyUsagePage *self, DavyUsageFindings *findings, GPtrArray *alerts);

G_END_DECLS
