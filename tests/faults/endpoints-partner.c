/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-calls.h"
#include "partner/davy-partner-client-consent.h"
#include "partner/davy-partner-client-subscriptions.h"
#include "partner/davy-partner-client-usage.h"
#include "partner/davy-partner-plan-map.h"

/* Partner Center. */

#define CUSTOMER_PATH     "/pc/v1/customers/*"
#define SUBSCRIPTION_PATH CUSTOMER_PATH "/subscriptions/*"
#define ENTITLEMENT_PATH  SUBSCRIPTION_PATH "/azureEntitlements/*"

static const DavyPartnerGrant grants[] = { { "797f4846-ba00-4fd7-ba43-dac1f8f63013",
                                             "user_impersonation" } };

FAULT_LIST (partner, list_first_events)
FAULT_PAGES (partner, list_events)
FAULT_LIST (partner, list_subscription_events, FAULT_SUBSCRIPTION)
FAULT_PAGES (partner, list_customers)
FAULT_LIST (partner, list_qualifications, FAULT_CUSTOMER)
FAULT_LIST (partner, list_relationships, FAULT_CUSTOMER)
FAULT_LIST (partner, list_subscriptions, FAULT_CUSTOMER)
FAULT_LIST (partner, list_entitlements, FAULT_CUSTOMER, FAULT_PLAN)
FAULT_PAGES (partner,
             list_utilization,
             FAULT_CUSTOMER,
             FAULT_PLAN,
             DAVY_GRANULARITY_DAILY,
             20000 * DAVY_TIME_DAY,
             20011 * DAVY_TIME_DAY)
FAULT_LIST (partner, list_meter_totals, FAULT_CUSTOMER, FAULT_PLAN)

FAULT_LIST (partner, list_consents, FAULT_CUSTOMER)
FAULT_LIST (partner, find_customers, "Fab")
FAULT_RECORD (partner, map_plans, DavyPartnerPlanMap, FAULT_CUSTOMER)
FAULT_RECORD (partner, get_customer, DavyPartnerCustomer, FAULT_CUSTOMER)
FAULT_RECORD (partner, get_subscription, DavyPartnerSubscription, FAULT_CUSTOMER, FAULT_PLAN)
FAULT_RECORD (partner,
              get_entitlement,
              DavyPartnerEntitlement,
              FAULT_CUSTOMER,
              FAULT_PLAN,
              FAULT_SUBSCRIPTION)
FAULT_RECORD (partner,
              wait_entitlement,
              DavyPartnerEntitlement,
              FAULT_CUSTOMER,
              FAULT_PLAN,
              FAULT_SUBSCRIPTION,
              "active")
FAULT_OUT (partner, set_suspended, NULL, FAULT_CUSTOMER, FAULT_PLAN, TRUE)
FAULT_OUT (partner, cancel_entitlement, NULL, FAULT_CUSTOMER, FAULT_PLAN, FAULT_SUBSCRIPTION)
FAULT_OUT (partner, reactivate_entitlement, NULL, FAULT_CUSTOMER, FAULT_PLAN, FAULT_SUBSCRIPTION)
FAULT_OUT (partner, grant_consent, NULL, FAULT_CUSTOMER, FAULT_APPLICATION, "Davylamp", grants, 1)
FAULT_OUT (partner, revoke_consent, NULL, FAULT_CUSTOMER, FAULT_APPLICATION)

static int
call_get_validation (FaultCaller *caller, GError **error)
{
  g_autoptr (DavyPartnerValidation) validation = NULL;

  davy_partner_client_get_validation_async (caller->partner, FAULT_CUSTOMER, NULL,
                                            fault_caller_keep, caller);
  return davy_partner_client_get_validation_finish (caller->partner, fault_caller_wait (caller),
                                                    &validation, error)
             ? 1
             : -1;
}

static int
call_set_status (FaultCaller *caller, GError **error)
{
  static const char *const ids[] = { "event-1", NULL };
  g_autoptr (GPtrArray) events = NULL;

  davy_partner_client_set_status_async (caller->partner, FAULT_SUBSCRIPTION, ids, "Resolved",
                                        "Fraud", NULL, fault_caller_keep, caller);
  events = davy_partner_client_set_status_finish (caller->partner, fault_caller_wait (caller), NULL,
                                                  error);

  return events != NULL ? (int) events->len : -1;
}

#define EVENT(id)                                                                          \
  "{'eventId':'" id "','eventTime':'2026-03-02T04:11:09Z','eventStatus':'Active',"         \
  "'customerTenantId':'" FAULT_CUSTOMER "','customerFriendlyName':'Fabrikam',"             \
  "'subscriptionId':'" FAULT_SUBSCRIPTION "','subscriptionName':'Shop','severity':'High'," \
  "'eventType':'NetworkConnectionsToCryptoMiningPools','displayName':'Mining',"            \
  "'description':'A machine talks to a pool.','hitCount':'31','resolvedReason':'None',"    \
  "'firstObserved':'2026-03-02T03:12:00','lastObserved':'2026-03-02T04:15:00',"            \
  "'affectedResources':[{'azureResourceId':'/subscriptions/x','type':'AzureResource'}],"   \
  "'additionalDetails':{'connectionCount':'31'},'IsTest':'false','activityLogs':''}"
#define EVENTS "[" EVENT ("event-1") "," EVENT ("event-2") "," EVENT ("event-3") "]"

#define CUSTOMER(id)                                                                         \
  "{'id':'" id "','companyProfile':{'tenantId':'" id "','domain':'f.example',"               \
  "'companyName':'Fabrikam','address':{'country':'DE'}},'relationshipToPartner':'reseller'," \
  "'allowDelegatedAccess':true,'associatedPartnerId':'77'}"
#define CUSTOMERS                                                      \
  "[" CUSTOMER ("20000000-0000-4000-8000-000000000001") "," CUSTOMER ( \
      "20000000-0000-4000-8000-000000000002") "," CUSTOMER ("20000000-0000-4000-8000-000000000003") "]"

#define QUALIFICATION(name)                                                        \
  "{'qualification':'" name "','vettingStatus':'Approved','vettingReason':'none'," \
  "'vettingCreatedDate':'2025-01-01T00:00:00Z'}"
#define RELATIONSHIP(id)                                                                          \
  "{'id':'" id "','name':'Reseller','relationshipType':'is_indirect_cloud_solution_provider_of'," \
  "'mpnId':'4711'}"
#define SUBSCRIPTION(number, offer, entitlement)                                              \
  "{'id':'30000000-0000-4000-8000-00000000%C%" number "','offerId':'" offer "',"              \
  "'offerName':'Azure','friendlyName':'Main','status':'active','suspensionReasons':['none']," \
  "'entitlementId':'" entitlement "','attributes':{'etag':'abc'}}"
#define ENTITLEMENT(number)                                                                  \
  "{'id':'40000000-0000-4000-8000-00000000%C%" number "','subscriptionId':'" FAULT_PLAN "'," \
  "'friendlyName':'Shop','status':'active'}"
#define UTILIZATION(day)                                                                      \
  "{'usageStartTime':'2026-03-" day "T00:00:00Z','usageEndTime':'2026-03-" day "T23:00:00Z'," \
  "'resource':{'id':'meter-1','name':'D2 v3','category':'Virtual Machines'},'quantity':11.5," \
  "'unit':'1 Hour'}"
#define METER(id)                                                                      \
  "{'id':'" id "','category':'Virtual Machines','quantityUsed':34.5,'totalCost':3.45," \
  "'currencyLocale':'de-DE','currencyCode':'EUR'}"

#define CONSENT(number)                                                                        \
  "{'applicationId':'90000000-0000-4000-8000-00000000000" number "','displayName':'Davylamp'," \
  "'applicationGrants':[{'enterpriseApplicationId':'x','scope':'user_impersonation'}]}"

#define ONE_MAP      "what comes twice takes one place in the map"
#define ASKS_ON      "a wait asks again until its time is over"
#define SAME_READING "it reads what partner/get-entitlement reads"

const FaultEndpoint fault_partner_endpoints[] = {
  { .name = "partner/list-first-events",
    .call = call_list_first_events,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = "/pc/v1/fraudEvents",
    .query = "PageSize=100",
    .paging = FAULT_ARRAY,
    .records = EVENTS,
    .required = "[].eventId [].eventStatus",
    .text = "description" },
  { .name = "partner/list-subscription-events",
    .call = call_list_subscription_events,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = "/pc/v1/fraudEvents",
    .query = "SubscriptionId=",
    .paging = FAULT_NUMBERED,
    .records = EVENTS,
    .required = "[].eventId [].eventStatus",
    .text = "description" },
  { .name = "partner/list-events",
    .call = call_list_events,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = "/pc/v1/fraudEvents",
    .paging = FAULT_NUMBERED,
    .records = EVENTS,
    .required = "[].eventId [].eventStatus",
    .text = "description" },
  { .name = "partner/set-status",
    .kind = FAULT_CHANGES,
    .call = call_set_status,
    .service = DAVY_SERVICE_PARTNER,
    .method = "POST",
    .path = "/pc/v1/fraudEvents/subscription/*/status",
    .paging = FAULT_ARRAY,
    .records = EVENTS,
    .text = "description" },
  { .name = "partner/find-customers",
    .call = call_find_customers,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = "/pc/v1/customers",
    .query = "filter=",
    .paging = FAULT_LINKED,
    .records = CUSTOMERS,
    .required = "items items[].id",
    .text = "companyName" },
  { .name = "partner/list-customers",
    .call = call_list_customers,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = "/pc/v1/customers",
    .paging = FAULT_LINKED,
    .records = CUSTOMERS,
    .required = "items items[].id",
    .text = "companyName" },
  { .name = "partner/get-validation",
    .call = call_get_validation,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = CUSTOMER_PATH "/validationStatus",
    .records = "{'type':'account','status':'Allowed','lastUpdateDateTime':'2026-01-01T00:00:00Z'}",
    .required = "status" },
  { .name = "partner/list-qualifications",
    .call = call_list_qualifications,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = CUSTOMER_PATH "/qualifications",
    .paging = FAULT_ARRAY,
    .records = "[" QUALIFICATION ("Education") "," QUALIFICATION ("StateOwnedEntity") "]",
    .required = "[].qualification",
    .text = "vettingReason" },
  { .name = "partner/list-relationships",
    .call = call_list_relationships,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = CUSTOMER_PATH "/relationships",
    .paging = FAULT_LINKED,
    .records = "[" RELATIONSHIP ("r1") "," RELATIONSHIP ("r2") "," RELATIONSHIP ("r3") "]",
    .required = "items items[].id",
    .text = "name" },
  { .name = "partner/list-entitlements",
    .call = call_list_entitlements,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = SUBSCRIPTION_PATH "/azureEntitlements",
    .paging = FAULT_LINKED,
    .records = "[" ENTITLEMENT ("0b") "," ENTITLEMENT ("0c") "," ENTITLEMENT ("0d") "]",
    .required = "items items[].id",
    .text = "friendlyName" },
  { .name = "partner/map-plans",
    .call = call_map_plans,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = SUBSCRIPTION_PATH "/azureEntitlements",
    .paging = FAULT_LINKED,
    .records = "[" ENTITLEMENT ("0b") "," ENTITLEMENT ("0c") "," ENTITLEMENT ("0d") "]",
    .required = "items items[].id",
    .text = "friendlyName",
    .exceptions = { { "page-twice", FAULT_MEANINGLESS, ONE_MAP },
                    { "shifted-pages", FAULT_MEANINGLESS, ONE_MAP } } },
  { .name = "partner/cancel-entitlement",
    .kind = FAULT_CHANGES,
    .call = call_cancel_entitlement,
    .service = DAVY_SERVICE_PARTNER,
    .method = "POST",
    .path = ENTITLEMENT_PATH "/cancel",
    .records = ENTITLEMENT ("0b"),
    .text = "friendlyName" },
  { .name = "partner/reactivate-entitlement",
    .kind = FAULT_CHANGES,
    .call = call_reactivate_entitlement,
    .service = DAVY_SERVICE_PARTNER,
    .method = "POST",
    .path = ENTITLEMENT_PATH "/reactivate",
    .status = 202,
    .records = ENTITLEMENT ("0b"),
    .text = "friendlyName" },
  { .name = "partner/get-entitlement",
    .call = call_get_entitlement,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = ENTITLEMENT_PATH,
    .records = ENTITLEMENT ("0b"),
    .required = "id",
    .text = "friendlyName" },
  { .name = "partner/wait-entitlement",
    .call = call_wait_entitlement,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = ENTITLEMENT_PATH,
    .records = ENTITLEMENT ("0b"),
    .required = "id",
    .text = "friendlyName",
    .exceptions = { { "hang-up", DAVY_ERROR_OFFLINE, ASKS_ON, TRUE },
                    { "reset-mid-body", DAVY_ERROR_OFFLINE, ASKS_ON, TRUE },
                    { "time-out", DAVY_ERROR_TIMED_OUT, ASKS_ON, TRUE },
                    { "429", DAVY_ERROR_THROTTLED, ASKS_ON, TRUE },
                    { "429-retry-after", DAVY_ERROR_THROTTLED, ASKS_ON, TRUE },
                    { "500", DAVY_ERROR_SERVER, ASKS_ON, TRUE },
                    { "503", DAVY_ERROR_SERVER, ASKS_ON, TRUE },
                    { "503-retry-after", DAVY_ERROR_SERVER, ASKS_ON, TRUE },
                    { "html", DAVY_ERROR_WIRE, ASKS_ON, TRUE },
                    { "empty", DAVY_ERROR_WIRE, ASKS_ON, TRUE },
                    { "truncated", DAVY_ERROR_WIRE, ASKS_ON, TRUE },
                    { "wrong-types", FAULT_MEANINGLESS, SAME_READING },
                    { "missing-members", FAULT_MEANINGLESS, SAME_READING },
                    { "null-members", FAULT_MEANINGLESS, SAME_READING } } },
  { .name = "partner/list-utilization",
    .call = call_list_utilization,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = SUBSCRIPTION_PATH "/utilizations/azure",
    .paging = FAULT_LINKED,
    .records = "[" UTILIZATION ("01") "," UTILIZATION ("02") "," UTILIZATION ("03") "]",
    .required = "items items[].usageStartTime items[].quantity items[].resource "
                "items[].resource.id",
    .text = "unit" },
  { .name = "partner/list-meter-totals",
    .call = call_list_meter_totals,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = SUBSCRIPTION_PATH "/usagerecords/resources",
    .paging = FAULT_LINKED,
    .records = "[" METER ("meter-1") "," METER ("meter-2") "," METER ("meter-3") "]",
    .required = "items items[].id",
    .text = "category" },
  { .name = "partner/list-subscriptions",
    .call = call_list_subscriptions,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = CUSTOMER_PATH "/subscriptions",
    .paging = FAULT_LINKED,
    .records = "[" SUBSCRIPTION (
        "01",
        "MS-AZR-0145P",
        "40000000-0000-4000-8000-00000000%C%0a") "," SUBSCRIPTION ("02",
                                                                   "DZH318Z0BPS6:0001:X",
                                                                   "") "," SUBSCRIPTION ("03",
                                                                                         "CFQ7TTC0LH18",
                                                                                         "") "]",
    .required = "items items[].id",
    .text = "friendlyName" },
  { .name = "partner/suspend",
    .kind = FAULT_CHANGES,
    .call = call_set_suspended,
    .service = DAVY_SERVICE_PARTNER,
    .method = "PATCH",
    .path = SUBSCRIPTION_PATH,
    .records = SUBSCRIPTION ("02", "DZH318Z0BPS6:0001:X", ""),
    .text = "friendlyName",
    .exceptions = { { "412", DAVY_ERROR_CHANGED_ELSEWHERE,
                      "somebody else changed it: it is read once more and sent once more",
                      TRUE } } },
  { .name = "partner/suspend/read-whole",
    .call = call_set_suspended,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = SUBSCRIPTION_PATH,
    .records = SUBSCRIPTION ("02", "DZH318Z0BPS6:0001:X", ""),
    .text = "friendlyName" },
  { .name = "partner/get-subscription",
    .call = call_get_subscription,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = SUBSCRIPTION_PATH,
    .records = SUBSCRIPTION ("02", "DZH318Z0BPS6:0001:X", ""),
    .required = "id",
    .text = "friendlyName" },
  { .name = "partner/grant-consent",
    .kind = FAULT_CHANGES,
    .call = call_grant_consent,
    .service = DAVY_SERVICE_PARTNER,
    .method = "POST",
    .path = CUSTOMER_PATH "/applicationconsents",
    .status = 201,
    .records = CONSENT ("1"),
    .text = "displayName" },
  { .name = "partner/list-consents",
    .call = call_list_consents,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = CUSTOMER_PATH "/applicationconsents",
    .paging = FAULT_LINKED,
    .records = "[" CONSENT ("1") "," CONSENT ("2") "," CONSENT ("3") "]",
    .required = "items items[].applicationId",
    .text = "displayName" },
  { .name = "partner/revoke-consent",
    .kind = FAULT_CHANGES,
    .call = call_revoke_consent,
    .service = DAVY_SERVICE_PARTNER,
    .method = "DELETE",
    .path = CUSTOMER_PATH "/applicationconsents/*",
    .status = 204 },
  { .name = "partner/get-customer",
    .call = call_get_customer,
    .service = DAVY_SERVICE_PARTNER,
    .method = "GET",
    .path = CUSTOMER_PATH,
    .records = CUSTOMER ("%ID%"),
    .required = "id",
    .text = "companyName" },
  { NULL },
};
