/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-accounts.h"
#include "store/davy-store.h"
#include "triage/davy-case.h"

G_BEGIN_DECLS

/**
 * DavyTriage:
 *
 * Opens cases over the store and the signed-in accounts.
 */
#define DAVY_TYPE_TRIAGE (davy_triage_get_type ())
G_DECLARE_FINAL_TYPE (DavyTriage, davy_triage, DAVY, TRIAGE, GObject)

DavyTriage *davy_triage_new (DavyStore *store, DavyAccounts *accounts);

void davy_triage_open_async (DavyTriage *self,
                             gint64 alert_row,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
DavyCase *davy_triage_open_finish (DavyTriage *self, GAsyncResult *result, GError **error);
void davy_triage_open_case_async (DavyTriage *self,
                                  gint64 case_row,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
DavyCase *davy_triage_open_case_finish (DavyTriage *self, GAsyncResult *result, GError **error);

G_END_DECLS
