/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_SHORTCUTS_WINDOW (davy_shortcuts_window_get_type ())
G_DECLARE_FINAL_TYPE (DavyShortcutsWindow, davy_shortcuts_window, DAVY, SHORTCUTS_WINDOW, AdwWindow)

GtkWindow *davy_shortcuts_window_new (GtkWindow *parent);

G_END_DECLS
