/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-support.h"
#include "azure/davy-arm-tickets.h"
#include "fault-caller.h"

/* Azure's support, which hears from two tenants. */

#define SERVICE "/providers/Microsoft.Support/services/s-1"
#define SUPPORT "/arm/subscriptions/*/providers/Microsoft.Support"
#define TICKET  FAULT_SUBSCRIPTION, "ticket-1"

static const DavyArmTicketDraft draft = {
  .title = "Mining",
  .description = "Somebody mines.",
  .service_id = SERVICE,
  .problem_id = SERVICE "/problemClassifications/p-1",
  .first_name = "Anna",
  .last_name = "Lamp",
  .email = FAULT_PERSON,
  .time_zone = "W. Europe Standard Time",
  .country = "DE",
  .language = "de-de",
};

/* A call that gives a @Type. */
#define CALL(verb, Type, count, ...)                                                           \
  static int call_##verb (FaultCaller *caller, GError **error)                                 \
  {                                                                                            \
    g_autoptr (Type) answer = NULL;                                                            \
    davy_arm_client_##verb##_async (caller->arm, FAULT_CUSTOMER, ##__VA_ARGS__, NULL,          \
                                    fault_caller_keep, caller);                                \
    answer = davy_arm_client_##verb##_finish (caller->arm, fault_caller_wait (caller), error); \
    return answer != NULL ? (int) (count) : -1;                                                \
  }

CALL (list_support_services, GPtrArray, answer->len)
CALL (list_support_problems, GPtrArray, answer->len, SERVICE)
CALL (list_ticket_messages, GPtrArray, answer->len, TICKET)
CALL (get_ticket, DavyArmTicket, 1, TICKET)
CALL (create_ticket, DavyArmOutcome, 1, TICKET, &draft)
CALL (add_ticket_message, DavyArmOutcome, 1, TICKET, "message-1", "More", "There is more.")

static int
call_check_ticket_name (FaultCaller *caller, GError **error)
{
  gboolean available;

  davy_arm_client_check_ticket_name_async (caller->arm, FAULT_CUSTOMER, TICKET, NULL,
                                           fault_caller_keep, caller);

  return davy_arm_client_check_ticket_name_finish (caller->arm, fault_caller_wait (caller),
                                                   &available, error)
             ? 1
             : -1;
}

#define SERVICE_RECORD(number)                                                        \
  "{'id':'/providers/Microsoft.Support/services/s-" number "','name':'s-" number "'," \
  "'type':'x','properties':{'displayName':'Billing','resourceTypes':['MICROSOFT.X/Y']}}"
#define PROBLEM(number)                                                                       \
  "{'id':'" SERVICE "/problemClassifications/p-" number "','name':'p-" number "','type':'x'," \
  "'properties':{'displayName':'Fraud'}}"
#define MESSAGE(number)                                                                          \
  "{'id':'/m/" number "','name':'message-" number "','type':'x','properties':{'sender':'a@b.c'," \
  "'communicationDirection':'outbound','subject':'S','createdDate':'2026-01-01T10:00:00Z'}}"
#define THREE(record) "[" record ("1") "," record ("2") "," record ("3") "]"

const FaultEndpoint fault_arm_support[] = {
  { .name = "arm/list-support-services",
    .call = call_list_support_services,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = "/arm/providers/Microsoft.Support/services",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (SERVICE_RECORD),
    .required = "value value[].id value[].properties value[].properties.displayName",
    .text = "type" },
  { .name = "arm/list-support-problems",
    .call = call_list_support_problems,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = "/arm/providers/Microsoft.Support/services/*/problemClassifications",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (PROBLEM),
    .required = "value value[].id value[].properties value[].properties.displayName",
    .text = "type" },
  { .name = "arm/check-ticket-name",
    .call = call_check_ticket_name,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "POST",
    .path = SUPPORT "/checkNameAvailability",
    .records = "{'nameAvailable':true,'reason':'x'}",
    .required = "nameAvailable",
    .text = "reason" },
  { .name = "arm/list-ticket-messages",
    .call = call_list_ticket_messages,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = SUPPORT "/supportTickets/*/communications",
    .paging = FAULT_NEXT_LINK,
    .records = THREE (MESSAGE),
    .required = "value value[].name",
    .text = "type" },
  { .name = "arm/get-ticket",
    .call = call_get_ticket,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = SUPPORT "/supportTickets/ticket-1",
    .records = "{'id':'/t','name':'ticket-1','type':'x','properties':{'status':'open',"
               "'supportTicketId':'1','createdDate':'2026-01-01T10:00:00Z'}}",
    .required = "name",
    .text = "type" },
  { .name = "arm/create-ticket",
    .kind = FAULT_CHANGES,
    .call = call_create_ticket,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "PUT",
    .path = SUPPORT "/supportTickets/ticket-1" },
  { .name = "arm/add-ticket-message",
    .kind = FAULT_CHANGES,
    .call = call_add_ticket_message,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "PUT",
    .path = SUPPORT "/supportTickets/*/communications/*" },
  { NULL },
};
