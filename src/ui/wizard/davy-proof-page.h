/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_PROOF_PAGE (davy_proof_page_get_type ())
G_DECLARE_FINAL_TYPE (DavyProofPage, davy_proof_page, DAVY, PROOF_PAGE, AdwBin)

GtkWidget *davy_proof_page_new (void);
void davy_proof_page_set_approved (DavyProofPage *self, gboolean approved);

G_END_DECLS
