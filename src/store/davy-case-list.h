/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"
#include "store/davy-store.h"

G_BEGIN_DECLS

/**
 * DavyCaseSummary:
 * @id: the row of the case
 * @step: where it stands
 * @opened_at: when it was opened
 * @closed_at: when it was closed; %DAVY_TIME_UNSET while open
 * @changed_at: when something was recorded last
 * @customer_name: (nullable): the customer, when known
 * @subscription_name: the subscription, its id when it has no name
 * @alert_row: one of its alerts, to open the case by; 0 when none is in the store any more
 *
 * A case as the list of cases shows it.
 */
typedef struct
{
  gint64 id;
  char *step;
  DavyTime opened_at;
  DavyTime closed_at;
  DavyTime changed_at;
  char *customer_name;
  char *subscription_name;
  gint64 alert_row;
} DavyCaseSummary;

void davy_store_list_cases_async (DavyStore *store,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *davy_store_list_cases_finish (DavyStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
