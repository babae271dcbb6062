/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-rows.h"

#include <math.h>
#include <string.h>

#include "store/davy-alert-digest.h"
#include "store/davy-own-alerts-private.h"
#include "store/davy-retention.h"
#include "store/davy-rows-private.h"
#include "store/davy-search.h"

/* Writing alerts. An alert carries the names that its list row shows, so that showing a list joins
 * nothing; whoever learns a better name (a customer, a subscription) puts it there. */

typedef struct
{
  gint64 row;           /* 0: not known yet */
  char *digest;         /* of what is written */
  gboolean is_news;     /* whether what was fetched is newer than that */
  gint64 comes_back_to; /* the subscription of an alert that was gone; 0: it was not */
} KnownAlert;

static void
known_alert_clear (KnownAlert *self)
{
  g_free (self->digest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KnownAlert, known_alert_clear)

typedef struct
{
  gint64 row; /* 0: not known yet */
  char *name;
  double excess;
  char *currency;
  DavyPriceBasis basis;
} KnownSubscription;

static void
known_subscription_clear (KnownSubscription *self)
{
  g_free (self->name);
  g_free (self->currency);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KnownSubscription, known_subscription_clear)

/* Services say "nothing" by "" as well as by leaving out. */
const char *
davy_known (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

/* Test alerts are shown apart and never counted (playbook.md F.24). */
gboolean
davy_db_recount_open_alerts (DavyDb *db, gint64 subscription_row, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "UPDATE subscriptions SET open_alerts = counted.n, revision = revision + 1"
      " FROM (SELECT count (*) AS n FROM alerts JOIN subscriptions AS s"
      "   ON alerts.account_id = s.account_id AND alerts.azure_id = s.azure_id"
      "   WHERE s.id = ?1 AND status <> ?2 AND NOT is_test AND NOT alerts.gone) AS counted"
      " WHERE id = ?1 AND open_alerts <> counted.n",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  davy_statement_bind_int64 (statement, 2, DAVY_ALERT_STATUS_RESOLVED);

  return davy_statement_run (statement, error);
}

/* A refresh that began at @pass may know less than what is there: while it was under way a change
 * of status may have been read back. What was told in the future was told before the clock was set
 * back. */
static gboolean
find_alert (DavyDb *db, const DavyAlertRow *alert, gint64 pass, KnownAlert *known, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "SELECT id, digest, told_at, CASE WHEN gone THEN subscription_row ELSE 0 END"
      " FROM alerts JOIN alert_bodies ON alert_row = id WHERE account_id = ? AND event_id = ?",
      error);
  DavyTime told_at;

  known->is_news = TRUE;
  if (statement == NULL)
    return FALSE;
  davy_statement_lend_text (statement, 1, alert->account_id);
  davy_statement_lend_text (statement, 2, alert->event_id);
  if (davy_statement_next (statement, error))
    {
      known->row = davy_statement_get_int64 (statement, 0);
      known->digest = davy_statement_dup_text (statement, 1);
      told_at = davy_statement_get_int64 (statement, 2);
      known->is_news = pass == 0 || pass > told_at || told_at > davy_time_now ();
      known->comes_back_to = davy_statement_get_int64 (statement, 3);
    }

  return !davy_statement_has_failed (statement);
}

static gboolean
mark_told (DavyDb *db, gint64 row, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db, "UPDATE alerts SET told_at = ?2 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, row);
  davy_statement_bind_int64 (statement, 2, davy_time_now ());

  return davy_statement_run (statement, error);
}

static gboolean
mark_seen (DavyDb *db, gint64 row, gint64 pass, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "UPDATE alerts SET pass = ?2, gone = 0, revision = revision + gone"
                       " WHERE id = ?1",
                       error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, row);
  davy_statement_bind_int64 (statement, 2, pass);

  return davy_statement_run (statement, error);
}

static gboolean
find_known_subscription (DavyDb *db,
                         const DavyAlertRow *alert,
                         KnownSubscription *known,
                         GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT id, name, excess, currency, basis FROM subscriptions"
                       " WHERE account_id = ? AND azure_id = ?",
                       error);

  if (statement == NULL)
    return FALSE;
  davy_statement_lend_text (statement, 1, alert->account_id);
  davy_statement_lend_text (statement, 2, davy_known (alert->azure_id));
  known->excess = NAN;
  if (davy_statement_next (statement, error))
    {
      known->row = davy_statement_get_int64 (statement, 0);
      known->name = davy_statement_dup_text (statement, 1);
      known->excess = davy_statement_get_double (statement, 2);
      known->currency = davy_statement_dup_text (statement, 3);
      known->basis = (DavyPriceBasis) davy_statement_get_int64 (statement, 4);
    }

  return !davy_statement_has_failed (statement);
}

/* The list of customers knows a customer's name of today; an alert, that of its day or none. The
 * reseller is named by Partner Center's alerts, not by those of Graph. */
static gboolean
find_known_customer (DavyDb *db,
                     const DavyAlertRow *alert,
                     char **name,
                     char **reseller_name,
                     GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db, "SELECT name, reseller_name FROM customers WHERE account_id = ? AND tenant_id = ?",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_lend_text (statement, 1, alert->account_id);
  davy_statement_lend_text (statement, 2, davy_known (alert->customer_tenant_id));
  *reseller_name = g_strdup (davy_known (alert->reseller_name));
  if (davy_statement_next (statement, error))
    {
      *name = davy_statement_dup_text (statement, 0);
      if (*reseller_name == NULL)
        *reseller_name = davy_statement_dup_text (statement, 1);
    }
  if (*name == NULL)
    *name = g_strdup (davy_known (alert->customer_name));

  return !davy_statement_has_failed (statement);
}

static const DavyAlertActivityRow *
find_taking (const DavyAlertRow *alert)
{
  const DavyAlertActivityRow *latest = NULL;

  if (davy_alert_status_from_wire (alert->status) != DAVY_ALERT_STATUS_INVESTIGATING)
    return NULL;

  for (guint i = 0; i < alert->n_activity; i++)
    if (davy_alert_status_from_wire (alert->activity[i].status_to) ==
            DAVY_ALERT_STATUS_INVESTIGATING &&
        (latest == NULL || alert->activity[i].time >= latest->time))
      latest = &alert->activity[i];

  return latest;
}

static void
bind_alert (DavyStatement *statement, const DavyAlertRow *alert)
{
  const DavyAlertActivityRow *taking = find_taking (alert);

  davy_statement_lend_text (statement, 1, alert->account_id);
  davy_statement_lend_text (statement, 2, alert->event_id);
  davy_statement_lend_text (statement, 3, davy_known (alert->type));
  davy_statement_lend_text (statement, 4, davy_known (alert->title));
  davy_statement_bind_int64 (statement, 5, davy_severity_from_wire (alert->severity));
  davy_statement_lend_text (statement, 6, davy_known (alert->severity));
  davy_statement_lend_text (statement, 7, davy_known (alert->confidence));
  davy_statement_bind_int64 (statement, 8, davy_alert_status_from_wire (alert->status));
  davy_statement_lend_text (statement, 9, davy_known (alert->status));
  davy_statement_bind_int64 (statement, 10, davy_alert_reason_from_wire (alert->reason));
  davy_statement_lend_text (statement, 11, davy_known (alert->reason));
  davy_statement_bind_int64 (statement, 12, alert->created);
  davy_statement_bind_int64 (statement, 13, alert->first_observed);
  davy_statement_bind_int64 (statement, 14, alert->last_observed);
  davy_statement_bind_int64 (statement, 15, alert->resolved_on);
  davy_statement_lend_text (statement, 16, davy_known (alert->resolved_by));
  davy_statement_lend_text (statement, 17, taking != NULL ? davy_known (taking->updated_by) : NULL);
  davy_statement_bind_int64 (statement, 18, taking != NULL ? taking->time : DAVY_TIME_UNSET);
  davy_statement_lend_text (statement, 19, davy_known (alert->customer_tenant_id));
  davy_statement_lend_text (statement, 20, davy_known (alert->azure_id));
  davy_statement_bind_int64 (statement, 22, alert->n_resources);
  davy_statement_bind_int64 (statement, 23, alert->is_test);
}

static void
bind_known (DavyStatement *statement,
            const DavyAlertRow *alert,
            const KnownSubscription *known,
            const char *customer_name)
{
  g_autofree char *fold = davy_search_fold (customer_name);
  gboolean at_stake = davy_alert_status_from_wire (alert->status) != DAVY_ALERT_STATUS_RESOLVED &&
                      !isnan (known->excess);

  davy_statement_lend_text (statement, 24, customer_name);
  davy_statement_lend_text (
      statement, 25, known->name != NULL ? known->name : davy_known (alert->subscription_name));
  davy_statement_bind_int64 (statement, 26, known->row);
  davy_statement_bind_double (statement, 27, at_stake ? known->excess : NAN);
  davy_statement_lend_text (statement, 28, at_stake ? known->currency : NULL);
  davy_statement_bind_int64 (statement, 29, at_stake ? known->basis : DAVY_BASIS_UNKNOWN);
  davy_statement_bind_int64 (statement, 30,
                             at_stake ? DAVY_COST_SOURCE_EXCESS : DAVY_COST_SOURCE_UNKNOWN);
  davy_statement_bind_text (statement, 31, fold);
  davy_statement_lend_text (statement, 32, alert->service);
}

/* A case may still ask the service that alerts came from before: what it tells is not listed. */
#define OF_A_SERVICE_LEFT                                      \
  "(?33 = 0 AND ?32 IS NOT '" DAVY_ALERT_SERVICE_OWN "'"       \
  " AND EXISTS (SELECT 1 FROM state WHERE account_id = ?1 AND" \
  " key = '" DAVY_ALERT_SERVICE_KEY "' AND value <> coalesce (?32, 'partner-center')))"

/* Whether it is there is known by now: neither statement has to find out, nor to keep a copy of the
 * pages it touches, as SQLite does for one that may do both. */
static const char insert_alert[] =
    "INSERT INTO alerts (account_id, event_id, type, title, severity, severity_text,"
    " confidence_text, status, status_text, reason, reason_text, created, first_observed,"
    " last_observed, resolved_on, resolved_by, taken_by, taken_at, customer_tenant_id, azure_id,"
    " reseller_name, resource_count, is_test, customer_name, subscription_name,"
    " subscription_row, daily_cost, cost_currency, cost_basis, cost_source, customer_fold, service,"
    " gone, pass)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
    " ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31,"
    " coalesce (?32, 'partner-center'), " OF_A_SERVICE_LEFT ", ?33)";
static const char update_alert[] =
    "UPDATE alerts SET type = ?3, title = ?4, severity = ?5,"
    " severity_text = ?6, confidence_text = ?7, status = ?8, status_text = ?9, reason = ?10,"
    " reason_text = ?11, created = ?12, first_observed = ?13, last_observed = ?14,"
    " resolved_on = ?15, resolved_by = ?16, taken_by = ?17, taken_at = ?18,"
    " customer_tenant_id = ?19, azure_id = ?20, reseller_name = ?21, resource_count = ?22,"
    " is_test = ?23, customer_name = ?24, subscription_name = ?25, subscription_row = ?26,"
    " daily_cost = ?27, cost_currency = ?28, cost_basis = ?29, cost_source = ?30,"
    " customer_fold = ?31, service = coalesce (?32, 'partner-center'),"
    " gone = " OF_A_SERVICE_LEFT ", revision = revision + 1"
    " WHERE account_id = ?1 AND event_id = ?2";

static gboolean
write_alert (DavyDb *db,
             const DavyAlertRow *alert,
             const KnownSubscription *known,
             gint64 pass,
             gboolean is_new,
             GError **error)
{
  g_autofree char *customer_name = NULL;
  g_autofree char *reseller_name = NULL;
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db, is_new ? insert_alert : update_alert, error);

  if (statement == NULL || !find_known_customer (db, alert, &customer_name, &reseller_name, error))
    return FALSE;

  bind_alert (statement, alert);
  davy_statement_lend_text (statement, 21, reseller_name);
  bind_known (statement, alert, known, customer_name);
  davy_statement_bind_int64 (statement, 33, pass);

  return davy_statement_run (statement, error);
}

static char *
dup_search (const DavyAlertRow *alert)
{
  GString *text = g_string_new (NULL);

  davy_search_append (text, alert->customer_name);
  davy_search_append (text, alert->customer_tenant_id);
  davy_search_append (text, alert->subscription_name);
  davy_search_append (text, alert->azure_id);
  davy_search_append (text, alert->event_id);
  davy_search_append (text, alert->type);
  davy_search_append (text, alert->title);
  davy_search_append (text, alert->reseller_name);
  davy_search_append (text, alert->entity_name);
  davy_search_append (text, alert->resource_name);
  davy_search_append (text, alert->resource_group);
  for (guint i = 0; i < alert->n_resources; i++)
    davy_search_append (text, alert->resources[i].azure_id);

  return g_string_free (text, FALSE);
}

static gboolean
write_body (DavyDb *db,
            gint64 row,
            const DavyAlertRow *alert,
            const char *digest,
            gboolean is_new,
            GError **error)
{
  g_autofree char *search = dup_search (alert);
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      is_new ? "INSERT INTO alert_bodies (alert_row, digest, description, raw, search)"
               " VALUES (?1, ?2, ?3, ?4, ?5)"
             : "UPDATE alert_bodies SET digest = ?2, description = ?3, raw = ?4, search = ?5"
               " WHERE alert_row = ?1",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, row);
  davy_statement_lend_text (statement, 2, digest);
  davy_statement_lend_text (statement, 3, davy_known (alert->description));
  davy_statement_lend_text (statement, 4, davy_known (alert->raw));
  davy_statement_lend_text (statement, 5, search);

  return davy_statement_run (statement, error);
}

static gboolean
clear_children (DavyDb *db, gint64 row, GError **error)
{
  static const char *const deletions[] = {
    "DELETE FROM alert_resources WHERE alert_row = ?",
    "DELETE FROM alert_details WHERE alert_row = ?",
    "DELETE FROM alert_activity WHERE alert_row = ?",
  };

  for (guint i = 0; i < G_N_ELEMENTS (deletions); i++)
    {
      g_autoptr (DavyStatement) statement = davy_db_prepare (db, deletions[i], error);

      if (statement == NULL)
        return FALSE;
      davy_statement_bind_int64 (statement, 1, row);
      if (!davy_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_resources (DavyDb *db, gint64 row, const DavyAlertRow *alert, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db, "INSERT INTO alert_resources VALUES (?, ?, ?, ?)", error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < alert->n_resources; i++)
    {
      davy_statement_bind_int64 (statement, 1, row);
      davy_statement_bind_int64 (statement, 2, i);
      davy_statement_lend_text (statement, 3, alert->resources[i].azure_id);
      davy_statement_lend_text (statement, 4, davy_known (alert->resources[i].type));
      if (!davy_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_details (DavyDb *db, gint64 row, const DavyAlertRow *alert, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db, "INSERT INTO alert_details VALUES (?, ?, ?, ?)", error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < alert->n_details; i++)
    {
      davy_statement_bind_int64 (statement, 1, row);
      davy_statement_bind_int64 (statement, 2, i);
      davy_statement_lend_text (statement, 3, alert->details[i].key);
      davy_statement_lend_text (statement, 4, alert->details[i].value);
      if (!davy_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_activity (DavyDb *db, gint64 row, const DavyAlertRow *alert, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db, "INSERT INTO alert_activity VALUES (?, ?, ?, ?, ?, ?)", error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < alert->n_activity; i++)
    {
      davy_statement_bind_int64 (statement, 1, row);
      davy_statement_bind_int64 (statement, 2, i);
      davy_statement_lend_text (statement, 3, davy_known (alert->activity[i].status_from));
      davy_statement_lend_text (statement, 4, davy_known (alert->activity[i].status_to));
      davy_statement_lend_text (statement, 5, davy_known (alert->activity[i].updated_by));
      davy_statement_bind_int64 (statement, 6, alert->activity[i].time);
      if (!davy_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/* Counting is for what is told anew; what comes for the first time is one more or none. */
static gboolean
count_new_alert (DavyDb *db, gint64 subscription_row, const DavyAlertRow *alert, GError **error)
{
  g_autoptr (DavyStatement) statement = NULL;

  if (alert->is_test || davy_alert_status_from_wire (alert->status) == DAVY_ALERT_STATUS_RESOLVED)
    return TRUE;

  statement = davy_db_prepare (db,
                               "UPDATE subscriptions SET open_alerts = open_alerts + 1,"
                               " revision = revision + 1 WHERE id = ?",
                               error);
  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);

  return davy_statement_run (statement, error);
}

/* @row: (inout): 0 for an alert that is not there yet */
static gboolean
write_news (DavyDb *db,
            const DavyAlertRow *alert,
            const char *digest,
            gint64 pass,
            gint64 *row,
            GError **error)
{
  g_auto (KnownSubscription) known = { 0 };
  gboolean is_new = *row == 0;

  if (!find_known_subscription (db, alert, &known, error) ||
      !write_alert (db, alert, &known, pass, is_new, error))
    return FALSE;

  if (is_new)
    *row = davy_db_get_last_row (db);
  else if (!clear_children (db, *row, error))
    return FALSE;

  if (!write_body (db, *row, alert, digest, is_new, error) ||
      !write_resources (db, *row, alert, error) || !write_details (db, *row, alert, error) ||
      !write_activity (db, *row, alert, error))
    return FALSE;

  if (known.row == 0)
    return TRUE;
  if (g_strcmp0 (alert->service, DAVY_ALERT_SERVICE_OWN) != 0 &&
      !davy_db_withdraw_own_alerts (db, known.row, error))
    return FALSE;

  return is_new && pass != 0 ? count_new_alert (db, known.row, alert, error)
                             : davy_db_recount_open_alerts (db, known.row, error);
}

/**
 * davy_db_put_alert:
 * @db: the writer's connection
 * @alert: what was fetched; its account and event id are never %NULL
 * @pass: when the refresh began that it was seen in, a #DavyTime; 0: it was asked for just now,
 *   such as after a change of status
 * @row: (out) (optional): its row; unchanged for one that is passed over
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Writes an alert, new or known. An alert that comes as it is known leaves no trace but its pass.
 * What was asked for by itself after a refresh began stays as it is. What a refresh sees that is
 * older than what is kept (davy_store_drop_stale_async()) is passed over.
 *
 * Returns: whether it is written
 */
gboolean
davy_db_put_alert (DavyDb *db, const DavyAlertRow *alert, gint64 pass, gint64 *row, GError **error)
{
  g_autofree char *digest = davy_alert_dup_digest (alert);
  g_auto (KnownAlert) before = { 0 };
  gboolean is_stale = FALSE;
  gboolean is_new;

  if (!find_alert (db, alert, pass, &before, error))
    return FALSE;
  is_new = before.row == 0;
  if (is_new && pass != 0 && !davy_db_is_stale (db, alert, &is_stale, error))
    return FALSE;
  if (is_stale)
    return TRUE;
  if (before.is_news && g_strcmp0 (digest, before.digest) != 0 &&
      !write_news (db, alert, digest, pass, &before.row, error))
    return FALSE;

  if (row != NULL)
    *row = before.row;
  if (pass == 0)
    return mark_told (db, before.row, error);
  if (is_new)
    return TRUE;

  return mark_seen (db, before.row, pass, error) &&
         (before.comes_back_to == 0 ||
          davy_db_recount_open_alerts (db, before.comes_back_to, error));
}
