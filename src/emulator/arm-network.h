/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/arm-call.h"

G_BEGIN_DECLS

extern const DavyArmRoute davy_arm_network_routes[];

G_END_DECLS
