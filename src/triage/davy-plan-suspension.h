/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-act.h"
#include "triage/davy-case-place.h"

G_BEGIN_DECLS

/* Suspending the whole Azure plan that a case's subscription is in. Nothing in a suspended plan can
 * be reactivated, by whomever; Microsoft suspends one only when nothing in it runs
 * (`wire-contract.md` 2.6). It is never proposed (playbook.md C.3, step 11). */

const char *davy_case_get_plan_consent (DavyCase *self);
gboolean davy_case_check_plan (DavyCase *self,
                               const DavyCasePlace *place,
                               const char *typed,
                               GError **error);

void davy_case_suspend_plan_async (DavyCase *self,
                                   const DavyCasePlace *place,
                                   const char *typed,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
DavyAct *davy_case_suspend_plan_finish (DavyCase *self, GAsyncResult *result, GError **error);
void davy_case_reactivate_plan_async (DavyCase *self,
                                      const DavyAct *suspended,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
DavyAct *davy_case_reactivate_plan_finish (DavyCase *self, GAsyncResult *result, GError **error);

DavyAct *davy_case_dup_plan_suspension (DavyCase *self);
DavyAct *davy_case_dup_plan_act (DavyCase *self);
DavyTime davy_plan_suspension_find_due (const GPtrArray *entries, gint64 *interval);

G_END_DECLS
