/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-activity.h"
#include "core/davy-json.h"

G_BEGIN_DECLS

DavyArmActivity *davy_arm_activity_read (const DavyJson *item);
char *davy_arm_activity_build_filter (DavyTime from,
                                      DavyTime to,
                                      DavyArmActivityField field,
                                      const char *value,
                                      GError **error);

G_END_DECLS
