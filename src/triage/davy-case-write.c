/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case-private.h"

#include "core/davy-error.h"
#include "triage/davy-event-writer.h"
#include "triage/davy-facts.h"

/* Writing to a case. Runs on the store's writer thread and brings back how the case stands then. */

DavyCaseWrite *
davy_case_write_new (DavyCase *self)
{
  DavyCaseWrite *write = g_new0 (DavyCaseWrite, 1);
  DavyAccount *account = davy_case_find_account (self);
  DavyAlertService *service = davy_case_find_service (self, NULL);

  write->who = g_strdup (account != NULL ? davy_account_get_username (account) : NULL);
  write->clock_offset = service != NULL ? davy_alert_service_get_clock_offset (service) : 0;
  write->case_row = davy_case_get_id (self);
  write->account_id = g_strdup (davy_case_get_account_id (self));
  write->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_case_entry_free);

  return write;
}

void
davy_case_write_free (DavyCaseWrite *self)
{
  davy_case_snapshot_clear (&self->snapshot);
  g_ptr_array_unref (self->entries);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_free (self->account_id);
  g_free (self->who);
  g_free (self);
}

/**
 * davy_case_write_add:
 * @self: what is to be written
 * @kind: one of the `DAVY_ENTRY_…`
 * @step: (nullable): the step's key
 * @facts: (nullable): an `a{sv}`; a floating one is taken
 *
 * Returns: (transfer none): the entry, to be filled further
 */
DavyCaseEntry *
davy_case_write_add (DavyCaseWrite *self, const char *kind, const char *step, GVariant *facts)
{
  DavyCaseEntry *entry = davy_case_entry_new (kind, step);
  g_autoptr (GVariant) owned = facts != NULL ? g_variant_ref_sink (facts) : NULL;

  entry->who = g_strdup (self->who);
  entry->clock_offset = self->clock_offset;
  entry->facts = davy_facts_to_text (owned);
  g_ptr_array_add (self->entries, entry);

  return entry;
}

/* The case is over: nothing is decided in it any more, though its journal may grow. */
void
davy_case_write_close (DavyCaseWrite *self)
{
  self->close = TRUE;
  davy_case_write_add (self, DAVY_ENTRY_CLOSED, self->step, NULL);
}

static gboolean
write_case (DavyDb *db, gpointer data, GError **error)
{
  DavyCaseWrite *write = data;

  for (guint i = 0; i < write->entries->len; i++)
    if (!davy_db_append_entry (db, write->case_row, g_ptr_array_index (write->entries, i), error))
      return FALSE;
  for (guint i = 0; write->events != NULL && i < write->events->len; i++)
    if (!davy_db_put_event (db, write->account_id, g_ptr_array_index (write->events, i), 0, error))
      return FALSE;
  if (write->step != NULL && !davy_db_set_case_step (db, write->case_row, write->step, error))
    return FALSE;
  if (write->forget_draft != NULL &&
      !davy_db_put_draft (db, write->case_row, write->forget_draft, NULL, error))
    return FALSE;
  if (write->close && !davy_db_close_case (db, write->case_row, davy_time_now (), error))
    return FALSE;

  return davy_case_snapshot_read (&write->snapshot, db, write->case_row, error);
}

static void
case_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyCase *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  DavyCaseWrite *write;

  if (!davy_store_write_finish (DAVY_STORE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  write = davy_store_result_get_data (result);
  davy_case_take_snapshot (self, &write->snapshot);
  g_task_return_boolean (task, TRUE);
}

/**
 * davy_case_write_run_async:
 * @self: a case
 * @write: (transfer full): what to write
 * @cancellable: (nullable): honoured until it begins
 * @callback: called when it is on the disk and the case shows it
 * @user_data: for @callback
 */
void
davy_case_write_run_async (DavyCase *self,
                           DavyCaseWrite *write,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  DavyStoreTables touched = DAVY_TABLE_CASES;

  g_task_set_source_tag (task, davy_case_write_run_async);
  g_task_set_check_cancellable (task, FALSE);
  if (write->events != NULL)
    touched |= DAVY_TABLE_ALERTS | DAVY_TABLE_SUBSCRIPTIONS;
  davy_store_write_async (davy_case_get_store (self), write_case, write,
                          (GDestroyNotify) davy_case_write_free, touched, cancellable,
                          case_written_cb, task);
}

gboolean
davy_case_write_run_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_case_write_run_async,
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
last_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (davy_case_write_run_finish (DAVY_CASE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * davy_case_write_last:
 * @self: (transfer full): what to write
 * @cancellable: (nullable): honoured until it begins
 * @task: (transfer full): a task of the case; ends with %TRUE once it is on the disk
 *
 * For a task that has nothing to do afterwards.
 */
void
davy_case_write_last (DavyCaseWrite *self, GCancellable *cancellable, GTask *task)
{
  davy_case_write_run_async (g_task_get_source_object (task), self, cancellable, last_written_cb,
                             task);
}

/* The answer, of @correlation_id, said yes and the reading says no. */
GError *
davy_case_new_unproved (const char *correlation_id)
{
  const DavyFault fault = { .reason = (char *) "not-proved",
                            .correlation_id = (char *) correlation_id };

  return davy_error_new_fault (DAVY_ERROR_CONFLICT, &fault,
                               "The change was accepted, but a read does not show it");
}
