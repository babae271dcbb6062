/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-median.h"

#include <math.h>
#include <stdlib.h>

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/**
 * davy_median:
 * @values: (array length=length): finite numbers, which are sorted by this
 * @length: how many
 *
 * Returns: the middle value, or the mean of the two in the middle; NAN of none
 */
double
davy_median (double *values, guint length)
{
  if (length == 0)
    return (double) NAN;

  qsort (values, length, sizeof *values, compare);

  return (values[(length - 1) / 2] + values[length / 2]) / 2;
}
