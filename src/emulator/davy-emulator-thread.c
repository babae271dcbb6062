/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/davy-emulator-thread.h"

#include "emulator/davy-emulator.h"

struct _DavyEmulatorThread
{
  GThread *thread;
  GMainContext *context;
  DavyScenario *scenario;

  /* Written by the thread before it is @started. */
  GMutex mutex;
  GCond cond;
  gboolean started;
  gboolean stopping;
  char *base_uri;
  GError *error;
};

static gboolean
is_stopping (DavyEmulatorThread *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->stopping;
}

static gpointer
run (gpointer data)
{
  DavyEmulatorThread *self = data;
  g_autoptr (DavyEmulator) emulator = davy_emulator_new (self->scenario);

  g_main_context_push_thread_default (self->context);

  g_mutex_lock (&self->mutex);
  if (davy_emulator_listen (emulator, 0, NULL, &self->error))
    self->base_uri = g_strdup (davy_emulator_get_base_uri (emulator));
  self->started = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);

  while (!is_stopping (self))
    g_main_context_iteration (self->context, TRUE);

  g_clear_object (&emulator);
  while (g_main_context_iteration (self->context, FALSE))
    ; /* the connections close */
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

/**
 * davy_emulator_thread_start:
 * @scenario: what to serve; the caller lets it be from now on
 * @error: why no port can be had
 *
 * Starts an emulator on a thread, and waits the moment until it listens.
 *
 * Returns: (transfer full): the running emulator
 */
DavyEmulatorThread *
davy_emulator_thread_start (DavyScenario *scenario, GError **error)
{
  DavyEmulatorThread *self = g_new0 (DavyEmulatorThread, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->scenario = davy_scenario_ref (scenario);
  self->context = g_main_context_new ();
  self->thread = g_thread_new ("davy-emulator", run, self);

  g_mutex_lock (&self->mutex);
  while (!self->started)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);

  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      g_clear_pointer (&self, davy_emulator_thread_stop);
    }

  return self;
}

/**
 * davy_emulator_thread_get_base_uri:
 * @self: a running emulator
 *
 * Returns: where it listens, such as `http://127.0.0.1:49152`
 */
const char *
davy_emulator_thread_get_base_uri (DavyEmulatorThread *self)
{
  return self->base_uri;
}

/**
 * davy_emulator_thread_stop:
 * @self: (transfer full): a running emulator
 *
 * Stops it and waits for its thread.
 */
void
davy_emulator_thread_stop (DavyEmulatorThread *self)
{
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_mutex_unlock (&self->mutex);
  g_main_context_wakeup (self->context);
  g_thread_join (self->thread);

  g_main_context_unref (self->context);
  davy_scenario_unref (self->scenario);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_clear_error (&self->error);
  g_free (self->base_uri);
  g_free (self);
}
