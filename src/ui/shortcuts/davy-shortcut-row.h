/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/davy-aside-row.h"

G_BEGIN_DECLS

#define DAVY_TYPE_SHORTCUT_ROW (davy_shortcut_row_get_type ())
G_DECLARE_FINAL_TYPE (DavyShortcutRow, davy_shortcut_row, DAVY, SHORTCUT_ROW, DavyAsideRow)

gboolean davy_shortcut_row_matches (DavyShortcutRow *self, const char *text);

G_END_DECLS
