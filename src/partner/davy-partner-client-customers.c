/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-client.h"

#include "core/davy-error.h"
#include "partner/davy-partner-client-private.h"
#include "partner/davy-partner-readers.h"

/* Customers and what tells of their standing: `wire-contract.md` 2.5. */

#define CUSTOMERS_PATH     "/v1/customers?size=200"
#define NO_VALIDATION_CODE "600074"

static const DavyPartnerRecord customer_record = {
  .read = (DavyPartnerReader) davy_partner_customer_read,
  .free = (GDestroyNotify) davy_partner_customer_free,
};

static const DavyPartnerRecord validation_record = {
  .read = (DavyPartnerReader) davy_partner_validation_read,
  .free = (GDestroyNotify) davy_partner_validation_free,
};

static const DavyPartnerRecord qualification_record = {
  .read = (DavyPartnerReader) davy_partner_qualification_read,
  .free = (GDestroyNotify) davy_partner_qualification_free,
};

static const DavyPartnerRecord relationship_record = {
  .read = (DavyPartnerReader) davy_partner_relationship_read,
  .free = (GDestroyNotify) davy_partner_relationship_free,
};

/**
 * davy_partner_client_list_customers_async:
 * @self: a client
 * @page: called with #DavyPartnerCustomer records as they arrive
 * @page_data: for @page, kept by the caller until the end
 * @cancellable: (nullable): to give up
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Lists all customers of the partner with their names; what is known by id alone is left out.
 */
void
davy_partner_client_list_customers_async (DavyPartnerClient *self,
                                          DavyPartnerPage page,
                                          gpointer page_data,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && page != NULL);

  request = davy_partner_client_create_request (self, "GET", CUSTOMERS_PATH);
  davy_partner_client_list (self, request, &customer_record, page, page_data,
                            davy_partner_client_list_customers_async, cancellable, callback,
                            user_data);
}

/**
 * davy_partner_client_list_customers_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: whether the whole list was handed over
 */
gboolean
davy_partner_client_list_customers_finish (DavyPartnerClient *self,
                                           GAsyncResult *result,
                                           GError **error)
{
  return davy_partner_client_list_finish (self, result, davy_partner_client_list_customers_async,
                                          error);
}

/**
 * davy_partner_client_find_customers_async:
 * @self: a client
 * @name_start: how the name begins, in any case
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the customers whose company name begins with a text, the one comparison that the service
 * has (`wire-contract.md` 2.5).
 */
void
davy_partner_client_find_customers_async (DavyPartnerClient *self,
                                          const char *name_start,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autofree char *filter = NULL;
  g_autofree char *path = NULL;
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && name_start != NULL);

  filter = davy_partner_build_filter ("CompanyName", name_start, "starts_with");
  path = davy_partner_build_query ("/v1/customers", "size", "200", "filter", filter, NULL);
  request = davy_partner_client_create_request (self, "GET", path);
  davy_partner_client_list (self, request, &customer_record, NULL, NULL,
                            davy_partner_client_find_customers_async, cancellable, callback,
                            user_data);
}

/**
 * davy_partner_client_find_customers_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyPartnerCustomer): the customers
 */
GPtrArray *
davy_partner_client_find_customers_finish (DavyPartnerClient *self,
                                           GAsyncResult *result,
                                           GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_find_customers_async, error);
}

/**
 * davy_partner_client_get_customer_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets a customer with country and delegated access.
 */
void
davy_partner_client_get_customer_async (DavyPartnerClient *self,
                                        const char *customer_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL);

  request = davy_partner_client_ask (self, "GET", "customers", customer_id, NULL);
  davy_partner_client_get (self, request, &customer_record, davy_partner_client_get_customer_async,
                           cancellable, callback, user_data);
}

/**
 * davy_partner_client_get_customer_finish:
 * @self: a client
 * @result: the answer
 * @error: %DAVY_ERROR_REFUSED with the fault's reason `no-relationship` when the customer is no
 *   longer the partner's; %DAVY_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the customer
 */
DavyPartnerCustomer *
davy_partner_client_get_customer_finish (DavyPartnerClient *self,
                                         GAsyncResult *result,
                                         GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_get_customer_async, error);
}

/**
 * davy_partner_client_get_validation_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets what Microsoft's vetting of the account came to.
 */
void
davy_partner_client_get_validation_async (DavyPartnerClient *self,
                                          const char *customer_id,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;
  g_autofree char *path = NULL;
  g_autofree char *query = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL);

  path = davy_partner_build_path ("customers", customer_id, "validationStatus", NULL);
  query = g_strconcat (path, "?type=account", NULL);
  request = davy_partner_client_create_request (self, "GET", query);
  davy_partner_client_get (self, request, &validation_record,
                           davy_partner_client_get_validation_async, cancellable, callback,
                           user_data);
}

/**
 * davy_partner_client_get_validation_finish:
 * @self: a client
 * @result: the answer
 * @validation: (out) (nullable) (transfer full): the vetting; %NULL when there is none, which is
 *   the normal case and blocks nothing (404 with code 600074)
 * @error: a #DavyError
 *
 * Returns: whether it is known
 */
gboolean
davy_partner_client_get_validation_finish (DavyPartnerClient *self,
                                           GAsyncResult *result,
                                           DavyPartnerValidation **validation,
                                           GError **error)
{
  g_autoptr (GError) failure = NULL;
  const DavyFault *fault;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_partner_client_get_validation_async),
                        FALSE);

  *validation = g_task_propagate_pointer (G_TASK (result), &failure);
  if (failure == NULL)
    return TRUE;

  fault = failure->domain == DAVY_ERROR ? davy_error_get_fault (failure) : NULL;
  if (fault != NULL && g_strcmp0 (fault->service_code, NO_VALIDATION_CODE) == 0)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * davy_partner_client_list_qualifications_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the special terms the customer was vetted for.
 */
void
davy_partner_client_list_qualifications_async (DavyPartnerClient *self,
                                               const char *customer_id,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL);

  request = davy_partner_client_ask (self, "GET", "customers", customer_id, "qualifications", NULL);
  davy_partner_client_list (self, request, &qualification_record, NULL, NULL,
                            davy_partner_client_list_qualifications_async, cancellable, callback,
                            user_data);
}

/**
 * davy_partner_client_list_qualifications_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyPartnerQualification): the qualifications
 */
GPtrArray *
davy_partner_client_list_qualifications_finish (DavyPartnerClient *self,
                                                GAsyncResult *result,
                                                GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_list_qualifications_async,
                                     error);
}

/**
 * davy_partner_client_list_relationships_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the indirect resellers of a customer.
 */
void
davy_partner_client_list_relationships_async (DavyPartnerClient *self,
                                              const char *customer_id,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL);

  request = davy_partner_client_ask (self, "GET", "customers", customer_id, "relationships", NULL);
  davy_partner_client_list (self, request, &relationship_record, NULL, NULL,
                            davy_partner_client_list_relationships_async, cancellable, callback,
                            user_data);
}

/**
 * davy_partner_client_list_relationships_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyPartnerRelationship): the resellers
 */
GPtrArray *
davy_partner_client_list_relationships_finish (DavyPartnerClient *self,
                                               GAsyncResult *result,
                                               GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_list_relationships_async,
                                     error);
}
