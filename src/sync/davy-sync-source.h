/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"
#include "partner/davy-alert-service.h"
#include "partner/davy-partner-client.h"
#include "store/davy-due.h"
#include "store/davy-store.h"
#include "sync/davy-refusals.h"

G_BEGIN_DECLS

/**
 * DavySyncSource:
 *
 * The way of one account's data into the store. Each operation fetches one thing and ends when it
 * is written.
 */
#define DAVY_TYPE_SYNC_SOURCE (davy_sync_source_get_type ())
G_DECLARE_FINAL_TYPE (DavySyncSource, davy_sync_source, DAVY, SYNC_SOURCE, GObject)

DavySyncSource *
davy_sync_source_new (DavyStore *store, DavyAccount *account, const char *alert_service);

DavyStore *davy_sync_source_get_store (DavySyncSource *self);
DavyAccount *davy_sync_source_get_account (DavySyncSource *self);
const char *davy_sync_source_get_account_id (DavySyncSource *self);
void davy_sync_source_set_owner_id (DavySyncSource *self, const char *owner_id);
guint davy_sync_source_get_silence (DavySyncSource *self);
void davy_sync_source_set_silence (DavySyncSource *self, guint silence);
DavyPartnerClient *davy_sync_source_get_partner (DavySyncSource *self);
DavyAlertService *davy_sync_source_get_alerts (DavySyncSource *self);
DavyArmClient *davy_sync_source_get_arm (DavySyncSource *self);
DavyRefusals *davy_sync_source_get_family_refusals (DavySyncSource *self);

void davy_sync_source_fetch_alerts_async (DavySyncSource *self,
                                          DavyTime pass,
                                          gboolean first,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean
davy_sync_source_fetch_alerts_finish (DavySyncSource *self, GAsyncResult *result, GError **error);

void davy_sync_source_list_customers_async (DavySyncSource *self,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean
davy_sync_source_list_customers_finish (DavySyncSource *self, GAsyncResult *result, GError **error);

void davy_sync_source_fetch_customer_async (DavySyncSource *self,
                                            const char *customer_tenant_id,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean
davy_sync_source_fetch_customer_finish (DavySyncSource *self, GAsyncResult *result, GError **error);

void davy_sync_source_fetch_usage_async (DavySyncSource *self,
                                         const DavyUsageTarget *target,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
void davy_sync_source_fetch_details_async (DavySyncSource *self,
                                           const DavyUsageTarget *target,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean
davy_sync_source_fetch_usage_finish (DavySyncSource *self, GAsyncResult *result, GError **error);

gboolean davy_sync_error_is_fatal (const GError *error);

G_END_DECLS
