/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-dimension.h"
#include "store/davy-db.h"
#include "store/davy-own-episode.h"

G_BEGIN_DECLS

/**
 * DavyOwnFinding:
 * @row: of its alert; 0: not told of yet
 * @event_id: (nullable): of its alert; %NULL: not told of yet
 * @part: (nullable): the part of the use that it is one of; %NULL: of all of it; kept as the
 *   alert's description
 * @dimension: what @part is; %DAVY_N_DIMENSIONS without one, or when its use is not known any more
 * @found: what was found
 * @told: by how much its costliest day exceeded the expected when it was told last
 * @told_at: when that was
 * @answer: what a person said; %DAVY_OWN_NEW: nothing
 * @who: (nullable): who said so
 * @changed_at: when its state changed last
 *
 * What our detector has found, as it stands among the alerts.
 */
typedef struct
{
  gint64 row;
  char *event_id;
  char *part;
  DavyDimension dimension;
  DavyOwnEpisode found;
  double told;
  DavyTime told_at;
  DavyOwnState answer;
  char *who;
  DavyTime changed_at;
} DavyOwnFinding;

void davy_own_finding_clear (DavyOwnFinding *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DavyOwnFinding, davy_own_finding_clear)

GArray *davy_own_findings_read (DavyDb *db, const char *where, gint64 row, GError **error);
gboolean
davy_own_finding_put (DavyDb *db, gint64 subscription_row, DavyOwnFinding *finding, GError **error);
gboolean davy_own_state_is_open (DavyOwnState state);
gboolean davy_own_state_is_answer (DavyOwnState state);

G_END_DECLS
