/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"

G_BEGIN_DECLS

/**
 * DavySeries:
 * @first: the UTC day of the first value
 * @length: how many days
 * @values: a value a day; NAN for a day of which nothing is known, which is not 0; credits make
 *   a day negative
 * @incomplete: how many days at the end may still grow
 *
 * What was used, day by day: money or a quantity.
 */
typedef struct
{
  DavyDay first;
  guint length;
  double *values;
  guint incomplete;
} DavySeries;

DavySeries *davy_series_new (DavyDay first, guint length);
void davy_series_free (DavySeries *self);
gboolean davy_series_is_incomplete (const DavySeries *self, guint index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavySeries, davy_series_free)

G_END_DECLS
