/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/davy-json.h"
#include "emulator/emulator-customers.h"
#include "emulator/emulator-roles.h"
#include "emulator/emulator-routes.h"
#include "emulator/emulator-spending.h"
#include "emulator/emulator-subscriptions.h"
#include "emulator/scenario-audit.h"

/* Summaries of what was spent, for a subscription, a customer and the partner, and the budgets
 * that are set against it (`wire-contract.md` 2.7 b, c and g). */

#define BILLING_PERIOD (30 * DAVY_TIME_DAY)

static JsonObject *
summary_new (DavyExchange *exchange, const char *id, const char *name, const char *type)
{
  DavyTime start = exchange->scenario->behaviour.billing_start;
  JsonObject *object = json_object_new ();
  g_autofree char *from = davy_time_to_iso (start);
  g_autofree char *to = davy_time_to_iso (start + BILLING_PERIOD);

  json_object_set_string_member (object, "resourceId", id);
  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "resourceName", name);
  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "billingStartDate", from);
  json_object_set_string_member (object, "billingEndDate", to);
  davy_json_set_modified (object, exchange);
  json_object_set_object_member (object, "attributes", davy_json_new_attributes (type));

  return object;
}

static void
answer_subscription (DavyExchange *exchange)
{
  DavyDemoCustomer *customer;
  const DavyDemoSubscription *subscription = davy_exchange_find_subscription (exchange, &customer);
  JsonObject *object;

  if (subscription == NULL)
    return;

  object = summary_new (exchange, subscription->id, subscription->name, "SubscriptionUsageSummary");
  davy_json_set_amount (object, davy_period_get_subscription_cost (exchange, subscription),
                        customer, subscription->kind == DAVY_DEMO_LEGACY);
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

/* Without a budget there is no amount; before Azure plans it was misspelt. */
static JsonObject *
budget_in_summary (const DavyDemoCustomer *customer)
{
  JsonObject *budget = json_object_new ();

  if (!isnan (customer->budget))
    json_object_set_double_member (
        budget, davy_demo_customer_has_plan (customer) ? "amount" : "ammount", customer->budget);
  json_object_set_object_member (budget, "attributes", davy_json_new_attributes ("SpendingBudget"));

  return budget;
}

static void
answer_customer (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer = davy_exchange_find_customer (exchange);
  JsonObject *object;

  if (customer == NULL)
    return;

  object = summary_new (exchange, customer->id, customer->name, "CustomerUsageSummary");
  json_object_set_object_member (object, "budget", budget_in_summary (customer));
  davy_json_set_amount (object, davy_period_get_customer_cost (exchange, customer), customer,
                        !davy_demo_customer_has_plan (customer));
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

/* One currency, whatever the customers pay in. */
static void
answer_partner (DavyExchange *exchange)
{
  const DavyScenario *scenario = exchange->scenario;
  JsonObject *object =
      summary_new (exchange, scenario->tenant_id, scenario->name, "PartnerUsageSummary");
  double cost = 0;

  for (guint i = 0; i < scenario->customers->len; i++)
    cost += davy_period_get_customer_cost (exchange, g_ptr_array_index (scenario->customers, i));
  json_object_set_double_member (object, "totalCost", cost);
  json_object_set_string_member (object, "currencyLocale", "en-US");
  json_object_set_int_member (object, "customersWithUsageBasedSubscription",
                              scenario->customers->len);
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

static JsonObject *
monthly_to_json (DavyExchange *exchange, const DavyDemoCustomer *customer)
{
  gboolean plan = davy_demo_customer_has_plan (customer);
  double cost = davy_period_get_customer_cost (exchange, customer);
  JsonObject *item = json_object_new ();

  json_object_set_object_member (item, "budget", budget_in_summary (customer));
  if (!isnan (customer->budget) && customer->budget > 0)
    json_object_set_double_member (item, "percentUsed", 100 * cost / customer->budget);
  json_object_set_boolean_member (item, "isUpgraded", plan);
  json_object_set_string_member (item, "resourceId", customer->id);
  json_object_set_string_member (item, "id", customer->id);
  json_object_set_string_member (item, "resourceName", customer->name);
  json_object_set_string_member (item, "name", customer->name);
  davy_json_set_amount (item, cost, customer, !plan);
  davy_json_set_modified (item, exchange);
  json_object_set_object_member (item, "attributes",
                                 davy_json_new_attributes ("CustomerMonthlyUsageRecord"));

  return item;
}

static void
answer_customers (DavyExchange *exchange)
{
  const GPtrArray *customers = exchange->scenario->customers;
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < customers->len; i++)
    json_array_add_object_element (items,
                                   monthly_to_json (exchange, g_ptr_array_index (customers, i)));
  davy_exchange_answer_items (exchange, items);
}

static JsonObject *
record_to_json (DavyExchange *exchange,
                const DavyDemoCustomer *customer,
                const DavyDemoSubscription *subscription)
{
  JsonObject *item = json_object_new ();

  json_object_set_string_member (item, "status", subscription->status);
  json_object_set_string_member (item, "offerId", subscription->offer_id);
  json_object_set_string_member (item, "resourceId", subscription->id);
  json_object_set_string_member (item, "id", subscription->id);
  json_object_set_string_member (item, "resourceName", subscription->name);
  json_object_set_string_member (item, "name", subscription->name);
  davy_json_set_amount (item, davy_period_get_subscription_cost (exchange, subscription), customer,
                        subscription->kind == DAVY_DEMO_LEGACY);
  davy_json_set_modified (item, exchange);
  json_object_set_object_member (item, "attributes",
                                 davy_json_new_attributes ("SubscriptionMonthlyUsageRecord"));

  return item;
}

static void
answer_records (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer = davy_exchange_find_customer (exchange);
  JsonArray *items;

  if (customer == NULL)
    return;

  items = json_array_new ();
  for (guint i = 0; i < customer->subscriptions->len; i++)
    {
      const DavyDemoSubscription *subscription = g_ptr_array_index (customer->subscriptions, i);

      if (subscription->kind != DAVY_DEMO_LICENCE)
        json_array_add_object_element (items, record_to_json (exchange, customer, subscription));
    }
  davy_exchange_answer_items (exchange, items);
}

static void
answer_with_budget (DavyExchange *exchange, const DavyDemoCustomer *customer)
{
  JsonObject *object = json_object_new ();

  if (!isnan (customer->budget))
    {
      json_object_set_double_member (object, "amount", customer->budget);
      json_object_set_double_member (object, "usageSpendingBudget", customer->budget);
    }
  json_object_set_object_member (object, "attributes", davy_json_new_attributes ("SpendingBudget"));
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

static void
answer_budget (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer = davy_exchange_find_customer (exchange);

  if (customer != NULL)
    answer_with_budget (exchange, customer);
}

static void
audit_budget (DavyExchange *exchange, const DavyDemoCustomer *customer)
{
  DavyDemoAudit *record =
      davy_demo_audit_add (exchange->scenario, "update_customer_spending_budget", "spending_limit",
                           customer, davy_exchange_now (exchange));

  record->user = g_strdup (exchange->user->user_name);
  record->new_value = json_object_new ();
  if (!isnan (customer->budget))
    json_object_set_double_member (record->new_value, "Amount", customer->budget);
}

/* {"Amount":100,"Attributes":{"ObjectType":"SpendingBudget"}}; without an amount there is none. */
static void
answer_set_budget (DavyExchange *exchange)
{
  g_autoptr (GError) wire_error = NULL;
  DavyJson body = davy_json_root (davy_exchange_get_json (exchange), &wire_error);
  DavyJson member = davy_json_member (&body, "Amount");
  DavyDemoCustomer *customer;
  double amount = NAN;

  if (!davy_role_allows (exchange, DAVY_ROLE_CHANGE))
    return;
  customer = davy_exchange_find_customer (exchange);
  if (customer == NULL)
    return;

  if (davy_json_exists (&member))
    amount = davy_json_number (&body, "Amount", DAVY_JSON_REQUIRED);
  if (!davy_json_is_object (&body) || wire_error != NULL || amount < 0)
    {
      davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800002",
                            "The input is missing or malformed: Amount.");
      return;
    }

  customer->budget = amount;
  audit_budget (exchange, customer);
  answer_with_budget (exchange, customer);
}

const DavyRoute davy_summary_routes[] = {
  { "GET", "/pc/v1/usagesummary", DAVY_ANSWER_PLAIN, answer_partner },
  { "GET", "/pc/v1/customers/usagerecords", DAVY_ANSWER_GZIP, answer_customers },
  { "GET", "/pc/v1/customers/{}/usagesummary", DAVY_ANSWER_PLAIN, answer_customer },
  { "GET", "/pc/v1/customers/{}/usagebudget", DAVY_ANSWER_PLAIN, answer_budget },
  { "PATCH", "/pc/v1/customers/{}/usagebudget", DAVY_ANSWER_PLAIN, answer_set_budget },
  { "GET", "/pc/v1/customers/{}/subscriptions/usagerecords", DAVY_ANSWER_PLAIN, answer_records },
  { "GET", "/pc/v1/customers/{}/subscriptions/{}/usagesummary", DAVY_ANSWER_PLAIN,
    answer_subscription },
  { 0 },
};
