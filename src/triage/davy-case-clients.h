/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"
#include "partner/davy-partner-client.h"
#include "triage/davy-case.h"

G_BEGIN_DECLS

/* For this room: in whose name a case speaks with Microsoft's services. */

DavyArmClient *davy_case_get_arm (DavyCase *self, GError **error);
DavyPartnerClient *davy_case_get_partner (DavyCase *self, GError **error);
gboolean davy_case_can_reach_customer (DavyCase *self, GError **error);

G_END_DECLS
