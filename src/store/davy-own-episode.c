/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-own-episode.h"

#include "store/davy-own-alerts-private.h"

/* @column: the first of DAVY_OWN_EPISODE_COLUMNS */
void
davy_own_episode_read (DavyOwnEpisode *self, DavyStatement *row, int column)
{
  const char *currency = davy_statement_get_text (row, column + 12);

  self->episode.onset = (DavyDay) davy_statement_get_int64 (row, column);
  self->episode.end = (DavyDay) davy_statement_get_int64 (row, column + 1);
  self->episode.kind = (DavyAlarm) davy_statement_get_int64 (row, column + 2);
  self->episode.onset_value = davy_statement_get_double (row, column + 3);
  self->episode.onset_low = davy_statement_get_double (row, column + 4);
  self->episode.onset_high = davy_statement_get_double (row, column + 5);
  self->episode.days = (guint) davy_statement_get_int64 (row, column + 6);
  self->episode.total = davy_statement_get_double (row, column + 7);
  self->episode.expected = davy_statement_get_double (row, column + 8);
  self->episode.excess = davy_statement_get_double (row, column + 9);
  self->worst = davy_statement_get_double (row, column + 10);
  self->state = (DavyOwnState) davy_statement_get_int64 (row, column + 11);
  self->episode.notable = TRUE;
  g_strlcpy (self->currency, currency != NULL ? currency : "", sizeof self->currency);
  self->basis = (DavyPriceBasis) davy_statement_get_int64 (row, column + 13);
  self->episode.running = davy_statement_get_int64 (row, column + 14) != 0;
}

/* @place: of the first of DAVY_OWN_EPISODE_COLUMNS, all but the last, which stands at the table's
 * end */
void
davy_own_episode_bind (const DavyOwnEpisode *self, DavyStatement *statement, int place)
{
  davy_statement_bind_int64 (statement, place, self->episode.onset);
  davy_statement_bind_int64 (statement, place + 1, self->episode.end);
  davy_statement_bind_int64 (statement, place + 2, self->episode.kind);
  davy_statement_bind_double (statement, place + 3, self->episode.onset_value);
  davy_statement_bind_double (statement, place + 4, self->episode.onset_low);
  davy_statement_bind_double (statement, place + 5, self->episode.onset_high);
  davy_statement_bind_int64 (statement, place + 6, self->episode.days);
  davy_statement_bind_double (statement, place + 7, self->episode.total);
  davy_statement_bind_double (statement, place + 8, self->episode.expected);
  davy_statement_bind_double (statement, place + 9, self->episode.excess);
  davy_statement_bind_double (statement, place + 10, self->worst);
  davy_statement_bind_int64 (statement, place + 11, self->state);
  davy_statement_bind_text (statement, place + 12, self->currency);
  davy_statement_bind_int64 (statement, place + 13, self->basis);
}

/* Whether a refresh has brought nothing new. */
gboolean
davy_own_episode_is_same (const DavyOwnEpisode *self, const DavyOwnEpisode *other)
{
  return self->episode.running == other->episode.running &&
         self->episode.onset == other->episode.onset && self->episode.end == other->episode.end &&
         self->episode.total == other->episode.total &&
         self->episode.excess == other->episode.excess && self->worst == other->worst;
}
