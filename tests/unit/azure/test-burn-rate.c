/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-burn-rate.h"

#include "davy-test.h"

#define NOW (1774000000 * DAVY_TIME_SECOND)

static DavyPriceBook *
create_book (DavyTime fetched_at)
{
  DavyPriceBook *book = davy_price_book_new ();
  const DavyHourlyPrices prices = {
    .by_kind = { [DAVY_PRICE_LINUX] = davy_money_new (2, "EUR", DAVY_BASIS_LIST),
                 [DAVY_PRICE_WINDOWS] = davy_money_new (3, "EUR", DAVY_BASIS_LIST),
                 [DAVY_PRICE_LINUX_SPOT] = davy_money_new (0.5, "EUR", DAVY_BASIS_LIST) }
  };

  davy_price_book_put (book, "Standard_NC6", "westeurope", "EUR", &prices, fetched_at);

  return book;
}

static void
add_compute (GPtrArray *computes, DavyComputeKind kind, DavyComputeState state, gint64 count)
{
  DavyCompute *compute = g_new0 (DavyCompute, 1);

  compute->kind = kind;
  compute->state = state;
  compute->count = count;
  compute->size = g_strdup ("STANDARD_NC6");
  compute->region = g_strdup ("West Europe");
  g_ptr_array_add (computes, compute);
}

static DavyCompute *
last (GPtrArray *computes)
{
  return g_ptr_array_index (computes, computes->len - 1);
}

static GPtrArray *
create_computes (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) davy_compute_free);
}

static void
test_day (void)
{
  g_autoptr (DavyPriceBook) book = create_book (NOW);
  g_autoptr (GPtrArray) computes = create_computes ();
  g_autoptr (DavyBurnRate) rate = NULL;

  add_compute (computes, DAVY_COMPUTE_MACHINE, DAVY_COMPUTE_RUNNING, 1);
  add_compute (computes, DAVY_COMPUTE_SCALE_SET, DAVY_COMPUTE_RUNNING, 10);
  last (computes)->spot = TRUE;
  add_compute (computes, DAVY_COMPUTE_MACHINE, DAVY_COMPUTE_HALTED, 1); /* off, and still billed */
  last (computes)->windows = TRUE;
  add_compute (computes, DAVY_COMPUTE_MACHINE, DAVY_COMPUTE_STOPPING, 1);
  add_compute (computes, DAVY_COMPUTE_MACHINE, DAVY_COMPUTE_STOPPED, 1);
  rate = davy_burn_rate_new (computes, book, "EUR");

  g_assert_cmpint (rate->machines, ==, 13);
  g_assert_cmpint (rate->unpriced, ==, 0);
  g_assert_cmpuint (rate->unknown, ==, 0);
  g_assert_cmpuint (davy_amounts_get_length (rate->per_day), ==, 1);
  g_assert_cmpint (davy_amounts_find (rate->per_day, "EUR", DAVY_BASIS_LIST).micros, ==,
                   24 * (2 + 10 / 2 + 3 + 2) * G_GINT64_CONSTANT (1000000));
}

static void
test_unknown (void)
{
  g_autoptr (DavyPriceBook) book = create_book (NOW);
  g_autoptr (GPtrArray) computes = create_computes ();
  g_autoptr (DavyBurnRate) rate = NULL;

  add_compute (computes, DAVY_COMPUTE_MACHINE, DAVY_COMPUTE_RUNNING, 1);
  last (computes)->windows = TRUE;
  last (computes)->spot = TRUE; /* no such row in the list */
  add_compute (computes, DAVY_COMPUTE_CONTAINERS, DAVY_COMPUTE_RUNNING, 2);
  g_clear_pointer (&last (computes)->size, g_free);
  add_compute (computes, DAVY_COMPUTE_MACHINE, DAVY_COMPUTE_UNKNOWN, 1);
  add_compute (computes, DAVY_COMPUTE_OTHER, DAVY_COMPUTE_UNKNOWN, 0);
  rate = davy_burn_rate_new (computes, book, "EUR");

  g_assert_cmpint (rate->machines, ==, 3);
  g_assert_cmpint (rate->unpriced, ==, 3);
  g_assert_cmpuint (rate->unknown, ==, 2);
  g_assert_cmpuint (davy_amounts_get_length (rate->per_day), ==, 0);
}

/* Its machines stand in the list by themselves. */
static void
test_cluster_is_not_counted_twice (void)
{
  g_autoptr (DavyPriceBook) book = create_book (NOW);
  g_autoptr (GPtrArray) computes = create_computes ();
  g_autoptr (DavyBurnRate) rate = NULL;

  add_compute (computes, DAVY_COMPUTE_KUBERNETES, DAVY_COMPUTE_RUNNING, 3);
  add_compute (computes, DAVY_COMPUTE_SCALE_SET, DAVY_COMPUTE_RUNNING, 3);
  last (computes)->obstacle = DAVY_OBSTACLE_PARENT;
  rate = davy_burn_rate_new (computes, book, "EUR");

  g_assert_cmpint (rate->machines, ==, 3);
}

static void
test_week (void)
{
  g_autoptr (DavyPriceBook) fresh = create_book (NOW - 7 * DAVY_TIME_DAY);
  g_autoptr (DavyPriceBook) old = create_book (NOW - 7 * DAVY_TIME_DAY - DAVY_TIME_SECOND);
  g_autoptr (DavyPriceBook) future = create_book (NOW + DAVY_TIME_SECOND);

  g_assert_nonnull (davy_price_book_find (fresh, "standard_nc6", "West Europe", "eur"));
  g_assert_null (davy_price_book_find (fresh, "Standard_NC6", "westeurope", "USD"));
  g_assert_null (davy_price_book_find (fresh, "Standard_NC6", "eastus", "EUR"));
  g_assert_null (davy_price_book_find (old, "Standard_NC6", "westeurope", "EUR"));
  g_assert_null (davy_price_book_find (future, "Standard_NC6", "westeurope", "EUR"));
}

static void
test_absurd_count (void)
{
  g_autoptr (DavyPriceBook) book = create_book (NOW);
  g_autoptr (GPtrArray) computes = create_computes ();
  g_autoptr (DavyBurnRate) rate = NULL;

  for (guint i = 0; i < 3; i++)
    add_compute (computes, DAVY_COMPUTE_SCALE_SET, DAVY_COMPUTE_RUNNING, G_MAXINT64);
  rate = davy_burn_rate_new (computes, book, "EUR");

  g_assert_cmpint (rate->machines, ==, 3000000);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  davy_test_clock_install (NOW);

  g_test_add_func ("/azure/burn-rate/what-runs-costs-so-much-a-day", test_day);
  g_test_add_func ("/azure/burn-rate/what-is-not-known-is-counted", test_unknown);
  g_test_add_func ("/azure/burn-rate/a-cluster-is-not-counted-twice",
                   test_cluster_is_not_counted_twice);
  g_test_add_func ("/azure/burn-rate/prices-are-kept-for-a-week", test_week);
  g_test_add_func ("/azure/burn-rate/an-absurd-count-does-not-overflow", test_absurd_count);

  return g_test_run ();
}
