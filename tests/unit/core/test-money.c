/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-money.h"

#include <math.h>

#include "core/davy-error.h"
#include "davy-test.h"

static void
test_new (void)
{
  DavyMoney money = davy_money_new (12.345678, "eur", DAVY_BASIS_INVOICED);

  g_assert_true (davy_money_is_known (&money));
  g_assert_cmpint (money.micros, ==, 12345678);
  g_assert_cmpstr (money.currency, ==, "EUR");
  g_assert_cmpfloat_with_epsilon (davy_money_to_double (&money), 12.345678, 1e-9);
}

static void
test_zero_is_known (void)
{
  DavyMoney money = davy_money_new (0, "EUR", DAVY_BASIS_LIST);

  g_assert_true (davy_money_is_known (&money));
  g_assert_cmpfloat (davy_money_to_double (&money), ==, 0);
}

static void
test_unknown (void)
{
  const DavyMoney moneys[] = {
    davy_money_new (1, NULL, DAVY_BASIS_LIST),
    davy_money_new (1, "", DAVY_BASIS_LIST),
    davy_money_new (1, "EURO", DAVY_BASIS_LIST),
    davy_money_new (1, "E1R", DAVY_BASIS_LIST),
    davy_money_new ((double) NAN, "EUR", DAVY_BASIS_LIST),
    davy_money_new ((double) INFINITY, "EUR", DAVY_BASIS_LIST),
    davy_money_new (1e30, "EUR", DAVY_BASIS_LIST),
  };

  for (guint i = 0; i < G_N_ELEMENTS (moneys); i++)
    {
      g_assert_false (davy_money_is_known (&moneys[i]));
      g_assert_true (isnan (davy_money_to_double (&moneys[i])));
    }
}

static void
test_add (void)
{
  DavyMoney sum = davy_money_new (0.1, "EUR", DAVY_BASIS_LIST);
  DavyMoney more = davy_money_new (0.2, "EUR", DAVY_BASIS_LIST);
  g_autoptr (GError) error = NULL;

  g_assert_true (davy_money_add (&sum, &more, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sum.micros, ==, 300000);
}

static void
test_add_unlike (void)
{
  DavyMoney sum = davy_money_new (1, "EUR", DAVY_BASIS_LIST);
  const DavyMoney unlike[] = {
    davy_money_new (1, "USD", DAVY_BASIS_LIST),
    davy_money_new (1, "EUR", DAVY_BASIS_INVOICED),
    davy_money_new (1, NULL, DAVY_BASIS_LIST),
  };

  for (guint i = 0; i < G_N_ELEMENTS (unlike); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (davy_money_add (&sum, &unlike[i], &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
      g_assert_cmpint (sum.micros, ==, 1000000);
    }
}

static void
test_add_too_much (void)
{
  DavyMoney sum = davy_money_new (9e12, "EUR", DAVY_BASIS_LIST);
  DavyMoney more = sum;
  g_autoptr (GError) error = NULL;

  g_assert_false (davy_money_add (&sum, &more, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_LIMIT);
  g_assert_cmpint (sum.micros, ==, more.micros);
}

static void
test_basis_keys (void)
{
  for (guint basis = DAVY_BASIS_UNKNOWN; basis <= DAVY_BASIS_ESTIMATED; basis++)
    g_assert_cmpint (davy_price_basis_from_key (davy_price_basis_to_key (basis)), ==, basis);

  g_assert_cmpstr (davy_price_basis_to_key (DAVY_BASIS_ESTIMATED), ==, "estimated");
  g_assert_cmpint (davy_price_basis_from_key ("dreamt"), ==, DAVY_BASIS_UNKNOWN);
  g_assert_cmpint (davy_price_basis_from_key (NULL), ==, DAVY_BASIS_UNKNOWN);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/core/money/amounts-are-exact-to-the-millionth", test_new);
  g_test_add_func ("/core/money/zero-is-known", test_zero_is_known);
  g_test_add_func ("/core/money/what-does-not-fit-is-not-known", test_unknown);
  g_test_add_func ("/core/money/like-amounts-add-up", test_add);
  g_test_add_func ("/core/money/unlike-amounts-do-not-add-up", test_add_unlike);
  g_test_add_func ("/core/money/sums-do-not-overflow", test_add_too_much);
  g_test_add_func ("/core/money/the-basis-has-a-word", test_basis_keys);
  return g_test_run ();
}
