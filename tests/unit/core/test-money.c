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

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/core/money/amounts-are-exact-to-the-millionth", test_new);
  g_test_add_func ("/core/money/zero-is-known", test_zero_is_known);
  g_test_add_func ("/core/money/what-does-not-fit-is-not-known", test_unknown);
  return g_test_run ();
}
