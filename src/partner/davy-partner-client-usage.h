/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "partner/davy-partner-client.h"
#include "partner/davy-partner-usage.h"

G_BEGIN_DECLS

/**
 * DavyGranularity:
 * @DAVY_GRANULARITY_DAILY: a record a day of UTC
 * @DAVY_GRANULARITY_HOURLY: a record an hour
 *
 * How finely use is counted.
 */
typedef enum
{
  DAVY_GRANULARITY_DAILY,
  DAVY_GRANULARITY_HOURLY,
} DavyGranularity;

void davy_partner_client_list_utilization_async (DavyPartnerClient *self,
                                                 const char *customer_id,
                                                 const char *subscription_id,
                                                 DavyGranularity granularity,
                                                 DavyTime from,
                                                 DavyTime to,
                                                 DavyPartnerPage page,
                                                 gpointer page_data,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
gboolean davy_partner_client_list_utilization_finish (DavyPartnerClient *self,
                                                      GAsyncResult *result,
                                                      GError **error);
void davy_partner_client_list_meter_totals_async (DavyPartnerClient *self,
                                                  const char *customer_id,
                                                  const char *subscription_id,
                                                  GCancellable *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer user_data);
GPtrArray *davy_partner_client_list_meter_totals_finish (DavyPartnerClient *self,
                                                         GAsyncResult *result,
                                                         GError **error);

G_END_DECLS
