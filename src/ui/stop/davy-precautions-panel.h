/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "triage/davy-precautions.h"

G_BEGIN_DECLS

#define DAVY_TYPE_PRECAUTIONS_PANEL (davy_precautions_panel_get_type ())
G_DECLARE_FINAL_TYPE (DavyPrecautionsPanel, davy_precautions_panel, DAVY, PRECAUTIONS_PANEL, AdwBin)

void davy_precautions_panel_set_case (DavyPrecautionsPanel *self, DavyCase *subject);

G_END_DECLS
