/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-db.h"

G_BEGIN_DECLS

gboolean davy_case_export (DavyDb *db, gint64 case_row, GFile *folder, GError **error);

G_END_DECLS
