/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sync/davy-sync.h"

G_BEGIN_DECLS

#define DAVY_TYPE_REFRESH_BUTTON (davy_refresh_button_get_type ())
G_DECLARE_FINAL_TYPE (DavyRefreshButton, davy_refresh_button, DAVY, REFRESH_BUTTON, AdwBin)

void davy_refresh_button_watch (DavyRefreshButton *self, DavySync *sync);

G_END_DECLS
