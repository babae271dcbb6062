/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-retention.h"

#include "store/davy-journal.h"

/* How long is kept what is over: closed cases, resolved alerts, the usage of days long past.
 * Nothing goes that is open, nor what something open stands on. A case goes as a whole: its
 * evidence lies in the same database, and one transaction takes both. */

#define NOBODY         "" /* whose state it is */
#define KEPT_SINCE_KEY "kept-since"
#define LOOKED_KEY     "looked-for-stale"

#define MOST_MONTHS 1200

/* A day to look again at what was called legitimate may be any number of months away, and outlives
 * its case. It holds until it was reminded of, or until another day takes its place, as in
 * davy_reminders_read(). What else is reminded of ends with the case, or within the least time. */
#define LAST_REVIEW                                                 \
  "SELECT max (position) FROM case_entries"                         \
  " WHERE case_row = cases.id AND kind = '" DAVY_ENTRY_REMINDER "'" \
  " AND instr (facts, '''for'': <''" DAVY_REMINDER_KEY_REVIEW "''>') > 0"

/* ?1: what ended before is too old. Microsoft grants a credit once for each customer, ever: that
 * one was asked for is found in its case (davy_db_find_customer_entry()). Who works on an open case
 * looks at the earlier ones of its subscription. */
#define STALE_CASES                                                       \
  "SELECT id FROM cases WHERE closed_at <> 0 AND closed_at < ?1"          \
  " AND azure_id NOT IN (SELECT azure_id FROM cases WHERE closed_at = 0)" \
  " AND NOT EXISTS (SELECT 1 FROM case_entries WHERE case_row = cases.id" \
  "  AND kind = '" DAVY_ENTRY_REFUND_ASKED "')"                           \
  " AND coalesce ((" LAST_REVIEW "), 0) IN (SELECT 0 UNION ALL"           \
  "  SELECT refers FROM case_entries WHERE case_row = cases.id"           \
  "  AND kind = '" DAVY_ENTRY_REMINDED "')"

/* What our detector found goes on as long as the use does, whatever was answered. */
#define STALE_ALERTS                                       \
  "SELECT id FROM alerts WHERE status = " RESOLVED         \
  " AND max (resolved_on, last_observed, created) < ?1"    \
  " AND coalesce (azure_id, '') COLLATE NOCASE NOT IN"     \
  "  (SELECT azure_id FROM cases WHERE closed_at = 0)"     \
  " AND event_id NOT IN (SELECT event_id FROM case_alerts" \
  "  WHERE case_row NOT IN (" STALE_CASES "))"             \
  " AND NOT EXISTS (SELECT 1 FROM episodes WHERE alert_row = alerts.id AND running)"

/* ?2: the first day that is kept. What is usual follows from all days before it: the days of a
 * subscription with something open stay together. So do those of one with a case that is kept: what
 * it cost is read from them whenever the case is looked at or exported. */
#define STALE_USAGE                                                                  \
  " WHERE day < ?2 AND subscription_row NOT IN (SELECT id FROM subscriptions"        \
  " WHERE azure_id IN (SELECT azure_id FROM cases WHERE id NOT IN (" STALE_CASES ")" \
  "  UNION SELECT azure_id FROM alerts WHERE (status <> " RESOLVED " AND NOT gone)"  \
  "  OR EXISTS (SELECT 1 FROM episodes WHERE alert_row = alerts.id AND running)))"

#define RESOLVED "3"
G_STATIC_ASSERT (DAVY_ALERT_STATUS_RESOLVED == 3);

/* What keeps anybody from deleting a case. It is lifted inside the one transaction that may. */
#define GUARDS "'cases_remain', 'case_entries_remain', 'evidence_remains'"

typedef struct
{
  guint months;
  DavyStale stale;
} Looking;

static DavyTime
get_beginning (guint months)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (davy_time_now () / DAVY_TIME_SECOND);
  g_autoptr (GDateTime) beginning =
      g_date_time_add_months (now, -(int) CLAMP (months, DAVY_RETENTION_LEAST_MONTHS, MOST_MONTHS));

  return g_date_time_to_unix (beginning) * DAVY_TIME_SECOND;
}

static DavyStatement *
prepare (DavyDb *db, const char *sql, DavyTime before, GError **error)
{
  DavyStatement *statement = davy_db_prepare (db, sql, error);

  if (statement != NULL)
    {
      davy_statement_bind_named_int64 (statement, "?1", before);
      davy_statement_bind_named_int64 (statement, "?2", davy_day_from_time (before));
    }

  return statement;
}

static gboolean
count (DavyDb *db, const char *sql, DavyTime before, guint *n, GError **error)
{
  g_autoptr (DavyStatement) statement = prepare (db, sql, before, error);

  if (statement == NULL || !davy_statement_next (statement, error))
    return FALSE;
  *n = (guint) davy_statement_get_int64 (statement, 0);

  return TRUE;
}

static gboolean
count_stale (DavyDb *db, DavyStale *stale, GError **error)
{
  return count (db, "SELECT count (*) FROM (" STALE_CASES ")", stale->before, &stale->n_cases,
                error) &&
         count (db, "SELECT count (*) FROM (" STALE_ALERTS ")", stale->before, &stale->n_alerts,
                error) &&
         count (db, "SELECT count (DISTINCT subscription_row) FROM usage" STALE_USAGE,
                stale->before, &stale->n_subscriptions, error);
}

static gboolean
drop (DavyDb *db, const char *sql, DavyTime before, GError **error)
{
  g_autoptr (DavyStatement) statement = prepare (db, sql, before, error);

  return statement != NULL && davy_statement_run (statement, error);
}

/* Returns: (transfer full) (nullable): what sets the guards again */
static char *
lift_guards (DavyDb *db, GError **error)
{
  GString *lift = g_string_new (NULL);
  g_autofree char *lifting = NULL;
  g_autoptr (GString) set = g_string_new (NULL);
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name IN (" GUARDS ")",
      error);

  while (statement != NULL && davy_statement_next (statement, error))
    {
      g_string_append_printf (lift, "DROP TRIGGER %s;", davy_statement_get_text (statement, 0));
      g_string_append_printf (set, "%s;", davy_statement_get_text (statement, 1));
    }
  lifting = g_string_free (lift, FALSE);
  if (statement == NULL || davy_statement_has_failed (statement))
    return NULL;
  g_clear_pointer (&statement, davy_statement_release);

  return davy_db_execute (db, lifting, error) ? g_strdup (set->str) : NULL;
}

/* The alerts go first: which of them may go is seen by the cases. */
static gboolean
drop_cases (DavyDb *db, DavyTime before, GError **error)
{
  static const char *const parts[] = {
    "DELETE FROM evidence WHERE case_row IN (" STALE_CASES ")",
    "DELETE FROM case_drafts WHERE case_row IN (" STALE_CASES ")",
    "DELETE FROM case_alerts WHERE case_row IN (" STALE_CASES ")",
    "DELETE FROM case_entries WHERE case_row IN (" STALE_CASES ")",
    "DELETE FROM cases WHERE id IN (" STALE_CASES ")",
  };
  g_autofree char *guards = lift_guards (db, error);

  if (guards == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!drop (db, parts[i], before, error))
      return FALSE;

  return davy_db_execute (db, guards, error);
}

static gboolean
drop_stale (DavyDb *db, const DavyStale *stale, GError **error)
{
  if (stale->n_alerts > 0 &&
      !drop (db, "DELETE FROM alerts WHERE id IN (" STALE_ALERTS ")", stale->before, error))
    return FALSE;
  if (stale->n_subscriptions > 0 &&
      (!drop (db, "DELETE FROM usage" STALE_USAGE, stale->before, error) ||
       !drop (db, "DELETE FROM usage_totals" STALE_USAGE, stale->before, error)))
    return FALSE;

  return stale->n_cases == 0 || drop_cases (db, stale->before, error);
}

/**
 * davy_stale_is_empty:
 * @self: what was counted
 *
 * Returns: whether nothing is too old
 */
gboolean
davy_stale_is_empty (const DavyStale *self)
{
  return self->n_cases == 0 && self->n_alerts == 0 && self->n_subscriptions == 0;
}

static gboolean
count_cb (DavyDb *db, gpointer data, GError **error)
{
  Looking *looking = data;

  if (looking->months == DAVY_RETENTION_FOR_EVER)
    return TRUE;
  looking->stale.before = get_beginning (looking->months);

  return count_stale (db, &looking->stale, error);
}

/* What the day was, and how long was kept. */
static char *
describe_look (guint months)
{
  return g_strdup_printf ("%d %u", davy_day_from_time (davy_time_now ()), months);
}

static gboolean
remember (DavyDb *db, const Looking *looking, const char *look, GError **error)
{
  gboolean ends = looking->months != DAVY_RETENTION_FOR_EVER;
  g_autofree char *since = g_strdup_printf ("%" G_GINT64_FORMAT, looking->stale.before);

  return davy_db_put_state (db, NOBODY, KEPT_SINCE_KEY, ends ? since : NULL, error) &&
         davy_db_put_state (db, NOBODY, LOOKED_KEY, look, error);
}

static gboolean
drop_cb (DavyDb *db, gpointer data, GError **error)
{
  Looking *looking = data;
  g_autofree char *look = describe_look (looking->months);
  g_autofree char *last = NULL;

  if (!davy_db_get_state (db, NOBODY, LOOKED_KEY, &last, error))
    return FALSE;
  if (g_strcmp0 (look, last) == 0)
    return TRUE;
  if (!count_cb (db, looking, error) || !drop_stale (db, &looking->stale, error) ||
      !remember (db, looking, look, error))
    return FALSE;
  if (!davy_stale_is_empty (&looking->stale))
    davy_db_touch (db, DAVY_TABLE_ALERTS | DAVY_TABLE_SUBSCRIPTIONS | DAVY_TABLE_USAGE);

  return TRUE;
}

static Looking *
looking_new (guint months)
{
  Looking *looking = g_new0 (Looking, 1);

  looking->months = months;

  return looking;
}

/**
 * davy_store_count_stale_async:
 * @store: a store
 * @months: how many months would be kept; %DAVY_RETENTION_FOR_EVER: nothing is too old. Less than
 *   %DAVY_RETENTION_LEAST_MONTHS is that
 * @cancellable: (nullable): stops it
 * @callback: called in the store's context
 * @user_data: for @callback
 *
 * Counts what davy_store_drop_stale_async() would delete.
 */
void
davy_store_count_stale_async (DavyStore *store,
                              guint months,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  davy_store_read_async (store, count_cb, looking_new (months), g_free, cancellable, callback,
                         user_data);
}

/**
 * davy_store_count_stale_finish:
 * @store: a store
 * @result: the answer
 * @stale: (out caller-allocates): what would go
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it could be counted
 */
gboolean
davy_store_count_stale_finish (DavyStore *store,
                               GAsyncResult *result,
                               DavyStale *stale,
                               GError **error)
{
  if (!davy_store_read_finish (store, result, error))
    return FALSE;
  *stale = ((Looking *) davy_store_result_get_data (result))->stale;

  return TRUE;
}

/**
 * davy_store_drop_stale_async:
 * @store: a store
 * @months: how many months are kept, as for davy_store_count_stale_async()
 * @cancellable: (nullable): honoured until it begins
 * @callback: called in the store's context
 * @user_data: for @callback
 *
 * Deletes what is older, in one transaction: at the first call of a day (UTC), and again whenever
 * @months is another. A service may still list an alert that was deleted: it is not taken in again.
 */
void
davy_store_drop_stale_async (DavyStore *store,
                             guint months,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  davy_store_write_async (store, drop_cb, looking_new (months), g_free, DAVY_TABLE_CASES,
                          cancellable, callback, user_data);
}

/**
 * davy_store_drop_stale_finish:
 * @store: a store
 * @result: the answer
 * @dropped: (out caller-allocates) (optional): what is gone
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether all of it is gone; otherwise nothing is
 */
gboolean
davy_store_drop_stale_finish (DavyStore *store,
                              GAsyncResult *result,
                              DavyStale *dropped,
                              GError **error)
{
  if (!davy_store_write_finish (store, result, error))
    return FALSE;
  if (dropped != NULL)
    *dropped = ((Looking *) davy_store_result_get_data (result))->stale;

  return TRUE;
}

/* Proofs refer to an intent as well, but only once its result is there. */
#define UNANSWERED                                                        \
  "SELECT count (*) FROM case_entries AS intent"                          \
  " WHERE kind IN ('" DAVY_ENTRY_INTENT "', '" DAVY_ENTRY_ACT_INTENT "')" \
  " AND NOT EXISTS (SELECT 1 FROM case_entries AS answer"                 \
  "  WHERE answer.case_row = intent.case_row AND answer.refers = intent.position)"

static gboolean
count_held (DavyDb *db, gpointer data, GError **error)
{
  DavyHeld *held = data;

  return count (db, "SELECT count (*) FROM cases", 0, &held->n_cases, error) &&
         count (db, "SELECT count (*) FROM cases WHERE closed_at = 0", 0, &held->n_open, error) &&
         count (db, UNANSWERED, 0, &held->n_unanswered, error);
}

/**
 * davy_store_count_held_async:
 * @store: a store
 * @cancellable: (nullable): stops it
 * @callback: called in the store's context
 * @user_data: for @callback
 *
 * Counts what would be lost with the database.
 */
void
davy_store_count_held_async (DavyStore *store,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  davy_store_read_async (store, count_held, g_new0 (DavyHeld, 1), g_free, cancellable, callback,
                         user_data);
}

/**
 * davy_store_count_held_finish:
 * @store: a store
 * @result: the answer
 * @held: (out caller-allocates): what would be lost
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it could be counted
 */
gboolean
davy_store_count_held_finish (DavyStore *store,
                              GAsyncResult *result,
                              DavyHeld *held,
                              GError **error)
{
  if (!davy_store_read_finish (store, result, error))
    return FALSE;
  *held = *(DavyHeld *) davy_store_result_get_data (result);

  return TRUE;
}

/**
 * davy_db_is_stale:
 * @db: the writer's connection
 * @alert: an alert that is not there
 * @is_stale: (out): whether it is older than what is kept, and belongs to no case
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it could be found out
 */
gboolean
davy_db_is_stale (DavyDb *db, const DavyAlertRow *alert, gboolean *is_stale, GError **error)
{
  DavyTime last = MAX (alert->resolved_on, MAX (alert->last_observed, alert->created));
  g_autoptr (DavyStatement) statement = NULL;

  *is_stale = FALSE;
  if (davy_alert_status_from_wire (alert->status) != DAVY_ALERT_STATUS_RESOLVED)
    return TRUE;
  statement = davy_db_prepare (
      db,
      "SELECT 1 FROM state WHERE account_id = '" NOBODY "'"
      " AND key = '" KEPT_SINCE_KEY "' AND ?1 < CAST (value AS INTEGER)"
      " AND NOT EXISTS (SELECT 1 FROM case_alerts WHERE event_id = ?2)"
      " AND NOT EXISTS (SELECT 1 FROM cases WHERE closed_at = 0 AND azure_id = ?3)",
      error);
  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, last);
  davy_statement_bind_text (statement, 2, alert->event_id);
  davy_statement_bind_text (statement, 3, alert->azure_id);
  *is_stale = davy_statement_next (statement, error);

  return !davy_statement_has_failed (statement);
}
