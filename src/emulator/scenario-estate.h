/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-json.h"
#include "emulator/scenario-records.h"

G_BEGIN_DECLS

DavyEstate *davy_demo_estate_read (const DavyJson *json,
                                   DavyScenario *scenario,
                                   const char *subscription_id,
                                   DavyDemoUsage *usage,
                                   gboolean readable);

G_END_DECLS
