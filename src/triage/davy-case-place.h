/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-case.h"

G_BEGIN_DECLS

/**
 * DavyCasePlan:
 * @name: (nullable): what the plan is called
 * @status: (nullable): the wire's word
 * @is_active: whether it runs; what is in a plan that does not cannot be reactivated
 * @others: (owned) (element-type DavyCasePlace): the other Azure subscriptions in it, by name
 *
 * The Azure plan that a subscription is in.
 */
typedef struct
{
  char *name;
  char *status;
  gboolean is_active;
  GPtrArray *others;
} DavyCasePlan;

/**
 * DavyCasePlace:
 * @subscription_id: at Partner Center: the Azure plan, or the legacy subscription itself
 * @entitlement_id: (nullable): the Azure subscription in the plan; %NULL for a legacy one
 * @name: (nullable): what the customer calls it
 * @status: (nullable): the wire's word
 * @is_active: whether it runs
 * @plan: (owned) (nullable): the plan that it is in; %NULL for a legacy one, and for another one of
 *   a plan
 *
 * Where a case's subscription stands at Partner Center.
 */
typedef struct
{
  char *subscription_id;
  char *entitlement_id;
  char *name;
  char *status;
  gboolean is_active;
  DavyCasePlan *plan;
} DavyCasePlace;

void davy_case_place_free (DavyCasePlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyCasePlace, davy_case_place_free)
GPtrArray *davy_case_place_list_running (const DavyCasePlace *self);

void davy_case_find_place_async (DavyCase *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
DavyCasePlace *davy_case_find_place_finish (DavyCase *self, GAsyncResult *result, GError **error);

G_END_DECLS
