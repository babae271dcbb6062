/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DAVY_TYPE_HELP_BUTTON (davy_help_button_get_type ())
G_DECLARE_FINAL_TYPE (DavyHelpButton, davy_help_button, DAVY, HELP_BUTTON, GtkButton)

G_END_DECLS
