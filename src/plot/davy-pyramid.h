/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DavyBucket:
 * @n: how many of its points have a value
 * @lowest: the point with the lowest value; of no meaning when @n is 0
 * @highest: the point with the highest value
 * @sum: of its values
 *
 * A stretch of a series, summed up.
 */
typedef struct
{
  guint n;
  guint lowest;
  guint highest;
  double sum;
} DavyBucket;

/**
 * DavyPyramid:
 *
 * A series at every level of detail: at level 0 its points, at each further level one bucket for
 * two of the level below. A bucket knows its extremes, so that a series looked at from afar never
 * loses a peak of a single point. It takes twice the memory of the series and is made once.
 */
typedef struct _DavyPyramid DavyPyramid;

DavyPyramid *davy_pyramid_new (const double *values, guint length);
void davy_pyramid_free (DavyPyramid *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyPyramid, davy_pyramid_free)

const double *davy_pyramid_get_values (const DavyPyramid *self);
DavyBucket davy_pyramid_get (const DavyPyramid *self, guint level, guint index);
DavyBucket davy_pyramid_query (const DavyPyramid *self, guint from, guint length);

G_END_DECLS
