/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_HELP_WINDOW (davy_help_window_get_type ())
G_DECLARE_FINAL_TYPE (DavyHelpWindow, davy_help_window, DAVY, HELP_WINDOW, AdwWindow)

GtkWidget *davy_help_window_new (const char *folder);
void davy_help_window_show_page (DavyHelpWindow *self, const char *id);
void davy_help_window_open (GtkApplication *application, const char *folder, const char *id);

G_END_DECLS
