/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "usage/davy-judgement.h"

G_BEGIN_DECLS

DavyJudgement *davy_parts_find_excess (double *const *by_part,
                                       const gboolean *any_cost,
                                       guint n_parts,
                                       DavyDay first,
                                       const DavyJudgement *total,
                                       guint *part);

G_END_DECLS
