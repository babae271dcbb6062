/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "triage/davy-case.h"

G_BEGIN_DECLS

#define DAVY_TYPE_EVIDENCE_BUTTON (davy_evidence_button_get_type ())
G_DECLARE_FINAL_TYPE (DavyEvidenceButton, davy_evidence_button, DAVY, EVIDENCE_BUTTON, GtkWidget)

void davy_evidence_button_set_case (DavyEvidenceButton *self, DavyCase *handled);

G_END_DECLS
