/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/background/davy-autostart.h"

#include <glib/gi18n.h>

#include "config.h"
#include "ui/background/davy-autostart-worker.h"
#include "ui/background/davy-background-portal.h"

/* Whether the desktop starts the program at log-in. In a sandbox the desktop is asked, which may
 * say no; elsewhere a file of the person says so. */

#define FILE_OF_FLATPAK "/.flatpak-info"

/* As GLib finds out about it; the variable of the environment is that of its own tests. */
static gboolean
uses_portal (void)
{
  return g_file_test (FILE_OF_FLATPAK, G_FILE_TEST_EXISTS) ||
         g_strcmp0 (g_getenv ("GTK_USE_PORTAL"), "1") == 0;
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "autostart",
                                            DAVY_APPLICATION_ID ".desktop", NULL);
  g_autofree char *program = g_build_filename (DAVY_BIN_DIR, GETTEXT_PACKAGE, NULL);
  gboolean at_login = GPOINTER_TO_INT (data);
  GError *error = NULL;

  if (at_login ? davy_autostart_worker_write (path, program, &error)
               : davy_autostart_worker_remove (path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
portal_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (davy_background_portal_ask_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
bus_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  gboolean at_login = GPOINTER_TO_INT (g_task_get_task_data (task));
  GError *error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  davy_background_portal_ask_async (bus, at_login,
                                    /* Translators: why it wants to run without a window */
                                    _ ("Davylamp looks for new alerts."), portal_asked_cb,
                                    g_object_ref (task));
}

/**
 * davy_autostart_ask_async:
 * @at_login: whether the program is to be started at log-in, in the background
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Sets up the start at log-in, or ends it. In a sandbox this asks for the permission to run without
 * a window as well, which the desktop does not tell apart, and may wait for a person's answer.
 */
void
davy_autostart_ask_async (gboolean at_login, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, davy_autostart_ask_async);
  g_task_set_task_data (task, GINT_TO_POINTER (at_login), NULL);
  if (uses_portal ())
    g_bus_get (G_BUS_TYPE_SESSION, NULL, bus_found_cb, g_steal_pointer (&task));
  else
    g_task_run_in_thread (task, write_in_thread);
}

/**
 * davy_autostart_ask_finish:
 * @result: the answer
 * @error: %G_IO_ERROR_PERMISSION_DENIED: the desktop or the person refused it; a #GFileError: the
 *   file could not be written; others: the desktop offers no such thing
 *
 * Returns: whether it is as was asked for
 */
gboolean
davy_autostart_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_autostart_ask_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
