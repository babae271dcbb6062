/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/arm-operations.h"

#include <string.h>

#include "emulator/arm-resources.h"

/* What became of an operation: by its status or by its location (`wire-contract.md` 3.3). */

static char *
dup_link (DavyArmCall *call, const DavyOperation *operation, const char *what)
{
  const char *version = davy_exchange_get_query (call->exchange, "api-version");
  DavyEstateResource *resource = davy_estate_find_resource (call->estate, operation->target);
  g_auto (GStrv) parts = g_strsplit (call->type, "/", 2);
  g_autofree char *path = NULL;

  if (parts[1] == NULL) /* a resource group */
    path = g_strdup_printf ("%s/operationresults/%s?api-version=%s", call->estate->id,
                            operation->id, version);
  else
    path = g_strdup_printf (
        "%s/providers/%s/locations/%s/%s/%s?api-version=%s", call->estate->id, parts[0],
        resource != NULL ? davy_estate_resource_get_location (resource) : "westeurope", what,
        operation->id, version);

  return davy_arm_call_dup_link (call, path);
}

/**
 * davy_arm_operation_announce:
 * @call: what began it
 * @operation: the operation
 * @manner: how it is told
 *
 * Adds the headers that say where to ask what became of it, and when.
 */
void
davy_arm_operation_announce (DavyArmCall *call,
                             const DavyOperation *operation,
                             DavyArmManner manner)
{
  g_autofree char *status = dup_link (call, operation, "operations");
  g_autofree char *location = dup_link (call, operation, "operationresults");

  if (manner == DAVY_ARM_BY_STATUS || manner == DAVY_ARM_BY_BOTH)
    davy_exchange_set_header (call->exchange, "Azure-AsyncOperation", status);
  if (manner == DAVY_ARM_BY_LOCATION || manner == DAVY_ARM_BY_BOTH)
    davy_exchange_set_header (call->exchange, "Location", location);
  davy_arm_set_retry_after (call, operation->due - call->now);
}

/**
 * davy_arm_operation_accept:
 * @call: what began it
 * @operation: the operation
 * @manner: how it is told
 *
 * Answers 202.
 */
void
davy_arm_operation_accept (DavyArmCall *call, const DavyOperation *operation, DavyArmManner manner)
{
  davy_arm_operation_announce (call, operation, manner);
  davy_exchange_answer_empty (call->exchange, SOUP_STATUS_ACCEPTED);
}

static const DavyOperation *
find (DavyArmCall *call)
{
  DavyOperation *operation = davy_estate_find_operation (call->estate, call->name);

  if (operation == NULL)
    davy_arm_refuse (call, SOUP_STATUS_NOT_FOUND, "NotFound",
                     "The entity was not found. OperationId: %s", call->name);

  return operation;
}

static JsonObject *
build_error (const DavyOperation *operation)
{
  return davy_demo_object ("code", operation->error_code, "message",
                           "The operation did not complete.", NULL);
}

/* A failure comes with 200 here. */
static void
answer_status (DavyArmCall *call)
{
  const DavyOperation *operation = find (call);
  g_autofree char *started = NULL;
  g_autofree char *ended = NULL;
  JsonObject *object;

  if (operation == NULL)
    return;

  started = davy_time_to_iso (operation->started);
  ended = operation->over ? davy_time_to_iso (operation->due) : NULL;
  object = davy_demo_object ("id", call->id, "name", operation->id, "status",
                             operation->over ? operation->ending : "InProgress", "startTime",
                             started, "endTime", ended, NULL);
  if (!operation->over)
    {
      json_object_set_double_member (object, "percentComplete",
                                     (double) (call->now - operation->started) * 100 /
                                         (double) MAX (operation->due - operation->started, 1));
      davy_arm_set_retry_after (call, operation->due - call->now);
    }
  else if (operation->error_code != NULL)
    json_object_set_object_member (object, "error", build_error (operation));
  /* Support says it with both: Microsoft's client for it looks at nothing but this. */
  davy_exchange_answer_object (
      call->exchange,
      operation->shown != NULL && !operation->over ? SOUP_STATUS_ACCEPTED : SOUP_STATUS_OK, object);
}

static void
answer_result (DavyArmCall *call)
{
  const DavyOperation *operation = find (call);
  const char *query = g_uri_get_query (soup_server_message_get_uri (call->exchange->message));
  DavyEstateResource *resource;

  if (operation == NULL)
    return;

  resource = davy_estate_find_resource (call->estate, operation->target);
  if (!operation->over)
    {
      g_autofree char *path = g_strconcat (call->id, "?", query, NULL);
      g_autofree char *link = davy_arm_call_dup_link (call, path);

      davy_exchange_set_header (call->exchange, "Location", link);
      davy_arm_set_retry_after (call, operation->due - call->now);
      davy_exchange_answer_empty (call->exchange, SOUP_STATUS_ACCEPTED);
    }
  else if (operation->error_code != NULL)
    davy_arm_refuse (call, SOUP_STATUS_CONFLICT, operation->error_code,
                     "The operation did not complete.");
  else if (operation->shown != NULL)
    davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK,
                                 json_object_ref (operation->shown));
  else if (resource != NULL && operation->power == NULL)
    davy_exchange_answer_object (call->exchange, SOUP_STATUS_OK,
                                 davy_arm_build_resource (resource));
  else
    davy_exchange_answer_empty (call->exchange,
                                resource != NULL ? SOUP_STATUS_OK : SOUP_STATUS_NO_CONTENT);
}

const DavyArmRoute davy_arm_operation_routes[] = {
  { "GET", "*/operations", DAVY_ARM_ONE | DAVY_ARM_OPEN, answer_status },
  { "GET", "*/operationresults", DAVY_ARM_ONE | DAVY_ARM_OPEN, answer_result },
  { "GET", "operationresults", DAVY_ARM_ONE | DAVY_ARM_OPEN, answer_result },
  { 0 },
};
