/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-usage-private.h"

#include <math.h>

/* The days that are judged. All who say something about a subscription's usage read them here, so
 * that they judge the same: what a list shows, the figures, an alert of ours, the graph, a report.
 * That is everything that is known, since what is usual on a day follows from all days before it:
 * the same days judged from another first day on may begin an episode on another day. */

#define LEAST_DAYS 90 /* also when less is known */
#define MOST_DAYS  (5 * 366)

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

/* In the order of the table's key: the first row has the first day of a dimension. */
static gboolean
read_first_day (DavyDb *db, gint64 subscription_row, DavyDay today, DavyDay *first, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "SELECT day FROM usage WHERE subscription_row = ? AND dimension = ? AND day >= ?"
      " ORDER BY day LIMIT 1",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  davy_statement_bind_int64 (statement, 2, DAVY_DIMENSION_SERVICE);
  davy_statement_bind_int64 (statement, 3, today - MOST_DAYS + 1);
  *first = today - LEAST_DAYS + 1;
  if (davy_statement_next (statement, error))
    *first = MIN (*first, (DavyDay) davy_statement_get_int64 (statement, 0));

  return !davy_statement_has_failed (statement);
}

static gboolean
read_fetched_at (DavyDb *db, gint64 subscription_row, DavyDailyTotals *totals, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db, "SELECT usage_fetched_at FROM subscriptions WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, subscription_row);
  if (davy_statement_next (statement, error))
    totals->fetched_at = davy_statement_get_int64 (statement, 0);

  return !davy_statement_has_failed (statement);
}

/* Differences of totals tell of a day without a fetch of days: what is known of it came then. */
static guint
count_incomplete (const DavyDailyTotals *totals)
{
  DavyDay last = totals->first + (DavyDay) totals->length - 1;
  DavyDay known = last;

  while (known >= totals->first && isnan (totals->amounts[known - totals->first]))
    known--;
  known = MAX (known, davy_day_from_time (totals->fetched_at));

  return (guint) CLAMP (last - (known - DAVY_USAGE_LATE_DAYS), 0, (DavyDay) totals->length);
}

/* Reads the totals of the days from @first to @last. */
DavyDailyTotals *
davy_daily_totals_read_between (DavyDb *db,
                                gint64 subscription_row,
                                DavyDay first,
                                DavyDay last,
                                GError **error)
{
  g_autoptr (DavyDailyTotals) totals = g_new0 (DavyDailyTotals, 1);

  totals->first = first;
  totals->length = (guint) (last - first + 1);
  totals->amounts = g_new (double, totals->length);
  for (guint i = 0; i < totals->length; i++)
    totals->amounts[i] = NAN;

  if (!read_latest_price (db, subscription_row, totals, error) ||
      !read_days (db, subscription_row, totals, error) ||
      !read_fetched_at (db, subscription_row, totals, error))
    return NULL;
  totals->incomplete = count_incomplete (totals);

  return g_steal_pointer (&totals);
}

/* Reads the totals of all days that are known, to today. */
DavyDailyTotals *
davy_daily_totals_read (DavyDb *db, gint64 subscription_row, GError **error)
{
  DavyDay today = davy_day_from_time (davy_time_now ());
  DavyDay first;

  if (!read_first_day (db, subscription_row, today, &first, error))
    return NULL;

  return davy_daily_totals_read_between (db, subscription_row, first, today, error);
}

void
davy_daily_totals_free (DavyDailyTotals *self)
{
  g_free (self->amounts);
  g_free (self);
}

DavyJudgement *
davy_daily_totals_judge (const DavyDailyTotals *self, const DavyDetector *detector)
{
  const DavySeries series = { self->first, self->length, self->amounts, self->incomplete };

  return davy_judgement_new (&series, detector);
}
