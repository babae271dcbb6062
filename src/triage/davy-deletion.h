/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"
#include "triage/davy-case.h"

G_BEGIN_DECLS

/**
 * DavyDeletionConsent:
 * @by: who confirmed that these are not needed
 * @at: when
 * @how: by which way: a call, a mail …
 * @typed: the subscription's name as the person typed it
 *
 * What a person has to give before anything is deleted. Borrowed for the call.
 */
typedef struct
{
  const char *by;
  DavyTime at;
  const char *how;
  const char *typed;
} DavyDeletionConsent;

/**
 * DavyDeletionState:
 * @DAVY_DELETION_WAITING: not sent
 * @DAVY_DELETION_UNSETTLED: sent by an earlier run, or about to be: a read will tell
 * @DAVY_DELETION_UNDER_WAY: it is read, sent or followed
 * @DAVY_DELETION_GONE: a read says that it is gone
 * @DAVY_DELETION_FAILED: it is still there
 */
typedef enum
{
  DAVY_DELETION_WAITING,
  DAVY_DELETION_UNSETTLED,
  DAVY_DELETION_UNDER_WAY,
  DAVY_DELETION_GONE,
  DAVY_DELETION_FAILED,
} DavyDeletionState;

/**
 * DavyDeletionTarget:
 * @id: the exact id
 * @state: how far it is
 * @error: (nullable): why it failed
 * @correlation_id: (nullable): for Microsoft's support
 *
 * One resource of the frozen plan.
 */
typedef struct
{
  char *id;
  DavyDeletionState state;
  GError *error;
  char *correlation_id;
} DavyDeletionTarget;

/**
 * DavyDeletion:
 *
 * Carries out the plan that was frozen last in a case, after a crash too. Nothing but the exact ids
 * of a frozen plan is ever deleted. `changed` is emitted when a target is.
 */
#define DAVY_TYPE_DELETION (davy_deletion_get_type ())
G_DECLARE_FINAL_TYPE (DavyDeletion, davy_deletion, DAVY, DELETION, GObject)

DavyDeletion *davy_deletion_new (DavyCase *subject);
const char *davy_deletion_get_name (DavyDeletion *self);
const GPtrArray *davy_deletion_get_targets (DavyDeletion *self);
guint davy_deletion_count (DavyDeletion *self, DavyDeletionState state);

gboolean davy_deletion_check (DavyDeletion *self,
                              const char *const *ids,
                              const DavyDeletionConsent *consent,
                              GError **error);
void davy_deletion_freeze_async (DavyDeletion *self,
                                 const char *const *ids,
                                 const DavyDeletionConsent *consent,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean davy_deletion_freeze_finish (DavyDeletion *self, GAsyncResult *result, GError **error);

void davy_deletion_run_async (DavyDeletion *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean davy_deletion_run_finish (DavyDeletion *self, GAsyncResult *result, GError **error);
gboolean davy_deletion_is_running (DavyDeletion *self);
void davy_deletion_stop (DavyDeletion *self);

G_END_DECLS
