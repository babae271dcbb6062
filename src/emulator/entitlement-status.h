/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/scenario-records.h"

G_BEGIN_DECLS

/* An Azure subscription's status, which changes some time after it was asked for, and may be
 * changed by others (`wire-contract.md` 2.6). */

GArray *davy_demo_entitlement_new_turns (void);
const char *davy_demo_entitlement_get_status (const DavyDemoEntitlement *self, DavyTime now);
gboolean davy_demo_entitlement_is_turning (const DavyDemoEntitlement *self, DavyTime now);
void davy_demo_entitlement_cancel (DavyDemoEntitlement *self, DavyTime effective);
void davy_demo_entitlement_reactivate (DavyDemoEntitlement *self, DavyTime effective);
void davy_demo_entitlement_hold (DavyDemoEntitlement *self, DavyTime now);
gboolean davy_demo_place_is_enabled (const DavyDemoPlace *place, DavyTime now);

G_END_DECLS
