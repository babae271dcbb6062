/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "triage/davy-azure-ticket.h"

G_BEGIN_DECLS

#define DAVY_TYPE_AZURE_TICKET_PANEL (davy_azure_ticket_panel_get_type ())
G_DECLARE_FINAL_TYPE (DavyAzureTicketPanel,
                      davy_azure_ticket_panel,
                      DAVY,
                      AZURE_TICKET_PANEL,
                      AdwBin)

void davy_azure_ticket_panel_set_case (DavyAzureTicketPanel *self, DavyCase *subject);
void davy_azure_ticket_panel_set_country (DavyAzureTicketPanel *self, const char *country);
void davy_azure_ticket_panel_show_request (DavyAzureTicketPanel *self,
                                           const DavySupportFacts *facts);
void davy_azure_ticket_panel_send (DavyAzureTicketPanel *self, const DavySupportFacts *facts);

G_END_DECLS
