/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "partner/davy-partner-client.h"

G_BEGIN_DECLS

void davy_partner_client_get_budget_async (DavyPartnerClient *self,
                                           const char *customer_id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean davy_partner_client_get_budget_finish (DavyPartnerClient *self,
                                                GAsyncResult *result,
                                                double *amount,
                                                GError **error);
void davy_partner_client_set_budget_async (DavyPartnerClient *self,
                                           const char *customer_id,
                                           double amount,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean davy_partner_client_set_budget_finish (DavyPartnerClient *self,
                                                GAsyncResult *result,
                                                DavyPartnerReceipt **receipt,
                                                GError **error);

G_END_DECLS
