/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-waiters.h"

struct _DavyWaiters
{
  GPtrArray *waiters; /* Waiter */
  DavyWaitersGone gone;
  gpointer data;
};

typedef struct
{
  DavyWaiters *waiters; /* (not owned) */
  GTask *task;          /* (owned) */
  GSource *cancelled;   /* (owned) (nullable) */
} Waiter;

static void
waiter_free (Waiter *waiter)
{
  if (waiter->cancelled != NULL)
    g_source_destroy (waiter->cancelled);
  g_clear_pointer (&waiter->cancelled, g_source_unref);
  g_object_unref (waiter->task);
  g_free (waiter);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Waiter *waiter = user_data;
  DavyWaiters *self = waiter->waiters;
  g_autoptr (GTask) task = g_object_ref (waiter->task);

  g_ptr_array_remove (self->waiters, waiter);
  g_task_return_error_if_cancelled (task);
  if (self->waiters->len == 0 && self->gone != NULL)
    self->gone (self->data);

  return G_SOURCE_REMOVE;
}

/**
 * davy_waiters_new:
 * @gone: (nullable): called when the last one has been cancelled
 * @data: for @gone
 *
 * Returns: (transfer full): nobody yet
 */
DavyWaiters *
davy_waiters_new (DavyWaitersGone gone, gpointer data)
{
  DavyWaiters *self = g_new0 (DavyWaiters, 1);

  self->waiters = g_ptr_array_new_with_free_func ((GDestroyNotify) waiter_free);
  self->gone = gone;
  self->data = data;

  return self;
}

/**
 * davy_waiters_free:
 * @self: (transfer full): with nobody left
 */
void
davy_waiters_free (DavyWaiters *self)
{
  g_ptr_array_unref (self->waiters);
  g_free (self);
}

/**
 * davy_waiters_add:
 * @self: the waiters
 * @task: one more; it returns a text
 */
void
davy_waiters_add (DavyWaiters *self, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->waiters = self;
  waiter->task = g_object_ref (task);
  if (cancellable != NULL)
    {
      waiter->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (cancelled_cb), waiter, NULL);
      g_source_attach (waiter->cancelled, g_task_get_context (task));
    }
  g_ptr_array_add (self->waiters, waiter);
}

/**
 * davy_waiters_answer:
 * @self: the waiters
 * @text: (nullable): what each of them gets a copy of; %NULL when it went wrong
 * @error: (nullable): why it went wrong
 */
void
davy_waiters_answer (DavyWaiters *self, const char *text, const GError *error)
{
  while (self->waiters->len > 0)
    {
      Waiter *waiter = g_ptr_array_steal_index (self->waiters, 0);

      if (text != NULL)
        g_task_return_pointer (waiter->task, g_strdup (text), g_free);
      else
        g_task_return_error (waiter->task, g_error_copy (error));
      waiter_free (waiter);
    }
}
