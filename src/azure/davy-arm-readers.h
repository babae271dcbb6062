/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-rights.h"
#include "core/davy-json.h"

G_BEGIN_DECLS

/* What the readers of several records share. */

char *davy_arm_read_text (const DavyJson *object, const char *name, DavyJsonNeed need);
GStrv davy_arm_read_strings (const DavyJson *object, const char *name);
GHashTable *davy_arm_read_map (const DavyJson *object, const char *name);
DavyArmPermission *davy_arm_permission_read (const DavyJson *item);

G_END_DECLS
