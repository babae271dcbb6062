/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/arm-call.h"

G_BEGIN_DECLS

extern const DavyArmRoute davy_arm_support_routes[];
extern const DavyArmRoute davy_arm_support_service_routes[];

gboolean davy_arm_support_knows (const char *service_id, const char *classification_id);

G_END_DECLS
