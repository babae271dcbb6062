/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "azure/davy-arm-id.h"
#include "azure/davy-arm-resources.h"
#include "core/davy-error.h"
#include "triage/davy-act-private.h"
#include "triage/davy-case-clients.h"
#include "triage/davy-case-private.h"
#include "triage/davy-deletion-private.h"

/* Carrying out the frozen plan, round after round: what needs something else to be gone waits for
 * it. Each resource is read before it is deleted, but for one that an earlier run left open: that
 * one is settled by a read first. What somebody else is deleting is waited for. What somebody
 * created anew under the same name since the plan was confirmed is not what was confirmed, and
 * stays. */

#define MAX_AT_ONCE          5
#define LOOK_AGAIN_SECONDS   10 /* at what the service is still at */
#define LOOK_AGAIN_FOR_HOURS 1

/**
 * Turn:
 * @task: (owned): of the whole run
 * @target: (not owned): it is one of the task's deletion
 * @timer: (owned) (nullable): until it is looked at again
 * @ends: monotonic: when looking ends
 */
typedef struct
{
  GTask *task;
  DavyDeletionTarget *target;
  GSource *timer;
  gint64 ends;
} Turn;

/**
 * Run:
 * @n_under_way: how many turns there are
 * @to_do: (owned) (element-type DavyDeletionTarget): what waits for its turn, in its order
 * @resources: (owned) (nullable) (element-type DavyArmResource): what stands in the subscription
 * @failure: (owned) (nullable): what concerns everything, not one of them
 */
typedef struct
{
  guint n_under_way;
  GQueue *to_do;
  GPtrArray *resources;
  GError *failure;
} Run;

static void go_on (GTask *task);
static void act (Turn *turn);
static void read_before (Turn *turn);

static void
run_free (gpointer data)
{
  Run *run = data;

  g_queue_free (run->to_do);
  g_clear_pointer (&run->resources, g_ptr_array_unref);
  g_clear_error (&run->failure);
  g_free (run);
}

/* What would befall the next one, too: it ends the run, and there is another way on. */
static gboolean
concerns_all (const GError *error)
{
  static const DavyError codes[] = { DAVY_ERROR_OFFLINE,  DAVY_ERROR_TIMED_OUT,
                                     DAVY_ERROR_TLS,      DAVY_ERROR_SIGNED_OUT,
                                     DAVY_ERROR_CLAIMS,   DAVY_ERROR_CONSENT,
                                     DAVY_ERROR_MFA,      DAVY_ERROR_STORE,
                                     DAVY_ERROR_THROTTLED };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, DAVY_ERROR, codes[i]))
      return TRUE;

  return FALSE;
}

/* --- the end of a turn --------------------------------------------------------------------- */

/* Takes the turn. */
static void
turn_end (Turn *turn, DavyDeletionState state, const GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&turn->task);
  Run *run = g_task_get_task_data (task);

  run->n_under_way--;
  if (error != NULL && run->failure == NULL && concerns_all (error))
    run->failure = g_error_copy (error);
  davy_deletion_set_state (g_task_get_source_object (task), turn->target, state, error);
  davy_timer_clear (&turn->timer);
  g_free (turn);
  go_on (task);
}

/* No answer came, or nothing could be written: what is known of it stands in the journal. */
static void
turn_fail (Turn *turn, const GError *error)
{
  gboolean unsettled = g_error_matches (error, DAVY_ERROR, DAVY_ERROR_OUTCOME_UNKNOWN) ||
                       g_error_matches (error, DAVY_ERROR, DAVY_ERROR_STORE);

  turn_end (turn,
            unsettled              ? DAVY_DELETION_UNSETTLED
            : concerns_all (error) ? DAVY_DELETION_WAITING
                                   : DAVY_DELETION_FAILED,
            error);
}

/* --- the act ------------------------------------------------------------------------------- */

static gboolean
look_again_cb (gpointer user_data)
{
  Turn *turn = user_data;

  davy_timer_clear (&turn->timer);
  act (turn);

  return G_SOURCE_REMOVE;
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Turn *turn = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) done = davy_case_run_act_finish (DAVY_CASE (source), result, &error);

  if (done == NULL)
    {
      turn_fail (turn, error);
      return;
    }
  g_free (turn->target->correlation_id);
  turn->target->correlation_id = g_strdup (done->correlation_id);
  if (done->state == DAVY_ACT_DONE)
    turn_end (turn, DAVY_DELETION_GONE, NULL);
  else if (done->state == DAVY_ACT_PENDING && davy_time_monotonic () < turn->ends)
    turn->timer = davy_timer_start (LOOK_AGAIN_SECONDS * 1000, look_again_cb, turn, NULL);
  else
    {
      error = g_error_new_literal (DAVY_ERROR, DAVY_ERROR_STILL_RUNNING,
                                   "The deletion has not ended in time");
      turn_end (turn, DAVY_DELETION_UNSETTLED, error);
    }
}

/* An act that is open is read first, and sent only when that says that it was not made. */
static void
act (Turn *turn)
{
  DavyDeletion *self = g_task_get_source_object (turn->task);

  davy_case_run_act_async (self->subject, &davy_deletion_kind, DAVY_STEP_DELETE, turn->target->id,
                           NULL, NULL, acted_cb, turn);
}

/* --- the read before ----------------------------------------------------------------------- */

static void
gone_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Turn *turn = user_data;
  g_autoptr (GError) error = NULL;

  if (davy_case_write_run_finish (DAVY_CASE (source), result, &error))
    turn_end (turn, DAVY_DELETION_GONE, NULL);
  else
    turn_fail (turn, error);
}

/* Somebody else was there first, or it went with what it belonged to. */
static void
write_gone (Turn *turn)
{
  DavyDeletion *self = g_task_get_source_object (turn->task);
  DavyCaseWrite *write = davy_case_write_new (self->subject);
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert (&facts, "gone", "s", turn->target->id);
  davy_case_write_add (write, DAVY_ENTRY_CHANGED, davy_steps[DAVY_STEP_DELETE].key,
                       g_variant_dict_end (&facts));
  davy_case_write_run_async (self->subject, write, NULL, gone_written_cb, turn);
}

static gboolean
read_again_cb (gpointer user_data)
{
  Turn *turn = user_data;

  davy_timer_clear (&turn->timer);
  read_before (turn);

  return G_SOURCE_REMOVE;
}

/* Somebody else's deletion is followed to its end, and nothing is sent. */
static void
wait_for_other (Turn *turn)
{
  g_autoptr (GError) error = NULL;

  if (davy_time_monotonic () < turn->ends)
    {
      turn->timer = davy_timer_start (LOOK_AGAIN_SECONDS * 1000, read_again_cb, turn, NULL);
      return;
    }
  error = g_error_new_literal (DAVY_ERROR, DAVY_ERROR_STILL_RUNNING,
                               "Somebody else's deletion has not ended in time");
  turn_end (turn, DAVY_DELETION_WAITING, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Turn *turn = user_data;
  DavyDeletion *self = g_task_get_source_object (turn->task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmResource) resource =
      davy_arm_client_get_resource_finish (DAVY_ARM_CLIENT (source), result, &error);

  if (davy_arm_error_says_gone (error))
    write_gone (turn);
  else if (resource == NULL)
    turn_fail (turn, error);
  else if (self->is_stopping)
    turn_end (turn, DAVY_DELETION_WAITING, NULL);
  else if (davy_deletion_is_on_its_way (resource))
    wait_for_other (turn);
  else
    act (turn);
}

static void
read_before (Turn *turn)
{
  DavyDeletion *self = g_task_get_source_object (turn->task);
  g_autoptr (GError) error = NULL;
  DavyArmClient *arm = davy_case_get_arm (self->subject, &error);

  if (arm == NULL)
    turn_end (turn, DAVY_DELETION_WAITING, error);
  else
    davy_arm_client_get_resource_async (arm, davy_case_get_customer_tenant_id (self->subject),
                                        turn->target->id, NULL, read_cb, turn);
}

/* --- what is another thing under the same name --------------------------------------------- */

static gboolean
is_another (GTask *task, const DavyDeletionTarget *target)
{
  const DavyDeletion *self = g_task_get_source_object (task);
  const Run *run = g_task_get_task_data (task);

  for (guint i = 0; i < run->resources->len; i++)
    {
      const DavyArmResource *resource = g_ptr_array_index (run->resources, i);

      if (davy_arm_id_equal (resource->id, target->id))
        return resource->created != DAVY_TIME_UNSET && resource->created > self->frozen_at;
    }

  return FALSE;
}

static void
leave_another (Turn *turn)
{
  g_autoptr (GError) error = g_error_new_literal (
      DAVY_ERROR, DAVY_ERROR_INPUT,
      _ ("It was created anew after the plan was confirmed. Look at the subscription again."));

  turn_end (turn, DAVY_DELETION_FAILED, error);
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Turn *turn = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = davy_case_settle_act_finish (DAVY_CASE (source), result, &error);

  if (act == NULL || act->state == DAVY_ACT_PENDING)
    turn_end (turn, DAVY_DELETION_UNSETTLED, error);
  else
    leave_another (turn);
}

/* What an earlier run left open gets its end, and nothing is sent. */
static void
settle_another (Turn *turn)
{
  DavyDeletion *self = g_task_get_source_object (turn->task);
  g_autoptr (DavyAct) open =
      davy_act_find (self->subject, davy_deletion_kind.key, turn->target->id);

  davy_case_settle_act_async (self->subject, &davy_deletion_kind, open, NULL, settled_cb, turn);
}

static void
begin_turn (GTask *task, DavyDeletionTarget *target)
{
  DavyDeletion *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  gboolean unsettled = target->state == DAVY_DELETION_UNSETTLED;
  Turn *turn = g_new0 (Turn, 1);
  g_autoptr (GError) error = NULL;
  gboolean may = davy_case_get_arm (self->subject, &error) != NULL;

  turn->task = g_object_ref (task);
  turn->target = target;
  turn->ends = davy_time_monotonic () + LOOK_AGAIN_FOR_HOURS * DAVY_TIME_HOUR;
  run->n_under_way++;
  davy_deletion_set_state (self, target, DAVY_DELETION_UNDER_WAY, NULL);
  if (!may)
    turn_end (turn, unsettled ? DAVY_DELETION_UNSETTLED : DAVY_DELETION_WAITING, error);
  else if (is_another (task, target) && unsettled)
    settle_another (turn);
  else if (is_another (task, target))
    leave_another (turn);
  else if (unsettled)
    act (turn);
  else
    read_before (turn);
}

/* --- the run ------------------------------------------------------------------------------- */

/* The lowest rank that is under way: what has a higher one waits. */
static guint
find_rank (DavyDeletion *self)
{
  guint rank = G_MAXUINT;

  for (guint i = 0; i < self->targets->len; i++)
    {
      const DavyDeletionTarget *target = g_ptr_array_index (self->targets, i);

      if (target->state == DAVY_DELETION_UNDER_WAY)
        rank = MIN (rank, davy_deletion_rank (target->id));
    }

  return rank;
}

static void
go_on (GTask *task)
{
  DavyDeletion *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  while (self->is_running && !self->is_stopping && run->failure == NULL &&
         run->n_under_way < MAX_AT_ONCE && !g_queue_is_empty (run->to_do))
    {
      DavyDeletionTarget *next = g_queue_peek_head (run->to_do);

      if (davy_deletion_rank (next->id) > find_rank (self))
        break;
      begin_turn (task, g_queue_pop_head (run->to_do));
    }
  if (run->n_under_way > 0 || !self->is_running)
    return;

  self->is_running = FALSE;
  if (run->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&run->failure));
  else
    g_task_return_boolean (task, TRUE);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Run *run = g_task_get_task_data (task);

  run->resources =
      davy_arm_client_list_resources_finish (DAVY_ARM_CLIENT (source), result, &run->failure);
  go_on (task);
}

static void
list_resources (GTask *task)
{
  DavyDeletion *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autofree char *scope =
      g_strconcat ("/subscriptions/", davy_case_get_azure_id (self->subject), NULL);
  DavyArmClient *arm = davy_case_get_arm (self->subject, &run->failure);

  if (arm == NULL)
    go_on (task);
  else
    davy_arm_client_list_resources_async (arm, davy_case_get_customer_tenant_id (self->subject),
                                          scope, NULL, NULL, listed_cb, g_object_ref (task));
}

/**
 * davy_deletion_run_async:
 * @self: a deletion
 * @callback: called when nothing is under way any more
 * @user_data: for @callback
 *
 * Deletes what of the frozen plan is not gone, what failed before among it. A deletion that an
 * earlier run left open is settled by a read, and sent only when that says that it was not made.
 * What was created anew since the plan was frozen fails and is not sent.
 */
void
davy_deletion_run_async (DavyDeletion *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Run *run = g_new0 (Run, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, davy_deletion_run_async);
  run->to_do = g_queue_new ();
  g_task_set_task_data (task, run, run_free);
  if (self->is_running)
    g_set_error_literal (&error, DAVY_ERROR, DAVY_ERROR_CONFLICT, "The deletion is under way");
  else if (self->targets->len == 0)
    g_set_error_literal (&error, DAVY_ERROR, DAVY_ERROR_INPUT, _ ("Nothing is ticked."));
  else if (davy_case_is_closed (self->subject))
    g_set_error_literal (&error, DAVY_ERROR, DAVY_ERROR_INPUT, _ ("This case is closed."));
  if (error != NULL || !davy_deletion_evidence_is_enough (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < self->targets->len; i++)
    {
      DavyDeletionTarget *target = g_ptr_array_index (self->targets, i);

      if (target->state != DAVY_DELETION_GONE)
        g_queue_push_tail (run->to_do, target);
    }
  self->is_running = TRUE;
  self->is_stopping = FALSE;
  list_resources (task);
}

/**
 * davy_deletion_run_finish:
 * @self: a deletion
 * @result: the answer
 * @error: what concerns all of them and ended the run: %DAVY_ERROR_SIGNED_OUT,
 *   %DAVY_ERROR_OFFLINE, %DAVY_ERROR_CLAIMS and the like; %DAVY_ERROR_INPUT when there is no
 *   frozen plan or no evidence
 *
 * Returns: whether each that was not stopped had its turn; each says itself how it ended
 */
gboolean
davy_deletion_run_finish (DavyDeletion *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_deletion_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
