/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/davy-format.h"
#include "triage/davy-case.h"

G_BEGIN_DECLS

#define DAVY_TYPE_REFUND_PANEL (davy_refund_panel_get_type ())
G_DECLARE_FINAL_TYPE (DavyRefundPanel, davy_refund_panel, DAVY, REFUND_PANEL, AdwBin)

void davy_refund_panel_set_case (DavyRefundPanel *self, DavyCase *subject);
void davy_refund_panel_set_language (DavyRefundPanel *self, DavyLanguage language);

G_END_DECLS
