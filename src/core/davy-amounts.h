/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-money.h"

G_BEGIN_DECLS

/**
 * DavyAmounts:
 *
 * A sum of money of any currencies and price bases, kept apart: the way to add amounts. There is
 * none that gives one number out of two currencies, or out of list and invoiced prices.
 */
typedef struct _DavyAmounts DavyAmounts;

DavyAmounts *davy_amounts_new (void);
void davy_amounts_free (DavyAmounts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyAmounts, davy_amounts_free)

void davy_amounts_add (DavyAmounts *self, const DavyMoney *amount);
guint davy_amounts_get_length (const DavyAmounts *self);
const DavyMoney *davy_amounts_get (const DavyAmounts *self, guint index);
DavyMoney davy_amounts_find (const DavyAmounts *self, const char *currency, DavyPriceBasis basis);
guint davy_amounts_get_unknown (const DavyAmounts *self);

G_END_DECLS
