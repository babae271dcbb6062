/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-case.h"
#include "triage/davy-stop-access.h"
#include "triage/davy-stop-plan.h"

G_BEGIN_DECLS

/**
 * DavyStopPicture:
 * @plan: what runs and how it is stopped
 * @accesses: (element-type DavyStopAccess): whose roles may have to go
 * @access_error: (nullable): why that is not known
 * @lock_error: (nullable): why the locks are not known
 * @since: from when on something belongs to the incident: a day before it was noticed
 *
 * All that is to be seen before something is stopped, as it was at one moment.
 */
typedef struct
{
  DavyStopPlan *plan;
  GPtrArray *accesses;
  GError *access_error;
  GError *lock_error;
  DavyTime since;
  /*< private >*/
  GPtrArray *assignments;
  GPtrArray *activities;
} DavyStopPicture;

void davy_stop_picture_free (DavyStopPicture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyStopPicture, davy_stop_picture_free)
gboolean davy_stop_picture_is_recent (const DavyStopPicture *self, const DavyStopItem *item);
guint davy_stop_picture_count_writes (const DavyStopPicture *self, DavyTime since, const char *who);

void davy_stop_picture_read_async (DavyCase *subject,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
DavyStopPicture *
davy_stop_picture_read_finish (DavyCase *subject, GAsyncResult *result, GError **error);

G_END_DECLS
