/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* So many @micros are one unit of the currency. */
#define DAVY_MONEY_UNIT 1000000

/**
 * DavyPriceBasis:
 * @DAVY_BASIS_UNKNOWN: not told
 * @DAVY_BASIS_LIST: public list price (what the customer's tenant is shown)
 * @DAVY_BASIS_INVOICED: what the partner is billed
 * @DAVY_BASIS_ESTIMATED: worked out by us from quantities and a unit price of the running period
 */
typedef enum
{
  DAVY_BASIS_UNKNOWN,
  DAVY_BASIS_LIST,
  DAVY_BASIS_INVOICED,
  DAVY_BASIS_ESTIMATED,
} DavyPriceBasis;

/**
 * DavyMoney:
 * @micros: millionths of the currency's unit
 * @currency: ISO 4217 in capitals, "" for an amount that is not known
 * @basis: which price it was made with
 *
 * An amount is never added to one of another currency or basis.
 */
typedef struct
{
  gint64 micros;
  char currency[4];
  DavyPriceBasis basis;
} DavyMoney;

DavyMoney davy_money_new (double amount, const char *currency, DavyPriceBasis basis);
gboolean davy_money_is_known (const DavyMoney *self);
double davy_money_to_double (const DavyMoney *self);

G_END_DECLS
