/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-support.h"

#include "azure/davy-arm-client-private.h"
#include "azure/davy-arm-readers.h"

#define API_VERSION "2024-04-01"

static gpointer
read_service (const DavyJson *item)
{
  DavyArmSupportService *self = g_new0 (DavyArmSupportService, 1);
  DavyJson properties = davy_json_member (item, "properties");

  self->id = davy_arm_read_text (item, "id", DAVY_JSON_REQUIRED);
  self->name = davy_arm_read_text (&properties, "displayName", DAVY_JSON_REQUIRED);
  self->resource_types = davy_arm_read_strings (&properties, "resourceTypes");

  return self;
}

static const DavyArmRecord service_record = {
  .read = read_service,
  .free = (GDestroyNotify) davy_arm_support_service_free,
};

static gpointer
read_problem (const DavyJson *item)
{
  DavyArmSupportProblem *self = g_new0 (DavyArmSupportProblem, 1);
  DavyJson properties = davy_json_member (item, "properties");

  self->id = davy_arm_read_text (item, "id", DAVY_JSON_REQUIRED);
  self->name = davy_arm_read_text (&properties, "displayName", DAVY_JSON_REQUIRED);

  return self;
}

static const DavyArmRecord problem_record = {
  .read = read_problem,
  .free = (GDestroyNotify) davy_arm_support_problem_free,
};

/**
 * davy_arm_support_service_free:
 * @self: (transfer full) (nullable): a service
 *
 * Frees a service.
 */
void
davy_arm_support_service_free (DavyArmSupportService *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_strfreev (self->resource_types);
  g_free (self);
}

/**
 * davy_arm_support_problem_free:
 * @self: (transfer full) (nullable): a problem
 *
 * Frees a problem.
 */
void
davy_arm_support_problem_free (DavyArmSupportProblem *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

/**
 * davy_arm_client_list_support_services_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists what a ticket can be about (`wire-contract.md` 3.8).
 */
void
davy_arm_client_list_support_services_async (DavyArmClient *self,
                                             const char *tenant_id,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data)
{
  g_autoptr (DavyRequest) request = davy_arm_client_create_request (
      self, tenant_id, "GET", "/providers/Microsoft.Support/services", API_VERSION);

  davy_arm_client_list (self, request, &service_record, davy_arm_client_list_support_services_async,
                        cancellable, callback, user_data);
}

/**
 * davy_arm_client_list_support_services_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyArmSupportService): the services
 */
GPtrArray *
davy_arm_client_list_support_services_finish (DavyArmClient *self,
                                              GAsyncResult *result,
                                              GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_list_support_services_async, error);
}

/**
 * davy_arm_client_list_support_problems_async:
 * @self: a client
 * @tenant_id: the customer's tenant, which issues the token
 * @service_id: of davy_arm_client_list_support_services_async()
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the problem classifications of a service.
 */
void
davy_arm_client_list_support_problems_async (DavyArmClient *self,
                                             const char *tenant_id,
                                             const char *service_id,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data)
{
  davy_arm_client_list_at (self, tenant_id, service_id, "/problemClassifications", API_VERSION,
                           &problem_record, davy_arm_client_list_support_problems_async,
                           cancellable, callback, user_data);
}

/**
 * davy_arm_client_list_support_problems_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyArmSupportProblem): the problems
 */
GPtrArray *
davy_arm_client_list_support_problems_finish (DavyArmClient *self,
                                              GAsyncResult *result,
                                              GError **error)
{
  return davy_arm_client_finish (self, result, davy_arm_client_list_support_problems_async, error);
}
