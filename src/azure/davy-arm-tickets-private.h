/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client-private.h"
#include "azure/davy-arm-tickets.h"

G_BEGIN_DECLS

DavyRequest *davy_arm_client_create_ticket_request (DavyArmClient *self,
                                                    const char *tenant_id,
                                                    const char *method,
                                                    const char *subscription_id,
                                                    const char *ticket,
                                                    const char *suffix);
JsonNode *davy_arm_ticket_draft_build (const DavyArmTicketDraft *draft, GError **error);
void davy_arm_add_string (JsonBuilder *builder, const char *name, const char *value);

G_END_DECLS
