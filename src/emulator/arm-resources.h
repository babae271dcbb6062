/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/arm-call.h"

G_BEGIN_DECLS

extern const DavyArmRoute davy_arm_resource_routes[];

JsonObject *davy_arm_build_resource (DavyEstateResource *resource);
DavyEstateResource *davy_arm_find_resource (DavyArmCall *call, const char *id);

G_END_DECLS
