/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "account/davy-account.h"
#include "partner/davy-fraud-event.h"
#include "partner/davy-partner-customer.h"
#include "partner/davy-partner-page.h"
#include "partner/davy-partner-receipt.h"

G_BEGIN_DECLS

#define DAVY_TYPE_PARTNER_CLIENT (davy_partner_client_get_type ())
G_DECLARE_FINAL_TYPE (DavyPartnerClient, davy_partner_client, DAVY, PARTNER_CLIENT, GObject)

DavyPartnerClient *davy_partner_client_new (DavyAccount *account);

gint64 davy_partner_client_get_clock_offset (DavyPartnerClient *self);

/* alerts */
void davy_partner_client_list_first_events_async (DavyPartnerClient *self,
                                                  GCancellable *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer user_data);
GPtrArray *davy_partner_client_list_first_events_finish (DavyPartnerClient *self,
                                                         GAsyncResult *result,
                                                         GError **error);
void davy_partner_client_list_events_async (DavyPartnerClient *self,
                                            DavyPartnerPage page,
                                            gpointer page_data,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean davy_partner_client_list_events_finish (DavyPartnerClient *self,
                                                 GAsyncResult *result,
                                                 GError **error);
void davy_partner_client_list_subscription_events_async (DavyPartnerClient *self,
                                                         const char *subscription_id,
                                                         GCancellable *cancellable,
                                                         GAsyncReadyCallback callback,
                                                         gpointer user_data);
GPtrArray *davy_partner_client_list_subscription_events_finish (DavyPartnerClient *self,
                                                                GAsyncResult *result,
                                                                GError **error);
void davy_partner_client_set_status_async (DavyPartnerClient *self,
                                           const char *subscription_id,
                                           const char *const *event_ids,
                                           const char *status,
                                           const char *reason,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *davy_partner_client_set_status_finish (DavyPartnerClient *self,
                                                  GAsyncResult *result,
                                                  DavyPartnerReceipt **receipt,
                                                  GError **error);

/* customers */
void davy_partner_client_list_customers_async (DavyPartnerClient *self,
                                               DavyPartnerPage page,
                                               gpointer page_data,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
gboolean davy_partner_client_list_customers_finish (DavyPartnerClient *self,
                                                    GAsyncResult *result,
                                                    GError **error);
void davy_partner_client_find_customers_async (DavyPartnerClient *self,
                                               const char *name_start,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
GPtrArray *davy_partner_client_find_customers_finish (DavyPartnerClient *self,
                                                      GAsyncResult *result,
                                                      GError **error);
void davy_partner_client_get_customer_async (DavyPartnerClient *self,
                                             const char *customer_id,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
DavyPartnerCustomer *davy_partner_client_get_customer_finish (DavyPartnerClient *self,
                                                              GAsyncResult *result,
                                                              GError **error);
void davy_partner_client_get_validation_async (DavyPartnerClient *self,
                                               const char *customer_id,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
gboolean davy_partner_client_get_validation_finish (DavyPartnerClient *self,
                                                    GAsyncResult *result,
                                                    DavyPartnerValidation **validation,
                                                    GError **error);
void davy_partner_client_list_qualifications_async (DavyPartnerClient *self,
                                                    const char *customer_id,
                                                    GCancellable *cancellable,
                                                    GAsyncReadyCallback callback,
                                                    gpointer user_data);
GPtrArray *davy_partner_client_list_qualifications_finish (DavyPartnerClient *self,
                                                           GAsyncResult *result,
                                                           GError **error);
void davy_partner_client_list_relationships_async (DavyPartnerClient *self,
                                                   const char *customer_id,
                                                   GCancellable *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer user_data);
GPtrArray *davy_partner_client_list_relationships_finish (DavyPartnerClient *self,
                                                          GAsyncResult *result,
                                                          GError **error);

G_END_DECLS
