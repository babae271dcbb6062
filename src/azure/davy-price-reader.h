/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-prices.h"
#include "core/davy-json.h"
#include "core/davy-time.h"

G_BEGIN_DECLS

/**
 * DavyPriceRows:
 * @prices: what was chosen so far
 * @since: since when each is valid
 * @is_low_priority: whether it is of the older kind of machine that may be taken away
 *
 * What the rows of a price list come to.
 */
typedef struct
{
  DavyHourlyPrices prices;
  DavyTime since[DAVY_N_PRICE_KINDS];
  gboolean is_low_priority[DAVY_N_PRICE_KINDS];
} DavyPriceRows;

char *davy_price_build_query (const char *size, const char *region, const char *currency);
char *davy_price_page_read (JsonNode *document, DavyPriceRows *rows, GError **error);

G_END_DECLS
