/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/background/davy-monitors.h"

#include "ui/background/davy-monitors-worker.h"

/* What knows of the network and the power. GLib asks NetworkManager or the portal for it, and waits
 * for the answer; meanwhile its functions for the default monitors hold the lock of all modules,
 * that of TLS among them, so that another thread would not help. Hence the kinds are looked up
 * here, which is quick, and only made in a thread. */

typedef struct
{
  GArray *network_types; /* (element-type GType) */
  GArray *power_types;   /* (element-type GType) */
  GObject *network;      /* nullable */
  GObject *power;        /* nullable */
} Monitors;

static void
monitors_free (Monitors *monitors)
{
  g_array_unref (monitors->network_types);
  g_array_unref (monitors->power_types);
  g_clear_object (&monitors->network);
  g_clear_object (&monitors->power);
  g_free (monitors);
}

static GArray *
list_types (const char *point_name)
{
  GArray *types = g_array_new (FALSE, FALSE, sizeof (GType));
  GIOExtensionPoint *point = g_io_extension_point_lookup (point_name);

  for (GList *l = point != NULL ? g_io_extension_point_get_extensions (point) : NULL; l != NULL;
       l = l->next)
    {
      GType type = g_io_extension_get_type (l->data);

      g_array_append_val (types, type);
    }

  return types;
}

static void
find_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Monitors *monitors = data;

  monitors->network = davy_monitors_worker_create (monitors->network_types, cancellable);
  monitors->power = davy_monitors_worker_create (monitors->power_types, cancellable);
  g_task_return_boolean (task, TRUE);
}

/**
 * davy_monitors_find_async:
 * @cancellable: what ends the search
 * @callback: called on this thread, which is the main one
 * @user_data: for @callback
 *
 * Finds what knows of the network and of the power; both tell of changes on the main thread.
 */
void
davy_monitors_find_async (GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Monitors *monitors = g_new0 (Monitors, 1);

  g_vfs_get_default (); /* as any other module it has GLib know all of them */
  monitors->network_types = list_types (G_NETWORK_MONITOR_EXTENSION_POINT_NAME);
  monitors->power_types = list_types (G_POWER_PROFILE_MONITOR_EXTENSION_POINT_NAME);
  g_task_set_source_tag (task, davy_monitors_find_async);
  g_task_set_task_data (task, monitors, (GDestroyNotify) monitors_free);
  g_task_run_in_thread (task, find_in_thread);
}

/**
 * davy_monitors_find_finish:
 * @result: the answer
 * @network: (out) (transfer full) (nullable): what knows of the network
 * @power: (out) (transfer full) (nullable): what knows whether power is to be saved
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the search came to its end; what is not to be had here is %NULL
 */
gboolean
davy_monitors_find_finish (GAsyncResult *result,
                           GNetworkMonitor **network,
                           GPowerProfileMonitor **power,
                           GError **error)
{
  Monitors *monitors;

  g_return_val_if_fail (g_async_result_is_tagged (result, davy_monitors_find_async), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  monitors = g_task_get_task_data (G_TASK (result));
  *network = (GNetworkMonitor *) g_steal_pointer (&monitors->network);
  *power = (GPowerProfileMonitor *) g_steal_pointer (&monitors->power);

  return TRUE;
}
