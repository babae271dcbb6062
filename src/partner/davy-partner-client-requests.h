/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "partner/davy-partner-client.h"
#include "partner/davy-service-request.h"

G_BEGIN_DECLS

void davy_partner_client_list_service_requests_async (DavyPartnerClient *self,
                                                      const char *customer_id,
                                                      GCancellable *cancellable,
                                                      GAsyncReadyCallback callback,
                                                      gpointer user_data);
GPtrArray *davy_partner_client_list_service_requests_finish (DavyPartnerClient *self,
                                                             GAsyncResult *result,
                                                             GError **error);
void davy_partner_client_get_service_request_async (DavyPartnerClient *self,
                                                    const char *request_id,
                                                    GCancellable *cancellable,
                                                    GAsyncReadyCallback callback,
                                                    gpointer user_data);
DavyServiceRequest *davy_partner_client_get_service_request_finish (DavyPartnerClient *self,
                                                                    GAsyncResult *result,
                                                                    GError **error);
void davy_partner_client_add_service_note_async (DavyPartnerClient *self,
                                                 const char *request_id,
                                                 const char *text,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
gboolean davy_partner_client_add_service_note_finish (DavyPartnerClient *self,
                                                      GAsyncResult *result,
                                                      DavyPartnerReceipt **receipt,
                                                      GError **error);
void davy_partner_client_close_service_request_async (DavyPartnerClient *self,
                                                      const char *request_id,
                                                      GCancellable *cancellable,
                                                      GAsyncReadyCallback callback,
                                                      gpointer user_data);
gboolean davy_partner_client_close_service_request_finish (DavyPartnerClient *self,
                                                           GAsyncResult *result,
                                                           DavyPartnerReceipt **receipt,
                                                           GError **error);

G_END_DECLS
