/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "triage/davy-case.h"

G_BEGIN_DECLS

#define DAVY_TYPE_SUPPORT_PANEL (davy_support_panel_get_type ())
G_DECLARE_FINAL_TYPE (DavySupportPanel, davy_support_panel, DAVY, SUPPORT_PANEL, AdwBin)

void davy_support_panel_set_case (DavySupportPanel *self, DavyCase *subject);
gboolean davy_support_panel_check (DavySupportPanel *self, GError **error);
void davy_support_panel_save (DavySupportPanel *self, GVariantDict *facts);
void davy_support_panel_restore (DavySupportPanel *self, GVariantDict *facts);

G_END_DECLS
