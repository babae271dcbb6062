/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-row-id.h"

#include "core/davy-error.h"

/* The same alert or subscription may be there for more than one account: what the services still
 * tell of goes first. */

static const char *const queries[] = {
  [DAVY_ID_OF_ALERT] = "SELECT id FROM alerts WHERE event_id = ? COLLATE NOCASE"
                       " ORDER BY gone, id DESC LIMIT 1",
  [DAVY_ID_OF_SUBSCRIPTION] = "SELECT id FROM subscriptions WHERE azure_id = ? COLLATE NOCASE"
                              " ORDER BY gone, id DESC LIMIT 1",
};

typedef struct
{
  DavyIdKind kind;
  char *id;
  gint64 row;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_free (search->id);
  g_free (search);
}

static gboolean
find_row (DavyDb *db, gpointer data, GError **error)
{
  Search *search = data;
  g_autoptr (DavyStatement) statement = davy_db_prepare (db, queries[search->kind], error);

  if (statement == NULL)
    return FALSE;

  davy_statement_bind_text (statement, 1, search->id);
  if (!davy_statement_next (statement, error))
    {
      if (!davy_statement_has_failed (statement))
        g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND, "No such id");
      return FALSE;
    }
  search->row = davy_statement_get_int64 (statement, 0);

  return TRUE;
}

/**
 * davy_store_find_row_async:
 * @store: where to look; it may be opened later
 * @kind: what is looked for
 * @id: by which the services know it, in upper or lower case
 * @cancellable: (nullable): to give up
 * @callback: called at the end
 * @user_data: for @callback
 */
void
davy_store_find_row_async (DavyStore *store,
                           DavyIdKind kind,
                           const char *id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Search *search = g_new0 (Search, 1);

  search->kind = kind;
  search->id = g_strdup (id);
  davy_store_read_async (store, find_row, search, search_free, cancellable, callback, user_data);
}

/**
 * davy_store_find_row_finish:
 * @store: the store
 * @result: the answer
 * @error: %DAVY_ERROR_NOT_FOUND, %DAVY_ERROR_STORE
 *
 * Returns: the row; 0 when there is none
 */
gint64
davy_store_find_row_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  return davy_store_read_finish (store, result, error)
             ? ((Search *) davy_store_result_get_data (result))->row
             : 0;
}
