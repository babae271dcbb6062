/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-price-finder.h"

#include "davy-test-store.h"
#include "davy-test-world.h"

/* What runs and what it costs, from the embedded price list into a real store. */

typedef struct
{
  DavyTestWorld world;
  DavyStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = davy_test_store_path ();

  davy_test_world_begin (&fixture->world, DAVY_TEST_ADA);
  fixture->store = davy_test_store_open (path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  davy_test_store_close (&fixture->store);
  davy_test_world_end (&fixture->world);
}

static void
add_machine (GPtrArray *computes, const char *size, const char *region)
{
  DavyCompute *machine = g_new0 (DavyCompute, 1);

  machine->id = g_strdup ("/subscriptions/s/x");
  machine->state = DAVY_COMPUTE_RUNNING;
  machine->count = 2;
  machine->size = g_strdup (size);
  machine->region = g_strdup (region);
  g_ptr_array_add (computes, machine);
}

static GPtrArray *
create_machines (void)
{
  GPtrArray *computes = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_compute_free);

  add_machine (computes, "Standard_NC24s_v3", "eastus");
  add_machine (computes, "STANDARD_NC24S_V3", "East US");
  add_machine (computes, "Standard_D4s_v5", "eastus");

  return computes;
}

static DavyBurnRate *
find_rate (Fixture *fixture, GPtrArray *computes, const char *currency)
{
  g_autoptr (DavyArmClient) arm = davy_arm_client_new (fixture->world.account);
  g_autoptr (DavyPriceBook) book = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_price_finder_find_async (fixture->store, arm, computes, currency, NULL,
                                davy_test_keep_result, &result);
  book = davy_price_finder_find_finish (fixture->store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return davy_burn_rate_new (computes, book, currency);
}

static DavyBurnRate *
find (Fixture *fixture, const char *currency)
{
  g_autoptr (GPtrArray) computes = create_machines ();

  return find_rate (fixture, computes, currency);
}

static guint
count_asked (Fixture *fixture)
{
  return davy_test_world_count (&fixture->world, "GET", "/prices/api/retail/prices");
}

static gboolean
run_sql (DavyDb *db, gpointer sql, GError **error)
{
  return davy_db_execute (db, sql, error);
}

static void
test_each_price_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyBurnRate) rate = find (fixture, "USD");

  g_assert_cmpint (rate->machines, ==, 6);
  g_assert_cmpint (rate->unpriced, ==, 0);
  g_assert_cmpint (davy_amounts_find (rate->per_day, "USD", DAVY_BASIS_LIST).micros, ==,
                   (4 * 12240000 + 2 * 192000) * G_GINT64_CONSTANT (24));
  g_assert_cmpuint (count_asked (fixture), ==, 2);
}

static void
test_week (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyBurnRate) first = find (fixture, "EUR");
  g_autoptr (DavyBurnRate) second = find (fixture, "EUR");
  g_autoptr (DavyBurnRate) third = NULL;
  g_autoptr (DavyBurnRate) other = NULL;

  g_assert_cmpuint (count_asked (fixture), ==, 2);
  g_assert_cmpint (davy_amounts_find (second->per_day, "EUR", DAVY_BASIS_LIST).micros, ==,
                   davy_amounts_find (first->per_day, "EUR", DAVY_BASIS_LIST).micros);

  davy_test_store_write (fixture->store, run_sql,
                         (gpointer) "UPDATE list_prices SET fetched_at = fetched_at - 691200000000",
                         0);
  third = find (fixture, "EUR");
  g_assert_cmpuint (count_asked (fixture), ==, 4);
  g_assert_cmpint (third->unpriced, ==, 0);
  other = find (fixture, "CHF");
  g_assert_cmpuint (count_asked (fixture), ==, 6);
  g_assert_cmpuint (davy_amounts_get_length (other->per_day), ==, 1);
}

static void
test_without_a_price (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyBurnRate) rate = NULL;

  davy_test_world_spoil (&fixture->world, "GET /prices/* x99 status=404");
  rate = find (fixture, "EUR");

  g_assert_cmpint (rate->machines, ==, 6);
  g_assert_cmpint (rate->unpriced, ==, 6);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count (*) FROM list_prices"), ==,
                   0);
}

/* That there is none is known as well. */
static void
test_unlisted_size (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) computes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) davy_compute_free);

  add_machine (computes, "Standard_XX1", "eastus");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (DavyBurnRate) rate = find_rate (fixture, computes, "EUR");

      g_assert_cmpint (rate->unpriced, ==, 2);
    }
  g_assert_cmpuint (count_asked (fixture), ==, 1);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/triage/prices/each-size-and-region-is-asked-for-once", test_each_price_once);
  ADD ("/triage/prices/a-price-is-kept-for-a-week", test_week);
  ADD ("/triage/prices/what-cannot-be-priced-is-counted", test_without_a_price);
  ADD ("/triage/prices/that-there-is-no-price-is-kept", test_unlisted_size);
#undef ADD

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
