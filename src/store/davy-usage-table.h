/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-dimension.h"
#include "core/davy-money.h"
#include "core/davy-time.h"
#include "store/davy-db.h"
#include "store/davy-own-episode.h"
#include "usage/davy-judgement.h"

G_BEGIN_DECLS

/* Costs arrive about a day late (wire-contract.md 3.7): the day of the fetch and the one before it
 * may still grow. */
#define DAVY_USAGE_LATE_DAYS 2

/**
 * DavyUsageTable:
 * @first: the first day
 * @hours_from: when the first value begins, where they are not of days but of hours, those of the
 *   calendar here from @first on; %DAVY_TIME_UNSET otherwise
 * @hours_told: how many of the hours, from the first, are told of: what is NAN among them was used
 *   at no known price; 0 where they are days
 * @length: how many days, or hours
 * @currency: ISO 4217, "" when no amount is known
 * @basis: which price the amounts were made with
 * @dimension: what @parts are
 * @parts: (element-type utf8): the services, regions, groups, resources or size families, costliest
 *   first; the name "" stands for what nobody told the part of
 * @total: @length amounts; NAN for a day, or an hour, of which nothing is known
 * @by_part: for each of @parts @length amounts, which add up to @total; NAN where @total has it or
 *   no price is known
 * @quantities: for each of @parts @length quantities in one unit, NAN where nothing is known;
 *   %NULL for a part that is not counted, or in several units
 * @units: (element-type utf8): the units of @quantities, as they came
 * @told: which dimensions any part is known in
 * @incomplete: days, or hours, at the end that may still grow
 * @incomplete_prices: some usage has a quantity and no price: @total is less than the truth
 * @fetched_at: when it was fetched
 * @detector: what it is judged with, as a person has set it
 * @own_part: (nullable): the part of the use in which too much is used now, whatever was said of
 *   the alert about it: that may be nothing in all; %NULL without one
 * @own_dimension: what @own_part is: a service, a region, a group, a resource or a size family
 * @own: what that alert says
 * @own_excess: what the part costs a day beyond the expected; NAN when unknown
 *
 * The daily or hourly cost of one subscription, in one currency and on one basis: those of the
 * latest day.
 */
typedef struct
{
  DavyDay first;
  DavyTime hours_from;
  guint hours_told;
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
  char *own_part;
  DavyDimension own_dimension;
  DavyOwnEpisode own;
  double own_excess;
} DavyUsageTable;

void davy_usage_table_free (DavyUsageTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyUsageTable, davy_usage_table_free)

DavyJudgement *davy_usage_table_judge (const DavyUsageTable *self);
DavyJudgement *
davy_usage_table_judge_part (const DavyUsageTable *self, guint part, gboolean quantity);

DavyUsageTable *
davy_db_load_usage (DavyDb *db, gint64 subscription_row, DavyDimension dimension, GError **error);
DavyUsageTable *davy_db_load_usage_between (DavyDb *db,
                                            gint64 subscription_row,
                                            DavyDimension dimension,
                                            DavyDay first,
                                            DavyDay last,
                                            GError **error);

G_END_DECLS
