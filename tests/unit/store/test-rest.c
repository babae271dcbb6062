/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-rest.h"

#include "davy-test-store.h"

/* A store that rests has let go of what SQLite kept at hand, and loses nothing. */

#define ROWS "10000"

static gboolean
fill (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db, "CREATE TABLE many (text)", error) &&
         davy_db_execute (
             db,
             "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT " ROWS
             ") INSERT INTO many SELECT hex (randomblob (500)) FROM n",
             error);
}

static gint64
count_rows (DavyStore *store)
{
  return davy_test_store_number (store, "SELECT count (*) FROM many WHERE length (text) = 1000");
}

/* KiB of this process that no file stands behind. */
static gint64
read_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  line = strstr (text, "RssAnon:");
  g_assert_nonnull (line);

  return g_ascii_strtoll (line + strlen ("RssAnon:"), NULL, 10);
}

static gboolean
nothing (DavyDb *db, gpointer data, GError **error)
{
  return TRUE;
}

static void
rest (DavyStore *store)
{
  davy_store_rest (store);
  /* Jobs are done in turn. */
  davy_test_store_read (store, nothing, NULL);
  davy_test_store_write (store, nothing, NULL, 0);
}

static void
test_lets_go (void)
{
  g_autofree char *path = davy_test_store_path ();
  DavyStore *store = davy_test_store_open (path);
  gint64 before;

  davy_test_store_write (store, fill, NULL, 0);
  g_assert_cmpint (count_rows (store), ==, 10000);
  before = read_memory ();
  rest (store);
  g_assert_cmpint (read_memory (), <, before - 4 * 1024);
  g_assert_cmpint (count_rows (store), ==, 10000);
  davy_test_store_close (&store);
}

static void
test_closed (void)
{
  g_autofree char *path = davy_test_store_path ();
  DavyStore *store = davy_test_store_open (path);

  davy_store_close (store);
  davy_store_rest (store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (store);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/store/rest/lets-go-of-memory-alone", test_lets_go);
  g_test_add_func ("/store/rest/closed-store-rests-already", test_closed);

  return g_test_run ();
}
