/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-stop-plan.h"

G_BEGIN_DECLS

char *davy_stop_script_make (const char *cloud,
                             const char *customer_tenant_id,
                             const char *azure_id,
                             const DavyStopPlan *plan);
char *davy_stop_dup_portal_uri (const char *portal, const char *customer_tenant_id, const char *id);

G_END_DECLS
