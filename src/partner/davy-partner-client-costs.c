/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-client-costs.h"

#include "partner/davy-partner-client-private.h"
#include "partner/davy-partner-readers.h"

/* What the running billing period came to so far: `wire-contract.md` 2.7 b to e and h. */

static const DavyPartnerRecord resource_cost_record = {
  .read = (DavyPartnerReader) davy_resource_cost_read,
  .free = (GDestroyNotify) davy_resource_cost_free,
};

static const DavyPartnerRecord meter_cost_record = {
  .read = (DavyPartnerReader) davy_meter_cost_read,
  .free = (GDestroyNotify) davy_meter_cost_free,
};

static const DavyPartnerRecord total_record = {
  .read = (DavyPartnerReader) davy_usage_total_read,
  .free = (GDestroyNotify) davy_usage_total_free,
};

static const DavyPartnerRecord unbilled_record = {
  .read = (DavyPartnerReader) davy_unbilled_line_read,
  .free = (GDestroyNotify) davy_unbilled_line_free,
};

/**
 * davy_partner_client_list_resource_costs_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @plan_id: an Azure plan
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists what each resource in a plan came to in the running billing period: the cheapest view of
 * what costs money (`wire-contract.md` 2.7 d).
 */
void
davy_partner_client_list_resource_costs_async (DavyPartnerClient *self,
                                               const char *customer_id,
                                               const char *plan_id,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL && plan_id != NULL);

  request = davy_partner_client_ask (self, "GET", "customers", customer_id, "subscriptions",
                                     plan_id, "resourceusagerecords", NULL);
  davy_partner_client_list (self, request, &resource_cost_record, NULL, NULL,
                            davy_partner_client_list_resource_costs_async, cancellable, callback,
                            user_data);
}

/**
 * davy_partner_client_list_resource_costs_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyResourceCost): the resources
 */
GPtrArray *
davy_partner_client_list_resource_costs_finish (DavyPartnerClient *self,
                                                GAsyncResult *result,
                                                GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_list_resource_costs_async,
                                     error);
}

/**
 * davy_partner_client_list_meter_costs_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @plan_id: an Azure plan
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists what each meter of a plan came to in the running billing period (`wire-contract.md` 2.7 e).
 */
void
davy_partner_client_list_meter_costs_async (DavyPartnerClient *self,
                                            const char *customer_id,
                                            const char *plan_id,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL && plan_id != NULL);

  request = davy_partner_client_ask (self, "GET", "customers", customer_id, "subscriptions",
                                     plan_id, "meterusagerecords", NULL);
  davy_partner_client_list (self, request, &meter_cost_record, NULL, NULL,
                            davy_partner_client_list_meter_costs_async, cancellable, callback,
                            user_data);
}

/**
 * davy_partner_client_list_meter_costs_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyMeterCost): the meters
 */
GPtrArray *
davy_partner_client_list_meter_costs_finish (DavyPartnerClient *self,
                                             GAsyncResult *result,
                                             GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_list_meter_costs_async,
                                     error);
}

/**
 * davy_partner_client_list_customer_totals_async:
 * @self: a client
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists what each customer came to in the running billing period, with the budgets: one request for
 * the whole partner (`wire-contract.md` 2.7 b).
 */
void
davy_partner_client_list_customer_totals_async (DavyPartnerClient *self,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self));

  request = davy_partner_client_ask (self, "GET", "customers", "usagerecords", NULL);
  davy_partner_client_list (self, request, &total_record, NULL, NULL,
                            davy_partner_client_list_customer_totals_async, cancellable, callback,
                            user_data);
}

/**
 * davy_partner_client_list_customer_totals_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyUsageTotal): the customers
 */
GPtrArray *
davy_partner_client_list_customer_totals_finish (DavyPartnerClient *self,
                                                 GAsyncResult *result,
                                                 GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_list_customer_totals_async,
                                     error);
}

/**
 * davy_partner_client_list_subscription_totals_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists what each of a customer's plans and subscriptions came to in the running month (`wire-
 * contract.md` 2.7 c).
 */
void
davy_partner_client_list_subscription_totals_async (DavyPartnerClient *self,
                                                    const char *customer_id,
                                                    GCancellable *cancellable,
                                                    GAsyncReadyCallback callback,
                                                    gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL);

  request = davy_partner_client_ask (self, "GET", "customers", customer_id, "subscriptions",
                                     "usagerecords", NULL);
  davy_partner_client_list (self, request, &total_record, NULL, NULL,
                            davy_partner_client_list_subscription_totals_async, cancellable,
                            callback, user_data);
}

/**
 * davy_partner_client_list_subscription_totals_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyUsageTotal): the subscriptions
 */
GPtrArray *
davy_partner_client_list_subscription_totals_finish (DavyPartnerClient *self,
                                                     GAsyncResult *result,
                                                     GError **error)
{
  return davy_partner_client_finish (self, result,
                                     davy_partner_client_list_subscription_totals_async, error);
}

/**
 * davy_partner_client_get_usage_total_async:
 * @self: a client
 * @customer_id: (nullable): the customer's tenant; %NULL for the whole partner
 * @subscription_id: (nullable): a plan or legacy subscription, by its Partner Center id; %NULL for
 *   the whole customer
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets what a subscription, a customer or the whole partner came to in the running billing period
 * (`wire-contract.md` 2.7 b).
 */
void
davy_partner_client_get_usage_total_async (DavyPartnerClient *self,
                                           const char *customer_id,
                                           const char *subscription_id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self));
  g_return_if_fail (customer_id != NULL || subscription_id == NULL);

  if (subscription_id != NULL)
    request = davy_partner_client_ask (self, "GET", "customers", customer_id, "subscriptions",
                                       subscription_id, "usagesummary", NULL);
  else if (customer_id != NULL)
    request = davy_partner_client_ask (self, "GET", "customers", customer_id, "usagesummary", NULL);
  else
    request = davy_partner_client_ask (self, "GET", "usagesummary", NULL);
  davy_partner_client_get (self, request, &total_record, davy_partner_client_get_usage_total_async,
                           cancellable, callback, user_data);
}

/**
 * davy_partner_client_get_usage_total_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full): the total
 */
DavyUsageTotal *
davy_partner_client_get_usage_total_finish (DavyPartnerClient *self,
                                            GAsyncResult *result,
                                            GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_get_usage_total_async,
                                     error);
}

/**
 * davy_partner_client_list_unbilled_lines_async:
 * @self: a client
 * @currency: of the partner's invoices: ISO 4217
 * @previous: whether the period before the running one
 * @page: called with #DavyUnbilledLine records as they arrive
 * @page_data: for @page, kept by the caller until the end
 * @cancellable: (nullable): to give up
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Lists what will stand on the next invoice, for all customers at once, which may be very much:
 * @page picks what it needs, and stops the list when it has it (`wire-contract.md` 2.7 h).
 */
void
davy_partner_client_list_unbilled_lines_async (DavyPartnerClient *self,
                                               const char *currency,
                                               gboolean previous,
                                               DavyPartnerPage page,
                                               gpointer page_data,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && currency != NULL && page != NULL);

  path =
      davy_partner_build_query ("/v1/invoices/unbilled/lineitems", "provider", "onetime",
                                "invoicelineitemtype", "usagelineitems", "currencycode", currency,
                                "period", previous ? "previous" : "current", "size", "2000", NULL);
  request = davy_partner_client_create_request (self, "GET", path);
  davy_partner_client_list (self, request, &unbilled_record, page, page_data,
                            davy_partner_client_list_unbilled_lines_async, cancellable, callback,
                            user_data);
}

/**
 * davy_partner_client_list_unbilled_lines_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError; what @page said
 *
 * Returns: whether the whole list was handed over
 */
gboolean
davy_partner_client_list_unbilled_lines_finish (DavyPartnerClient *self,
                                                GAsyncResult *result,
                                                GError **error)
{
  return davy_partner_client_list_finish (self, result,
                                          davy_partner_client_list_unbilled_lines_async, error);
}
