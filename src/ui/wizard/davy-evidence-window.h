/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "triage/davy-case.h"

G_BEGIN_DECLS

#define DAVY_TYPE_EVIDENCE_WINDOW (davy_evidence_window_get_type ())
G_DECLARE_FINAL_TYPE (DavyEvidenceWindow, davy_evidence_window, DAVY, EVIDENCE_WINDOW, AdwWindow)

GtkWidget *davy_evidence_window_new (GtkWindow *parent, DavyCase *handled);

G_END_DECLS
