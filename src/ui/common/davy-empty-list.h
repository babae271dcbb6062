/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void davy_empty_list (GtkListBox *box);
void davy_empty_group (AdwPreferencesGroup *group, GPtrArray *rows);

G_END_DECLS
