/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "usage/davy-judgement.h"

G_BEGIN_DECLS

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

GArray *davy_parts_find_excess (double *const *by_part,
                                const gboolean *any_cost,
                                guint n_parts,
                                DavyDay first,
                                const DavyJudgement *total);

G_END_DECLS
