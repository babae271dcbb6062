/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-client-profiles.h"

#include "partner/davy-partner-client-private.h"
#include "partner/davy-partner-readers.h"

/* Who the partner is (`wire-contract.md` 2.10), who a customer is (2.5). */

static const DavyPartnerRecord profile_record = {
  .read = (DavyPartnerReader) davy_partner_profile_read,
  .free = (GDestroyNotify) davy_partner_profile_free,
};

static const DavyPartnerRecord contact_record = {
  .read = (DavyPartnerReader) davy_partner_support_contact_read,
  .free = (GDestroyNotify) davy_partner_support_contact_free,
};

static const char *const paths[] = {
  [DAVY_PARTNER_PROFILE_LEGAL_BUSINESS] = "/v1/profiles/legalbusiness?vettingVersion=Current",
  [DAVY_PARTNER_PROFILE_SUPPORT] = "/v1/profiles/support",
  [DAVY_PARTNER_PROFILE_ORGANIZATION] = "/v1/profiles/organization",
  [DAVY_PARTNER_PROFILE_NETWORK] = "/v1/profiles/mpn",
  [DAVY_PARTNER_PROFILE_BILLING] = "/v1/profiles/billing",
};

/**
 * davy_partner_client_get_profile_async:
 * @self: a client
 * @kind: which one
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets one of the partner's own profiles (`wire-contract.md` 2.10).
 */
void
davy_partner_client_get_profile_async (DavyPartnerClient *self,
                                       DavyPartnerProfileKind kind,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && (guint) kind < G_N_ELEMENTS (paths));

  request = davy_partner_client_create_request (self, "GET", paths[kind]);
  davy_partner_client_get (self, request, &profile_record, davy_partner_client_get_profile_async,
                           cancellable, callback, user_data);
}

/**
 * davy_partner_client_get_profile_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full): the profile
 */
DavyPartnerProfile *
davy_partner_client_get_profile_finish (DavyPartnerClient *self,
                                        GAsyncResult *result,
                                        GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_get_profile_async, error);
}

/**
 * davy_partner_client_get_company_profile_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets a customer's company: name, domain, address (`wire-contract.md` 2.5). Without delegated
 * access the address is left out.
 */
void
davy_partner_client_get_company_profile_async (DavyPartnerClient *self,
                                               const char *customer_id,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL);

  request =
      davy_partner_client_ask (self, "GET", "customers", customer_id, "profiles", "company", NULL);
  davy_partner_client_get (self, request, &profile_record,
                           davy_partner_client_get_company_profile_async, cancellable, callback,
                           user_data);
}

/**
 * davy_partner_client_get_company_profile_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full): the profile
 */
DavyPartnerProfile *
davy_partner_client_get_company_profile_finish (DavyPartnerClient *self,
                                                GAsyncResult *result,
                                                GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_get_company_profile_async,
                                     error);
}

/**
 * davy_partner_client_get_billing_profile_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets a customer's billing profile: whom to write to, and where (`wire-contract.md` 2.5).
 */
void
davy_partner_client_get_billing_profile_async (DavyPartnerClient *self,
                                               const char *customer_id,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL);

  request =
      davy_partner_client_ask (self, "GET", "customers", customer_id, "profiles", "billing", NULL);
  davy_partner_client_get (self, request, &profile_record,
                           davy_partner_client_get_billing_profile_async, cancellable, callback,
                           user_data);
}

/**
 * davy_partner_client_get_billing_profile_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full): the profile
 */
DavyPartnerProfile *
davy_partner_client_get_billing_profile_finish (DavyPartnerClient *self,
                                                GAsyncResult *result,
                                                GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_get_billing_profile_async,
                                     error);
}

/**
 * davy_partner_client_get_support_contact_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @subscription_id: a subscription, by its Partner Center id
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets who supports a subscription (`wire-contract.md` 2.10).
 */
void
davy_partner_client_get_support_contact_async (DavyPartnerClient *self,
                                               const char *customer_id,
                                               const char *subscription_id,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL &&
                    subscription_id != NULL);

  request = davy_partner_client_ask (self, "GET", "customers", customer_id, "subscriptions",
                                     subscription_id, "supportcontact", NULL);
  davy_partner_client_get (self, request, &contact_record,
                           davy_partner_client_get_support_contact_async, cancellable, callback,
                           user_data);
}

/**
 * davy_partner_client_get_support_contact_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full): the contact
 */
DavyPartnerSupportContact *
davy_partner_client_get_support_contact_finish (DavyPartnerClient *self,
                                                GAsyncResult *result,
                                                GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_get_support_contact_async,
                                     error);
}
