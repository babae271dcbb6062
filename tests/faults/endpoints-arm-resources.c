/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-activity.h"
#include "azure/davy-arm-providers.h"
#include "azure/davy-arm-resources.h"
#include "azure/davy-arm-roles.h"
#include "azure/davy-arm-subscriptions.h"
#include "fault-caller.h"

/* Azure Resource Manager: what there is, who may do what with it and who did. */

#define SCOPE         "/subscriptions/" FAULT_SUBSCRIPTION
#define GROUP         SCOPE "/resourceGroups/rg-"
#define DISK          GROUP "1/providers/Microsoft.Compute/disks/disk-"
#define ASSIGNMENT    SCOPE AUTHORIZATION "/roleAssignments/role-"
#define DEFINITION    SCOPE AUTHORIZATION "/roleDefinitions/owner"
#define AUTHORIZATION "/providers/Microsoft.Authorization"
#define PATH          "/arm/subscriptions/*"
#define ONE_DAY       (DavyTime) 1767225600 * DAVY_TIME_SECOND, 1767312000 * DAVY_TIME_SECOND

/* A call that gives a list. */
#define LIST(verb, ...)                                                                         \
  static int call_##verb (FaultCaller *caller, GError **error)                                  \
  {                                                                                             \
    g_autoptr (GPtrArray) records = NULL;                                                       \
    davy_arm_client_##verb##_async (caller->arm, FAULT_CUSTOMER, ##__VA_ARGS__, NULL,           \
                                    fault_caller_keep, caller);                                 \
    records = davy_arm_client_##verb##_finish (caller->arm, fault_caller_wait (caller), error); \
    return records != NULL ? (int) records->len : -1;                                           \
  }

/* A call that gives one record. */
#define GET(verb, Type, ...)                                                                   \
  static int call_##verb (FaultCaller *caller, GError **error)                                 \
  {                                                                                            \
    g_autoptr (Type) record = NULL;                                                            \
    davy_arm_client_##verb##_async (caller->arm, FAULT_CUSTOMER, __VA_ARGS__, NULL,            \
                                    fault_caller_keep, caller);                                \
    record = davy_arm_client_##verb##_finish (caller->arm, fault_caller_wait (caller), error); \
    return record != NULL ? 1 : -1;                                                            \
  }

LIST (list_activity, FAULT_SUBSCRIPTION, ONE_DAY, DAVY_ARM_ACTIVITY_ALL, NULL)
LIST (list_groups, FAULT_SUBSCRIPTION)
LIST (list_providers, FAULT_SUBSCRIPTION)
LIST (list_resources, SCOPE, NULL)
LIST (list_role_assignments, SCOPE, NULL)
LIST (list_subscriptions)

GET (delete_group, DavyArmOutcome, GROUP "1", FALSE)
GET (delete_resource, DavyArmOutcome, DISK "gone", FALSE)
GET (delete_role_assignment, DavyArmOutcome, ASSIGNMENT "1")
GET (get_provider, DavyArmProvider, FAULT_SUBSCRIPTION, "Microsoft.Compute")
GET (get_resource, DavyArmResource, DISK "1")
GET (get_role, DavyArmRole, DEFINITION)
GET (get_subscription, DavyArmSubscription, FAULT_SUBSCRIPTION)

static int
call_find_tenant (FaultCaller *caller, GError **error)
{
  g_autofree char *tenant_id = NULL;

  davy_arm_client_find_tenant_async (caller->arm, FAULT_SUBSCRIPTION, NULL, fault_caller_keep,
                                     caller);
  tenant_id = davy_arm_client_find_tenant_finish (caller->arm, fault_caller_wait (caller), error);

  return tenant_id != NULL ? 1 : -1;
}

#define EVENT(number)                                                                \
  "{'id':'" SCOPE "/events/" number "','eventDataId':'" number "','caller':'u@x.y'," \
  "'correlationId':'c','operationName':{'value':'a/write'},'status':{'value':'x'},"  \
  "'eventTimestamp':'2026-01-01T10:00:00.1234567Z','description':'" number "'}"
#define GROUP_RECORD(number)                                                            \
  "{'id':'" GROUP number "','name':'rg-" number "','type':'x','location':'westeurope'," \
  "'properties':{'provisioningState':'Succeeded'},'tags':{'a':'b'}}"
#define PROVIDER(number)                                                                    \
  "{'id':'/p/" number "','namespace':'Microsoft.Compute','registrationState':'Registered'," \
  "'resourceTypes':[{'resourceType':'disks','locations':['West Europe'],"                   \
  "'apiVersions':['2024-03-02','2026-01-01-preview']}]}"
#define RESOURCE(number)                                                               \
  "{'id':'" DISK number "','name':'disk-" number "','type':'Microsoft.Compute/disks'," \
  "'location':'westeurope','sku':{'name':'Premium_LRS'},'tags':{'a':'b'},"             \
  "'createdTime':'2026-01-01T10:00:00Z'}"
#define ASSIGNMENT_RECORD(number)                                                 \
  "{'id':'" ASSIGNMENT number "','name':'role-" number "','properties':{"         \
  "'roleDefinitionId':'" DEFINITION "','principalId':'p','principalType':'User'," \
  "'scope':'" SCOPE "','createdOn':'2026-01-01T10:00:00Z','createdBy':'q'}}"
#define SUBSCRIPTION(number)                                                   \
  "{'id':'" SCOPE number "','subscriptionId':'" FAULT_SUBSCRIPTION number "'," \
  "'tenantId':'" FAULT_CUSTOMER "','displayName':'Shop','state':'Enabled',"    \
  "'subscriptionPolicies':{'quotaId':'CSP_2015-05-01','spendingLimit':'Off'}}"
#define THREE(record) "[" record ("1") "," record ("2") "," record ("3") "]"
#define CHALLENGE     "it is a 401 that tells"
#define NOT_THERE     "what is not there need not be deleted"
#define LOOKS         "it looks for what was deleted: test-resources.c of the unit tests"

const FaultEndpoint fault_arm_resources[] = {
  { .name = "arm/find-tenant",
    .call = call_find_tenant,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = PATH,
    .query = "api-version=2020-01-01",
    .status = 401,
    .header =
        "WWW-Authenticate: Bearer authorization_uri=\"https://login.windows.net/" FAULT_CUSTOMER
        "\", error=\"invalid_token\"",
    .exceptions = { { "401", FAULT_MEANINGLESS, CHALLENGE },
                    { "401-claims", DAVY_ERROR_WIRE, CHALLENGE } } },
  { .name = "arm/list-subscriptions",
    .call = call_list_subscriptions,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = "/arm/subscriptions",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (SUBSCRIPTION),
    .required = "value value[].id value[].subscriptionId value[].state",
    .text = "displayName" },
  { .name = "arm/list-activity",
    .call = call_list_activity,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = PATH "/providers/Microsoft.Insights/eventtypes/management/values",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (EVENT),
    .required = "value",
    .text = "description" },
  { .name = "arm/list-role-assignments",
    .call = call_list_role_assignments,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = PATH AUTHORIZATION "/roleAssignments",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (ASSIGNMENT_RECORD),
    .required = "value value[].id value[].properties value[].properties.roleDefinitionId "
                "value[].properties.principalId value[].properties.scope",
    .text = "createdBy" },
  { .name = "arm/get-role",
    .call = call_get_role,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = PATH AUTHORIZATION "/roleDefinitions/*",
    .records = "{'id':'" DEFINITION "','properties':{'roleName':'Owner','type':'BuiltInRole',"
               "'permissions':[{'actions':['*'],'notActions':[]}]}}",
    .required = "id properties properties.roleName",
    .text = "type" },
  { .name = "arm/list-groups",
    .call = call_list_groups,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = PATH "/resourcegroups",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (GROUP_RECORD),
    .required = "value value[].id value[].name",
    .text = "location" },
  { .name = "arm/list-resources",
    .call = call_list_resources,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = PATH "/resources",
    .query = "createdTime,changedTime",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (RESOURCE),
    .required = "value value[].id value[].name value[].type",
    .text = "location" },
  { .name = "arm/list-providers",
    .call = call_list_providers,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = PATH "/providers",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (PROVIDER),
    .required = "value value[].namespace value[].resourceTypes[].resourceType",
    .text = "registrationState" },
  { .name = "arm/get-provider",
    .call = call_get_provider,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = PATH "/providers/Microsoft.Compute",
    .records = PROVIDER ("1"),
    .required = "namespace resourceTypes[].resourceType",
    .text = "registrationState" },
  { .name = "arm/delete-resource/look",
    .call = call_delete_resource,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = PATH "/disks/disk-gone",
    .status = 404,
    .refines = LOOKS },
  { .name = "arm/delete-group/look",
    .call = call_delete_group,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = PATH "/resourceGroups/rg-1",
    .status = 404,
    .refines = LOOKS },
  { .name = "arm/get-resource",
    .call = call_get_resource,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = PATH "/disks/disk-1",
    .records = RESOURCE ("1"),
    .required = "id name type",
    .text = "location" },
  { .name = "arm/get-subscription",
    .call = call_get_subscription,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = "/arm/subscriptions/" FAULT_SUBSCRIPTION,
    .query = "api-version=2022-12-01",
    .records = SUBSCRIPTION (""),
    .required = "id subscriptionId state",
    .text = "displayName" },
  { .name = "arm/delete-role-assignment",
    .kind = FAULT_CHANGES,
    .call = call_delete_role_assignment,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "DELETE",
    .path = PATH AUTHORIZATION "/roleAssignments/*" },
  { .name = "arm/delete-resource",
    .kind = FAULT_CHANGES,
    .call = call_delete_resource,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "DELETE",
    .path = PATH "/disks/disk-gone",
    .status = 204,
    .exceptions = { { "404", FAULT_WELL, NOT_THERE } } },
  { .name = "arm/delete-group",
    .kind = FAULT_CHANGES,
    .call = call_delete_group,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "DELETE",
    .path = PATH "/resourceGroups/rg-1",
    .exceptions = { { "404", FAULT_WELL, NOT_THERE } } },
  { NULL },
};
