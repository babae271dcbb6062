/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "emulator/arm-activity.h"
#include "emulator/arm-cost.h"
#include "emulator/arm-deletes.h"
#include "emulator/arm-groups.h"
#include "emulator/arm-kinds.h"
#include "emulator/arm-locks.h"
#include "emulator/arm-machines.h"
#include "emulator/arm-network.h"
#include "emulator/arm-operations.h"
#include "emulator/arm-providers.h"
#include "emulator/arm-resources.h"
#include "emulator/arm-roles.h"
#include "emulator/arm-scale-sets.h"
#include "emulator/arm-subscriptions.h"
#include "emulator/arm-support.h"
#include "emulator/arm-writes.h"
#include "emulator/emulator-routes.h"
#include "emulator/entitlement-status.h"

/* Azure Resource Manager: finds who answers a call (`wire-contract.md` 3). */

/* The first match answers: what is said of all types stands behind what is said of one. */
static const DavyArmRoute *const tables[] = {
  davy_arm_subscription_routes, davy_arm_group_routes,
  davy_arm_provider_routes,     davy_arm_operation_routes,
  davy_arm_lock_routes,         davy_arm_role_routes,
  davy_arm_support_routes,      davy_arm_support_service_routes,
  davy_arm_cost_routes,         davy_arm_activity_routes,
  davy_arm_machine_routes,      davy_arm_scale_set_routes,
  davy_arm_kind_routes,         davy_arm_network_routes,
  davy_arm_delete_routes,       davy_arm_write_routes,
  davy_arm_resource_routes,
};

/* Whether a type's name is that of resources, about which all types are alike. */
static gboolean
is_resource_type (const char *type)
{
  static const char *const others[] = { "Microsoft.Authorization/", "Microsoft.Billing/",
                                        "Microsoft.CostManagement/", "Microsoft.Support/",
                                        "Microsoft.Insights/eventtypes" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_ascii_strncasecmp (type, others[i], strlen (others[i])) == 0)
      return FALSE;

  return strchr (type, '/') != NULL;
}

static gboolean
matches (const DavyArmRoute *route, const DavyArmCall *call)
{
  gsize length = strlen (route->type);
  gsize call_length = strlen (call->type);

  if (!g_str_equal (route->method, call->exchange->method) ||
      ((route->flags & DAVY_ARM_ONE) != 0) != (call->name != NULL))
    return FALSE;
  if (g_str_equal (route->type, "*/*"))
    return call->in_subscription && is_resource_type (call->type);
  if (*route->type == '*')
    return call_length >= length &&
           g_ascii_strcasecmp (call->type + call_length - length + 1, route->type + 1) == 0;

  return g_ascii_strcasecmp (call->type, route->type) == 0;
}

static const DavyArmRoute *
find_route (const DavyArmCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const DavyArmRoute *route = tables[i]; route->method != NULL; route++)
      if (matches (route, call))
        return route;

  return NULL;
}

/* Machines of a subscription that is disabled are deallocated. */
static void
stop_machines (DavyArmCall *call)
{
  for (guint i = 0; i < call->estate->resources->len; i++)
    {
      DavyEstateResource *resource = g_ptr_array_index (call->estate->resources, i);

      if (g_strcmp0 (resource->power, "running") == 0)
        davy_estate_resource_set_power (call->estate, resource, "deallocated", call->now);
    }
}

static void
answer_call (DavyExchange *exchange)
{
  g_auto (DavyArmCall) call = { 0 };
  const DavyArmRoute *route;

  davy_arm_call_parse (&call, exchange);
  davy_arm_call_get_correlation_id (&call);
  route = find_route (&call);
  if (route == NULL || (!call.in_subscription && (route->flags & DAVY_ARM_TENANT) == 0))
    {
      davy_arm_refuse (&call, SOUP_STATUS_NOT_FOUND, "NotFound", "There is no such resource here.");
      return;
    }

  if (call.estate != NULL)
    davy_estate_settle (call.estate, call.now);
  if (!davy_arm_call_check (&call, route))
    return;
  if (call.in_subscription && !davy_demo_place_is_enabled (&call.place, call.now))
    stop_machines (&call);
  route->answer (&call);
}

const DavyRoute davy_resource_manager_route = { "*", "/arm", DAVY_ANSWER_PLAIN, answer_call };
