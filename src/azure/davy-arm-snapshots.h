/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"
#include "azure/davy-arm-operations.h"
#include "core/davy-time.h"

G_BEGIN_DECLS

/* The tag that says for which case this program made a snapshot. */
#define DAVY_SNAPSHOT_TAG "davylamp-case"

/**
 * DavySnapshot:
 * @id: the snapshot's id
 * @name: its name
 * @region: (nullable): where it is
 * @disk_id: (nullable): what it was taken of
 * @case_key: (nullable): the case it was made for; %NULL when somebody else made it
 * @created: when; %DAVY_TIME_UNSET when that is not told
 * @state: (nullable): how far it is, a `provisioningState`
 *
 * A copy of a disk.
 */
typedef struct
{
  char *id;
  char *name;
  char *region;
  char *disk_id;
  char *case_key;
  DavyTime created;
  char *state;
} DavySnapshot;

void davy_snapshot_free (DavySnapshot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavySnapshot, davy_snapshot_free)

gboolean davy_snapshot_is_made (const DavySnapshot *self);
gboolean davy_snapshot_has_failed (const DavySnapshot *self);

char *davy_snapshot_dup_id (const char *disk_id, const char *case_key, GError **error);

void davy_arm_client_list_snapshots_async (DavyArmClient *self,
                                           const char *tenant_id,
                                           const char *subscription_id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *
davy_arm_client_list_snapshots_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

void davy_arm_client_create_snapshot_async (DavyArmClient *self,
                                            const char *tenant_id,
                                            const char *disk_id,
                                            const char *region,
                                            const char *case_key,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
DavyArmOutcome *
davy_arm_client_create_snapshot_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
