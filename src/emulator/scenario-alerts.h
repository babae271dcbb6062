/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-json.h"
#include "emulator/scenario-records.h"

G_BEGIN_DECLS

void davy_demo_read_alerts (DavyScenario *scenario, const DavyJson *root);
void davy_demo_alert_free (gpointer alert);
void davy_demo_alert_log (DavyDemoAlert *self, const char *to, const char *by, DavyTime time);
void davy_demo_alert_change (DavyDemoAlert *self,
                             const char *status,
                             const char *reason,
                             const char *by,
                             DavyTime now);

G_END_DECLS
