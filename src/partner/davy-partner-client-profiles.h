/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "partner/davy-partner-client.h"
#include "partner/davy-partner-profile.h"

G_BEGIN_DECLS

void davy_partner_client_get_profile_async (DavyPartnerClient *self,
                                            DavyPartnerProfileKind kind,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
DavyPartnerProfile *davy_partner_client_get_profile_finish (DavyPartnerClient *self,
                                                            GAsyncResult *result,
                                                            GError **error);
void davy_partner_client_get_company_profile_async (DavyPartnerClient *self,
                                                    const char *customer_id,
                                                    GCancellable *cancellable,
                                                    GAsyncReadyCallback callback,
                                                    gpointer user_data);
DavyPartnerProfile *davy_partner_client_get_company_profile_finish (DavyPartnerClient *self,
                                                                    GAsyncResult *result,
                                                                    GError **error);
void davy_partner_client_get_billing_profile_async (DavyPartnerClient *self,
                                                    const char *customer_id,
                                                    GCancellable *cancellable,
                                                    GAsyncReadyCallback callback,
                                                    gpointer user_data);
DavyPartnerProfile *davy_partner_client_get_billing_profile_finish (DavyPartnerClient *self,
                                                                    GAsyncResult *result,
                                                                    GError **error);
void davy_partner_client_get_support_contact_async (DavyPartnerClient *self,
                                                    const char *customer_id,
                                                    const char *subscription_id,
                                                    GCancellable *cancellable,
                                                    GAsyncReadyCallback callback,
                                                    gpointer user_data);
DavyPartnerSupportContact *davy_partner_client_get_support_contact_finish (DavyPartnerClient *self,
                                                                           GAsyncResult *result,
                                                                           GError **error);

G_END_DECLS
