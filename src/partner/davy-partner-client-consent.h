/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "partner/davy-partner-client.h"

G_BEGIN_DECLS

/**
 * DavyPartnerGrant:
 * @enterprise_application_id: the service, such as `797f4846-ba00-4fd7-ba43-dac1f8f63013` for Azure
 *   Resource Manager
 * @scopes: what is granted there, such as `user_impersonation`; several with commas
 */
typedef struct
{
  const char *enterprise_application_id;
  const char *scopes;
} DavyPartnerGrant;

void davy_partner_client_grant_consent_async (DavyPartnerClient *self,
                                              const char *customer_id,
                                              const char *application_id,
                                              const char *display_name,
                                              const DavyPartnerGrant *grants,
                                              guint n_grants,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean davy_partner_client_grant_consent_finish (DavyPartnerClient *self,
                                                   GAsyncResult *result,
                                                   DavyPartnerReceipt **receipt,
                                                   GError **error);
void davy_partner_client_list_consents_async (DavyPartnerClient *self,
                                              const char *customer_id,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
GPtrArray *davy_partner_client_list_consents_finish (DavyPartnerClient *self,
                                                     GAsyncResult *result,
                                                     GError **error);
void davy_partner_client_revoke_consent_async (DavyPartnerClient *self,
                                               const char *customer_id,
                                               const char *application_id,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
gboolean davy_partner_client_revoke_consent_finish (DavyPartnerClient *self,
                                                    GAsyncResult *result,
                                                    DavyPartnerReceipt **receipt,
                                                    GError **error);

G_END_DECLS
