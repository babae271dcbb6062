/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-db.h"
#include "store/davy-usage-table.h"
#include "usage/davy-judgement.h"

G_BEGIN_DECLS

/**
 * DavyDailyTotals:
 * @first: the first day
 * @length: how many days
 * @amounts: @length amounts; NAN for a day of which nothing is known
 * @currency: ISO 4217, "" when no amount is known
 * @basis: which price they were made with
 * @unpriced: some usage has no price in that currency and basis
 * @fetched_at: when they were fetched
 * @incomplete: days at the end that may still grow
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
  DavyTime fetched_at;
  guint incomplete;
} DavyDailyTotals;

DavyDailyTotals *davy_daily_totals_read (DavyDb *db, gint64 subscription_row, GError **error);
DavyDailyTotals *davy_daily_totals_read_between (DavyDb *db,
                                                 gint64 subscription_row,
                                                 DavyDay first,
                                                 DavyDay last,
                                                 GError **error);
DavyJudgement *davy_daily_totals_judge (const DavyDailyTotals *self, const DavyDetector *detector);
void davy_daily_totals_free (DavyDailyTotals *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyDailyTotals, davy_daily_totals_free)

gboolean davy_usage_table_counts_any_cost (const DavyUsageTable *self, guint part);
gboolean davy_db_judge_parts (DavyDb *db,
                              gint64 subscription_row,
                              const DavyJudgement *total,
                              const DavyDailyTotals *totals,
                              GArray *excesses,
                              GError **error);
gboolean davy_db_find_dimension (DavyDb *db,
                                 gint64 subscription_row,
                                 const char *part,
                                 DavyDay onset,
                                 DavyDimension *dimension,
                                 GError **error);
gboolean davy_db_read_own_part (DavyDb *db,
                                gint64 subscription_row,
                                char **part,
                                DavyDimension *dimension,
                                DavyOwnEpisode *episode,
                                double *excess,
                                GError **error);
gboolean davy_db_summarise_usage (DavyDb *db, gint64 subscription_row, GError **error);

G_END_DECLS
