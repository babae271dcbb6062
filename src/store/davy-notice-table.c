/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-notice-table.h"

#include "store/davy-records-private.h"

/* What the desktop was told of, so that nobody is told twice: not after a new start either, nor by
 * the next refresh. Each row is about an alert:
 *
 *   told      when the alert was created, as it was told: one of ours that doubles is created anew
 *   form      how what was told stands on the desktop now, a Form
 *   again_at  when it is told again, because somebody asked for that
 *   seen      somebody has looked at the alert: what stands on the desktop is withdrawn
 *   reminded  that Microsoft's hour is about to be over was told, or need not be
 *
 * An alert that is open and has no row is new. One of Microsoft's that is resolved has none for
 * longer than it stands on the desktop. */

typedef enum
{
  FORM_NONE,
  FORM_APART,
  FORM_OF_MANY, /* of DAVY_NOTICE_NEW; those of the other kinds follow */
} Form;

/* Who is told of an alert by itself that late is not reminded of the hour, nor who was reminded:
 * what is told of many names no time. */
#define TELLS_OF_HOUR (2 * DAVY_NOTICE_BEFORE_HOUR)

/* As a DavySeverity. */
#define GRAVITY "iif (severity = :no_severity, :assumed_severity, severity)"
#define IS_OPEN "(status <> :resolved AND NOT gone)"
#define IS_OURS "(service = '" DAVY_ALERT_SERVICE_OWN "')"
/* Microsoft's own figure counts until the status is set (davy-response-time.c). */
#define HAS_HOUR "(" IS_OPEN " AND status <> :investigating AND NOT " IS_OURS " AND NOT is_test)"

/* What of Microsoft's is resolved and opened again is new. Ours comes and goes with the usage: its
 * detector says when it is told again (davy-own-alerts.c). */
#define FROM_FORGOTTEN                               \
  " FROM notices LEFT JOIN alerts ON id = alert_row" \
  " WHERE id IS NULL OR (status = :resolved AND NOT " IS_OURS ")"

/* What stands on the desktop and has no reason to any more. */
#define FROM_OVER                                                    \
  " FROM notices LEFT JOIN alerts ON id = alert_row WHERE form <> 0" \
  " AND (id IS NULL OR NOT " IS_OPEN " OR seen OR again_at > :now)"

/* The kind of what is told now, NULL for nothing. */
#define KIND                                                                            \
  "CASE WHEN NOT " IS_OPEN " THEN NULL"                                                 \
  " WHEN (alert_row IS NULL OR (" IS_OURS " AND created > told))"                       \
  "  AND CASE WHEN " IS_OURS " THEN :ours ELSE :theirs END THEN 0"                      \
  " WHEN alert_row IS NULL THEN NULL"                                                   \
  " WHEN " HAS_HOUR " AND NOT reminded AND created > :hour_over AND created <= :warned" \
  "  THEN 2"                                                                            \
  " WHEN again_at > 0 AND again_at <= :now THEN 1 END"
G_STATIC_ASSERT (DAVY_NOTICE_NEW == 0 && DAVY_NOTICE_AGAIN == 1 && DAVY_NOTICE_HOUR == 2);

#define FROM_NEWS                                                                     \
  " FROM (SELECT *, " KIND " AS kind FROM alerts LEFT JOIN notices ON alert_row = id" \
  "  WHERE status <> :resolved) AS news WHERE kind IS NOT NULL"

/* Somebody was told of it by the service that alerts were read from before: both name the moment of
 * its creation alike (`wire-contract.md` 2.4), but not the alert. */
#define IS_KNOWN                                                                          \
  "EXISTS (SELECT 1 FROM alerts AS twin JOIN notices AS told ON told.alert_row = twin.id" \
  " WHERE twin.account_id = news.account_id AND twin.azure_id = news.azure_id"            \
  " AND abs (twin.created - news.created) < 1000000 AND twin.gone"                        \
  " AND twin.service <> news.service)"

/* --- what is told ------------------------------------------------------------------------------
 */

static void
notice_free (gpointer data)
{
  DavyNotice *notice = data;

  g_object_unref (notice->alert);
  g_free (notice);
}

/**
 * davy_news_new:
 *
 * Returns: (transfer full): nothing to tell
 */
DavyNews *
davy_news_new (void)
{
  DavyNews *self = g_new0 (DavyNews, 1);

  self->notices = g_ptr_array_new_with_free_func (notice_free);
  self->over = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

/**
 * davy_news_free:
 * @self: (transfer full): what the desktop is to be told
 */
void
davy_news_free (DavyNews *self)
{
  g_ptr_array_unref (self->notices);
  g_array_unref (self->over);
  for (guint kind = 0; kind < DAVY_N_NOTICES; kind++)
    g_strfreev (self->of_many[kind].customers);
  g_free (self);
}

/**
 * davy_news_is_empty:
 * @self: what the desktop is to be told
 *
 * Returns: whether that is nothing
 */
gboolean
davy_news_is_empty (const DavyNews *self)
{
  gboolean of_many = FALSE;

  for (guint kind = 0; kind < DAVY_N_NOTICES; kind++)
    of_many |= self->of_many[kind].is_due || self->of_many[kind].is_over;

  return self->notices->len == 0 && self->over->len == 0 && !of_many;
}

/* --- reading -----------------------------------------------------------------------------------
 */

static DavyStatement *
prepare (DavyDb *db, const char *sql, DavyNewsScope scope, GError **error)
{
  DavyStatement *statement = davy_db_prepare (db, sql, error);
  DavyTime now = davy_time_now ();
  DavyTime hour_over = now - DAVY_ALERT_TIME_TO_REACT;

  if (statement == NULL)
    return NULL;
  davy_statement_bind_named_int64 (statement, ":resolved", DAVY_ALERT_STATUS_RESOLVED);
  davy_statement_bind_named_int64 (statement, ":investigating", DAVY_ALERT_STATUS_INVESTIGATING);
  davy_statement_bind_named_int64 (statement, ":no_severity", DAVY_SEVERITY_UNKNOWN);
  davy_statement_bind_named_int64 (statement, ":assumed_severity", DAVY_SEVERITY_ASSUMED);
  davy_statement_bind_named_int64 (statement, ":now", now);
  davy_statement_bind_named_int64 (statement, ":hour_over", hour_over);
  davy_statement_bind_named_int64 (statement, ":warned", hour_over + DAVY_NOTICE_BEFORE_HOUR);
  davy_statement_bind_named_int64 (statement, ":until_warned",
                                   DAVY_ALERT_TIME_TO_REACT - DAVY_NOTICE_BEFORE_HOUR);
  davy_statement_bind_named_int64 (statement, ":theirs", (scope & DAVY_NEWS_THEIRS) != 0);
  davy_statement_bind_named_int64 (statement, ":ours", (scope & DAVY_NEWS_OURS) != 0);

  return statement;
}

/* Returns: whether it could be read; @number is 0 for NULL */
static gboolean
read_number (DavyDb *db, const char *sql, DavyNewsScope scope, gint64 *number, GError **error)
{
  g_autoptr (DavyStatement) statement = prepare (db, sql, scope, error);

  *number = 0;
  if (statement == NULL)
    return FALSE;
  if (davy_statement_next (statement, error))
    *number = davy_statement_get_int64 (statement, 0);

  return !davy_statement_has_failed (statement);
}

/* When the next hour is about to be over, or what was put off is told again. */
static gboolean
read_next (DavyDb *db, DavyTime *next, GError **error)
{
  static const char sql[] =
      "SELECT min (at) FROM ("
      "SELECT min (created) + :until_warned AS at FROM alerts LEFT JOIN notices ON alert_row = id"
      " WHERE " HAS_HOUR " AND created > :warned AND NOT coalesce (reminded, 0)"
      " UNION ALL SELECT min (again_at) FROM notices JOIN alerts ON id = alert_row"
      " WHERE " IS_OPEN " AND again_at > :now)";

  return read_number (db, sql, 0, next, error);
}

/**
 * davy_db_has_news:
 * @db: any connection
 * @scope: of which alerts
 * @has_news: (out): whether there is something to tell, to withdraw or to forget
 * @next: (out): when there is, if nothing changes; %DAVY_TIME_UNSET: then there is not
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it could be read
 */
gboolean
davy_db_has_news (DavyDb *db,
                  DavyNewsScope scope,
                  gboolean *has_news,
                  DavyTime *next,
                  GError **error)
{
  static const char sql[] =
      "SELECT EXISTS (SELECT 1" FROM_OVER ") OR EXISTS (SELECT 1" FROM_FORGOTTEN ")"
      " OR EXISTS (SELECT 1" FROM_NEWS ")";
  gint64 found;

  if (!read_number (db, sql, scope, &found, error) || !read_next (db, next, error))
    return FALSE;
  *has_news = found != 0;

  return TRUE;
}

/* --- taking ------------------------------------------------------------------------------------
 */

typedef struct
{
  gint64 row;
  DavyNoticeKind kind;
  Form before;
  gboolean is_test;
  gboolean is_known; /* under another id */
} Item;

static GArray *
list_items (DavyDb *db, DavyNewsScope scope, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (Item));
  g_autoptr (DavyStatement) statement =
      prepare (db,
               "SELECT id, kind, coalesce (form, 0), is_test, kind = 0 AND " IS_KNOWN FROM_NEWS
               " ORDER BY is_test, " GRAVITY " DESC, created DESC, id DESC",
               scope, error);

  if (statement == NULL)
    return NULL;
  while (davy_statement_next (statement, error))
    {
      Item item = { davy_statement_get_int64 (statement, 0),
                    (DavyNoticeKind) davy_statement_get_int64 (statement, 1),
                    (Form) davy_statement_get_int64 (statement, 2),
                    davy_statement_get_int64 (statement, 3) != 0,
                    davy_statement_get_int64 (statement, 4) != 0 };

      g_array_append_val (items, item);
    }

  return davy_statement_has_failed (statement) ? NULL : g_steal_pointer (&items);
}

static gboolean
set_form (DavyDb *db, const Item *item, Form form, GError **error)
{
  g_autoptr (DavyStatement) statement = prepare (
      db,
      "INSERT INTO notices (alert_row, told, form, reminded)"
      " SELECT id, created, :form, :names_time AND created <= :told_of_hour FROM alerts"
      " WHERE id = :row"
      " ON CONFLICT DO UPDATE SET told = excluded.told, form = excluded.form, again_at = 0,"
      " seen = 0, reminded = reminded OR excluded.reminded",
      0, error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_named_int64 (statement, ":row", item->row);
  davy_statement_bind_named_int64 (statement, ":form", form);
  davy_statement_bind_named_int64 (statement, ":names_time",
                                   form == FORM_APART || item->kind == DAVY_NOTICE_HOUR);
  davy_statement_bind_named_int64 (statement, ":told_of_hour",
                                   davy_time_now () - DAVY_ALERT_TIME_TO_REACT + TELLS_OF_HOUR);

  return davy_statement_run (statement, error);
}

static gboolean
add_notice (DavyDb *db, const Item *item, DavyNews *news, GError **error)
{
  DavyAlert *alert = davy_alert_load (db, item->row, error);
  DavyNotice *notice;

  if (alert == NULL)
    return FALSE;
  notice = g_new0 (DavyNotice, 1);
  notice->kind = item->kind;
  notice->alert = alert;
  g_ptr_array_add (news->notices, notice);

  return TRUE;
}

/* A test alert shows that the connection works; one of them is enough for that. */
static gboolean
take_item (DavyDb *db,
           const Item *item,
           gboolean as_one,
           gboolean silent,
           DavyNews *news,
           GError **error)
{
  Form form = as_one ? FORM_OF_MANY + item->kind : FORM_APART;

  if (silent)
    return set_form (db, item, FORM_NONE, error);
  if (item->before == FORM_APART && as_one)
    g_array_append_val (news->over, item->row);

  return set_form (db, item, form, error) && (as_one || add_notice (db, item, news, error));
}

static gboolean
take_items (DavyDb *db, const GArray *items, DavyNews *news, GError **error)
{
  guint counts[DAVY_N_NOTICES] = { 0 };
  gboolean has_test = FALSE;

  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = &g_array_index (items, Item, i);

      counts[item->kind] += item->is_test || item->is_known ? 0 : 1;
    }
  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = &g_array_index (items, Item, i);
      gboolean silent = item->is_known || (item->is_test && has_test);
      gboolean as_one = !silent && !item->is_test && counts[item->kind] > DAVY_NOTICES_APART;

      if (!take_item (db, item, as_one, silent, news, error))
        return FALSE;
      has_test |= item->is_test && !silent;
      news->of_many[item->kind].is_due |= as_one;
    }

  return TRUE;
}

static gboolean
run (DavyDb *db, const char *sql, GError **error)
{
  g_autoptr (DavyStatement) statement = prepare (db, sql, 0, error);

  return statement != NULL && davy_statement_run (statement, error);
}

static gboolean
take_over (DavyDb *db, DavyNews *news, GError **error)
{
  g_autoptr (DavyStatement) over =
      prepare (db, "SELECT alert_row" FROM_OVER " AND form = 1", 0, error);

  if (over == NULL)
    return FALSE;
  while (davy_statement_next (over, error))
    {
      gint64 row = davy_statement_get_int64 (over, 0);

      g_array_append_val (news->over, row);
    }
  if (davy_statement_has_failed (over))
    return FALSE;

  return run (db, "UPDATE notices SET form = 0 WHERE alert_row IN (SELECT alert_row" FROM_OVER ")",
              error) &&
         run (db, "DELETE FROM notices WHERE alert_row IN (SELECT alert_row" FROM_FORGOTTEN ")",
              error);
}

/* @counts: how many alerts what is told of many stands for, by kind */
static gboolean
count_many (DavyDb *db, guint counts[DAVY_N_NOTICES], GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db, "SELECT form, count (*) FROM notices WHERE form >= ? GROUP BY form", error);

  for (guint kind = 0; kind < DAVY_N_NOTICES; kind++)
    counts[kind] = 0;
  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, FORM_OF_MANY);
  while (davy_statement_next (statement, error))
    {
      gint64 kind = davy_statement_get_int64 (statement, 0) - FORM_OF_MANY;

      if (kind < DAVY_N_NOTICES)
        counts[kind] = (guint) davy_statement_get_int64 (statement, 1);
    }

  return !davy_statement_has_failed (statement);
}

static gboolean
describe_many (DavyDb *db, DavyNoticeKind kind, DavyNoticeOfMany *many, GError **error)
{
  g_autoptr (GStrvBuilder) customers = g_strv_builder_new ();
  g_autoptr (DavyStatement) statement =
      prepare (db,
               "SELECT max (" GRAVITY ") AS worst, customer_name"
               " FROM notices JOIN alerts ON id = alert_row"
               " WHERE form = :form GROUP BY coalesce (customer_tenant_id, customer_name)"
               " ORDER BY worst DESC, customer_fold",
               0, error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_named_int64 (statement, ":form", FORM_OF_MANY + kind);
  for (; davy_statement_next (statement, error); many->n_customers++)
    {
      const char *name = davy_statement_get_text (statement, 1);

      many->severity = MAX (many->severity, (DavySeverity) davy_statement_get_int64 (statement, 0));
      if (name != NULL && many->n_customers < DAVY_NOTICE_CUSTOMERS)
        g_strv_builder_add (customers, name);
    }
  many->customers = g_strv_builder_end (customers);

  return !davy_statement_has_failed (statement);
}

/**
 * davy_db_take_news:
 * @db: the writer's connection
 * @scope: of which alerts
 * @news: what the desktop is to be told; empty when it is handed over
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Finds what is to be told and withdrawn, and writes down that it is, so that it is not found
 * again.
 *
 * Returns: whether it is written
 */
gboolean
davy_db_take_news (DavyDb *db, DavyNewsScope scope, DavyNews *news, GError **error)
{
  guint before[DAVY_N_NOTICES];
  guint after[DAVY_N_NOTICES];
  g_autoptr (GArray) items = NULL;

  if (!count_many (db, before, error) || !take_over (db, news, error))
    return FALSE;
  items = list_items (db, scope, error);
  if (items == NULL || !take_items (db, items, news, error) || !count_many (db, after, error) ||
      !read_next (db, &news->next, error))
    return FALSE;

  for (guint kind = 0; kind < DAVY_N_NOTICES; kind++)
    {
      DavyNoticeOfMany *many = &news->of_many[kind];

      many->count = after[kind];
      many->is_over = before[kind] > 0 && after[kind] == 0;
      if (many->is_due && !describe_many (db, kind, many, error))
        return FALSE;
    }

  return TRUE;
}

/* --- what a person does ------------------------------------------------------------------------
 */

/* @sql: what is written; the desktop is to be told only when it changes something */
static gboolean
change (DavyDb *db, const char *sql, gint64 which, GError **error)
{
  g_autoptr (DavyStatement) statement = prepare (db, sql, 0, error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_named_int64 (statement, ":which", which);
  davy_statement_bind_named_int64 (statement, ":again_at", davy_time_now () + DAVY_NOTICE_SNOOZE);
  if (!davy_statement_run (statement, error))
    return FALSE;
  if (davy_db_get_changes (db) > 0)
    davy_db_touch (db, DAVY_TABLE_NOTICES);

  return TRUE;
}

static gboolean
see_alert (DavyDb *db, gpointer data, GError **error)
{
  return change (db,
                 "INSERT INTO notices (alert_row, told, seen)"
                 " SELECT id, created, 1 FROM alerts WHERE id = :which AND status <> :resolved"
                 " ON CONFLICT DO UPDATE SET told = excluded.told, seen = 1, again_at = 0"
                 " WHERE form <> 0 OR again_at <> 0 OR told <> excluded.told",
                 *(gint64 *) data, error);
}

static gboolean
see_alerts (DavyDb *db, gpointer data, GError **error)
{
  return change (db, "UPDATE notices SET seen = 1, again_at = 0 WHERE form = :which",
                 *(gint64 *) data, error);
}

static gboolean
snooze_alert (DavyDb *db, gpointer data, GError **error)
{
  return change (db, "UPDATE notices SET again_at = :again_at WHERE alert_row = :which",
                 *(gint64 *) data, error);
}

static gboolean
snooze_alerts (DavyDb *db, gpointer data, GError **error)
{
  return change (db, "UPDATE notices SET again_at = :again_at WHERE form = :which",
                 *(gint64 *) data, error);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* Whoever asked for it is told of the alert once more, or not again: nothing is lost. */
  if (!davy_store_write_finish (DAVY_STORE (source), result, &error))
    g_message ("What was said about a notification is not kept: %s", error->message);
}

static void
write_change (DavyStore *store, DavyStoreWork work, gint64 which)
{
  davy_store_write_async (store, work, g_memdup2 (&which, sizeof which), g_free, 0, NULL,
                          changed_cb, NULL);
}

/**
 * davy_store_see_alert:
 * @store: a store
 * @alert_row: an alert that somebody looks at
 *
 * What was told of it is withdrawn, and what was not told is not told any more. That Microsoft's
 * hour is about to be over is.
 */
void
davy_store_see_alert (DavyStore *store, gint64 alert_row)
{
  write_change (store, see_alert, alert_row);
}

/**
 * davy_store_see_alerts:
 * @store: a store
 * @kind: what was told of many alerts
 *
 * Somebody looks at the list of them: what comes later is told without them.
 */
void
davy_store_see_alerts (DavyStore *store, DavyNoticeKind kind)
{
  write_change (store, see_alerts, FORM_OF_MANY + (gint64) kind);
}

/**
 * davy_store_snooze_alert:
 * @store: a store
 * @alert_row: an alert of which was told
 *
 * It is told again in %DAVY_NOTICE_SNOOZE if it is open then.
 */
void
davy_store_snooze_alert (DavyStore *store, gint64 alert_row)
{
  write_change (store, snooze_alert, alert_row);
}

/**
 * davy_store_snooze_alerts:
 * @store: a store
 * @kind: what was told of many alerts
 *
 * Those of them that are open then are told again in %DAVY_NOTICE_SNOOZE.
 */
void
davy_store_snooze_alerts (DavyStore *store, DavyNoticeKind kind)
{
  write_change (store, snooze_alerts, FORM_OF_MANY + (gint64) kind);
}
