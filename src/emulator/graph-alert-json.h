/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/scenario-records.h"

G_BEGIN_DECLS

char *davy_graph_alert_dup_id (const DavyScenario *scenario, const DavyDemoAlert *alert);
JsonObject *davy_graph_alert_to_json (const DavyScenario *scenario, const DavyDemoAlert *alert);

G_END_DECLS
