/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/davy-pyramid.h"

#include <math.h>

struct _DavyPyramid
{
  double *values;
  guint length;
  guint n_levels;      /* above the points */
  DavyBucket **levels; /* levels[i] is level i + 1 */
};

static guint
count_buckets (guint length, guint level)
{
  return ((length - 1) >> level) + 1;
}

static DavyBucket
bucket_of_point (const DavyPyramid *self, guint index)
{
  DavyBucket bucket = { .lowest = index, .highest = index };

  if (!isnan (self->values[index]))
    {
      bucket.n = 1;
      bucket.sum = self->values[index];
    }

  return bucket;
}

/* Of equal values the first stands for both. */
static DavyBucket
join (const DavyPyramid *self, const DavyBucket *first, const DavyBucket *second)
{
  DavyBucket joined = *first;

  if (first->n == 0)
    return *second;
  if (second->n == 0)
    return joined;

  joined.n += second->n;
  joined.sum += second->sum;
  if (self->values[second->lowest] < self->values[first->lowest])
    joined.lowest = second->lowest;
  if (self->values[second->highest] > self->values[first->highest])
    joined.highest = second->highest;

  return joined;
}

/*
 * davy_pyramid_new:
 * @values: (array length=length): a series, copied; NAN is a gap
 * @length: how many points, at least 1
 *
 * Returns: (transfer full): the series at every level of detail
 */
DavyPyramid *
davy_pyramid_new (const double *values, guint length)
{
  DavyPyramid *self = g_new0 (DavyPyramid, 1);

  self->values = g_memdup2 (values, length * sizeof (double));
  self->length = length;
  while (count_buckets (length, self->n_levels) > 1)
    self->n_levels++;

  self->levels = g_new0 (DavyBucket *, self->n_levels);
  for (guint level = 1; level <= self->n_levels; level++)
    {
      guint below = count_buckets (length, level - 1);

      self->levels[level - 1] = g_new (DavyBucket, count_buckets (length, level));
      for (guint i = 0; i < count_buckets (length, level); i++)
        {
          DavyBucket first = davy_pyramid_get (self, level - 1, 2 * i);
          DavyBucket second = { 0 };

          if (2 * i + 1 < below)
            second = davy_pyramid_get (self, level - 1, 2 * i + 1);
          self->levels[level - 1][i] = join (self, &first, &second);
        }
    }

  return self;
}

/*
 * davy_pyramid_free:
 * @self: (transfer full): a pyramid
 */
void
davy_pyramid_free (DavyPyramid *self)
{
  for (guint i = 0; i < self->n_levels; i++)
    g_free (self->levels[i]);
  g_free (self->levels);
  g_free (self->values);
  g_free (self);
}

/*
 * davy_pyramid_get_values:
 * @self: a pyramid
 *
 * Returns: (transfer none) (array): the series it was made of
 */
const double *
davy_pyramid_get_values (const DavyPyramid *self)
{
  return self->values;
}

/*
 * davy_pyramid_get:
 * @self: a pyramid
 * @level: how coarse: a bucket holds 2 to the power of @level points; beyond the top it is the top
 * @index: which bucket, counted from the first point of the series
 *
 * Returns: that bucket
 */
DavyBucket
davy_pyramid_get (const DavyPyramid *self, guint level, guint index)
{
  if (level > self->n_levels)
    level = self->n_levels;
  g_return_val_if_fail (index < count_buckets (self->length, level), (DavyBucket){ 0 });

  return level == 0 ? bucket_of_point (self, index) : self->levels[level - 1][index];
}

/*
 * davy_pyramid_query:
 * @self: a pyramid
 * @from: the first point
 * @length: how many points; those beyond the end do not count
 *
 * Returns: any stretch summed up, in time that grows with the logarithm of @length
 */
DavyBucket
davy_pyramid_query (const DavyPyramid *self, guint from, guint length)
{
  guint end = from < self->length ? from + MIN (length, self->length - from) : from;
  DavyBucket sum = { 0 };

  while (from < end)
    {
      guint level = 0;
      DavyBucket next;

      while (level < self->n_levels && from % (2u << level) == 0 && from + (2u << level) <= end)
        level++;
      next = davy_pyramid_get (self, level, from >> level);
      sum = join (self, &sum, &next);
      from += 1u << level;
    }

  return sum;
}
