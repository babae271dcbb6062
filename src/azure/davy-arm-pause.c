/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-pause.h"

/* A pause between two questions, which cancelling ends at once. */

typedef struct
{
  GSource *timer;     /* (owned) (nullable): holds the task */
  GSource *cancelled; /* (owned) (nullable) */
} Pause;

static void
pause_free (Pause *pause)
{
  davy_timer_clear (&pause->timer);
  davy_timer_clear (&pause->cancelled);
  g_free (pause);
}

static gboolean
over_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Pause *pause = g_task_get_task_data (task);

  davy_timer_clear (&pause->timer);
  davy_timer_clear (&pause->cancelled);
  g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  return over_cb (user_data);
}

void
davy_arm_pause_async (gint64 microseconds,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Pause *pause = g_new0 (Pause, 1);

  g_task_set_source_tag (task, davy_arm_pause_async);
  g_task_set_task_data (task, pause, (GDestroyNotify) pause_free);
  if (cancellable != NULL)
    {
      pause->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (pause->cancelled, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (pause->cancelled, g_task_get_context (task));
    }
  pause->timer = davy_timer_start ((guint) (microseconds / 1000), over_cb, g_object_ref (task),
                                   g_object_unref);
}

/* Returns: FALSE when it was cancelled */
gboolean
davy_arm_pause_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_arm_pause_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
