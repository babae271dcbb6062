/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"
#include "azure/davy-arm-operations.h"

G_BEGIN_DECLS

/**
 * DavyArmLockLevel:
 * @DAVY_ARM_LOCK_NONE: no lock
 * @DAVY_ARM_LOCK_OTHER: a level that we do not know
 * @DAVY_ARM_LOCK_CAN_NOT_DELETE: everything but deleting
 * @DAVY_ARM_LOCK_READ_ONLY: only reading: stopping and starting are forbidden, too
 *
 * How much a lock forbids, the strictest last (`wire-contract.md` 3.4).
 */
typedef enum
{
  DAVY_ARM_LOCK_NONE,
  DAVY_ARM_LOCK_OTHER,
  DAVY_ARM_LOCK_CAN_NOT_DELETE,
  DAVY_ARM_LOCK_READ_ONLY,
} DavyArmLockLevel;

/**
 * DavyArmLock:
 * @id: the lock's own id
 * @name: its name
 * @scope: the id of what it was put on; it holds for everything in there
 * @level: how much it forbids
 * @raw_level: the level as it came
 * @notes: (nullable): why it is there
 * @owners: (array zero-terminated=1): ids of the applications that own it
 * @raw: the JSON as it came
 *
 * A lock.
 */
typedef struct
{
  char *id;
  char *name;
  char *scope;
  DavyArmLockLevel level;
  char *raw_level;
  char *notes;
  GStrv owners;
  char *raw;
} DavyArmLock;

void davy_arm_lock_free (DavyArmLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyArmLock, davy_arm_lock_free)

DavyArmLockLevel davy_arm_locks_find_level (GPtrArray *locks, const char *id);
GPtrArray *davy_arm_locks_find_against_delete (GPtrArray *locks, const char *id);

void davy_arm_client_list_locks_async (DavyArmClient *self,
                                       const char *tenant_id,
                                       const char *scope,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *
davy_arm_client_list_locks_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

void davy_arm_client_delete_lock_async (DavyArmClient *self,
                                        const char *tenant_id,
                                        const char *lock_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
DavyArmOutcome *
davy_arm_client_delete_lock_finish (DavyArmClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
