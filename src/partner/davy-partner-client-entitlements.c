/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-client-subscriptions.h"

#include "core/davy-error.h"
#include "partner/davy-partner-client-private.h"
#include "partner/davy-partner-readers.h"

/* The Azure subscriptions in a plan, how one is cancelled and how it comes back:
 * `wire-contract.md` 2.6. */

static const DavyPartnerRecord entitlement_record = {
  .read = (DavyPartnerReader) davy_partner_entitlement_read,
  .free = (GDestroyNotify) davy_partner_entitlement_free,
};

/**
 * davy_partner_client_list_entitlements_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @plan_id: an Azure plan of the customer
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the Azure subscriptions in a plan: the ids that alerts name.
 */
void
davy_partner_client_list_entitlements_async (DavyPartnerClient *self,
                                             const char *customer_id,
                                             const char *plan_id,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL && plan_id != NULL);

  request = davy_partner_client_ask (self, "GET", "customers", customer_id, "subscriptions",
                                     plan_id, "azureEntitlements", NULL);
  davy_partner_client_list (self, request, &entitlement_record, NULL, NULL,
                            davy_partner_client_list_entitlements_async, cancellable, callback,
                            user_data);
}

/**
 * davy_partner_client_list_entitlements_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyPartnerEntitlement): the Azure subscriptions
 */
GPtrArray *
davy_partner_client_list_entitlements_finish (DavyPartnerClient *self,
                                              GAsyncResult *result,
                                              GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_list_entitlements_async,
                                     error);
}

/**
 * davy_partner_client_get_entitlement_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @plan_id: an Azure plan of the customer
 * @entitlement_id: an Azure subscription in it
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets how an Azure subscription in a plan stands now (`wire-contract.md` 2.6).
 */
void
davy_partner_client_get_entitlement_async (DavyPartnerClient *self,
                                           const char *customer_id,
                                           const char *plan_id,
                                           const char *entitlement_id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL);
  g_return_if_fail (plan_id != NULL && entitlement_id != NULL);

  request = davy_partner_client_ask (self, "GET", "customers", customer_id, "subscriptions",
                                     plan_id, "azureEntitlements", entitlement_id, NULL);
  davy_partner_client_get (self, request, &entitlement_record,
                           davy_partner_client_get_entitlement_async, cancellable, callback,
                           user_data);
}

/**
 * davy_partner_client_get_entitlement_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError; %DAVY_ERROR_NOT_FOUND also for one of another plan
 *
 * Returns: (transfer full): the Azure subscription
 */
DavyPartnerEntitlement *
davy_partner_client_get_entitlement_finish (DavyPartnerClient *self,
                                            GAsyncResult *result,
                                            GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_get_entitlement_async,
                                     error);
}

/**
 * davy_partner_client_cancel_entitlement_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @plan_id: the Azure plan
 * @entitlement_id: the Azure subscription to cancel
 * @cancellable: (nullable): to give up; it may have been cancelled all the same
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Cancels one Azure subscription for the reason `compromise`, the only one that is published: all
 * its resources are deallocated, the data are kept for a while and then deleted. It needs no rights
 * in the customer's Azure, and takes some ten minutes: davy_partner_client_wait_entitlement_async()
 * tells the end (`wire-contract.md` 2.6).
 */
void
davy_partner_client_cancel_entitlement_async (DavyPartnerClient *self,
                                              const char *customer_id,
                                              const char *plan_id,
                                              const char *entitlement_id,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;
  JsonObject *body;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL);
  g_return_if_fail (plan_id != NULL && entitlement_id != NULL);

  body = json_object_new ();
  json_object_set_string_member (body, "cancellationReason", "compromise");
  request = davy_partner_client_ask (self, "POST", "customers", customer_id, "subscriptions",
                                     plan_id, "azureEntitlements", entitlement_id, "cancel", NULL);
  davy_partner_set_object (request, body);
  davy_partner_client_change (self, request, davy_partner_client_cancel_entitlement_async,
                              cancellable, callback, user_data);
}

/**
 * davy_partner_client_cancel_entitlement_finish:
 * @self: a client
 * @result: the answer
 * @receipt: (out) (optional) (transfer full): what the answer told
 * @error: %DAVY_ERROR_REFUSED for a person who is not Global administrator and Admin agent;
 *   %DAVY_ERROR_OUTCOME_UNKNOWN when no answer came: get the subscription before anything else
 *
 * Returns: whether the cancellation was taken on (200 or 202)
 */
gboolean
davy_partner_client_cancel_entitlement_finish (DavyPartnerClient *self,
                                               GAsyncResult *result,
                                               DavyPartnerReceipt **receipt,
                                               GError **error)
{
  return davy_partner_client_change_finish (
      self, result, davy_partner_client_cancel_entitlement_async, receipt, error);
}

/**
 * davy_partner_client_reactivate_entitlement_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @plan_id: the Azure plan
 * @entitlement_id: the Azure subscription to bring back
 * @cancellable: (nullable): to give up; it may have been reactivated all the same
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Brings a cancelled Azure subscription back, in some minutes (`wire-contract.md` 2.6).
 */
void
davy_partner_client_reactivate_entitlement_async (DavyPartnerClient *self,
                                                  const char *customer_id,
                                                  const char *plan_id,
                                                  const char *entitlement_id,
                                                  GCancellable *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL);
  g_return_if_fail (plan_id != NULL && entitlement_id != NULL);

  request =
      davy_partner_client_ask (self, "POST", "customers", customer_id, "subscriptions", plan_id,
                               "azureEntitlements", entitlement_id, "reactivate", NULL);
  davy_partner_client_change (self, request, davy_partner_client_reactivate_entitlement_async,
                              cancellable, callback, user_data);
}

/**
 * davy_partner_client_reactivate_entitlement_finish:
 * @self: a client
 * @result: the answer
 * @receipt: (out) (optional) (transfer full): what the answer told
 * @error: a #DavyError with the fault's reason `no-reactivation` when Microsoft does not allow it;
 *   %DAVY_ERROR_OUTCOME_UNKNOWN when no answer came: get the subscription before anything else
 *
 * Returns: whether the reactivation was taken on
 */
gboolean
davy_partner_client_reactivate_entitlement_finish (DavyPartnerClient *self,
                                                   GAsyncResult *result,
                                                   DavyPartnerReceipt **receipt,
                                                   GError **error)
{
  return davy_partner_client_change_finish (
      self, result, davy_partner_client_reactivate_entitlement_async, receipt, error);
}
