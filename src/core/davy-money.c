/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-money.h"

#include <math.h>

#include "core/davy-error.h"

#define MICROS 1000000.0

static const char *const basis_keys[] = {
  [DAVY_BASIS_UNKNOWN] = "unknown",
  [DAVY_BASIS_LIST] = "list",
  [DAVY_BASIS_INVOICED] = "invoiced",
  [DAVY_BASIS_ESTIMATED] = "estimated",
};

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
  double micros = round (amount * MICROS);

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
 * davy_money_add:
 * @self: a known amount, which grows; left alone on failure
 * @other: what is added
 * @error: %DAVY_ERROR_INPUT when the two do not go together (another currency, another basis, not
 *   known), %DAVY_ERROR_LIMIT when the sum does not fit
 *
 * Returns: whether @other was added
 */
gboolean
davy_money_add (DavyMoney *self, const DavyMoney *other, GError **error)
{
  gint64 sum;

  if (!davy_money_is_known (self) || !davy_money_is_known (other))
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT, "An amount is not known");
      return FALSE;
    }
  if (!g_str_equal (self->currency, other->currency) || self->basis != other->basis)
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT, "%s (%s) and %s (%s) do not add up",
                   self->currency, davy_price_basis_to_key (self->basis), other->currency,
                   davy_price_basis_to_key (other->basis));
      return FALSE;
    }
  if (__builtin_add_overflow (self->micros, other->micros, &sum))
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_LIMIT, "A sum in %s is too large", self->currency);
      return FALSE;
    }

  self->micros = sum;
  return TRUE;
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
  return davy_money_is_known (self) ? (double) self->micros / MICROS : (double) NAN;
}

/**
 * davy_price_basis_to_key:
 * @basis: which price
 *
 * Returns: (transfer none): the word that stands for it in the database
 */
const char *
davy_price_basis_to_key (DavyPriceBasis basis)
{
  g_return_val_if_fail ((guint) basis < G_N_ELEMENTS (basis_keys), "unknown");

  return basis_keys[basis];
}

/**
 * davy_price_basis_from_key:
 * @key: (nullable): a word from the database
 *
 * Returns: which price it stands for; %DAVY_BASIS_UNKNOWN for any other word
 */
DavyPriceBasis
davy_price_basis_from_key (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (basis_keys); i++)
    if (g_strcmp0 (key, basis_keys[i]) == 0)
      return (DavyPriceBasis) i;

  return DAVY_BASIS_UNKNOWN;
}
