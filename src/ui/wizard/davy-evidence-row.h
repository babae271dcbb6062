/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "triage/davy-evidence.h"

G_BEGIN_DECLS

#define DAVY_TYPE_EVIDENCE_ROW (davy_evidence_row_get_type ())
G_DECLARE_FINAL_TYPE (DavyEvidenceRow, davy_evidence_row, DAVY, EVIDENCE_ROW, AdwActionRow)

GtkWidget *davy_evidence_row_new (const char *part);
const char *davy_evidence_row_get_part (DavyEvidenceRow *self);
void davy_evidence_row_show (DavyEvidenceRow *self, const DavyEvidencePart *part);

G_END_DECLS
