/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-dimension.h"
#include "core/davy-money.h"
#include "core/davy-time.h"
#include "store/davy-db.h"
#include "usage/davy-detector.h"

G_BEGIN_DECLS

/* Costs arrive about a day late (wire-contract.md 3.7): the day of the fetch and the one before it
 * may still grow. */
#define DAVY_USAGE_LATE_DAYS 2

/**
 * DavyUsageTable:
 * @first: the first day
 * @length: how many days
 * @currency: ISO 4217, "" when no amount is known
 * @basis: which price the amounts were made with
 * @dimension: what @parts are
 * @parts: (element-type utf8): the services, regions, groups or resources, costliest first; the
 *   name "" stands for what nobody told the part of
 * @total: @length amounts; NAN for a day of which nothing is known
 * @by_part: for each of @parts @length amounts, which add up to @total; NAN where @total has it or
 *   no price is known
 * @quantities: for each of @parts @length quantities in one unit, NAN where @total has it; %NULL
 *   for a part that is not counted, or in several units
 * @units: (element-type utf8): the units of @quantities, as they came
 * @told: which dimensions any part is known in
 * @incomplete: days at the end that may still grow
 * @incomplete_prices: some usage has a quantity and no price: @total is less than the truth
 * @fetched_at: when it was fetched
 * @detector: what it is judged with, as a person has set it
 *
 * The daily cost of one subscription, in one currency and on one basis: those of the latest day.
 */
typedef struct
{
  DavyDay first;
  guint length;
  char currency[4];
  DavyPriceBasis basis;
  DavyDimension dimension;
  GPtrArray *parts;
  double *total;
  double **by_part;
  double **quantities;
  GPtrArray *units;
  DavyDimensions told;
  guint incomplete;
  gboolean incomplete_prices;
  DavyTime fetched_at;
  DavyDetector detector;
} DavyUsageTable;

void davy_usage_table_free (DavyUsageTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyUsageTable, davy_usage_table_free)

DavyUsageTable *davy_db_load_usage (DavyDb *db,
                                    gint64 subscription_row,
                                    DavyDimension dimension,
                                    DavyDay from,
                                    DavyDay to,
                                    GError **error);

G_END_DECLS
