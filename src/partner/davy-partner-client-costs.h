/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "partner/davy-partner-client.h"
#include "partner/davy-partner-cost.h"

G_BEGIN_DECLS

void davy_partner_client_list_resource_costs_async (DavyPartnerClient *self,
                                                    const char *customer_id,
                                                    const char *plan_id,
                                                    GCancellable *cancellable,
                                                    GAsyncReadyCallback callback,
                                                    gpointer user_data);
GPtrArray *davy_partner_client_list_resource_costs_finish (DavyPartnerClient *self,
                                                           GAsyncResult *result,
                                                           GError **error);
void davy_partner_client_list_meter_costs_async (DavyPartnerClient *self,
                                                 const char *customer_id,
                                                 const char *plan_id,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
GPtrArray *davy_partner_client_list_meter_costs_finish (DavyPartnerClient *self,
                                                        GAsyncResult *result,
                                                        GError **error);
void davy_partner_client_list_customer_totals_async (DavyPartnerClient *self,
                                                     GCancellable *cancellable,
                                                     GAsyncReadyCallback callback,
                                                     gpointer user_data);
GPtrArray *davy_partner_client_list_customer_totals_finish (DavyPartnerClient *self,
                                                            GAsyncResult *result,
                                                            GError **error);
void davy_partner_client_list_subscription_totals_async (DavyPartnerClient *self,
                                                         const char *customer_id,
                                                         GCancellable *cancellable,
                                                         GAsyncReadyCallback callback,
                                                         gpointer user_data);
GPtrArray *davy_partner_client_list_subscription_totals_finish (DavyPartnerClient *self,
                                                                GAsyncResult *result,
                                                                GError **error);
void davy_partner_client_get_usage_total_async (DavyPartnerClient *self,
                                                const char *customer_id,
                                                const char *subscription_id,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
DavyUsageTotal *davy_partner_client_get_usage_total_finish (DavyPartnerClient *self,
                                                            GAsyncResult *result,
                                                            GError **error);
void davy_partner_client_list_unbilled_lines_async (DavyPartnerClient *self,
                                                    const char *currency,
                                                    gboolean previous,
                                                    DavyPartnerPage page,
                                                    gpointer page_data,
                                                    GCancellable *cancellable,
                                                    GAsyncReadyCallback callback,
                                                    gpointer user_data);
gboolean davy_partner_client_list_unbilled_lines_finish (DavyPartnerClient *self,
                                                         GAsyncResult *result,
                                                         GError **error);

G_END_DECLS
