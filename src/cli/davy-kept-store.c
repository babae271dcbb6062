/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/davy-kept-store.h"

#include <glib/gi18n-lib.h>

#include "core/davy-error.h"
#include "store/davy-schema.h"

/* The database as the program left it, or as it stands while the program runs. */

static gboolean
check_version (DavyDb *db, GError **error)
{
  gint64 version;

  if (!davy_schema_read_version (db, &version, error))
    return FALSE;
  if (version == DAVY_SCHEMA_VERSION)
    return TRUE;

  g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT,
                       _ ("The database is from an earlier version of Davylamp. Start the "
                          "program once, and it will be brought up to date."));

  return FALSE;
}

/**
 * davy_kept_store_open:
 * @path: the database
 * @error: %DAVY_ERROR_INPUT when there is none, or one of an earlier version; %DAVY_ERROR_STORE
 *
 * Opens a database for reading. It is neither made nor changed, whatever its version.
 *
 * Returns: (transfer full) (nullable): the connection
 */
DavyDb *
davy_kept_store_open (const char *path, GError **error)
{
  g_autoptr (DavyDb) db = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT,
                           _ ("There is no database of Davylamp yet. Start the program and sign "
                              "in once."));
      return NULL;
    }
  db = davy_db_open (path, DAVY_DB_READ_ONLY, error);
  if (db == NULL)
    return NULL;
  if (!check_version (db, error))
    return NULL;

  return g_steal_pointer (&db);
}
