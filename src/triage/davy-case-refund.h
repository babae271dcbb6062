/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-case.h"
#include "triage/davy-refund.h"

G_BEGIN_DECLS

void davy_case_load_refund_async (DavyCase *self,
                                  DavyTime first,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
DavyRefund *davy_case_load_refund_finish (DavyCase *self, GAsyncResult *result, GError **error);

void davy_case_record_refund_async (DavyCase *self,
                                    const DavyRefund *refund,
                                    const char *number,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean davy_case_record_refund_finish (DavyCase *self, GAsyncResult *result, GError **error);

G_END_DECLS
