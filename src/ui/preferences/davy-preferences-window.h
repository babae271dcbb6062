/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_PREFERENCES_WINDOW (davy_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (DavyPreferencesWindow,
                      davy_preferences_window,
                      DAVY,
                      PREFERENCES_WINDOW,
                      AdwWindow)

GtkWindow *davy_preferences_window_new (DavyContext *context, GtkWindow *parent);

G_END_DECLS
