/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"

G_BEGIN_DECLS

/**
 * DavyArmSubscriptionState:
 * @DAVY_ARM_SUBSCRIPTION_ENABLED: everything works
 * @DAVY_ARM_SUBSCRIPTION_WARNED: going to be disabled; only reading and deleting work
 * @DAVY_ARM_SUBSCRIPTION_PAST_DUE: not paid; everything still works
 * @DAVY_ARM_SUBSCRIPTION_DISABLED: cancelled; only reading and deleting work
 * @DAVY_ARM_SUBSCRIPTION_DELETED: gone for good
 * @DAVY_ARM_SUBSCRIPTION_OTHER: a state that we do not know
 *
 * How a subscription stands in Azure (`wire-contract.md` 3.1).
 */
typedef enum
{
  DAVY_ARM_SUBSCRIPTION_ENABLED,
  DAVY_ARM_SUBSCRIPTION_WARNED,
  DAVY_ARM_SUBSCRIPTION_PAST_DUE,
  DAVY_ARM_SUBSCRIPTION_DISABLED,
  DAVY_ARM_SUBSCRIPTION_DELETED,
  DAVY_ARM_SUBSCRIPTION_OTHER,
} DavyArmSubscriptionState;

/**
 * DavyArmSubscription:
 * @id: its path
 * @subscription_id: the id alone
 * @tenant_id: (nullable): the tenant that owns it
 * @name: (nullable): what the customer calls it
 * @state: how it stands
 * @raw_state: the state as it came
 * @quota_id: (nullable): Azure's name of the offer
 * @spending_limit: (nullable): as it came
 *
 * A subscription as Resource Manager sees it.
 */
typedef struct
{
  char *id;
  char *subscription_id;
  char *tenant_id;
  char *name;
  DavyArmSubscriptionState state;
  char *raw_state;
  char *quota_id;
  char *spending_limit;
} DavyArmSubscription;

void davy_arm_subscription_free (DavyArmSubscription *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyArmSubscription, davy_arm_subscription_free)

void davy_arm_client_list_subscriptions_async (DavyArmClient *self,
                                               const char *tenant_id,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
GPtrArray *davy_arm_client_list_subscriptions_finish (DavyArmClient *self,
                                                      GAsyncResult *result,
                                                      GError **error);

void davy_arm_client_get_subscription_async (DavyArmClient *self,
                                             const char *tenant_id,
                                             const char *subscription_id,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
DavyArmSubscription *
davy_arm_client_get_subscription_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

void davy_arm_client_find_tenant_async (DavyArmClient *self,
                                        const char *subscription_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
char *
davy_arm_client_find_tenant_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
