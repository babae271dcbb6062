/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-usage-judging.h"

#include "store/davy-usage-private.h"

/* Judging anew what is stored, after the detector was set otherwise. There may be thousands of
 * subscriptions: a few at a time, so that others write in between. */

#define ROWS_A_TURN 50

typedef struct
{
  gint64 after;   /* the last row that was judged */
  gboolean ended; /* there are no more */
} Turn;

/* Returns: (transfer full) (nullable) (element-type gint64): whose usage is known */
static GArray *
read_rows (DavyDb *db, gint64 after, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT id FROM subscriptions WHERE id > ? AND spark IS NOT NULL"
                       " ORDER BY id LIMIT ?",
                       error);

  if (statement == NULL)
    return NULL;
  davy_statement_bind_int64 (statement, 1, after);
  davy_statement_bind_int64 (statement, 2, ROWS_A_TURN);
  while (davy_statement_next (statement, error))
    {
      gint64 row = davy_statement_get_int64 (statement, 0);

      g_array_append_val (rows, row);
    }

  return davy_statement_has_failed (statement) ? NULL : g_steal_pointer (&rows);
}

static gboolean
judge_some (DavyDb *db, gpointer data, GError **error)
{
  Turn *turn = data;
  g_autoptr (GArray) rows = read_rows (db, turn->after, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      turn->after = g_array_index (rows, gint64, i);
      if (!davy_db_summarise_usage (db, turn->after, error))
        return FALSE;
    }
  turn->ended = rows->len < ROWS_A_TURN;

  return TRUE;
}

static void judge_next (GTask *task, gint64 after);

static void
some_judged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  const Turn *turn = davy_store_result_get_data (result);
  GError *error = NULL;

  if (davy_store_write_finish (DAVY_STORE (source), result, &error) && !turn->ended)
    {
      judge_next (task, turn->after);
      return;
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* @task: (transfer full) */
static void
judge_next (GTask *task, gint64 after)
{
  const Turn turn = { .after = after };

  davy_store_write_async (g_task_get_source_object (task), judge_some,
                          g_memdup2 (&turn, sizeof turn), g_free,
                          DAVY_TABLE_SUBSCRIPTIONS | DAVY_TABLE_ALERTS,
                          g_task_get_cancellable (task), some_judged_cb, task);
}

/**
 * davy_store_judge_usage_async:
 * @store: a store
 * @cancellable: (nullable): honoured before each few subscriptions
 * @callback: (nullable): called in the store's context
 * @user_data: for @callback
 *
 * Judges the usage of all subscriptions anew, with what was written before, and brings what lists
 * show of it and the alerts of ours up to date.
 */
void
davy_store_judge_usage_async (DavyStore *store,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_store_judge_usage_async);
  judge_next (task, 0);
}

/**
 * davy_store_judge_usage_finish:
 * @store: a store
 * @result: the answer
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether all of it was judged
 */
gboolean
davy_store_judge_usage_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_store_judge_usage_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
