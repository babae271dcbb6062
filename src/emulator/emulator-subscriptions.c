/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-subscriptions.h"

#include "emulator/emulator-customers.h"
#include "emulator/emulator-routes.h"

/* Subscriptions, and the Azure subscriptions below an Azure plan (`wire-contract.md` 2.6). */

/**
 * davy_exchange_find_subscription:
 * @exchange: a request whose arguments are a customer's tenant and a subscription
 * @customer: (out): the customer
 *
 * Returns: (nullable): the subscription; %NULL when the request is refused
 */
DavyDemoSubscription *
davy_exchange_find_subscription (DavyExchange *exchange, DavyDemoCustomer **customer)
{
  DavyDemoSubscription *subscription;

  *customer = davy_exchange_find_customer (exchange);
  if (*customer == NULL)
    return NULL;

  subscription = davy_demo_customer_find_subscription (*customer, exchange->arguments[1]);
  if (subscription == NULL)
    davy_exchange_refuse (exchange, SOUP_STATUS_NOT_FOUND, "20003",
                          "The subscription was not found.");

  return subscription;
}

static void
set_kind (JsonObject *object, const DavyDemoSubscription *subscription)
{
  static const char *const units[] = { "Usage-based", "none", "Licenses" };
  static const char *const billings[] = { "usage", "usage", "license" };
  JsonObject *product = json_object_new ();

  json_object_set_string_member (
      product, "id", subscription->kind == DAVY_DEMO_LICENCE ? "OnlineServicesNCE" : "Azure");
  json_object_set_string_member (product, "displayName", subscription->offer_name);
  json_object_set_object_member (object, "productType", product);
  json_object_set_string_member (object, "unitType", units[subscription->kind]);
  json_object_set_string_member (object, "billingType", billings[subscription->kind]);
}

/* Ids of legacy Azure subscriptions come in capitals, an ETag comes with legacy ones only. */
static JsonObject *
subscription_to_json (const DavyDemoSubscription *subscription)
{
  JsonObject *object = json_object_new ();
  JsonObject *attributes = davy_json_new_attributes ("Subscription");
  g_autofree char *created = davy_time_to_iso (subscription->created);

  json_object_set_string_member (object, "id", subscription->id);
  json_object_set_string_member (object, "offerId", subscription->offer_id);
  json_object_set_string_member (object, "offerName", subscription->offer_name);
  json_object_set_string_member (object, "friendlyName", subscription->name);
  json_object_set_int_member (object, "quantity", subscription->quantity);
  set_kind (object, subscription);
  json_object_set_string_member (object, "creationDate", created);
  json_object_set_string_member (object, "effectiveStartDate", created);
  json_object_set_string_member (object, "status", subscription->status);
  json_object_set_boolean_member (object, "autoRenewEnabled",
                                  subscription->kind == DAVY_DEMO_LICENCE);
  json_object_set_boolean_member (object, "isMicrosoftProduct", TRUE);
  json_object_set_string_member (object, "contractType", "subscription");
  json_object_set_array_member (object, "suspensionReasons", json_array_new ());
  if (subscription->kind == DAVY_DEMO_LEGACY)
    {
      g_autofree char *azure_id = g_ascii_strup (subscription->azure_id, -1);

      json_object_set_string_member (object, "entitlementId", azure_id);
      json_object_set_string_member (object, "commitmentEndDate", "9999-12-14T00:00:00Z");
      json_object_set_string_member (attributes, "etag", "eyJpZCI6InYxIiwidmVyc2lvbiI6MX0=");
    }
  json_object_set_object_member (object, "attributes", attributes);

  return object;
}

static void
answer_subscriptions (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer = davy_exchange_find_customer (exchange);
  JsonArray *items;

  if (customer == NULL)
    return;

  items = json_array_new ();
  for (guint i = 0; i < customer->subscriptions->len; i++)
    json_array_add_object_element (
        items, subscription_to_json (g_ptr_array_index (customer->subscriptions, i)));
  davy_exchange_answer_items (exchange, items);
}

static void
answer_subscription (DavyExchange *exchange)
{
  DavyDemoCustomer *customer;
  const DavyDemoSubscription *subscription = davy_exchange_find_subscription (exchange, &customer);

  if (subscription != NULL)
    davy_exchange_answer_object (exchange, SOUP_STATUS_OK, subscription_to_json (subscription));
}

static JsonObject *
entitlement_to_json (const DavyDemoEntitlement *entitlement, const DavyDemoSubscription *plan)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", entitlement->id);
  json_object_set_string_member (object, "friendlyName", entitlement->name);
  json_object_set_string_member (object, "status", entitlement->status);
  json_object_set_string_member (object, "subscriptionId", plan->id);
  json_object_set_object_member (object, "attributes",
                                 davy_json_new_attributes ("AzureEntitlement"));

  return object;
}

static void
answer_entitlements (DavyExchange *exchange)
{
  DavyDemoCustomer *customer;
  const DavyDemoSubscription *plan = davy_exchange_find_subscription (exchange, &customer);
  JsonArray *items;

  if (plan == NULL)
    return;

  items = json_array_new ();
  for (guint i = 0; i < plan->entitlements->len; i++)
    json_array_add_object_element (
        items, entitlement_to_json (g_ptr_array_index (plan->entitlements, i), plan));
  davy_exchange_answer_items (exchange, items);
}

static void
answer_entitlement (DavyExchange *exchange)
{
  DavyDemoCustomer *customer;
  const DavyDemoSubscription *plan = davy_exchange_find_subscription (exchange, &customer);

  if (plan == NULL)
    return;

  for (guint i = 0; i < plan->entitlements->len; i++)
    {
      const DavyDemoEntitlement *entitlement = g_ptr_array_index (plan->entitlements, i);

      if (g_ascii_strcasecmp (entitlement->id, exchange->arguments[2]) == 0)
        {
          davy_exchange_answer_object (exchange, SOUP_STATUS_OK,
                                       entitlement_to_json (entitlement, plan));
          return;
        }
    }
  davy_exchange_refuse (exchange, SOUP_STATUS_NOT_FOUND, "800111",
                        "The Azure entitlement was not found.");
}

const DavyRoute davy_subscription_routes[] = {
  { "GET", "/pc/v1/customers/{}/subscriptions", DAVY_ANSWER_BOM | DAVY_ANSWER_COUNTED,
    answer_subscriptions },
  { "GET", "/pc/v1/customers/{}/subscriptions/{}", DAVY_ANSWER_COUNTED, answer_subscription },
  { "GET", "/pc/v1/customers/{}/subscriptions/{}/azureEntitlements", DAVY_ANSWER_COUNTED,
    answer_entitlements },
  { "GET", "/pc/v1/customers/{}/subscriptions/{}/azureEntitlements/{}", DAVY_ANSWER_PLAIN,
    answer_entitlement },
  { 0 },
};
