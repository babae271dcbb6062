/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_VIEW_TITLE (davy_view_title_get_type ())
G_DECLARE_FINAL_TYPE (DavyViewTitle, davy_view_title, DAVY, VIEW_TITLE, GtkWidget)

void davy_view_title_set_stack (DavyViewTitle *self, AdwViewStack *stack);

G_END_DECLS
