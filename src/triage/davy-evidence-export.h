/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-evidence.h"

G_BEGIN_DECLS

void davy_evidence_export_async (DavyEvidence *self,
                                 GFile *place,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GFile *davy_evidence_export_finish (DavyEvidence *self, GAsyncResult *result, GError **error);

G_END_DECLS
