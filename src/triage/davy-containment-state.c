/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-containment.h"

#include "core/davy-error.h"
#include "triage/davy-case-private.h"
#include "triage/davy-containment-private.h"
#include "triage/davy-evidence.h"
#include "triage/davy-stop-acts.h"

/* What can be asked of a containment. */

/* --- within the room ----------------------------------------------------------------------- */

/* NULL when nothing was asked for @id. */
const DavyContainmentJob *
davy_containment_find_job (DavyContainment *self, const char *id)
{
  g_autofree char *key = g_ascii_strdown (id, -1);

  return g_hash_table_lookup (self->jobs, key);
}

/* How far a thing is of which davy_case_run_act_finish() gave @act, or @error. */
DavyContainmentStage
davy_containment_judge_act (const DavyAct *act, const GError *error)
{
  if (act != NULL && act->state == DAVY_ACT_DONE)
    return DAVY_STAGE_DONE;
  if (act != NULL && act->state == DAVY_ACT_PENDING)
    return DAVY_STAGE_PENDING;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return DAVY_STAGE_NOT_SENT;

  return davy_act_was_needless (error) ? DAVY_STAGE_NEEDLESS : DAVY_STAGE_FAILED;
}

/* Whoever stopped it. */
static gboolean
rests (const DavyContainmentJob *job)
{
  return job->stage == DAVY_STAGE_DONE || job->stage == DAVY_STAGE_NEEDLESS;
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
 * @error: (out) (optional) (nullable) (transfer none): why it failed, or was needless
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

      if (job != NULL && rests (job) && davy_compute_is_billed (item->compute) &&
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

      *done += rests (job) || job->stage == DAVY_STAGE_PENDING;
      *failed += job->stage == DAVY_STAGE_FAILED;
    }
}

static gboolean
is_challenged (const DavyContainmentJob *job)
{
  return job->stage == DAVY_STAGE_FAILED && davy_error_wants_sign_in (job->error);
}

static const GError *
find_challenged_job (DavyContainment *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (is_challenged (value))
      return ((const DavyContainmentJob *) value)->error;

  return NULL;
}

static const GError *
find_challenged_part (DavyContainment *self)
{
  DavyEvidence *evidence = davy_case_get_evidence (self->subject);
  const char *missing = NULL;
  const GError *error;

  if (self->state != DAVY_CONTAINMENT_WAITING || davy_evidence_is_collecting (evidence) ||
      davy_evidence_is_enough (evidence, &missing))
    return NULL;
  error = davy_evidence_get_part (evidence, missing)->error;

  return davy_error_wants_sign_in (error) ? error : NULL;
}

static const GError *
find_challenged_reading (DavyContainment *self)
{
  const DavyStopPicture *picture = self->picture;

  if (davy_error_wants_sign_in (self->error))
    return self->error;
  if (picture == NULL)
    return NULL;
  if (davy_error_wants_sign_in (picture->access_error))
    return picture->access_error;
  for (guint i = 0; i < picture->plan->gaps->len; i++)
    {
      const DavyComputeGap *gap = g_ptr_array_index (picture->plan->gaps, i);

      if (davy_error_wants_sign_in (gap->error))
        return gap->error;
    }

  return NULL;
}

/**
 * davy_containment_find_challenge:
 * @self: a containment
 *
 * Returns: (nullable): what Resource Manager refused until the person signs in again: a reading, a
 *   part of the required evidence, a stop, or a role to be taken away
 */
const GError *
davy_containment_find_challenge (DavyContainment *self)
{
  const GError *error = find_challenged_part (self);

  if (error == NULL)
    error = find_challenged_reading (self);
  if (error == NULL && self->state != DAVY_CONTAINMENT_STOPPING)
    error = find_challenged_job (self);

  return error;
}

/**
 * davy_containment_go_on:
 * @self: a containment
 *
 * Once the person has signed in again: collects, reads, or sends what was refused for want of that.
 * What of it has no end yet is read before it is sent.
 */
void
davy_containment_go_on (DavyContainment *self)
{
  g_autoptr (GStrvBuilder) roles = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) things = g_strv_builder_new ();
  g_auto (GStrv) role_ids = NULL;
  g_auto (GStrv) thing_ids = NULL;
  GHashTableIter iter;
  gpointer value;

  if (self->state == DAVY_CONTAINMENT_WAITING)
    {
      davy_evidence_start (davy_case_get_evidence (self->subject));
      return;
    }

  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const DavyContainmentJob *job = value;

      if (is_challenged (job))
        g_strv_builder_add (job->kind == &davy_act_remove_role ? roles : things, job->id);
    }
  role_ids = g_strv_builder_end (roles);
  thing_ids = g_strv_builder_end (things);
  if (role_ids[0] == NULL && thing_ids[0] == NULL)
    davy_containment_read (self);
  else
    davy_containment_stop (self, (const char *const *) role_ids, (const char *const *) thing_ids);
}
