/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

#define DAVY_COST_GROUPINGS 2

typedef struct _DavyCostDimension DavyCostDimension;

/**
 * DavyCostQuery:
 * @cost_column: what the cost is called, as it was asked for
 * @groupings: by what it is taken apart
 * @n_groupings: how many of them
 * @filters: (element-type JsonObject): `dimensions` that a cost must be of, all of them
 * @daily: a row for each day; otherwise one for the whole time
 * @from: the first day
 * @to: the last day, included
 * @share: of the list price that is asked for
 *
 * What a query of Cost Management asks for (`wire-contract.md` 3.7).
 */
typedef struct
{
  const char *cost_column;
  const DavyCostDimension *groupings[DAVY_COST_GROUPINGS];
  guint n_groupings;
  GPtrArray *filters;
  gboolean daily;
  DavyDay from;
  DavyDay to;
  double share;
} DavyCostQuery;

typedef struct
{
  DavyDay day;
  char *groups[DAVY_COST_GROUPINGS];
  double cost;
} DavyCostRow;

gboolean davy_cost_query_read (DavyCostQuery *self,
                               JsonNode *body,
                               DavyTime billing_start,
                               DavyTime now,
                               GError **error);
void davy_cost_query_clear (DavyCostQuery *self);
const char *davy_cost_query_get_grouping (const DavyCostQuery *self, guint index);

GArray *davy_cost_rows_new (void);
void davy_cost_rows_collect (GArray *rows,
                             const DavyCostQuery *query,
                             const DavyDemoPlace *place,
                             const char *group,
                             DavyTime now);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DavyCostQuery, davy_cost_query_clear)

G_END_DECLS
