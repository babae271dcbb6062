/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "partner/davy-partner-client.h"
#include "partner/davy-partner-subscription.h"

G_BEGIN_DECLS

void davy_partner_client_list_subscriptions_async (DavyPartnerClient *self,
                                                   const char *customer_id,
                                                   GCancellable *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer user_data);
GPtrArray *davy_partner_client_list_subscriptions_finish (DavyPartnerClient *self,
                                                          GAsyncResult *result,
                                                          GError **error);
void davy_partner_client_get_subscription_async (DavyPartnerClient *self,
                                                 const char *customer_id,
                                                 const char *subscription_id,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
DavyPartnerSubscription *davy_partner_client_get_subscription_finish (DavyPartnerClient *self,
                                                                      GAsyncResult *result,
                                                                      GError **error);
void davy_partner_client_set_suspended_async (DavyPartnerClient *self,
                                              const char *customer_id,
                                              const char *subscription_id,
                                              gboolean suspended,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean davy_partner_client_set_suspended_finish (DavyPartnerClient *self,
                                                   GAsyncResult *result,
                                                   DavyPartnerReceipt **receipt,
                                                   GError **error);

void davy_partner_client_list_entitlements_async (DavyPartnerClient *self,
                                                  const char *customer_id,
                                                  const char *plan_id,
                                                  GCancellable *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer user_data);
GPtrArray *davy_partner_client_list_entitlements_finish (DavyPartnerClient *self,
                                                         GAsyncResult *result,
                                                         GError **error);
void davy_partner_client_get_entitlement_async (DavyPartnerClient *self,
                                                const char *customer_id,
                                                const char *plan_id,
                                                const char *entitlement_id,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
DavyPartnerEntitlement *davy_partner_client_get_entitlement_finish (DavyPartnerClient *self,
                                                                    GAsyncResult *result,
                                                                    GError **error);
void davy_partner_client_cancel_entitlement_async (DavyPartnerClient *self,
                                                   const char *customer_id,
                                                   const char *plan_id,
                                                   const char *entitlement_id,
                                                   GCancellable *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer user_data);
gboolean davy_partner_client_cancel_entitlement_finish (DavyPartnerClient *self,
                                                        GAsyncResult *result,
                                                        DavyPartnerReceipt **receipt,
                                                        GError **error);
void davy_partner_client_reactivate_entitlement_async (DavyPartnerClient *self,
                                                       const char *customer_id,
                                                       const char *plan_id,
                                                       const char *entitlement_id,
                                                       GCancellable *cancellable,
                                                       GAsyncReadyCallback callback,
                                                       gpointer user_data);
gboolean davy_partner_client_reactivate_entitlement_finish (DavyPartnerClient *self,
                                                            GAsyncResult *result,
                                                            DavyPartnerReceipt **receipt,
                                                            GError **error);
void davy_partner_client_wait_entitlement_async (DavyPartnerClient *self,
                                                 const char *customer_id,
                                                 const char *plan_id,
                                                 const char *entitlement_id,
                                                 const char *wanted_status,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
DavyPartnerEntitlement *davy_partner_client_wait_entitlement_finish (DavyPartnerClient *self,
                                                                     GAsyncResult *result,
                                                                     GError **error);

G_END_DECLS
