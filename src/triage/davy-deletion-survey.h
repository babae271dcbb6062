/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-case.h"
#include "triage/davy-deletion-plan.h"

G_BEGIN_DECLS

void davy_deletion_survey_async (DavyCase *subject,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
DavyDeletionPlan *
davy_deletion_survey_finish (DavyCase *subject, GAsyncResult *result, GError **error);

G_END_DECLS
