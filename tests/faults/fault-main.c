/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-main.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "davy-test.h"
#include "fault-endpoint.h"

/* These take the place of libc's in SQLite. No store outlives its test, and on a disk that is busy
 * with something else one call has taken longer than a refresh may. */
int
fsync (int fd)
{
  return 0;
}

int
fdatasync (int fd)
{
  return 0;
}

/* Ten thousand requests say a lot about themselves; here the table is what is to be read. */
static void
keep_quiet_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
}

static void
keep_quiet (void)
{
  static const char *const domains[] = { "GLib", "GLib-GIO", "davy-net", "davy-account" };

  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    g_log_set_handler (domains[i], G_LOG_LEVEL_DEBUG, keep_quiet_cb, NULL);
}

/**
 * fault_main_init:
 * @argc: (inout): of main()
 * @argv: (inout): of main()
 *
 * Starts a program: its clock stands still, and whoever signs in finds no keyring, which has tests
 * of its own.
 */
void
fault_main_init (int *argc, char ***argv)
{
  davy_test_init (argc, argv);
  keep_quiet ();
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere", TRUE);
  davy_test_clock_install (1772500000 * DAVY_TIME_SECOND);
}

static gboolean
is_of (const FaultEndpoint *endpoint, const char *const *services)
{
  g_auto (GStrv) parts = g_strsplit (endpoint->name, "/", 2);

  return services == NULL || g_strv_contains (services, parts[0]);
}

/**
 * fault_main_add_endpoints:
 * @path: of the tests
 * @services: (nullable) (array zero-terminated=1): those whose endpoints are wanted, as their names
 *   begin; %NULL: all
 * @test: is handed a #FaultEndpoint
 *
 * Adds a test for each endpoint.
 */
void
fault_main_add_endpoints (const char *path, const char *const *services, GTestDataFunc test)
{
  for (guint i = 0; fault_endpoint_tables[i] != NULL; i++)
    for (const FaultEndpoint *e = fault_endpoint_tables[i]; e->name != NULL; e++)
      {
        g_autofree char *whole = g_strconcat (path, "/", e->name, NULL);

        if (is_of (e, services))
          g_test_add_data_func (whole, e, test);
      }
}

/**
 * fault_make_certificates:
 *
 * Makes the certificates, and has this process trust one of the authorities.
 *
 * Returns: (transfer full): their folder
 */
char *
fault_make_certificates (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  char *arguments[] = { (char *) FAULT_CERTIFICATES, folder, NULL };
  g_autofree char *authority = g_build_filename (folder, "authority.pem", NULL);
  g_autoptr (GTlsDatabase) trusted = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);

  /* What a system administrator does who trusts an authority; no switch of the program's. */
  trusted = g_tls_file_database_new (authority, &error);
  g_assert_no_error (error);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), trusted);

  return g_steal_pointer (&folder);
}

/**
 * fault_remove_folder:
 * @path: a folder of files
 *
 * Newer GLib has removed it by itself when the tests have run.
 */
void
fault_remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  if (folder == NULL)
    return;
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}
