/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-containment.h"

#include "core/davy-error.h"
#include "triage/davy-containment-private.h"
#include "triage/davy-evidence.h"
#include "triage/davy-stop-acts.h"

/* The fast lane (`playbook.md` C.3, 7a to 7c):
 *
 *   read → a person says what is to go → the required evidence is stored
 *        → roles are taken away → compute is stopped → watched for 15 minutes
 *
 * What comes back is shown and waits for the person again. Each thing that is sent is an act in the
 * journal of the case. */

#define MAX_AT_ONCE  6  /* acts on their way */
#define LOOK_SECONDS 30 /* between two looks while it is watched */

G_DEFINE_FINAL_TYPE (DavyContainment, davy_containment, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_LAST,
};

static guint signals[SIGNAL_LAST];

static void read_picture (DavyContainment *self);
static void send_next (DavyContainment *self);

static void
job_free (gpointer data)
{
  DavyContainmentJob *job = data;

  g_free (job->id);
  g_clear_pointer (&job->facts, g_variant_unref);
  g_clear_error (&job->error);
  g_free (job);
}

static void
tell (DavyContainment *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
is_under_way (DavyContainmentState state)
{
  return state == DAVY_CONTAINMENT_WAITING || state == DAVY_CONTAINMENT_STOPPING ||
         state == DAVY_CONTAINMENT_WATCHING;
}

/* The last window may close in between; the case stays until the end. */
static void
set_state (DavyContainment *self, DavyContainmentState state)
{
  g_autoptr (DavyContainment) alive = g_object_ref (self);

  self->state = state;
  if (is_under_way (state))
    g_set_object (&self->held, self->subject);
  tell (self);
  if (!is_under_way (state))
    g_clear_object (&self->held);
}

static void
keep_error (DavyContainment *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
}

/* --- watching ------------------------------------------------------------------------------ */

static gboolean
look_cb (gpointer data)
{
  DavyContainment *self = data;

  davy_timer_clear (&self->look_timer);
  read_picture (self);

  return G_SOURCE_REMOVE;
}

static void
look_later (DavyContainment *self)
{
  davy_timer_clear (&self->look_timer);
  self->look_timer = davy_timer_start (LOOK_SECONDS * 1000, look_cb, self, NULL);
}

/* All is sent: from here on it has to stay as it is. */
static void
begin_watch (DavyContainment *self)
{
  davy_evidence_collect_after_async (davy_case_get_evidence (self->subject), NULL, NULL, NULL);
  self->watched_until = davy_time_now () + DAVY_CONTAINMENT_WATCH;
  g_clear_pointer (&self->before, davy_stop_picture_free);
  set_state (self, DAVY_CONTAINMENT_WATCHING);
  read_picture (self);
}

/* What came back stays to be answered, however long that takes. */
static void
go_on_watching (DavyContainment *self)
{
  g_autoptr (GPtrArray) returned = davy_containment_list_returned (self);

  if (davy_time_now () < self->watched_until || returned->len > 0)
    {
      look_later (self);
      tell (self);
    }
  else
    {
      set_state (self, DAVY_CONTAINMENT_CALM);
    }
}

/* --- reading ------------------------------------------------------------------------------- */

/* The first look of a watch is what the later ones are compared with. */
static void
take_picture (DavyContainment *self, DavyStopPicture *picture)
{
  if (self->state == DAVY_CONTAINMENT_WATCHING && self->before == NULL)
    self->before = g_steal_pointer (&self->picture);
  g_clear_pointer (&self->picture, davy_stop_picture_free);
  self->picture = picture;
}

static void
picture_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyContainment) self = user_data;
  g_autoptr (GError) error = NULL;
  DavyStopPicture *picture = davy_stop_picture_read_finish (DAVY_CASE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  keep_error (self, g_steal_pointer (&error));
  if (picture != NULL)
    take_picture (self, picture);
  if (self->state == DAVY_CONTAINMENT_WATCHING)
    go_on_watching (self);
  else if (self->state == DAVY_CONTAINMENT_READING)
    set_state (self, self->picture != NULL ? DAVY_CONTAINMENT_READY : DAVY_CONTAINMENT_IDLE);
}

static void
read_picture (DavyContainment *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  davy_stop_picture_read_async (self->subject, self->cancellable, picture_read_cb,
                                g_object_ref (self));
}

/* --- sending ------------------------------------------------------------------------------- */

typedef struct
{
  DavyContainment *self;   /* (owned) */
  DavyContainmentJob *job; /* which belongs to @self */
} Sending;

static void
settle_job (DavyContainmentJob *job, DavyAct *act, GError *error)
{
  job->stage = davy_containment_judge_act (act, error);
  if (job->stage == DAVY_STAGE_FAILED || job->stage == DAVY_STAGE_NEEDLESS)
    job->error = g_steal_pointer (&error);
  g_clear_error (&error);
}

static void
act_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Sending *sending = user_data;
  g_autoptr (DavyContainment) self = sending->self;
  GError *error = NULL;
  g_autoptr (DavyAct) act = davy_case_run_act_finish (DAVY_CASE (source), result, &error);

  settle_job (sending->job, act, error);
  self->n_sending--;
  self->n_removing -= sending->job->kind == &davy_act_remove_role;
  send_next (self);
}

static void
send_job (DavyContainment *self, DavyContainmentJob *job)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->self = g_object_ref (self);
  sending->job = job;
  job->stage = DAVY_STAGE_SENDING;
  self->n_sending++;
  self->n_removing += job->kind == &davy_act_remove_role;
  davy_case_run_act_async (self->subject, job->kind, DAVY_STEP_CONTAIN, job->id, job->facts,
                           self->calling_off, act_ended_cb, sending);
}

/* Nothing is stopped before the roles are gone, or it would come back at once. */
static gboolean
may_send (DavyContainment *self, const DavyContainmentJob *job)
{
  return self->n_sending < MAX_AT_ONCE &&
         (self->n_removing == 0 || job->kind == &davy_act_remove_role);
}

static void
send_next (DavyContainment *self)
{
  g_autoptr (DavyContainment) alive = g_object_ref (self);
  DavyContainmentJob *job;

  while ((job = g_queue_peek_head (&self->queue)) != NULL && may_send (self, job))
    {
      g_queue_pop_head (&self->queue);
      send_job (self, job);
    }
  if (self->n_sending == 0)
    begin_watch (self);
  else
    tell (self);
}

static void
begin_sending (DavyContainment *self)
{
  set_state (self, DAVY_CONTAINMENT_STOPPING);
  send_next (self);
}

/* A part that the server refuses holds everything up until somebody waives it. */
static void
evidence_changed_cb (DavyContainment *self)
{
  if (self->state != DAVY_CONTAINMENT_WAITING)
    return;
  if (davy_evidence_is_enough (davy_case_get_evidence (self->subject), NULL))
    begin_sending (self);
  else
    tell (self);
}

static void
wait_for_evidence (DavyContainment *self)
{
  DavyEvidence *evidence = davy_case_get_evidence (self->subject);

  set_state (self, DAVY_CONTAINMENT_WAITING);
  davy_evidence_start (evidence);
  evidence_changed_cb (self);
}

static void
add_job (DavyContainment *self, const DavyActKind *kind, const char *id, GVariant *facts)
{
  DavyContainmentJob *job = g_new0 (DavyContainmentJob, 1);

  job->kind = kind;
  job->id = g_strdup (id);
  job->facts = facts != NULL ? g_variant_ref_sink (facts) : NULL;
  job->stage = DAVY_STAGE_WAITING;
  g_hash_table_replace (self->jobs, g_ascii_strdown (id, -1), job);
  g_queue_push_tail (&self->queue, job);
}

/* --- the object ---------------------------------------------------------------------------- */

static void
davy_containment_dispose (GObject *object)
{
  DavyContainment *self = DAVY_CONTAINMENT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  davy_timer_clear (&self->look_timer);
  g_queue_clear (&self->queue);

  G_OBJECT_CLASS (davy_containment_parent_class)->dispose (object);
}

static void
davy_containment_finalize (GObject *object)
{
  DavyContainment *self = DAVY_CONTAINMENT (object);

  g_clear_object (&self->calling_off);
  g_hash_table_unref (self->jobs);
  davy_stop_picture_free (self->picture);
  davy_stop_picture_free (self->before);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (davy_containment_parent_class)->finalize (object);
}

static void
davy_containment_class_init (DavyContainmentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_containment_dispose;
  object_class->finalize = davy_containment_finalize;

  /**
   * DavyContainment::changed:
   *
   * Whatever can be asked of it may be answered differently now.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DAVY_TYPE_CONTAINMENT, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
davy_containment_init (DavyContainment *self)
{
  self->jobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, job_free);
  g_queue_init (&self->queue);
}

/**
 * davy_case_get_containment:
 * @self: a case
 *
 * Returns: (transfer none): what stops the machines of the case's subscription; whoever asks gets
 *   the same
 */
DavyContainment *
davy_case_get_containment (DavyCase *self)
{
  static GQuark quark;
  DavyContainment *containment;

  if (quark == 0)
    quark = g_quark_from_static_string ("davy-containment");
  containment = g_object_get_qdata (G_OBJECT (self), quark);
  if (containment == NULL)
    {
      containment = g_object_new (DAVY_TYPE_CONTAINMENT, NULL);
      containment->subject = self;
      g_signal_connect_object (davy_case_get_evidence (self), "changed",
                               G_CALLBACK (evidence_changed_cb), containment, G_CONNECT_SWAPPED);
      g_object_set_qdata_full (G_OBJECT (self), quark, containment, g_object_unref);
    }

  return containment;
}

/**
 * davy_containment_read:
 * @self: a containment
 *
 * Reads what runs, unless something is under way that reads by itself.
 */
void
davy_containment_read (DavyContainment *self)
{
  if (is_under_way (self->state))
    return;

  set_state (self, DAVY_CONTAINMENT_READING);
  read_picture (self);
}

/**
 * davy_containment_stop:
 * @self: a containment
 * @assignment_ids: (nullable) (array zero-terminated=1): role assignments to be taken away
 * @compute_ids: (nullable) (array zero-terminated=1): what is to be stopped; what the picture does
 *   not call ready is left out
 *
 * Once the required evidence is stored: takes the roles away, then stops, and then watches. Nothing
 * happens unless something is ready.
 */
void
davy_containment_stop (DavyContainment *self,
                       const char *const *assignment_ids,
                       const char *const *compute_ids)
{
  if (self->picture == NULL || self->state == DAVY_CONTAINMENT_WAITING ||
      self->state == DAVY_CONTAINMENT_STOPPING)
    return;

  g_hash_table_remove_all (self->jobs);
  for (guint i = 0; assignment_ids != NULL && assignment_ids[i] != NULL; i++)
    add_job (self, &davy_act_remove_role, assignment_ids[i], NULL);
  for (guint i = 0; compute_ids != NULL && compute_ids[i] != NULL; i++)
    {
      const DavyStopItem *item = davy_stop_plan_find (self->picture->plan, compute_ids[i]);

      if (item != NULL && item->ability == DAVY_STOP_READY)
        add_job (self, &davy_act_stop, item->compute->id, davy_stop_facts_new (item->compute));
    }
  if (g_queue_is_empty (&self->queue))
    return;

  g_cancellable_cancel (self->cancellable);
  davy_timer_clear (&self->look_timer);
  g_clear_object (&self->calling_off);
  self->calling_off = g_cancellable_new ();
  self->asked_at = davy_time_now ();
  wait_for_evidence (self);
}

/**
 * davy_containment_call_off:
 * @self: a containment
 *
 * Sends nothing more, and ends the watch. What was sent stays sent and is followed to its end.
 */
void
davy_containment_call_off (DavyContainment *self)
{
  DavyContainmentJob *job;

  g_cancellable_cancel (self->calling_off);
  while ((job = g_queue_pop_head (&self->queue)) != NULL)
    job->stage = DAVY_STAGE_NOT_SENT;
  davy_timer_clear (&self->look_timer);
  if (self->state == DAVY_CONTAINMENT_WATCHING)
    g_cancellable_cancel (self->cancellable);
  if (self->state == DAVY_CONTAINMENT_WAITING || self->state == DAVY_CONTAINMENT_WATCHING)
    set_state (self, DAVY_CONTAINMENT_READY);
  else
    tell (self);
}
