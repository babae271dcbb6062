/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "triage/davy-containment.h"
#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_STOP_PANEL (davy_stop_panel_get_type ())
G_DECLARE_FINAL_TYPE (DavyStopPanel, davy_stop_panel, DAVY, STOP_PANEL, AdwBin)

void davy_stop_panel_set_case (DavyStopPanel *self, DavyCase *subject, DavyContext *context);

G_END_DECLS
