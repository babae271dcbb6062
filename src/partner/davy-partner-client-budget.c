/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-client-budget.h"

#include <math.h>

#include "partner/davy-partner-client-private.h"
#include "partner/davy-partner-readers.h"

/* What a customer is meant to spend: `wire-contract.md` 2.7 g. */

static gpointer
read_budget (const DavyJson *item)
{
  double amount = davy_partner_read_budget (item);

  return g_memdup2 (&amount, sizeof amount);
}

static const DavyPartnerRecord budget_record = {
  .read = read_budget,
  .free = g_free,
};

/**
 * davy_partner_client_get_budget_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets how much a customer is meant to spend in a month, in the partner's currency. A budget only
 * notifies, it never stops spending (`wire-contract.md` 2.7 g).
 */
void
davy_partner_client_get_budget_async (DavyPartnerClient *self,
                                      const char *customer_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL);

  request = davy_partner_client_ask (self, "GET", "customers", customer_id, "usagebudget", NULL);
  davy_partner_client_get (self, request, &budget_record, davy_partner_client_get_budget_async,
                           cancellable, callback, user_data);
}

/**
 * davy_partner_client_get_budget_finish:
 * @self: a client
 * @result: the answer
 * @amount: (out): the budget; NAN when there is none
 * @error: a #DavyError
 *
 * Returns: whether it is known
 */
gboolean
davy_partner_client_get_budget_finish (DavyPartnerClient *self,
                                       GAsyncResult *result,
                                       double *amount,
                                       GError **error)
{
  g_autofree double *found =
      davy_partner_client_finish (self, result, davy_partner_client_get_budget_async, error);

  *amount = found != NULL ? *found : (double) NAN;

  return found != NULL;
}

/**
 * davy_partner_client_set_budget_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @amount: in the partner's currency; NAN takes the budget away
 * @cancellable: (nullable): to give up; the change may have been made all the same
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Sets how much a customer is meant to spend in a month (`wire-contract.md` 2.7 g).
 */
void
davy_partner_client_set_budget_async (DavyPartnerClient *self,
                                      const char *customer_id,
                                      double amount,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;
  JsonObject *body, *attributes;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL);

  attributes = json_object_new ();
  json_object_set_string_member (attributes, "ObjectType", "SpendingBudget");
  body = json_object_new ();
  if (isfinite (amount))
    json_object_set_double_member (body, "Amount", amount);
  else
    json_object_set_null_member (body, "Amount");
  json_object_set_object_member (body, "Attributes", attributes);
  request = davy_partner_client_ask (self, "PATCH", "customers", customer_id, "usagebudget", NULL);
  davy_partner_set_object (request, body);
  davy_partner_client_change (self, request, davy_partner_client_set_budget_async, cancellable,
                              callback, user_data);
}

/**
 * davy_partner_client_set_budget_finish:
 * @self: a client
 * @result: the answer
 * @receipt: (out) (optional) (transfer full): what the answer told
 * @error: %DAVY_ERROR_OUTCOME_UNKNOWN when no answer came: get the budget before anything else
 *
 * Returns: whether it is set
 */
gboolean
davy_partner_client_set_budget_finish (DavyPartnerClient *self,
                                       GAsyncResult *result,
                                       DavyPartnerReceipt **receipt,
                                       GError **error)
{
  return davy_partner_client_change_finish (self, result, davy_partner_client_set_budget_async,
                                            receipt, error);
}
