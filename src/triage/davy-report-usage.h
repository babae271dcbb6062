/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-json.h"
#include "triage/davy-report-private.h"

G_BEGIN_DECLS

void davy_report_add_usage (DavyReport *self,
                            const DavyJson *usage,
                            const DavyJson *alerts,
                            const DavyJson *activity);

G_END_DECLS
