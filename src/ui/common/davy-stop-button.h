/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DAVY_TYPE_STOP_BUTTON (davy_stop_button_get_type ())
G_DECLARE_FINAL_TYPE (DavyStopButton, davy_stop_button, DAVY, STOP_BUTTON, GtkWidget)

void davy_stop_button_set_alert (DavyStopButton *self, gint64 alert_row);

G_END_DECLS
