/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/arm-call.h"

G_BEGIN_DECLS

extern const DavyArmRoute davy_arm_write_routes[];

void davy_arm_log_write (DavyArmCall *call, const char *id);

G_END_DECLS
