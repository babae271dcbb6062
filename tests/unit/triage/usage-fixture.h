/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-rows.h"

/* What the subscription of a case cost, after case-fixture.h. */

#define CUSTOMER   "20000000-0000-4000-8000-000000000001"
#define PLAN       "30000000-0000-4000-8000-000000000002"
#define USAGE_DAYS 60
#define USUAL      200
#define MISUSED    1600

static inline gboolean
put_usage_rows (DavyDb *db, gpointer data, GError **error)
{
  const char *account_id = data;
  DavyDay today = davy_day_from_time (davy_time_now ());
  DavyCustomerRow customer = {
    .account_id = account_id, .tenant_id = CUSTOMER, .name = "Fabrikam", .country = "DE"
  };
  DavySubscriptionRow subscription = { .account_id = account_id,
                                       .azure_id = SHOP,
                                       .plan_id = PLAN,
                                       .customer_tenant_id = CUSTOMER,
                                       .name = "Shop",
                                       .state = "active",
                                       .kind = DAVY_SUBSCRIPTION_AZURE_PLAN };
  DavyUsageDay days[USAGE_DAYS] = { 0 };
  gint64 row;

  for (guint i = 0; i < USAGE_DAYS; i++)
    days[i] = (DavyUsageDay){ .day = today - USAGE_DAYS + 1 + (DavyDay) i,
                              .names = { "Virtual Machines" },
                              .cost = davy_money_new (i + 5 < USAGE_DAYS ? USUAL : MISUSED, "EUR",
                                                      DAVY_BASIS_INVOICED) };

  return davy_db_put_customer (db, &customer, error) &&
         davy_db_put_subscription (db, &subscription, 1, &row, error) &&
         davy_db_put_usage (db, row, days[0].day, today,
                            DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE), days, USAGE_DAYS, error) &&
         davy_db_set_usage_state (db, row, DAVY_USAGE_FETCHED, davy_time_now (), error);
}

/* Two months as ever, and the last five days eight times that. */
static inline void
put_usage (Fixture *fixture)
{
  davy_test_store_write (fixture->store, put_usage_rows,
                         (gpointer) davy_account_get_id (fixture->world.account),
                         DAVY_TABLE_SUBSCRIPTIONS);
}
