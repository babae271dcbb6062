/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DAVY_TYPE_WIZARD_ACTIONS (davy_wizard_actions_get_type ())
G_DECLARE_FINAL_TYPE (DavyWizardActions, davy_wizard_actions, DAVY, WIZARD_ACTIONS, GtkWidget)

G_END_DECLS
