/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-account.h"
#include "partner/davy-fraud-event.h"

G_BEGIN_DECLS

/**
 * DavyGraphClient:
 *
 * Microsoft Graph's partner security alerts, a preview (`wire-contract.md` 2.4). It is a
 * #DavyAlertService.
 */
#define DAVY_TYPE_GRAPH_CLIENT (davy_graph_client_get_type ())
G_DECLARE_FINAL_TYPE (DavyGraphClient, davy_graph_client, DAVY, GRAPH_CLIENT, GObject)

DavyGraphClient *davy_graph_client_new (DavyAccount *account);

void davy_graph_client_get_alert_async (DavyGraphClient *self,
                                        const char *alert_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
DavyFraudEvent *
davy_graph_client_get_alert_finish (DavyGraphClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
