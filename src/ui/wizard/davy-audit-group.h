/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "triage/davy-origin.h"

G_BEGIN_DECLS

#define DAVY_TYPE_AUDIT_GROUP (davy_audit_group_get_type ())
G_DECLARE_FINAL_TYPE (DavyAuditGroup, davy_audit_group, DAVY, AUDIT_GROUP, AdwBin)

void davy_audit_group_show (DavyAuditGroup *self, const DavyOrigin *origin);

G_END_DECLS
