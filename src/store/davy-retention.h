/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-rows.h"
#include "store/davy-store.h"

G_BEGIN_DECLS

#define DAVY_RETENTION_FOR_EVER     0
#define DAVY_RETENTION_LEAST_MONTHS 6

/**
 * DavyStale:
 * @before: what ended before this moment is older than what is kept
 * @n_cases: closed cases, each with its journal and its evidence
 * @n_alerts: alerts that are resolved
 * @n_subscriptions: subscriptions with usage figures of days before @before
 *
 * What is kept longer than somebody wants.
 */
typedef struct
{
  DavyTime before;
  guint n_cases;
  guint n_alerts;
  guint n_subscriptions;
} DavyStale;

/**
 * DavyHeld:
 * @n_cases: cases, each with its journal and its evidence
 * @n_open: how many of them are open
 * @n_unanswered: changes at Microsoft that were sent, or about to be, and have no answer yet
 *
 * What nobody could fetch again if it was deleted.
 */
typedef struct
{
  guint n_cases;
  guint n_open;
  guint n_unanswered;
} DavyHeld;

gboolean davy_stale_is_empty (const DavyStale *self);

void davy_store_count_stale_async (DavyStore *store,
                                   guint months,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean davy_store_count_stale_finish (DavyStore *store,
                                        GAsyncResult *result,
                                        DavyStale *stale,
                                        GError **error);

void davy_store_drop_stale_async (DavyStore *store,
                                  guint months,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean davy_store_drop_stale_finish (DavyStore *store,
                                       GAsyncResult *result,
                                       DavyStale *dropped,
                                       GError **error);

void davy_store_count_held_async (DavyStore *store,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean davy_store_count_held_finish (DavyStore *store,
                                       GAsyncResult *result,
                                       DavyHeld *held,
                                       GError **error);

gboolean
davy_db_is_stale (DavyDb *db, const DavyAlertRow *alert, gboolean *is_stale, GError **error);

G_END_DECLS
