/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/davy-time.h"
#include "triage/davy-case.h"

G_BEGIN_DECLS

/* The parts of a case's evidence (`playbook.md` C.3, step 2), by the names that the journal and the
 * exported folder give them. */
#define DAVY_EVIDENCE_ALERT       "alert"               /* required: as Microsoft sent it */
#define DAVY_EVIDENCE_RESOURCES   "resources-to-delete" /* required: a full GET of each */
#define DAVY_EVIDENCE_ACTIVITY    "activity"            /* required: the activity log, 90 days */
#define DAVY_EVIDENCE_ROLES       "roles"               /* required: role assignments */
#define DAVY_EVIDENCE_LOCKS       "locks"               /* required */
#define DAVY_EVIDENCE_INVENTORY   "inventory"           /* wanted: all resources with their times */
#define DAVY_EVIDENCE_AUDIT       "audit"               /* wanted: Partner Center's own records */
#define DAVY_EVIDENCE_COST        "cost"                /* wanted: 60 days by service */
#define DAVY_EVIDENCE_ROLES_AFTER "roles-after" /* wanted: again, after a role was taken away */

/**
 * DavyEvidenceState:
 * @DAVY_EVIDENCE_WAITING: not asked for yet, or not to its end
 * @DAVY_EVIDENCE_COLLECTING: being asked for
 * @DAVY_EVIDENCE_STORED: on the disk, its SHA-256 in the journal
 * @DAVY_EVIDENCE_REFUSED: the server did not give it; it can be tried again, or waived
 * @DAVY_EVIDENCE_WAIVED: somebody wrote down why the case goes on without it
 * @DAVY_EVIDENCE_LATER: nothing was done yet that gives reason to ask for it
 */
typedef enum
{
  DAVY_EVIDENCE_WAITING,
  DAVY_EVIDENCE_COLLECTING,
  DAVY_EVIDENCE_STORED,
  DAVY_EVIDENCE_REFUSED,
  DAVY_EVIDENCE_WAIVED,
  DAVY_EVIDENCE_LATER,
} DavyEvidenceState;

/**
 * DavyEvidencePart:
 * @key: one of the `DAVY_EVIDENCE_…` names
 * @required: whether nothing may be deleted without it
 * @state: how far it is
 * @n_done: how many of its pieces are on the disk
 * @n_all: how many pieces it has; 0 while that is not known, or when there are none
 * @error: (nullable): what kept it from being collected
 * @stored_at: when the last piece came, or %DAVY_TIME_UNSET
 * @sha256: (nullable): of its content, as it stands in the journal
 * @reason: (nullable): why it was waived
 *
 * A part of the evidence. It belongs to the #DavyEvidence and changes with its `changed` signal.
 */
typedef struct
{
  const char *key;
  gboolean required;
  DavyEvidenceState state;
  guint n_done;
  guint n_all;
  GError *error;
  DavyTime stored_at;
  char *sha256;
  char *reason;
} DavyEvidencePart;

/**
 * DavyLogClock:
 * @DAVY_LOG_CLOCK_RUNS: the log is not stored, and there is time
 * @DAVY_LOG_CLOCK_SHORT: it is not stored, and in two weeks or less its beginning is gone
 * @DAVY_LOG_CLOCK_OVER: it is not stored, and its beginning is gone
 * @DAVY_LOG_CLOCK_KEPT: it is stored
 *
 * How long the activity log of the incident can still be had.
 */
typedef enum
{
  DAVY_LOG_CLOCK_RUNS,
  DAVY_LOG_CLOCK_SHORT,
  DAVY_LOG_CLOCK_OVER,
  DAVY_LOG_CLOCK_KEPT,
} DavyLogClock;

gboolean davy_evidence_part_can_be_waived (const DavyEvidencePart *self);

/**
 * DavyEvidence:
 *
 * What is kept of an incident before anything is changed. It belongs to its case
 * (davy_case_get_evidence()), is collected in the background, part by part, and what is on the disk
 * is never asked for again.
 */
#define DAVY_TYPE_EVIDENCE (davy_evidence_get_type ())
G_DECLARE_FINAL_TYPE (DavyEvidence, davy_evidence, DAVY, EVIDENCE, GObject)

DavyEvidence *davy_case_get_evidence (DavyCase *self);

GPtrArray *davy_evidence_get_parts (DavyEvidence *self);
const DavyEvidencePart *davy_evidence_get_part (DavyEvidence *self, const char *key);
gboolean davy_evidence_is_collecting (DavyEvidence *self);
gboolean davy_evidence_is_enough (DavyEvidence *self, const char **missing);
DavyLogClock davy_evidence_get_log_clock (DavyEvidence *self, DavyTime *until);

void davy_evidence_load (DavyEvidence *self);
void davy_evidence_start (DavyEvidence *self);
void davy_evidence_cancel (DavyEvidence *self);

void davy_evidence_collect_after_async (DavyEvidence *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
davy_evidence_collect_after_finish (DavyEvidence *self, GAsyncResult *result, GError **error);

void davy_evidence_add_resources_async (DavyEvidence *self,
                                        const char *const *ids,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
davy_evidence_add_resources_finish (DavyEvidence *self, GAsyncResult *result, GError **error);

void davy_evidence_waive_async (DavyEvidence *self,
                                const char *key,
                                const char *reason,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean davy_evidence_waive_finish (DavyEvidence *self, GAsyncResult *result, GError **error);

void davy_evidence_read_async (DavyEvidence *self,
                               const char *key,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GBytes *davy_evidence_read_finish (DavyEvidence *self, GAsyncResult *result, GError **error);

G_END_DECLS
