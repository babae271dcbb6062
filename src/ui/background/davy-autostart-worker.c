/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/background/davy-autostart-worker.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "config.h"

/* The file by which a desktop starts a program at log-in (Desktop Application Autostart
 * Specification). It blocks: to be called in a thread. */

#define GROUP G_KEY_FILE_DESKTOP_GROUP

/* As a word of Exec (Desktop Entry Specification, "The Exec key"). */
static char *
dup_quoted (const char *word)
{
  GString *quoted = g_string_new ("\"");

  for (const char *c = word; *c != '\0'; c++)
    {
      if (strchr ("\"`$\\", *c) != NULL)
        g_string_append_c (quoted, '\\');
      else if (*c == '%')
        g_string_append_c (quoted, '%');
      g_string_append_c (quoted, *c);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (quoted, FALSE);
}

static char *
dup_entry (const char *program)
{
  g_autoptr (GKeyFile) entry = g_key_file_new ();
  g_autofree char *word = dup_quoted (program);
  g_autofree char *command = g_strconcat (word, " --background", NULL);

  g_key_file_set_string (entry, GROUP, G_KEY_FILE_DESKTOP_KEY_TYPE, "Application");
  g_key_file_set_string (entry, GROUP, G_KEY_FILE_DESKTOP_KEY_NAME, "Davylamp");
  g_key_file_set_string (entry, GROUP, G_KEY_FILE_DESKTOP_KEY_ICON, DAVY_APPLICATION_ID);
  g_key_file_set_string (entry, GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, command);
  /* Once the program is uninstalled, the entry does nothing. */
  g_key_file_set_string (entry, GROUP, G_KEY_FILE_DESKTOP_KEY_TRY_EXEC, program);

  return g_key_file_to_data (entry, NULL, NULL);
}

static gboolean
set_error (const char *path, GError **error)
{
  int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path,
               g_strerror (code));
  return FALSE;
}

/**
 * davy_autostart_worker_write:
 * @path: of the entry; its folder is made
 * @program: the program that it starts in the background
 * @error: a #GFileError
 *
 * The file is there whole or not at all.
 *
 * Returns: whether it was written
 */
gboolean
davy_autostart_worker_write (const char *path, const char *program, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *entry = dup_entry (program);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return set_error (folder, error);

  return g_file_set_contents_full (path, entry, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, error);
}

/**
 * davy_autostart_worker_remove:
 * @path: of the entry
 * @error: a #GFileError
 *
 * Returns: whether it is gone; one that was not there is
 */
gboolean
davy_autostart_worker_remove (const char *path, GError **error)
{
  return g_unlink (path) == 0 || errno == ENOENT || set_error (path, error);
}
