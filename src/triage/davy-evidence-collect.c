/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-evidence.h"

#include "core/davy-error.h"
#include "triage/davy-evidence-private.h"

/* Collecting the evidence. The store says what is wanted and missing; each part asks for its
 * missing pieces one after the other, all parts at once, and a piece that came is stored before the
 * next is asked for. */

#define PATIENCE (5 * 60 * 1000) /* milliseconds for a capture, `playbook.md` C.3, step 2 */

/* What a part does next; the case stays alive until it came back. */
typedef struct
{
  DavyEvidence *self; /* (owned) */
  DavyCase *handled;  /* (owned) */
  DavyEvidenceLot *lot;
  char *name; /* (owned) */
} Asking;

/* Who waits for a part. */
typedef struct
{
  DavyCase *handled; /* (owned) */
  const char *part;
  gboolean alone; /* nothing else is collected for it */
} Wait;

static void ask_next (DavyEvidence *self, DavyEvidenceLot *lot);

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->self);
  g_object_unref (asking->handled);
  g_free (asking->name);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static void
wait_free (gpointer data)
{
  Wait *wait = data;

  g_object_unref (wait->handled);
  g_free (wait);
}

/* --- asking -------------------------------------------------------------------------------- */

static GPtrArray *
take_waiting (DavyEvidence *self, const char *part)
{
  GPtrArray *taken = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = self->waiting->len; i > 0; i--)
    {
      const Wait *wait = g_task_get_task_data (g_ptr_array_index (self->waiting, i - 1));

      if (g_str_equal (wait->part, part))
        g_ptr_array_insert (taken, 0, g_ptr_array_steal_index (self->waiting, i - 1));
    }

  return taken;
}

/* Whoever waits for a part gets what became of it. */
static void
answer_waiting (DavyEvidence *self, const DavyEvidenceLot *lot)
{
  g_autoptr (GPtrArray) waiting = take_waiting (self, lot->shown.key);
  gboolean there =
      lot->shown.state == DAVY_EVIDENCE_STORED || lot->shown.state == DAVY_EVIDENCE_WAIVED;

  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      if (there)
        g_task_return_boolean (task, TRUE);
      else if (lot->shown.error != NULL)
        g_task_return_error (task, g_error_copy (lot->shown.error));
      else
        g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "It was cancelled");
    }
}

static void
end_part (DavyEvidence *self, DavyEvidenceLot *lot)
{
  lot->running = FALSE;
  davy_evidence_settle (self, lot);
  if (!davy_evidence_is_collecting (self))
    davy_timer_clear (&self->patience);
  davy_evidence_tell (self);
  answer_waiting (self, lot);
}

static void
set_error (DavyEvidenceLot *lot, GError *error)
{
  g_clear_error (&lot->shown.error);
  lot->shown.error = error;
}

/* What is as true for the next piece as for this one. */
static gboolean
stops_part (const GError *error)
{
  return g_error_matches (error, DAVY_ERROR, DAVY_ERROR_OFFLINE) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_CONSENT);
}

/* @error: (transfer full) */
static void
take_refusal (DavyEvidence *self, DavyEvidenceLot *lot, const char *name, GError *error)
{
  gboolean goes_on = lot->source->apart && !stops_part (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      set_error (lot, self->timed_out
                          ? g_error_new_literal (DAVY_ERROR, DAVY_ERROR_TIMED_OUT,
                                                 "The evidence did not come within five minutes")
                          : NULL);
      g_error_free (error);
      end_part (self, lot);
      return;
    }

  set_error (lot, error);
  if (goes_on)
    {
      g_hash_table_add (lot->refused, g_strdup (name));
      ask_next (self, lot);
    }
  else
    {
      end_part (self, lot);
    }
}

static void
piece_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  DavyEvidence *self = asking->self;
  DavyEvidenceLot *lot = asking->lot;
  DavyEvidenceWrite *write;
  GError *error = NULL;

  if (!davy_store_write_finish (DAVY_STORE (source), result, &error))
    {
      set_error (lot, error);
      end_part (self, lot);
      return;
    }

  write = davy_store_result_get_data (result);
  davy_evidence_take_pieces (lot, &write->pieces[lot->source - davy_evidence_sources]);
  if (write->sealed)
    davy_case_take_snapshot (asking->handled, &write->base->snapshot);
  ask_next (self, lot);
}

static void
piece_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  GError *error = NULL;
  GBytes *content = davy_evidence_source_ask_finish (DAVY_CASE (source), result, &error);
  DavyStore *store = davy_case_get_store (asking->handled);
  DavyEvidenceWrite *write;

  if (content == NULL)
    {
      take_refusal (asking->self, asking->lot, asking->name, error);
      return;
    }

  write = davy_evidence_write_new (asking->handled);
  write->source = asking->lot->source;
  write->name = g_strdup (asking->name);
  write->content = content;
  davy_store_write_async (store, davy_evidence_write_piece, write, davy_evidence_write_free,
                          DAVY_TABLE_CASES, NULL, piece_stored_cb, g_steal_pointer (&asking));
}

static const char *
find_next (const DavyEvidenceLot *lot)
{
  for (guint i = 0; i < lot->missing->len; i++)
    {
      const char *name = g_ptr_array_index (lot->missing, i);

      if (!g_hash_table_contains (lot->refused, name))
        return name;
    }

  return NULL;
}

static void
ask_next (DavyEvidence *self, DavyEvidenceLot *lot)
{
  const char *name = find_next (lot);
  Asking *asking;

  if (name == NULL)
    {
      end_part (self, lot);
      return;
    }

  asking = g_new0 (Asking, 1);
  asking->self = g_object_ref (self);
  asking->handled = g_object_ref (self->handled);
  asking->lot = lot;
  asking->name = g_strdup (name);
  lot->running = TRUE;
  lot->shown.state = DAVY_EVIDENCE_COLLECTING;
  davy_evidence_tell (self);
  davy_evidence_source_ask_async (lot->source, self->handled, name, self->cancellable,
                                  piece_answered_cb, asking);
}

/* --- the plan ------------------------------------------------------------------------------ */

static gboolean
patience_cb (gpointer data)
{
  DavyEvidence *self = data;

  davy_timer_clear (&self->patience);
  self->timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

static void
begin_part (DavyEvidence *self, DavyEvidenceLot *lot)
{
  if (lot->running)
    return;

  davy_evidence_settle (self, lot);
  if (lot->shown.state == DAVY_EVIDENCE_STORED || lot->shown.state == DAVY_EVIDENCE_WAIVED)
    {
      end_part (self, lot);
      return;
    }
  set_error (lot, NULL);
  g_hash_table_remove_all (lot->refused);
  ask_next (self, lot);
}

static void
take_all_pieces (DavyEvidence *self, DavyEvidenceWrite *write)
{
  self->loaded = TRUE;
  for (guint i = 0; i < self->parts->len; i++)
    davy_evidence_take_pieces (g_ptr_array_index (self->parts, i), &write->pieces[i]);
  if (write->sealed)
    davy_case_take_snapshot (self->handled, &write->base->snapshot);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyEvidence *self = g_task_get_source_object (task);
  const Wait *wait = g_task_get_task_data (task);
  g_autoptr (DavyCase) handled = g_object_ref (wait->handled);
  const char *alone = wait->alone ? wait->part : NULL;
  GError *error = NULL;

  self->n_plans--;
  if (!davy_store_write_finish (DAVY_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      davy_evidence_tell (self);
      return;
    }

  take_all_pieces (self, davy_store_result_get_data (result));
  g_ptr_array_add (self->waiting, g_steal_pointer (&task));
  for (guint i = 0; i < self->parts->len; i++)
    {
      DavyEvidenceLot *lot = g_ptr_array_index (self->parts, i);

      if (alone == NULL || g_str_equal (lot->shown.key, alone))
        begin_part (self, lot);
      else if (!lot->running)
        davy_evidence_settle (self, lot);
    }
  davy_evidence_tell (self);
  if (self->patience == NULL && davy_evidence_is_collecting (self))
    self->patience = davy_timer_start (PATIENCE, patience_cb, self, NULL);
}

/* @task: (transfer full): ends when @part is there, or is not; @alone: nothing else is asked for */
static void
plan (DavyEvidence *self, GTask *task, const char *part, gboolean alone, const char *const *ids)
{
  Wait *wait = g_new0 (Wait, 1);
  DavyEvidenceWrite *write;

  wait->handled = g_object_ref (self->handled);
  wait->part = part;
  wait->alone = alone;
  g_task_set_task_data (task, wait, wait_free);
  if (davy_case_is_closed (self->handled))
    {
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_CONFLICT, "The case is closed");
      g_object_unref (task);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    g_set_object (&self->cancellable, NULL);
  if (self->cancellable == NULL)
    self->cancellable = g_cancellable_new ();

  write = davy_evidence_write_new (self->handled);
  write->ids = g_strdupv ((char **) ids);
  self->timed_out = FALSE;
  self->n_plans++;
  davy_store_write_async (davy_case_get_store (self->handled), davy_evidence_write_plan, write,
                          davy_evidence_write_free, DAVY_TABLE_CASES, NULL, planned_cb, task);
  davy_evidence_tell (self);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  DavyEvidence *self = asking->self;
  g_autoptr (GError) error = NULL;

  if (!davy_store_read_finish (DAVY_STORE (source), result, &error))
    {
      g_message ("The evidence cannot be read: %s", error->message);
      return;
    }
  /* A plan that was made meanwhile knows more. */
  if (self->loaded || self->n_plans > 0)
    return;
  take_all_pieces (self, davy_store_result_get_data (result));
  for (guint i = 0; i < self->parts->len; i++)
    davy_evidence_settle (self, g_ptr_array_index (self->parts, i));
  davy_evidence_tell (self);
}

/**
 * davy_evidence_load:
 * @self: the evidence of a case
 *
 * Looks what is stored, and asks nobody for more. The `changed` signal follows.
 */
void
davy_evidence_load (DavyEvidence *self)
{
  Asking *asking;

  if (self->loaded)
    return;

  asking = g_new0 (Asking, 1);
  asking->self = g_object_ref (self);
  asking->handled = g_object_ref (self->handled);
  davy_store_read_async (davy_case_get_store (self->handled), davy_evidence_write_look,
                         davy_evidence_write_new (self->handled), davy_evidence_write_free, NULL,
                         looked_cb, asking);
}

/* What is collected alone keeps nobody from collecting the rest. */
static gboolean
is_collecting_all (DavyEvidence *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const DavyEvidenceLot *lot = g_ptr_array_index (self->parts, i);

      if (lot->running && lot->source->count_occasions == NULL)
        return TRUE;
    }

  return FALSE;
}

/**
 * davy_evidence_start:
 * @self: the evidence of a case
 *
 * Collects what is not stored yet, for five minutes at most; what was refused before is asked for
 * again, what was waived is not. For a case that is closed the same as davy_evidence_load(). The
 * `changed` signal tells of every piece.
 */
void
davy_evidence_start (DavyEvidence *self)
{
  GTask *task;

  if (davy_case_is_closed (self->handled))
    {
      davy_evidence_load (self);
      return;
    }
  if (is_collecting_all (self))
    return;

  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, davy_evidence_start);
  plan (self, task, DAVY_EVIDENCE_RESOURCES, FALSE, NULL);
}

/**
 * davy_evidence_collect_after_async:
 * @self: the evidence of a case
 * @cancellable: (nullable): looked at when it is there; the collection goes on
 * @callback: (nullable): called when it is stored or was refused
 * @user_data: for @callback
 *
 * Collects the part %DAVY_EVIDENCE_ROLES_AFTER, and no other, when roles were taken away since it
 * was stored last: what could be done before and what can be done now are to be compared
 * (`playbook.md` C.4). In a case that is closed nothing is collected any more.
 */
void
davy_evidence_collect_after_async (DavyEvidence *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  const DavyCaseRecord *record = davy_case_get_record (self->handled);
  const DavyEvidenceLot *lot = davy_evidence_find_lot (self, DAVY_EVIDENCE_ROLES_AFTER);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_evidence_collect_after_async);
  if (!davy_case_is_closed (self->handled) &&
      davy_evidence_source_applies (lot->source, record->entries))
    {
      plan (self, task, DAVY_EVIDENCE_ROLES_AFTER, TRUE, NULL);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/**
 * davy_evidence_collect_after_finish:
 * @self: the evidence of a case
 * @result: the answer
 * @error: why the part is not there: any #DavyError
 *
 * Returns: whether the part is stored, or there is nothing to compare
 */
gboolean
davy_evidence_collect_after_finish (DavyEvidence *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_evidence_collect_after_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * davy_evidence_cancel:
 * @self: the evidence of a case
 *
 * Stops collecting. What is stored stays; davy_evidence_start() goes on from there.
 */
void
davy_evidence_cancel (DavyEvidence *self)
{
  g_cancellable_cancel (self->cancellable);
}

/**
 * davy_evidence_add_resources_async:
 * @self: the evidence of a case
 * @ids: (array zero-terminated=1): resources that are to be deleted
 * @cancellable: (nullable): looked at when they are there; the collection goes on
 * @callback: called when each of them is stored or was refused
 * @user_data: for @callback
 *
 * Wants a full GET of each resource in the part %DAVY_EVIDENCE_RESOURCES, and collects what else is
 * missing. Those that are there already are not asked for again.
 */
void
davy_evidence_add_resources_async (DavyEvidence *self,
                                   const char *const *ids,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_evidence_add_resources_async);
  plan (self, task, DAVY_EVIDENCE_RESOURCES, FALSE, ids);
}

/**
 * davy_evidence_add_resources_finish:
 * @self: the evidence of a case
 * @result: the answer
 * @error: why one of them is not there: any #DavyError
 *
 * Returns: whether the part %DAVY_EVIDENCE_RESOURCES is stored, or waived as it is
 */
gboolean
davy_evidence_add_resources_finish (DavyEvidence *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_evidence_add_resources_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
