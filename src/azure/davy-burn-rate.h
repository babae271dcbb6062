/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-compute.h"
#include "azure/davy-arm-prices.h"
#include "core/davy-amounts.h"

G_BEGIN_DECLS

/**
 * DavyPriceBook:
 *
 * List prices by size, region and currency, for a week.
 */
typedef struct _DavyPriceBook DavyPriceBook;

DavyPriceBook *davy_price_book_new (void);
void davy_price_book_free (DavyPriceBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyPriceBook, davy_price_book_free)

void davy_price_book_put (DavyPriceBook *self,
                          const char *size,
                          const char *region,
                          const char *currency,
                          const DavyHourlyPrices *prices,
                          DavyTime fetched_at);
const DavyHourlyPrices *davy_price_book_find (const DavyPriceBook *self,
                                              const char *size,
                                              const char *region,
                                              const char *currency);

/**
 * DavyBurnRate:
 * @machines: how many machines are billed now
 * @per_day: what those whose price is known cost a day at list prices, each currency apart
 * @unpriced: how many of @machines have no price
 * @unknown: how many things may be billed or not: their state is not told
 *
 * What runs costs a day while it runs.
 */
typedef struct
{
  gint64 machines;
  DavyAmounts *per_day;
  gint64 unpriced;
  guint unknown;
} DavyBurnRate;

DavyBurnRate *
davy_burn_rate_new (const GPtrArray *computes, const DavyPriceBook *book, const char *currency);
void davy_burn_rate_free (DavyBurnRate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyBurnRate, davy_burn_rate_free)

gboolean davy_compute_is_billed (const DavyCompute *compute);

G_END_DECLS
