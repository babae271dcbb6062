/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-bearer.h"

#include <string.h>

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

static const char *
audience_of (DavyPrefix prefix)
{
  switch (prefix)
    {
    case DAVY_PREFIX_PARTNER:
      return DAVY_AUDIENCE_PARTNER;
    case DAVY_PREFIX_GRAPH:
      return DAVY_AUDIENCE_GRAPH;
    case DAVY_PREFIX_RESOURCE_MANAGER:
      return DAVY_AUDIENCE_RESOURCE_MANAGER;
    case DAVY_PREFIX_NONE:
    case DAVY_PREFIX_LOGIN:
    case DAVY_PREFIX_PRICES:
    case DAVY_PREFIX_CONTROL:
      return NULL;
    default:
      g_assert_not_reached ();
    }
}

/* A Partner Center call of a person must carry multi-factor authentication; the refusal has no
 * body (`wire-contract.md` 1.8). */
static gboolean
check_partner (DavyExchange *exchange, const DavyBearerClaims *claims)
{
  if (g_ascii_strcasecmp (claims->tenant_id, exchange->scenario->tenant_id) != 0)
    {
      davy_exchange_refuse_token (exchange);
      return FALSE;
    }
  if (!claims->mfa)
    {
      davy_exchange_set_header (exchange, "WWW-Authenticate", "Bearer error=\"invalid_token\"");
      davy_exchange_answer_empty (exchange, SOUP_STATUS_UNAUTHORIZED);
      return FALSE;
    }

  return TRUE;
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
  g_auto (DavyBearerClaims) claims = { 0 };
  const char *audience = audience_of (exchange->prefix);
  DavyBearer bearer;

  if (audience == NULL)
    return TRUE;

  bearer = davy_secrets_check_bearer (exchange->secrets,
                                      davy_exchange_get_header (exchange, "Authorization"),
                                      audience, davy_exchange_now (exchange), &claims);
  if (bearer != DAVY_BEARER_GOOD)
    {
      davy_exchange_refuse_token (exchange);
      if (bearer == DAVY_BEARER_MISSING && exchange->prefix == DAVY_PREFIX_RESOURCE_MANAGER)
        name_tenant (exchange);
      return FALSE;
    }

  exchange->user = davy_scenario_find_person (exchange->scenario, claims.object_id);
  exchange->token_tenant = g_strdup (claims.tenant_id);

  return exchange->prefix != DAVY_PREFIX_PARTNER || check_partner (exchange, &claims);
}
