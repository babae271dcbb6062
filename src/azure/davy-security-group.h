/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client-private.h"
#include "azure/davy-arm-network.h"

G_BEGIN_DECLS

extern const DavyArmRecord davy_security_group_record;

const char *davy_security_group_get_rule_name (gboolean inbound);
gint64 davy_security_group_find_priority (const DavySecurityGroup *self, gboolean inbound);
JsonNode *davy_security_group_create_rule (gboolean inbound, gint64 priority);

G_END_DECLS
