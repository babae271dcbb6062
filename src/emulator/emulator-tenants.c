/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-tenants.h"

#include "core/davy-json.h"
#include "emulator/emulator-audiences.h"
#include "emulator/login-errors.h"

/**
 * davy_tenant_find:
 * @scenario: whose tenants
 * @name: an id, a domain, or an alias that stands for the partner's
 * @customer: (out): whose tenant it is, %NULL for the partner's
 *
 * Returns: (nullable): its id
 */
const char *
davy_tenant_find (DavyScenario *scenario, const char *name, const DavyDemoCustomer **customer)
{
  *customer = NULL;
  if (g_str_equal (name, "organizations") || g_str_equal (name, "common") ||
      g_ascii_strcasecmp (name, scenario->domain) == 0 ||
      g_ascii_strcasecmp (name, scenario->tenant_id) == 0)
    return scenario->tenant_id;

  for (guint i = 0; i < scenario->customers->len; i++)
    {
      const DavyDemoCustomer *one = g_ptr_array_index (scenario->customers, i);

      if (g_ascii_strcasecmp (one->id, name) == 0 || g_ascii_strcasecmp (one->domain, name) == 0)
        {
          *customer = one;
          return one->id;
        }
    }

  return NULL;
}

static gboolean
consent_covers (const DavyDemoConsent *consent, DavyPrefix service)
{
  const char *application = davy_audience_get_application (service);

  for (guint i = 0; i < json_array_get_length (consent->grants); i++)
    {
      JsonObject *grant = json_array_get_object_element (consent->grants, i);
      const char *id =
          json_object_get_string_member_with_default (grant, "enterpriseApplicationId", "");

      if (application != NULL && g_ascii_strcasecmp (id, application) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_consent (DavyExchange *exchange,
             const DavyDemoCustomer *customer,
             const char *client_id,
             DavyPrefix service)
{
  if (customer == NULL)
    return service != DAVY_PREFIX_GRAPH || exchange->scenario->behaviour.graph_consent;
  if (customer->consent)
    return TRUE;

  for (guint i = 0; i < customer->consents->len; i++)
    {
      const DavyDemoConsent *consent = g_ptr_array_index (customer->consents, i);

      if (g_ascii_strcasecmp (consent->application_id, client_id) == 0)
        return consent_covers (consent, service);
    }

  return FALSE;
}

/**
 * davy_tenant_allows:
 * @exchange: a request for a token
 * @customer: (nullable): whose tenant issues it, %NULL for the partner's
 * @grant: what is redeemed
 * @service: what the token is for
 *
 * Refuses a token where the application has no consent, or where nobody from outside gets in.
 *
 * Returns: whether the token may be issued
 */
gboolean
davy_tenant_allows (DavyExchange *exchange,
                    const DavyDemoCustomer *customer,
                    const DavyGrant *grant,
                    DavyPrefix service)
{
  if (!has_consent (exchange, customer, grant->client_id, service))
    davy_exchange_refuse_login_code (exchange, customer != NULL ? customer->consent_error : 65001);
  else if (customer != NULL && customer->access == DAVY_DEMO_ACCESS_BLOCKED)
    davy_exchange_refuse_login_code (exchange, 53003);
  else
    return TRUE;

  return FALSE;
}

/**
 * davy_tenant_allows_refresh:
 * @exchange: a request for a token
 * @customer: (nullable): whose tenant issues it, %NULL for the partner's
 * @grant: the refresh token
 *
 * Refuses to refresh where the person has to come again: because the scenario says so of them
 * (until they signed in again), or because a tenant wants to see a second factor itself.
 *
 * Returns: whether the token may be issued
 */
gboolean
davy_tenant_allows_refresh (DavyExchange *exchange,
                            const DavyDemoCustomer *customer,
                            const DavyGrant *grant)
{
  DavyDemoUser *user = davy_scenario_find_person (exchange->scenario, grant->user->object_id);

  if (user->refresh_error != 0 &&
      (user->refused == DAVY_TIME_UNSET || grant->issued <= user->refused))
    {
      if (user->refused == DAVY_TIME_UNSET)
        user->refused = davy_exchange_now (exchange);
      davy_exchange_refuse_login_code (exchange, user->refresh_error);
      return FALSE;
    }
  if (customer != NULL && customer->access == DAVY_DEMO_ACCESS_MFA &&
      g_strcmp0 (grant->stepped_up, customer->id) != 0)
    {
      davy_exchange_refuse_login_code (exchange, 50076);
      return FALSE;
    }

  return TRUE;
}

static JsonObject *
find_wanted (JsonNode *node)
{
  DavyJson root = davy_json_root (node, NULL);
  DavyJson wanted = davy_json_member (&root, "access_token");

  return davy_json_is_object (&wanted) ? json_node_get_object (wanted.node) : NULL;
}

/**
 * davy_claims_take_challenges:
 * @claims: (nullable): the parameter `claims` of a sign-in or a request for a token
 *
 * Returns: whether the application declares that it understands claims challenges
 */
gboolean
davy_claims_take_challenges (const char *claims)
{
  g_autoptr (JsonNode) node = claims != NULL ? davy_json_parse_text (claims, NULL) : NULL;
  JsonObject *wanted = node != NULL ? find_wanted (node) : NULL;

  return wanted != NULL && json_object_has_member (wanted, "xms_cc");
}

/**
 * davy_claims_ask_more:
 * @claims: (nullable): the parameter `claims` of a sign-in
 *
 * Returns: whether it hands on a challenge, beyond what an application declares of itself
 */
gboolean
davy_claims_ask_more (const char *claims)
{
  g_autoptr (JsonNode) node = claims != NULL ? davy_json_parse_text (claims, NULL) : NULL;
  JsonObject *wanted = node != NULL ? find_wanted (node) : NULL;

  return wanted != NULL &&
         json_object_get_size (wanted) > (json_object_has_member (wanted, "xms_cc") ? 1u : 0u);
}
