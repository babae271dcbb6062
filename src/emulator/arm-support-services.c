/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "emulator/arm-support.h"

/* What a support ticket can be about (`wire-contract.md` 3.8). */

#define SERVICES        "Microsoft.Support/services"
#define CLASSIFICATIONS SERVICES "/problemClassifications"

static const struct
{
  const char *id;
  const char *name;
  const char *types; /* of resources */
} services[] = {
  { "517f2da6-78fd-0498-4e22-ad26996b1dfc", "Billing", "" },
  { "f3dc5421-79ef-1efa-41a5-42bf3cbb52c6", "Subscription management", "" },
  { "06bfd9d3-516b-d5c6-5802-169c800dec89", "Service and subscription limits (quotas)", "" },
  { "6f16735c-b0ae-b275-ad3a-03479cfa1396", "Virtual Machine running Windows",
    "MICROSOFT.COMPUTE/VIRTUALMACHINES" },
  { "cddd3eb5-1830-b494-44fd-782f691479dc", "Virtual Machine running Linux",
    "MICROSOFT.COMPUTE/VIRTUALMACHINES" },
};

static const struct
{
  const char *service;
  const char *id;
  const char *name;
} classifications[] = {
  { "517f2da6-78fd-0498-4e22-ad26996b1dfc", "0c2b4f8e-3a61-4d57-9b0a-2f6d1c7e5a01",
    "Refund request / Unexpected charges" },
  { "517f2da6-78fd-0498-4e22-ad26996b1dfc", "0c2b4f8e-3a61-4d57-9b0a-2f6d1c7e5a02",
    "Invoice and usage / Understand a charge" },
  { "f3dc5421-79ef-1efa-41a5-42bf3cbb52c6", "0c2b4f8e-3a61-4d57-9b0a-2f6d1c7e5a11",
    "Compromised subscription / Unauthorized usage" },
  { "f3dc5421-79ef-1efa-41a5-42bf3cbb52c6", "0c2b4f8e-3a61-4d57-9b0a-2f6d1c7e5a12",
    "Cancel or reactivate a subscription" },
  { "06bfd9d3-516b-d5c6-5802-169c800dec89", "e12e3d1d-7fa0-af33-c6d0-3c50df9658a3",
    "Compute-VM (cores-vCPUs) subscription limit increases" },
  { "6f16735c-b0ae-b275-ad3a-03479cfa1396", "0c2b4f8e-3a61-4d57-9b0a-2f6d1c7e5a31",
    "I think my virtual machine was compromised" },
  { "cddd3eb5-1830-b494-44fd-782f691479dc", "0c2b4f8e-3a61-4d57-9b0a-2f6d1c7e5a41",
    "I think my virtual machine was compromised" },
};

/**
 * davy_arm_support_knows:
 * @service_id: such as `/providers/Microsoft.Support/services/…`
 * @classification_id: below it
 *
 * Returns: whether a ticket can be about it
 */
gboolean
davy_arm_support_knows (const char *service_id, const char *classification_id)
{
  const char *classification = strrchr (classification_id, '/');

  if (classification == NULL || !davy_scope_contains (service_id, classification_id))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (classifications); i++)
    if (g_str_has_suffix (service_id, classifications[i].service) &&
        g_ascii_strcasecmp (classification + 1, classifications[i].id) == 0)
      return TRUE;

  return FALSE;
}

static JsonObject *
build_service (guint index)
{
  g_autofree char *id = g_strconcat ("/providers/" SERVICES "/", services[index].id, NULL);
  JsonObject *object =
      davy_demo_object ("id", id, "name", services[index].id, "type", SERVICES, NULL);
  JsonObject *properties = davy_demo_object ("displayName", services[index].name, NULL);

  json_object_set_array_member (properties, "resourceTypes",
                                davy_demo_words (services[index].types));
  json_object_set_object_member (object, "properties", properties);

  return object;
}

static JsonObject *
build_classification (guint index)
{
  g_autofree char *id = g_strdup_printf ("/providers/" SERVICES "/%s/problemClassifications/%s",
                                         classifications[index].service, classifications[index].id);
  JsonObject *object =
      davy_demo_object ("id", id, "name", classifications[index].id, "type", CLASSIFICATIONS, NULL);

  json_object_set_object_member (
      object, "properties", davy_demo_object ("displayName", classifications[index].name, NULL));

  return object;
}

static void
answer_services (DavyArmCall *call)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    json_array_add_object_element (list, build_service (i));
  davy_arm_answer_whole (call, list);
}

static void
refuse_unknown (DavyArmCall *call)
{
  davy_arm_refuse (call, SOUP_STATUS_NOT_FOUND, "ResourceNotFound",
                   "The resource '%s' was not found.", call->id);
}

static void
answer_service (DavyArmCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    if (g_ascii_strcasecmp (services[i].id, call->name) == 0)
      {
        davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, build_service (i));
        return;
      }
  refuse_unknown (call);
}

static void
answer_classifications (DavyArmCall *call)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (classifications); i++)
    if (g_str_has_suffix (call->parent, classifications[i].service))
      json_array_add_object_element (list, build_classification (i));
  davy_arm_answer_whole (call, list);
}

static void
answer_classification (DavyArmCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (classifications); i++)
    if (g_ascii_strcasecmp (classifications[i].id, call->name) == 0)
      {
        davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK, build_classification (i));
        return;
      }
  refuse_unknown (call);
}

const DavyArmRoute davy_arm_support_service_routes[] = {
  { "GET", SERVICES, DAVY_ARM_TENANT, answer_services },
  { "GET", SERVICES, DAVY_ARM_ONE | DAVY_ARM_TENANT, answer_service },
  { "GET", CLASSIFICATIONS, DAVY_ARM_TENANT, answer_classifications },
  { "GET", CLASSIFICATIONS, DAVY_ARM_ONE | DAVY_ARM_TENANT, answer_classification },
  { 0 },
};
