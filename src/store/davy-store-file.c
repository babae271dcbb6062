/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-store-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>

#include "core/davy-error.h"
#include "core/davy-time.h"
#include "store/davy-schema.h"

/* The database as a file: who may read it, and what becomes of one that cannot be read. Blocks:
 * runs on the writer's thread. */

#define ERASED ".erased" /* after the name of a folder that is being deleted */

static gboolean
fail_with_errno (const char *what, const char *path, GError **error)
{
  int code = errno;

  g_set_error (error, DAVY_ERROR, DAVY_ERROR_STORE, "%s %s: %s", what, path, g_strerror (code));
  return FALSE;
}

/* SQLite gives the files that it puts beside a database the database's own mode. */
static gboolean
make_private (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_with_errno ("Cannot make the folder", folder, error);
  if (g_chmod (folder, 0700) != 0)
    return fail_with_errno ("Cannot protect the folder", folder, error);

  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail_with_errno ("Cannot open", path, error);
  g_close (fd, NULL);
  if (g_chmod (path, 0600) != 0)
    return fail_with_errno ("Cannot protect", path, error);

  return TRUE;
}

static DavyDb *
open_prepared (const char *path, GError **error)
{
  g_autoptr (DavyDb) db = davy_db_open (path, DAVY_DB_READ_WRITE, error);

  if (db == NULL || !davy_schema_prepare (db, error))
    return NULL;

  return g_steal_pointer (&db);
}

/* The write-ahead log belongs to its database and goes with it. */
static gboolean
set_file_aside (const char *path, char **set_aside, GError **error)
{
  static const char *const companions[] = { "-wal", "-shm" };
  g_autofree char *aside =
      g_strdup_printf ("%s.damaged-%" G_GINT64_FORMAT, path, davy_time_now () / 1000);

  for (gsize i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *from = g_strconcat (path, companions[i], NULL);
      g_autofree char *to = g_strconcat (aside, companions[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        return fail_with_errno ("Cannot move", from, error);
    }
  if (g_rename (path, aside) != 0)
    return fail_with_errno ("Cannot move", path, error);

  *set_aside = g_steal_pointer (&aside);
  return TRUE;
}

/* A link is deleted, not followed. */
static gboolean
remove_tree (GFile *file, GError **error)
{
  g_autoptr (GFileEnumerator) children = NULL;
  GFile *child;

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) ==
      G_FILE_TYPE_DIRECTORY)
    {
      children = g_file_enumerate_children (file, G_FILE_ATTRIBUTE_STANDARD_NAME,
                                            G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, error);
      if (children == NULL)
        return FALSE;
    }
  while (children != NULL)
    {
      if (!g_file_enumerator_iterate (children, NULL, &child, NULL, error))
        return FALSE;
      if (child == NULL)
        break;
      if (!remove_tree (child, error))
        return FALSE;
    }

  return g_file_delete (file, NULL, error);
}

/* What davy_store_file_erase() has taken the name of, and could not delete to its end. */
static gboolean
remove_erased (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *nameless = g_strconcat (folder, ERASED, NULL);
  g_autoptr (GFile) erased = g_file_new_for_path (nameless);
  g_autoptr (GError) local_error = NULL;

  if (!g_file_query_exists (erased, NULL) || remove_tree (erased, &local_error))
    return TRUE;

  g_set_error (error, DAVY_ERROR, DAVY_ERROR_STORE, "Cannot delete %s: %s", nameless,
               local_error->message);
  return FALSE;
}

/**
 * davy_store_file_open:
 * @path: the database
 * @set_aside: (out): where a file that could not be read was moved to, %NULL when none was
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Opens or makes the database, readable for its owner alone. A file that is no database or is
 * damaged is moved aside, never deleted, and an empty one takes its place.
 *
 * Returns: (transfer full) (nullable): the connection that writes
 */
DavyDb *
davy_store_file_open (const char *path, char **set_aside, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  const DavyFault *fault;
  DavyDb *db;

  *set_aside = NULL;
  if (!remove_erased (path, &local_error))
    g_message ("%s", local_error->message);
  g_clear_error (&local_error);
  if (!make_private (path, error))
    return NULL;

  db = open_prepared (path, &local_error);
  if (db != NULL)
    return db;

  fault = davy_error_get_fault (local_error);
  if (fault == NULL || g_strcmp0 (fault->reason, "corrupt") != 0)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  if (!set_file_aside (path, set_aside, error) || !make_private (path, error))
    return NULL;

  return open_prepared (path, error);
}

/**
 * davy_store_file_erase:
 * @path: the database, which is closed
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Deletes the folder of the database with all that is in it. It loses its name first: whatever
 * happens meanwhile, no program finds half of it. What an earlier call left behind goes as well.
 *
 * Returns: whether nothing of it is left
 */
gboolean
davy_store_file_erase (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *nameless = g_strconcat (folder, ERASED, NULL);

  if (!remove_erased (path, error))
    return FALSE;
  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    return TRUE;
  if (g_rename (folder, nameless) != 0)
    return fail_with_errno ("Cannot move", folder, error);

  return remove_erased (path, error);
}
