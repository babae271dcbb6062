/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "triage/davy-case.h"

G_BEGIN_DECLS

#define DAVY_TYPE_WIZARD_STEPS (davy_wizard_steps_get_type ())
G_DECLARE_FINAL_TYPE (DavyWizardSteps, davy_wizard_steps, DAVY, WIZARD_STEPS, GtkWidget)

void davy_wizard_steps_show_case (DavyWizardSteps *self, DavyCase *subject);
char *davy_wizard_steps_dup_position (DavyWizardSteps *self);

G_END_DECLS
