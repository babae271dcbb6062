/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DAVY_TYPE_NOTE_ROW (davy_note_row_get_type ())
G_DECLARE_FINAL_TYPE (DavyNoteRow, davy_note_row, DAVY, NOTE_ROW, AdwPreferencesRow)

char *davy_note_row_dup_text (DavyNoteRow *self);
void davy_note_row_set_text (DavyNoteRow *self, const char *text);

G_END_DECLS
