/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-db.h"
#include "store/davy-usage-table.h"

G_BEGIN_DECLS

/**
 * DavyDailyTotals:
 * @first: the first day
 * @length: how many days
 * @amounts: @length amounts; NAN for a day of which nothing is known
 * @currency: ISO 4217, "" when no amount is known
 * @basis: which price they were made with
 * @unpriced: some usage has no price in that currency and basis
 *
 * What a subscription cost a day, over all services. Amounts are never mixed: those of the latest
 * currency and basis count.
 */
typedef struct
{
  DavyDay first;
  guint length;
  double *amounts;
  char currency[4];
  DavyPriceBasis basis;
  gboolean unpriced;
} DavyDailyTotals;

DavyDailyTotals *davy_daily_totals_read (DavyDb *db,
                                         gint64 subscription_row,
                                         DavyDay first,
                                         guint length,
                                         GError **error);
void davy_daily_totals_free (DavyDailyTotals *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyDailyTotals, davy_daily_totals_free)

gboolean davy_db_summarise_usage (DavyDb *db, gint64 subscription_row, GError **error);

G_END_DECLS
