/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_CHOICE_ROW (davy_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (DavyChoiceRow, davy_choice_row, DAVY, CHOICE_ROW, AdwActionRow)

const char *davy_choice_row_get_choice (DavyChoiceRow *self);
void davy_choice_row_set_choice (DavyChoiceRow *self, const char *key);
void davy_choice_row_choose (DavyChoiceRow *self);

G_END_DECLS
