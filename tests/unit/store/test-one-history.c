/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "usage-fixture.h"

/* Whatever tells of an episode tells the same, however long ago that began which it is judged by.
 */

#define NOW     (1795348800 * DAVY_TIME_SECOND) /* 22 November 2026, 12:00 UTC */
#define TODAY   (davy_day_from_time (NOW))
#define HISTORY 200
#define ONSET   (TODAY - 55)

typedef struct
{
  DavyStore *store;
  gint64 row;
  DavyTime fetched_at;
  guint length; /* of the days that are written, up to today */
} Fixture;

/* A machine that ran for some weeks runs again. To whom knows the last 90 days alone, which begin
 * with it, it is only back. */
static double
cost_of (DavyDay day)
{
  gboolean first_time = day >= TODAY - 130 && day <= TODAY - 75;

  return 100 + day % 3 + (first_time || day >= ONSET ? 200 : 0);
}

static gboolean
put_usage (DavyDb *db, gpointer data, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (GArray) days = g_array_new (FALSE, TRUE, sizeof (DavyUsageDay));
  DavyDay first = TODAY - (DavyDay) fixture->length + 1;

  for (DavyDay day = first; day <= TODAY; day++)
    {
      DavyUsageDay use = { .day = day,
                           .names = { "Virtual Machines" },
                           .cost = davy_money_new (cost_of (day), "EUR", DAVY_BASIS_LIST),
                           .quantity = NAN };

      g_array_append_val (days, use);
    }

  return davy_db_set_usage_state (db, fixture->row, DAVY_USAGE_FETCHED, fixture->fetched_at,
                                  error) &&
         davy_db_put_usage (db, fixture->row, first, TODAY,
                            DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE),
                            (const DavyUsageDay *) (gpointer) days->data, days->len, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->store = open_usage_store (NOW, &fixture->row);
  fixture->fetched_at = NOW;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  davy_test_store_close (&fixture->store);
}

/* Of the last @length days. */
static void
refresh (Fixture *fixture, guint length)
{
  fixture->length = length;
  davy_test_store_write (fixture->store, put_usage, fixture, DAVY_TABLE_USAGE);
}

static DavyJudgement *
judge_graph (Fixture *fixture, DavyDimension dimension)
{
  g_autoptr (DavyUsageTable) table = read_usage (fixture->store, fixture->row, dimension);

  return davy_usage_table_judge (table);
}

static void
assert_all_say_the_same (Fixture *fixture)
{
  g_autoptr (DavySpending) figures = read_spending (fixture->store, fixture->row);
  g_autoptr (DavyJudgement) graph = judge_graph (fixture, DAVY_DIMENSION_SERVICE);
  g_autoptr (DavyJudgement) by_region = judge_graph (fixture, DAVY_DIMENSION_REGION);
  DavyStore *store = fixture->store;

  g_assert_true (figures->has_episode && figures->episode.running);
  g_assert_cmpint (figures->episode.onset, ==, ONSET);

  g_assert_cmpmem (&figures->episode, sizeof figures->episode, graph->episode,
                   sizeof *graph->episode);
  g_assert_cmpmem (&figures->episode, sizeof figures->episode, by_region->episode,
                   sizeof *by_region->episode);

  g_assert_cmpint (davy_test_store_number (store, "SELECT count (*) FROM episodes"), ==, 1);
  g_assert_cmpint (davy_test_store_number (store, "SELECT onset FROM episodes"), ==, ONSET);
  g_assert_cmpint (davy_test_store_number (store, "SELECT last_day FROM episodes"), ==,
                   figures->episode.end);
  g_assert_cmpint (davy_test_store_number (store, "SELECT round (excess * 1000) FROM episodes"), ==,
                   (gint64) round (figures->episode.excess * 1000));
  g_assert_cmpint (davy_test_store_number (store, "SELECT state FROM episodes"), ==, 0);

  g_assert_cmpint (
      davy_test_store_number (store, "SELECT round (excess * 1000) FROM subscriptions"), ==,
      (gint64) round (graph->daily_excess * 1000));
  g_assert_cmpint (davy_test_store_number (store, "SELECT round (daily_cost * 1000) FROM alerts"),
                   ==, (gint64) round (graph->daily_excess * 1000));
}

static void
test_all_say_the_same (Fixture *fixture, gconstpointer data)
{
  refresh (fixture, HISTORY);
  assert_all_say_the_same (fixture);
}

/* A refresh fetches the last 90 days; what was known before goes on to count. */
static void
test_a_refresh_changes_nothing (Fixture *fixture, gconstpointer data)
{
  refresh (fixture, HISTORY);
  refresh (fixture, 90);
  assert_all_say_the_same (fixture);
}

/* The days that may still grow are those of the fetch, also when it began before midnight. */
static void
test_over_midnight (Fixture *fixture, gconstpointer data)
{
  fixture->fetched_at = NOW - DAVY_TIME_DAY;
  refresh (fixture, HISTORY);
  assert_all_say_the_same (fixture);
}

/* As many days as were judged, also when the clock was set in between. */
static gboolean
read_other_days (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;

  for (DavyDay last = TODAY - 1; last <= TODAY + 1; last++)
    {
      g_autoptr (DavyUsageTable) table = davy_db_load_usage_between (
          db, fixture->row, DAVY_DIMENSION_SERVICE, TODAY - 9, last, error);

      g_assert_nonnull (table);
      g_assert_cmpint (table->first, ==, TODAY - 9);
      g_assert_cmpuint (table->length, ==, 10 + last - TODAY);
      g_assert_cmpfloat (table->total[8], ==, cost_of (TODAY - 1));
    }

  return TRUE;
}

static void
test_days_that_were_judged (Fixture *fixture, gconstpointer data)
{
  refresh (fixture, HISTORY);
  davy_test_store_write (fixture->store, read_other_days, fixture, 0);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  add ("/store/one-history/all-say-the-same", test_all_say_the_same);
  add ("/store/one-history/a-refresh-changes-nothing", test_a_refresh_changes_nothing);
  add ("/store/one-history/over-midnight", test_over_midnight);
  add ("/store/one-history/parts-have-the-days-that-were-judged", test_days_that_were_judged);

  return g_test_run ();
}
