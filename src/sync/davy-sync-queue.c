/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-sync-queue.h"

/* So many at once, each job having one request under way: as many as go out to a host at once. How
 * many Partner Center allows a tenant in a minute is not ours to count. What runs in the background
 * takes no place from what somebody waits for. */
#define MAX_RUNNING    8
#define MAX_BACKGROUND 8

struct _DavySyncQueue
{
  GQueue urgent;       /* (element-type DavySyncJob): the latest first */
  GQueue staged;       /* (element-type DavySyncJob) */
  GQueue background;   /* (element-type DavySyncJob) */
  GHashTable *running; /* (element-type utf8): keys of the jobs that were taken */
  guint running_staged;
  guint running_background; /* they count as staged, too */
};

static DavySyncJob *
create_job (DavySyncJobKind kind, DavySyncSource *source, const char *what, const char *which)
{
  DavySyncJob *self = g_new0 (DavySyncJob, 1);

  self->kind = kind;
  self->source = g_object_ref (source);
  self->key = g_strjoin ("/", what, davy_sync_source_get_account_id (source), which, NULL);

  return self;
}

/* --- jobs ---------------------------------------------------------------------------------- */

DavySyncJob *
davy_sync_job_new (DavySyncJobKind kind, DavySyncSource *source)
{
  return create_job (kind, source, kind == DAVY_SYNC_JOB_ALERTS ? "alerts" : "customers", NULL);
}

DavySyncJob *
davy_sync_job_new_customer (DavySyncSource *source, const char *tenant_id)
{
  DavySyncJob *self = create_job (DAVY_SYNC_JOB_CUSTOMER, source, "customer", tenant_id);

  self->tenant_id = g_strdup (tenant_id);

  return self;
}

/* @target: (transfer full) */
DavySyncJob *
davy_sync_job_new_usage (DavySyncSource *source, DavyUsageTarget *target)
{
  DavySyncJob *self = create_job (DAVY_SYNC_JOB_USAGE, source, "usage", target->azure_id);

  self->target = target;

  return self;
}

/* @target: (transfer full) */
DavySyncJob *
davy_sync_job_new_details (DavySyncSource *source, DavyUsageTarget *target)
{
  DavySyncJob *self = create_job (DAVY_SYNC_JOB_DETAILS, source, "details", target->azure_id);

  self->target = target;

  return self;
}

void
davy_sync_job_free (DavySyncJob *self)
{
  g_clear_object (&self->source);
  g_clear_pointer (&self->target, davy_usage_target_free);
  g_free (self->tenant_id);
  g_free (self->key);
  g_free (self);
}

void
davy_sync_job_run_async (const DavySyncJob *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  switch (self->kind)
    {
    case DAVY_SYNC_JOB_ALERTS:
      davy_sync_source_fetch_alerts_async (self->source, self->pass, self->first, cancellable,
                                           callback, user_data);
      break;

    case DAVY_SYNC_JOB_CUSTOMER_LIST:
      davy_sync_source_list_customers_async (self->source, cancellable, callback, user_data);
      break;

    case DAVY_SYNC_JOB_CUSTOMER:
      davy_sync_source_fetch_customer_async (self->source, self->tenant_id, cancellable, callback,
                                             user_data);
      break;

    case DAVY_SYNC_JOB_USAGE:
      davy_sync_source_fetch_usage_async (self->source, self->target, cancellable, callback,
                                          user_data);
      break;

    case DAVY_SYNC_JOB_DETAILS:
      davy_sync_source_fetch_details_async (self->source, self->target, cancellable, callback,
                                            user_data);
      break;

    default:
      g_assert_not_reached ();
    }
}

gboolean
davy_sync_job_run_finish (const DavySyncJob *self, GAsyncResult *result, GError **error)
{
  switch (self->kind)
    {
    case DAVY_SYNC_JOB_ALERTS:
      return davy_sync_source_fetch_alerts_finish (self->source, result, error);

    case DAVY_SYNC_JOB_CUSTOMER_LIST:
      return davy_sync_source_list_customers_finish (self->source, result, error);

    case DAVY_SYNC_JOB_CUSTOMER:
      return davy_sync_source_fetch_customer_finish (self->source, result, error);

    case DAVY_SYNC_JOB_USAGE:
    case DAVY_SYNC_JOB_DETAILS:
      return davy_sync_source_fetch_usage_finish (self->source, result, error);

    default:
      g_assert_not_reached ();
    }
}

/* --- the queue ----------------------------------------------------------------------------- */

static GList *
find_key (GQueue *queue, const char *key)
{
  for (GList *l = queue->head; l != NULL; l = l->next)
    {
      if (g_str_equal (((const DavySyncJob *) l->data)->key, key))
        return l;
    }

  return NULL;
}

static guint
drop_source (GQueue *queue, DavySyncSource *source)
{
  guint dropped = 0;
  GList *next;

  for (GList *l = queue->head; l != NULL; l = next)
    {
      DavySyncJob *job = l->data;

      next = l->next;
      if (job->source != source)
        continue;
      dropped += job->staged ? 1 : 0;
      davy_sync_job_free (job);
      g_queue_delete_link (queue, l);
    }

  return dropped;
}

DavySyncQueue *
davy_sync_queue_new (void)
{
  DavySyncQueue *self = g_new0 (DavySyncQueue, 1);

  g_queue_init (&self->urgent);
  g_queue_init (&self->staged);
  g_queue_init (&self->background);
  self->running = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
davy_sync_queue_free (DavySyncQueue *self)
{
  g_queue_clear_full (&self->urgent, (GDestroyNotify) davy_sync_job_free);
  g_queue_clear_full (&self->staged, (GDestroyNotify) davy_sync_job_free);
  g_queue_clear_full (&self->background, (GDestroyNotify) davy_sync_job_free);
  g_hash_table_unref (self->running);
  g_free (self);
}

/* What is wanted now waits no longer among what is not.
 * Returns: whether it was there */
static gboolean
move_to_urgent (DavySyncQueue *self, GQueue *queue, const char *key)
{
  GList *pending = find_key (queue, key);

  if (pending == NULL)
    return FALSE;

  ((DavySyncJob *) pending->data)->background = FALSE;
  g_queue_push_head (&self->urgent, pending->data);
  g_queue_delete_link (queue, pending);

  return TRUE;
}

/* @job: (transfer full)
 * Returns: whether it is new; a staged one that is wanted now only moves to the front */
gboolean
davy_sync_queue_push (DavySyncQueue *self, DavySyncJob *job)
{
  g_autoptr (DavySyncJob) taken = job;

  if (g_hash_table_contains (self->running, job->key) || find_key (&self->urgent, job->key) != NULL)
    return FALSE;

  if (job->staged)
    {
      g_queue_push_tail (job->background ? &self->background : &self->staged,
                         g_steal_pointer (&taken));
      return TRUE;
    }

  if (move_to_urgent (self, &self->staged, job->key) ||
      move_to_urgent (self, &self->background, job->key))
    return FALSE;
  g_queue_push_head (&self->urgent, g_steal_pointer (&taken));

  return TRUE;
}

/* Returns: (transfer full) (nullable): what to run now; davy_sync_queue_done() is to be called */
DavySyncJob *
davy_sync_queue_take (DavySyncQueue *self)
{
  guint in_front = g_hash_table_size (self->running) - self->running_background;
  DavySyncJob *job = NULL;

  if (in_front < MAX_RUNNING)
    job = g_queue_pop_head (&self->urgent);
  if (job == NULL && in_front < MAX_RUNNING)
    job = g_queue_pop_head (&self->staged);
  if (job == NULL && self->running_background < MAX_BACKGROUND)
    job = g_queue_pop_head (&self->background);
  if (job == NULL)
    return NULL;

  g_hash_table_add (self->running, g_strdup (job->key));
  self->running_staged += job->staged ? 1 : 0;
  self->running_background += job->background ? 1 : 0;

  return job;
}

void
davy_sync_queue_done (DavySyncQueue *self, const DavySyncJob *job)
{
  g_hash_table_remove (self->running, job->key);
  self->running_staged -= job->staged ? 1 : 0;
  self->running_background -= job->background ? 1 : 0;
}

/* Returns: how many staged jobs will now never run */
guint
davy_sync_queue_drop_source (DavySyncQueue *self, DavySyncSource *source)
{
  return drop_source (&self->urgent, source) + drop_source (&self->staged, source) +
         drop_source (&self->background, source);
}

/* Returns: whether a staged job is pending or running */
gboolean
davy_sync_queue_has_staged (DavySyncQueue *self)
{
  if (self->running_staged > 0 || !g_queue_is_empty (&self->staged) ||
      !g_queue_is_empty (&self->background))
    return TRUE;

  for (GList *l = self->urgent.head; l != NULL; l = l->next)
    {
      if (((const DavySyncJob *) l->data)->staged)
        return TRUE;
    }

  return FALSE;
}

/* Returns: whether a job that runs in the background is pending */
gboolean
davy_sync_queue_has_background (DavySyncQueue *self)
{
  return !g_queue_is_empty (&self->background);
}

/* Forgets everything, the jobs under way too: davy_sync_queue_done() is not called for them. */
void
davy_sync_queue_reset (DavySyncQueue *self)
{
  g_queue_clear_full (&self->urgent, (GDestroyNotify) davy_sync_job_free);
  g_queue_clear_full (&self->staged, (GDestroyNotify) davy_sync_job_free);
  g_queue_clear_full (&self->background, (GDestroyNotify) davy_sync_job_free);
  g_hash_table_remove_all (self->running);
  self->running_staged = 0;
  self->running_background = 0;
}
