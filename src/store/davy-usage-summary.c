/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-usage-private.h"

#include <math.h>

#include "store/davy-alert.h"
#include "store/davy-own-alerts-private.h"
#include "store/davy-own-excess.h"
#include "store/davy-own-finding.h"
#include "store/davy-subscription.h"

/* What lists show of a subscription's usage: a spark line, the month, the change, and for its open
 * alerts what the running episodes of excess cost a day, be they of a part alone. Worked out on
 * the writer's thread whenever usage is written. */

#define WEEK 7
/* So many days of a week must be known before two weeks are compared. */
#define WEEK_ENOUGH 5

typedef struct
{
  float spark[DAVY_SPARK_DAYS];
  double month;
  double change;
  double excess; /* a day; NAN: nothing beyond the expected goes on */
} UsageSummary;

static double
mean_of_week (const double *amounts)
{
  double sum = 0;
  guint known = 0;

  for (guint i = 0; i < WEEK; i++)
    if (!isnan (amounts[i]))
      {
        sum += amounts[i];
        known++;
      }

  return known >= WEEK_ENOUGH ? sum / known : NAN;
}

/* @totals ends today; days that may still grow are left out. */
static double
compare_weeks (const DavyDailyTotals *totals)
{
  const double *end = totals->amounts + totals->length - DAVY_USAGE_LATE_DAYS;
  double last = mean_of_week (end - WEEK);
  double before = mean_of_week (end - 2 * WEEK);

  return before > 0 ? last / before - 1 : NAN;
}

static double
sum_month (const DavyDailyTotals *totals)
{
  DavyDay today = totals->first + (DavyDay) totals->length - 1;
  g_autoptr (GDateTime) date =
      g_date_time_new_from_unix_utc (davy_day_to_time (today) / DAVY_TIME_SECOND);
  int days = MIN (g_date_time_get_day_of_month (date), (int) totals->length);
  double sum = NAN;

  for (guint i = totals->length - (guint) days; i < totals->length; i++)
    if (!isnan (totals->amounts[i]))
      sum = isnan (sum) ? totals->amounts[i] : sum + totals->amounts[i];

  return sum;
}

/* Returns: (transfer full) (nullable) (element-type DavyOwnExcess): what runs */
static GArray *
find_excesses (DavyDb *db, gint64 subscription_row, const DavyDailyTotals *totals, GError **error)
{
  g_autoptr (GArray) excesses = davy_own_excesses_new ();
  g_autoptr (DavyJudgement) judged = NULL;
  DavyDetector detector;

  if (!davy_db_get_detector (db, subscription_row, totals->currency, &detector, error))
    return NULL;
  judged = davy_daily_totals_judge (totals, &detector);
  if (davy_judgement_get_running (judged) != NULL)
    davy_own_excesses_add (excesses, judged, totals, NULL, DAVY_N_DIMENSIONS);
  if (!davy_db_judge_parts (db, subscription_row, judged, totals, excesses, error))
    return NULL;

  return g_steal_pointer (&excesses);
}

/* What the graph names too: what runs in all of the use, or else in a part: in the one that
 * somebody has to act on, or the dearest that there is an alert about. */
static double
get_excess (GArray *excesses)
{
  const DavyOwnExcess *named = NULL;

  for (guint i = 0; i < excesses->len; i++)
    {
      const DavyOwnExcess *excess = &g_array_index (excesses, DavyOwnExcess, i);

      if (excess->part == NULL)
        return excess->daily;
      if (excess->alert_row != 0 && davy_own_state_is_open (excess->found.state))
        return excess->daily;
      if (excess->alert_row != 0 && named == NULL)
        named = excess;
    }

  return named != NULL ? named->daily : (double) NAN;
}

/* A day that may still grow is drawn once it exceeds the last complete one: until then its dip is
 * only what has not been reported yet. */
static void
draw_spark (const DavyDailyTotals *totals, float spark[DAVY_SPARK_DAYS])
{
  const double *latest = totals->amounts + totals->length - DAVY_SPARK_DAYS;
  guint complete = DAVY_SPARK_DAYS - DAVY_USAGE_LATE_DAYS;

  for (guint i = 0; i < DAVY_SPARK_DAYS; i++)
    spark[i] = (float) latest[i];
  for (guint i = complete; i < DAVY_SPARK_DAYS; i++)
    if (latest[i] < latest[complete - 1])
      spark[i] = NAN;
}

static void
summarise (const DavyDailyTotals *totals, UsageSummary *summary)
{
  draw_spark (totals, summary->spark);
  summary->month = sum_month (totals);
  summary->change = compare_weeks (totals);
}

static gboolean
write_summary (DavyDb *db,
               gint64 subscription_row,
               const DavyDailyTotals *totals,
               const UsageSummary *summary,
               GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "UPDATE subscriptions SET spark = ?2, month_amount = ?3, change = ?4, currency = ?5,"
      " basis = ?6, incomplete_prices = ?7, excess = ?8, revision = revision + 1 WHERE id = ?1"
      " AND (spark, month_amount, change, currency, basis, incomplete_prices, excess)"
      " IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  davy_statement_bind_blob (statement, 2, summary->spark, sizeof summary->spark);
  davy_statement_bind_double (statement, 3, summary->month);
  davy_statement_bind_double (statement, 4, summary->change);
  davy_statement_bind_text (statement, 5, totals->currency);
  davy_statement_bind_int64 (statement, 6, totals->basis);
  davy_statement_bind_int64 (statement, 7, totals->unpriced);
  davy_statement_bind_double (statement, 8, summary->excess);

  return davy_statement_run (statement, error);
}

/* @which: of which alerts, in SQL
 * @row: what stands in the place of `?1` in it
 * @daily: what the excess that they are about costs a day; NAN when unknown */
static gboolean
write_costs_of (DavyDb *db,
                const char *which,
                gint64 row,
                const DavyDailyTotals *totals,
                double daily,
                GError **error)
{
  gboolean known = !isnan (daily);
  g_autofree char *sql = g_strconcat (
      "UPDATE alerts SET daily_cost = ?2, cost_currency = ?3, cost_basis = ?4, cost_source = ?5,"
      " revision = revision + 1 WHERE ",
      which, " AND status <> ?6 AND (daily_cost, cost_currency, cost_basis) IS NOT (?2, ?3, ?4)",
      NULL);
  g_autoptr (DavyStatement) statement = davy_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, row);
  davy_statement_bind_double (statement, 2, daily);
  davy_statement_bind_text (statement, 3, known ? totals->currency : NULL);
  davy_statement_bind_int64 (statement, 4, known ? totals->basis : DAVY_BASIS_UNKNOWN);
  davy_statement_bind_int64 (statement, 5,
                             known ? DAVY_COST_SOURCE_EXCESS : DAVY_COST_SOURCE_UNKNOWN);
  davy_statement_bind_int64 (statement, 6, DAVY_ALERT_STATUS_RESOLVED);

  return davy_statement_run (statement, error);
}

/* Each of ours is about its own excess, Microsoft's are about whatever there is. */
static gboolean
write_alert_costs (DavyDb *db,
                   gint64 subscription_row,
                   const DavyDailyTotals *totals,
                   GArray *excesses,
                   double excess,
                   GError **error)
{
  if (!write_costs_of (db, "subscription_row = ?1 AND service <> '" DAVY_ALERT_SERVICE_OWN "'",
                       subscription_row, totals, excess, error))
    return FALSE;
  for (guint i = 0; i < excesses->len; i++)
    {
      const DavyOwnExcess *own = &g_array_index (excesses, DavyOwnExcess, i);

      if (own->alert_row != 0 &&
          !write_costs_of (db, "id = ?1", own->alert_row, totals, own->daily, error))
        return FALSE;
    }

  return TRUE;
}

/* Brings what lists show of a subscription's usage up to date with its days. */
gboolean
davy_db_summarise_usage (DavyDb *db, gint64 subscription_row, GError **error)
{
  g_autoptr (DavyDailyTotals) totals = davy_daily_totals_read (db, subscription_row, error);
  g_autoptr (GArray) excesses = NULL;
  UsageSummary summary = { 0 };

  if (totals == NULL)
    return FALSE;
  excesses = find_excesses (db, subscription_row, totals, error);
  if (excesses == NULL || !davy_db_put_own_excesses (db, subscription_row, excesses, error))
    return FALSE;

  summarise (totals, &summary);
  summary.excess = get_excess (excesses);

  return write_summary (db, subscription_row, totals, &summary, error) &&
         write_alert_costs (db, subscription_row, totals, excesses, summary.excess, error);
}
