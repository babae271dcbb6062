/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-journal.h"

#include <string.h>

#include "core/davy-error.h"
#include "core/davy-random.h"

/* Cases: which subscription, which alerts, how far, and what was typed and not recorded yet. */

/**
 * davy_case_record_free:
 * @self: (transfer full): a case
 */
void
davy_case_record_free (DavyCaseRecord *self)
{
  g_free (self->key);
  g_free (self->account_id);
  g_free (self->azure_id);
  g_free (self->customer_tenant_id);
  g_free (self->step);
  g_strfreev (self->event_ids);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
  g_free (self);
}

/**
 * davy_case_record_find_unanswered:
 * @self: a case
 * @kind: a kind of entry, such as `intent`
 *
 * Returns: the position of the last entry of that kind that no later entry refers to; 0 when
 *   there is none
 */
guint
davy_case_record_find_unanswered (const DavyCaseRecord *self, const char *kind)
{
  guint found = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (self->entries, i);

      if (strcmp (entry->kind, kind) == 0)
        found = entry->position;
      else if (entry->refers != 0 && entry->refers == found)
        found = 0;
    }

  return found;
}

/**
 * davy_db_find_open_case:
 * @db: any connection
 * @account_id: whose case
 * @azure_id: the subscription
 * @case_row: (out): the case that is open; 0 when none is
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it could be looked up
 */
gboolean
davy_db_find_open_case (DavyDb *db,
                        const char *account_id,
                        const char *azure_id,
                        gint64 *case_row,
                        GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db, "SELECT id FROM cases WHERE account_id = ? AND azure_id = ? AND closed_at = 0", error);

  *case_row = 0;
  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, account_id);
  davy_statement_bind_text (statement, 2, azure_id);
  if (davy_statement_next (statement, error))
    *case_row = davy_statement_get_int64 (statement, 0);

  return !davy_statement_has_failed (statement);
}

/**
 * davy_db_create_case:
 * @db: the writer's connection
 * @account_id: whose case
 * @azure_id: the subscription; it has no open case
 * @customer_tenant_id: (nullable): the customer
 * @step: where it begins
 * @case_row: (out): the new case
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it is written
 */
gboolean
davy_db_create_case (DavyDb *db,
                     const char *account_id,
                     const char *azure_id,
                     const char *customer_tenant_id,
                     const char *step,
                     gint64 *case_row,
                     GError **error)
{
  g_autofree char *key = davy_random_uuid ();
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "INSERT INTO cases (key, account_id, azure_id, customer_tenant_id, step, opened_at)"
      " VALUES (?, ?, ?, ?, ?, ?)",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, key);
  davy_statement_bind_text (statement, 2, account_id);
  davy_statement_bind_text (statement, 3, azure_id);
  davy_statement_bind_text (statement, 4, customer_tenant_id);
  davy_statement_bind_text (statement, 5, step);
  davy_statement_bind_int64 (statement, 6, davy_time_now ());
  if (!davy_statement_run (statement, error))
    return FALSE;
  *case_row = davy_db_get_last_row (db);

  return TRUE;
}

static gboolean
read_event_ids (DavyDb *db, DavyCaseRecord *record, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db, "SELECT event_id FROM case_alerts WHERE case_row = ? ORDER BY position", error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, record->id);
  while (davy_statement_next (statement, error))
    g_ptr_array_add (ids, davy_statement_dup_text (statement, 0));
  g_ptr_array_add (ids, NULL);
  record->event_ids = (GStrv) g_ptr_array_free (g_steal_pointer (&ids), FALSE);

  return !davy_statement_has_failed (statement);
}

static gboolean
read_drafts (DavyDb *db, DavyCaseRecord *record, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db, "SELECT step, facts FROM case_drafts WHERE case_row = ?", error);

  if (statement == NULL)
    return FALSE;
  record->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  davy_statement_bind_int64 (statement, 1, record->id);
  while (davy_statement_next (statement, error))
    g_hash_table_insert (record->drafts, davy_statement_dup_text (statement, 0),
                         davy_statement_dup_text (statement, 1));

  return !davy_statement_has_failed (statement);
}

static gboolean
read_case (DavyDb *db, DavyCaseRecord *record, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT key, account_id, azure_id, customer_tenant_id, step, opened_at,"
                       " closed_at FROM cases WHERE id = ?",
                       error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, record->id);
  if (!davy_statement_next (statement, error))
    {
      if (!davy_statement_has_failed (statement))
        g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND, "No such case");
      return FALSE;
    }
  record->key = davy_statement_dup_text (statement, 0);
  record->account_id = davy_statement_dup_text (statement, 1);
  record->azure_id = davy_statement_dup_text (statement, 2);
  record->customer_tenant_id = davy_statement_dup_text (statement, 3);
  record->step = davy_statement_dup_text (statement, 4);
  record->opened_at = davy_statement_get_int64 (statement, 5);
  record->closed_at = davy_statement_get_int64 (statement, 6);

  return TRUE;
}

/**
 * davy_db_load_case:
 * @db: any connection
 * @case_row: which case
 * @error: where to report %DAVY_ERROR_STORE, or %DAVY_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the case with its whole journal
 */
DavyCaseRecord *
davy_db_load_case (DavyDb *db, gint64 case_row, GError **error)
{
  g_autoptr (DavyCaseRecord) record = g_new0 (DavyCaseRecord, 1);

  record->id = case_row;
  if (!read_case (db, record, error) || !read_event_ids (db, record, error) ||
      !read_drafts (db, record, error))
    return NULL;
  record->entries = davy_db_read_entries (db, case_row, error);
  if (record->entries == NULL)
    return NULL;

  return g_steal_pointer (&record);
}

/**
 * davy_db_set_case_step:
 * @db: the writer's connection
 * @case_row: which case
 * @step: where it stands from now on
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it is written
 */
gboolean
davy_db_set_case_step (DavyDb *db, gint64 case_row, const char *step, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db, "UPDATE cases SET step = ? WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, step);
  davy_statement_bind_int64 (statement, 2, case_row);

  return davy_statement_run (statement, error);
}

/**
 * davy_db_close_case:
 * @db: the writer's connection
 * @case_row: which case
 * @closed_at: when it was over
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it is written
 */
gboolean
davy_db_close_case (DavyDb *db, gint64 case_row, DavyTime closed_at, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db, "UPDATE cases SET closed_at = ? WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, closed_at);
  davy_statement_bind_int64 (statement, 2, case_row);

  return davy_statement_run (statement, error);
}

/**
 * davy_db_put_draft:
 * @db: the writer's connection
 * @case_row: which case
 * @step: which step
 * @facts: (nullable): what was typed so far; %NULL forgets it
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it is written
 */
gboolean
davy_db_put_draft (DavyDb *db, gint64 case_row, const char *step, const char *facts, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      facts != NULL ? "INSERT OR REPLACE INTO case_drafts (case_row, step, facts) VALUES (?, ?, ?)"
                    : "DELETE FROM case_drafts WHERE case_row = ? AND step = ?",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, case_row);
  davy_statement_bind_text (statement, 2, step);
  if (facts != NULL)
    davy_statement_bind_text (statement, 3, facts);

  return davy_statement_run (statement, error);
}

/**
 * davy_db_find_customer_entry:
 * @db: the connection
 * @account_id: whose cases
 * @customer_tenant_id: (nullable): of this customer
 * @kind: of which kind
 * @time: (out): when the first such entry was written, in any case of the customer;
 *   %DAVY_TIME_UNSET when there is none
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it could be looked for
 */
gboolean
davy_db_find_customer_entry (DavyDb *db,
                             const char *account_id,
                             const char *customer_tenant_id,
                             const char *kind,
                             DavyTime *time,
                             GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT coalesce (min (case_entries.time), 0) FROM case_entries, cases"
                       " WHERE cases.id = case_entries.case_row AND cases.account_id = ?1"
                       " AND cases.customer_tenant_id = ?2 AND case_entries.kind = ?3",
                       error);

  if (statement == NULL)
    return FALSE;

  davy_statement_bind_text (statement, 1, account_id);
  davy_statement_bind_text (statement, 2, customer_tenant_id);
  davy_statement_bind_text (statement, 3, kind);
  *time = davy_statement_next (statement, error) ? davy_statement_get_int64 (statement, 0)
                                                 : DAVY_TIME_UNSET;

  return !davy_statement_has_failed (statement);
}
