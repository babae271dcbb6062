/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-client-consent.h"

#include "partner/davy-partner-client-private.h"
#include "partner/davy-partner-readers.h"

/* An application's consent in a customer's tenant, granted from the partner's side:
 * `wire-contract.md` 1.9. */

static gpointer
read_application_id (const DavyJson *item)
{
  return davy_partner_dup_id (item, "applicationId", DAVY_JSON_REQUIRED);
}

static const DavyPartnerRecord consent_record = {
  .read = read_application_id,
  .free = g_free,
};

static JsonArray *
build_grants (const DavyPartnerGrant *grants, guint n_grants)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < n_grants; i++)
    {
      JsonObject *grant = json_object_new ();

      json_object_set_string_member (grant, "enterpriseApplicationId",
                                     grants[i].enterprise_application_id);
      json_object_set_string_member (grant, "scope", grants[i].scopes);
      json_array_add_object_element (array, grant);
    }

  return array;
}

/**
 * davy_partner_client_grant_consent_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @application_id: the application that gets the consent
 * @display_name: what the customer's administrators see it called
 * @grants: (array length=n_grants): what it may use
 * @n_grants: how many
 * @cancellable: (nullable): to give up; the consent may have been granted all the same
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Grants consent in the customer's tenant, so that tokens for it can be had there
 * (`wire-contract.md` 1.9, 3.10). The caller must be an Admin agent with a role that administers
 * applications there.
 */
void
davy_partner_client_grant_consent_async (DavyPartnerClient *self,
                                         const char *customer_id,
                                         const char *application_id,
                                         const char *display_name,
                                         const DavyPartnerGrant *grants,
                                         guint n_grants,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;
  JsonObject *body;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL && n_grants > 0);
  g_return_if_fail (application_id != NULL && display_name != NULL);

  body = json_object_new ();
  json_object_set_string_member (body, "applicationId", application_id);
  json_object_set_string_member (body, "displayName", display_name);
  json_object_set_array_member (body, "applicationGrants", build_grants (grants, n_grants));
  request =
      davy_partner_client_ask (self, "POST", "customers", customer_id, "applicationconsents", NULL);
  davy_partner_set_object (request, body);
  davy_partner_client_change (self, request, davy_partner_client_grant_consent_async, cancellable,
                              callback, user_data);
}

/**
 * davy_partner_client_grant_consent_finish:
 * @self: a client
 * @result: the answer
 * @receipt: (out) (optional) (transfer full): what the answer told
 * @error: %DAVY_ERROR_REFUSED for a person without the roles; %DAVY_ERROR_CONFLICT when there is a
 *   consent already: revoke it first to change it
 *
 * Returns: whether it is granted
 */
gboolean
davy_partner_client_grant_consent_finish (DavyPartnerClient *self,
                                          GAsyncResult *result,
                                          DavyPartnerReceipt **receipt,
                                          GError **error)
{
  return davy_partner_client_change_finish (self, result, davy_partner_client_grant_consent_async,
                                            receipt, error);
}

/**
 * davy_partner_client_list_consents_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the applications that have the partner's consent in a customer's tenant
 * (`wire-contract.md` 1.9). What was consented to there by others is not in it.
 */
void
davy_partner_client_list_consents_async (DavyPartnerClient *self,
                                         const char *customer_id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && customer_id != NULL);

  request =
      davy_partner_client_ask (self, "GET", "customers", customer_id, "applicationconsents", NULL);
  davy_partner_client_list (self, request, &consent_record, NULL, NULL,
                            davy_partner_client_list_consents_async, cancellable, callback,
                            user_data);
}

/**
 * davy_partner_client_list_consents_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type utf8): the applications' ids, lower case
 */
GPtrArray *
davy_partner_client_list_consents_finish (DavyPartnerClient *self,
                                          GAsyncResult *result,
                                          GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_list_consents_async, error);
}

/**
 * davy_partner_client_revoke_consent_async:
 * @self: a client
 * @customer_id: the customer's tenant
 * @application_id: the application that loses the consent
 * @cancellable: (nullable): to give up; the consent may have been revoked all the same
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Takes an application's consent in a customer's tenant back (`wire-contract.md` 1.9).
 */
void
davy_partner_client_revoke_consent_async (DavyPartnerClient *self,
                                          const char *customer_id,
                                          const char *application_id,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self));
  g_return_if_fail (customer_id != NULL && application_id != NULL);

  request = davy_partner_client_ask (self, "DELETE", "customers", customer_id,
                                     "applicationconsents", application_id, NULL);
  davy_partner_client_change (self, request, davy_partner_client_revoke_consent_async, cancellable,
                              callback, user_data);
}

/**
 * davy_partner_client_revoke_consent_finish:
 * @self: a client
 * @result: the answer
 * @receipt: (out) (optional) (transfer full): what the answer told
 * @error: %DAVY_ERROR_NOT_FOUND when there is no such consent
 *
 * Returns: whether it is revoked
 */
gboolean
davy_partner_client_revoke_consent_finish (DavyPartnerClient *self,
                                           GAsyncResult *result,
                                           DavyPartnerReceipt **receipt,
                                           GError **error)
{
  return davy_partner_client_change_finish (self, result, davy_partner_client_revoke_consent_async,
                                            receipt, error);
}
