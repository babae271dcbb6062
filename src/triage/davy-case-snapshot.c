/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case-private.h"

#include "store/davy-case-alerts.h"

/**
 * davy_case_snapshot_clear:
 * @self: a snapshot
 *
 * Frees what it holds; it is an empty one then.
 */
void
davy_case_snapshot_clear (DavyCaseSnapshot *self)
{
  g_clear_pointer (&self->record, davy_case_record_free);
  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  g_clear_error (&self->journal_error);
}

/**
 * davy_case_snapshot_read:
 * @self: an empty snapshot
 * @db: any connection
 * @case_row: which case
 * @error: where to report %DAVY_ERROR_STORE
 *
 * A journal that does not verify is no failure here: the case is shown, with a word on it.
 *
 * Returns: whether it could be read
 */
gboolean
davy_case_snapshot_read (DavyCaseSnapshot *self, DavyDb *db, gint64 case_row, GError **error)
{
  self->record = davy_db_load_case (db, case_row, error);
  if (self->record == NULL)
    return FALSE;
  self->alerts = davy_db_load_case_alerts (db, case_row, error);
  if (self->alerts == NULL)
    return FALSE;
  davy_db_verify_journal (db, case_row, &self->journal_error);

  return TRUE;
}
