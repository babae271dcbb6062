/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DAVY_TYPE_WIZARD_LAYOUT (davy_wizard_layout_get_type ())
G_DECLARE_FINAL_TYPE (DavyWizardLayout, davy_wizard_layout, DAVY, WIZARD_LAYOUT, GtkWidget)

#define DAVY_WIZARD_LAYOUT_WIDTH 600

G_END_DECLS
