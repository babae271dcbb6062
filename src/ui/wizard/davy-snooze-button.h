/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "triage/davy-case.h"

G_BEGIN_DECLS

#define DAVY_TYPE_SNOOZE_BUTTON (davy_snooze_button_get_type ())
G_DECLARE_FINAL_TYPE (DavySnoozeButton, davy_snooze_button, DAVY, SNOOZE_BUTTON, AdwBin)

void davy_snooze_button_set_case (DavySnoozeButton *self, DavyCase *subject);

G_END_DECLS
