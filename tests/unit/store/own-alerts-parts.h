/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "own-alerts-fixture.h"

/* What the use of a subscription is made of, day by day. */

typedef struct
{
  gint64 row;
  DavyUsageDay days[4 * HISTORY];
  guint n;
} Parts;

static inline void
add_part (Parts *parts, guint index, const char *service, const char *group, double cost)
{
  parts->days[parts->n++] = (DavyUsageDay){
    .day = TODAY - HISTORY + 1 + (DavyDay) index,
    .names = { [DAVY_DIMENSION_SERVICE] = service, [DAVY_DIMENSION_GROUP] = group },
    .cost = davy_money_new (cost, "EUR", DAVY_BASIS_LIST)
  };
}

/* The total goes up and down by a sixth, which is nothing in the mean of three days. */
static inline double
busy (guint index)
{
  return 1000 + 160.0 * ((int) (index % 3) - 1);
}

static inline DavyUsageTable *
load_by (Fixture *fixture, DavyDimension dimension)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavyUsageTable *table;

  davy_store_load_usage_async (fixture->store, fixture->row, dimension, NULL, davy_test_keep_result,
                               &result);
  table = davy_store_load_usage_finish (fixture->store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return table;
}
