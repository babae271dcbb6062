/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-locks.h"
#include "fault-caller.h"

/* Azure Resource Manager: changing. */

#define SCOPE         "/subscriptions/" FAULT_SUBSCRIPTION
#define AUTHORIZATION "/providers/Microsoft.Authorization"

/* A call that changes something. */
#define CHANGE(verb, ...)                                                                         \
  static int call_##verb (FaultCaller *caller, GError **error)                                    \
  {                                                                                               \
    g_autoptr (DavyArmOutcome) outcome = NULL;                                                    \
    davy_arm_client_##verb##_async (caller->arm, ##__VA_ARGS__, NULL, fault_caller_keep, caller); \
    outcome = davy_arm_client_##verb##_finish (caller->arm, fault_caller_wait (caller), error);   \
    return outcome != NULL ? 1 : -1;                                                              \
  }

CHANGE (delete_lock, FAULT_CUSTOMER, SCOPE AUTHORIZATION "/locks/lock-1")

const FaultEndpoint fault_arm_changes[] = {
  { .name = "arm/delete-lock",
    .kind = FAULT_CHANGES,
    .call = call_delete_lock,
    .service = DAVY_SERVICE_RESOURCE_MANAGER,
    .method = "DELETE",
    .path = "/arm/subscriptions/*" AUTHORIZATION "/locks/*",
    .status = 204 },
  { NULL },
};
