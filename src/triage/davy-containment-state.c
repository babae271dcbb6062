/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-containment.h"

#include "triage/davy-case-private.h"
#include "triage/davy-containment-private.h"

/* What can be asked of a containment. */

/* --- within the room ----------------------------------------------------------------------- */

/* NULL when nothing was asked for @id. */
const DavyContainmentJob *
davy_containment_find_job (DavyContainment *self, const char *id)
{
  g_autofree char *key = g_ascii_strdown (id, -1);

  return g_hash_table_lookup (self->jobs, key);
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_containment_get_state:
 * @self: a containment
 *
 * Returns: how far it is
 */
DavyContainmentState
davy_containment_get_state (DavyContainment *self)
{
  return self->state;
}

/**
 * davy_containment_get_picture:
 * @self: a containment
 *
 * Returns: (transfer none) (nullable): what was read last, until the next `changed`
 */
const DavyStopPicture *
davy_containment_get_picture (DavyContainment *self)
{
  return self->picture;
}

/**
 * davy_containment_get_error:
 * @self: a containment
 *
 * Returns: (transfer none) (nullable): why the last reading failed
 */
const GError *
davy_containment_get_error (DavyContainment *self)
{
  return self->error;
}

/**
 * davy_containment_get_stage:
 * @self: a containment
 * @id: the id of something that computes, or of a role assignment
 * @error: (out) (optional) (nullable) (transfer none): why it failed
 *
 * Returns: how far it is with @id since the window was opened first
 */
DavyContainmentStage
davy_containment_get_stage (DavyContainment *self, const char *id, const GError **error)
{
  const DavyContainmentJob *job = davy_containment_find_job (self, id);

  if (error != NULL)
    *error = job != NULL ? job->error : NULL;

  return job != NULL ? job->stage : DAVY_STAGE_NONE;
}

/**
 * davy_containment_get_watched_until:
 * @self: a containment
 *
 * Returns: when the watch ends if nothing comes back; %DAVY_TIME_UNSET before one began
 */
DavyTime
davy_containment_get_watched_until (DavyContainment *self)
{
  return self->watched_until;
}

/**
 * davy_containment_list_returned:
 * @self: a containment
 *
 * Finds what runs although it was stopped, and what came since somebody said what is to be stopped.
 *
 * Returns: (transfer container) (element-type DavyStopItem): lines of the picture
 */
GPtrArray *
davy_containment_list_returned (DavyContainment *self)
{
  GPtrArray *found;

  if (self->picture == NULL || self->before == NULL)
    return g_ptr_array_new ();

  found = davy_stop_plan_list_new (self->picture->plan, self->before->plan);
  for (guint i = 0; i < self->picture->plan->items->len; i++)
    {
      DavyStopItem *item = g_ptr_array_index (self->picture->plan->items, i);
      const DavyContainmentJob *job = davy_containment_find_job (self, item->compute->id);

      if (job != NULL && job->stage == DAVY_STAGE_DONE && davy_compute_is_billed (item->compute) &&
          !g_ptr_array_find (found, item, NULL))
        g_ptr_array_add (found, item);
    }

  return found;
}

/**
 * davy_containment_count_writes:
 * @self: a containment
 *
 * Returns: how often others created or changed something since the stopping was asked for, as far
 *   as the log tells by now
 */
guint
davy_containment_count_writes (DavyContainment *self)
{
  DavyAccount *account = davy_case_find_account (self->subject);

  if (self->picture == NULL || self->before == NULL)
    return 0;

  return davy_stop_picture_count_writes (
      self->picture, self->asked_at, account != NULL ? davy_account_get_username (account) : NULL);
}

/**
 * davy_containment_count:
 * @self: a containment
 * @done: (out): how many of them are done, or accepted and going on
 * @failed: (out): how many failed
 * @all: (out): how many things were to be taken away or stopped
 *
 * Tells the progress.
 */
void
davy_containment_count (DavyContainment *self, guint *done, guint *failed, guint *all)
{
  GHashTableIter iter;
  gpointer value;

  *done = *failed = 0;
  *all = g_hash_table_size (self->jobs);
  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const DavyContainmentJob *job = value;

      *done += job->stage == DAVY_STAGE_DONE || job->stage == DAVY_STAGE_PENDING;
      *failed += job->stage == DAVY_STAGE_FAILED;
    }
}
