/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_ACCESS_PANEL (davy_access_panel_get_type ())
G_DECLARE_FINAL_TYPE (DavyAccessPanel, davy_access_panel, DAVY, ACCESS_PANEL, AdwBin)

void davy_access_panel_show (DavyAccessPanel *self,
                             DavyContext *context,
                             const char *account_id,
                             const char *customer_tenant_id,
                             gboolean check_when_old);

G_END_DECLS
