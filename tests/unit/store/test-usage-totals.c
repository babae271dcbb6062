/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "usage-fixture.h"

/* Daily usage out of what things have come to so far. */

#define NOW   (1774000000 * DAVY_TIME_SECOND) /* 20 March 2026, 09:46 UTC */
#define TODAY (davy_day_from_time (NOW))

typedef struct
{
  DavyStore *store;
  gint64 row;
} Fixture;

typedef struct
{
  gint64 row;
  DavyDay day;
  const DavyUsageDay *totals;
  guint n_totals;
} TotalsPut;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->store = open_usage_store (NOW, &fixture->row);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->store);
}

static gboolean
put_totals (DavyDb *db, gpointer data, GError **error)
{
  const TotalsPut *put = data;

  return davy_db_put_usage_totals (db, put->row, put->day, put->totals, put->n_totals, error);
}

static void
put (Fixture *fixture, DavyDay day, const DavyUsageDay *totals, guint n_totals)
{
  TotalsPut call = { fixture->row, day, totals, n_totals };

  davy_test_store_write (fixture->store, put_totals, &call, DAVY_TABLE_USAGE);
}

static DavyUsageDay
total (const char *resource, double amount, const char *currency)
{
  return (DavyUsageDay){ .names = { "Microsoft.Compute", NULL, "rg", resource },
                         .cost = davy_money_new (amount, currency, DAVY_BASIS_UNKNOWN),
                         .quantity = NAN };
}

/* One resource's total, read on a day. */
static void
put_one (Fixture *fixture, DavyDay day, double amount)
{
  const DavyUsageDay one = total ("/vm-1", amount, "EUR");

  put (fixture, day, &one, 1);
}

/* What a day cost in all, in millionths; -1 when nothing is known of it. */
static gint64
read_day (Fixture *fixture, DavyDay day)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT coalesce (sum (micros), -1) FROM usage WHERE dimension = 0"
                       " AND day = %d",
                       day);

  return davy_test_store_number (fixture->store, sql);
}

static void
test_two_readings (Fixture *fixture, gconstpointer data)
{
  put_one (fixture, TODAY - 3, 100);
  g_assert_cmpint (read_day (fixture, TODAY - 3), ==, -1);
  put_one (fixture, TODAY - 2, 130);
  put_one (fixture, TODAY - 1, 131.5);

  g_assert_cmpint (read_day (fixture, TODAY - 2), ==, 30000000);
  g_assert_cmpint (read_day (fixture, TODAY - 1), ==, 1500000);
  g_assert_cmpint (
      davy_test_store_number (fixture->store, "SELECT count (DISTINCT dimension) FROM usage"), ==,
      DAVY_N_DIMENSIONS);
}

static void
test_same_day (Fixture *fixture, gconstpointer data)
{
  put_one (fixture, TODAY - 1, 100);
  for (guint i = 0; i < 3; i++)
    put_one (fixture, TODAY, 110);
  g_assert_cmpint (read_day (fixture, TODAY), ==, 10000000);

  put_one (fixture, TODAY, 125);
  g_assert_cmpint (read_day (fixture, TODAY), ==, 25000000);
}

static void
test_new_period (Fixture *fixture, gconstpointer data)
{
  put_one (fixture, TODAY - 2, 900);
  put_one (fixture, TODAY - 1, 950);
  put_one (fixture, TODAY, 7);

  g_assert_cmpint (read_day (fixture, TODAY - 1), ==, 50000000);
  g_assert_cmpint (read_day (fixture, TODAY), ==, 7000000);
}

static void
test_new_resource (Fixture *fixture, gconstpointer data)
{
  const DavyUsageDay both[] = { total ("/vm-1", 100, "EUR"), total ("/miner", 480, "EUR") };

  put_one (fixture, TODAY - 1, 100);
  put (fixture, TODAY, both, G_N_ELEMENTS (both));

  g_assert_cmpint (read_day (fixture, TODAY), ==, 480000000);
}

static void
test_currencies (Fixture *fixture, gconstpointer data)
{
  const DavyUsageDay euro[] = { total ("/vm-1", 100, "EUR") };
  const DavyUsageDay franc[] = { total ("/vm-1", 100, "CHF"), total ("/vm-1", 101, "EUR"),
                                 total (NULL, 5, "EUR"), total ("/vm-2", 5, "") };

  put (fixture, TODAY - 1, euro, G_N_ELEMENTS (euro));
  put (fixture, TODAY, franc, G_N_ELEMENTS (franc));

  g_assert_cmpint (davy_test_store_number (fixture->store,
                                           "SELECT micros FROM usage WHERE dimension = 0"
                                           " AND currency = 'EUR'"),
                   ==, 1000000);
  g_assert_cmpint (davy_test_store_number (fixture->store,
                                           "SELECT micros FROM usage WHERE dimension = 0"
                                           " AND currency = 'CHF'"),
                   ==, 100000000);
}

static gboolean
put_costs (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;
  const DavyUsageDay day = { .day = TODAY - 1,
                             .names = { "VM" },
                             .cost = davy_money_new (42, "EUR", DAVY_BASIS_LIST),
                             .quantity = NAN };

  return davy_db_put_usage (db, fixture->row, TODAY - 5, TODAY, DAVY_ALL_DIMENSIONS, &day, 1,
                            error);
}

static void
test_costs_stay (Fixture *fixture, gconstpointer data)
{
  davy_test_store_write (fixture->store, put_costs, fixture, DAVY_TABLE_USAGE);
  put_one (fixture, TODAY - 1, 100);
  put_one (fixture, TODAY, 110);

  g_assert_cmpint (read_day (fixture, TODAY - 1), ==, 42000000);
  g_assert_cmpint (read_day (fixture, TODAY), ==, -1);
}

static void
test_absurd_totals (Fixture *fixture, gconstpointer data)
{
  put_one (fixture, TODAY - 1, -9e12);
  put_one (fixture, TODAY, 9e12);

  g_assert_cmpint (read_day (fixture, TODAY), ==, -1);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);

  add ("/store/usage-totals/two-readings-give-what-came-between", test_two_readings);
  add ("/store/usage-totals/a-reading-of-the-same-day-replaces", test_same_day);
  add ("/store/usage-totals/a-total-that-shrank-is-of-a-new-period", test_new_period);
  add ("/store/usage-totals/what-appears-came-from-nothing", test_new_resource);
  add ("/store/usage-totals/currencies-are-read-apart", test_currencies);
  add ("/store/usage-totals/costs-of-days-stay", test_costs_stay);
  add ("/store/usage-totals/an-absurd-difference-is-none", test_absurd_totals);

  return g_test_run ();
}
