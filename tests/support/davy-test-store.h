/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-error.h"
#include "davy-test.h"
#include "store/davy-rows.h"
#include "store/davy-store.h"

/* For the tests of rooms that stand on a store: one in a folder of its own, and reading and
 * writing it in a line. */

#define DAVY_TEST_ACCOUNT "oid.tid"

static inline char *
davy_test_store_path (void)
{
  g_autofree char *folder = davy_test_make_folder ();

  return g_build_filename (folder, "davylamp.db", NULL);
}

static inline DavyStore *
davy_test_store_open (const char *path)
{
  DavyStore *store = davy_store_new (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_store_open_async (store, NULL, davy_test_keep_result, &result);
  davy_store_open_finish (store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return store;
}

/* Closes a store and lets go of it, so that its file can be opened anew. */
static inline void
davy_test_store_close (DavyStore **store)
{
  davy_store_close (*store);
  g_clear_object (store);
}

static inline gboolean
davy_test_store_try_write (DavyStore *store,
                           DavyStoreWork work,
                           gpointer data,
                           DavyStoreTables touched,
                           GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_store_write_async (store, work, data, NULL, touched, NULL, davy_test_keep_result, &result);
  return davy_store_write_finish (store, davy_test_wait_result (&result), error);
}

static inline void
davy_test_store_write (DavyStore *store, DavyStoreWork work, gpointer data, DavyStoreTables touched)
{
  g_autoptr (GError) error = NULL;

  davy_test_store_try_write (store, work, data, touched, &error);
  g_assert_no_error (error);
}

static inline void
davy_test_store_read (DavyStore *store, DavyStoreWork work, gpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_store_read_async (store, work, data, NULL, NULL, davy_test_keep_result, &result);
  davy_store_read_finish (store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

typedef struct
{
  const char *sql;
  gint64 value;
} DavyTestNumber;

static inline gboolean
davy_test_read_number (DavyDb *db, gpointer data, GError **error)
{
  DavyTestNumber *number = data;

  return davy_db_read_integer (db, number->sql, &number->value, error);
}

/* The one number that a query gives. */
static inline gint64
davy_test_store_number (DavyStore *store, const char *sql)
{
  DavyTestNumber number = { .sql = sql };

  davy_test_store_read (store, davy_test_read_number, &number);
  return number.value;
}
