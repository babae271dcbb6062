/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_READY_WINDOW (davy_ready_window_get_type ())
G_DECLARE_FINAL_TYPE (DavyReadyWindow, davy_ready_window, DAVY, READY_WINDOW, AdwWindow)

DavyReadyWindow *davy_ready_window_new (DavyContext *context, GtkWindow *parent);

G_END_DECLS
