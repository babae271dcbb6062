/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-error.h"
#include "triage/davy-act-private.h"

/* What a read says. Of an act in the journal it is the proof. Before that it is a look: what is to
 * be changed is read right before it is written down, because a person decided by what was shown,
 * and somebody else may have been there since. Then nothing is sent, and the journal says so. */

#define REASON_NEEDLESS "needless"

/* --- the look ------------------------------------------------------------------------------ */

/* Takes the task's reference. */
void
davy_act_look (GTask *task)
{
  DavyActRun *run = g_task_get_task_data (task);
  const DavyAct draft = {
    .step = (char *) run->step,
    .kind = (char *) run->kind->key,
    .target = run->target,
    .facts = run->facts,
  };

  g_clear_pointer (&run->act, davy_act_free);
  run->act = davy_act_copy (&draft);
  run->kind->read (g_task_get_source_object (task), run->act, task);
}

/* It stands otherwise than it was shown, or, @needless, as the act would have made it. */
static void
end_look (GTask *task, gboolean needless)
{
  const DavyFault fault = { .reason = (char *) REASON_NEEDLESS };
  DavyActRun *run = g_task_get_task_data (task);
  DavyCaseWrite *write = davy_case_write_new (g_task_get_source_object (task));

  davy_act_add_difference (run->act, write, needless ? DAVY_ACT_DONE : DAVY_ACT_FAILED);
  run->failure = needless ? davy_error_new_fault (DAVY_ERROR_CHANGED_ELSEWHERE, &fault,
                                                  "Somebody else has already done it")
                          : g_error_new_literal (DAVY_ERROR, DAVY_ERROR_CHANGED_ELSEWHERE,
                                                 "It stands otherwise than it was shown");
  davy_act_write_last (task, write);
}

/**
 * davy_act_was_needless:
 * @error: (nullable): why an act was not sent
 *
 * Returns: whether that is because it stands as the act would have made it
 */
gboolean
davy_act_was_needless (const GError *error)
{
  const DavyFault *fault = davy_error_get_fault (error);

  return g_error_matches (error, DAVY_ERROR, DAVY_ERROR_CHANGED_ELSEWHERE) && fault != NULL &&
         g_strcmp0 (fault->reason, REASON_NEEDLESS) == 0;
}

/* --- what a kind tells --------------------------------------------------------------------- */

/**
 * davy_act_seen:
 * @task: (transfer full): what a #DavyActKind was given to read
 * @state: %DAVY_ACT_DONE, %DAVY_ACT_FAILED when it is not made, %DAVY_ACT_PENDING while the service
 *   is still at it; without meaning when there is an @error
 * @error: (transfer full) (nullable): why it could not be read
 *
 * Goes on with what a read said. What is made before it was written down is not sent.
 */
void
davy_act_seen (GTask *task, DavyActState state, GError *error)
{
  if (!davy_act_is_draft (davy_act_of_task (task)))
    davy_act_take_proof (task, state, error);
  else if (error != NULL)
    davy_act_end (task, error);
  else if (state == DAVY_ACT_DONE)
    end_look (task, TRUE);
  else
    davy_act_write_intent (task);
}

/**
 * davy_act_seen_otherwise:
 * @task: (transfer full): what a #DavyActKind was given to read
 * @state: as for davy_act_seen()
 *
 * Goes on with what a read said that is not what the person saw. What is to be sent only now, is
 * not; what was sent is none the less made.
 */
void
davy_act_seen_otherwise (GTask *task, DavyActState state)
{
  if (davy_act_is_draft (davy_act_of_task (task)))
    end_look (task, FALSE);
  else
    davy_act_take_proof (task, state, NULL);
}

/**
 * davy_act_unseen:
 * @task: (transfer full): what a #DavyActKind was given to read
 *
 * A read shows nothing of it yet, which proves neither that it is made nor that it is not. Ends
 * without an entry: it stays pending, and the next run reads before it sends. What is not written
 * down yet is sent.
 */
void
davy_act_unseen (GTask *task)
{
  DavyActRun *run = g_task_get_task_data (task);

  if (davy_act_is_draft (run->act))
    {
      davy_act_write_intent (task);
      return;
    }
  g_clear_error (&run->failure);
  davy_act_end (task, NULL);
}
