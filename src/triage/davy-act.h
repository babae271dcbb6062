/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-operations.h"
#include "core/davy-time.h"
#include "partner/davy-partner-receipt.h"
#include "triage/davy-case.h"

G_BEGIN_DECLS

/* Everything that changes something at Microsoft other than the status of the alerts. Each act goes
 * the same way: a look, the intent on the disk, sent, the result on the disk, a read, what it
 * proved on the disk. */

/**
 * DavyActState:
 * @DAVY_ACT_PENDING: sent, or about to be when the program ended; no read proved anything yet
 * @DAVY_ACT_DONE: a read shows it
 * @DAVY_ACT_FAILED: refused, or a read shows that it was not made
 * @DAVY_ACT_UNDONE: it was made, and a later read shows that it no longer stands
 */
typedef enum
{
  DAVY_ACT_PENDING,
  DAVY_ACT_DONE,
  DAVY_ACT_FAILED,
  DAVY_ACT_UNDONE,
} DavyActState;

/**
 * DavyActOutcome:
 * @DAVY_ACT_UNANSWERED: nothing came of it yet; whether it was sent is not known
 * @DAVY_ACT_ACCEPTED: the answer said yes
 * @DAVY_ACT_REFUSED: the answer said no
 * @DAVY_ACT_FOUND: no answer came, and a read shows that it was made
 * @DAVY_ACT_NOT_MADE: no answer came, and a read shows that it was not
 * @DAVY_ACT_NOT_SENT: it did not leave
 */
typedef enum
{
  DAVY_ACT_UNANSWERED,
  DAVY_ACT_ACCEPTED,
  DAVY_ACT_REFUSED,
  DAVY_ACT_FOUND,
  DAVY_ACT_NOT_MADE,
  DAVY_ACT_NOT_SENT,
} DavyActOutcome;

/**
 * DavyAct:
 * @intent: the position of its intent in the journal; 0 of a draft, which is only looked at
 * @step: (nullable): the key of the step it belongs to
 * @kind: the key of its #DavyActKind
 * @target: what it acts on: a resource id, an entitlement's id …
 * @facts: (nullable): what else it needs, an `a{sv}` of the kind's own keys
 * @state: what is known of it
 * @outcome: what the answer said, or a read that stands for it
 * @correlation_id: (nullable): of the answer, for Microsoft's support
 * @fault: (nullable): why it failed, the error's message
 * @at: when it was written down, before it was sent
 * @who: (nullable): who did it
 *
 * An act as the journal tells it.
 */
typedef struct
{
  guint intent;
  char *step;
  char *kind;
  char *target;
  GVariant *facts;
  DavyActState state;
  DavyActOutcome outcome;
  char *correlation_id;
  char *fault;
  DavyTime at;
  char *who;
} DavyAct;

DavyAct *davy_act_copy (const DavyAct *self);
void davy_act_free (DavyAct *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyAct, davy_act_free)
gboolean davy_act_is_draft (const DavyAct *self);
gboolean davy_act_may_come_late (const DavyAct *self);

/**
 * DavyActKind:
 * @key: its name in the journal: `delete`, `stop`, `remove-role`, `cancel-entitlement` …
 * @send: sends @act and ends with davy_act_sent_to_azure() or davy_act_sent_to_partner(), or with
 *   davy_act_not_sent() when nothing left; takes no cancellable, because once it is sent the answer
 *   matters
 * @read: reads how what @act changes stands, by the cancellable of @task, and ends with
 *   davy_act_seen(), davy_act_seen_otherwise() or davy_act_unseen(); changes nothing
 * @looks: whether it is read before it is written down, too: a person decided by what was shown,
 *   and somebody else may have been there since
 *
 * How one kind of act is sent and read; both take @task. They are called only while the account
 * of @subject is signed in and its customer is known. Usually a constant.
 */
typedef struct
{
  const char *key;
  void (*send) (DavyCase *subject, const DavyAct *act, GTask *task);
  void (*read) (DavyCase *subject, const DavyAct *act, GTask *task);
  gboolean looks;
} DavyActKind;

const DavyAct *davy_act_of_task (GTask *task);
void davy_act_sent_to_azure (GTask *task, const DavyArmOutcome *outcome, GError *error);
void davy_act_sent_to_partner (GTask *task, const DavyPartnerReceipt *receipt, GError *error);
void davy_act_not_sent (GTask *task, GError *error);
void davy_act_seen (GTask *task, DavyActState state, GError *error);
void davy_act_seen_otherwise (GTask *task, DavyActState state);
void davy_act_unseen (GTask *task);
gboolean davy_act_was_needless (const GError *error);

void davy_case_run_act_async (DavyCase *self,
                              const DavyActKind *kind,
                              DavyStepId step,
                              const char *target,
                              GVariant *facts,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
DavyAct *davy_case_run_act_finish (DavyCase *self, GAsyncResult *result, GError **error);
void davy_case_settle_act_async (DavyCase *self,
                                 const DavyActKind *kind,
                                 const DavyAct *act,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
DavyAct *davy_case_settle_act_finish (DavyCase *self, GAsyncResult *result, GError **error);
GPtrArray *davy_case_list_acts (DavyCase *self, const char *kind);

G_END_DECLS
