/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-client-subscriptions.h"

#include "partner/davy-partner-client-private.h"
#include "partner/davy-partner-readers.h"

/* What a customer has bought: `wire-contract.md` 2.6. */

static const DavyPartnerRecord subscription_record = {
  .read = (DavyPartnerReader) davy_partner_subscription_read,
  .free = (GDestroyNotify) davy_partner_subscription_free,
};

/**
 * davy_partner_client_list_subscriptions_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists what a customer has bought: legacy Azure, Azure plans, licences.
 */
void
davy_partner_client_list_subscriptions_async (DavyPartnerClient *self,
                                              const char *customer_id,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL);

  request = davy_partner_client_ask (self, "GET", "customers", customer_id, "subscriptions", NULL);
  davy_partner_client_list (self, request, &subscription_record, NULL, NULL,
                            davy_partner_client_list_subscriptions_async, cancellable, callback,
                            user_data);
}

/**
 * davy_partner_client_list_subscriptions_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyPartnerSubscription): the subscriptions
 */
GPtrArray *
davy_partner_client_list_subscriptions_finish (DavyPartnerClient *self,
                                               GAsyncResult *result,
                                               GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_list_subscriptions_async,
                                     error);
}

/**
 * davy_partner_client_get_subscription_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @subscription_id: a subscription, by its Partner Center id
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets how a subscription stands now (`wire-contract.md` 2.6).
 */
void
davy_partner_client_get_subscription_async (DavyPartnerClient *self,
                                            const char *customer_id,
                                            const char *subscription_id,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self));
  g_return_if_fail (customer_id != NULL && subscription_id != NULL);

  request = davy_partner_client_ask (self, "GET", "customers", customer_id, "subscriptions",
                                     subscription_id, NULL);
  davy_partner_client_get (self, request, &subscription_record,
                           davy_partner_client_get_subscription_async, cancellable, callback,
                           user_data);
}

/**
 * davy_partner_client_get_subscription_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full): the subscription
 */
DavyPartnerSubscription *
davy_partner_client_get_subscription_finish (DavyPartnerClient *self,
                                             GAsyncResult *result,
                                             GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_get_subscription_async,
                                     error);
}
