/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-case.h"

G_BEGIN_DECLS

/**
 * DavyCasePlace:
 * @subscription_id: at Partner Center: the Azure plan, or the legacy subscription itself
 * @entitlement_id: (nullable): the Azure subscription in the plan; %NULL for a legacy one
 * @name: (nullable): what the customer calls it
 * @status: (nullable): the wire's word
 * @is_active: whether it runs
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
} DavyCasePlace;

void davy_case_place_free (DavyCasePlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyCasePlace, davy_case_place_free)

void davy_case_find_place_async (DavyCase *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
DavyCasePlace *davy_case_find_place_finish (DavyCase *self, GAsyncResult *result, GError **error);

G_END_DECLS
