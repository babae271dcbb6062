/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-money.h"
#include "core/davy-time.h"
#include "store/davy-db.h"

G_BEGIN_DECLS

/* What machines cost by Azure's public price list. Called inside a DavyStoreWork. */

/**
 * DavyListPrices:
 * @size: of a machine, letter case means nothing
 * @region: where it is, letter case means nothing
 * @currency: which was asked for
 * @by_kind: (array length=n_kinds): what an hour costs, by kinds that the store does not know
 * @fetched_at: when that was read
 *
 * The prices of one size in one region. Strings are borrowed for the call.
 */
typedef struct
{
  const char *size;
  const char *region;
  const char *currency;
  const DavyMoney *by_kind;
  guint n_kinds;
  DavyTime fetched_at;
} DavyListPrices;

/**
 * DavyListPriceFound:
 * @prices: the place of one price, with @n_kinds 1
 * @kind: which kind it is
 * @data: as given to davy_db_read_list_prices()
 *
 * Takes in one price.
 */
typedef void (*DavyListPriceFound) (const DavyListPrices *prices, guint kind, gpointer data);

gboolean davy_db_put_list_prices (DavyDb *db, const DavyListPrices *prices, GError **error);
gboolean davy_db_read_list_prices (DavyDb *db,
                                   DavyTime since,
                                   DavyListPriceFound found,
                                   gpointer data,
                                   GError **error);

G_END_DECLS
