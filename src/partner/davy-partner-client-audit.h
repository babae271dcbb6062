/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "partner/davy-audit-record.h"
#include "partner/davy-partner-client.h"

G_BEGIN_DECLS

/* How long records are kept: days, today included. */
#define DAVY_AUDIT_DAYS 90

void davy_partner_client_list_audit_records_async (DavyPartnerClient *self,
                                                   const char *customer_id,
                                                   DavyDay from,
                                                   DavyDay to,
                                                   GCancellable *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer user_data);
GPtrArray *davy_partner_client_list_audit_records_finish (DavyPartnerClient *self,
                                                          GAsyncResult *result,
                                                          GError **error);

G_END_DECLS
