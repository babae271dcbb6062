/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-account.h"
#include "partner/davy-fraud-event.h"
#include "partner/davy-partner-page.h"
#include "partner/davy-partner-receipt.h"

G_BEGIN_DECLS

/* The names by which a service is chosen, kept and written down. */
#define DAVY_ALERT_SERVICE_PARTNER_CENTER "partner-center"
#define DAVY_ALERT_SERVICE_GRAPH          "graph"

/**
 * DavyAlertService:
 *
 * Where Microsoft's notifications come from and where their status is set. Two services carry the
 * same notifications (`wire-contract.md` 0): Partner Center, and Microsoft Graph in a preview. Both
 * give #DavyFraudEvent records in Partner Center's words; nobody above needs to know which of the
 * two it is, but the ids of one are not those of the other.
 */
#define DAVY_TYPE_ALERT_SERVICE (davy_alert_service_get_type ())
G_DECLARE_INTERFACE (DavyAlertService, davy_alert_service, DAVY, ALERT_SERVICE, GObject)

DavyAlertService *davy_alert_service_new (DavyAccount *account, const char *name);

const char *davy_alert_service_get_name (DavyAlertService *self);
gint64 davy_alert_service_get_clock_offset (DavyAlertService *self);

void davy_alert_service_list_first_async (DavyAlertService *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *
davy_alert_service_list_first_finish (DavyAlertService *self, GAsyncResult *result, GError **error);
void davy_alert_service_list_async (DavyAlertService *self,
                                    DavyPartnerPage page,
                                    gpointer page_data,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
davy_alert_service_list_finish (DavyAlertService *self, GAsyncResult *result, GError **error);
void davy_alert_service_read_async (DavyAlertService *self,
                                    const char *subscription_id,
                                    const char *const *event_ids,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *
davy_alert_service_read_finish (DavyAlertService *self, GAsyncResult *result, GError **error);
void davy_alert_service_set_status_async (DavyAlertService *self,
                                          const char *subscription_id,
                                          const char *const *event_ids,
                                          const char *status,
                                          const char *reason,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *davy_alert_service_set_status_finish (DavyAlertService *self,
                                                 GAsyncResult *result,
                                                 DavyPartnerReceipt **receipt,
                                                 GError **error);

G_END_DECLS
