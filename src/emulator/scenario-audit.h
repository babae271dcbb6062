/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-json.h"
#include "emulator/scenario-records.h"

G_BEGIN_DECLS

void davy_demo_read_audit (DavyScenario *scenario, const DavyJson *root);
void davy_demo_audit_free (gpointer record);
DavyDemoAudit *davy_demo_audit_add (DavyScenario *scenario,
                                    const char *operation,
                                    const char *resource_type,
                                    const DavyDemoCustomer *customer,
                                    DavyTime time);
void davy_demo_audit_add_data (DavyDemoAudit *record, const char *key, const char *value);

G_END_DECLS
