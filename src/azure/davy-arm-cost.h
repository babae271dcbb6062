/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"
#include "core/davy-dimension.h"
#include "core/davy-money.h"
#include "core/davy-time.h"

G_BEGIN_DECLS

/* How many dimensions one question may part its answer by. */
#define DAVY_COST_MAX_DIMENSIONS 2

/**
 * DavyCostRow:
 * @day: a UTC day
 * @names: (nullable): what it is a part of, in the dimensions that were asked for; a name is %NULL
 *   when the answer gives none
 * @cost: negative for a credit; with the basis of the scope that was asked
 *
 * What a part of a subscription cost in a day (`wire-contract.md` 3.7).
 */
typedef struct
{
  DavyDay day;
  char *names[DAVY_N_DIMENSIONS];
  DavyMoney cost;
} DavyCostRow;

void davy_cost_row_free (DavyCostRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyCostRow, davy_cost_row_free)

void davy_arm_client_query_cost_async (DavyArmClient *self,
                                       const char *tenant_id,
                                       const char *subscription_id,
                                       DavyDimensions dimensions,
                                       DavyDay from,
                                       DavyDay to,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *
davy_arm_client_query_cost_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

void davy_arm_client_query_invoiced_cost_async (DavyArmClient *self,
                                                const char *billing_account,
                                                const char *customer_id,
                                                const char *subscription_id,
                                                DavyDimensions dimensions,
                                                DavyDay from,
                                                DavyDay to,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
GPtrArray *davy_arm_client_query_invoiced_cost_finish (DavyArmClient *self,
                                                       GAsyncResult *result,
                                                       GError **error);

G_END_DECLS
