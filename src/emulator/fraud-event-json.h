/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/scenario-records.h"

G_BEGIN_DECLS

gboolean davy_fraud_event_is_legacy (const DavyDemoAlert *alert);
JsonObject *davy_fraud_event_to_json (const DavyScenario *scenario,
                                      const DavyDemoAlert *alert,
                                      gboolean new_model);

G_END_DECLS
