/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-cost.h"
#include "azure/davy-arm-locks.h"
#include "azure/davy-arm-rights.h"
#include "fault-calls.h"

/* Azure Resource Manager: reading. */

#define SCOPE             "/subscriptions/" FAULT_SUBSCRIPTION
#define SUBSCRIPTION_PATH "/arm/subscriptions/*"
#define AUTHORIZATION     "/providers/Microsoft.Authorization"

FAULT_LIST (arm,
            query_cost,
            FAULT_CUSTOMER,
            FAULT_SUBSCRIPTION,
            DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE),
            20000,
            20010)
FAULT_LIST_AS (query_families,
               arm,
               query_cost,
               FAULT_CUSTOMER,
               FAULT_SUBSCRIPTION,
               DAVY_DIMENSION_BIT (DAVY_DIMENSION_FAMILY),
               20000,
               20010)
FAULT_LIST (arm,
            query_invoiced_cost,
            "1234:5678",
            FAULT_CUSTOMER,
            FAULT_SUBSCRIPTION,
            DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE),
            20000,
            20010)
FAULT_LIST (arm, list_locks, FAULT_CUSTOMER, SCOPE)
FAULT_LIST (arm, list_permissions, FAULT_CUSTOMER, SCOPE)

#define COST_COLUMNS                                                             \
  "[{'name':'PreTaxCost','type':'Number'},{'name':'UsageDate','type':'Number'}," \
  "{'name':'ServiceName','type':'String'},{'name':'Currency','type':'String'}]"
#define COST_ROWS                                                                     \
  "[[1.5,20260301,'Virtual Machines','EUR'],[1.5,20260302,'Virtual Machines','EUR']," \
  "[1.5,20260303,'Virtual Machines','EUR']]"
#define FAMILY_COLUMNS                                                           \
  "[{'name':'PreTaxCost','type':'Number'},{'name':'UsageDate','type':'Number'}," \
  "{'name':'MeterSubCategory','type':'String'},{'name':'Currency','type':'String'}]"
#define FAMILY_ROWS                                                                   \
  "[[1.5,20260301,'NCasT4_v3 Series','EUR'],[1.5,20260302,'NCasT4_v3 Series','EUR']," \
  "[1.5,20260303,'NCasT4_v3 Series','EUR']]"
#define COST_NEEDS \
  "properties properties.columns properties.columns[].name properties.rows properties.rows[][]"
#define OTHER_METRIC "the amount may have another name there, which is asked for then"

#define LOCK(number)                                                                \
  "{'id':'" SCOPE AUTHORIZATION "/locks/lock-" number "','name':'lock-" number "'," \
  "'type':'Microsoft.Authorization/locks','properties':{'level':'CanNotDelete',"    \
  "'notes':'Ask first','owners':[{'applicationId':'x'}]}}"
#define PERMISSION                                                                          \
  "{'actions':['*'],'notActions':['Microsoft.Authorization/*/Delete'],'dataActions':['x']," \
  "'notDataActions':['y']}"

const FaultEndpoint fault_arm_endpoints[] = {
  { .name = "arm/query-cost",
    .call = call_query_cost,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "POST",
    .path = SUBSCRIPTION_PATH "/providers/Microsoft.CostManagement/query",
    .paging = FAULT_TABLE,
    .records = COST_ROWS,
    .columns = COST_COLUMNS,
    .required = COST_NEEDS,
    .exceptions = { { "400", DAVY_ERROR_REJECTED, OTHER_METRIC, TRUE },
                    { "400-of-10-MB", DAVY_ERROR_REJECTED, OTHER_METRIC, TRUE } } },
  { .name = "arm/query-families",
    .call = call_query_families,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "POST",
    .path = SUBSCRIPTION_PATH "/providers/Microsoft.CostManagement/query",
    .paging = FAULT_TABLE,
    .records = FAMILY_ROWS,
    .columns = FAMILY_COLUMNS,
    .required = COST_NEEDS,
    .exceptions = { { "400", DAVY_ERROR_REJECTED, OTHER_METRIC, TRUE },
                    { "400-of-10-MB", DAVY_ERROR_REJECTED, OTHER_METRIC, TRUE } } },
  { .name = "arm/query-invoiced-cost",
    .call = call_query_invoiced_cost,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "POST",
    .path = "/arm/providers/Microsoft.Billing/*/providers/Microsoft.CostManagement/query",
    .paging = FAULT_TABLE,
    .records = COST_ROWS,
    .columns = COST_COLUMNS,
    .required = COST_NEEDS,
    .exceptions = { { "400", DAVY_ERROR_REJECTED, OTHER_METRIC, TRUE },
                    { "400-of-10-MB", DAVY_ERROR_REJECTED, OTHER_METRIC, TRUE } } },
  { .name = "arm/list-locks",
    .call = call_list_locks,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = SUBSCRIPTION_PATH AUTHORIZATION "/locks",
    .paging = FAULT_NEXT_LINK,
    .records = "[" LOCK ("1") "," LOCK ("2") "," LOCK ("3") "]",
    .required = "value value[].id value[].name value[].properties value[].properties.level",
    .text = "notes" },
  { .name = "arm/list-permissions",
    .call = call_list_permissions,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = SUBSCRIPTION_PATH AUTHORIZATION "/permissions",
    .paging = FAULT_NEXT_LINK,
    .records = "[" PERMISSION "," PERMISSION "," PERMISSION "]",
    .required = "value" },
  { NULL },
};
