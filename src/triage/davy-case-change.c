/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case.h"

#include "core/davy-error.h"
#include "triage/davy-change.h"

/* Changing the status of a case's alerts at Microsoft. Each change goes the same way:
 *
 *   read → what an earlier run left open is settled by what was read
 *        → somebody else changed it: said, nothing sent
 *   intent, on the disk → sent → result, on the disk → read back → proof, on the disk
 *
 * An answer that never came is settled by the reading back, or, after a crash, by the first
 * reading of the next run. Nothing is ever sent twice without a reading in between, and nothing
 * waits to be sent later. */

static void read_alerts (GTask *task, GAsyncReadyCallback callback);

static DavyCaseWrite *
begin_write (GTask *task)
{
  const DavyChange *change = g_task_get_task_data (task);
  DavyCaseWrite *write = davy_case_write_new (g_task_get_source_object (task));

  if (change->events != NULL)
    write->events = g_ptr_array_ref (change->events);

  return write;
}

/* --- the end ------------------------------------------------------------------------------- */

static void
end (GTask *task, GError *error)
{
  davy_case_set_busy (g_task_get_source_object (task), FALSE);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* The last thing a change writes: then it is over, with the failure that was kept, if one was. */
static void
last_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyChange *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!davy_case_write_run_finish (DAVY_CASE (source), result, &error))
    end (task, error);
  else
    end (task, g_steal_pointer (&change->failure));
}

static void
write_last (GTask *task, DavyCaseWrite *write)
{
  davy_case_write_run_async (g_task_get_source_object (task), write, NULL, last_written_cb, task);
}

/* --- after the sending --------------------------------------------------------------------- */

static void read_back_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static gboolean
read_back_again_cb (gpointer user_data)
{
  GTask *task = user_data;
  DavyChange *change = g_task_get_task_data (task);

  davy_timer_clear (&change->timer);
  read_alerts (task, read_back_cb);

  return G_SOURCE_REMOVE;
}

static void
wait_and_read_again (GTask *task)
{
  DavyChange *change = g_task_get_task_data (task);

  change->timer = davy_timer_start (DAVY_PROOF_MILLISECONDS, read_back_again_cb, task, NULL);
}

/* The answer said yes and the reading says no, or no answer came and the reading says no. */
static void
end_unproved (GTask *task)
{
  DavyChange *change = g_task_get_task_data (task);
  DavyCaseWrite *write = begin_write (task);

  if (change->failure != NULL)
    davy_change_add_result (change, write, "not-made");
  else
    change->failure = davy_case_new_unproved (change->receipt->correlation_id);
  write_last (task, write);
}

static void
read_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  DavyChange *change = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GPtrArray *events = davy_alert_service_read_finish (DAVY_ALERT_SERVICE (source), result, &error);
  DavyCaseWrite *write;

  if (events == NULL)
    {
      /* Accepted or not known: either way the next run reads before it sends. */
      end (task,
           change->failure != NULL ? g_steal_pointer (&change->failure) : g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  g_clear_pointer (&change->events, g_ptr_array_unref);
  change->events = events;

  if (!davy_events_stand_at (events, (const char *const *) change->event_ids, change->status,
                             change->reason))
    {
      if (--change->tries > 0)
        wait_and_read_again (task);
      else
        end_unproved (task);
      return;
    }

  write = begin_write (task);
  if (change->failure != NULL)
    davy_change_add_result (change, write, "found");
  g_clear_error (&change->failure);
  davy_change_add_proof (change, write, (const char *const *) change->event_ids, TRUE);
  davy_change_add_end (change, g_task_get_source_object (task), write);
  write_last (task, write);
}

static void
result_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (!davy_case_write_run_finish (DAVY_CASE (source), result, &error))
    {
      end (task, error);
      g_object_unref (task);
      return;
    }
  read_alerts (task, read_back_cb);
}

/* The ui offers another reason then; the service's own word for it differs from case to case. */
static void
mark_refused_reason (DavyChange *change)
{
  const DavyFault *fault = davy_error_get_fault (change->failure);
  DavyFault marked;
  GError *error;

  if (change->reason != DAVY_ALERT_REASON_LEGITIMATE || fault == NULL || fault->http_status != 400)
    return;

  marked = *fault;
  marked.reason = (char *) "legitimate";
  error = davy_error_new_fault (DAVY_ERROR_REJECTED, &marked, "%s", change->failure->message);
  g_error_free (change->failure);
  change->failure = error;
}

static void
status_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  DavyChange *change = g_task_get_task_data (task);
  DavyCaseWrite *write;
  g_autoptr (GPtrArray) answered = davy_alert_service_set_status_finish (
      DAVY_ALERT_SERVICE (source), result, &change->receipt, &change->failure);

  if (answered == NULL && g_error_matches (change->failure, DAVY_ERROR, DAVY_ERROR_OUTCOME_UNKNOWN))
    {
      read_alerts (task, read_back_cb);
      return;
    }

  write = davy_case_write_new (g_task_get_source_object (task));
  if (answered == NULL)
    {
      mark_refused_reason (change);
      davy_change_add_result (change, write, "refused");
      write_last (task, write);
      return;
    }
  davy_change_add_result (change, write, "accepted");
  davy_case_write_run_async (g_task_get_source_object (task), write, NULL, result_written_cb, task);
}

/* --- the sending --------------------------------------------------------------------------- */

static void
intent_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  DavyCase *self = DAVY_CASE (source);
  DavyChange *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!davy_case_write_run_finish (self, result, &error))
    {
      end (task, error);
      g_object_unref (task);
      return;
    }

  change->intent =
      davy_case_record_find_unanswered (davy_case_get_record (self), DAVY_ENTRY_INTENT);
  /* No cancellable: once sent, the answer matters. */
  davy_alert_service_set_status_async (
      change->service, davy_case_get_azure_id (self), (const char *const *) change->event_ids,
      davy_alert_status_to_wire (change->status), davy_alert_reason_to_wire (change->reason), NULL,
      status_set_cb, task);
}

static void
write_intent (GTask *task)
{
  DavyChange *change = g_task_get_task_data (task);
  DavyCaseWrite *write = davy_case_write_new (g_task_get_source_object (task));

  davy_change_add_intent (change, write);
  davy_case_write_run_async (g_task_get_source_object (task), write, NULL, intent_written_cb, task);
}

/* Nothing to send: all stands there already. */
static void
prove_without_sending (GTask *task)
{
  DavyCase *self = g_task_get_source_object (task);
  const DavyChange *change = g_task_get_task_data (task);
  DavyCaseWrite *write = begin_write (task);

  davy_change_add_proof (change, write,
                         (const char *const *) davy_case_get_record (self)->event_ids, FALSE);
  davy_change_add_end (change, g_task_get_source_object (task), write);
  write_last (task, write);
}

/* --- before the sending -------------------------------------------------------------------- */

/* What is read now is the first that is known of an earlier run's change. */
static gboolean
settle (GTask *task, DavyCaseWrite *write, DavyOpenChange *open)
{
  const DavyChange *change = g_task_get_task_data (task);
  DavyCase *self = g_task_get_source_object (task);
  gboolean made;

  davy_open_change_find (open, davy_case_get_record (self));
  if (open->event_ids == NULL)
    return FALSE;

  made = davy_events_stand_at (change->events, (const char *const *) open->event_ids, open->status,
                               open->reason);
  davy_change_add_settled (change, write, open, made);
  if (!made)
    {
      g_clear_pointer (&open->event_ids, g_strfreev);
      return FALSE;
    }

  return g_strcmp0 (open->step, davy_steps[change->step].key) == 0 &&
         open->status == change->status;
}

static GError *
new_changed_elsewhere (DavyCaseWrite *write, const DavyChange *change, const char *difference)
{
  const DavyFault fault = { .service_text = (char *) difference };
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert (&facts, "difference", "s", difference);
  davy_case_write_add (write, DAVY_ENTRY_CHANGED, davy_steps[change->step].key,
                       g_variant_dict_end (&facts));

  return davy_error_new_fault (DAVY_ERROR_CHANGED_ELSEWHERE, &fault,
                               "The alerts were changed elsewhere");
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  DavyCase *self = DAVY_CASE (source);
  DavyChange *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!davy_case_write_run_finish (self, result, &error) ||
      g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    {
      end (task, error);
      g_object_unref (task);
      return;
    }

  change->event_ids = davy_change_dup_ids (self, change->status);
  if (change->event_ids[0] == NULL)
    prove_without_sending (task);
  else
    write_intent (task);
}

static void
read_before_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  DavyCase *self = g_task_get_source_object (task);
  DavyChange *change = g_task_get_task_data (task);
  g_auto (DavyOpenChange) open = { 0 };
  g_autofree char *difference = NULL;
  GError *error = NULL;
  DavyCaseWrite *write;
  gboolean already_made;

  change->events = davy_alert_service_read_finish (DAVY_ALERT_SERVICE (source), result, &error);
  if (change->events == NULL)
    {
      end (task, error);
      g_object_unref (task);
      return;
    }

  write = begin_write (task);
  already_made = settle (task, write, &open);
  difference = davy_events_describe_difference (change->events, davy_case_get_alerts (self),
                                                (const char *const *) open.event_ids);
  if (already_made)
    {
      davy_change_add_end (change, g_task_get_source_object (task), write);
      write_last (task, write);
    }
  else if (difference != NULL)
    {
      change->failure = new_changed_elsewhere (write, change, difference);
      write_last (task, write);
    }
  else
    davy_case_write_run_async (self, write, NULL, settled_cb, task);
}

/* Hands the task's reference on to @callback. */
static void
read_alerts (GTask *task, GAsyncReadyCallback callback)
{
  DavyCase *self = g_task_get_source_object (task);
  const DavyChange *change = g_task_get_task_data (task);

  g_auto (GStrv) ids = davy_change_dup_read_ids (self);

  davy_alert_service_read_async (change->service, davy_case_get_azure_id (self),
                                 (const char *const *) ids, NULL, callback, task);
}

static void
change_status (DavyCase *self,
               DavyStepId step,
               DavyAlertStatus status,
               DavyAlertReason reason,
               GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  DavyAlertService *service;
  DavyChange *change = g_new0 (DavyChange, 1);
  GError *error = NULL;

  change->step = step;
  change->status = status;
  change->reason = reason;
  change->tries = DAVY_PROOF_TRIES;
  g_task_set_task_data (task, change, (GDestroyNotify) davy_change_free);
  g_task_set_check_cancellable (task, FALSE);

  service = davy_case_find_service (self, &error);
  if (service == NULL)
    {
      g_task_return_error (task, error);
    }
  else if (!davy_case_set_busy (self, TRUE))
    {
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_CONFLICT,
                               "Another change of this case is under way");
    }
  else
    {
      change->service = g_object_ref (service);
      read_alerts (g_steal_pointer (&task), read_before_cb);
    }
}

/**
 * davy_case_take_async:
 * @self: a case
 * @cancellable: (nullable): honoured until something is sent
 * @callback: called when it is proved, or when it failed
 * @user_data: for @callback
 *
 * Sets the case's active alerts to *investigating*, so that nobody else begins with them
 * (playbook.md C.3, step 0). Does nothing when somebody has them already.
 */
void
davy_case_take_async (DavyCase *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_case_take_async);
  change_status (self, DAVY_STEP_DETECTED, DAVY_ALERT_STATUS_INVESTIGATING, DAVY_ALERT_REASON_NONE,
                 task);
}

/**
 * davy_case_take_finish:
 * @self: a case
 * @result: the answer
 * @error: as for davy_case_send_finish()
 *
 * Returns: whether the alerts are under investigation
 */
gboolean
davy_case_take_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_case_take_async, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * davy_case_send_async:
 * @self: a case that stands at its review
 * @cancellable: (nullable): honoured until something is sent
 * @callback: called when it is proved, or when it failed
 * @user_data: for @callback
 *
 * Sends what davy_case_describe_change() says and reads it back.
 */
void
davy_case_send_async (DavyCase *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  DavyAlertStatus status;
  DavyAlertReason reason;

  g_task_set_source_tag (task, davy_case_send_async);
  if (davy_case_get_step (self) != DAVY_STEP_REVIEW)
    {
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_INPUT,
                               "The case does not stand at its review");
      g_object_unref (task);
      return;
    }
  davy_case_find_outcome (self, &status, &reason);
  change_status (self, DAVY_STEP_REVIEW, status, reason, task);
}

/**
 * davy_case_send_finish:
 * @self: a case
 * @result: the answer
 * @error: %DAVY_ERROR_SIGNED_OUT, %DAVY_ERROR_OFFLINE and the like when nothing was sent;
 *   %DAVY_ERROR_CHANGED_ELSEWHERE when somebody else was there first: nothing was sent, and the
 *   case shows how it stands now; %DAVY_ERROR_REJECTED with the fault's reason `legitimate` when
 *   the service does not take that reason: offer davy_case_use_ignore();
 *   %DAVY_ERROR_OUTCOME_UNKNOWN when no answer came and no read tells: the next call reads before
 *   it sends; %DAVY_ERROR_CONFLICT with the fault's reason `not-proved` when the answer said yes
 *   and a read says no
 *
 * Returns: whether it is proved; the case is at its last step then
 */
gboolean
davy_case_send_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_case_send_async, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
