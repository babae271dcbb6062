/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-dimension.h"
#include "store/davy-store.h"
#include "store/davy-usage-table.h"
#include "usage/davy-episode.h"
#include "usage/davy-forecast.h"

G_BEGIN_DECLS

/**
 * DavySpendingCause:
 * @dimension: what @name is
 * @name: one service, region, group, resource or size family, as it came
 * @share: of the excess of all of its dimension, more than 0, at most 1
 *
 * What explains an episode.
 */
typedef struct
{
  DavyDimension dimension;
  char *name;
  double share;
} DavySpendingCause;

/**
 * DavySpending:
 * @currency: ISO 4217 of all amounts, "" when none is known
 * @basis: which price they were made with
 * @fetched_at: when they were fetched
 * @forecast: the running month
 * @last: the last day that is complete and known
 * @last_cost: what it came to; NAN when there is none
 * @last_expected: what it was expected to; NAN when unknown
 * @has_episode: whether there is an @episode
 * @episode: the latest notable one of the last 90 days
 * @before: what a day usually came to before it; NAN when unknown
 * @since: what its complete days came to, the median; NAN when unknown
 * @causes: (element-type DavySpendingCause): what explains it, by dimension, the greatest first;
 *   only what is known, and what makes a tenth of it at least
 *
 * What a subscription costs, in figures.
 */
typedef struct
{
  char currency[4];
  DavyPriceBasis basis;
  DavyTime fetched_at;
  DavyForecast forecast;
  DavyDay last;
  double last_cost;
  double last_expected;
  gboolean has_episode;
  DavyEpisode episode;
  double before;
  double since;
  GPtrArray *causes;
} DavySpending;

void davy_spending_free (DavySpending *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavySpending, davy_spending_free)

void davy_store_load_spending_async (DavyStore *store,
                                     gint64 subscription_row,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
DavySpending *
davy_store_load_spending_finish (DavyStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
