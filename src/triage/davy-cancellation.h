/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-journal.h"
#include "triage/davy-act.h"
#include "triage/davy-case-place.h"

G_BEGIN_DECLS

/* Ending a case's whole subscription at Partner Center: an Azure subscription in a plan is
 * cancelled, a legacy one suspended (playbook.md C.3, step 11). Neither needs rights in the
 * customer's Azure, and both can be taken back. */

/* The acts' names in the journal. */
#define DAVY_ACT_CANCEL_ENTITLEMENT      "cancel-entitlement"
#define DAVY_ACT_SUSPEND_SUBSCRIPTION    "suspend-subscription"
#define DAVY_ACT_REACTIVATE_ENTITLEMENT  "reactivate-entitlement"
#define DAVY_ACT_REACTIVATE_SUBSCRIPTION "reactivate-subscription"
#define DAVY_ACT_SUSPEND_PLAN            "suspend-plan"
#define DAVY_ACT_REACTIVATE_PLAN         "reactivate-plan"

/* For how long somebody in the customer's tenant is watched for. */
#define DAVY_CANCELLATION_WATCH (48 * DAVY_TIME_HOUR)

void davy_case_cancel_async (DavyCase *self,
                             const DavyCasePlace *place,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
DavyAct *davy_case_cancel_finish (DavyCase *self, GAsyncResult *result, GError **error);

void davy_case_watch_cancellation_async (DavyCase *self,
                                         const DavyAct *act,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
DavyAct *davy_case_watch_cancellation_finish (DavyCase *self, GAsyncResult *result, GError **error);

void davy_case_reactivate_async (DavyCase *self,
                                 const DavyAct *ended,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
DavyAct *davy_case_reactivate_finish (DavyCase *self, GAsyncResult *result, GError **error);

DavyAct *davy_case_dup_cancellation (DavyCase *self);
DavyAct *davy_case_dup_reactivation (DavyCase *self);
gboolean davy_cancellation_stands (const DavyAct *act, const DavyAct *reactivation);
gboolean davy_cancellation_is_watched (const DavyAct *act, DavyTime now);
DavyTime davy_cancellation_find_due (const GPtrArray *entries, DavyTime now, gint64 *interval);
DavyTime davy_reactivation_find_due (const GPtrArray *entries, gint64 *interval);

G_END_DECLS
