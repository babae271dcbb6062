/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-locks.h"
#include "azure/davy-arm-resources.h"
#include "azure/davy-arm-roles.h"
#include "azure/davy-arm-tickets.h"
#include "fault-calls.h"

/* Azure Resource Manager: changing, and looking what became of it. */

#define SCOPE         "/subscriptions/" FAULT_SUBSCRIPTION
#define GROUP         SCOPE "/resourceGroups/rg-main"
#define AUTHORIZATION "/providers/Microsoft.Authorization"

static const DavyArmTicketDraft draft = {
  .title = "Mining",
  .description = "Machines mine.",
  .severity = DAVY_ARM_TICKET_CRITICAL,
  .service_id = "/providers/Microsoft.Support/services/vm",
  .problem_id = "/providers/Microsoft.Support/services/vm/problemClassifications/p",
  .problem_start = 1772424669000000,
  .first_name = "Ada",
  .last_name = "Lovelace",
  .email = "ada@northwind.example",
  .time_zone = "W. Europe Standard Time",
  .country = "DE",
  .language = "en-US",
};

FAULT_RECORD (arm, delete_lock, DavyArmOutcome, FAULT_CUSTOMER, SCOPE AUTHORIZATION "/locks/lock-1")
FAULT_RECORD (arm,
              delete_role_assignment,
              DavyArmOutcome,
              FAULT_CUSTOMER,
              SCOPE AUTHORIZATION "/roleAssignments/a1")
FAULT_RECORD (arm,
              delete_resource,
              DavyArmOutcome,
              FAULT_CUSTOMER,
              GROUP "/providers/Microsoft.Storage/storageAccounts/store",
              FALSE)
FAULT_RECORD (arm, delete_group, DavyArmOutcome, FAULT_CUSTOMER, GROUP, FALSE)
FAULT_RECORD (arm,
              create_ticket,
              DavyArmOutcome,
              FAULT_CUSTOMER,
              FAULT_SUBSCRIPTION,
              "davy-1",
              &draft)
FAULT_RECORD (arm,
              add_ticket_message,
              DavyArmOutcome,
              FAULT_CUSTOMER,
              FAULT_SUBSCRIPTION,
              "davy-1",
              "message-1",
              "Mining",
              "It goes on.")

#define TICKET "{'name':'davy-1','properties':{'title':'Mining','status':'Open'}}"

#define CHANGES   .kind = FAULT_CHANGES, .service = DAVY_SERVICE_RESOURCE_MANAGER
#define PATH      "/arm/subscriptions/*"
#define OPERATION "/arm/subscriptions/x/providers/x/locations/x/operations/x?api-version=1"
#define GOES_ON   .status = 202, .header = "Azure-AsyncOperation: %ORIGIN%" OPERATION
#define GOES_ON_AT \
  .status = 202, .header = "Location: %ORIGIN%/arm/subscriptions/x/operationresults/x"
#define NO_END      "a poll that tells no status is no end"
#define ITS_FAILURE "an error where the result would be is that of the operation"
#define THERE       "it is said not to be there, and a look finds it"
#define GONE        "it is not there, which is what was wanted"
#define LOOKS_ON    "it is looked for until its time is over"

const FaultEndpoint fault_arm_changes[] = {
  { .name = "arm/delete-lock",
    .call = call_delete_lock,
    CHANGES,
    .method = "DELETE",
    .path = PATH AUTHORIZATION "/locks/*",
    .status = 204 },
  { .name = "arm/delete-role-assignment",
    .call = call_delete_role_assignment,
    CHANGES,
    .method = "DELETE",
    .path = PATH AUTHORIZATION "/roleAssignments/*",
    .records = "{'id':'a1','properties':{'principalId':'p'}}" },
  { .name = "arm/delete-resource",
    .call = call_delete_resource,
    CHANGES,
    .method = "DELETE",
    .path = PATH "/storageAccounts/*",
    GOES_ON,
    .exceptions = { { "404", DAVY_ERROR_STILL_RUNNING, THERE } } },
  { .name = "arm/delete-group",
    .call = call_delete_group,
    CHANGES,
    .method = "DELETE",
    .path = PATH "/resourceGroups/*",
    GOES_ON_AT,
    .exceptions = { { "404", DAVY_ERROR_STILL_RUNNING, THERE } } },
  { .name = "arm/delete-group/location",
    .call = call_delete_group,
    .role = FAULT_POLL,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = PATH "/operationresults/*",
    .exceptions = { { "400", DAVY_ERROR_REJECTED, ITS_FAILURE },
                    { "400-of-10-MB", DAVY_ERROR_REJECTED, ITS_FAILURE },
                    { "403", DAVY_ERROR_REFUSED, ITS_FAILURE },
                    { "403-other-shape", DAVY_ERROR_REFUSED, ITS_FAILURE },
                    { "403-known-code", DAVY_ERROR_REFUSED, ITS_FAILURE },
                    { "403-gateway", DAVY_ERROR_REFUSED, ITS_FAILURE },
                    { "403-empty", DAVY_ERROR_REFUSED, ITS_FAILURE },
                    { "403-html", DAVY_ERROR_REFUSED, ITS_FAILURE },
                    { "404", FAULT_WELL, GONE },
                    { "429-retry-after", DAVY_ERROR_STILL_RUNNING, LOOKS_ON, TRUE },
                    { "409", DAVY_ERROR_CONFLICT, ITS_FAILURE },
                    { "412", DAVY_ERROR_CONFLICT, ITS_FAILURE },
                    { "empty", FAULT_WELL, "200 is the end" } } },
  { .name = "arm/delete-resource/operation",
    .call = call_delete_resource,
    .role = FAULT_POLL,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "GET",
    .path = PATH "/operations/*",
    .records = "{'name':'x','status':'Succeeded','startTime':'2026-03-02T04:11:09Z'}",
    .required = "status",
    .text = "name",
    .exceptions = { { "empty", DAVY_ERROR_STILL_RUNNING, NO_END, TRUE },
                    { "missing-members", DAVY_ERROR_STILL_RUNNING, NO_END, TRUE },
                    { "429-retry-after", DAVY_ERROR_STILL_RUNNING, LOOKS_ON, TRUE },
                    { "null-members", DAVY_ERROR_STILL_RUNNING, NO_END, TRUE } } },
  { .name = "arm/add-ticket-message",
    .call = call_add_ticket_message,
    CHANGES,
    .method = "PUT",
    .path = PATH "/supportTickets/*/communications/*",
    GOES_ON,
    .records = "{'name':'message-1','properties':{'subject':'Mining'}}" },
  { .name = "arm/create-ticket",
    .call = call_create_ticket,
    CHANGES,
    .method = "PUT",
    .path = PATH "/supportTickets/*",
    GOES_ON,
    .records = TICKET },
  { NULL },
};

/* How a deletion is looked after: whatever passes by, it goes on looking. */
#define LOOKS_AFTER                                                                \
  .role = FAULT_POLL, .service = DAVY_SERVICE_RESOURCE_MANAGER, .method = "GET",   \
  .exceptions = { { "404", FAULT_WELL, GONE },                                     \
                  { "hang-up", DAVY_ERROR_STILL_RUNNING, LOOKS_ON, TRUE },         \
                  { "reset-mid-body", DAVY_ERROR_STILL_RUNNING, LOOKS_ON, TRUE },  \
                  { "time-out", DAVY_ERROR_STILL_RUNNING, LOOKS_ON, TRUE },        \
                  { "429", DAVY_ERROR_STILL_RUNNING, LOOKS_ON, TRUE },             \
                  { "429-retry-after", DAVY_ERROR_STILL_RUNNING, LOOKS_ON, TRUE }, \
                  { "500", DAVY_ERROR_STILL_RUNNING, LOOKS_ON, TRUE },             \
                  { "503", DAVY_ERROR_STILL_RUNNING, LOOKS_ON, TRUE },             \
                  { "503-retry-after", DAVY_ERROR_STILL_RUNNING, LOOKS_ON, TRUE } }

/* Behind the lines of those that are there to be read: what was deleted is not. */
const FaultEndpoint fault_arm_looks[] = {
  { .name = "arm/delete-resource/look",
    .call = call_delete_resource,
    .path = PATH "/storageAccounts/*",
    LOOKS_AFTER },
  { .name = "arm/delete-group/look",
    .call = call_delete_group,
    .path = PATH "/resourceGroups/rg-main",
    LOOKS_AFTER },
  { NULL },
};
