/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-row-keys.h"

G_BEGIN_DECLS

/* At @new_position, @removed rows that stood from @old_position on give way to @added rows. */
typedef struct
{
  guint old_position;
  guint removed;
  guint new_position;
  guint added;
} DavyRowSpan;

GArray *davy_row_diff (const GArray *old_rows, const GArray *new_rows);

G_END_DECLS
