/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/davy-db.h"

G_BEGIN_DECLS

/**
 * DavyStoreTables:
 * @DAVY_TABLE_ALERTS: alerts with their resources, details and activity
 * @DAVY_TABLE_SUBSCRIPTIONS: subscriptions with the summary of their usage
 * @DAVY_TABLE_CUSTOMERS: customers
 * @DAVY_TABLE_USAGE: usage by day and service
 * @DAVY_TABLE_CASES: cases and their journal; a write that names it is synced to the disk before
 *   it counts as done
 * @DAVY_TABLE_STATE: what the refresh remembers
 * @DAVY_TABLE_STANDING: what is known about a customer's account
 * @DAVY_TABLE_ACCESS: what may be done for a customer
 * @DAVY_TABLE_NOTICES: what the desktop was told of
 * @DAVY_STORE_REPEATABLE: no table: the work may be run a second time, so it may share its
 *   transaction with others that wait
 */
typedef enum
{
  DAVY_TABLE_ALERTS = 1 << 0,
  DAVY_TABLE_SUBSCRIPTIONS = 1 << 1,
  DAVY_TABLE_CUSTOMERS = 1 << 2,
  DAVY_TABLE_USAGE = 1 << 3,
  DAVY_TABLE_CASES = 1 << 4,
  DAVY_TABLE_STATE = 1 << 5,
  DAVY_TABLE_STANDING = 1 << 6,
  DAVY_TABLE_ACCESS = 1 << 7,
  DAVY_TABLE_NOTICES = 1 << 8,
  DAVY_STORE_REPEATABLE = 1 << 9,
} DavyStoreTables;

/**
 * DavyStoreWork:
 * @db: the connection, valid during the call only
 * @data: what was handed over with the work
 * @error: where to report a failure
 *
 * Work on the database; runs on one of the store's own threads.
 *
 * Returns: %FALSE with @error set when it failed; a write is then undone as a whole
 */
typedef gboolean (*DavyStoreWork) (DavyDb *db, gpointer data, GError **error);

#define DAVY_TYPE_STORE (davy_store_get_type ())
G_DECLARE_FINAL_TYPE (DavyStore, davy_store, DAVY, STORE, GObject)

DavyStore *davy_store_new (const char *path);

void davy_store_open_async (DavyStore *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean davy_store_is_begun (DavyStore *self);
gboolean davy_store_open_finish (DavyStore *self, GAsyncResult *result, GError **error);
const char *davy_store_get_set_aside (DavyStore *self);
GError *davy_store_dup_set_aside_error (DavyStore *self);
void davy_store_close (DavyStore *self);

void davy_store_write_async (DavyStore *self,
                             DavyStoreWork work,
                             gpointer data,
                             GDestroyNotify destroy,
                             DavyStoreTables touched,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean davy_store_write_finish (DavyStore *self, GAsyncResult *result, GError **error);

void davy_store_read_async (DavyStore *self,
                            DavyStoreWork work,
                            gpointer data,
                            GDestroyNotify destroy,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean davy_store_read_finish (DavyStore *self, GAsyncResult *result, GError **error);

gpointer davy_store_result_get_data (GAsyncResult *result);

void davy_store_wipe_account_async (DavyStore *self,
                                    const char *account_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean davy_store_wipe_account_finish (DavyStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
