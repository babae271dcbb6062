/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-stop-picture.h"

G_BEGIN_DECLS

/* How long is watched for machines that come back (playbook.md C.3, 7c). */
#define DAVY_CONTAINMENT_WATCH (15 * DAVY_TIME_MINUTE)

/**
 * DavyContainmentState:
 * @DAVY_CONTAINMENT_IDLE: nothing was read yet, or it could not be
 * @DAVY_CONTAINMENT_READING: what runs is being read
 * @DAVY_CONTAINMENT_READY: what runs is known; nothing is under way
 * @DAVY_CONTAINMENT_WAITING: it will be stopped once the required evidence is stored
 * @DAVY_CONTAINMENT_STOPPING: roles are taken away and compute is stopped
 * @DAVY_CONTAINMENT_WATCHING: all that was asked for is sent; what comes back is looked for
 * @DAVY_CONTAINMENT_CALM: nothing came back
 */
typedef enum
{
  DAVY_CONTAINMENT_IDLE,
  DAVY_CONTAINMENT_READING,
  DAVY_CONTAINMENT_READY,
  DAVY_CONTAINMENT_WAITING,
  DAVY_CONTAINMENT_STOPPING,
  DAVY_CONTAINMENT_WATCHING,
  DAVY_CONTAINMENT_CALM,
} DavyContainmentState;

/**
 * DavyContainmentStage:
 * @DAVY_STAGE_NONE: it was not asked for
 * @DAVY_STAGE_WAITING: asked for and not sent yet
 * @DAVY_STAGE_SENDING: sent, and followed to its end
 * @DAVY_STAGE_DONE: a read shows it
 * @DAVY_STAGE_PENDING: accepted, and the service is still at it
 * @DAVY_STAGE_FAILED: it failed, and the error says why
 * @DAVY_STAGE_NOT_SENT: it was called off before it was sent
 * @DAVY_STAGE_NEEDLESS: somebody else was there first; nothing was sent
 *
 * How far one thing is that is to be stopped or taken away.
 */
typedef enum
{
  DAVY_STAGE_NONE,
  DAVY_STAGE_WAITING,
  DAVY_STAGE_SENDING,
  DAVY_STAGE_DONE,
  DAVY_STAGE_PENDING,
  DAVY_STAGE_FAILED,
  DAVY_STAGE_NOT_SENT,
  DAVY_STAGE_NEEDLESS,
} DavyContainmentStage;

/**
 * DavyContainment:
 *
 * Cutting a caller off, stopping what runs and watching that it stays stopped, for one case. It
 * never changes the status of an alert.
 */
#define DAVY_TYPE_CONTAINMENT (davy_containment_get_type ())
G_DECLARE_FINAL_TYPE (DavyContainment, davy_containment, DAVY, CONTAINMENT, GObject)

DavyContainment *davy_case_get_containment (DavyCase *self);

DavyContainmentState davy_containment_get_state (DavyContainment *self);
const DavyStopPicture *davy_containment_get_picture (DavyContainment *self);
const GError *davy_containment_get_error (DavyContainment *self);
DavyContainmentStage
davy_containment_get_stage (DavyContainment *self, const char *id, const GError **error);
DavyTime davy_containment_get_watched_until (DavyContainment *self);
GPtrArray *davy_containment_list_returned (DavyContainment *self);
guint davy_containment_count_writes (DavyContainment *self);
const GError *davy_containment_find_challenge (DavyContainment *self);
void davy_containment_count (DavyContainment *self, guint *done, guint *failed, guint *all);

void davy_containment_read (DavyContainment *self);
void davy_containment_stop (DavyContainment *self,
                            const char *const *assignment_ids,
                            const char *const *compute_ids);
void davy_containment_go_on (DavyContainment *self);
void davy_containment_call_off (DavyContainment *self);

G_END_DECLS
