/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "account/davy-account.h"
#include "triage/davy-case.h"

G_BEGIN_DECLS

#define DAVY_TYPE_PROOF_BUTTON (davy_proof_button_get_type ())
G_DECLARE_FINAL_TYPE (DavyProofButton, davy_proof_button, DAVY, PROOF_BUTTON, AdwBin)

void davy_proof_button_ask_for (DavyProofButton *self,
                                const GError *error,
                                DavyAccount *account,
                                DavyService service,
                                const char *tenant_id);
void davy_proof_button_ask_in_case (DavyProofButton *self,
                                    const GError *error,
                                    DavyCase *subject,
                                    DavyService service);
void davy_proof_button_go_on_with (DavyProofButton *self, GCallback again, gpointer owner);

G_END_DECLS
