/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-own-finding.h"

#include "core/davy-error.h"
#include "store/davy-own-alerts-private.h"
#include "store/davy-rows.h"

/* What our detector has found, read and written as an alert and what only ours have. */

#define TYPE "UsageExcess"

/* How many times what is notable makes it grave. */
#define MEDIUM_TIMES 5
#define HIGH_TIMES   50

/**
 * davy_own_finding_clear:
 * @self: a finding
 *
 * Frees what it holds.
 */
void
davy_own_finding_clear (DavyOwnFinding *self)
{
  g_free (self->event_id);
  g_free (self->part);
  g_free (self->who);
}

static GArray *
findings_new (void)
{
  GArray *findings = g_array_new (FALSE, TRUE, sizeof (DavyOwnFinding));

  g_array_set_clear_func (findings, (GDestroyNotify) davy_own_finding_clear);

  return findings;
}

static void
read_finding (DavyStatement *row, DavyOwnFinding *finding)
{
  finding->row = davy_statement_get_int64 (row, 0);
  finding->event_id = davy_statement_dup_text (row, 1);
  finding->told_at = davy_statement_get_int64 (row, 2);
  finding->told = davy_statement_get_double (row, 3);
  finding->answer = (DavyOwnState) davy_statement_get_int64 (row, 4);
  finding->who = davy_statement_dup_text (row, 5);
  finding->changed_at = davy_statement_get_int64 (row, 6);
  finding->part = davy_statement_dup_text (row, 7);
  finding->dimension = DAVY_N_DIMENSIONS;
  davy_own_episode_read (&finding->found, row, 8);
}

/**
 * davy_own_findings_read:
 * @db: any connection
 * @where: which ones, in SQL
 * @row: what stands in the place of the `?` in it
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable) (element-type DavyOwnFinding): those, oldest first
 */
GArray *
davy_own_findings_read (DavyDb *db, const char *where, gint64 row, GError **error)
{
  g_autofree char *sql = g_strconcat (
      "SELECT alerts.id, event_id, created, told, answer, who, changed_at,"
      " description,"
      " " DAVY_OWN_EPISODE_COLUMNS " FROM alerts"
      " JOIN episodes ON episodes.alert_row = alerts.id"
      " LEFT JOIN alert_bodies ON alert_bodies.alert_row = alerts.id WHERE service = '" DAVY_ALERT_SERVICE_OWN
      "' AND ",
      where, " ORDER BY onset", NULL);
  g_autoptr (GArray) findings = findings_new ();
  g_autoptr (DavyStatement) statement = davy_db_prepare (db, sql, error);

  if (statement == NULL)
    return NULL;
  davy_statement_bind_int64 (statement, 1, row);
  while (davy_statement_next (statement, error))
    {
      g_array_set_size (findings, findings->len + 1);
      read_finding (statement, &g_array_index (findings, DavyOwnFinding, findings->len - 1));
    }

  return davy_statement_has_failed (statement) ? NULL : g_steal_pointer (&findings);
}

/**
 * davy_own_state_is_open:
 * @state: where an alert of ours stands
 *
 * Returns: whether somebody still has to act
 */
gboolean
davy_own_state_is_open (DavyOwnState state)
{
  return state == DAVY_OWN_NEW || state == DAVY_OWN_MISUSE;
}

/**
 * davy_own_state_is_answer:
 * @state: where an alert of ours stands, or what a person said
 *
 * Returns: whether a person has closed it
 */
gboolean
davy_own_state_is_answer (DavyOwnState state)
{
  return state == DAVY_OWN_PLANNED || state == DAVY_OWN_NO_ISSUE;
}

static const char *
get_severity (double worst, double notable)
{
  if (worst >= HIGH_TIMES * notable)
    return "High";

  return worst >= MEDIUM_TIMES * notable ? "Medium" : "Low";
}

static const char *
get_status (DavyOwnState state)
{
  if (state == DAVY_OWN_NEW)
    return davy_alert_status_to_wire (DAVY_ALERT_STATUS_ACTIVE);

  return davy_alert_status_to_wire (state == DAVY_OWN_MISUSE ? DAVY_ALERT_STATUS_INVESTIGATING
                                                             : DAVY_ALERT_STATUS_RESOLVED);
}

static const char *
get_reason (DavyOwnState state)
{
  if (state == DAVY_OWN_PLANNED)
    return davy_alert_reason_to_wire (DAVY_ALERT_REASON_LEGITIMATE);

  return davy_alert_reason_to_wire (state == DAVY_OWN_NO_ISSUE ? DAVY_ALERT_REASON_IGNORE
                                                               : DAVY_ALERT_REASON_NONE);
}

/* As any other alert, so that the lists, the search and the counts find it. */
static gboolean
put_alert (DavyDb *db, gint64 subscription_row, DavyOwnFinding *finding, GError **error)
{
  DavyDetector detector;
  const DavyAlertActivityRow taking = { .status_to = get_status (DAVY_OWN_MISUSE),
                                        .updated_by = finding->who,
                                        .time = finding->changed_at };
  gboolean taken = finding->found.state == DAVY_OWN_MISUSE;
  g_autofree char *event_id = NULL;
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT account_id, azure_id, customer_tenant_id, customer_name, name,"
                       " reseller_name FROM subscriptions WHERE id = ?",
                       error);
  DavyAlertRow row = { .service = DAVY_ALERT_SERVICE_OWN,
                       .type = TYPE,
                       .description = finding->part,
                       .status = get_status (finding->found.state),
                       .reason = get_reason (finding->found.state),
                       .resolved_by =
                           davy_own_state_is_answer (finding->found.state) ? finding->who : NULL,
                       .created = finding->told_at,
                       .first_observed = davy_day_to_time (finding->found.episode.onset),
                       .last_observed = davy_day_to_time (finding->found.episode.end),
                       .resolved_on = davy_own_state_is_open (finding->found.state)
                                          ? DAVY_TIME_UNSET
                                          : finding->changed_at,
                       .activity = &taking,
                       .n_activity = taken };

  if (statement == NULL ||
      !davy_db_get_detector (db, subscription_row, finding->found.currency, &detector, error))
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  if (!davy_statement_next (statement, error))
    {
      if (!davy_statement_has_failed (statement))
        g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_CONFLICT, "The subscription is gone");
      return FALSE;
    }

  row.severity = get_severity (finding->found.worst, detector.notable_amount);
  row.account_id = davy_statement_get_text (statement, 0);
  row.azure_id = davy_statement_get_text (statement, 1);
  row.customer_tenant_id = davy_statement_get_text (statement, 2);
  row.customer_name = davy_statement_get_text (statement, 3);
  row.subscription_name = davy_statement_get_text (statement, 4);
  row.reseller_name = davy_statement_get_text (statement, 5);
  event_id = finding->event_id != NULL
                 ? g_strdup (finding->event_id)
                 : g_strdup_printf (DAVY_ALERT_SERVICE_OWN ":%s:%d:%" G_GINT64_FORMAT, row.azure_id,
                                    finding->found.episode.onset, davy_time_now ());
  row.event_id = event_id;

  return davy_db_put_alert (db, &row, 0, &finding->row, error);
}

/* What only ours have; whoever shows the alert has to read it anew. */
static gboolean
put_episode (DavyDb *db, const DavyOwnFinding *finding, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "INSERT OR REPLACE INTO episodes VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
                       " ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
                       error);
  g_autoptr (DavyStatement) revise =
      davy_db_prepare (db, "UPDATE alerts SET revision = revision + 1 WHERE id = ?", error);

  if (statement == NULL || revise == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, finding->row);
  davy_own_episode_bind (&finding->found, statement, 2);
  davy_statement_bind_double (statement, 16, finding->told);
  davy_statement_bind_int64 (statement, 17, finding->answer);
  davy_statement_bind_text (statement, 18, finding->who);
  davy_statement_bind_int64 (statement, 19, finding->changed_at);
  davy_statement_bind_int64 (statement, 20, finding->found.episode.running);
  davy_statement_bind_int64 (revise, 1, finding->row);

  return davy_statement_run (statement, error) && davy_statement_run (revise, error);
}

/**
 * davy_own_finding_put:
 * @db: the writer's connection
 * @subscription_row: in whose use it was found
 * @finding: (inout): what was found; its alert is made when there is none
 * @error: %DAVY_ERROR_CONFLICT when the subscription is gone; %DAVY_ERROR_STORE
 *
 * Returns: whether it is written
 */
gboolean
davy_own_finding_put (DavyDb *db, gint64 subscription_row, DavyOwnFinding *finding, GError **error)
{
  davy_db_touch (db, DAVY_TABLE_ALERTS | DAVY_TABLE_SUBSCRIPTIONS);

  return put_alert (db, subscription_row, finding, error) && put_episode (db, finding, error);
}
