/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-client-requests.h"

#include "partner/davy-partner-client-private.h"
#include "partner/davy-partner-readers.h"

/* Requests to Microsoft's support that were made in Partner Center: `wire-contract.md` 2.8. New
 * ones cannot be made by this way any more. */

static const DavyPartnerRecord request_record = {
  .read = (DavyPartnerReader) davy_service_request_read,
  .free = (GDestroyNotify) davy_service_request_free,
};

/**
 * davy_partner_client_list_service_requests_async:
 * @self: a client
 * @customer_id: (nullable): the customer's tenant; %NULL for all of the partner's
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists support requests, each told of shortly (`wire-contract.md` 2.8).
 */
void
davy_partner_client_list_service_requests_async (DavyPartnerClient *self,
                                                 const char *customer_id,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self));

  if (customer_id != NULL)
    request =
        davy_partner_client_ask (self, "GET", "customers", customer_id, "servicerequests", NULL);
  else
    request = davy_partner_client_ask (self, "GET", "servicerequests", NULL);
  davy_partner_client_list (self, request, &request_record, NULL, NULL,
                            davy_partner_client_list_service_requests_async, cancellable, callback,
                            user_data);
}

/**
 * davy_partner_client_list_service_requests_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full) (element-type DavyServiceRequest): the requests
 */
GPtrArray *
davy_partner_client_list_service_requests_finish (DavyPartnerClient *self,
                                                  GAsyncResult *result,
                                                  GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_list_service_requests_async,
                                     error);
}

/**
 * davy_partner_client_get_service_request_async:
 * @self: a client
 * @request_id: which request
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Gets a support request with its notes (`wire-contract.md` 2.8).
 */
void
davy_partner_client_get_service_request_async (DavyPartnerClient *self,
                                               const char *request_id,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && request_id != NULL);

  request = davy_partner_client_ask (self, "GET", "servicerequests", request_id, NULL);
  davy_partner_client_get (self, request, &request_record,
                           davy_partner_client_get_service_request_async, cancellable, callback,
                           user_data);
}

/**
 * davy_partner_client_get_service_request_finish:
 * @self: a client
 * @result: the answer
 * @error: a #DavyError
 *
 * Returns: (transfer full): the request
 */
DavyServiceRequest *
davy_partner_client_get_service_request_finish (DavyPartnerClient *self,
                                                GAsyncResult *result,
                                                GError **error)
{
  return davy_partner_client_finish (self, result, davy_partner_client_get_service_request_async,
                                     error);
}

/**
 * davy_partner_client_add_service_note_async:
 * @self: a client
 * @request_id: which request
 * @text: what to write
 * @cancellable: (nullable): to give up; the change may have been made all the same
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Writes a note into a support request (`wire-contract.md` 2.8).
 */
void
davy_partner_client_add_service_note_async (DavyPartnerClient *self,
                                            const char *request_id,
                                            const char *text,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;
  JsonObject *body, *note;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && request_id != NULL && text != NULL);

  note = json_object_new ();
  json_object_set_string_member (note, "Text", text);
  body = json_object_new ();
  json_object_set_object_member (body, "NewNote", note);
  request = davy_partner_client_ask (self, "PATCH", "servicerequests", request_id, NULL);
  davy_partner_set_object (request, body);
  davy_partner_client_change (self, request, davy_partner_client_add_service_note_async,
                              cancellable, callback, user_data);
}

/**
 * davy_partner_client_add_service_note_finish:
 * @self: a client
 * @result: the answer
 * @receipt: (out) (optional) (transfer full): what the answer told
 * @error: %DAVY_ERROR_OUTCOME_UNKNOWN when no answer came: look at the request's notes before
 *   anything else
 *
 * Returns: whether it is written
 */
gboolean
davy_partner_client_add_service_note_finish (DavyPartnerClient *self,
                                             GAsyncResult *result,
                                             DavyPartnerReceipt **receipt,
                                             GError **error)
{
  return davy_partner_client_change_finish (
      self, result, davy_partner_client_add_service_note_async, receipt, error);
}

/**
 * davy_partner_client_close_service_request_async:
 * @self: a client
 * @request_id: which request
 * @cancellable: (nullable): to give up; the change may have been made all the same
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Closes a support request (`wire-contract.md` 2.8).
 */
void
davy_partner_client_close_service_request_async (DavyPartnerClient *self,
                                                 const char *request_id,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data)
{
  g_autoptr (DavyRequest) request = NULL;
  JsonObject *body;

  g_return_if_fail (DAVY_IS_PARTNER_CLIENT (self) && request_id != NULL);

  body = json_object_new ();
  json_object_set_string_member (body, "Status", "closed");
  request = davy_partner_client_ask (self, "PATCH", "servicerequests", request_id, NULL);
  davy_partner_set_object (request, body);
  davy_partner_client_change (self, request, davy_partner_client_close_service_request_async,
                              cancellable, callback, user_data);
}

/**
 * davy_partner_client_close_service_request_finish:
 * @self: a client
 * @result: the answer
 * @receipt: (out) (optional) (transfer full): what the answer told
 * @error: %DAVY_ERROR_OUTCOME_UNKNOWN when no answer came: get the request before anything else
 *
 * Returns: whether it is closed
 */
gboolean
davy_partner_client_close_service_request_finish (DavyPartnerClient *self,
                                                  GAsyncResult *result,
                                                  DavyPartnerReceipt **receipt,
                                                  GError **error)
{
  return davy_partner_client_change_finish (
      self, result, davy_partner_client_close_service_request_async, receipt, error);
}
