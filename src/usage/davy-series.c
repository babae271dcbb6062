/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-series.h"

#include <math.h>

/**
 * davy_series_new:
 * @first: the UTC day of the first value
 * @length: how many days
 *
 * Returns: (transfer full): a series of which no day is known yet
 */
DavySeries *
davy_series_new (DavyDay first, guint length)
{
  DavySeries *self = g_new0 (DavySeries, 1);

  self->first = first;
  self->length = length;
  self->values = g_new (double, length);
  for (guint i = 0; i < length; i++)
    self->values[i] = (double) NAN;

  return self;
}

/**
 * davy_series_free:
 * @self: (transfer full): a series
 *
 * Frees a series with its values.
 */
void
davy_series_free (DavySeries *self)
{
  g_free (self->values);
  g_free (self);
}

/**
 * davy_series_is_incomplete:
 * @self: a series
 * @index: an index into its values
 *
 * Returns: whether that day may still grow
 */
gboolean
davy_series_is_incomplete (const DavySeries *self, guint index)
{
  return index + self->incomplete >= self->length;
}
