/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-rest.h"

#include <malloc.h>

/* A refresh leaves megabytes behind: pages that SQLite keeps at hand, and in the heap of each
 * thread that took part what was read and is free again. Neither is of use until the next refresh.
 */

static gboolean
let_go (DavyDb *db, gpointer data, GError **error)
{
  gboolean done = davy_db_execute (db, "PRAGMA shrink_memory", error);

  malloc_trim (0);

  return done;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!davy_store_write_finish (DAVY_STORE (source), result, &error))
    g_debug ("The store keeps its memory: %s", error->message);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!davy_store_read_finish (DAVY_STORE (source), result, &error))
    g_debug ("The store keeps its memory: %s", error->message);
}

/**
 * davy_store_rest:
 * @store: a store of which nothing is wanted for a while
 *
 * Gives memory back to the system, on the threads of the store and without anybody waiting for it.
 */
void
davy_store_rest (DavyStore *store)
{
  g_return_if_fail (DAVY_IS_STORE (store));

  davy_store_read_async (store, let_go, NULL, NULL, NULL, read_cb, NULL);
  davy_store_write_async (store, let_go, NULL, NULL, 0, NULL, written_cb, NULL);
}
