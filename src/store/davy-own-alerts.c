/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-own-alerts.h"

#include "core/davy-error.h"
#include "store/davy-own-alerts-private.h"
#include "store/davy-own-matching.h"
#include "store/davy-own-report.h"
#include "store/davy-rows.h"
#include "usage/davy-money-gate.h"

/* What our detector finds and Microsoft has not reported stands among the alerts, one for each
 * episode. It is never sent anywhere: what a person answers is kept here and used here. */

#define NOTABLE_AMOUNT_KEY "notable-amount"
#define NOBODY             "" /* whose state the setting is */

static DavyOwnState
judge (const DavyOwnFinding *finding, gboolean running, gboolean reported)
{
  if (!davy_own_state_is_open (finding->answer))
    return finding->answer;
  if (!running)
    return finding->found.state == DAVY_OWN_REPORTED ? DAVY_OWN_REPORTED : DAVY_OWN_ENDED;

  return reported ? DAVY_OWN_REPORTED : finding->answer;
}

static gboolean
set_state (DavyDb *db,
           gint64 subscription_row,
           DavyOwnFinding *finding,
           DavyOwnState state,
           GError **error)
{
  if (finding->found.state == state)
    return TRUE;
  finding->found.state = state;
  finding->changed_at = davy_time_now ();

  return davy_own_finding_put (db, subscription_row, finding, error);
}

/* Also of what is dealt with it is known whether it goes on. */
static gboolean
end (DavyDb *db, gint64 subscription_row, DavyOwnFinding *finding, GError **error)
{
  DavyOwnState state = judge (finding, FALSE, FALSE);
  gboolean was_running = finding->found.episode.running;

  finding->found.episode.running = FALSE;
  if (finding->found.state != state)
    return set_state (db, subscription_row, finding, state, error);

  return !was_running || davy_own_finding_put (db, subscription_row, finding, error);
}

/* While one of Microsoft's is open, whoever looks at it sees what it has come to: also that it is
 * more than was planned. */
static void
leave_to_microsoft (DavyOwnFinding *finding)
{
  finding->told = MAX (finding->told, finding->found.worst);
  if (finding->answer == DAVY_OWN_PLANNED)
    finding->answer = DAVY_OWN_NEW;
}

/* What was planned is the usual level: what comes on top of it later is another episode, and what
 * still is one on the same days is more than was planned. What Microsoft has told is not told again
 * until it costs twice what it did when that was closed; closed as legitimate, it is not told again
 * at all. */
static void
tell (DavyOwnFinding *finding, DavyOwnReport *report)
{
  if (report->is_legitimate || (finding->answer != DAVY_OWN_PLANNED &&
                                finding->found.worst < DAVY_OWN_TELL_AGAIN * finding->told))
    return;

  finding->told = finding->found.worst;
  finding->told_at = davy_time_now ();
  if (!davy_own_state_is_open (finding->answer) || report->is_there)
    finding->answer = DAVY_OWN_NEW;
  report->is_there = FALSE;
}

static gboolean
go_on (DavyDb *db,
       gint64 subscription_row,
       DavyOwnFinding *finding,
       const DavyOwnExcess *excess,
       GError **error)
{
  gboolean changed = !davy_own_episode_is_same (&finding->found, &excess->found) ||
                     g_strcmp0 (finding->part, excess->part) != 0;
  DavyOwnState before = finding->found.state;
  DavyOwnReport report;

  if (!davy_own_report_read (&report, db, subscription_row, finding->told_at, error))
    return FALSE;
  finding->found = excess->found;
  finding->found.state = before;
  g_free (finding->part);
  finding->part = g_strdup (excess->part);
  finding->dimension = excess->dimension;
  if (report.is_open)
    leave_to_microsoft (finding);
  else
    tell (finding, &report);
  if (finding->found.state != judge (finding, TRUE, report.is_there))
    return set_state (db, subscription_row, finding, judge (finding, TRUE, report.is_there), error);

  return !changed || davy_own_finding_put (db, subscription_row, finding, error);
}

/* What Microsoft has told of before is kept as well: it is told again when it costs twice as much.
 */
static gboolean
begin (DavyDb *db, gint64 subscription_row, DavyOwnExcess *excess, GError **error)
{
  DavyTime now = davy_time_now ();
  DavyTime onset = davy_day_to_time (excess->found.episode.onset);
  DavyOwnReport report;
  g_auto (DavyOwnFinding) finding = {
    .found = excess->found,
    .part = g_strdup (excess->part),
    .dimension = excess->dimension,
    .told = excess->found.worst,
    .changed_at = now,
  };

  if (!davy_own_report_read (&report, db, subscription_row, onset, error))
    return FALSE;
  finding.told_at = report.is_there ? onset : now;
  finding.found.state = judge (&finding, TRUE, report.is_there);
  if (!davy_own_finding_put (db, subscription_row, &finding, error))
    return FALSE;
  excess->alert_row = finding.row;
  excess->found.state = finding.found.state;

  return TRUE;
}

typedef struct
{
  gint64 subscription_row;
  GArray *findings;
  GArray *excesses;
  gboolean *taken;  /* (array): which of @findings goes on */
  gboolean is_told; /* one speaks for all that is cheaper */
} Telling;

static gboolean
tell_of (DavyDb *db, Telling *telling, DavyOwnExcess *excess, GError **error)
{
  DavyOwnFinding *same = NULL;
  guint place;

  if (telling->is_told) /* what is told goes on all the same */
    same = davy_own_finding_of_part (telling->findings, excess);
  else if (!davy_own_excess_was_told (excess, telling->excesses, telling->findings, &same))
    {
      telling->is_told = TRUE;
      return begin (db, telling->subscription_row, excess, error);
    }
  if (same == NULL)
    return TRUE;
  place = (guint) (same - (DavyOwnFinding *) (gpointer) telling->findings->data);
  if (telling->taken[place])
    return TRUE;

  telling->taken[place] = TRUE;
  excess->alert_row = same->row;
  if (!go_on (db, telling->subscription_row, same, excess, error))
    return FALSE;
  excess->found.state = same->found.state;
  telling->is_told |= !davy_own_state_is_answer (same->found.state); /* it leaves others the rest */

  return TRUE;
}

static gboolean
find_dimensions (DavyDb *db, gint64 subscription_row, GArray *findings, GError **error)
{
  for (guint i = 0; i < findings->len; i++)
    {
      DavyOwnFinding *finding = &g_array_index (findings, DavyOwnFinding, i);

      if (finding->part != NULL && davy_own_state_is_answer (finding->answer) &&
          !davy_db_find_dimension (db, subscription_row, finding->part,
                                   finding->found.episode.onset, &finding->dimension, error))
        return FALSE;
    }

  return TRUE;
}

/* --- within the room ----------------------------------------------------------------------- */

/* Costs arrive late: what was planned is known until the day of the answer, as far as it is not
 * much more than whoever answered could see. What it comes to in another currency is not known.
 * @currency: "" when it is not known, and every one counts */
static gboolean
read_planned (DavyDb *db,
              gint64 subscription_row,
              const char *currency,
              DavyDetector *detector,
              GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db,
                       "SELECT onset, last_day, changed_at, told, description FROM episodes"
                       " JOIN alerts ON alerts.id = episodes.alert_row"
                       " LEFT JOIN alert_bodies ON alert_bodies.alert_row = alerts.id"
                       " WHERE subscription_row = ? AND service = '" DAVY_ALERT_SERVICE_OWN
                       "' AND answer = ? AND ? IN ('', currency) ORDER BY onset DESC LIMIT ?",
                       error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  davy_statement_bind_int64 (statement, 2, DAVY_OWN_PLANNED);
  davy_statement_bind_text (statement, 3, currency);
  davy_statement_bind_int64 (statement, 4, DAVY_MAX_PLANNED);
  while (davy_statement_next (statement, error))
    {
      DavyPlanned *planned = &detector->planned[detector->n_planned++];
      DavyDay answered = davy_day_from_time (davy_statement_get_int64 (statement, 2));

      planned->from = (DavyDay) davy_statement_get_int64 (statement, 0);
      planned->to = MAX ((DavyDay) davy_statement_get_int64 (statement, 1), answered);
      planned->most = DAVY_OWN_TELL_AGAIN * davy_statement_get_double (statement, 3);
      planned->part = g_intern_string (davy_statement_get_text (statement, 4));
      planned->dimension = DAVY_N_DIMENSIONS;
      if (planned->part != NULL &&
          !davy_db_find_dimension (db, subscription_row, planned->part, planned->from,
                                   &planned->dimension, error))
        return FALSE;
    }

  return !davy_statement_has_failed (statement);
}

/* The detector as a person has set it, for days that cost @currency, and with what was answered
 * about a subscription. */
gboolean
davy_db_get_detector (DavyDb *db,
                      gint64 subscription_row,
                      const char *currency,
                      DavyDetector *detector,
                      GError **error)
{
  g_autofree char *amount = NULL;

  *detector = davy_detector_defaults;
  if (!davy_db_get_state (db, NOBODY, NOTABLE_AMOUNT_KEY, &amount, error))
    return FALSE;
  if (amount != NULL)
    detector->notable_amount = g_ascii_strtod (amount, NULL);
  davy_money_gate_set_currency (detector, currency);

  return read_planned (db, subscription_row, currency, detector, error);
}

/* Tells of the dearest; of a cheaper one only where the dearer are answered, and it is not the same
 * money.
 * @excesses: (element-type DavyOwnExcess): what runs, the costliest first; each learns which alert
 *   is about it, and where that stands */
gboolean
davy_db_put_own_excesses (DavyDb *db, gint64 subscription_row, GArray *excesses, GError **error)
{
  g_autoptr (GArray) findings =
      davy_own_findings_read (db, "subscription_row = ?", subscription_row, error);
  g_autofree gboolean *taken = NULL;
  Telling telling = { subscription_row, findings, excesses, NULL, FALSE };

  if (findings == NULL ||
      (excesses->len > 0 && !find_dimensions (db, subscription_row, findings, error)))
    return FALSE;
  taken = telling.taken = g_new0 (gboolean, findings->len);
  for (guint i = 0; i < excesses->len; i++)
    if (!tell_of (db, &telling, &g_array_index (excesses, DavyOwnExcess, i), error))
      return FALSE;
  for (guint i = 0; i < findings->len; i++)
    if (!taken[i] &&
        !end (db, subscription_row, &g_array_index (findings, DavyOwnFinding, i), error))
      return FALSE;

  return TRUE;
}

/* Microsoft has told of the subscription: ours steps back. */
gboolean
davy_db_withdraw_own_alerts (DavyDb *db, gint64 subscription_row, GError **error)
{
  g_autoptr (GArray) findings =
      davy_own_findings_read (db, "subscription_row = ?", subscription_row, error);

  if (findings == NULL)
    return FALSE;
  for (guint i = 0; i < findings->len; i++)
    {
      DavyOwnFinding *finding = &g_array_index (findings, DavyOwnFinding, i);
      DavyOwnReport report;

      if (!davy_own_state_is_open (finding->found.state))
        continue;
      if (!davy_own_report_read (&report, db, subscription_row, finding->told_at, error))
        return FALSE;
      if (report.is_there)
        leave_to_microsoft (finding);
      if (!set_state (db, subscription_row, finding, judge (finding, TRUE, report.is_there), error))
        return FALSE;
    }

  return TRUE;
}

/* --- public -------------------------------------------------------------------------------- */

typedef struct
{
  gint64 alert_row;
  DavyOwnState answer;
  char *who; /* (owned) (nullable) */
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->who);
  g_free (answer);
}

static gboolean
read_subscription_row (DavyDb *db, gint64 alert_row, gint64 *subscription_row, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db, "SELECT subscription_row FROM alerts WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, alert_row);
  if (davy_statement_next (statement, error))
    *subscription_row = davy_statement_get_int64 (statement, 0);

  return !davy_statement_has_failed (statement);
}

static gboolean
write_answer (DavyDb *db, gpointer data, GError **error)
{
  Answer *answer = data;
  gint64 subscription_row = 0;
  g_autoptr (GArray) findings =
      davy_own_findings_read (db, "alerts.id = ?", answer->alert_row, error);
  DavyOwnFinding *finding;

  if (findings == NULL || !read_subscription_row (db, answer->alert_row, &subscription_row, error))
    return FALSE;
  if (findings->len == 0)
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_CONFLICT, "The alert is gone");
      return FALSE;
    }

  finding = &g_array_index (findings, DavyOwnFinding, 0);
  g_free (finding->who);
  finding->who = g_steal_pointer (&answer->who);
  finding->answer = answer->answer;
  finding->told = finding->found.worst;

  /* What was planned is no excess any more, and what no longer is may be one again. */
  return set_state (db, subscription_row, finding, answer->answer, error) &&
         davy_db_summarise_usage (db, subscription_row, error);
}

/**
 * davy_store_answer_own_alert_async:
 * @store: a store
 * @alert_row: an alert of ours
 * @answer: what it was: %DAVY_OWN_MISUSE keeps it open as investigated; %DAVY_OWN_PLANNED closes it
 *   and makes its level the usual one; %DAVY_OWN_NO_ISSUE closes it until it costs twice as much
 * @who: (nullable): who says so
 * @cancellable: (nullable): honoured until it is written
 * @callback: called in the store's context
 * @user_data: for @callback
 *
 * Keeps what a person found out. Nothing is sent anywhere.
 */
void
davy_store_answer_own_alert_async (DavyStore *store,
                                   gint64 alert_row,
                                   DavyOwnState answer,
                                   const char *who,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Answer *call = g_new0 (Answer, 1);

  call->alert_row = alert_row;
  call->answer = answer;
  call->who = g_strdup (who);
  davy_store_write_async (store, write_answer, call, answer_free, 0, cancellable, callback,
                          user_data);
}

/**
 * davy_store_answer_own_alert_finish:
 * @store: a store
 * @result: the answer
 * @error: %DAVY_ERROR_CONFLICT when the alert or its subscription is gone; %DAVY_ERROR_STORE
 *
 * Returns: whether it is written
 */
gboolean
davy_store_answer_own_alert_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  return davy_store_write_finish (store, result, error);
}

static gboolean
write_notable_amount (DavyDb *db, gpointer data, GError **error)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_dtostr (text, sizeof text, *(double *) data);

  return davy_db_put_state (db, NOBODY, NOTABLE_AMOUNT_KEY, text, error);
}

/**
 * davy_store_set_notable_amount:
 * @store: a store; it need not be open yet
 * @amount: which excess a day is worth an alert of ours, in the currency of each subscription
 *
 * Holds for the usage that is written from then on.
 */
void
davy_store_set_notable_amount (DavyStore *store, double amount)
{
  davy_store_write_async (store, write_notable_amount, g_memdup2 (&amount, sizeof amount), g_free,
                          0, NULL, NULL, NULL);
}
