/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_TROUBLE_BAR (davy_trouble_bar_get_type ())
G_DECLARE_FINAL_TYPE (DavyTroubleBar, davy_trouble_bar, DAVY, TROUBLE_BAR, AdwBin)

void davy_trouble_bar_show_error (DavyTroubleBar *self, const GError *error);
void davy_trouble_bar_clear (DavyTroubleBar *self);

G_END_DECLS
