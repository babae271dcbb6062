/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/arm-throttle.h"
#include "emulator/davy-emulator.h"
#include "emulator/emulator-requests.h"

G_BEGIN_DECLS

/* What the answering parts keep between two requests. */

DavyRequestLog *davy_emulator_get_request_log (DavyEmulator *self);
DavyArmThrottle *davy_emulator_get_arm_throttle (DavyEmulator *self);
gint64 davy_emulator_count_visit (DavyEmulator *self, const char *key);
double davy_emulator_get_time_scale (DavyEmulator *self);

G_END_DECLS
