/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "triage/davy-case.h"

#include <glib/gi18n-lib.h>

#include "core/davy-error.h"
#include "triage/davy-case-private.h"
#include "triage/davy-facts.h"
#include "triage/davy-reminder-private.h"

/* Going through the steps of a case: recording them, going back, keeping what was typed. */

typedef struct
{
  gint64 case_row;
  char *step;
  char *facts; /* (nullable) */
} DraftWrite;

static void
draft_write_free (gpointer data)
{
  DraftWrite *write = data;

  g_free (write->step);
  g_free (write->facts);
  g_free (write);
}

static gboolean
write_draft (DavyDb *db, gpointer data, GError **error)
{
  const DraftWrite *write = data;

  return davy_db_put_draft (db, write->case_row, write->step, write->facts, error);
}

static gboolean
write_step (DavyDb *db, gpointer data, GError **error)
{
  const DraftWrite *write = data;

  return davy_db_set_case_step (db, write->case_row, write->step, error);
}

/* Nobody waits for these; what is lost is where one stood, nothing that was decided. */
static void
background_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!davy_store_write_finish (DAVY_STORE (source), result, &error))
    g_message ("A draft cannot be kept: %s", error->message);
}

static void
keep_step (DavyCase *self, DavyStepId step)
{
  DraftWrite *write = g_new0 (DraftWrite, 1);

  write->case_row = davy_case_get_id (self);
  write->step = g_strdup (davy_steps[step].key);
  davy_store_write_async (self->store, write_step, write, draft_write_free, DAVY_TABLE_CASES, NULL,
                          background_written_cb, NULL);
}

/**
 * davy_case_get_draft:
 * @self: a case
 * @step: a step
 *
 * Returns: (transfer full) (nullable): what davy_case_set_draft() was given last, before a crash
 *   too, and was not recorded
 */
GVariant *
davy_case_get_draft (DavyCase *self, DavyStepId step)
{
  return davy_facts_from_text (g_hash_table_lookup (self->drafts, davy_steps[step].key));
}

/**
 * davy_case_set_draft:
 * @self: a case
 * @step: a step
 * @facts: (nullable): what was typed so far, an `a{sv}` of any keys; a floating one is taken;
 *   %NULL forgets it
 *
 * Keeps what was typed, so that a crash does not take it.
 */
void
davy_case_set_draft (DavyCase *self, DavyStepId step, GVariant *facts)
{
  g_autoptr (GVariant) owned = facts != NULL ? g_variant_ref_sink (facts) : NULL;
  g_autofree char *text = davy_facts_to_text (owned);
  const char *key = davy_steps[step].key;
  DraftWrite *write;

  if (g_strcmp0 (text, g_hash_table_lookup (self->drafts, key)) == 0)
    return;

  write = g_new0 (DraftWrite, 1);
  write->case_row = davy_case_get_id (self);
  write->step = g_strdup (key);
  write->facts = g_strdup (text);
  if (text != NULL)
    g_hash_table_insert (self->drafts, g_strdup (key), g_steal_pointer (&text));
  else
    g_hash_table_remove (self->drafts, key);
  davy_store_write_async (self->store, write_draft, write, draft_write_free, 0, NULL,
                          background_written_cb, NULL);
}

/* What is left out destroys nothing and needs none. */
static gboolean
check_evidence (DavyCase *self, DavyStepId step, GVariant *facts, GError **error)
{
  gboolean left_out = FALSE;

  if ((davy_steps[step].gates & DAVY_GATE_EVIDENCE) == 0)
    return TRUE;
  if (facts != NULL)
    g_variant_lookup (facts, DAVY_FACT_LEFT_OUT, "b", &left_out);
  if (left_out || davy_evidence_is_enough (davy_case_get_evidence (self), NULL))
    return TRUE;
  g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT, _ ("First store the evidence."));

  return FALSE;
}

/**
 * davy_case_check:
 * @self: a case
 * @step: the step that is to be recorded
 * @facts: (nullable): what would be recorded
 * @note: (nullable): the note to it
 * @error: where to report %DAVY_ERROR_INPUT, a sentence that says what is missing
 *
 * Returns: whether davy_case_record_async() would take it
 */
gboolean
davy_case_check (DavyCase *self, DavyStepId step, GVariant *facts, const char *note, GError **error)
{
  const char *reason;

  if (davy_case_is_closed (self))
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT, _ ("This case is closed."));
      return FALSE;
    }
  if (davy_case_get_step_state (self, step, &reason) == DAVY_STEP_STATE_LOCKED)
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT, reason);
      return FALSE;
    }

  return davy_step_check (step, self->verdict, facts, note, error) &&
         check_evidence (self, step, facts, error);
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyCase *self = DAVY_CASE (source);
  g_autoptr (GError) error = NULL;

  if (!davy_case_write_run_finish (self, result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_hash_table_remove (self->drafts, g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

static DavyStepId
find_next (DavyCase *self, DavyStepId step, GVariant *facts)
{
  const char *key = NULL;

  if (step == DAVY_STEP_VERDICT)
    {
      g_variant_lookup (facts, DAVY_FACT_VERDICT, "&s", &key);
      return davy_step_get_next (step, davy_verdict_from_key (key));
    }

  return davy_step_get_next (step, self->verdict);
}

/**
 * davy_case_record_async:
 * @self: a case
 * @step: the step that is decided
 * @facts: (nullable): an `a{sv}` of the `DAVY_FACT_…` that the step wants; a floating one is taken
 * @note: (nullable): why, in the person's words
 * @cancellable: (nullable): honoured until it is written
 * @callback: called when it is on the disk and the case has moved on
 * @user_data: for @callback
 *
 * Writes a decision into the journal: who, when, why, and what was found. What is not enough ends
 * with %DAVY_ERROR_INPUT.
 */
void
davy_case_record_async (DavyCase *self,
                        DavyStepId step,
                        GVariant *facts,
                        const char *note,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GVariant) owned = facts != NULL ? g_variant_ref_sink (facts) : NULL;
  g_autoptr (GError) error = NULL;
  DavyCaseWrite *write;
  DavyCaseEntry *entry;
  DavyStepId next;

  g_task_set_source_tag (task, davy_case_record_async);
  if (!davy_case_check (self, step, owned, note, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  write = davy_case_write_new (self);
  entry = davy_case_write_add (write, DAVY_ENTRY_DECISION, davy_steps[step].key, owned);
  entry->note = note != NULL && *note != '\0' ? g_strdup (note) : NULL;
  davy_reminder_add_for_decision (self, write, step, owned);
  next = find_next (self, step, owned);
  write->step = davy_steps[next].key;
  if (next == DAVY_STEP_DONE && davy_verdict_resolves (self->verdict))
    davy_case_write_close (write);
  write->forget_draft = davy_steps[step].key;
  g_task_set_task_data (task, (gpointer) davy_steps[step].key, NULL);
  davy_case_write_run_async (self, write, cancellable, recorded_cb, g_steal_pointer (&task));
}

/**
 * davy_case_record_finish:
 * @self: a case
 * @result: the answer
 * @error: %DAVY_ERROR_INPUT with a sentence that says what is missing; %DAVY_ERROR_STORE
 *
 * Returns: whether it is recorded
 */
gboolean
davy_case_record_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_case_record_async, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * davy_case_can_go_to:
 * @self: a case
 * @step: a step
 *
 * Returns: whether davy_case_go_to() would go there
 */
gboolean
davy_case_can_go_to (DavyCase *self, DavyStepId step)
{
  DavyStepState state = davy_case_get_step_state (self, step, NULL);

  return !davy_case_is_closed (self) && !self->busy &&
         (state == DAVY_STEP_STATE_DONE || state == DAVY_STEP_STATE_OPEN);
}

/**
 * davy_case_go_to:
 * @self: a case
 * @step: a step that is done or open; nothing happens for another
 *
 * Goes to a step without deciding anything.
 */
void
davy_case_go_to (DavyCase *self, DavyStepId step)
{
  if (!davy_case_can_go_to (self, step))
    return;

  self->step = step;
  g_free (self->snapshot.record->step);
  self->snapshot.record->step = g_strdup (davy_steps[step].key);
  keep_step (self, step);
  davy_case_notify_step (self);
}

/**
 * davy_case_go_back:
 * @self: a case
 *
 * Goes to the needed step before the one where the case stands.
 */
void
davy_case_go_back (DavyCase *self)
{
  for (guint step = self->step; step > DAVY_STEP_DETECTED; step--)
    if (davy_step_is_needed ((DavyStepId) (step - 1), self->verdict))
      {
        davy_case_go_to (self, (DavyStepId) (step - 1));
        return;
      }
}
