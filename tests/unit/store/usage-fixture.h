/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "davy-test-store.h"
#include "store/davy-details.h"
#include "store/davy-spending.h"

/* A store at a fixed time with one subscription, and reading its usage in a line. */

#define AZURE "a0000000-0000-4000-8000-00000000000a"

static inline gboolean
put_usage_subscription (DavyDb *db, gpointer row, GError **error)
{
  const DavySubscriptionRow subscription = { .account_id = DAVY_TEST_ACCOUNT, .azure_id = AZURE };

  return davy_db_put_subscription (db, &subscription, 1, row, error);
}

/* @row: (out): of the subscription */
static inline DavyStore *
open_usage_store (DavyTime now, gint64 *row)
{
  g_autofree char *path = davy_test_store_path ();
  DavyStore *store;

  davy_test_clock_install (now);
  store = davy_test_store_open (path);
  davy_test_store_write (store, put_usage_subscription, row, DAVY_TABLE_SUBSCRIPTIONS);

  return store;
}

static inline DavyUsageTable *
try_usage (DavyStore *store, gint64 row, DavyDimension dimension, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_store_load_usage_async (store, row, dimension, NULL, davy_test_keep_result, &result);

  return davy_store_load_usage_finish (store, davy_test_wait_result (&result), error);
}

static inline DavyUsageTable *
read_usage (DavyStore *store, gint64 row, DavyDimension dimension)
{
  g_autoptr (GError) error = NULL;
  DavyUsageTable *table = try_usage (store, row, dimension, &error);

  g_assert_no_error (error);

  return table;
}

static inline DavySpending *
try_spending (DavyStore *store, gint64 row, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_store_load_spending_async (store, row, NULL, davy_test_keep_result, &result);

  return davy_store_load_spending_finish (store, davy_test_wait_result (&result), error);
}

static inline DavySpending *
read_spending (DavyStore *store, gint64 row)
{
  g_autoptr (GError) error = NULL;
  DavySpending *spending = try_spending (store, row, &error);

  g_assert_no_error (error);

  return spending;
}
