/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/davy-sync-source.h"

G_BEGIN_DECLS

typedef enum
{
  DAVY_SYNC_JOB_ALERTS,
  DAVY_SYNC_JOB_CUSTOMER_LIST,
  DAVY_SYNC_JOB_CUSTOMER,
  DAVY_SYNC_JOB_USAGE,
  DAVY_SYNC_JOB_DETAILS,
} DavySyncJobKind;

/**
 * DavySyncJob:
 * @source: (owned): whose data
 * @tenant_id: (owned) (nullable): of %DAVY_SYNC_JOB_CUSTOMER
 * @target: (owned) (nullable): of %DAVY_SYNC_JOB_USAGE and %DAVY_SYNC_JOB_DETAILS
 * @key: (owned): what tells it from others
 * @staged: whether the refresh counts it; otherwise somebody looks at it now
 * @background: of a staged one: whether it waits for nobody and runs beside the others
 * @pass: when the refresh began
 * @first: of %DAVY_SYNC_JOB_ALERTS: whether the store knows none of the account's yet
 * @rest: so long after an attempt it is not tried again, microseconds; 0 for no rest
 *
 * One thing to fetch.
 */
typedef struct
{
  DavySyncJobKind kind;
  DavySyncSource *source;
  char *tenant_id;
  DavyUsageTarget *target;
  char *key;
  gboolean staged;
  gboolean background;
  DavyTime pass;
  gboolean first;
  gint64 rest;
} DavySyncJob;

DavySyncJob *davy_sync_job_new (DavySyncJobKind kind, DavySyncSource *source);
DavySyncJob *davy_sync_job_new_customer (DavySyncSource *source, const char *tenant_id);
DavySyncJob *davy_sync_job_new_usage (DavySyncSource *source, DavyUsageTarget *target);
DavySyncJob *davy_sync_job_new_details (DavySyncSource *source, DavyUsageTarget *target);
void davy_sync_job_free (DavySyncJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavySyncJob, davy_sync_job_free)

void davy_sync_job_run_async (const DavySyncJob *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean davy_sync_job_run_finish (const DavySyncJob *self, GAsyncResult *result, GError **error);

/**
 * DavySyncQueue:
 *
 * What is to be fetched: what somebody looks at before what the refresh goes through, some of it
 * slowly in the background, nothing twice, and only so much at once.
 */
typedef struct _DavySyncQueue DavySyncQueue;

DavySyncQueue *davy_sync_queue_new (void);
void davy_sync_queue_free (DavySyncQueue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavySyncQueue, davy_sync_queue_free)

gboolean davy_sync_queue_push (DavySyncQueue *self, DavySyncJob *job);
DavySyncJob *davy_sync_queue_take (DavySyncQueue *self);
void davy_sync_queue_done (DavySyncQueue *self, const DavySyncJob *job);
guint davy_sync_queue_drop_source (DavySyncQueue *self, DavySyncSource *source);
gboolean davy_sync_queue_has_staged (DavySyncQueue *self);
gboolean davy_sync_queue_has_background (DavySyncQueue *self);
void davy_sync_queue_reset (DavySyncQueue *self);

G_END_DECLS
