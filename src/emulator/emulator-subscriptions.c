/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-subscriptions.h"

#include <string.h>

#include "core/davy-json.h"
#include "emulator/emulator-customers.h"
#include "emulator/emulator-roles.h"
#include "emulator/emulator-routes.h"
#include "emulator/entitlement-status.h"
#include "emulator/scenario-audit.h"

/* Subscriptions: the list, one of them, and its change by a PATCH of the whole
 * (`wire-contract.md` 2.6). */

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

/* "eyJ…": the base64 of a small object */
static char *
dup_etag (const DavyDemoSubscription *subscription)
{
  g_autofree char *text =
      g_strdup_printf ("{\"id\":\"%.8s\",\"version\":%u}", subscription->id, subscription->version);

  return g_base64_encode ((const guchar *) text, strlen (text));
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
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
  json_object_set_boolean_member (object, "autoRenewEnabled", subscription->auto_renew);
  if (subscription->scheduled != NULL)
    json_object_set_object_member (object, "scheduledNextTermInstructions",
                                   json_object_ref (subscription->scheduled));
  json_object_set_boolean_member (object, "isMicrosoftProduct", TRUE);
  json_object_set_string_member (object, "contractType", "subscription");
  json_object_set_array_member (object, "suspensionReasons", json_array_new ());
  if (subscription->kind == DAVY_DEMO_LEGACY)
    {
      g_autofree char *azure_id = g_ascii_strup (subscription->azure_id, -1);
      g_autofree char *etag = dup_etag (subscription);

      json_object_set_string_member (object, "entitlementId", azure_id);
      json_object_set_string_member (object, "commitmentEndDate", "9999-12-14T00:00:00Z");
      json_object_set_string_member (attributes, "etag", etag);
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

/* The ETag is one of legacy subscriptions; it comes quoted or bare. */
static gboolean
etag_matches (DavyExchange *exchange, const DavyDemoSubscription *subscription)
{
  const char *given = davy_exchange_get_header (exchange, "If-Match");
  g_autofree char *etag = dup_etag (subscription);
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", etag);

  if (subscription->kind != DAVY_DEMO_LEGACY)
    return TRUE;

  return g_strcmp0 (given, etag) == 0 || g_strcmp0 (given, quoted) == 0;
}

static gboolean
has_active (DavyExchange *exchange, const DavyDemoSubscription *plan)
{
  for (guint i = 0; i < plan->entitlements->len; i++)
    if (g_str_equal (davy_demo_entitlement_get_status (g_ptr_array_index (plan->entitlements, i),
                                                       davy_exchange_now (exchange)),
                     "active"))
      return TRUE;

  return FALSE;
}

static gboolean
check_patch (DavyExchange *exchange, const DavyDemoSubscription *subscription, const char *status)
{
  gboolean suspend = g_strcmp0 (status, "suspended") == 0;
  const char *standing = subscription->status;

  if (!suspend && g_strcmp0 (status, "active") != 0)
    davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800002",
                          "The input is missing or malformed: status.");
  else if (!etag_matches (exchange, subscription))
    davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "2055",
                          "The ETag does not match that of the subscription.");
  else if (subscription->pending)
    davy_exchange_refuse (exchange, SOUP_STATUS_CONFLICT, "900278",
                          "There is a pending operation on this subscription. Try again in 24 "
                          "hours.");
  else if (!g_str_equal (standing, "active") && !g_str_equal (standing, "suspended"))
    davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "800040",
                          "The state of the subscription does not allow this update.");
  else if (suspend && has_active (exchange, subscription))
    davy_exchange_refuse (exchange, SOUP_STATUS_FORBIDDEN, "900115",
                          "The Azure plan cannot be suspended while an Azure subscription under it "
                          "is active.");
  else
    return TRUE;

  return FALSE;
}

/* The body is the whole subscription: what it leaves out is reset. */
static void
change_subscription (DavyDemoSubscription *subscription, const DavyJson *body)
{
  const char *name = davy_json_string (body, "friendlyName", DAVY_JSON_OPTIONAL);
  DavyJson scheduled = davy_json_member (body, "scheduledNextTermInstructions");

  g_free (subscription->status);
  subscription->status =
      g_ascii_strdown (davy_json_string (body, "status", DAVY_JSON_REQUIRED), -1);
  subscription->auto_renew = davy_json_boolean (body, "autoRenewEnabled", DAVY_JSON_OPTIONAL);
  if (!davy_json_is_object (&scheduled))
    g_clear_pointer (&subscription->scheduled, json_object_unref);
  if (name != NULL)
    {
      g_free (subscription->name);
      subscription->name = g_strdup (name);
    }
  subscription->version++;
}

static void
hold_entitlements (DavyExchange *exchange, const DavyDemoSubscription *plan)
{
  for (guint i = 0; i < plan->entitlements->len; i++)
    davy_demo_entitlement_hold (g_ptr_array_index (plan->entitlements, i),
                                davy_exchange_now (exchange));
}

static void
audit_change (DavyExchange *exchange,
              const DavyDemoCustomer *customer,
              const DavyDemoSubscription *subscription)
{
  DavyDemoAudit *record =
      davy_demo_audit_add (exchange->scenario, "update_subscription", "subscription", customer,
                           davy_exchange_now (exchange));

  record->user = g_strdup (exchange->user->user_name);
  record->new_value = json_object_new ();
  json_object_set_string_member (record->new_value, "Id", subscription->id);
  json_object_set_string_member (record->new_value, "Status", subscription->status);
  davy_demo_audit_add_data (record, "SubscriptionId", subscription->id);
}

static void
answer_patch (DavyExchange *exchange)
{
  g_autoptr (GError) wire_error = NULL;
  DavyJson body = davy_json_root (davy_exchange_get_json (exchange), &wire_error);
  g_autofree char *status = NULL;
  DavyDemoCustomer *customer;
  DavyDemoSubscription *subscription;

  if (!davy_role_allows (exchange, DAVY_ROLE_CHANGE))
    return;
  subscription = davy_exchange_find_subscription (exchange, &customer);
  if (subscription == NULL)
    return;

  status = g_ascii_strdown (or_empty (davy_json_string (&body, "status", DAVY_JSON_OPTIONAL)), -1);
  if (!check_patch (exchange, subscription, status))
    return;

  change_subscription (subscription, &body);
  if (g_str_equal (subscription->status, "suspended"))
    hold_entitlements (exchange, subscription);
  audit_change (exchange, customer, subscription);
  if (exchange->scenario->behaviour.patch_accepted)
    {
      g_autofree char *location =
          g_strdup_printf ("/v1/customers/%s/subscriptions/%s", customer->id, subscription->id);

      davy_exchange_set_header (exchange, "Location", location);
      davy_exchange_answer_empty (exchange, SOUP_STATUS_ACCEPTED);
    }
  else
    davy_exchange_answer_object (exchange, SOUP_STATUS_OK, subscription_to_json (subscription));
}

const DavyRoute davy_subscription_routes[] = {
  { "GET", "/pc/v1/customers/{}/subscriptions", DAVY_ANSWER_BOM | DAVY_ANSWER_COUNTED,
    answer_subscriptions },
  { "GET", "/pc/v1/customers/{}/subscriptions/{}", DAVY_ANSWER_COUNTED, answer_subscription },
  { "PATCH", "/pc/v1/customers/{}/subscriptions/{}", DAVY_ANSWER_COUNTED, answer_patch },
  { 0 },
};
