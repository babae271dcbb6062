/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "triage/davy-case.h"

G_BEGIN_DECLS

#define DAVY_TYPE_DONE_PAGE (davy_done_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyDonePage, davy_done_page, DAVY, DONE_PAGE, AdwBin)

GtkWidget *davy_done_page_new (void);
void davy_done_page_set_result (DavyDonePage *self, DavyVerdict verdict, const DavyProof *proof);
void
davy_done_page_set_subscription (DavyDonePage *self, const char *tenant_id, const char *azure_id);

G_END_DECLS
