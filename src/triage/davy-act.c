/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "triage/davy-act.h"

#include <glib/gi18n-lib.h>

#include "core/davy-error.h"
#include "triage/davy-act-private.h"
#include "triage/davy-case-clients.h"

/* Carrying out an act:
 *
 *   an earlier one of the same kind and target without an end → proved by a read; sent anew only
 *   when that says that it was not made
 *   what is to be changed stands as it was shown, by a read →
 *   intent, on the disk → sent → result, on the disk → read → proof, on the disk
 *
 * Nothing is ever sent twice without a reading in between. */

static void enter (GTask *task);
static void begin_sending (GTask *task);
static void prove (GTask *task);

static void
run_free (gpointer data)
{
  DavyActRun *run = data;

  davy_timer_clear (&run->timer);
  g_free (run->target);
  g_clear_pointer (&run->facts, g_variant_unref);
  g_free (run->key);
  g_clear_pointer (&run->act, davy_act_free);
  g_clear_error (&run->failure);
  g_free (run);
}

/* --- the end ------------------------------------------------------------------------------- */

/* Takes the task's reference. */
void
davy_act_end (GTask *task, GError *error)
{
  DavyCase *self = g_task_get_source_object (task);
  DavyActRun *run = g_task_get_task_data (task);

  g_hash_table_remove (self->acts_under_way, run->key);
  if (run->next != NULL)
    enter (g_steal_pointer (&run->next));
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, davy_act_read (self, run->act->intent),
                           (GDestroyNotify) davy_act_free);
  g_object_unref (task);
}

static void
last_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  DavyActRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (!davy_case_write_run_finish (DAVY_CASE (source), result, &error))
    davy_act_end (task, error);
  else
    davy_act_end (task, g_steal_pointer (&run->failure));
}

/* What is written before @task ends with the run's failure, if there is one. */
void
davy_act_write_last (GTask *task, DavyCaseWrite *write)
{
  davy_case_write_run_async (g_task_get_source_object (task), write, NULL, last_written_cb, task);
}

/* --- what a read says ---------------------------------------------------------------------- */

static gboolean
prove_again_cb (gpointer user_data)
{
  GTask *task = user_data;
  DavyActRun *run = g_task_get_task_data (task);

  davy_timer_clear (&run->timer);
  prove (task);

  return G_SOURCE_REMOVE;
}

static void
written_before_sending_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (!davy_case_write_run_finish (DAVY_CASE (source), result, &error))
    davy_act_end (task, error);
  else
    begin_sending (task);
}

/* It was not made: by an earlier run, whose end is written now; by this one, with or without an
 * answer; or what was made once no longer stands. */
static void
end_not_made (GTask *task)
{
  DavyCase *self = g_task_get_source_object (task);
  DavyActRun *run = g_task_get_task_data (task);
  const DavyAct *act = run->act;
  DavyCaseWrite *write;

  if (run->sent && act->outcome != DAVY_ACT_UNANSWERED)
    {
      davy_act_end (task, davy_case_new_unproved (act->correlation_id));
      return;
    }
  if (act->state == DAVY_ACT_FAILED || act->state == DAVY_ACT_UNDONE)
    {
      davy_act_end (task, NULL);
      return;
    }

  write = davy_case_write_new (self);
  if (act->outcome == DAVY_ACT_UNANSWERED)
    davy_act_add_result (act, write, DAVY_ACT_NOT_MADE, 0, NULL, run->failure);
  else
    davy_act_add_proof (act, write,
                        act->state == DAVY_ACT_DONE ? DAVY_ACT_UNDONE : DAVY_ACT_FAILED);
  if (run->sends && !run->sent)
    davy_case_write_run_async (self, write, NULL, written_before_sending_cb, task);
  else
    davy_act_write_last (task, write);
}

/* It is made, or the service is at it. */
static void
end_made (GTask *task, DavyActState state)
{
  DavyActRun *run = g_task_get_task_data (task);
  const DavyAct *act = run->act;
  DavyCaseWrite *write;

  g_clear_error (&run->failure);
  if (act->outcome != DAVY_ACT_UNANSWERED && (state == DAVY_ACT_PENDING || state == act->state))
    {
      davy_act_end (task, NULL);
      return;
    }

  write = davy_case_write_new (g_task_get_source_object (task));
  if (act->outcome == DAVY_ACT_UNANSWERED)
    davy_act_add_result (act, write, DAVY_ACT_FOUND, 0, NULL, NULL);
  if (state != DAVY_ACT_PENDING)
    davy_act_add_proof (act, write, state);
  davy_act_write_last (task, write);
}

/* Goes on with what a read said of an act that is in the journal. */
void
davy_act_take_proof (GTask *task, DavyActState state, GError *error)
{
  DavyActRun *run = g_task_get_task_data (task);
  g_autoptr (GError) unread = error;

  /* Accepted or not known: either way the next run reads before it sends. */
  if (unread != NULL)
    davy_act_end (task, run->failure != NULL ? g_steal_pointer (&run->failure)
                                             : g_steal_pointer (&unread));
  else if (state == DAVY_ACT_DONE || state == DAVY_ACT_PENDING)
    end_made (task, state);
  else if (run->sent && --run->tries > 0)
    run->timer = davy_timer_start (DAVY_PROOF_MILLISECONDS, prove_again_cb, task, NULL);
  else
    end_not_made (task);
}

static void
prove (GTask *task)
{
  DavyCase *self = g_task_get_source_object (task);
  const DavyActRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (davy_case_can_reach_customer (self, &error))
    run->kind->read (self, run->act, task);
  else
    davy_act_take_proof (task, DAVY_ACT_PENDING, error);
}

/* --- the sending --------------------------------------------------------------------------- */

static void
reread_act (GTask *task)
{
  DavyActRun *run = g_task_get_task_data (task);

  g_clear_pointer (&run->act, davy_act_free);
  run->act = davy_act_find (g_task_get_source_object (task), run->kind->key, run->target);
}

static void
result_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (!davy_case_write_run_finish (DAVY_CASE (source), result, &error))
    {
      davy_act_end (task, error);
      return;
    }

  reread_act (task);
  prove (task);
}

static gboolean
check_open (DavyCase *self, GError **error)
{
  if (!davy_case_is_closed (self))
    return TRUE;
  g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT, _ ("This case is closed."));

  return FALSE;
}

static void
intent_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  DavyCase *self = DAVY_CASE (source);
  const DavyActRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (!davy_case_write_run_finish (self, result, &error))
    {
      davy_act_end (task, error);
      return;
    }

  reread_act (task);
  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error) &&
      check_open (self, &error) && davy_case_can_reach_customer (self, &error))
    run->kind->send (self, run->act, task);
  else
    davy_act_not_sent (task, error);
}

void
davy_act_write_intent (GTask *task)
{
  DavyCase *self = g_task_get_source_object (task);
  const DavyActRun *run = g_task_get_task_data (task);
  DavyCaseWrite *write;
  GError *error = NULL;

  /* It may have been closed while this one waited or read. */
  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error) ||
      !check_open (self, &error))
    {
      davy_act_end (task, error);
      return;
    }
  write = davy_case_write_new (self);
  davy_act_add_intent (write, run->kind->key, run->step, run->target, run->facts);
  davy_case_write_run_async (self, write, NULL, intent_written_cb, task);
}

static void
begin_sending (GTask *task)
{
  const DavyActRun *run = g_task_get_task_data (task);

  if (run->kind->looks && davy_case_can_reach_customer (g_task_get_source_object (task), NULL))
    davy_act_look (task);
  else
    davy_act_write_intent (task);
}

/* --- what a kind tells --------------------------------------------------------------------- */

/**
 * davy_act_of_task:
 * @task: what a #DavyActKind was given
 *
 * Returns: (transfer none): the act that it sends or reads
 */
const DavyAct *
davy_act_of_task (GTask *task)
{
  const DavyActRun *run = g_task_get_task_data (task);

  return run->act;
}

static void
take_answer (GTask *task, guint http_status, const char *correlation_id, GError *error)
{
  DavyCase *self = g_task_get_source_object (task);
  DavyActRun *run = g_task_get_task_data (task);
  g_autoptr (GError) failure = error;
  const DavyFault *fault = davy_error_get_fault (failure);
  DavyCaseWrite *write;

  run->sent = TRUE;
  if (g_error_matches (failure, DAVY_ERROR, DAVY_ERROR_OUTCOME_UNKNOWN))
    {
      run->failure = g_steal_pointer (&failure);
      prove (task);
      return;
    }

  write = davy_case_write_new (self);
  if (fault != NULL)
    correlation_id = fault->correlation_id;
  if (failure == NULL || g_error_matches (failure, DAVY_ERROR, DAVY_ERROR_STILL_RUNNING))
    {
      davy_act_add_result (run->act, write, DAVY_ACT_ACCEPTED, http_status, correlation_id, NULL);
      davy_case_write_run_async (self, write, NULL, result_written_cb, task);
      return;
    }
  davy_act_add_result (run->act, write, DAVY_ACT_REFUSED, 0, correlation_id, failure);
  run->failure = g_steal_pointer (&failure);
  davy_act_write_last (task, write);
}

/**
 * davy_act_sent_to_azure:
 * @task: (transfer full): what a #DavyActKind was given to send
 * @outcome: (nullable): what became of it
 * @error: (transfer full) (nullable): %DAVY_ERROR_STILL_RUNNING when it was accepted and goes on
 *   there; %DAVY_ERROR_OUTCOME_UNKNOWN when it may have arrived and no answer came; any other means
 *   that it was not made
 *
 * Goes on with what the answer said.
 */
void
davy_act_sent_to_azure (GTask *task, const DavyArmOutcome *outcome, GError *error)
{
  take_answer (task, outcome != NULL ? outcome->status : 0,
               outcome != NULL ? outcome->correlation_id : NULL, error);
}

/**
 * davy_act_sent_to_partner:
 * @task: (transfer full): what a #DavyActKind was given to send
 * @receipt: (nullable): what the answer told
 * @error: (transfer full) (nullable): as for davy_act_sent_to_azure()
 */
void
davy_act_sent_to_partner (GTask *task, const DavyPartnerReceipt *receipt, GError *error)
{
  take_answer (task, receipt != NULL ? receipt->http_status : 0,
               receipt != NULL ? receipt->correlation_id : NULL, error);
}

/**
 * davy_act_not_sent:
 * @task: (transfer full): what a #DavyActKind was given to send
 * @error: (transfer full): why it was not
 *
 * Writes down that nothing left.
 */
void
davy_act_not_sent (GTask *task, GError *error)
{
  DavyActRun *run = g_task_get_task_data (task);
  DavyCaseWrite *write = davy_case_write_new (g_task_get_source_object (task));

  run->failure = error;
  davy_act_add_result (run->act, write, DAVY_ACT_NOT_SENT, 0, NULL, error);
  davy_act_write_last (task, write);
}

/* --- the beginning ------------------------------------------------------------------------- */

/* Returns: whether the act may begin; the task has ended otherwise. */
static gboolean
begin (GTask *task, const DavyActKind *kind, const char *target, gboolean sends)
{
  DavyCase *self = g_task_get_source_object (task);
  DavyActRun *run = g_new0 (DavyActRun, 1);
  g_autofree char *folded = g_ascii_strdown (target, -1);
  GError *error = NULL;

  g_task_set_task_data (task, run, run_free);
  g_task_set_check_cancellable (task, FALSE);
  run->kind = kind;
  run->sends = sends;
  run->target = g_strdup (target);
  run->key = g_strdup_printf ("%s %s", kind->key, folded);
  run->tries = DAVY_PROOF_TRIES;

  /* What was done is looked after when the case is over, too. */
  if ((!sends || check_open (self, &error)) && davy_case_find_signed_in (self, &error) != NULL)
    return TRUE;
  g_task_return_error (task, error);

  return FALSE;
}

/* What has no end yet is read before anything is sent; so is what was found done while this one
 * waited, for it may be that the same was asked for twice. */
static void
start (GTask *task)
{
  DavyActRun *run = g_task_get_task_data (task);

  if (run->sends)
    reread_act (task);
  if (!run->sends || (run->act != NULL && (run->act->state == DAVY_ACT_PENDING ||
                                           (run->waited && run->act->state == DAVY_ACT_DONE))))
    prove (task);
  else
    begin_sending (task);
}

/* Of the same act there is one at a time. Takes the task's reference. */
static void
enter (GTask *task)
{
  DavyCase *self = g_task_get_source_object (task);
  DavyActRun *run = g_task_get_task_data (task);
  GTask *other = g_hash_table_lookup (self->acts_under_way, run->key);
  DavyActRun *ahead = other != NULL ? g_task_get_task_data (other) : NULL;

  if (ahead == NULL)
    {
      g_hash_table_insert (self->acts_under_way, g_strdup (run->key), task);
      start (task);
    }
  else if (run->sends && !ahead->sends && ahead->next == NULL)
    {
      run->waited = TRUE;
      ahead->next = task;
    }
  else
    {
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_CONFLICT,
                               "The same act is under way already");
      g_object_unref (task);
    }
}

/**
 * davy_case_run_act_async:
 * @self: a case
 * @kind: what kind of act; to stay until the end
 * @step: the step it belongs to
 * @target: what it acts on
 * @facts: (nullable): what else it needs, an `a{sv}`; a floating one is taken
 * @cancellable: (nullable): honoured until it is sent, and while it is read
 * @callback: called when it is proved, or when it failed
 * @user_data: for @callback
 *
 * Does it and proves it by a read. An act of the same kind and target that has no end yet is not
 * sent a second time: it is read first, and only when it was not made this one is sent. While it is
 * looked after by davy_case_settle_act_async(), this one waits.
 */
void
davy_case_run_act_async (DavyCase *self,
                         const DavyActKind *kind,
                         DavyStepId step,
                         const char *target,
                         GVariant *facts,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GVariant) owned = facts != NULL ? g_variant_ref_sink (facts) : NULL;
  DavyActRun *run;

  g_task_set_source_tag (task, davy_case_run_act_async);
  if (!begin (task, kind, target, TRUE))
    return;

  run = g_task_get_task_data (task);
  run->step = davy_steps[step].key;
  run->facts = g_steal_pointer (&owned);
  enter (g_steal_pointer (&task));
}

/**
 * davy_case_run_act_finish:
 * @self: a case
 * @result: the answer
 * @error: %DAVY_ERROR_CONFLICT when the same act is under way, or, with the fault's reason
 *   `not-proved`, when the answer said yes and a read says no; %DAVY_ERROR_CHANGED_ELSEWHERE when
 *   it stood otherwise than it was shown, and nothing was sent: see davy_act_was_needless();
 * %DAVY_ERROR_SIGNED_OUT when nothing was sent; %G_IO_ERROR_CANCELLED likewise; else why it was not
 * made
 *
 * Returns: (transfer full) (nullable): the act, done, or pending when the service is still at it or
 *   does not show it yet
 */
DavyAct *
davy_case_run_act_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_case_run_act_async, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * davy_case_settle_act_async:
 * @self: a case
 * @kind: what kind of act it is; to stay until the end
 * @act: an act of davy_case_list_acts(): one that a crash left pending, or one that is looked after
 * @cancellable: (nullable): stops the reading
 * @callback: called when what was read is written
 * @user_data: for @callback
 *
 * Reads how an act stands and writes down what is new about it. Sends nothing.
 */
void
davy_case_settle_act_async (DavyCase *self,
                            const DavyActKind *kind,
                            const DavyAct *act,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  DavyActRun *run;

  g_return_if_fail (g_str_equal (kind->key, act->kind));
  g_task_set_source_tag (task, davy_case_settle_act_async);
  if (!begin (task, kind, act->target, FALSE))
    return;

  run = g_task_get_task_data (task);
  run->act = davy_act_copy (act);
  enter (g_steal_pointer (&task));
}

/**
 * davy_case_settle_act_finish:
 * @self: a case
 * @result: the answer
 * @error: %DAVY_ERROR_CONFLICT when the act is under way; %DAVY_ERROR_SIGNED_OUT,
 *   %DAVY_ERROR_OFFLINE and the like when it could not be read
 *
 * Returns: (transfer full) (nullable): the act as it is known now
 */
DavyAct *
davy_case_settle_act_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_case_settle_act_async,
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
