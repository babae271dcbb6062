/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-amounts.h"

struct _DavyAmounts
{
  GArray *sums; /* (element-type DavyMoney): one for each currency and basis, in order of coming */
  guint unknown;
};

static DavyMoney *
find_sum (const DavyAmounts *self, const char *currency, DavyPriceBasis basis)
{
  for (guint i = 0; i < self->sums->len; i++)
    {
      DavyMoney *sum = &g_array_index (self->sums, DavyMoney, i);

      if (sum->basis == basis && g_ascii_strcasecmp (sum->currency, currency) == 0)
        return sum;
    }

  return NULL;
}

/**
 * davy_amounts_new:
 *
 * Returns: (transfer full): nothing yet
 */
DavyAmounts *
davy_amounts_new (void)
{
  DavyAmounts *self = g_new0 (DavyAmounts, 1);

  self->sums = g_array_new (FALSE, FALSE, sizeof (DavyMoney));

  return self;
}

/**
 * davy_amounts_free:
 * @self: (transfer full) (nullable): sums
 *
 * Frees the sums.
 */
void
davy_amounts_free (DavyAmounts *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->sums);
  g_free (self);
}

/**
 * davy_amounts_add:
 * @self: sums
 * @amount: an amount; one that is not known, or that would not fit, is only counted
 *
 * Adds to the sum of the same currency and basis.
 */
void
davy_amounts_add (DavyAmounts *self, const DavyMoney *amount)
{
  DavyMoney *sum;
  gint64 micros;

  if (!davy_money_is_known (amount))
    {
      self->unknown++;
      return;
    }

  sum = find_sum (self, amount->currency, amount->basis);
  if (sum == NULL)
    g_array_append_vals (self->sums, amount, 1);
  else if (!__builtin_add_overflow (sum->micros, amount->micros, &micros))
    sum->micros = micros;
  else
    self->unknown++;
}

/**
 * davy_amounts_get_length:
 * @self: sums
 *
 * Returns: how many there are: one for each currency and basis
 */
guint
davy_amounts_get_length (const DavyAmounts *self)
{
  return self->sums->len;
}

/**
 * davy_amounts_get:
 * @self: sums
 * @index: which, below davy_amounts_get_length()
 *
 * Returns: (transfer none): a sum, until the next is added
 */
const DavyMoney *
davy_amounts_get (const DavyAmounts *self, guint index)
{
  g_return_val_if_fail (index < self->sums->len, NULL);

  return &g_array_index (self->sums, DavyMoney, index);
}

/**
 * davy_amounts_find:
 * @self: sums
 * @currency: ISO 4217, in any case
 * @basis: which price
 *
 * Returns: the sum in that currency and basis alone; not known when nothing of it was added
 */
DavyMoney
davy_amounts_find (const DavyAmounts *self, const char *currency, DavyPriceBasis basis)
{
  const DavyMoney *sum = find_sum (self, currency, basis);

  return sum != NULL ? *sum : (DavyMoney){ .basis = basis };
}

/**
 * davy_amounts_get_unknown:
 * @self: sums
 *
 * Returns: how many amounts were not known: with any, every sum is less than the truth
 */
guint
davy_amounts_get_unknown (const DavyAmounts *self)
{
  return self->unknown;
}
