/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-act.h"

G_BEGIN_DECLS

extern const DavyActKind davy_act_snapshot;
extern const DavyActKind davy_act_isolate;
extern const DavyActKind davy_act_reconnect;

DavyActState
davy_snapshot_judge (DavyCase *subject, const char *disk_id, const GPtrArray *snapshots);
GVariant *davy_snapshot_facts_new (const char *region);

G_END_DECLS
