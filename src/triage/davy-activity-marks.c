/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-activity-marks.h"

#include "azure/davy-arm-activity.h"
#include "azure/davy-arm-lines.h"
#include "store/davy-evidence-table.h"
#include "triage/davy-evidence.h"
#include "triage/davy-origin.h"

/* What the stored activity logs of a subscription's cases have to show on the graph of its usage.
 * Nothing is fetched for it. */

typedef struct
{
  char *account_id;
  char *azure_id;
  DavyTime stored_at; /* of the log that is known, then of the latest */
  GBytes *log;        /* (nullable): of the case that keeps the latest, when it is another */
} Marks;

static void
marks_free (gpointer data)
{
  Marks *marks = data;

  g_free (marks->account_id);
  g_free (marks->azure_id);
  g_clear_pointer (&marks->log, g_bytes_unref);
  g_free (marks);
}

/* As a case file has them. */
static const struct
{
  const char *word;
  DavyPlotMarkKind kind;
} kinds[] = {
  { "create", DAVY_PLOT_MARK_CREATE },
  { "role", DAVY_PLOT_MARK_ROLE },
  { "quota", DAVY_PLOT_MARK_QUOTA },
};

static gboolean
find_kind (const char *operation, DavyPlotMarkKind *kind)
{
  DavyDeedKind deed = davy_deed_kind_from_operation (operation);

  if (davy_deed_kind_computes (deed))
    *kind = DAVY_PLOT_MARK_CREATE;
  else if (deed == DAVY_DEED_ROLE || deed == DAVY_DEED_ELEVATION)
    *kind = DAVY_PLOT_MARK_ROLE;
  else if (deed == DAVY_DEED_QUOTA)
    *kind = DAVY_PLOT_MARK_QUOTA;
  else
    return FALSE;

  return TRUE;
}

/* A log reaches back as far as Azure keeps one: the latest has all that an earlier one of the same
 * days has. */
static gboolean
read_log (DavyDb *db, gpointer data, GError **error)
{
  Marks *marks = data;
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "SELECT c.id, e.stored_at FROM cases AS c JOIN evidence AS e ON e.case_row = c.id"
      " WHERE c.account_id = ? AND c.azure_id = ? AND e.part = ? AND e.stored_at > ?"
      " ORDER BY e.stored_at DESC LIMIT 1",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 1, marks->account_id);
  davy_statement_bind_text (statement, 2, marks->azure_id);
  davy_statement_bind_text (statement, 3, DAVY_EVIDENCE_ACTIVITY);
  davy_statement_bind_int64 (statement, 4, marks->stored_at);
  if (davy_statement_next (statement, error))
    {
      marks->stored_at = davy_statement_get_int64 (statement, 1);
      marks->log = davy_db_read_evidence (db, davy_statement_get_int64 (statement, 0),
                                          DAVY_EVIDENCE_ACTIVITY, error);
      return marks->log != NULL;
    }

  return !davy_statement_has_failed (statement);
}

/* A log of ninety days may be long. */
static void
mark_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Marks *marks = data;

  g_task_return_pointer (task, davy_activity_marks_from_lines (marks->log),
                         (GDestroyNotify) g_array_unref);
}

static void
log_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  const Marks *marks = g_task_get_task_data (task);
  GError *error = NULL;

  if (!davy_store_read_finish (DAVY_STORE (source), result, &error))
    g_task_return_error (task, error);
  else if (marks->log != NULL)
    g_task_run_in_thread (task, mark_cb);
  else
    g_task_return_pointer (task, NULL, NULL);
}

/**
 * davy_activity_mark_get_word:
 * @self: a mark
 *
 * Returns: (transfer none): what a case file calls it
 */
const char *
davy_activity_mark_get_word (const DavyActivityMark *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == self->kind)
      return kinds[i].word;

  g_return_val_if_reached (NULL);
}

/**
 * davy_activity_mark_find_kind:
 * @word: (nullable): what a case file calls it
 * @kind: (out): what it is
 *
 * Returns: whether it is one that this program knows
 */
gboolean
davy_activity_mark_find_kind (const char *word, DavyPlotMarkKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].word, word) == 0)
      {
        *kind = kinds[i].kind;
        return TRUE;
      }

  return FALSE;
}

/**
 * davy_activity_marks_from_lines:
 * @lines: (nullable): an activity log, one JSON object a line, as the evidence keeps it
 *
 * Returns: (transfer full) (element-type DavyActivityMark): what in it goes before misuse, the
 *   oldest first; nothing of a log that cannot be read
 */
GArray *
davy_activity_marks_from_lines (GBytes *lines)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (DavyActivityMark));
  g_autoptr (GPtrArray) activities =
      lines != NULL ? davy_arm_activities_from_lines (lines, NULL) : NULL;
  g_autoptr (GPtrArray) operations =
      activities != NULL ? davy_arm_activities_group (activities) : NULL;

  for (guint i = 0; operations != NULL && i < operations->len; i++)
    {
      const DavyArmActivityOperation *operation = g_ptr_array_index (operations, i);
      DavyActivityMark mark = { .time = operation->first,
                                .day = davy_day_from_time (operation->first) };

      if (operation->first != DAVY_TIME_UNSET && find_kind (operation->name, &mark.kind) &&
          !davy_arm_activity_operation_has_failed (operation))
        g_array_append_val (marks, mark);
    }

  return marks;
}

/**
 * davy_activity_marks_load_async:
 * @store: a store
 * @account_id: whose subscription
 * @azure_id: the Azure subscription
 * @known: when the log was stored whose marks are known; %DAVY_TIME_UNSET for none
 * @cancellable: (nullable): to give up
 * @callback: called with the marks
 * @user_data: for @callback
 *
 * Reads what the stored activity log has to show, when it is later than the known one; nothing is
 * fetched.
 */
void
davy_activity_marks_load_async (DavyStore *store,
                                const char *account_id,
                                const char *azure_id,
                                DavyTime known,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Marks *marks = g_new0 (Marks, 1);

  marks->account_id = g_strdup (account_id);
  marks->azure_id = g_strdup (azure_id);
  marks->stored_at = known;
  g_task_set_source_tag (task, davy_activity_marks_load_async);
  g_task_set_task_data (task, marks, marks_free);
  davy_store_read_async (store, read_log, marks, NULL, cancellable, log_read_cb,
                         g_object_ref (task));
}

/**
 * davy_activity_marks_load_finish:
 * @store: a store
 * @result: the answer
 * @stored_at: (out): when the log was stored whose marks are known now
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable) (element-type DavyActivityMark): the marks; %NULL without an
 *   error when no later log is stored
 */
GArray *
davy_activity_marks_load_finish (DavyStore *store,
                                 GAsyncResult *result,
                                 DavyTime *stored_at,
                                 GError **error)
{
  const Marks *marks;

  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_activity_marks_load_async), NULL);

  marks = g_task_get_task_data (G_TASK (result));
  *stored_at = marks->stored_at;

  return g_task_propagate_pointer (G_TASK (result), error);
}
