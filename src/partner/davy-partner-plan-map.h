/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "partner/davy-partner-client.h"
#include "partner/davy-partner-subscription.h"

G_BEGIN_DECLS

/**
 * DavyPartnerPlanMap:
 *
 * Where each of a customer's Azure subscriptions stands at Partner Center. Alerts name Azure
 * subscriptions; what can be cancelled or suspended there goes by other ids (`wire-contract.md` 0,
 * 2.6).
 */
typedef struct _DavyPartnerPlanMap DavyPartnerPlanMap;

/**
 * DavyPartnerPlace:
 * @subscription: the legacy Azure subscription itself, or the Azure plan
 * @entitlement: (nullable): the Azure subscription in the plan; %NULL for a legacy one
 */
typedef struct
{
  const DavyPartnerSubscription *subscription;
  const DavyPartnerEntitlement *entitlement;
} DavyPartnerPlace;

DavyPartnerPlanMap *davy_partner_plan_map_new (void);
void davy_partner_plan_map_free (DavyPartnerPlanMap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyPartnerPlanMap, davy_partner_plan_map_free)

void davy_partner_plan_map_add_subscriptions (DavyPartnerPlanMap *self, GPtrArray *subscriptions);
void davy_partner_plan_map_add_entitlements (DavyPartnerPlanMap *self,
                                             const DavyPartnerSubscription *plan,
                                             GPtrArray *entitlements);
gboolean davy_partner_plan_map_find (const DavyPartnerPlanMap *self,
                                     const char *azure_id,
                                     DavyPartnerPlace *place);
GPtrArray *davy_partner_plan_map_list (const DavyPartnerPlanMap *self,
                                       const DavyPartnerSubscription *plan);

void davy_partner_client_map_plans_async (DavyPartnerClient *self,
                                          const char *customer_id,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
DavyPartnerPlanMap *davy_partner_client_map_plans_finish (DavyPartnerClient *self,
                                                          GAsyncResult *result,
                                                          GError **error);

G_END_DECLS
