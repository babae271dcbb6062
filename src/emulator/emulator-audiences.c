/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-audiences.h"

#include <string.h>

static const struct
{
  const char *resource;
  DavyPrefix service;
} audiences[] = {
  { DAVY_AUDIENCE_PARTNER, DAVY_PREFIX_PARTNER },
  { "https://partner.partnercenterapi.microsoftonline.cn", DAVY_PREFIX_PARTNER },
  { DAVY_AUDIENCE_GRAPH, DAVY_PREFIX_GRAPH },
  { "https://graph.microsoft.us", DAVY_PREFIX_GRAPH },
  { "https://dod-graph.microsoft.us", DAVY_PREFIX_GRAPH },
  { "https://microsoftgraph.chinacloudapi.cn", DAVY_PREFIX_GRAPH },
  { DAVY_AUDIENCE_RESOURCE_MANAGER, DAVY_PREFIX_RESOURCE_MANAGER },
  { "https://management.core.windows.net", DAVY_PREFIX_RESOURCE_MANAGER },
  { "https://management.usgovcloudapi.net", DAVY_PREFIX_RESOURCE_MANAGER },
  { "https://management.chinacloudapi.cn", DAVY_PREFIX_RESOURCE_MANAGER },
  { DAVY_AUDIENCE_RETIRED, DAVY_PREFIX_NONE },
};

/**
 * davy_audience_get_service:
 * @resource: (nullable): a token's audience, with or without a slash at its end
 *
 * Returns: the service that takes it; %DAVY_PREFIX_NONE when none does
 */
DavyPrefix
davy_audience_get_service (const char *resource)
{
  for (guint i = 0; resource != NULL && i < G_N_ELEMENTS (audiences); i++)
    {
      gsize length = strlen (audiences[i].resource);

      if (strncmp (resource, audiences[i].resource, length) == 0 &&
          (resource[length] == '\0' || g_str_equal (resource + length, "/")))
        return audiences[i].service;
    }

  return DAVY_PREFIX_NONE;
}

/**
 * davy_audience_match_scope:
 * @scope: such as `https://graph.microsoft.com/PartnerSecurity.Read.All`
 * @permission: (out): what stands behind the resource; of two slashes the second is the resource's
 *
 * Returns: (nullable): the resource; Graph for a bare name; %NULL when nobody knows it
 */
const char *
davy_audience_match_scope (const char *scope, const char **permission)
{
  for (guint i = 0; i < G_N_ELEMENTS (audiences); i++)
    {
      gsize length = strlen (audiences[i].resource);

      if (strncmp (scope, audiences[i].resource, length) == 0 && scope[length] == '/')
        {
          *permission = scope + length + (scope[length + 1] == '/' ? 2 : 1);
          return audiences[i].resource;
        }
    }

  *permission = scope;
  return strstr (scope, "://") == NULL ? DAVY_AUDIENCE_GRAPH : NULL;
}

/**
 * davy_audience_get_application:
 * @service: one that takes tokens
 *
 * Returns: (nullable): the id of Microsoft's own application behind it
 */
const char *
davy_audience_get_application (DavyPrefix service)
{
  switch (service)
    {
    case DAVY_PREFIX_PARTNER:
      return "fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd";
    case DAVY_PREFIX_GRAPH:
      return "00000003-0000-0000-c000-000000000000";
    case DAVY_PREFIX_RESOURCE_MANAGER:
      return "797f4846-ba00-4fd7-ba43-dac1f8f63013";
    case DAVY_PREFIX_NONE:
    case DAVY_PREFIX_LOGIN:
    case DAVY_PREFIX_PRICES:
    case DAVY_PREFIX_CONTROL:
      return NULL;
    default:
      g_assert_not_reached ();
    }
}

/**
 * davy_audience_get_permissions:
 * @service: one that takes tokens
 *
 * Returns: all that `.default` stands for there
 */
const char *
davy_audience_get_permissions (DavyPrefix service)
{
  return service == DAVY_PREFIX_GRAPH ? "PartnerSecurity.Read.All PartnerSecurity.ReadWrite.All"
                                      : "user_impersonation";
}
