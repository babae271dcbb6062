/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "davy-test-store.h"
#include "store/davy-store-file.h"

/* The folder of a database is deleted, with all that is in it. */

typedef struct
{
  char *above;  /* the folder around it */
  char *folder; /* of the profile */
  char *path;   /* of the database */
} Fixture;

static void
put (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "content", -1, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  DavyStore *store;

  fixture->above = davy_test_make_folder ();
  fixture->folder = g_build_filename (fixture->above, "default", NULL);
  fixture->path = g_build_filename (fixture->folder, "store.db", NULL);
  store = davy_test_store_open (fixture->path);
  davy_test_store_close (&store);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->above);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
erase (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  davy_store_file_erase (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fixture->above), ==, 0);
}

static void
test_all (Fixture *fixture, gconstpointer data)
{
  g_autofree char *inside = g_build_filename (fixture->folder, "inside", NULL);

  put (fixture->folder, "store.db.damaged-1");
  put (fixture->folder, "store.db-wal");
  g_assert_cmpint (g_mkdir (inside, 0700), ==, 0);
  put (inside, "file");
  erase (fixture);
}

/* A link leads to what is somebody else's. */
static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *elsewhere = davy_test_make_folder ();
  g_autoptr (GFile) link = g_file_new_build_filename (fixture->folder, "link", NULL);

  put (elsewhere, "file");
  g_assert_true (g_file_make_symbolic_link (link, elsewhere, NULL, NULL));
  erase (fixture);
  g_assert_cmpuint (count_files (elsewhere), ==, 1);
}

static void
test_nothing_there (Fixture *fixture, gconstpointer data)
{
  erase (fixture);
  erase (fixture);
}

/* The power failed after the folder had lost its name. */
static void
test_broken_off (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nameless = g_strconcat (fixture->folder, ".erased", NULL);
  DavyStore *store;

  g_assert_cmpint (g_rename (fixture->folder, nameless), ==, 0);
  store = davy_test_store_open (fixture->path);
  g_assert_false (g_file_test (nameless, G_FILE_TEST_EXISTS));
  davy_test_store_close (&store);

  g_assert_cmpint (g_rename (fixture->folder, nameless), ==, 0);
  store = davy_store_new (fixture->path);
  g_clear_object (&store);
  erase (fixture);
}

/* Nothing can be moved or deleted there, whoever asks. */
static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (davy_store_file_erase ("/proc/self/store.db", &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STORE);
}

#define ADD(path, test) g_test_add ("/store/erasure/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("all-files-go", test_all);
  ADD ("a-link-is-not-followed", test_link);
  ADD ("nothing-is-there", test_nothing_there);
  ADD ("what-was-broken-off-is-ended", test_broken_off);
  g_test_add_func ("/store/erasure/refused", test_refused);

  return g_test_run ();
}
