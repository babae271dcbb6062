/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/background/davy-monitors-worker.h"

/**
 * davy_monitors_worker_create:
 * @types: (element-type GType): kinds of one monitor, the best first
 * @cancellable: what ends the attempt
 *
 * Tries one after the other. It blocks: a service on the bus may be asked, and need not answer. To
 * be called in a thread without a main context of its own, so that the monitor tells of changes on
 * the main thread.
 *
 * Returns: (transfer full) (nullable): the first that works here
 */
GObject *
davy_monitors_worker_create (const GArray *types, GCancellable *cancellable)
{
  for (guint i = 0; i < types->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr (GError) error = NULL;
      GObject *monitor =
          g_initable_new (g_array_index (types, GType, i), cancellable, &error, NULL);

      if (monitor != NULL)
        return monitor;
      g_debug ("No %s: %s", g_type_name (g_array_index (types, GType, i)), error->message);
    }

  return NULL;
}
