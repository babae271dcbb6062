/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_LETTER_WINDOW (davy_letter_window_get_type ())
G_DECLARE_FINAL_TYPE (DavyLetterWindow, davy_letter_window, DAVY, LETTER_WINDOW, AdwWindow)

GtkWidget *davy_letter_window_new (DavyContext *context, GtkWindow *parent, gint64 alert_row);

G_END_DECLS
