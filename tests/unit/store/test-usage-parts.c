/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/davy-amounts.h"
#include "usage-fixture.h"

/* The daily series by service, region, group and resource: what holds for whatever comes. */

#define NOW    (1774000000 * DAVY_TIME_SECOND) /* 20 March 2026, 09:46 UTC */
#define TODAY  (davy_day_from_time (NOW))
#define SPAN   20
#define FIRST  (TODAY - SPAN + 1)
#define ROUNDS 12

#define OVERVIEW \
  (DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE) | DAVY_DIMENSION_BIT (DAVY_DIMENSION_REGION))
#define DETAILS \
  (DAVY_DIMENSION_BIT (DAVY_DIMENSION_GROUP) | DAVY_DIMENSION_BIT (DAVY_DIMENSION_RESOURCE))

typedef struct
{
  DavyStore *store;
  gint64 row;
} Fixture;

typedef struct
{
  gint64 row;
  DavyDay from;
  DavyDay to;
  DavyDimensions told;
  const GArray *days;
} UsagePut;

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
put_usage (DavyDb *db, gpointer data, GError **error)
{
  const UsagePut *put = data;

  return davy_db_put_usage (db, put->row, put->from, put->to, put->told,
                            (const DavyUsageDay *) (gpointer) put->days->data, put->days->len,
                            error);
}

static void
put (Fixture *fixture, DavyDay from, DavyDay to, DavyDimensions told, const GArray *days)
{
  UsagePut call = { fixture->row, from, to, told, days };

  davy_test_store_write (fixture->store, put_usage, &call, DAVY_TABLE_USAGE);
}

static const char *
pick (const char *const *names)
{
  return names[g_test_rand_int_range (0, 4)];
}

/* Some of it without a name, without a price, a credit, in another currency or on another basis. */
static DavyUsageDay
invent_day (DavyDay from, DavyDay to)
{
  static const char *const names[DAVY_N_DIMENSIONS][4] = {
    { "Virtual Machines", "Storage", "virtual machines", NULL },
    { "westeurope", "eastus", "WestEurope", NULL },
    { "rg-a", "rg-b", "RG-A", NULL },
    { "/subscriptions/s/a", "/subscriptions/s/b", "/subscriptions/s/c", NULL },
  };
  DavyUsageDay day = { .day = g_test_rand_int_range (from, to + 1),
                       .quantity = g_test_rand_double_range (0, 24),
                       .unit = "1 Hour" };
  gint32 kind = g_test_rand_int_range (0, 20);

  for (guint i = 0; i < DAVY_N_DIMENSIONS; i++)
    day.names[i] = pick (names[i]);
  day.cost =
      davy_money_new (kind == 0 ? (double) NAN : g_test_rand_double_range (-20, 200),
                      kind == 1 ? "CHF" : "EUR", kind == 2 ? DAVY_BASIS_INVOICED : DAVY_BASIS_LIST);

  return day;
}

static GArray *
invent_days (DavyDay from, DavyDay to, guint count)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (DavyUsageDay));

  for (guint i = 0; i < count; i++)
    {
      DavyUsageDay day = invent_day (from, to);

      g_array_append_val (days, day);
    }

  return days;
}

static void
assert_parts_add_up (const DavyUsageTable *table)
{
  for (guint day = 0; day < table->length; day++)
    {
      double sum = 0;

      if (isnan (table->total[day]))
        continue;
      for (guint i = 0; i < table->parts->len; i++)
        if (!isnan (table->by_part[i][day]))
          sum += table->by_part[i][day];
      g_assert_cmpfloat_with_epsilon (sum, table->total[day], 0.001);
    }
}

static void
assert_dimensions_agree (Fixture *fixture)
{
  g_autoptr (DavyUsageTable) services =
      read_usage (fixture->store, fixture->row, DAVY_DIMENSION_SERVICE);

  for (guint dimension = 0; dimension < DAVY_N_DIMENSIONS; dimension++)
    {
      g_autoptr (DavyUsageTable) table =
          read_usage (fixture->store, fixture->row, (DavyDimension) dimension);

      g_assert_cmpint (table->dimension, ==, dimension);
      g_assert_cmpstr (table->currency, ==, services->currency);
      g_assert_cmpint (table->basis, ==, services->basis);
      assert_parts_add_up (table);
      for (guint day = 0; day < table->length; day++)
        g_assert_true (isnan (table->total[day])
                           ? isnan (services->total[day])
                           : fabs (table->total[day] - services->total[day]) < 1e-9);
    }
}

/* What @days came to on each day, in one currency and on one basis. */
static void
sum_days (const GArray *days, const DavyUsageTable *like, double *sums)
{
  for (guint i = 0; i < like->length; i++)
    {
      g_autoptr (DavyAmounts) amounts = davy_amounts_new ();
      DavyMoney sum;

      for (guint j = 0; j < days->len; j++)
        {
          const DavyUsageDay *day = &g_array_index (days, DavyUsageDay, j);

          if (day->day == like->first + (DavyDay) i)
            davy_amounts_add (amounts, &day->cost);
        }
      sum = davy_amounts_find (amounts, like->currency, like->basis);
      sums[i] = davy_money_to_double (&sum);
    }
}

static void
assert_total_is (Fixture *fixture, const GArray *days)
{
  g_autoptr (DavyUsageTable) table =
      read_usage (fixture->store, fixture->row, DAVY_DIMENSION_SERVICE);
  g_autofree double *sums = g_new (double, table->length);

  sum_days (days, table, sums);
  for (guint i = 0; i < table->length; i++)
    g_assert_true (isnan (sums[i]) ? isnan (table->total[i])
                                   : fabs (table->total[i] - sums[i]) < 1e-6);
}

static void
test_every_dimension_gives_the_total (Fixture *fixture, gconstpointer data)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GArray) days = invent_days (FIRST, TODAY, 150);

      put (fixture, FIRST, TODAY, DAVY_ALL_DIMENSIONS, days);
      assert_dimensions_agree (fixture);
      assert_total_is (fixture, days);
    }
}

/* Groups and resources were asked for at another moment, or not at all. */
static void
test_what_is_not_told_is_a_part (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) overview = invent_days (FIRST, TODAY, 150);
  g_autoptr (GArray) details = invent_days (FIRST, TODAY - 5, 60);
  g_autoptr (DavyUsageTable) nothing = NULL;
  g_autoptr (DavyUsageTable) some = NULL;

  put (fixture, FIRST, TODAY, OVERVIEW, overview);
  assert_dimensions_agree (fixture);
  nothing = read_usage (fixture->store, fixture->row, DAVY_DIMENSION_RESOURCE);
  g_assert_cmpuint (nothing->parts->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (nothing->parts, 0), ==, "");

  put (fixture, FIRST, TODAY, DETAILS, details);
  assert_dimensions_agree (fixture);
  assert_total_is (fixture, overview);
  some = read_usage (fixture->store, fixture->row, DAVY_DIMENSION_RESOURCE);
  g_assert_cmpuint (some->parts->len, ==, 4);
  g_assert_cmpstr (g_ptr_array_index (some->parts, 3), ==, "");
}

static void
test_fetching_again_replaces (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) days = invent_days (FIRST, TODAY, 150);
  gint64 rows;

  put (fixture, FIRST, TODAY, DAVY_ALL_DIMENSIONS, days);
  rows = davy_test_store_number (fixture->store, "SELECT count (*) FROM usage");
  for (guint round = 0; round < 3; round++)
    put (fixture, FIRST, TODAY, DAVY_ALL_DIMENSIONS, days);

  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count (*) FROM usage"), ==,
                   rows);
  assert_total_is (fixture, days);
  assert_dimensions_agree (fixture);
}

static void
test_a_late_day_is_replaced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) all = invent_days (FIRST, TODAY, 150);
  g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (DavyUsageDay));
  g_autoptr (GArray) late = invent_days (TODAY - 1, TODAY, 40);

  put (fixture, FIRST, TODAY, DAVY_ALL_DIMENSIONS, all);
  put (fixture, TODAY - 1, TODAY, DAVY_ALL_DIMENSIONS, late);

  for (guint i = 0; i < all->len; i++)
    if (g_array_index (all, DavyUsageDay, i).day < TODAY - 1)
      g_array_append_val (expected, g_array_index (all, DavyUsageDay, i));
  g_array_append_vals (expected, late->data, late->len);
  assert_total_is (fixture, expected);
  assert_dimensions_agree (fixture);
}

static void
test_prices_have_no_place_to_meet (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (DavyUsageDay));
  const DavyMoney costs[] = { davy_money_new (1, "CHF", DAVY_BASIS_LIST),
                              davy_money_new (2, "EUR", DAVY_BASIS_INVOICED),
                              davy_money_new (4, "EUR", DAVY_BASIS_LIST),
                              davy_money_new (8, "EUR", DAVY_BASIS_LIST) };

  for (guint i = 0; i < G_N_ELEMENTS (costs); i++)
    {
      DavyUsageDay day = { .day = TODAY, .names = { "VM" }, .cost = costs[i], .quantity = NAN };

      g_array_append_val (days, day);
    }
  put (fixture, FIRST, TODAY, DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE), days);

  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count (*) FROM usage"), ==, 3);
  g_assert_cmpint (
      davy_test_store_number (fixture->store,
                              "SELECT micros FROM usage WHERE currency = 'EUR' AND basis = 1"),
      ==, 12000000);
  g_assert_cmpint (
      davy_test_store_number (fixture->store,
                              "SELECT micros FROM usage WHERE currency = 'EUR' AND basis = 2"),
      ==, 2000000);
  g_assert_cmpint (
      davy_test_store_number (fixture->store, "SELECT micros FROM usage WHERE currency = 'CHF'"),
      ==, 1000000);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

static void
add_use (GArray *days, DavyDay day, const char *service, double quantity, const char *unit)
{
  DavyUsageDay use = { .day = day,
                       .names = { service },
                       .cost = davy_money_new (1, "EUR", DAVY_BASIS_LIST),
                       .quantity = quantity,
                       .unit = unit };

  g_array_append_val (days, use);
}

/* Hours are never added to gigabytes. */
static void
test_quantities_keep_their_unit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (DavyUsageDay));
  g_autoptr (DavyUsageTable) table = NULL;

  add_use (days, TODAY, "hours", 2, "1 Hour");
  add_use (days, TODAY, "hours", 3, "1 Hour");
  add_use (days, TODAY - 1, "hours", 7, "1 Hour");
  add_use (days, TODAY - 2, "mixed", 2, "1 Hour");
  add_use (days, TODAY - 2, "mixed", 2, "1 GB");
  add_use (days, TODAY - 2, "turned", 2, "1 Hour");
  add_use (days, TODAY - 1, "turned", 2, "1 GB");
  add_use (days, TODAY, "uncounted", NAN, NULL);
  put (fixture, FIRST, TODAY, DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE), days);
  table = read_usage (fixture->store, fixture->row, DAVY_DIMENSION_SERVICE);

  g_assert_cmpuint (table->parts->len, ==, 4);
  for (guint i = 0; i < table->parts->len; i++)
    {
      gboolean counted = g_str_equal (g_ptr_array_index (table->parts, i), "hours");

      g_assert_true (counted == (table->quantities[i] != NULL));
      if (!counted)
        continue;
      g_assert_cmpstr (g_ptr_array_index (table->units, i), ==, "1 Hour");
      g_assert_cmpfloat (table->quantities[i][table->length - 1], ==, 5);
      g_assert_cmpfloat (table->quantities[i][table->length - 2], ==, 7);
      g_assert_cmpfloat (table->quantities[i][table->length - 3], ==, 0);
      g_assert_true (isnan (table->quantities[i][table->length - 4]));
    }
}

static void
test_the_past_comes_with_it (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (DavyUsageDay));
  g_autoptr (DavyUsageTable) table = NULL;

  add_use (days, TODAY - 400, "old", 1, "1 Hour");
  add_use (days, TODAY, "new", 1, "1 Hour");
  put (fixture, TODAY - 400, TODAY, DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE), days);
  table = read_usage (fixture->store, fixture->row, DAVY_DIMENSION_REGION);

  g_assert_cmpint (table->first, ==, TODAY - 400);
  g_assert_cmpuint (table->length, ==, 401);
  g_assert_cmpfloat (table->total[0], ==, 1);
  g_assert_cmpuint (table->told, ==, DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE));
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);

  add ("/store/usage-parts/every-dimension-gives-the-total", test_every_dimension_gives_the_total);
  add ("/store/usage-parts/what-nobody-told-is-a-part", test_what_is_not_told_is_a_part);
  add ("/store/usage-parts/fetching-again-replaces", test_fetching_again_replaces);
  add ("/store/usage-parts/a-day-that-comes-late-is-replaced", test_a_late_day_is_replaced);
  add ("/store/usage-parts/prices-have-no-place-to-meet", test_prices_have_no_place_to_meet);
  add ("/store/usage-parts/quantities-keep-their-unit", test_quantities_keep_their_unit);
  add ("/store/usage-parts/the-past-comes-with-it", test_the_past_comes_with_it);

  return g_test_run ();
}
