/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-dimension.h"
#include "store/davy-own-episode.h"
#include "store/davy-usage-private.h"

G_BEGIN_DECLS

/**
 * DavyOwnExcess:
 * @found: the notable episode that runs
 * @part: (nullable): the part of the use that it is one of; %NULL: of all of it
 * @dimension: what @part is; of no meaning without one
 * @daily: what it costs a day beyond the expected; NAN when unknown
 * @alert_row: the alert of ours that speaks of it; 0: none does so yet, or that of another excess
 *
 * What runs in a subscription's use, or in a part of it.
 */
typedef struct
{
  DavyOwnEpisode found;
  char *part;
  DavyDimension dimension;
  double daily;
  gint64 alert_row;
} DavyOwnExcess;

GArray *davy_own_excesses_new (void);
void davy_own_excesses_add (GArray *excesses,
                            const DavyJudgement *judged,
                            const DavyDailyTotals *totals,
                            const char *part,
                            DavyDimension dimension);

G_END_DECLS
