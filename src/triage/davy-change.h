/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-case-private.h"

G_BEGIN_DECLS

/**
 * DavyChange:
 * @step: DETECTED: the taking; REVIEW: what the verdict says
 * @status: what the alerts are set to
 * @reason: with which reason
 * @service: (owned) (nullable): the case's, or the one before a new sign-in
 * @event_ids: (owned): which alerts are sent
 * @events: (owned) (nullable) (element-type DavyFraudEvent): as they were read last
 * @intent: the journal's position; 0: nothing is under way
 * @receipt: (owned) (nullable): what the answer told that accepted it
 * @failure: (owned) (nullable): what to return once all is written
 * @tries: how often the alerts are read back at most
 * @timer: (owned) (nullable): until the next reading
 *
 * One change of the status of a case's alerts, on its way.
 */
typedef struct
{
  DavyStepId step;
  DavyAlertStatus status;
  DavyAlertReason reason;
  DavyAlertService *service;
  GStrv event_ids;
  GPtrArray *events;
  guint intent;
  DavyPartnerReceipt *receipt;
  GError *failure;
  guint tries;
  GSource *timer;
} DavyChange;

void davy_change_free (DavyChange *self);

/**
 * DavyOpenChange:
 * @event_ids: (owned) (nullable): which alerts; %NULL: nothing is open
 * @step: (not owned): the step's key
 * @service: (owned) (nullable): the name of the service that it was sent to
 * @intent: the intent's position in the journal
 * @answered: there is an answer that accepted it, but no proof
 * @correlation_id: (owned) (nullable): of that answer
 * @status: what they were to be set to
 * @reason: with which reason
 *
 * What a run that came to no end left in the journal.
 */
typedef struct
{
  GStrv event_ids;
  const char *step;
  char *service;
  guint intent;
  gboolean answered;
  char *correlation_id;
  DavyAlertStatus status;
  DavyAlertReason reason;
} DavyOpenChange;

void davy_open_change_clear (DavyOpenChange *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DavyOpenChange, davy_open_change_clear)
void davy_open_change_find (DavyOpenChange *self, const DavyCaseRecord *record);

void davy_case_find_outcome (DavyCase *self, DavyAlertStatus *status, DavyAlertReason *reason);
GStrv davy_change_dup_ids (DavyCase *for_case, DavyAlertStatus status);
GStrv davy_change_dup_read_ids (DavyCase *for_case);
gboolean davy_events_stand_at (const GPtrArray *events,
                               const char *const *event_ids,
                               DavyAlertStatus status,
                               DavyAlertReason reason);
char *davy_events_describe_difference (const GPtrArray *events,
                                       const GPtrArray *alerts,
                                       const char *const *expected);

void davy_change_add_intent (const DavyChange *self, DavyCaseWrite *write);
void davy_change_add_result (const DavyChange *self, DavyCaseWrite *write, const char *outcome);
void davy_change_add_proof (const DavyChange *self,
                            DavyCaseWrite *write,
                            const char *const *event_ids,
                            gboolean sent);
void davy_change_add_end (const DavyChange *self, DavyCase *for_case, DavyCaseWrite *write);
void davy_change_add_settled (const DavyChange *self,
                              DavyCaseWrite *write,
                              const DavyOpenChange *open,
                              gboolean made);

G_END_DECLS
