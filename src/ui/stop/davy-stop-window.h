/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_STOP_WINDOW (davy_stop_window_get_type ())
G_DECLARE_FINAL_TYPE (DavyStopWindow, davy_stop_window, DAVY, STOP_WINDOW, AdwWindow)

GtkWidget *davy_stop_window_new (DavyContext *context, GtkWindow *parent, gint64 alert_row);

G_END_DECLS
