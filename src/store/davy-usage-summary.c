/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-usage-private.h"

#include <math.h>
#include <string.h>

#include "store/davy-alert.h"
#include "store/davy-own-alerts-private.h"
#include "store/davy-subscription.h"
#include "usage/davy-episode.h"

/* What lists show of a subscription's usage: a spark line, the month, the change, and for its open
 * alerts what the running episode of excess costs a day. Worked out on the writer's thread
 * whenever usage is written. */

#define HISTORY_DAYS 90
#define WEEK         7
/* So many days of a week must be known before two weeks are compared. */
#define WEEK_ENOUGH 5

typedef struct
{
  float spark[DAVY_SPARK_DAYS];
  double month;
  double change;
  double excess; /* a day; NAN: nothing beyond the expected goes on */
  gboolean running;
  DavyOwnEpisode episode; /* the notable one, when it is running */
} UsageSummary;

static gboolean
read_latest_price (DavyDb *db, gint64 subscription_row, DavyDailyTotals *totals, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "SELECT currency, basis FROM usage WHERE subscription_row = ? AND dimension = ?"
      " AND micros IS NOT NULL ORDER BY day DESC LIMIT 1",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  davy_statement_bind_int64 (statement, 2, DAVY_DIMENSION_SERVICE);
  if (davy_statement_next (statement, error))
    {
      const char *currency = davy_statement_get_text (statement, 0);

      g_strlcpy (totals->currency, currency != NULL ? currency : "", sizeof totals->currency);
      totals->basis = (DavyPriceBasis) davy_statement_get_int64 (statement, 1);
    }

  return !davy_statement_has_failed (statement);
}

static gboolean
read_days (DavyDb *db, gint64 subscription_row, DavyDailyTotals *totals, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "SELECT day, sum (CASE WHEN currency = ?4 AND basis = ?5 THEN CAST (micros AS REAL) END),"
      " max (micros IS NULL OR currency <> ?4 OR basis <> ?5)"
      " FROM usage WHERE subscription_row = ?1 AND dimension = ?6 AND day BETWEEN ?2 AND ?3"
      " GROUP BY day",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  davy_statement_bind_int64 (statement, 2, totals->first);
  davy_statement_bind_int64 (statement, 3, totals->first + (DavyDay) totals->length - 1);
  davy_statement_bind_text (statement, 4, totals->currency);
  davy_statement_bind_int64 (statement, 5, totals->basis);
  davy_statement_bind_int64 (statement, 6, DAVY_DIMENSION_SERVICE);
  while (davy_statement_next (statement, error))
    {
      gint64 index = davy_statement_get_int64 (statement, 0) - totals->first;

      totals->amounts[index] = davy_statement_get_double (statement, 1) / DAVY_MONEY_UNIT;
      totals->unpriced |= davy_statement_get_int64 (statement, 2) != 0;
    }

  return !davy_statement_has_failed (statement);
}

/* Reads the totals of @length days from @first on. */
DavyDailyTotals *
davy_daily_totals_read (DavyDb *db,
                        gint64 subscription_row,
                        DavyDay first,
                        guint length,
                        GError **error)
{
  g_autoptr (DavyDailyTotals) totals = g_new0 (DavyDailyTotals, 1);

  totals->first = first;
  totals->length = length;
  totals->amounts = g_new (double, length);
  for (guint i = 0; i < length; i++)
    totals->amounts[i] = NAN;

  if (!read_latest_price (db, subscription_row, totals, error) ||
      !read_days (db, subscription_row, totals, error))
    return NULL;

  return g_steal_pointer (&totals);
}

void
davy_daily_totals_free (DavyDailyTotals *self)
{
  g_free (self->amounts);
  g_free (self);
}

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

static void
describe_episode (const DavyEpisode *episode,
                  const DavyDailyTotals *totals,
                  const DavyExpectation *expectation,
                  DavyOwnEpisode *described)
{
  *described = (DavyOwnEpisode){ .episode = *episode, .basis = totals->basis };
  g_strlcpy (described->currency, totals->currency, sizeof described->currency);
  for (DavyDay day = episode->onset; day <= episode->end; day++)
    {
      gint index = day - totals->first;
      double excess = totals->amounts[index] - expectation->expected[index];

      if (excess > described->worst) /* not for NAN */
        described->worst = excess;
    }
}

static void
find_excess (const DavyDailyTotals *totals, const DavyDetector *detector, UsageSummary *summary)
{
  g_autoptr (DavySeries) series = davy_series_new (totals->first, totals->length);
  g_autoptr (DavyExpectation) expectation = NULL;
  g_autoptr (GArray) episodes = NULL;
  const DavyEpisode *last;

  memcpy (series->values, totals->amounts, totals->length * sizeof (double));
  series->incomplete = DAVY_USAGE_LATE_DAYS;
  expectation = davy_expectation_new (series, detector);
  episodes = davy_episodes_find (series, expectation);
  summary->excess = davy_episodes_daily_excess (episodes, series, expectation);
  if (!(summary->excess > 0))
    summary->excess = NAN;

  last = episodes->len > 0 ? &g_array_index (episodes, DavyEpisode, episodes->len - 1) : NULL;
  summary->running = last != NULL && last->running && last->notable;
  if (summary->running)
    describe_episode (last, totals, expectation, &summary->episode);
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
summarise (const DavyDailyTotals *totals, const DavyDetector *detector, UsageSummary *summary)
{
  draw_spark (totals, summary->spark);
  summary->month = sum_month (totals);
  summary->change = compare_weeks (totals);
  find_excess (totals, detector, summary);
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

static gboolean
write_alert_costs (DavyDb *db,
                   gint64 subscription_row,
                   const DavyDailyTotals *totals,
                   const UsageSummary *summary,
                   GError **error)
{
  gboolean known = !isnan (summary->excess);
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "UPDATE alerts SET daily_cost = ?2, cost_currency = ?3, cost_basis = ?4, cost_source = ?5,"
      " revision = revision + 1 WHERE subscription_row = ?1 AND status <> ?6"
      " AND (daily_cost, cost_currency, cost_basis) IS NOT (?2, ?3, ?4)",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  davy_statement_bind_double (statement, 2, summary->excess);
  davy_statement_bind_text (statement, 3, known ? totals->currency : NULL);
  davy_statement_bind_int64 (statement, 4, known ? totals->basis : DAVY_BASIS_UNKNOWN);
  davy_statement_bind_int64 (statement, 5,
                             known ? DAVY_COST_SOURCE_EXCESS : DAVY_COST_SOURCE_UNKNOWN);
  davy_statement_bind_int64 (statement, 6, DAVY_ALERT_STATUS_RESOLVED);

  return davy_statement_run (statement, error);
}

/* Brings what lists show of a subscription's usage up to date with its days. */
gboolean
davy_db_summarise_usage (DavyDb *db, gint64 subscription_row, GError **error)
{
  DavyDay today = davy_day_from_time (davy_time_now ());
  g_autoptr (DavyDailyTotals) totals =
      davy_daily_totals_read (db, subscription_row, today - HISTORY_DAYS + 1, HISTORY_DAYS, error);
  DavyDetector detector;
  UsageSummary summary;

  if (totals == NULL || !davy_db_get_detector (db, &detector, error))
    return FALSE;
  summarise (totals, &detector, &summary);

  return write_summary (db, subscription_row, totals, &summary, error) &&
         davy_db_put_own_episode (db, subscription_row, summary.running ? &summary.episode : NULL,
                                  error) &&
         write_alert_costs (db, subscription_row, totals, &summary, error);
}
