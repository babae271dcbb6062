/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_TAB_STOP (davy_tab_stop_get_type ())
G_DECLARE_FINAL_TYPE (DavyTabStop, davy_tab_stop, DAVY, TAB_STOP, AdwBin)

GtkWidget *davy_tab_stop_new (GtkWidget *list);

G_END_DECLS
