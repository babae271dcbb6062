/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-store-worker.h"

#include "core/davy-error.h"
#include "store/davy-store-file.h"

#define MAX_TOGETHER 8

struct _DavyStoreWorker
{
  char *path;
  GMainContext *context;
  GAsyncQueue *writes; /* DavyStoreJob; a job of `quit` ends the thread */
  GAsyncQueue *reads;
  GThread *writer;

  /* Set by the writer before it makes the reader and before its first job is done. */
  DavyDb *page_db; /* used by the store's own context alone, which waits while it is closed */
  DavyDb *read_db; /* used by the reader alone */
  char *set_aside;
  GError *open_error;

  gboolean full_sync; /* of the writer */
};

static DavyStoreJob quit;

static gboolean
job_done_cb (gpointer data)
{
  DavyStoreJob *job = data;

  job->done (job);
  return G_SOURCE_REMOVE;
}

static void
answer (DavyStoreWorker *self, DavyStoreJob *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, job_done_cb, job, NULL);
  g_source_attach (source, self->context);
}

/* What was fetched can be fetched again, so a power cut may take the last of it; the journal of a
 * case may lose nothing that counts as written. SQLite ignores the switch inside a transaction,
 * so it is thrown before. */
static gboolean
set_durability (DavyStoreWorker *self, DavyDb *db, gboolean full, GError **error)
{
  if (self->full_sync == full)
    return TRUE;
  if (!davy_db_execute (db, full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL",
                        error))
    return FALSE;
  self->full_sync = full;

  return TRUE;
}

static gboolean
is_wanted (DavyStoreJob *job)
{
  return job->work != NULL && !g_cancellable_set_error_if_cancelled (job->cancellable, &job->error);
}

/* In a transaction of its own. */
static void
run_write (DavyStoreWorker *self, DavyDb *db, DavyStoreJob *job)
{
  if (!is_wanted (job) ||
      !set_durability (self, db, (job->touched & DAVY_TABLE_CASES) != 0, &job->error) ||
      !davy_db_execute (db, "BEGIN IMMEDIATE", &job->error))
    return;

  if (!job->work (db, job->data, &job->error) || !davy_db_execute (db, "COMMIT", &job->error))
    davy_db_execute (db, "ROLLBACK", NULL);
}

/* Pages of a long list touch the same indexes all over; in one transaction each part of them is
 * written once.
 * Returns: whether all went well; otherwise nothing is written */
static gboolean
run_together (DavyStoreWorker *self, DavyDb *db, GPtrArray *jobs)
{
  gboolean done =
      set_durability (self, db, FALSE, NULL) && davy_db_execute (db, "BEGIN IMMEDIATE", NULL);

  for (guint i = 0; done && i < jobs->len; i++)
    {
      DavyStoreJob *job = g_ptr_array_index (jobs, i);

      done = job->work (db, job->data, NULL);
    }
  done = done && davy_db_execute (db, "COMMIT", NULL);
  if (!done)
    davy_db_execute (db, "ROLLBACK", NULL);

  return done;
}

static void
run_writes (DavyStoreWorker *self, DavyDb *db, GPtrArray *jobs)
{
  if (jobs->len > 1 && run_together (self, db, jobs))
    return;

  for (guint i = 0; i < jobs->len; i++)
    run_write (self, db, g_ptr_array_index (jobs, i));
}

/* Inside one transaction all statements of a job see the same state. */
static void
run_read (DavyDb *db, DavyStoreJob *job)
{
  if (!davy_db_execute (db, "BEGIN", &job->error))
    return;
  job->work (db, job->data, &job->error);
  davy_db_execute (db, "COMMIT", NULL);
}

static gboolean
is_sociable (const DavyStoreJob *job)
{
  return job != &quit && job->work != NULL && job->cancellable == NULL &&
         (job->touched & DAVY_STORE_REPEATABLE) != 0;
}

/* @next: (inout) (nullable): what was taken from the queue and not run
 * Returns: whether there are more to come; @jobs has those that go together */
static gboolean
take_writes (DavyStoreWorker *self, GPtrArray *jobs, DavyStoreJob **next)
{
  DavyStoreJob *job = *next != NULL ? *next : g_async_queue_pop (self->writes);

  *next = NULL;
  while (job != NULL && job != &quit)
    {
      g_ptr_array_add (jobs, job);
      if (!is_sociable (job) || jobs->len == MAX_TOGETHER)
        return TRUE;

      job = g_async_queue_try_pop (self->writes);
      if (job != NULL && !is_sociable (job))
        {
          *next = job;
          return TRUE;
        }
    }

  return jobs->len > 0;
}

static void
run_write_queue (DavyStoreWorker *self, DavyDb *db)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();
  DavyStoreJob *next = NULL;

  while (take_writes (self, jobs, &next))
    {
      if (db != NULL)
        {
          DavyStoreJob *first = g_ptr_array_index (jobs, 0);

          run_writes (self, db, jobs);
          first->touched |= davy_db_take_touched (db);
        }
      for (guint i = 0; i < jobs->len; i++)
        {
          DavyStoreJob *job = g_ptr_array_index (jobs, i);

          if (db == NULL)
            job->error = g_error_copy (self->open_error);
          answer (self, job);
        }
      g_ptr_array_set_size (jobs, 0);
    }
}

static void
run_read_queue (DavyStoreWorker *self, DavyDb *db)
{
  DavyStoreJob *job;

  while ((job = g_async_queue_pop (self->reads)) != &quit)
    {
      if (db == NULL)
        job->error = g_error_copy (self->open_error);
      else if (is_wanted (job))
        run_read (db, job);
      answer (self, job);
    }
}

static gpointer
reader_main (gpointer data)
{
  DavyStoreWorker *self = data;

  run_read_queue (self, self->read_db);
  g_clear_pointer (&self->read_db, davy_db_close);

  return NULL;
}

static DavyDb *
open_all (DavyStoreWorker *self)
{
  g_autoptr (DavyDb) db = davy_store_file_open (self->path, &self->set_aside, &self->open_error);

  if (db == NULL)
    return NULL;

  self->page_db = davy_db_open (self->path, DAVY_DB_READ_ONLY, &self->open_error);
  if (self->page_db == NULL)
    return NULL;
  self->read_db = davy_db_open (self->path, DAVY_DB_READ_ONLY, &self->open_error);
  if (self->read_db == NULL)
    return NULL;

  return g_steal_pointer (&db);
}

/* Who closes last writes the log into the file, which the readers do not. */
static gpointer
writer_main (gpointer data)
{
  DavyStoreWorker *self = data;
  g_autoptr (DavyDb) db = open_all (self);
  GThread *reader = g_thread_new ("davy-store-read", reader_main, self);

  run_write_queue (self, db);
  g_thread_join (reader);
  g_clear_pointer (&self->page_db, davy_db_close);

  return NULL;
}

DavyStoreWorker *
davy_store_worker_new (const char *path, GMainContext *context)
{
  DavyStoreWorker *self = g_new0 (DavyStoreWorker, 1);

  self->path = g_strdup (path);
  self->context = g_main_context_ref (context);
  self->writes = g_async_queue_new ();
  self->reads = g_async_queue_new ();

  return self;
}

void
davy_store_worker_start (DavyStoreWorker *self)
{
  g_assert (self->writer == NULL);
  self->writer = g_thread_new ("davy-store-write", writer_main, self);
}

/**
 * davy_store_worker_stop:
 * @self: a worker
 *
 * Ends both threads, after what they were given so far; waits for it.
 */
void
davy_store_worker_stop (DavyStoreWorker *self)
{
  if (self->writer == NULL)
    return;

  g_async_queue_push (self->reads, &quit);
  g_async_queue_push (self->writes, &quit);
  g_thread_join (g_steal_pointer (&self->writer));
}

void
davy_store_worker_free (DavyStoreWorker *self)
{
  davy_store_worker_stop (self);
  g_async_queue_unref (self->writes);
  g_async_queue_unref (self->reads);
  g_main_context_unref (self->context);
  g_clear_error (&self->open_error);
  g_free (self->set_aside);
  g_free (self->path);
  g_free (self);
}

void
davy_store_worker_push_write (DavyStoreWorker *self, DavyStoreJob *job)
{
  g_async_queue_push (self->writes, job);
}

void
davy_store_worker_push_read (DavyStoreWorker *self, DavyStoreJob *job)
{
  g_async_queue_push (self->reads, job);
}

DavyDb *
davy_store_worker_get_page_db (DavyStoreWorker *self)
{
  return self->page_db;
}

const char *
davy_store_worker_get_set_aside (DavyStoreWorker *self)
{
  return self->set_aside;
}
