/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-routes.h"

/* The first match answers: the words of a route of usage would pass for ids of subscriptions. */
static const DavyRoute *const tables[] = {
  davy_summary_routes,     davy_login_routes,       davy_token_routes,
  davy_device_routes,      davy_fraud_event_routes, davy_customer_routes,
  davy_profile_routes,     davy_usage_routes,       davy_subscription_routes,
  davy_entitlement_routes, davy_consent_routes,     davy_graph_routes,
  davy_audit_routes,       davy_rated_usage_routes, davy_service_request_routes,
  davy_openid_routes,      davy_price_routes,       davy_support_page_routes,
  davy_control_routes,
};

/* Paths are compared as the services do it, without regard to case. */
static gboolean
match_path (DavyExchange *exchange, char **segments, const char *pattern)
{
  g_auto (GStrv) parts = g_strsplit (pattern, "/", -1);
  guint n_arguments = 0;

  if (g_strv_length (segments) != g_strv_length (parts))
    return FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    if (!g_str_equal (parts[i], "{}") && g_ascii_strcasecmp (parts[i], segments[i]) != 0)
      return FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_equal (parts[i], "{}"))
      {
        g_assert (n_arguments < G_N_ELEMENTS (exchange->arguments));
        g_free (exchange->arguments[n_arguments]);
        exchange->arguments[n_arguments++] = g_strdup (segments[i]);
      }

  return TRUE;
}

/**
 * davy_routes_find:
 * @exchange: a request
 *
 * Finds who answers a request, and takes the arguments out of its path.
 *
 * Returns: (nullable): the route
 */
const DavyRoute *
davy_routes_find (DavyExchange *exchange)
{
  g_auto (GStrv) segments = g_strsplit (exchange->path, "/", -1);

  if (exchange->prefix == DAVY_PREFIX_RESOURCE_MANAGER)
    return &davy_resource_manager_route;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const DavyRoute *route = tables[i]; route->method != NULL; route++)
      if (g_str_equal (route->method, exchange->method) &&
          match_path (exchange, segments, route->pattern))
        return route;

  return NULL;
}
