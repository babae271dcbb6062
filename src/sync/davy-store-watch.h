/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-store.h"
#include "sync/davy-alarm-clock.h"

G_BEGIN_DECLS

/**
 * DavyStoreLook:
 * @next: when there is something to take, if nothing changes; %DAVY_TIME_UNSET: then there is not
 *
 * What every look at the store begins with.
 */
typedef struct
{
  DavyTime next;
} DavyStoreLook;

/**
 * DavyStoreWatchKind:
 * @watched: which tables it looks at
 * @touched: which tables @take changes
 * @failure: what is said in the log when it cannot look
 * @look_new: for the owner: what is looked for, beginning with a #DavyStoreLook
 * @take_new: for the owner: what is taken of what @find found; %NULL when nothing is due
 * @look_free: for what @look_new and @take_new gave
 * @find: reads what there is, on one of the store's threads
 * @take: writes down that what is due is told, on one of the store's threads, so that it is not
 *   found again
 * @tell: tells, for the owner, what was taken
 *
 * What is watched for.
 */
typedef struct
{
  DavyStoreTables watched;
  DavyStoreTables touched;
  const char *failure;
  gpointer (*look_new) (gpointer owner);
  gpointer (*take_new) (gpointer owner, gconstpointer found);
  GDestroyNotify look_free;
  DavyStoreWork find;
  DavyStoreWork take;
  void (*tell) (gpointer owner, gpointer taken);
} DavyStoreWatchKind;

/**
 * DavyStoreWatch:
 *
 * Tells of what is due in the store, each time once: looks when it changes and when the next
 * moment has come. It is a part of the object that owns it.
 */
typedef struct
{
  /*< private >*/
  const DavyStoreWatchKind *kind;
  GObject *owner;   /* (unowned); held while it is looked */
  DavyStore *store; /* (owned) (nullable): NULL when it watches no more */
  gulong changed_handler;
  GCancellable *cancellable;
  DavyAlarmClock alarm;
  DavyTime next; /* as far as it is known */
  gboolean looking;
  gboolean again;  /* something changed while it was looked at */
  gboolean failed; /* the last time */
} DavyStoreWatch;

void davy_store_watch_begin (DavyStoreWatch *self,
                             const DavyStoreWatchKind *kind,
                             GObject *owner,
                             DavyStore *store);
void davy_store_watch_look (DavyStoreWatch *self);
void davy_store_watch_clear (DavyStoreWatch *self);

G_END_DECLS
