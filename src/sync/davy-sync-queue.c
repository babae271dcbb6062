/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-sync-queue.h"

/* So many requests at once, each job having one under way: well below what Partner Center allows a
 * tenant in a minute (`wire-contract.md` 2.0), and as many connections as there are to a host. */
#define MAX_RUNNING 6

struct _DavySyncQueue
{
  GQueue urgent;       /* (element-type DavySyncJob): the latest first */
  GQueue staged;       /* (element-type DavySyncJob) */
  GHashTable *running; /* (element-type utf8): keys of the jobs that were taken */
  guint running_staged;
  guint staged_limit;
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
  self->running = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->staged_limit = MAX_RUNNING;

  return self;
}

void
davy_sync_queue_free (DavySyncQueue *self)
{
  g_queue_clear_full (&self->urgent, (GDestroyNotify) davy_sync_job_free);
  g_queue_clear_full (&self->staged, (GDestroyNotify) davy_sync_job_free);
  g_hash_table_unref (self->running);
  g_free (self);
}

/* @limit: how many staged jobs may run at once; 0 for as many as may run at all */
void
davy_sync_queue_set_staged_limit (DavySyncQueue *self, guint limit)
{
  self->staged_limit = limit > 0 ? MIN (limit, MAX_RUNNING) : MAX_RUNNING;
}

/* @job: (transfer full)
 * Returns: whether it is new; a staged one that is wanted now only moves to the front */
gboolean
davy_sync_queue_push (DavySyncQueue *self, DavySyncJob *job)
{
  g_autoptr (DavySyncJob) taken = job;
  GList *pending;

  if (g_hash_table_contains (self->running, job->key) || find_key (&self->urgent, job->key) != NULL)
    return FALSE;

  if (job->staged)
    {
      g_queue_push_tail (&self->staged, g_steal_pointer (&taken));
      return TRUE;
    }

  pending = find_key (&self->staged, job->key);
  if (pending != NULL)
    {
      g_queue_push_head (&self->urgent, pending->data);
      g_queue_delete_link (&self->staged, pending);
      return FALSE;
    }
  g_queue_push_head (&self->urgent, g_steal_pointer (&taken));

  return TRUE;
}

/* Returns: (transfer full) (nullable): what to run now; davy_sync_queue_done() is to be called */
DavySyncJob *
davy_sync_queue_take (DavySyncQueue *self)
{
  DavySyncJob *job;

  if (g_hash_table_size (self->running) >= MAX_RUNNING)
    return NULL;

  job = g_queue_pop_head (&self->urgent);
  if (job == NULL && self->running_staged < self->staged_limit)
    job = g_queue_pop_head (&self->staged);
  if (job == NULL)
    return NULL;

  g_hash_table_add (self->running, g_strdup (job->key));
  self->running_staged += job->staged ? 1 : 0;

  return job;
}

void
davy_sync_queue_done (DavySyncQueue *self, const DavySyncJob *job)
{
  g_hash_table_remove (self->running, job->key);
  self->running_staged -= job->staged ? 1 : 0;
}

/* Returns: how many staged jobs will now never run */
guint
davy_sync_queue_drop_source (DavySyncQueue *self, DavySyncSource *source)
{
  return drop_source (&self->urgent, source) + drop_source (&self->staged, source);
}

/* Returns: whether a staged job is pending or running */
gboolean
davy_sync_queue_has_staged (DavySyncQueue *self)
{
  if (self->running_staged > 0 || !g_queue_is_empty (&self->staged))
    return TRUE;

  for (GList *l = self->urgent.head; l != NULL; l = l->next)
    {
      if (((const DavySyncJob *) l->data)->staged)
        return TRUE;
    }

  return FALSE;
}

/* Forgets everything, the jobs under way too: davy_sync_queue_done() is not called for them. */
void
davy_sync_queue_reset (DavySyncQueue *self)
{
  g_queue_clear_full (&self->urgent, (GDestroyNotify) davy_sync_job_free);
  g_queue_clear_full (&self->staged, (GDestroyNotify) davy_sync_job_free);
  g_hash_table_remove_all (self->running);
  self->running_staged = 0;
}
