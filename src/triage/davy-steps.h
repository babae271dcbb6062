/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DavyStepId:
 * @DAVY_STEP_DETECTED: what Microsoft detected
 * @DAVY_STEP_STANDING: is the customer's account in good standing?
 * @DAVY_STEP_USAGE: does the usage look expected?
 * @DAVY_STEP_CONTACT: what does the customer say?
 * @DAVY_STEP_VERDICT: what is it?
 * @DAVY_STEP_PROOF: what the verdict rests on; only for verdicts that close the alert
 * @DAVY_STEP_ORIGIN: how was it made, and by whom? only for what nobody wanted
 * @DAVY_STEP_CONTAIN: cut the caller off and stop what runs
 * @DAVY_STEP_IDENTITY: identities and prevention: who must not get in again
 * @DAVY_STEP_DELETE: what is deleted, each proved by a read
 * @DAVY_STEP_CANCEL: shall the whole subscription be cancelled?
 * @DAVY_STEP_VERIFY: does it go on? looked at one and two days after the last act
 * @DAVY_STEP_REVIEW: exactly what will be sent
 * @DAVY_STEP_SUPPORT: what Microsoft's support is asked
 * @DAVY_STEP_REPORT: what the customer gets; recording it closes the case
 * @DAVY_STEP_DONE: what was sent, proved by a read, and what comes next
 *
 * The steps of a case, in their order.
 */
typedef enum
{
  DAVY_STEP_DETECTED,
  DAVY_STEP_STANDING,
  DAVY_STEP_USAGE,
  DAVY_STEP_CONTACT,
  DAVY_STEP_VERDICT,
  DAVY_STEP_PROOF,
  DAVY_STEP_ORIGIN,
  DAVY_STEP_CONTAIN,
  DAVY_STEP_IDENTITY,
  DAVY_STEP_DELETE,
  DAVY_STEP_CANCEL,
  DAVY_STEP_VERIFY,
  DAVY_STEP_REVIEW,
  DAVY_STEP_SUPPORT,
  DAVY_STEP_REPORT,
  DAVY_STEP_DONE,
} DavyStepId;
#define DAVY_N_STEPS (DAVY_STEP_DONE + 1)

/**
 * DavyVerdict:
 * @DAVY_VERDICT_NONE: nothing was said yet
 * @DAVY_VERDICT_APPROVED: expected, and approved by Microsoft in writing
 * @DAVY_VERDICT_FALSE_ALARM: not what Microsoft took it for
 * @DAVY_VERDICT_WANTED_UNAPPROVED: wanted by the customer, not approved by Microsoft
 * @DAVY_VERDICT_UNEXPECTED: nobody wanted it
 * @DAVY_VERDICT_NOT_REACHED: the customer was not reached yet
 *
 * The five answers to *What is it?* (playbook.md C.3, step 6). The first two close the alert as
 * legitimate, what was unexpected as fraud once it is dealt with, the others keep it investigating.
 */
typedef enum
{
  DAVY_VERDICT_NONE,
  DAVY_VERDICT_APPROVED,
  DAVY_VERDICT_FALSE_ALARM,
  DAVY_VERDICT_WANTED_UNAPPROVED,
  DAVY_VERDICT_UNEXPECTED,
  DAVY_VERDICT_NOT_REACHED,
} DavyVerdict;

DavyVerdict davy_verdict_from_key (const char *key);
gboolean davy_verdict_closes (DavyVerdict verdict);
gboolean davy_verdict_resolves (DavyVerdict verdict);

/* The facts of the steps: keys of the a{sv} that is recorded. Those marked * are required. */
#define DAVY_FACT_ANSWER \
  "answer" /* STANDING *: s `good`, `attention`, `unknown`; CANCEL *: `keep`, `cancel` */
#define DAVY_FACT_PATTERN         "pattern"   /* USAGE *: s `sudden`, `gradual`, `nothing` */
#define DAVY_FACT_REACHED         "reached"   /* CONTACT *: b */
#define DAVY_FACT_PERSON          "person"    /* CONTACT: s, * when reached: who was spoken to */
#define DAVY_FACT_CALLED_AT       "called-at" /* CONTACT: x, a DavyTime: when */
#define DAVY_FACT_NUMBER          "number" /* CONTACT: s: the number called, from our own records */
#define DAVY_FACT_RESELLER_PERSON "reseller-person" /* CONTACT: s: who at the reseller */
#define DAVY_FACT_VERDICT         "verdict"         /* VERDICT *: s, a verdict's name */
#define DAVY_FACT_REFERENCE       "reference"       /* PROOF, approved *: s: Microsoft's approval */
#define DAVY_FACT_APPROVED_ON     "approved-on"     /* PROOF, approved *: s: its date, YYYY-MM-DD */
#define DAVY_FACT_REASON          "reason"          /* PROOF, false alarm *: s: why it is one */
#define DAVY_FACT_REVIEW_ON       "review-on"       /* PROOF: s: looked at again on, YYYY-MM-DD */
#define DAVY_FACT_CALLERS         "callers"         /* ORIGIN: a{ss}: caller → mark */
#define DAVY_FACT_ONSET           "onset"           /* ORIGIN *: x, a DavyTime */
#define DAVY_FACT_ONSET_SOURCE    "onset-source"    /* ORIGIN: s, how that is known */
#define DAVY_FACT_SUMMARY         "summary"         /* ORIGIN: what was created, in short */
#define DAVY_FACT_RUNNING         "running"         /* CONTAIN *: x: how many machines run on */
#define DAVY_FACT_STOPPED         "stopped"         /* CONTAIN: u: how many acts were done */
#define DAVY_FACT_DELETED         "deleted"         /* DELETE *: u: how many are gone */
#define DAVY_FACT_STAYED          "stayed"          /* DELETE *: u: how many of the plan are not */
#define DAVY_FACT_LOOK_DUE        "look-due"        /* VERIFY *: x: the next look; unset: none */
#define DAVY_FACT_QUIET           "quiet"     /* VERIFY *: b: nothing that was found goes on */
#define DAVY_FACT_HANDED_TO       "handed-to" /* REPORT: s: who got the report */

/* A step that the person left out, which only some allow: b; the note says why. */
#define DAVY_FACT_LEFT_OUT "left-out"

/**
 * DavyStepGates:
 * @DAVY_GATE_NONE: nothing but the steps before it
 * @DAVY_GATE_EVIDENCE: closed until the required evidence is stored
 * @DAVY_GATE_PERSON: a person confirms it
 * @DAVY_GATE_CHECK: a read of the service proves it
 *
 * What a step takes (playbook.md C.3: [E], [H], [C]).
 */
typedef enum
{
  DAVY_GATE_NONE = 0,
  DAVY_GATE_EVIDENCE = 1 << 0,
  DAVY_GATE_PERSON = 1 << 1,
  DAVY_GATE_CHECK = 1 << 2,
} DavyStepGates;

/**
 * DavyStep:
 * @id: which
 * @key: its name in the journal
 * @verdicts: the verdicts that need it, a bit for each: 1 << #DavyVerdict
 * @gates: what it takes
 * @optional: whether it may be left out with a recorded reason
 * @sends: recording it is not enough: something has to be sent
 * @first: the sentence that says why the steps after it are locked; a msgid
 * @check: (nullable): whether what is to be recorded is enough; says what is missing
 *
 * One row of the table that shows the whole flow. The way leads through the needed steps in their
 * order.
 */
typedef struct
{
  DavyStepId id;
  const char *key;
  guint verdicts;
  DavyStepGates gates;
  gboolean optional;
  gboolean sends;
  const char *first;
  gboolean (*check) (DavyVerdict verdict, GVariant *facts, const char *note, GError **error);
} DavyStep;

extern const DavyStep davy_steps[DAVY_N_STEPS];

gboolean davy_step_from_key (const char *key, DavyStepId *id);
gboolean davy_step_is_needed (DavyStepId id, DavyVerdict verdict);
DavyStepId davy_step_get_next (DavyStepId id, DavyVerdict verdict);
gboolean davy_step_check (DavyStepId id,
                          DavyVerdict verdict,
                          GVariant *facts,
                          const char *note,
                          GError **error);

G_END_DECLS
