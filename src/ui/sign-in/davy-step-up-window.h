/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "account/davy-step-up.h"

G_BEGIN_DECLS

#define DAVY_TYPE_STEP_UP_WINDOW (davy_step_up_window_get_type ())
G_DECLARE_FINAL_TYPE (DavyStepUpWindow, davy_step_up_window, DAVY, STEP_UP_WINDOW, AdwWindow)

DavyStepUpWindow *davy_step_up_window_new (DavyStepUp *step_up, GtkWindow *parent);

G_END_DECLS
