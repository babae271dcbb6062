/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-activity.h"
#include "azure/davy-arm-providers.h"
#include "azure/davy-arm-resources.h"
#include "azure/davy-arm-roles.h"
#include "azure/davy-arm-subscriptions.h"
#include "azure/davy-arm-support.h"
#include "azure/davy-arm-tickets.h"
#include "fault-calls.h"

/* Azure Resource Manager: what stands in a subscription, and who may do what there. */

#define SCOPE             "/subscriptions/" FAULT_SUBSCRIPTION
#define GROUP             SCOPE "/resourceGroups/rg-main"
#define STORAGE           GROUP "/providers/Microsoft.Storage/storageAccounts/store"
#define ROLE              SCOPE "/providers/Microsoft.Authorization/roleDefinitions/owner"
#define SERVICE           "/providers/Microsoft.Support/services/vm"
#define SUBSCRIPTION_PATH "/arm/subscriptions/*"
#define SUPPORT_PATH      SUBSCRIPTION_PATH "/providers/Microsoft.Support"

static gboolean name_is_free;

FAULT_LIST (arm,
            list_activity,
            FAULT_CUSTOMER,
            FAULT_SUBSCRIPTION,
            davy_time_now () - DAVY_TIME_DAY,
            davy_time_now (),
            DAVY_ARM_ACTIVITY_ALL,
            NULL)
FAULT_LIST (arm, list_providers, FAULT_CUSTOMER, FAULT_SUBSCRIPTION)
FAULT_RECORD (arm,
              get_provider,
              DavyArmProvider,
              FAULT_CUSTOMER,
              FAULT_SUBSCRIPTION,
              "Microsoft.Storage")
FAULT_LIST (arm, list_resources, FAULT_CUSTOMER, SCOPE, NULL)
FAULT_LIST (arm, list_groups, FAULT_CUSTOMER, FAULT_SUBSCRIPTION)
FAULT_RECORD (arm, get_resource, DavyArmResource, FAULT_CUSTOMER, STORAGE)
FAULT_LIST (arm, list_role_assignments, FAULT_CUSTOMER, SCOPE, NULL)
FAULT_RECORD (arm, get_role, DavyArmRole, FAULT_CUSTOMER, ROLE)
FAULT_LIST (arm, list_subscriptions, FAULT_CUSTOMER)
FAULT_RECORD (arm, get_subscription, DavyArmSubscription, FAULT_CUSTOMER, FAULT_SUBSCRIPTION)
FAULT_LIST (arm, list_support_services, FAULT_CUSTOMER)
FAULT_LIST (arm, list_support_problems, FAULT_CUSTOMER, SERVICE)
FAULT_RECORD (arm, get_ticket, DavyArmTicket, FAULT_CUSTOMER, FAULT_SUBSCRIPTION, "davy-1")
FAULT_LIST (arm, list_ticket_messages, FAULT_CUSTOMER, FAULT_SUBSCRIPTION, "davy-1")
FAULT_OUT (arm, check_ticket_name, &name_is_free, FAULT_CUSTOMER, FAULT_SUBSCRIPTION, "davy-1")

static int
call_find_tenant (FaultCaller *caller, GError **error)
{
  g_autofree char *tenant = NULL;

  davy_arm_client_find_tenant_async (caller->arm, FAULT_SUBSCRIPTION, NULL, fault_caller_keep,
                                     caller);
  tenant = davy_arm_client_find_tenant_finish (caller->arm, fault_caller_wait (caller), error);

  return tenant != NULL ? 1 : -1;
}

#define THREE(record) "[" record ("1") "," record ("2") "," record ("3") "]"

#define ACTIVITY(number)                                                                         \
  "{'eventDataId':'e" number "','eventTimestamp':'2026-03-02T04:11:09Z','caller':'anna',"        \
  "'operationName':{'value':'x/write','localizedValue':'Write'},'status':{'value':'Succeeded'}," \
  "'correlationId':'c','resourceId':'" STORAGE "','httpRequest':{'clientIpAddress':'::1'},"      \
  "'claims':{'appid':'x'},'level':'Informational'}"
#define PROVIDER(number)                                                                  \
  "{'namespace':'Microsoft.Storage','registrationState':'Registered','id':'p" number "'," \
  "'resourceTypes':[{'resourceType':'storageAccounts','locations':['West Europe'],"       \
  "'apiVersions':['2023-01-01']}]}"
#define RESOURCE(number)                                                                     \
  "{'id':'" STORAGE number "','name':'store" number "','kind':'v2','location':'westeurope'," \
  "'type':'Microsoft.Storage/storageAccounts','sku':{'name':'LRS'},'tags':{'a':'b'},"        \
  "'createdTime':'2026-03-02T04:11:09Z','provisioningState':'Succeeded','managedBy':'x'}"
#define RESOURCE_GROUP(number)                                                              \
  "{'id':'" SCOPE "/resourceGroups/rg-" number "','name':'rg-" number "','tags':{'a':'b'}," \
  "'location':'westeurope','properties':{'provisioningState':'Succeeded'}}"
#define ASSIGNMENT(number)                                                                \
  "{'id':'" SCOPE "/providers/Microsoft.Authorization/roleAssignments/a" number "',"      \
  "'properties':{'roleDefinitionId':'" ROLE "','principalId':'p','principalType':'User'," \
  "'scope':'" SCOPE "','createdOn':'2026-03-02T04:11:09Z','createdBy':'x'}}"
#define SUBSCRIPTION(number)                                                                   \
  "{'id':'/subscriptions/s" number "','subscriptionId':'s" number "','displayName':'Shop',"    \
  "'tenantId':'" FAULT_CUSTOMER "','state':'Enabled','subscriptionPolicies':{'quotaId':'CSP'," \
  "'spendingLimit':'Off'}}"
#define SUPPORT_SERVICE(number)                                                              \
  "{'id':'" SERVICE number "','name':'vm" number "','properties':{'displayName':'Machines'," \
  "'resourceTypes':['Microsoft.Compute/virtualMachines']}}"
#define PROBLEM(number) \
  "{'id':'" SERVICE "/problemClassifications/p" number "','properties':{'displayName':'Mining'}}"
#define TICKET                                                                                \
  "{'name':'davy-1','properties':{'supportTicketId':'4711','title':'Mining','status':'Open'," \
  "'severity':'critical','createdDate':'2026-03-02T04:11:09Z','serviceLevelAgreement':{"      \
  "'expirationTime':'2026-03-03T04:11:09Z'},'supportEngineer':{'emailAddress':'e'}}}"
#define MESSAGE(number)                                                                  \
  "{'name':'m" number "','properties':{'communicationDirection':'inbound','sender':'e'," \
  "'subject':'Mining','body':'We look','createdDate':'2026-03-02T04:11:09Z'}}"

#define READS        .service = DAVY_SERVICE_RESOURCE_MANAGER, .method = "GET", .paging = FAULT_NEXT_LINK
#define READS_ONE    .service = DAVY_SERVICE_RESOURCE_MANAGER, .method = "GET"
#define NAMES_TENANT "the refusal of a request without a token is the answer"

const FaultEndpoint fault_arm_estate[] = {
  { .name = "arm/list-activity",
    .call = call_list_activity,
    .path = SUBSCRIPTION_PATH "/providers/Microsoft.Insights/eventtypes/management/values",
    READS,
    .records = THREE (ACTIVITY),
    .required = "value",
    .text = "caller" },
  { .name = "arm/get-provider",
    .call = call_get_provider,
    .path = SUBSCRIPTION_PATH "/providers/Microsoft.Storage",
    READS_ONE,
    .records = PROVIDER ("1"),
    .required = "namespace resourceTypes[].resourceType",
    .text = "registrationState" },
  { .name = "arm/list-providers",
    .call = call_list_providers,
    .path = SUBSCRIPTION_PATH "/providers",
    READS,
    .records = THREE (PROVIDER),
    .required = "value value[].namespace value[].resourceTypes[].resourceType",
    .text = "registrationState" },
  { .name = "arm/list-resources",
    .call = call_list_resources,
    .path = SUBSCRIPTION_PATH "/resources",
    .query = "provisioningState",
    READS,
    .records = THREE (RESOURCE),
    .required = "value value[].id value[].name value[].type",
    .text = "location" },
  { .name = "arm/get-resource",
    .call = call_get_resource,
    .path = SUBSCRIPTION_PATH "/storageAccounts/*",
    READS_ONE,
    .records = RESOURCE (""),
    .required = "id name type",
    .text = "location" },
  { .name = "arm/list-groups",
    .call = call_list_groups,
    .path = SUBSCRIPTION_PATH "/resourcegroups",
    READS,
    .records = THREE (RESOURCE_GROUP),
    .required = "value value[].id value[].name",
    .text = "location" },
  { .name = "arm/list-role-assignments",
    .call = call_list_role_assignments,
    .path = SUBSCRIPTION_PATH "/providers/Microsoft.Authorization/roleAssignments",
    READS,
    .records = THREE (ASSIGNMENT),
    .required = "value value[].id value[].properties value[].properties.roleDefinitionId "
                "value[].properties.principalId value[].properties.scope",
    .text = "createdBy" },
  { .name = "arm/get-role",
    .call = call_get_role,
    .path = SUBSCRIPTION_PATH "/providers/Microsoft.Authorization/roleDefinitions/*",
    READS_ONE,
    .records = "{'id':'" ROLE "','properties':{'roleName':'Owner','type':'BuiltInRole',"
               "'permissions':[{'actions':['*'],'notActions':[]}]}}",
    .required = "id properties properties.roleName",
    .text = "roleName" },
  { .name = "arm/list-support-services",
    .call = call_list_support_services,
    .path = "/arm/providers/Microsoft.Support/services",
    READS,
    .records = THREE (SUPPORT_SERVICE),
    .required = "value value[].id value[].properties value[].properties.displayName",
    .text = "displayName" },
  { .name = "arm/list-support-problems",
    .call = call_list_support_problems,
    .path = "/arm/providers/Microsoft.Support/services/*/problemClassifications",
    READS,
    .records = THREE (PROBLEM),
    .required = "value value[].id value[].properties value[].properties.displayName",
    .text = "displayName" },
  { .name = "arm/check-ticket-name",
    .call = call_check_ticket_name,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "POST",
    .path = SUPPORT_PATH "/checkNameAvailability",
    .records = "{'nameAvailable':true,'reason':'none','message':'none'}",
    .required = "nameAvailable",
    .text = "message" },
  { .name = "arm/list-ticket-messages",
    .call = call_list_ticket_messages,
    .path = SUPPORT_PATH "/supportTickets/*/communications",
    READS,
    .records = THREE (MESSAGE),
    .required = "value value[].name",
    .text = "body" },
  { .name = "arm/get-ticket",
    .call = call_get_ticket,
    .path = SUPPORT_PATH "/supportTickets/*",
    READS_ONE,
    .records = TICKET,
    .required = "name",
    .text = "title" },
  { .name = "arm/list-subscriptions",
    .call = call_list_subscriptions,
    .path = "/arm/subscriptions",
    READS,
    .records = THREE (SUBSCRIPTION),
    .required = "value value[].id value[].subscriptionId value[].state",
    .text = "displayName" },
  { .name = "arm/find-tenant",
    .call = call_find_tenant,
    .path = SUBSCRIPTION_PATH,
    .query = "api-version=2020-01-01",
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .status = 401,
    .header = "WWW-Authenticate: Bearer authorization_uri="
              "\"https://login.microsoftonline.com/" FAULT_CUSTOMER "\", error=\"invalid_token\"",
    .exceptions = { { "401", DAVY_ERROR_WIRE, NAMES_TENANT },
                    { "401-claims", DAVY_ERROR_WIRE, NAMES_TENANT } } },
  { .name = "arm/get-subscription",
    .call = call_get_subscription,
    .path = SUBSCRIPTION_PATH,
    READS_ONE,
    .records = SUBSCRIPTION ("1"),
    .required = "id subscriptionId state",
    .text = "displayName" },
  { NULL },
};
