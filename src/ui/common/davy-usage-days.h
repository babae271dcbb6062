/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-usage-findings.h"

G_BEGIN_DECLS

#define DAVY_TYPE_USAGE_DAYS (davy_usage_days_get_type ())
G_DECLARE_FINAL_TYPE (DavyUsageDays, davy_usage_days, DAVY, USAGE_DAYS, AdwBin)

void davy_usage_days_set_findings (DavyUsageDays *self,
                                   const DavyUsageFindings *findings,
                                   const DavyUsageView *view);

G_END_DECLS
