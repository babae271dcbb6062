/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-store.h"

#include "core/davy-error.h"
#include "store/davy-store-private.h"
#include "store/davy-store-worker.h"

/* What was fetched, the cases and their evidence, in one SQLite file: one thread that writes, one
 * that reads, and a read-only connection on the main thread for one page of a list at a time. */

struct _DavyStore
{
  GObject parent_instance;

  DavyStoreWorker *worker;
  gboolean started;
  gboolean closed;

  DavyStoreTables changed; /* not announced yet */
  GSource *changed_source;
  GMainContext *context;
};

G_DEFINE_FINAL_TYPE (DavyStore, davy_store, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
} StoreSignal;

static guint signals[N_SIGNALS];

typedef struct
{
  DavyStoreJob job; /* first: the worker hands this back */
  GTask *task;      /* (owned) */
  gpointer data;    /* (owned) by destroy */
  GDestroyNotify destroy;
} StoreCall;

static void
store_call_free (gpointer data)
{
  StoreCall *call = data;

  if (call->destroy != NULL)
    call->destroy (call->data);
  g_clear_error (&call->job.error);
  g_free (call);
}

static gboolean
changed_cb (gpointer user_data)
{
  DavyStore *self = user_data;
  DavyStoreTables changed = self->changed;

  self->changed = 0;
  g_clear_pointer (&self->changed_source, g_source_unref);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, (guint) changed);

  return G_SOURCE_REMOVE;
}

static void
announce_later (DavyStore *self, DavyStoreTables touched)
{
  self->changed |= touched;
  if (self->changed == 0 || self->changed_source != NULL)
    return;

  self->changed_source = g_idle_source_new ();
  g_source_set_priority (self->changed_source, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->changed_source, changed_cb, self, NULL);
  g_source_attach (self->changed_source, self->context);
}

static void
store_call_done_cb (DavyStoreJob *job)
{
  StoreCall *call = (StoreCall *) job;
  g_autoptr (GTask) task = g_steal_pointer (&call->task);
  DavyStore *self = g_task_get_source_object (task);

  if (job->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&job->error));
      return;
    }

  announce_later (self, job->touched & ~DAVY_STORE_REPEATABLE);
  g_task_return_boolean (task, TRUE);
}

static StoreCall *
store_call_new (DavyStore *self,
                DavyStoreWork work,
                gpointer data,
                GDestroyNotify destroy,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  StoreCall *call = g_new0 (StoreCall, 1);

  call->job.work = work;
  call->job.data = data;
  call->job.cancellable = cancellable;
  call->job.done = store_call_done_cb;
  call->data = data;
  call->destroy = destroy;
  call->task = g_task_new (self, cancellable, callback, user_data);
  /* What was written stays written: a late cancellation does not turn it into an error. */
  g_task_set_check_cancellable (call->task, FALSE);
  g_task_set_task_data (call->task, call, store_call_free);

  return call;
}

static gboolean
refuse_when_closed (DavyStore *self, StoreCall *call)
{
  g_autoptr (GTask) task = NULL;

  if (!self->closed)
    return FALSE;

  task = g_steal_pointer (&call->task);
  g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_STORE, "The database is closed");
  return TRUE;
}

static void
davy_store_dispose (GObject *object)
{
  DavyStore *self = DAVY_STORE (object);

  davy_store_close (self);

  G_OBJECT_CLASS (davy_store_parent_class)->dispose (object);
}

static void
davy_store_finalize (GObject *object)
{
  DavyStore *self = DAVY_STORE (object);

  g_clear_pointer (&self->worker, davy_store_worker_free);
  g_clear_pointer (&self->context, g_main_context_unref);

  G_OBJECT_CLASS (davy_store_parent_class)->finalize (object);
}

static void
davy_store_class_init (DavyStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_store_dispose;
  object_class->finalize = davy_store_finalize;

  /**
   * DavyStore::changed:
   * @self: the store
   * @tables: a mask of #DavyStoreTables
   *
   * Something was written. At most once in a turn of the main loop, however much was written.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
davy_store_init (DavyStore *self)
{
  self->context = g_main_context_ref_thread_default ();
}

/**
 * davy_store_new:
 * @path: the database's file; its folder is made when absent, and is the program's own
 *
 * Nothing is touched before davy_store_open_async().
 *
 * Returns: (transfer full): a store that belongs to the thread-default main context
 */
DavyStore *
davy_store_new (const char *path)
{
  DavyStore *self = g_object_new (DAVY_TYPE_STORE, NULL);

  self->worker = davy_store_worker_new (path, self->context);

  return self;
}

/**
 * davy_store_open_async:
 * @self: a store that was not opened before
 * @cancellable: (nullable): stops the waiting, not the opening
 * @callback: called in the store's context
 * @user_data: for @callback
 *
 * Opens the file on the writer's thread and brings its tables up to date. Reads and writes may be
 * asked for at once: they wait for the opening, and fail as it fails. May be called before the
 * toolkit is initialised.
 */
void
davy_store_open_async (DavyStore *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  StoreCall *call = store_call_new (self, NULL, NULL, NULL, cancellable, callback, user_data);

  g_return_if_fail (!self->started);

  self->started = TRUE;
  g_task_set_source_tag (call->task, davy_store_open_async);
  davy_store_worker_start (self->worker);
  davy_store_worker_push_write (self->worker, &call->job);
}

/**
 * davy_store_is_begun:
 * @self: a store
 *
 * Returns: whether somebody has begun to open it
 */
gboolean
davy_store_is_begun (DavyStore *self)
{
  g_return_val_if_fail (DAVY_IS_STORE (self), FALSE);

  return self->started;
}

/**
 * davy_store_open_finish:
 * @self: a store
 * @result: the answer
 * @error: where to report %DAVY_ERROR_STORE; with the fault's reason `newer` when the file was
 *   written by a newer program: it is left as it is
 *
 * Returns: whether the store is open
 */
gboolean
davy_store_open_finish (DavyStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_store_open_async, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * davy_store_get_set_aside:
 * @self: an open store
 *
 * Returns: (transfer none) (nullable): where a file that could not be read was moved to when an
 *   empty one took its place
 */
const char *
davy_store_get_set_aside (DavyStore *self)
{
  return davy_store_worker_get_set_aside (self->worker);
}

/**
 * davy_store_dup_set_aside_error:
 * @self: an open store
 *
 * Returns: (transfer full) (nullable): what to tell a person about davy_store_get_set_aside(), a
 *   %DAVY_ERROR_STORE with the fault's reason `set-aside`; %NULL when there is nothing to tell
 */
GError *
davy_store_dup_set_aside_error (DavyStore *self)
{
  const char *path = davy_store_get_set_aside (self);
  const DavyFault fault = { .reason = (char *) "set-aside" };

  if (path == NULL)
    return NULL;

  return davy_error_new_fault (DAVY_ERROR_STORE, &fault,
                               "The database could not be read; it is kept as %s", path);
}

/**
 * davy_store_close:
 * @self: a store
 *
 * Ends what was asked for and closes the file; waits for it. Later calls are refused.
 */
void
davy_store_close (DavyStore *self)
{
  self->closed = TRUE;
  davy_store_worker_stop (self->worker);
  if (self->changed_source != NULL)
    {
      g_source_destroy (self->changed_source);
      g_clear_pointer (&self->changed_source, g_source_unref);
    }
}

/**
 * davy_store_write_async:
 * @self: a store
 * @work: what to do, on the writer's thread
 * @data: for @work; must not be touched by others until the answer
 * @destroy: (nullable): frees @data, in the store's context
 * @touched: which tables @work writes; naming %DAVY_TABLE_CASES makes it synced to the disk
 * @cancellable: (nullable): honoured until @work begins
 * @callback: called in the store's context
 * @user_data: for @callback
 *
 * Runs @work in one transaction, after all that was asked for before.
 */
void
davy_store_write_async (DavyStore *self,
                        DavyStoreWork work,
                        gpointer data,
                        GDestroyNotify destroy,
                        DavyStoreTables touched,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  StoreCall *call = store_call_new (self, work, data, destroy, cancellable, callback, user_data);

  g_task_set_source_tag (call->task, davy_store_write_async);
  call->job.touched = touched;
  if (!refuse_when_closed (self, call))
    davy_store_worker_push_write (self->worker, &call->job);
}

/**
 * davy_store_write_finish:
 * @self: a store
 * @result: the answer
 * @error: what the work reported; %DAVY_ERROR_STORE when it could not be written, or when the
 *   store never opened
 *
 * Returns: whether it is written; otherwise nothing of it is
 */
gboolean
davy_store_write_finish (DavyStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_store_write_async, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * davy_store_read_async:
 * @self: a store
 * @work: what to do, on the reader's thread; it sees one state of the database throughout
 * @data: for @work; must not be touched by others until the answer
 * @destroy: (nullable): frees @data, in the store's context
 * @cancellable: (nullable): stops it; after that the answer is %G_IO_ERROR_CANCELLED whatever was
 *   read, so that a page that is gone is not touched
 * @callback: called in the store's context
 * @user_data: for @callback
 */
void
davy_store_read_async (DavyStore *self,
                       DavyStoreWork work,
                       gpointer data,
                       GDestroyNotify destroy,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  StoreCall *call = store_call_new (self, work, data, destroy, cancellable, callback, user_data);

  g_task_set_source_tag (call->task, davy_store_read_async);
  g_task_set_check_cancellable (call->task, TRUE);
  if (!refuse_when_closed (self, call))
    davy_store_worker_push_read (self->worker, &call->job);
}

/**
 * davy_store_read_finish:
 * @self: a store
 * @result: the answer
 * @error: what the work reported; %DAVY_ERROR_STORE when the store never opened
 *
 * Returns: whether it was read
 */
gboolean
davy_store_read_finish (DavyStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_store_read_async, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * davy_store_result_get_data:
 * @result: the answer of davy_store_read_async() or davy_store_write_async()
 *
 * Returns: (transfer none) (nullable): the data that was handed over with the work, where it left
 *   what it found; it lives as long as @result
 */
gpointer
davy_store_result_get_data (GAsyncResult *result)
{
  const StoreCall *call = g_task_get_task_data (G_TASK (result));

  return call->data;
}

/*< private >
 * davy_store_get_page_db:
 * @self: a store that has answered a read
 *
 * Returns: (transfer none) (nullable): the connection for one page of a list at a time, on the
 *   main thread; %NULL once the store is closed
 */
DavyDb *
davy_store_get_page_db (DavyStore *self)
{
  return davy_store_worker_get_page_db (self->worker);
}

/* In the order in which nothing refers to what is gone. */
static gboolean
wipe_account (DavyDb *db, gpointer data, GError **error)
{
  static const char *const wipes[] = {
    "DELETE FROM alerts WHERE account_id = ?1 OR account_id LIKE ?2",
    "DELETE FROM subscriptions WHERE account_id = ?1 OR account_id LIKE ?2",
    "DELETE FROM customers WHERE account_id = ?1 OR account_id LIKE ?2",
    "DELETE FROM standing WHERE account_id = ?1 OR account_id LIKE ?2",
    "DELETE FROM access WHERE account_id = ?1 OR account_id LIKE ?2",
    "DELETE FROM state WHERE account_id = ?1 OR account_id LIKE ?2",
  };
  const char *account_id = data;
  const char *dot = strrchr (account_id, '.');
  g_autofree char *colleagues = dot != NULL ? g_strconcat ("%", dot, NULL) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wipes); i++)
    {
      g_autoptr (DavyStatement) statement = davy_db_prepare (db, wipes[i], error);

      if (statement == NULL)
        return FALSE;
      davy_statement_bind_text (statement, 1, account_id);
      davy_statement_bind_text (statement, 2, colleagues);
      if (!davy_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static void
wipe_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;

  if (davy_store_write_finish (DAVY_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * davy_store_wipe_account_async:
 * @self: a store
 * @account_id: whose data
 * @cancellable: (nullable): honoured until it begins
 * @callback: called in the store's context
 * @user_data: for @callback
 *
 * Forgets all that was fetched for an account, and for others of the same partner tenant, under
 * whose name it may stand (see davy_db_settle_owner()). Cases stay: a decision is a record. To be
 * called when nobody of the tenant is signed in any more.
 */
void
davy_store_wipe_account_async (DavyStore *self,
                               const char *account_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_store_wipe_account_async);
  davy_store_write_async (self, wipe_account, g_strdup (account_id), g_free,
                          DAVY_TABLE_ALERTS | DAVY_TABLE_SUBSCRIPTIONS | DAVY_TABLE_CUSTOMERS |
                              DAVY_TABLE_USAGE | DAVY_TABLE_STANDING | DAVY_TABLE_STATE |
                              DAVY_TABLE_ACCESS,
                          cancellable, wipe_written_cb, task);
}

/**
 * davy_store_wipe_account_finish:
 * @self: a store
 * @result: the answer
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether all of it is gone
 */
gboolean
davy_store_wipe_account_finish (DavyStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_store_wipe_account_async,
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
