/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-compute.h"
#include "triage/davy-act.h"

G_BEGIN_DECLS

extern const DavyActKind davy_act_remove_role;
extern const DavyActKind davy_act_stop;

void davy_case_settle_stops (DavyCase *self);

GVariant *davy_stop_facts_new (const DavyCompute *compute);
gboolean davy_stop_facts_read (const DavyAct *act, DavyCompute *compute);

G_END_DECLS
