/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-client.h"
#include "partner/davy-alert-service.h"
#include "partner/davy-partner-client.h"
#include "store/davy-case-summary.h"
#include "store/davy-journal.h"
#include "store/davy-store.h"
#include "triage/davy-case-account.h"
#include "triage/davy-evidence.h"

G_BEGIN_DECLS

/* The kinds of entries that a journal holds. */
#define DAVY_ENTRY_OPENED   "opened"    /* the case began; facts: alerts */
#define DAVY_ENTRY_ATTACHED "attached"  /* more alerts came to it; facts: alerts */
#define DAVY_ENTRY_DECISION "decision"  /* a step was recorded */
#define DAVY_ENTRY_PROOF    "read-back" /* how it stands now; facts: status, reason, alerts … */
#define DAVY_ENTRY_CHANGED  "changed-elsewhere" /* somebody else was there; facts: what */
#define DAVY_ENTRY_CLOSED   "closed"
/* What was asked and said, and what came of it; DAVY_ENTRY_REFUND_ASKED is the journal's own. */
#define DAVY_ENTRY_SUPPORT_OPENED "support-opened" /* Partner Center's page; facts: title */
#define DAVY_ENTRY_SUPPORT_KEPT   "support-kept"   /* facts: number, title, request-status … */
#define DAVY_ENTRY_SUPPORT_STATUS "support-status" /* facts: number, request-status */
#define DAVY_ENTRY_LETTER         "letter"         /* facts: recipient, title; note: the mail */
/* Those of acts are others, so that a change of status is not taken for one. */
#define DAVY_ENTRY_ACT_PROOF "act-proof" /* what a read shows; facts: state */
/* Of the evidence. */
#define DAVY_ENTRY_EVIDENCE "evidence" /* a part of it is on the disk; facts: part, sha256 … */
#define DAVY_ENTRY_WAIVED   "waived"   /* it goes on without; facts: part, missing … */
#define DAVY_ENTRY_EXPORTED "exported" /* facts: the manifest's hash */
#define DAVY_ENTRY_VERIFIED "verified" /* it was looked again; facts: since, hours … */

/**
 * DavyCaseSnapshot:
 * @record: (owned): the case with its journal
 * @alerts: (owned) (element-type DavyAlert): its alerts
 * @summary: (owned): what its subscription is called, whether it has alerts or not
 * @journal_error: (owned) (nullable): the journal is not as it was written
 *
 * A case as the store holds it.
 */
typedef struct
{
  DavyCaseRecord *record;
  GPtrArray *alerts;
  DavyCaseSummary *summary;
  GError *journal_error;
} DavyCaseSnapshot;

const char *davy_case_snapshot_get_customer_name (const DavyCaseSnapshot *self);
const char *davy_case_snapshot_get_subscription_name (const DavyCaseSnapshot *self);

gboolean
davy_case_snapshot_read (DavyCaseSnapshot *self, DavyDb *db, gint64 case_row, GError **error);
void davy_case_snapshot_clear (DavyCaseSnapshot *self);

/**
 * DavyCaseWrite:
 * @case_row: which case
 * @account_id: (owned): whose
 * @who: (owned) (nullable): who acts
 * @clock_offset: how far this machine's clock is ahead of the server's; 0 when not known
 * @entries: (owned) (element-type DavyCaseEntry): to be appended, in this order
 * @events: (owned) (nullable) (element-type DavyFraudEvent): alerts as they were just read
 * @step: (nullable) (not owned): where the case stands from now on
 * @forget_draft: (nullable) (not owned): the step whose draft is recorded now
 * @close: whether the case is over
 * @snapshot: (owned): how it stands after it
 *
 * All that one act writes to a case: in one transaction, synced to the disk.
 */
typedef struct
{
  gint64 case_row;
  char *account_id;
  char *who;
  gint64 clock_offset;
  GPtrArray *entries;
  GPtrArray *events;
  const char *step;
  const char *forget_draft;
  gboolean close;
  DavyCaseSnapshot snapshot;
} DavyCaseWrite;

struct _DavyCase
{
  GObject parent_instance;

  DavyStore *store;
  DavyAccounts *accounts;
  DavyAlertService *service; /* (nullable): the clients are made when first needed */
  DavyPartnerClient *partner;
  DavyArmClient *arm;
  DavyAccount *client_account;
  DavyCaseSnapshot snapshot;

  /* Read from the snapshot. */
  DavyStepId step;
  DavyVerdict verdict;
  guint verdict_since; /* the journal's position where it changed last; 0: never */
  GVariant *facts[DAVY_N_STEPS];
  char *notes[DAVY_N_STEPS];
  guint decided[DAVY_N_STEPS]; /* the journal's position; 0: not yet */
  guint proved;                /* where the change was read back; 0: not yet */

  DavyEvidence *evidence;     /* (nullable): made when first needed */
  GHashTable *drafts;         /* step key → text */
  GHashTable *acts_under_way; /* "kind target" → GTask, not owned */
  gboolean uses_ignore;
  gboolean busy;
};

DavyCaseWrite *davy_case_write_new (DavyCase *self);
void davy_case_write_free (DavyCaseWrite *self);
DavyCaseEntry *
davy_case_write_add (DavyCaseWrite *self, const char *kind, const char *step, GVariant *facts);
void davy_case_write_close (DavyCaseWrite *self);
void davy_case_write_run_async (DavyCase *self,
                                DavyCaseWrite *write,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean davy_case_write_run_finish (DavyCase *self, GAsyncResult *result, GError **error);
void davy_case_write_last (DavyCaseWrite *self, GCancellable *cancellable, GTask *task);

/* Microsoft may take a moment to show what it accepted: how often it is read, and in between. */
#define DAVY_PROOF_TRIES        3
#define DAVY_PROOF_MILLISECONDS 2000

GError *davy_case_new_unproved (const char *correlation_id);

DavyCase *davy_case_new (DavyStore *store, DavyAccounts *accounts, DavyCaseSnapshot *snapshot);
void davy_case_take_snapshot (DavyCase *self, DavyCaseSnapshot *snapshot);
const DavyCaseRecord *davy_case_get_record (DavyCase *self);
DavyStore *davy_case_get_store (DavyCase *self);
DavyAccount *davy_case_find_signed_in (DavyCase *self, GError **error);
gboolean davy_case_uses_ignore (DavyCase *self);
gboolean davy_case_set_busy (DavyCase *self, gboolean busy);
void davy_case_notify_step (DavyCase *self);
DavyAlertService *davy_case_find_service (DavyCase *self, GError **error);

G_END_DECLS
