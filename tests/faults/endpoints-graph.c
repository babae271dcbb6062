/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-caller.h"
#include "partner/davy-alert-service.h"
#include "partner/davy-graph-client.h"

/* Microsoft Graph, and what stands before it and Partner Center alike. */

#define ALERTS_PATH "/graph/beta/security/partner/securityAlerts"

static const char *const ids[] = { "alert-1", NULL };

static DavyAlertService *
make_service (FaultCaller *caller)
{
  return davy_alert_service_new (caller->account, DAVY_ALERT_SERVICE_GRAPH);
}

static int
call_list_first (FaultCaller *caller, GError **error)
{
  g_autoptr (DavyAlertService) service = make_service (caller);
  g_autoptr (GPtrArray) alerts = NULL;

  davy_alert_service_list_first_async (service, NULL, fault_caller_keep, caller);
  alerts = davy_alert_service_list_first_finish (service, fault_caller_wait (caller), error);

  return alerts != NULL ? (int) alerts->len : -1;
}

static int
call_list (FaultCaller *caller, GError **error)
{
  g_autoptr (DavyAlertService) service = make_service (caller);

  davy_alert_service_list_async (service, fault_caller_count_page, caller, NULL, fault_caller_keep,
                                 caller);
  return davy_alert_service_list_finish (service, fault_caller_wait (caller), error)
             ? caller->n_records
             : -1;
}

static int
call_read (FaultCaller *caller, GError **error)
{
  g_autoptr (DavyAlertService) service = make_service (caller);
  g_autoptr (GPtrArray) alerts = NULL;

  davy_alert_service_read_async (service, FAULT_SUBSCRIPTION, ids, NULL, fault_caller_keep, caller);
  alerts = davy_alert_service_read_finish (service, fault_caller_wait (caller), error);

  return alerts != NULL ? (int) alerts->len : -1;
}

static int
call_set_status (FaultCaller *caller, GError **error)
{
  g_autoptr (DavyAlertService) service = make_service (caller);
  g_autoptr (GPtrArray) alerts = NULL;

  davy_alert_service_set_status_async (service, FAULT_SUBSCRIPTION, ids, "Resolved", "Fraud", NULL,
                                       fault_caller_keep, caller);
  alerts = davy_alert_service_set_status_finish (service, fault_caller_wait (caller), NULL, error);

  return alerts != NULL ? (int) alerts->len : -1;
}

static int
call_get_alert (FaultCaller *caller, GError **error)
{
  g_autoptr (DavyGraphClient) client = davy_graph_client_new (caller->account);
  g_autoptr (DavyFraudEvent) alert = NULL;

  davy_graph_client_get_alert_async (client, "alert-1", NULL, fault_caller_keep, caller);
  alert = davy_graph_client_get_alert_finish (client, fault_caller_wait (caller), error);

  return alert != NULL ? 1 : -1;
}

#define ALERT(id)                                                                            \
  "{'id':'" id "','displayName':'Mining','description':'A machine talks to a pool.',"        \
  "'alertType':'networkConnectionsToCryptoMiningPools','status':'active','severity':'high'," \
  "'confidenceLevel':'medium','customerTenantId':'" FAULT_CUSTOMER "',"                      \
  "'subscriptionId':'" FAULT_SUBSCRIPTION "','detectedDateTime':'2026-03-02T04:11:09Z',"     \
  "'firstObservedDateTime':'2026-03-02T03:11:09Z','isTest':false,'resolvedReason':null,"     \
  "'affectedResources':[{'resourceId':'/subscriptions/x','resourceType':'AzureResource'}],"  \
  "'additionalDetails':{'connectionCount':'31'},"                                            \
  "'activityLogs':[{'statusFrom':'active','statusTo':'investigating','updatedBy':'a',"       \
  "'updatedDateTime':'2026-03-02T05:11:09Z'}]}"
#define ALERTS "[" ALERT ("alert-1") "," ALERT ("alert-2") "," ALERT ("alert-3") "]"

const FaultEndpoint fault_graph_endpoints[] = {
  { .name = "graph/list-alerts",
    .call = call_list,
    .service = DAVY_SERVICE_GRAPH,
    .method = "GET",
    .path = ALERTS_PATH,
    .paging = FAULT_ODATA,
    .records = ALERTS,
    .required = "value value[].id value[].status",
    .text = "description" },
  { .name = "graph/list-first-alerts",
    .call = call_list_first,
    .service = DAVY_SERVICE_GRAPH,
    .method = "GET",
    .path = ALERTS_PATH,
    .paging = FAULT_ONE,
    .records = "{'value':" ALERTS "}",
    .required = "value value[].id value[].status",
    .text = "description" },
  { .name = "graph/read-alerts",
    .call = call_read,
    .service = DAVY_SERVICE_GRAPH,
    .method = "GET",
    .path = ALERTS_PATH "/*",
    .records = ALERT ("alert-1"),
    .required = "id status",
    .text = "description",
    .exceptions = { { "404", FAULT_WELL, "an alert that is gone is left out" } } },
  { .name = "graph/get-alert",
    .call = call_get_alert,
    .service = DAVY_SERVICE_GRAPH,
    .method = "GET",
    .path = ALERTS_PATH "/*",
    .records = ALERT ("alert-1"),
    .required = "id status",
    .text = "description" },
  { .name = "graph/set-status",
    .kind = FAULT_CHANGES,
    .call = call_set_status,
    .service = DAVY_SERVICE_GRAPH,
    .method = "PATCH",
    .path = ALERTS_PATH "/*",
    .records = ALERT ("alert-1"),
    .text = "description" },
  { NULL },
};
