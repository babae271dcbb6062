/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-bearer.h"

#include <string.h>

#include "emulator/emulator-audiences.h"
#include "emulator/login-errors.h"

/* Who may pass: every service wants a token of its own audience, and of the right tenant. */

/* Without a token Resource Manager tells which tenant to ask (`wire-contract.md` 1.9). */
static void
name_tenant (DavyExchange *exchange)
{
  g_auto (GStrv) segments = g_strsplit (exchange->path, "/", 5);
  g_autofree char *challenge = NULL;
  DavyDemoPlace place;

  if (g_strv_length (segments) >= 4 && g_str_equal (segments[2], "subscriptions") &&
      davy_scenario_find_azure (exchange->scenario, segments[3], &place))
    {
      challenge = g_strdup_printf ("Bearer authorization_uri=\"https://login.windows.net/%s\", "
                                   "error=\"invalid_token\"",
                                   place.customer->id);
      davy_exchange_set_header (exchange, "WWW-Authenticate", challenge);
    }
}

/* A Partner Center call of a person must carry multi-factor authentication; the refusal has no
 * body (`wire-contract.md` 1.8). */
static gboolean
check_partner (DavyExchange *exchange)
{
  if (g_ascii_strcasecmp (exchange->token.tenant_id, exchange->scenario->tenant_id) != 0)
    {
      davy_exchange_refuse_token (exchange);
      return FALSE;
    }
  if (!exchange->token.mfa)
    {
      davy_exchange_set_header (exchange, "WWW-Authenticate", "Bearer error=\"invalid_token\"");
      davy_exchange_answer_empty (exchange, SOUP_STATUS_UNAUTHORIZED);
      soup_message_headers_set_encoding (
          soup_server_message_get_response_headers (exchange->message), SOUP_ENCODING_CHUNKED);
      return FALSE;
    }

  return TRUE;
}

/* Where the customer's tenant asks for more than a sign-in, what changes something is challenged
 * (`wire-contract.md` 1.7). */
static gboolean
check_step_up (DavyExchange *exchange)
{
  const DavyDemoCustomer *customer =
      davy_scenario_find_customer (exchange->scenario, exchange->token.tenant_id);

  if (customer == NULL || customer->access != DAVY_DEMO_ACCESS_STEP_UP ||
      exchange->token.stepped_up || g_str_equal (exchange->method, "GET") ||
      g_str_has_suffix (exchange->path, "/query"))
    return TRUE;

  davy_exchange_refuse_claims (exchange, DAVY_STEP_UP_CLAIMS);
  return FALSE;
}

static gboolean
check_token (DavyExchange *exchange)
{
  if (davy_audience_get_service (exchange->token.audience) != exchange->prefix)
    {
      davy_exchange_refuse_token (exchange);
      if (exchange->prefix == DAVY_PREFIX_PARTNER &&
          g_str_equal (exchange->token.audience, DAVY_AUDIENCE_RETIRED))
        davy_exchange_refuse (exchange, SOUP_STATUS_UNAUTHORIZED, "900420",
                              "Tokens of Azure AD Graph are not accepted any more.");
      return FALSE;
    }

  switch (exchange->prefix)
    {
    case DAVY_PREFIX_PARTNER:
      return check_partner (exchange);
    case DAVY_PREFIX_GRAPH:
      if (g_ascii_strcasecmp (exchange->token.tenant_id, exchange->scenario->tenant_id) == 0)
        return TRUE;
      davy_exchange_refuse_token (exchange);
      return FALSE;
    case DAVY_PREFIX_RESOURCE_MANAGER:
      return check_step_up (exchange);
    case DAVY_PREFIX_NONE:
    case DAVY_PREFIX_LOGIN:
    case DAVY_PREFIX_PRICES:
    case DAVY_PREFIX_CONTROL:
    default:
      g_assert_not_reached ();
    }
}

/**
 * davy_bearer_check:
 * @exchange: a request
 *
 * Checks the token of a request, and refuses the request when it is not good.
 *
 * Returns: whether the request may pass
 */
gboolean
davy_bearer_check (DavyExchange *exchange)
{
  DavyBearer bearer;

  if (davy_audience_get_application (exchange->prefix) == NULL)
    return TRUE;

  bearer = davy_secrets_check_bearer (exchange->secrets,
                                      davy_exchange_get_header (exchange, "Authorization"),
                                      davy_exchange_now (exchange), &exchange->token);
  if (bearer != DAVY_BEARER_GOOD)
    {
      davy_exchange_refuse_token (exchange);
      if (bearer == DAVY_BEARER_MISSING && exchange->prefix == DAVY_PREFIX_RESOURCE_MANAGER)
        name_tenant (exchange);
      return FALSE;
    }

  exchange->user = davy_scenario_find_person (exchange->scenario, exchange->token.object_id);

  return check_token (exchange);
}
