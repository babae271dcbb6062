/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "usage/davy-judgement.h"

G_BEGIN_DECLS

/**
 * DavyParts:
 * @dimension: what they are
 * @names: (nullable) (array length=n_parts): what they are called; %NULL: nothing was planned
 * @by_part: (array length=n_parts): for each its values from @first to the last day that is judged
 * @any_cost: (nullable) (array length=n_parts): of which of them any cost counts where there was
 *   none
 * @n_parts: how many
 * @first: their first day, not before that of all of the use
 *
 * The parts that a use consists of.
 */
typedef struct
{
  DavyDimension dimension;
  const char *const *names;
  double *const *by_part;
  const gboolean *any_cost;
  guint n_parts;
  DavyDay first;
} DavyParts;

/**
 * DavyPartExcess:
 * @part: whose it is, of the parts that were judged
 * @judged: (owned): what is said of that part
 *
 * A part in which a notable episode runs.
 */
typedef struct
{
  guint part;
  DavyJudgement *judged;
} DavyPartExcess;

GArray *davy_parts_find_excess (const DavyParts *parts, const DavyJudgement *total);

G_END_DECLS
