/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-cost.h"
#include "core/davy-json.h"

G_BEGIN_DECLS

/**
 * DavyCostQuery:
 * @metric: what the amount is called: depends on the agreement
 * @dimensions: by which the answer is parted; at most %DAVY_COST_MAX_DIMENSIONS
 * @subscription_id: (nullable): the only subscription to be counted, where the scope has several
 * @from: the first UTC day
 * @to: the last UTC day
 *
 * What is asked of Cost Management.
 */
typedef struct
{
  const char *metric;
  DavyDimensions dimensions;
  const char *subscription_id;
  DavyDay from;
  DavyDay to;
} DavyCostQuery;

JsonNode *davy_cost_query_build (const DavyCostQuery *query);
char *davy_cost_page_read (JsonNode *document,
                           const DavyCostQuery *query,
                           DavyPriceBasis basis,
                           GPtrArray *rows,
                           GError **error);

G_END_DECLS
