/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-spending.h"

#include <math.h>

#include "usage-fixture.h"

#define NOW   (1795348800 * DAVY_TIME_SECOND) /* 22 November 2026, 12:00 UTC */
#define TODAY (davy_day_from_time (NOW))
#define DAYS  60
#define ONSET (TODAY - 5)

typedef struct
{
  DavyStore *store;
  gint64 row;
  DavyDimensions told;
  gboolean spike;
} Fixture;

static void
add_day (const Fixture *fixture, GArray *days, DavyDay day, const char *const *names, double cost)
{
  DavyUsageDay use = { .day = day,
                       .cost = davy_money_new (cost, "EUR", DAVY_BASIS_LIST),
                       .quantity = NAN };

  for (guint i = 0; i < DAVY_N_DIMENSIONS; i++)
    if ((fixture->told & DAVY_DIMENSION_BIT (i)) != 0)
      use.names[i] = names[i];
  g_array_append_val (days, use);
}

static gboolean
put_usage (DavyDb *db, gpointer data, GError **error)
{
  static const char *const usual[DAVY_N_DIMENSIONS] = { "Storage", "westeurope", "rg-office",
                                                        "/s/1/disk", "Hot LRS" };
  static const char *const mined[DAVY_N_DIMENSIONS] = { "Virtual Machines", "eastus", "rg-x",
                                                        "/s/1/vm-07", "Fsv2 Series" };
  static const char *const moved[DAVY_N_DIMENSIONS] = { "Virtual Machines", "brazilsouth", "rg-x",
                                                        "/s/1/vm-08", "Fsv2 Series" };
  Fixture *fixture = data;
  g_autoptr (GArray) days = g_array_new (FALSE, TRUE, sizeof (DavyUsageDay));

  for (DavyDay day = TODAY - DAYS + 1; day <= TODAY; day++)
    {
      add_day (fixture, days, day, usual, 200);
      if (fixture->spike && day >= ONSET)
        {
          add_day (fixture, days, day, mined, 800);
          add_day (fixture, days, day, moved, 200);
        }
    }

  return davy_db_put_usage (db, fixture->row, TODAY - DAYS + 1, TODAY, fixture->told,
                            (const DavyUsageDay *) (gpointer) days->data, days->len, error) &&
         davy_db_set_usage_state (db, fixture->row, DAVY_USAGE_FETCHED, NOW, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->store = open_usage_store (NOW, &fixture->row);
  fixture->told = DAVY_ALL_DIMENSIONS;
  fixture->spike = TRUE;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  davy_test_store_close (&fixture->store);
}

static DavySpending *
load (Fixture *fixture)
{
  davy_test_store_write (fixture->store, put_usage, fixture, DAVY_TABLE_USAGE);

  return read_spending (fixture->store, fixture->row);
}

static void
assert_cause (const DavySpending *spending, guint index, DavyDimension dimension, const char *name)
{
  const DavySpendingCause *cause = g_ptr_array_index (spending->causes, index);

  g_assert_cmpuint (spending->causes->len, >, index);
  g_assert_cmpint (cause->dimension, ==, dimension);
  g_assert_cmpstr (cause->name, ==, name);
}

static void
test_running_episode (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavySpending) spending = load (fixture);

  g_assert_cmpstr (spending->currency, ==, "EUR");
  g_assert_cmpint (spending->basis, ==, DAVY_BASIS_LIST);
  g_assert_cmpfloat_with_epsilon (spending->forecast.so_far, 22 * 200 + 6 * 1000, 0.001);
  g_assert_cmpfloat_with_epsilon (spending->forecast.month, 30 * 200 + 14 * 1000, 0.001);
  g_assert_true (spending->forecast.by_episode);
  g_assert_true (spending->has_episode && spending->episode.running);
  g_assert_cmpint (spending->episode.onset, ==, ONSET);
  g_assert_cmpfloat_with_epsilon (spending->before, 200, 0.001);
  g_assert_cmpfloat_with_epsilon (spending->since, 1200, 0.001);
  g_assert_cmpint (spending->last, ==, TODAY - 2);
  g_assert_cmpfloat_with_epsilon (spending->last_cost, 1200, 0.001);
}

static void
test_causes_of_each_dimension (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavySpending) spending = load (fixture);

  g_assert_cmpuint (spending->causes->len, ==, 7);
  assert_cause (spending, 0, DAVY_DIMENSION_SERVICE, "Virtual Machines");
  assert_cause (spending, 1, DAVY_DIMENSION_REGION, "eastus");
  assert_cause (spending, 2, DAVY_DIMENSION_REGION, "brazilsouth");
  assert_cause (spending, 3, DAVY_DIMENSION_GROUP, "rg-x");
  assert_cause (spending, 4, DAVY_DIMENSION_RESOURCE, "/s/1/vm-07");
  assert_cause (spending, 5, DAVY_DIMENSION_RESOURCE, "/s/1/vm-08");
  assert_cause (spending, 6, DAVY_DIMENSION_FAMILY, "Fsv2 Series");
}

static void
test_only_what_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavySpending) spending = NULL;

  fixture->told = DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE);
  spending = load (fixture);

  g_assert_cmpuint (spending->causes->len, ==, 1);
  assert_cause (spending, 0, DAVY_DIMENSION_SERVICE, "Virtual Machines");
}

static void
test_calm (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavySpending) spending = NULL;

  fixture->spike = FALSE;
  spending = load (fixture);

  g_assert_false (spending->has_episode);
  g_assert_cmpuint (spending->causes->len, ==, 0);
  g_assert_true (isnan (spending->before) && isnan (spending->since));
  g_assert_cmpfloat_with_epsilon (spending->forecast.month, 30 * 200, 0.001);
  g_assert_cmpfloat_with_epsilon (spending->last_expected, 200, 0.1);
}

static void
test_nothing_known (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavySpending) spending = NULL;

  fixture->told = 0;
  spending = load (fixture);

  g_assert_false (spending->has_episode);
  g_assert_true (isnan (spending->forecast.so_far) && isnan (spending->forecast.month));
  g_assert_true (isnan (spending->last_cost) && isnan (spending->last_expected));
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

  add ("/store/spending/running-episode", test_running_episode);
  add ("/store/spending/causes-of-each-dimension", test_causes_of_each_dimension);
  add ("/store/spending/only-what-is-told", test_only_what_is_told);
  add ("/store/spending/calm", test_calm);
  add ("/store/spending/nothing-known", test_nothing_known);

  return g_test_run ();
}
