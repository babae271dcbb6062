/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-network.h"
#include "triage/davy-act.h"

G_BEGIN_DECLS

extern const DavyActKind davy_act_snapshot;
extern const DavyActKind davy_act_isolate;
extern const DavyActKind davy_act_reconnect;

DavyActState
davy_snapshot_judge (DavyCase *subject, const char *disk_id, const GPtrArray *snapshots);
const DavySecurityGroup *davy_security_groups_find (const GPtrArray *groups, const char *id);
GVariant *davy_snapshot_facts_new (const char *region);
GVariant *davy_isolation_facts_new (const DavySecurityGroup *group);

G_END_DECLS
