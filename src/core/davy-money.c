/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-money.h"

#include <math.h>

static gboolean
is_currency (const char *currency)
{
  return currency != NULL && g_ascii_isalpha (currency[0]) && g_ascii_isalpha (currency[1]) &&
         g_ascii_isalpha (currency[2]) && currency[3] == '\0';
}

/**
 * davy_money_new:
 * @amount: in units of the currency; rounded to millionths
 * @currency: (nullable): ISO 4217, in any case
 * @basis: which price it was made with
 *
 * Returns: the amount; one that is not known when @amount is no finite number, does not fit, or
 *   @currency is not three letters
 */
DavyMoney
davy_money_new (double amount, const char *currency, DavyPriceBasis basis)
{
  DavyMoney money = { .basis = basis };
  double micros = round (amount * DAVY_MONEY_UNIT);

  if (!is_currency (currency) || !isfinite (micros) || fabs (micros) >= (double) G_MAXINT64)
    return money;

  money.micros = (gint64) micros;
  for (guint i = 0; i < 3; i++)
    money.currency[i] = g_ascii_toupper (currency[i]);

  return money;
}

/**
 * davy_money_is_known:
 * @self: an amount
 *
 * Returns: whether there is an amount; 0 EUR is one
 */
gboolean
davy_money_is_known (const DavyMoney *self)
{
  return self->currency[0] != '\0';
}

/**
 * davy_money_to_double:
 * @self: an amount
 *
 * Returns: the amount in units of its currency; NAN when it is not known
 */
double
davy_money_to_double (const DavyMoney *self)
{
  return davy_money_is_known (self) ? (double) self->micros / DAVY_MONEY_UNIT : (double) NAN;
}
