/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "account/davy-account.h"
#include "core/davy-money.h"
#include "core/davy-time.h"

G_BEGIN_DECLS

#define DAVY_TYPE_ARM_CLIENT (davy_arm_client_get_type ())
G_DECLARE_FINAL_TYPE (DavyArmClient, davy_arm_client, DAVY, ARM_CLIENT, GObject)

/**
 * DavyCostRow:
 * @day: a UTC day
 * @service: (nullable): Azure's name of the service, such as `Virtual Machines`
 * @cost: list price; negative for a credit
 *
 * What a service cost in a day (`wire-contract.md` 3.7).
 */
typedef struct
{
  DavyDay day;
  char *service;
  DavyMoney cost;
} DavyCostRow;

void davy_cost_row_free (DavyCostRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyCostRow, davy_cost_row_free)

DavyArmClient *davy_arm_client_new (DavyAccount *account);

void davy_arm_client_query_cost_async (DavyArmClient *self,
                                       const char *tenant_id,
                                       const char *subscription_id,
                                       DavyDay from,
                                       DavyDay to,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *
davy_arm_client_query_cost_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
