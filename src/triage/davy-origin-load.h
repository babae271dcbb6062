/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-case.h"
#include "triage/davy-origin.h"

G_BEGIN_DECLS

void davy_case_load_origin_async (DavyCase *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
DavyOrigin *davy_case_load_origin_finish (DavyCase *self, GAsyncResult *result, GError **error);

char *davy_case_dup_caller_name (DavyCase *self, const char *caller);

G_END_DECLS
