/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/arm-call.h"

G_BEGIN_DECLS

/**
 * DavyArmThrottle:
 *
 * The buckets that say how many requests Azure Resource Manager still takes from whom
 * (`wire-contract.md` 3.0).
 */
typedef struct _DavyArmThrottle DavyArmThrottle;

DavyArmThrottle *davy_arm_throttle_new (void);
void davy_arm_throttle_free (DavyArmThrottle *self);
gboolean davy_arm_throttle_allows (DavyArmThrottle *self, DavyArmCall *call);
gint64 davy_arm_throttle_query (DavyArmThrottle *self, DavyArmCall *call);

G_END_DECLS
