/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-db.h"
#include "store/davy-own-episode.h"
#include "usage/davy-detector.h"

G_BEGIN_DECLS

/* In their order in the table of episodes, as davy_own_episode_read() and _bind() have them. */
#define DAVY_OWN_EPISODE_COLUMNS                                                      \
  "onset, last_day, kind, onset_value, onset_low, onset_high, days, total, expected," \
  " episodes.excess, worst, state, currency, basis, running"

void davy_own_episode_read (DavyOwnEpisode *self, DavyStatement *row, int column);
void davy_own_episode_bind (const DavyOwnEpisode *self, DavyStatement *statement, int place);
gboolean davy_own_episode_is_same (const DavyOwnEpisode *self, const DavyOwnEpisode *other);

gboolean davy_db_get_detector (DavyDb *db,
                               gint64 subscription_row,
                               const char *currency,
                               DavyDetector *detector,
                               GError **error);
gboolean
davy_db_put_own_excesses (DavyDb *db, gint64 subscription_row, GArray *excesses, GError **error);
gboolean davy_db_withdraw_own_alerts (DavyDb *db, gint64 subscription_row, GError **error);

G_END_DECLS
