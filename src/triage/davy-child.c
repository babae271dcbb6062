/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-child.h"

#include "core/davy-error.h"
#include "core/davy-itself.h"

/* The parent's side; the child's is in cli/. */

static const char *const options[] = {
  [DAVY_CHILD_REPORT] = "--report",
  [DAVY_CHILD_COMPOSE] = "--compose",
};

static const char *const languages[] = {
  [DAVY_LANGUAGE_ENGLISH] = "en",
  [DAVY_LANGUAGE_GERMAN] = "de",
  [DAVY_LANGUAGE_FRENCH] = "fr",
};

static GSubprocess *
start (DavyChildTask task, const char *kind, DavyLanguage language, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                 G_SUBPROCESS_FLAGS_STDERR_PIPE);

  if (language == DAVY_LANGUAGE_WINDOW)
    language = davy_language_get ();
  g_subprocess_launcher_setenv (launcher, "LANGUAGE", languages[language], TRUE);

  return g_subprocess_launcher_spawn (launcher, error, DAVY_ITSELF, options[task], kind, NULL);
}

static GError *
new_failure (GBytes *said)
{
  gsize length = 0;
  const char *text = said != NULL ? g_bytes_get_data (said, &length) : NULL;
  g_autofree char *message = g_utf8_make_valid (text != NULL ? text : "", (gssize) length);

  return g_error_new (DAVY_ERROR, DAVY_ERROR_INPUT, "The text could not be made: %s",
                      g_strstrip (message));
}

static void
communicated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GSubprocess *child = G_SUBPROCESS (source);
  g_autoptr (GBytes) made = NULL;
  g_autoptr (GBytes) said = NULL;
  GError *error = NULL;

  if (!g_subprocess_communicate_finish (child, result, &made, &said, &error))
    {
      g_subprocess_force_exit (child);
      g_task_return_error (task, error);
    }
  else if (!g_subprocess_get_successful (child))
    {
      g_task_return_error (task, new_failure (said));
    }
  else
    {
      g_task_return_pointer (task, g_steal_pointer (&made), (GDestroyNotify) g_bytes_unref);
    }
}

/**
 * davy_child_task_get_option:
 * @task: a task
 *
 * Returns: the option that asks for it on the command line
 */
const char *
davy_child_task_get_option (DavyChildTask task)
{
  return options[task];
}

/**
 * davy_child_run_async:
 * @task: what to make
 * @kind: which kind of it
 * @language: in which language
 * @case_file: what davy_case_file_build_finish() returned
 * @cancellable: (nullable): stops it and ends the child
 * @callback: called when it is made
 * @user_data: for @callback
 *
 * Starts this program once more and hands it the case.
 */
void
davy_child_run_async (DavyChildTask task,
                      const char *kind,
                      DavyLanguage language,
                      GBytes *case_file,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) made = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GSubprocess) child = NULL;
  GError *error = NULL;

  g_task_set_source_tag (made, davy_child_run_async);
  child = start (task, kind, language, &error);
  if (child == NULL)
    g_task_return_error (made, error);
  else
    g_subprocess_communicate_async (child, case_file, cancellable, communicated_cb,
                                    g_steal_pointer (&made));
}

/**
 * davy_child_run_finish:
 * @result: the answer
 * @error: where to report a #GIOErrorEnum or #GSpawnError, or %DAVY_ERROR_INPUT with what the child
 *   said
 *
 * Returns: (transfer full) (nullable): what was made
 */
GBytes *
davy_child_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_child_run_async, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
