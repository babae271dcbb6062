/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "davy-test-keyring.h"

#include <glib/gstdio.h>

static char *folder;
static char *file;

/**
 * davy_test_keyring_begin:
 *
 * From here on libsecret keeps its secrets in an encrypted file of this test program. Call it in
 * main(), before any thread is started. The file is one for all tests of the program: use a profile
 * of its own for each.
 */
void
davy_test_keyring_begin (void)
{
  folder = g_dir_make_tmp (NULL, NULL);
  g_assert_nonnull (folder);
  file = g_build_filename (folder, "default.keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", file, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "a test's own", TRUE);
}

/**
 * davy_test_keyring_end:
 *
 * Deletes the file.
 */
void
davy_test_keyring_end (void)
{
  g_unlink (file);
  g_rmdir (folder);
  g_clear_pointer (&file, g_free);
  g_clear_pointer (&folder, g_free);
}

static gboolean
is_not_of_libsecret (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  return g_strcmp0 (domain, "libsecret") != 0;
}

static void
repeat_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  g_test_message ("%s", message);
}

/**
 * davy_test_keyring_may_warn:
 *
 * Lets libsecret warn without ending this test. Version 0.20 does so when two answers of the bus
 * about a service that has gone cross. GLib's own handler would tell the harness that the program
 * ends, even where it then does not.
 */
void
davy_test_keyring_may_warn (void)
{
  g_log_set_handler ("libsecret", G_LOG_LEVEL_WARNING | G_LOG_FLAG_FATAL, repeat_cb, NULL);
  g_test_log_set_fatal_handler (is_not_of_libsecret, NULL);
}
