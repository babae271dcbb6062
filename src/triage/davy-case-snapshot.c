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
  g_clear_object (&self->summary);
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
  self->summary = davy_case_summary_load (db, case_row, error);
  if (self->summary == NULL)
    return FALSE;
  davy_db_verify_journal (db, case_row, &self->journal_error);

  return TRUE;
}

/* The alert has the name of its day; a case about an alert of ours has none in it. */
const char *
davy_case_snapshot_get_customer_name (const DavyCaseSnapshot *self)
{
  const char *name = self->alerts->len > 0
                         ? davy_alert_get_customer_name (g_ptr_array_index (self->alerts, 0))
                         : NULL;

  return name != NULL ? name : davy_case_summary_get_customer_name (self->summary);
}

const char *
davy_case_snapshot_get_subscription_name (const DavyCaseSnapshot *self)
{
  const char *name = self->alerts->len > 0
                         ? davy_alert_get_subscription_name (g_ptr_array_index (self->alerts, 0))
                         : NULL;

  return name != NULL ? name : davy_case_summary_get_subscription_name (self->summary);
}
