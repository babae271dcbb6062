/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/arm-subscriptions.h"

#include <string.h>

#include "emulator/entitlement-status.h"

/* Subscriptions (`wire-contract.md` 3.1). */

static JsonObject *
build_subscription (DavyArmCall *call, const DavyDemoPlace *place)
{
  DavyEstate *estate = davy_demo_place_get_estate (place);
  gboolean enabled = davy_demo_place_is_enabled (place, call->now);
  JsonObject *object = davy_demo_object (
      "id", estate->id, "authorizationSource", "RoleBased", "subscriptionId",
      estate->id + strlen ("/subscriptions/"), "tenantId", place->customer->id, "displayName",
      davy_demo_place_get_name (place), "state", enabled ? "Enabled" : "Disabled", NULL);

  json_object_set_array_member (object, "managedByTenants", json_array_new ());
  json_object_set_object_member (object, "subscriptionPolicies",
                                 davy_demo_object ("locationPlacementId", "Public_2014-09-01",
                                                   "quotaId", "CSP_2015-05-01", "spendingLimit",
                                                   "Off", NULL));

  return object;
}

static void
answer_subscription (DavyArmCall *call)
{
  davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK,
                               build_subscription (call, &call->place));
}

/* Those of the token's tenant that the caller has rights in. */
static void
answer_subscriptions (DavyArmCall *call)
{
  g_autoptr (GPtrArray) places =
      davy_demo_list_azure (call->exchange->scenario, call->exchange->token.tenant_id);
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < places->len; i++)
    {
      const DavyDemoPlace *place = g_ptr_array_index (places, i);
      DavyArmCall each = *call;
      g_autoptr (GPtrArray) roles = NULL;

      each.estate = davy_demo_place_get_estate (place);
      roles = davy_arm_call_list_roles (&each, each.estate->id);
      if (roles->len > 0)
        json_array_add_object_element (list, build_subscription (call, place));
    }
  davy_arm_answer_list (call, list);
}

static void
answer_tenants (DavyArmCall *call)
{
  JsonArray *list = json_array_new ();
  const char *tenant = call->exchange->token.tenant_id;
  g_autofree char *id = g_strconcat ("/tenants/", tenant, NULL);

  json_array_add_object_element (
      list, davy_demo_object ("id", id, "tenantId", tenant, "tenantCategory", "Home", NULL));
  davy_arm_answer_list (call, list);
}

const DavyArmRoute davy_arm_subscription_routes[] = {
  { "GET", "subscriptions", DAVY_ARM_TENANT, answer_subscriptions },
  { "GET", "subscriptions", DAVY_ARM_ONE, answer_subscription },
  { "GET", "tenants", DAVY_ARM_TENANT, answer_tenants },
  { 0 },
};
