/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-sorted.h"

#include <math.h>
#include <string.h>

static guint
find (const DavySorted *self, double value)
{
  guint low = 0;
  guint high = self->length;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (self->values[middle] < value)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/**
 * davy_sorted_add:
 * @self: fewer than %DAVY_SORTED_SIZE numbers
 * @value: a finite one more
 */
void
davy_sorted_add (DavySorted *self, double value)
{
  guint at = find (self, value);

  g_assert (self->length < DAVY_SORTED_SIZE);
  memmove (self->values + at + 1, self->values + at, (self->length - at) * sizeof value);
  self->values[at] = value;
  self->length++;
}

/**
 * davy_sorted_remove:
 * @self: some numbers
 * @value: one of them
 */
void
davy_sorted_remove (DavySorted *self, double value)
{
  guint at = find (self, value);

  g_assert (at < self->length && self->values[at] == value);
  self->length--;
  memmove (self->values + at, self->values + at + 1, (self->length - at) * sizeof value);
}

/**
 * davy_sorted_midmean:
 * @self: some numbers
 *
 * As little moved by a few wild numbers as the median is, and half as much by chance.
 *
 * Returns: the mean of the middle half; NAN of none
 */
double
davy_sorted_midmean (const DavySorted *self)
{
  guint cut = self->length / 4;
  double sum = 0;

  for (guint i = cut; i < self->length - cut; i++)
    sum += self->values[i];

  return self->length > 0 ? sum / (self->length - 2 * cut) : (double) NAN;
}
