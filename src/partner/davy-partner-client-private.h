/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/davy-request.h"
#include "partner/davy-alert-service.h"
#include "partner/davy-partner-client.h"
#include "partner/davy-partner-listing.h"

G_BEGIN_DECLS

/* What a call of this room is made of: a request, what the answer is read as, and a pair of public
 * functions around it.
 *
 *   davy_partner_client_ask()      a request for a path
 *   davy_partner_client_get()      one record      davy_partner_client_finish()
 *   davy_partner_client_list()     many records    davy_partner_client_finish(), or
 *                                                  davy_partner_client_list_finish() for pages
 *   davy_partner_client_change()   a change        davy_partner_client_change_finish()
 *
 * The source tag is the public function that begins the call. */

void davy_partner_client_alert_service_init (DavyAlertServiceInterface *iface);

DavyHttp *davy_partner_client_get_http (DavyPartnerClient *self);
DavyRequest *
davy_partner_client_create_request (DavyPartnerClient *self, const char *method, const char *path);
DavyRequest *davy_partner_client_ask (DavyPartnerClient *self,
                                      const char *method,
                                      const char *first,
                                      ...) G_GNUC_NULL_TERMINATED;
char *davy_partner_build_path (const char *first, ...) G_GNUC_NULL_TERMINATED;
char *davy_partner_build_query (const char *path, const char *name, ...) G_GNUC_NULL_TERMINATED;
char *davy_partner_build_filter (const char *field, const char *value, const char *how);
void davy_partner_set_object (DavyRequest *request, JsonObject *body);

void davy_partner_client_list (DavyPartnerClient *self,
                               DavyRequest *request,
                               const DavyPartnerRecord *record,
                               DavyPartnerPage page,
                               gpointer page_data,
                               gpointer source_tag,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean davy_partner_client_list_finish (DavyPartnerClient *self,
                                          GAsyncResult *result,
                                          gpointer source_tag,
                                          GError **error);
void davy_partner_client_get (DavyPartnerClient *self,
                              DavyRequest *request,
                              const DavyPartnerRecord *record,
                              gpointer source_tag,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gpointer davy_partner_client_finish (DavyPartnerClient *self,
                                     GAsyncResult *result,
                                     gpointer source_tag,
                                     GError **error);
void davy_partner_client_change (DavyPartnerClient *self,
                                 DavyRequest *request,
                                 gpointer source_tag,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean davy_partner_client_change_finish (DavyPartnerClient *self,
                                            GAsyncResult *result,
                                            gpointer source_tag,
                                            DavyPartnerReceipt **receipt,
                                            GError **error);

G_END_DECLS
