/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/cost-query.h"
#include "emulator/emulator-routes.h"
#include "emulator/entitlement-status.h"

/* Azure Resource Manager: a subscription, and what it has cost (`wire-contract.md` 3.0, 3.1,
 * 3.7). */

/* Only a token of the tenant that owns the subscription passes, and only with rights there. */
static gboolean
find_subscription (DavyExchange *exchange, DavyDemoPlace *place)
{
  const char *id = exchange->arguments[0];

  if (!davy_scenario_find_azure (exchange->scenario, id, place))
    {
      g_autofree char *text = g_strdup_printf ("The subscription '%s' could not be found.", id);

      davy_exchange_refuse (exchange, SOUP_STATUS_NOT_FOUND, "SubscriptionNotFound", text);
      return FALSE;
    }

  if (g_ascii_strcasecmp (exchange->token.tenant_id, place->customer->id) != 0)
    {
      g_autofree char *text = g_strdup_printf (
          "The access token is from the wrong issuer 'https://sts.windows.net/%s/'. It must match "
          "the tenant 'https://sts.windows.net/%s/' associated with this subscription.",
          exchange->token.tenant_id, place->customer->id);
      g_autofree char *challenge = g_strdup_printf (
          "Bearer authorization_uri=\"https://login.windows.net/%s\", error=\"invalid_token\"",
          place->customer->id);

      davy_exchange_set_header (exchange, "WWW-Authenticate", challenge);
      davy_exchange_refuse (exchange, SOUP_STATUS_UNAUTHORIZED, "InvalidAuthenticationTokenTenant",
                            text);
      return FALSE;
    }

  if (place->entitlement != NULL && !place->entitlement->readable)
    {
      davy_exchange_refuse (exchange, SOUP_STATUS_FORBIDDEN, "AuthorizationFailed",
                            "The client does not have authorization to perform the action over "
                            "this scope.");
      return FALSE;
    }

  return TRUE;
}

static gboolean
has_api_version (DavyExchange *exchange)
{
  if (davy_exchange_get_query (exchange, "api-version") != NULL)
    return TRUE;

  davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "MissingApiVersionParameter",
                        "The api-version query parameter (?api-version=) is required.");
  return FALSE;
}

static void
answer_subscription (DavyExchange *exchange)
{
  JsonObject *object, *policies;
  DavyDemoPlace place;
  g_autofree char *id = NULL;

  if (!has_api_version (exchange) || !find_subscription (exchange, &place))
    return;

  id = g_strconcat ("/subscriptions/", exchange->arguments[0], NULL);
  policies = json_object_new ();
  json_object_set_string_member (policies, "locationPlacementId", "Public_2014-09-01");
  json_object_set_string_member (policies, "quotaId", "CSP_2015-05-01");
  json_object_set_string_member (policies, "spendingLimit", "Off");
  object = json_object_new ();
  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "subscriptionId", exchange->arguments[0]);
  json_object_set_string_member (object, "tenantId", place.customer->id);
  json_object_set_string_member (object, "displayName",
                                 place.entitlement != NULL ? place.entitlement->name
                                                           : place.subscription->name);
  json_object_set_string_member (
      object, "state",
      davy_demo_place_is_enabled (&place, davy_exchange_now (exchange)) ? "Enabled" : "Disabled");
  json_object_set_object_member (object, "subscriptionPolicies", policies);
  json_object_set_string_member (object, "authorizationSource", "RoleBased");
  json_object_set_array_member (object, "managedByTenants", json_array_new ());
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

static void
answer_cost (DavyExchange *exchange)
{
  DavyDemoPlace place;

  if (!has_api_version (exchange) || !find_subscription (exchange, &place))
    return;

  if (place.entitlement == NULL)
    davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "BadRequest",
                          "Cost Management does not support this offer type.");
  else if (place.entitlement->usage == NULL)
    davy_exchange_answer_empty (exchange, SOUP_STATUS_NO_CONTENT);
  else
    davy_cost_query_answer (exchange, &place);
}

const DavyRoute davy_resource_manager_routes[] = {
  { "GET", "/arm/subscriptions/{}", DAVY_ANSWER_PLAIN, answer_subscription },
  { "POST", "/arm/subscriptions/{}/providers/Microsoft.CostManagement/query", DAVY_ANSWER_PLAIN,
    answer_cost },
  { 0 },
};
