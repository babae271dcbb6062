/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-sync-private.h"

#include "core/davy-error.h"

/* The refresh: step after step it asks the plan what to fetch, hands it to the queue and waits
 * until the queue is through. What a person looks at goes through the same queue, before all that,
 * also when no refresh is under way. */

#define MAX_UNREACHABLE 3

/* Somebody who sees alerts for the first time sees them before anything else is asked for. */
#define FIRST_LOOK_MILLISECONDS 200

/* @self is not owned: whoever disposes of it cancels, and then only the rest is looked at. */
typedef struct
{
  DavySync *self;
  DavySyncJob *job;          /* (owned) (nullable): NULL while it is being planned */
  GCancellable *cancellable; /* (owned) */
} Run;

static void begin_step (DavySync *self, DavySyncStep step);
static void plan_background (DavySync *self);
static void pump (DavySync *self);

/* @job: (transfer full) (nullable) */
static Run *
run_new (DavySync *self, DavySyncJob *job)
{
  Run *run = g_new0 (Run, 1);

  run->self = self;
  run->job = job;
  run->cancellable = g_object_ref (self->cancellable);

  return run;
}

static void
run_free (Run *run)
{
  g_clear_pointer (&run->job, davy_sync_job_free);
  g_object_unref (run->cancellable);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

/* --- the end of a refresh ------------------------------------------------------------------ */

/* Jobs that are under way find that their cancellable is no longer ours. */
static void
drop_everything (DavySync *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  davy_sync_queue_reset (self->queue);
  davy_timer_clear (&self->pause);
  self->planning = FALSE;
  self->planning_background = FALSE;
}

static void
end_refresh (DavySync *self)
{
  if (!self->running)
    return;

  davy_sync_set_stage (self, DAVY_SYNC_STAGE_IDLE);
  davy_sync_set_running (self, FALSE);
  davy_sync_update_fraction (self);
}

void
davy_sync_abort_run (DavySync *self)
{
  drop_everything (self);
  end_refresh (self);
}

static void
round_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* Not worth a word to anybody: the next refresh goes through the customers a little earlier. */
  if (!davy_store_write_finish (DAVY_STORE (source), result, &error))
    g_debug ("The end of the round was not written: %s", error->message);
}

static void
end_round (DavySync *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < self->sources->len; i++)
    g_strv_builder_add (ids,
                        davy_sync_source_get_account_id (g_ptr_array_index (self->sources, i)));
  davy_store_write_async (self->store, davy_sync_end_round, g_strv_builder_end (ids),
                          (GDestroyNotify) g_strfreev, DAVY_TABLE_STATE, NULL, round_ended_cb,
                          NULL);
}

static gboolean
pause_ended_cb (gpointer data)
{
  DavySync *self = data;

  davy_timer_clear (&self->pause);
  begin_step (self, self->step + 1);

  return G_SOURCE_REMOVE;
}

static void
end_step (DavySync *self)
{
  gboolean first_look =
      self->step == DAVY_SYNC_STEP_ALERTS && self->last_refresh == DAVY_TIME_UNSET;

  if (self->step == DAVY_SYNC_STEP_ALERTS && !self->alerts_failed)
    davy_sync_set_last_refresh (self, self->pass);
  if (self->step == DAVY_SYNC_STEP_CUSTOMERS)
    end_round (self);

  if (first_look)
    {
      self->planning = TRUE; /* nothing ends the next step before it begins */
      self->pause = davy_timer_start (FIRST_LOOK_MILLISECONDS, pause_ended_cb, self, NULL);
    }
  else if (self->step + 1 < DAVY_N_SYNC_STEPS)
    begin_step (self, self->step + 1);
  else
    end_refresh (self);
}

/* --- jobs ---------------------------------------------------------------------------------- */

/* The error that the bar shows: of the whole, before one of a part. */
static void
keep_error (DavySync *self, const DavySyncJob *job, const GError *error)
{
  gboolean whole = job->kind == DAVY_SYNC_JOB_ALERTS || job->kind == DAVY_SYNC_JOB_CUSTOMER_LIST;

  if (self->error == NULL || whole)
    davy_sync_set_error (self, g_error_copy (error));
}

static void
drop_source (DavySync *self, DavySyncSource *source)
{
  self->staged_total -= MIN (self->staged_total, davy_sync_queue_drop_source (self->queue, source));
  g_ptr_array_remove (self->sources, source);
}

/* So many failures of the network in a row are not the fault of one customer. */
static gboolean
is_silent (const DavySyncJob *job)
{
  guint silence = davy_sync_source_get_silence (job->source) + 1;

  davy_sync_source_set_silence (job->source, silence);

  return job->kind == DAVY_SYNC_JOB_ALERTS || silence >= MAX_UNREACHABLE;
}

/* The account cannot go on: a colleague may, and the others do. */
static void
account_failed (DavySync *self, const DavySyncJob *job, const GError *error, gboolean unreachable)
{
  g_autoptr (DavySyncSource) source = g_object_ref (job->source);
  DavyAccount *account = davy_sync_source_get_account (source);

  davy_sync_note_failure (self, account, error);
  drop_source (self, source);
  if (!unreachable && davy_sync_replace_account (self, account))
    {
      davy_sync_begin_run (self);
    }
  else if (self->sources->len == 0)
    {
      davy_sync_set_offline (self, g_error_matches (error, DAVY_ERROR, DAVY_ERROR_OFFLINE));
      davy_sync_abort_run (self);
      if (unreachable)
        g_ptr_array_add (self->sources, g_steal_pointer (&source)); /* what is opened is tried */
    }
}

/* What is refused to one may be allowed to a colleague. */
static void
colleague_may_go_on (DavySync *self, const DavySyncJob *job, const GError *error)
{
  DavyAccount *account = davy_sync_source_get_account (job->source);

  davy_sync_note_failure (self, account, error);
  if (davy_sync_replace_account (self, account))
    {
      drop_source (self, job->source);
      davy_sync_begin_run (self);
    }
}

static void
job_failed (DavySync *self, const DavySyncJob *job, const GError *error)
{
  gboolean unreachable = g_error_matches (error, DAVY_ERROR, DAVY_ERROR_OFFLINE) ||
                         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_TIMED_OUT);
  gboolean refused_whole =
      g_error_matches (error, DAVY_ERROR, DAVY_ERROR_REFUSED) &&
      (job->kind == DAVY_SYNC_JOB_ALERTS || job->kind == DAVY_SYNC_JOB_CUSTOMER_LIST);

  if (job->kind == DAVY_SYNC_JOB_ALERTS)
    self->alerts_failed = TRUE;
  if (unreachable && !is_silent (job))
    return;

  /* What became of a subscription's usage is told where the usage would be. */
  if ((job->staged && job->kind != DAVY_SYNC_JOB_USAGE) || unreachable ||
      davy_sync_error_is_fatal (error))
    keep_error (self, job, error);

  if (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_STORE))
    davy_sync_abort_run (self);
  else if (unreachable || davy_sync_error_is_fatal (error))
    account_failed (self, job, error,
                    unreachable || g_error_matches (error, DAVY_ERROR, DAVY_ERROR_TLS));
  else if (refused_whole)
    colleague_may_go_on (self, job, error);
}

static void
job_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  DavySync *self = run->self;
  g_autoptr (GError) error = NULL;
  gboolean done = davy_sync_job_run_finish (run->job, result, &error);

  if (g_cancellable_is_cancelled (run->cancellable))
    return;

  davy_sync_queue_done (self->queue, run->job);
  if (run->job->staged)
    self->staged_done++;
  if (done)
    {
      davy_sync_source_set_silence (run->job->source, 0);
      davy_sync_set_offline (self, FALSE);
      if (self->step == DAVY_SYNC_STEP_CUSTOMERS && run->job->kind == DAVY_SYNC_JOB_CUSTOMER)
        plan_background (self);
    }
  else
    {
      job_failed (self, run->job, error);
    }
  davy_sync_update_fraction (self);
  pump (self);
}

static void
pump (DavySync *self)
{
  DavySyncJob *job;

  while ((job = davy_sync_queue_take (self->queue)) != NULL)
    {
      Run *run = run_new (self, job);

      davy_sync_job_run_async (job, run->cancellable, job_done_cb, run);
    }

  if (self->running && !self->planning && !self->planning_background &&
      !davy_sync_queue_has_staged (self->queue))
    end_step (self);
}

/* Takes @job. Returns whether the refresh has one more to wait for. */
static gboolean
push_job (DavySync *self, DavySyncJob *job)
{
  gint64 *tried = g_hash_table_lookup (self->tried, job->key);
  gint64 now = davy_time_monotonic ();
  gboolean staged = job->staged;

  if (tried != NULL && now - *tried < job->rest)
    {
      davy_sync_job_free (job);
      return FALSE;
    }
  g_hash_table_insert (self->tried, g_strdup (job->key), g_memdup2 (&now, sizeof now));

  return davy_sync_queue_push (self->queue, job) && staged;
}

static void
take_plan (DavySync *self, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = davy_sync_plan_step_finish (self->store, result, &error);

  if (jobs == NULL)
    {
      davy_sync_set_error (self, g_steal_pointer (&error));
      davy_sync_abort_run (self);
      return;
    }

  while (jobs->len > 0)
    self->staged_total += push_job (self, g_ptr_array_steal_index (jobs, 0)) ? 1 : 0;
  davy_sync_update_fraction (self);
  pump (self);
}

static void
step_planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;

  if (g_cancellable_is_cancelled (run->cancellable))
    return;
  run->self->planning = FALSE;
  take_plan (run->self, result);
}

static void
background_planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;

  if (g_cancellable_is_cancelled (run->cancellable))
    return;
  run->self->planning_background = FALSE;
  take_plan (run->self, result);
}

/* Customers wait for their turn in Partner Center's budget, which the usage of those that were read
 * does not need. */
static void
plan_background (DavySync *self)
{
  if (!self->running || self->planning_background || davy_sync_queue_has_background (self->queue))
    return;

  self->planning_background = TRUE;
  davy_sync_plan_step_async (self->store, self->sources, DAVY_SYNC_STEP_USAGE, self->pass,
                             self->cancellable, background_planned_cb, run_new (self, NULL));
}

static void
begin_step (DavySync *self, DavySyncStep step)
{
  self->step = step;
  self->staged_total = 0;
  self->staged_done = 0;
  self->planning = TRUE;
  davy_sync_set_stage (self, davy_sync_step_get_stage (step));
  davy_sync_update_fraction (self);
  davy_sync_plan_step_async (self->store, self->sources, step, self->pass, self->cancellable,
                             step_planned_cb, run_new (self, NULL));
}

/* --- within the room ----------------------------------------------------------------------- */

void
davy_sync_begin_run (DavySync *self)
{
  if (self->running)
    drop_everything (self);
  self->has_new_source = FALSE;
  self->pass = davy_time_now ();
  for (guint i = 0; i < self->sources->len; i++)
    davy_sync_source_set_silence (g_ptr_array_index (self->sources, i), 0);
  self->alerts_failed = FALSE;
  davy_sync_set_running (self, TRUE);
  begin_step (self, DAVY_SYNC_STEP_ALERTS);
}

/* --- what a person looks at ---------------------------------------------------------------- */

static void
rows_planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  DavySync *self = run->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = davy_sync_plan_rows_finish (DAVY_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (run->cancellable) || jobs == NULL)
    return;

  /* The last one pushed is the first one run. */
  while (jobs->len > 0)
    push_job (self, g_ptr_array_steal_index (jobs, jobs->len - 1));
  pump (self);
}

void
davy_sync_want_rows (DavySync *self, const gint64 *rows, guint n_rows, DavySyncLook look)
{
  if (n_rows > 0 && self->sources->len > 0 && (!self->offline || look != DAVY_SYNC_LOOK_ROW))
    davy_sync_plan_rows_async (self->store, self->sources, rows, n_rows, look, self->cancellable,
                               rows_planned_cb, run_new (self, NULL));
}
