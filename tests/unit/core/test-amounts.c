/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-amounts.h"

#include "davy-test.h"

static void
add (DavyAmounts *amounts, double amount, const char *currency, DavyPriceBasis basis)
{
  DavyMoney money = davy_money_new (amount, currency, basis);

  davy_amounts_add (amounts, &money);
}

static void
test_same_price_adds_up (void)
{
  g_autoptr (DavyAmounts) amounts = davy_amounts_new ();

  add (amounts, 1.25, "EUR", DAVY_BASIS_LIST);
  add (amounts, 2.5, "eur", DAVY_BASIS_LIST);
  add (amounts, -0.75, "EUR", DAVY_BASIS_LIST);

  g_assert_cmpuint (davy_amounts_get_length (amounts), ==, 1);
  g_assert_cmpint (davy_amounts_get (amounts, 0)->micros, ==, 3000000);
  g_assert_cmpuint (davy_amounts_get_unknown (amounts), ==, 0);
}

static void
test_currencies_stay_apart (void)
{
  g_autoptr (DavyAmounts) amounts = davy_amounts_new ();

  add (amounts, 1, "EUR", DAVY_BASIS_LIST);
  add (amounts, 2, "CHF", DAVY_BASIS_LIST);

  g_assert_cmpuint (davy_amounts_get_length (amounts), ==, 2);
  g_assert_cmpint (davy_amounts_find (amounts, "EUR", DAVY_BASIS_LIST).micros, ==, 1000000);
  g_assert_cmpint (davy_amounts_find (amounts, "CHF", DAVY_BASIS_LIST).micros, ==, 2000000);
}

static void
test_bases_stay_apart (void)
{
  g_autoptr (DavyAmounts) amounts = davy_amounts_new ();
  DavyMoney none;

  add (amounts, 1, "EUR", DAVY_BASIS_LIST);
  add (amounts, 2, "EUR", DAVY_BASIS_INVOICED);
  none = davy_amounts_find (amounts, "EUR", DAVY_BASIS_ESTIMATED);

  g_assert_cmpuint (davy_amounts_get_length (amounts), ==, 2);
  g_assert_cmpint (davy_amounts_find (amounts, "EUR", DAVY_BASIS_LIST).micros, ==, 1000000);
  g_assert_cmpint (davy_amounts_find (amounts, "EUR", DAVY_BASIS_INVOICED).micros, ==, 2000000);
  g_assert_false (davy_money_is_known (&none));
}

static void
test_unknown_is_counted (void)
{
  g_autoptr (DavyAmounts) amounts = davy_amounts_new ();

  add (amounts, 1, "", DAVY_BASIS_LIST);
  add (amounts, 0, "EUR", DAVY_BASIS_LIST);

  g_assert_cmpuint (davy_amounts_get_length (amounts), ==, 1);
  g_assert_cmpuint (davy_amounts_get_unknown (amounts), ==, 1);
}

static void
test_too_much_is_not_wrapped (void)
{
  g_autoptr (DavyAmounts) amounts = davy_amounts_new ();
  DavyMoney most = { .micros = G_MAXINT64, .currency = "EUR", .basis = DAVY_BASIS_LIST };

  davy_amounts_add (amounts, &most);
  davy_amounts_add (amounts, &most);

  g_assert_cmpint (davy_amounts_get (amounts, 0)->micros, ==, G_MAXINT64);
  g_assert_cmpuint (davy_amounts_get_unknown (amounts), ==, 1);
}

/* Whatever comes in whatever order: each sum is that of its own currency and basis. */
static void
test_any_order (void)
{
  static const char *const currencies[] = { "EUR", "CHF", "USD" };
  gint64 expected[G_N_ELEMENTS (currencies)][DAVY_BASIS_ESTIMATED + 1] = { 0 };
  g_autoptr (DavyAmounts) amounts = davy_amounts_new ();

  for (guint i = 0; i < 1000; i++)
    {
      guint currency = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (currencies));
      guint basis = (guint) g_test_rand_int_range (0, DAVY_BASIS_ESTIMATED + 1);
      DavyMoney money = davy_money_new (g_test_rand_double_range (-50, 50), currencies[currency],
                                        (DavyPriceBasis) basis);

      expected[currency][basis] += money.micros;
      davy_amounts_add (amounts, &money);
    }

  g_assert_cmpuint (davy_amounts_get_length (amounts), ==, 12);
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    for (guint basis = 0; basis <= DAVY_BASIS_ESTIMATED; basis++)
      g_assert_cmpint (davy_amounts_find (amounts, currencies[i], (DavyPriceBasis) basis).micros,
                       ==, expected[i][basis]);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/core/amounts/the-same-currency-and-basis-add-up", test_same_price_adds_up);
  g_test_add_func ("/core/amounts/two-currencies-are-never-added", test_currencies_stay_apart);
  g_test_add_func ("/core/amounts/list-and-invoiced-are-never-added", test_bases_stay_apart);
  g_test_add_func ("/core/amounts/what-is-not-known-is-counted", test_unknown_is_counted);
  g_test_add_func ("/core/amounts/a-sum-too-large-is-told", test_too_much_is_not_wrapped);
  g_test_add_func ("/core/amounts/any-order-gives-the-same-sums", test_any_order);

  return g_test_run ();
}
