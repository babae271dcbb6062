/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-spending.h"

#include <math.h>

#define DOLLARS 1.1 /* one of any other currency, near enough */

/**
 * davy_period_get_quantity:
 * @exchange: when it is asked
 * @usage: of one Azure subscription
 * @meter: one of its meters
 *
 * Returns: what the meter counted in the running billing period
 */
double
davy_period_get_quantity (DavyExchange *exchange,
                          const DavyDemoUsage *usage,
                          const DavyDemoMeter *meter)
{
  DavyTime now = davy_exchange_now (exchange);
  DavyDay last = davy_day_from_time (now);
  double sum = 0, quantity;

  for (DavyDay day = davy_day_from_time (exchange->scenario->behaviour.billing_start); day <= last;
       day++)
    if (davy_demo_usage_get (usage, meter, day, now, &quantity, NULL))
      sum += quantity;

  return sum;
}

/* In the customer's currency; what has no price costs nothing. @usage: (nullable) */
static double
get_cost (DavyExchange *exchange, const DavyDemoUsage *usage)
{
  double cost = 0;

  for (guint i = 0; usage != NULL && i < usage->meters->len; i++)
    {
      const DavyDemoMeter *meter = g_ptr_array_index (usage->meters, i);

      if (!isnan (meter->price))
        cost += davy_period_get_quantity (exchange, usage, meter) * meter->price;
    }

  return cost;
}

/**
 * davy_period_get_subscription_cost:
 * @exchange: when it is asked
 * @subscription: a subscription at Partner Center
 *
 * Returns: what it cost with all that is below it
 */
double
davy_period_get_subscription_cost (DavyExchange *exchange, const DavyDemoSubscription *subscription)
{
  double cost = get_cost (exchange, subscription->usage);

  for (guint i = 0; i < subscription->entitlements->len; i++)
    {
      const DavyDemoEntitlement *entitlement = g_ptr_array_index (subscription->entitlements, i);

      cost += get_cost (exchange, entitlement->usage);
    }

  return cost;
}

/**
 * davy_period_get_customer_cost:
 * @exchange: when it is asked
 * @customer: a customer
 *
 * Returns: what all its subscriptions cost
 */
double
davy_period_get_customer_cost (DavyExchange *exchange, const DavyDemoCustomer *customer)
{
  double cost = 0;

  for (guint i = 0; i < customer->subscriptions->len; i++)
    cost += davy_period_get_subscription_cost (exchange,
                                               g_ptr_array_index (customer->subscriptions, i));

  return cost;
}

/**
 * davy_demo_customer_has_plan:
 * @customer: a customer
 *
 * Returns: whether it has an Azure plan
 */
gboolean
davy_demo_customer_has_plan (const DavyDemoCustomer *customer)
{
  for (guint i = 0; i < customer->subscriptions->len; i++)
    {
      const DavyDemoSubscription *subscription = g_ptr_array_index (customer->subscriptions, i);

      if (subscription->kind == DAVY_DEMO_AZURE_PLAN)
        return TRUE;
    }

  return FALSE;
}

/**
 * davy_json_set_amount:
 * @object: what costs
 * @amount: what it costs
 * @customer: who pays
 * @legacy: whether it is told as before Azure plans, by the customer's locale
 */
void
davy_json_set_amount (JsonObject *object,
                      double amount,
                      const DavyDemoCustomer *customer,
                      gboolean legacy)
{
  json_object_set_double_member (object, "totalCost", amount);
  if (legacy)
    {
      json_object_set_string_member (object, "currencyLocale", customer->locale);
      return;
    }
  json_object_set_string_member (object, "currencyCode", customer->currency);
  json_object_set_double_member (object, "usdTotalCost", amount * DOLLARS);
}

/**
 * davy_json_set_modified:
 * @object: what was worked out
 * @exchange: when it is asked: it was worked out the day before
 */
void
davy_json_set_modified (JsonObject *object, DavyExchange *exchange)
{
  DavyDay today = davy_day_from_time (davy_exchange_now (exchange));
  g_autofree char *modified = davy_time_to_iso (davy_day_to_time (today - 1));

  json_object_set_string_member (object, "lastModifiedDate", modified);
}
