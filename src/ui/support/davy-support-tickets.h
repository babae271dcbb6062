/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "triage/davy-case-support.h"

G_BEGIN_DECLS

#define DAVY_TYPE_SUPPORT_TICKETS (davy_support_tickets_get_type ())
G_DECLARE_FINAL_TYPE (DavySupportTickets, davy_support_tickets, DAVY, SUPPORT_TICKETS, AdwBin)

void davy_support_tickets_set_case (DavySupportTickets *self, DavyCase *subject);
void davy_support_tickets_set_title (DavySupportTickets *self, const char *title);
void davy_support_tickets_open (DavySupportTickets *self, const DavySupportFacts *facts);
void davy_support_tickets_show_kept (DavySupportTickets *self);
void davy_support_tickets_show_error (DavySupportTickets *self, const GError *error);

G_END_DECLS
