/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-calls.h"
#include "partner/davy-partner-client-audit.h"
#include "partner/davy-partner-client-budget.h"
#include "partner/davy-partner-client-costs.h"
#include "partner/davy-partner-client-profiles.h"
#include "partner/davy-partner-client-requests.h"

/* Partner Center: costs, budgets, records, profiles and requests for support. */

#define CUSTOMER_PATH     "/pc/v1/customers/*"
#define SUBSCRIPTION_PATH CUSTOMER_PATH "/subscriptions/*"
#define REQUEST           "615012345678901"

static double budget;
static DavyDay first_day = 20510, last_day = 20514;

FAULT_LIST (partner, list_audit_records, FAULT_CUSTOMER, first_day, last_day)
FAULT_OUT (partner, get_budget, &budget, FAULT_CUSTOMER)
FAULT_OUT (partner, set_budget, NULL, FAULT_CUSTOMER, 500.0)
FAULT_LIST (partner, list_resource_costs, FAULT_CUSTOMER, FAULT_PLAN)
FAULT_LIST (partner, list_meter_costs, FAULT_CUSTOMER, FAULT_PLAN)
FAULT_LIST (partner, list_customer_totals)
FAULT_LIST (partner, list_subscription_totals, FAULT_CUSTOMER)
FAULT_RECORD (partner, get_usage_total, DavyUsageTotal, FAULT_CUSTOMER, NULL)
FAULT_PAGES (partner, list_unbilled_lines, "EUR", FALSE)
FAULT_RECORD (partner, get_profile, DavyPartnerProfile, DAVY_PARTNER_PROFILE_SUPPORT)
FAULT_RECORD (partner, get_company_profile, DavyPartnerProfile, FAULT_CUSTOMER)
FAULT_RECORD (partner, get_billing_profile, DavyPartnerProfile, FAULT_CUSTOMER)
FAULT_RECORD (partner, get_support_contact, DavyPartnerSupportContact, FAULT_CUSTOMER, FAULT_PLAN)
FAULT_LIST (partner, list_service_requests, FAULT_CUSTOMER)
FAULT_RECORD (partner, get_service_request, DavyServiceRequest, REQUEST)
FAULT_OUT (partner, add_service_note, NULL, REQUEST, "We looked into it.")
FAULT_OUT (partner, close_service_request, NULL, REQUEST)

#define THREE(record) "[" record ("1") "," record ("2") "," record ("3") "]"

#define AUDIT(number)                                                                    \
  "{'operationDate':'2026-03-02T04:11:0" number "Z','operationType':'update_customer',"  \
  "'resourceType':'customer','operationStatus':'succeeded','userPrincipalName':'anna',"  \
  "'customerId':'" FAULT_CUSTOMER "','customerName':'Fabrikam','resourceNewValue':'{}'," \
  "'customizedData':[{'key':'CustomerId','value':'x'}]}"
#define COST(number)                                                                             \
  "{'id':'x" number "','category':'Virtual Machines','quantityUsed':4.5,'totalCost':" number "," \
  "'currencyCode':'EUR','lastModifiedDate':'2026-03-02T04:11:09Z','resourceName':'vm-" number    \
  "','resourceUri':'/subscriptions/x','entitlementId':'" FAULT_SUBSCRIPTION "'}"
#define LINE(number)                                                                       \
  "{'usageDate':'2026-03-0" number "T00:00:00Z','customerId':'" FAULT_CUSTOMER "',"        \
  "'subscriptionId':'" FAULT_PLAN "','entitlementId':'" FAULT_SUBSCRIPTION "',"            \
  "'meterId':'m','resourceLocation':'westeurope','unitOfMeasure':'1 Hour','quantity':2.5," \
  "'billingPreTaxTotal':" number ",'billingCurrency':'EUR','pricingPreTaxTotal':2,"        \
  "'pricingCurrency':'USD'}"
#define PROFILE                                                                      \
  "{'tenantId':'" FAULT_CUSTOMER "','companyName':'Fabrikam','email':'a@b.example'," \
  "'address':{'country':'DE','city':'Ulm','firstName':'Ada'},'primaryContact':{'phone':'1'}}"
#define CONTACT "{'supportTenantId':'" FAULT_TENANT "','supportMpnId':'4711','name':'Northwind'}"
#define SERVICE_REQUEST(number)                                                          \
  "{'id':'61501234567890" number "','title':'Mining','description':'Help','severity':0," \
  "'status':1,'createdDate':'2026-03-02T04:11:09Z','organization':{'name':'Fabrikam'},"  \
  "'primaryContact':{'email':'a@b.example'},'notes':[{'createdByName':'Ada',"            \
  "'createdDate':'2026-03-02T04:11:09Z','text':'First note'}]}"

const FaultEndpoint fault_partner_papers[] = {
  { .name = "partner/list-audit-records",
    .call = call_list_audit_records,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = "/pc/v1/auditrecords",
    .paging = FAULT_LINKED,
    .records = THREE (AUDIT),
    .required = "items items[].operationDate items[].customizedData[].key",
    .text = "customerName" },
  { .name = "partner/get-budget",
    .call = call_get_budget,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = CUSTOMER_PATH "/usagebudget",
    .records = "{'amount':500.0,'attributes':{'objectType':'SpendingBudget'}}" },
  { .name = "partner/set-budget",
    .kind = FAULT_CHANGES,
    .call = call_set_budget,
    .service = DAVY_SERVICE_PARTNER,
    .method = "PATCH",
    .path = CUSTOMER_PATH "/usagebudget",
    .records = "{'amount':500.0,'attributes':{'objectType':'SpendingBudget'}}" },
  { .name = "partner/list-resource-costs",
    .call = call_list_resource_costs,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = SUBSCRIPTION_PATH "/resourceusagerecords",
    .paging = FAULT_LINKED,
    .records = THREE (COST),
    .required = "items items[].totalCost",
    .text = "resourceName" },
  { .name = "partner/list-meter-costs",
    .call = call_list_meter_costs,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = SUBSCRIPTION_PATH "/meterusagerecords",
    .paging = FAULT_LINKED,
    .records = THREE (COST),
    .required = "items items[].totalCost",
    .text = "category" },
  { .name = "partner/list-customer-totals",
    .call = call_list_customer_totals,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = "/pc/v1/customers/usagerecords",
    .paging = FAULT_LINKED,
    .records = THREE (COST),
    .required = "items items[].totalCost",
    .text = "resourceName" },
  { .name = "partner/list-subscription-totals",
    .call = call_list_subscription_totals,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = CUSTOMER_PATH "/subscriptions/usagerecords",
    .paging = FAULT_LINKED,
    .records = THREE (COST),
    .required = "items items[].totalCost",
    .text = "resourceName" },
  { .name = "partner/get-usage-total",
    .call = call_get_usage_total,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = CUSTOMER_PATH "/usagesummary",
    .records = "{'id':'x','resourceName':'Fabrikam','budget':{'amount':500},'totalCost':12.5,"
               "'usdTotalCost':14,'percentUsed':5,'currencyCode':'EUR',"
               "'billingStartDate':'2026-03-01T00:00:00Z'}",
    .required = "totalCost",
    .text = "resourceName" },
  { .name = "partner/list-unbilled-lines",
    .call = call_list_unbilled_lines,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = "/pc/v1/invoices/unbilled/lineitems",
    .paging = FAULT_LINKED,
    .records = THREE (LINE),
    .required = "items items[].usageDate items[].billingPreTaxTotal",
    .text = "unitOfMeasure" },
  { .name = "partner/get-profile",
    .call = call_get_profile,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = "/pc/v1/profiles/*",
    .records = PROFILE,
    .text = "companyName" },
  { .name = "partner/get-company-profile",
    .call = call_get_company_profile,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = CUSTOMER_PATH "/profiles/company",
    .records = PROFILE,
    .text = "companyName" },
  { .name = "partner/get-billing-profile",
    .call = call_get_billing_profile,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = CUSTOMER_PATH "/profiles/billing",
    .records = PROFILE,
    .text = "companyName" },
  { .name = "partner/get-support-contact",
    .call = call_get_support_contact,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = SUBSCRIPTION_PATH "/supportcontact",
    .records = CONTACT,
    .text = "name" },
  { .name = "partner/list-service-requests",
    .call = call_list_service_requests,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = CUSTOMER_PATH "/servicerequests",
    .paging = FAULT_LINKED,
    .records = THREE (SERVICE_REQUEST),
    .required = "items items[].id",
    .text = "description" },
  { .name = "partner/get-service-request",
    .call = call_get_service_request,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = "/pc/v1/servicerequests/*",
    .records = SERVICE_REQUEST ("1"),
    .required = "id",
    .text = "description" },
  { .name = "partner/add-service-note",
    .kind = FAULT_CHANGES,
    .call = call_add_service_note,
    .service = DAVY_SERVICE_PARTNER,
    .method = "PATCH",
    .path = "/pc/v1/servicerequests/*",
    .form = "NewNote",
    .records = SERVICE_REQUEST ("1"),
    .text = "description" },
  { .name = "partner/close-service-request",
    .kind = FAULT_CHANGES,
    .call = call_close_service_request,
    .service = DAVY_SERVICE_PARTNER,
    .method = "PATCH",
    .path = "/pc/v1/servicerequests/*",
    .records = SERVICE_REQUEST ("1"),
    .text = "description" },
  { NULL },
};
