/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-error.h"
#include "triage/davy-act-private.h"

/* What is to be changed is read again right before it is written down: a person decided by what was
 * shown, and somebody else may have been there since. Then nothing is sent, and the journal says
 * so. */

#define REASON_NEEDLESS "needless"

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
  run->kind->look (g_task_get_source_object (task), run->act, task);
}

static GError *
new_difference (DavyActSight sight)
{
  const DavyFault fault = { .reason = (char *) REASON_NEEDLESS };

  if (sight == DAVY_SIGHT_NEEDLESS)
    return davy_error_new_fault (DAVY_ERROR_CHANGED_ELSEWHERE, &fault,
                                 "Somebody else has already done it");

  return g_error_new_literal (DAVY_ERROR, DAVY_ERROR_CHANGED_ELSEWHERE,
                              "It stands otherwise than it was shown");
}

/**
 * davy_act_looked:
 * @task: (transfer full): what a #DavyActKind was given to look
 * @sight: how it stands; without meaning when there is an @error
 * @error: (transfer full) (nullable): why it could not be read
 *
 * Goes on when it stands as it was shown. Otherwise ends, and sends nothing.
 */
void
davy_act_looked (GTask *task, DavyActSight sight, GError *error)
{
  DavyActRun *run = g_task_get_task_data (task);
  DavyCaseWrite *write;

  if (error != NULL)
    {
      davy_act_end (task, error);
      return;
    }
  if (sight == DAVY_SIGHT_AS_SHOWN)
    {
      davy_act_write_intent (task);
      return;
    }

  write = davy_case_write_new (g_task_get_source_object (task));
  davy_act_add_difference (run->act, write,
                           sight == DAVY_SIGHT_NEEDLESS ? DAVY_ACT_DONE : DAVY_ACT_FAILED);
  run->failure = new_difference (sight);
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
