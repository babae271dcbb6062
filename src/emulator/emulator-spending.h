/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

/* What the running billing period has cost so far, as far as it is reported. */

double davy_period_get_quantity (DavyExchange *exchange,
                                 const DavyDemoUsage *usage,
                                 const DavyDemoMeter *meter);
double davy_period_get_subscription_cost (DavyExchange *exchange,
                                          const DavyDemoSubscription *subscription);
double davy_period_get_customer_cost (DavyExchange *exchange, const DavyDemoCustomer *customer);

gboolean davy_demo_customer_has_plan (const DavyDemoCustomer *customer);
void davy_json_set_amount (JsonObject *object,
                           double amount,
                           const DavyDemoCustomer *customer,
                           gboolean legacy);
void davy_json_set_modified (JsonObject *object, DavyExchange *exchange);

G_END_DECLS
