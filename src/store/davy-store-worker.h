/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-store.h"

G_BEGIN_DECLS

/**
 * DavyStoreWorker:
 *
 * The store's two threads and their queues. Nothing here knows GObject: a finished job travels
 * back to the context that the store belongs to and is answered there.
 */
typedef struct _DavyStoreWorker DavyStoreWorker;

typedef struct _DavyStoreJob DavyStoreJob;
struct _DavyStoreJob
{
  DavyStoreWork work; /* NULL: only wait for the opening */
  gpointer data;      /* borrowed */
  DavyStoreTables touched;
  GCancellable *cancellable; /* (nullable) (borrowed) */
  GError *error;             /* (owned): set when it failed */
  void (*done) (DavyStoreJob *job);
};

DavyStoreWorker *davy_store_worker_new (const char *path, GMainContext *context);
void davy_store_worker_start (DavyStoreWorker *self);
void davy_store_worker_stop (DavyStoreWorker *self);
void davy_store_worker_free (DavyStoreWorker *self);
void davy_store_worker_push_write (DavyStoreWorker *self, DavyStoreJob *job);
void davy_store_worker_push_read (DavyStoreWorker *self, DavyStoreJob *job);
DavyDb *davy_store_worker_get_page_db (DavyStoreWorker *self);
const char *davy_store_worker_get_set_aside (DavyStoreWorker *self);

G_END_DECLS
