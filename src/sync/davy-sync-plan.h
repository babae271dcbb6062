/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/davy-sync-queue.h"
#include "sync/davy-sync.h"

G_BEGIN_DECLS

/**
 * DavySyncStep:
 *
 * The steps of a refresh, in order of urgency. The whole list of customers comes after what open
 * alerts need.
 */
typedef enum
{
  DAVY_SYNC_STEP_ALERTS,
  DAVY_SYNC_STEP_ALERTED_CUSTOMERS,
  DAVY_SYNC_STEP_ALERTED_USAGE,
  DAVY_SYNC_STEP_CUSTOMER_LIST,
  DAVY_SYNC_STEP_CUSTOMERS,
  DAVY_SYNC_STEP_USAGE,
} DavySyncStep;
#define DAVY_N_SYNC_STEPS (DAVY_SYNC_STEP_USAGE + 1)

/**
 * DavySyncLook:
 * @DAVY_SYNC_LOOK_ROW: its row is in view
 * @DAVY_SYNC_LOOK_PAGE: its page is open
 * @DAVY_SYNC_LOOK_DETAILS: there, groups and resources are told apart
 *
 * How closely a person looks at a subscription.
 */
typedef enum
{
  DAVY_SYNC_LOOK_ROW,
  DAVY_SYNC_LOOK_PAGE,
  DAVY_SYNC_LOOK_DETAILS,
} DavySyncLook;

DavySyncStage davy_sync_step_get_stage (DavySyncStep step);

void davy_sync_plan_step_async (DavyStore *store,
                                GPtrArray *sources,
                                DavySyncStep step,
                                DavyTime pass,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *davy_sync_plan_step_finish (DavyStore *store, GAsyncResult *result, GError **error);

void davy_sync_plan_rows_async (DavyStore *store,
                                GPtrArray *sources,
                                const gint64 *rows,
                                guint n_rows,
                                DavySyncLook look,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *davy_sync_plan_rows_finish (DavyStore *store, GAsyncResult *result, GError **error);

gboolean davy_sync_end_round (DavyDb *db, gpointer account_ids, GError **error);

G_END_DECLS
