/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/davy-request.h"
#include "partner/davy-partner-client.h"
#include "partner/davy-partner-listing.h"

G_BEGIN_DECLS

DavyHttp *davy_partner_client_get_http (DavyPartnerClient *self);
DavyRequest *
davy_partner_client_create_request (DavyPartnerClient *self, const char *method, const char *path);
char *davy_partner_client_build_path (const char *first, ...) G_GNUC_NULL_TERMINATED;

void davy_partner_client_list (DavyPartnerClient *self,
                               DavyRequest *request,
                               const DavyPartnerRecord *record,
                               DavyPartnerPage page,
                               gpointer page_data,
                               gpointer source_tag,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GPtrArray *davy_partner_client_list_finish (DavyPartnerClient *self,
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

G_END_DECLS
