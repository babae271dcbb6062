/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-alert.h"
#include "triage/davy-steps.h"

G_BEGIN_DECLS

/**
 * DavyStepState:
 * @DAVY_STEP_STATE_DONE: recorded; one can go back to it
 * @DAVY_STEP_STATE_NOW: the case stands here
 * @DAVY_STEP_STATE_OPEN: one can go there
 * @DAVY_STEP_STATE_LOCKED: something must come before it
 * @DAVY_STEP_STATE_LEFT_OUT: the verdict does not need it
 */
typedef enum
{
  DAVY_STEP_STATE_DONE,
  DAVY_STEP_STATE_NOW,
  DAVY_STEP_STATE_OPEN,
  DAVY_STEP_STATE_LOCKED,
  DAVY_STEP_STATE_LEFT_OUT,
} DavyStepState;

/**
 * DavyPlannedChange:
 * @status: what the alerts will be set to
 * @reason: with which reason
 * @status_word: the wire's word for @status
 * @reason_word: the wire's word for @reason
 * @alerts: (element-type DavyAlert): exactly these
 * @azure_id: of this subscription
 * @username: (nullable): in whose name; %NULL when nobody is signed in
 *
 * Exactly what will be sent, for a last look.
 */
typedef struct
{
  DavyAlertStatus status;
  DavyAlertReason reason;
  const char *status_word;
  const char *reason_word;
  GPtrArray *alerts;
  char *azure_id;
  char *username;
} DavyPlannedChange;

void davy_planned_change_free (DavyPlannedChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyPlannedChange, davy_planned_change_free)

/**
 * DavyProof:
 * @status: what the alerts were read back as
 * @reason: with which reason
 * @status_word: the wire's word
 * @reason_word: (nullable): the wire's word
 * @correlation_id: (nullable): of the change, for Microsoft's support; %NULL when no answer to it
 *   arrived, or nothing had to be sent
 * @read_at: when they were read back
 * @event_ids: which alerts
 * @sent: whether something was sent; %FALSE when the alerts stood like that already
 *
 * What proves a change: a read after it.
 */
typedef struct
{
  DavyAlertStatus status;
  DavyAlertReason reason;
  char *status_word;
  char *reason_word;
  char *correlation_id;
  DavyTime read_at;
  GStrv event_ids;
  gboolean sent;
} DavyProof;

void davy_proof_free (DavyProof *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyProof, davy_proof_free)

/**
 * DavyCase:
 *
 * One case: the open alerts of a subscription and the way through the steps. All that is decided
 * is written to the case's journal; the object shows what stands there.
 */
#define DAVY_TYPE_CASE (davy_case_get_type ())
G_DECLARE_FINAL_TYPE (DavyCase, davy_case, DAVY, CASE, GObject)

gint64 davy_case_get_id (DavyCase *self);
const char *davy_case_get_account_id (DavyCase *self);
const char *davy_case_get_azure_id (DavyCase *self);
const char *davy_case_get_customer_tenant_id (DavyCase *self);
GPtrArray *davy_case_get_alerts (DavyCase *self);
const char *davy_case_get_customer_name (DavyCase *self);
const char *davy_case_get_subscription_name (DavyCase *self);
gint64 davy_case_get_alert_row (DavyCase *self);
gboolean davy_case_is_closed (DavyCase *self);
const GError *davy_case_get_journal_error (DavyCase *self);

DavyStepId davy_case_get_step (DavyCase *self);
DavyStepState davy_case_get_step_state (DavyCase *self, DavyStepId step, const char **reason);
DavyVerdict davy_case_get_verdict (DavyCase *self);
GVariant *davy_case_get_facts (DavyCase *self, DavyStepId step);
const char *davy_case_get_note (DavyCase *self, DavyStepId step);
GVariant *davy_case_get_draft (DavyCase *self, DavyStepId step);

gboolean davy_case_check (DavyCase *self,
                          DavyStepId step,
                          GVariant *facts,
                          const char *note,
                          GError **error);
void davy_case_record_async (DavyCase *self,
                             DavyStepId step,
                             GVariant *facts,
                             const char *note,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean davy_case_record_finish (DavyCase *self, GAsyncResult *result, GError **error);
gboolean davy_case_can_go_to (DavyCase *self, DavyStepId step);
void davy_case_go_to (DavyCase *self, DavyStepId step);
void davy_case_go_back (DavyCase *self);
void davy_case_set_draft (DavyCase *self, DavyStepId step, GVariant *facts);

void davy_case_take_async (DavyCase *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean davy_case_take_finish (DavyCase *self, GAsyncResult *result, GError **error);

void davy_case_use_ignore (DavyCase *self, gboolean use_ignore);
DavyPlannedChange *davy_case_describe_change (DavyCase *self);
void davy_case_send_async (DavyCase *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean davy_case_send_finish (DavyCase *self, GAsyncResult *result, GError **error);
gboolean davy_case_has_unanswered_change (DavyCase *self);
DavyProof *davy_case_get_proof (DavyCase *self);

G_END_DECLS
