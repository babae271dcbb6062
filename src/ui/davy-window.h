/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_WINDOW (davy_window_get_type ())
G_DECLARE_FINAL_TYPE (DavyWindow, davy_window, DAVY, WINDOW, AdwApplicationWindow)

DavyWindow *davy_window_new (GtkApplication *application, DavyContext *context);

void davy_window_show_view (DavyWindow *self, const char *name);
void davy_window_show_open_alerts (DavyWindow *self);
void davy_window_show_alert (DavyWindow *self, gint64 alert_row);
void davy_window_show_subscription (DavyWindow *self, gint64 subscription_row);
void davy_window_show_case (DavyWindow *self, gint64 case_row);
void davy_window_show_sign_in (DavyWindow *self);
void davy_window_show_text (DavyWindow *self, const char *text);
void davy_window_set_store_error (DavyWindow *self, const GError *error);
void davy_window_set_accounts_read (DavyWindow *self, const GError *error);
void davy_window_save_state (DavyWindow *self);

G_END_DECLS
