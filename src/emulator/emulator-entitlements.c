/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-json.h"
#include "emulator/emulator-customers.h"
#include "emulator/emulator-roles.h"
#include "emulator/emulator-routes.h"
#include "emulator/emulator-subscriptions.h"
#include "emulator/entitlement-status.h"

/* The Azure subscriptions below an Azure plan: which there are, how one is cancelled and
 * reactivated (`wire-contract.md` 2.6). Both take their time: the status changes later. */

static JsonObject *
entitlement_to_json (DavyExchange *exchange,
                     const DavyDemoEntitlement *entitlement,
                     const DavyDemoSubscription *plan)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", entitlement->id);
  json_object_set_string_member (object, "friendlyName", entitlement->name);
  json_object_set_string_member (
      object, "status",
      davy_demo_entitlement_get_status (entitlement, davy_exchange_now (exchange)));
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
        items, entitlement_to_json (exchange, g_ptr_array_index (plan->entitlements, i), plan));
  davy_exchange_answer_items (exchange, items);
}

static DavyDemoEntitlement *
find_entitlement (DavyExchange *exchange, const DavyDemoSubscription **plan)
{
  DavyDemoCustomer *customer;

  *plan = davy_exchange_find_subscription (exchange, &customer);
  if (*plan == NULL)
    return NULL;

  for (guint i = 0; i < (*plan)->entitlements->len; i++)
    {
      DavyDemoEntitlement *entitlement = g_ptr_array_index ((*plan)->entitlements, i);

      if (g_ascii_strcasecmp (entitlement->id, exchange->arguments[2]) == 0)
        return entitlement;
    }
  davy_exchange_refuse (exchange, SOUP_STATUS_NOT_FOUND, "800111",
                        "The Azure entitlement was not found.");

  return NULL;
}

static void
answer_entitlement (DavyExchange *exchange)
{
  const DavyDemoSubscription *plan;
  const DavyDemoEntitlement *entitlement = find_entitlement (exchange, &plan);

  if (entitlement != NULL)
    davy_exchange_answer_object (exchange, SOUP_STATUS_OK,
                                 entitlement_to_json (exchange, entitlement, plan));
}

static gboolean
check_cancel (DavyExchange *exchange, const DavyDemoEntitlement *entitlement)
{
  g_autoptr (GError) wire_error = NULL;
  DavyJson body = davy_json_root (davy_exchange_get_json (exchange), &wire_error);
  const char *reason = davy_json_string (&body, "cancellationReason", DAVY_JSON_OPTIONAL);
  DavyTime now = davy_exchange_now (exchange);

  if (reason == NULL)
    davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800002",
                          "The input is missing or malformed: cancellationReason.");
  else if (g_ascii_strcasecmp (reason, "compromise") != 0)
    davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "900307",
                          "The cancellation reason is not valid.");
  else if (davy_demo_entitlement_is_turning (entitlement, now))
    davy_exchange_refuse (exchange, SOUP_STATUS_CONFLICT, "800082",
                          "Another operation on this subscription goes on.");
  else if (!g_str_equal (davy_demo_entitlement_get_status (entitlement, now), "active"))
    davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800096",
                          "The state of the Azure entitlement does not allow this update.");
  else
    return TRUE;

  return FALSE;
}

static void
answer_cancel (DavyExchange *exchange)
{
  const DavyDemoBehaviour *behaviour = &exchange->scenario->behaviour;
  const DavyDemoSubscription *plan;
  DavyDemoEntitlement *entitlement;

  if (!davy_role_allows (exchange, DAVY_ROLE_CANCEL))
    return;
  entitlement = find_entitlement (exchange, &plan);
  if (entitlement == NULL || !check_cancel (exchange, entitlement))
    return;

  davy_demo_entitlement_cancel (entitlement,
                                davy_exchange_now (exchange) + behaviour->entitlement_delay);
  if (behaviour->cancel_accepted)
    davy_exchange_answer_empty (exchange, SOUP_STATUS_ACCEPTED);
  else
    davy_exchange_answer_object (exchange, SOUP_STATUS_OK,
                                 entitlement_to_json (exchange, entitlement, plan));
}

static void
answer_reactivate (DavyExchange *exchange)
{
  DavyTime now = davy_exchange_now (exchange);
  const DavyDemoSubscription *plan;
  DavyDemoEntitlement *entitlement;

  if (!davy_role_allows (exchange, DAVY_ROLE_CANCEL))
    return;
  entitlement = find_entitlement (exchange, &plan);
  if (entitlement == NULL)
    return;

  if (!g_str_equal (plan->status, "active"))
    davy_exchange_refuse (exchange, SOUP_STATUS_FORBIDDEN, "900335",
                          "The Azure plan above this subscription is not active.");
  else if (davy_demo_entitlement_is_turning (entitlement, now))
    davy_exchange_refuse (exchange, SOUP_STATUS_CONFLICT, "800082",
                          "Another operation on this subscription goes on.");
  else if (g_str_equal (davy_demo_entitlement_get_status (entitlement, now), "active"))
    davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "900337",
                          "The Azure entitlement cannot be reactivated: it is active.");
  else
    {
      davy_demo_entitlement_reactivate (entitlement,
                                        now + exchange->scenario->behaviour.entitlement_delay);
      davy_exchange_answer_empty (exchange, SOUP_STATUS_ACCEPTED);
    }
}

#define BELOW_PLAN "/pc/v1/customers/{}/subscriptions/{}/azureEntitlements"

const DavyRoute davy_entitlement_routes[] = {
  { "GET", BELOW_PLAN, DAVY_ANSWER_COUNTED, answer_entitlements },
  { "GET", BELOW_PLAN "/{}", DAVY_ANSWER_PLAIN, answer_entitlement },
  { "POST", BELOW_PLAN "/{}/cancel", DAVY_ANSWER_PLAIN, answer_cancel },
  { "POST", BELOW_PLAN "/{}/reactivate", DAVY_ANSWER_PLAIN, answer_reactivate },
  { 0 },
};
