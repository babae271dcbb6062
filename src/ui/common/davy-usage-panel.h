/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-usage-source.h"

G_BEGIN_DECLS

#define DAVY_TYPE_USAGE_PANEL (davy_usage_panel_get_type ())
G_DECLARE_FINAL_TYPE (DavyUsagePanel, davy_usage_panel, DAVY, USAGE_PANEL, AdwBin)

void davy_usage_panel_set_source (DavyUsagePanel *self, DavyUsageSource *source);

G_END_DECLS
