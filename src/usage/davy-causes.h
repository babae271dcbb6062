/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "usage/davy-judgement.h"

G_BEGIN_DECLS

/**
 * DavyCause:
 * @part: which part of the use, by its index
 * @excess: what it came to beyond what it usually did
 * @share: of all parts' excess, more than 0, at most 1
 *
 * What one part of the use has to do with an episode.
 */
typedef struct
{
  guint part;
  double excess;
  double share;
} DavyCause;

GArray *davy_causes_rank (double *const *by_part,
                          guint n_parts,
                          DavyDay first,
                          const DavyJudgement *judged,
                          const DavyEpisode *episode);

G_END_DECLS
