/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-db.h"

G_BEGIN_DECLS

/* One row of a list: which, and in which state. */
typedef struct
{
  gint64 id;
  gint64 revision;
} DavyRowKey;

gboolean davy_row_keys_read (GArray *rows, DavyStatement *statement, GError **error);

G_END_DECLS
