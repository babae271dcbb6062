/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "triage/davy-steps.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/davy-error.h"
#include "core/davy-time.h"

/* The flow of a case, in one table. */

static const char *const verdict_keys[] = {
  [DAVY_VERDICT_NONE] = NULL,
  [DAVY_VERDICT_APPROVED] = "approved",
  [DAVY_VERDICT_FALSE_ALARM] = "false-alarm",
  [DAVY_VERDICT_WANTED_UNAPPROVED] = "wanted-unapproved",
  [DAVY_VERDICT_UNEXPECTED] = "unexpected",
  [DAVY_VERDICT_NOT_REACHED] = "not-reached",
};

static gboolean
set_missing (const char *sentence, GError **error)
{
  g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT, sentence);
  return FALSE;
}

static const char *
get_text (GVariant *facts, const char *key)
{
  const char *text = NULL;

  if (facts == NULL || !g_variant_lookup (facts, key, "&s", &text))
    return NULL;
  while (g_ascii_isspace (*text))
    text++;

  return *text != '\0' ? text : NULL;
}

static gboolean
check_standing (DavyVerdict verdict, GVariant *facts, const char *note, GError **error)
{
  if (get_text (facts, DAVY_FACT_ANSWER) == NULL)
    return set_missing (_ ("Say whether the account is in good standing."), error);

  return TRUE;
}

static gboolean
check_usage (DavyVerdict verdict, GVariant *facts, const char *note, GError **error)
{
  if (get_text (facts, DAVY_FACT_PATTERN) == NULL)
    return set_missing (_ ("Say what you see in the usage."), error);

  return TRUE;
}

static gboolean
check_contact (DavyVerdict verdict, GVariant *facts, const char *note, GError **error)
{
  gboolean reached;

  if (facts == NULL || !g_variant_lookup (facts, DAVY_FACT_REACHED, "b", &reached))
    return set_missing (_ ("Say whether the customer was reached."), error);
  if (reached && get_text (facts, DAVY_FACT_PERSON) == NULL)
    return set_missing (_ ("Write down who you spoke to."), error);

  return TRUE;
}

static gboolean
check_verdict (DavyVerdict verdict, GVariant *facts, const char *note, GError **error)
{
  if (davy_verdict_from_key (get_text (facts, DAVY_FACT_VERDICT)) == DAVY_VERDICT_NONE)
    return set_missing (_ ("Choose what it is."), error);

  return TRUE;
}

/* What is left of a plan is left knowingly. */
static gboolean
check_delete (DavyVerdict verdict, GVariant *facts, const char *note, GError **error)
{
  guint deleted, stayed;

  if (facts == NULL || !g_variant_lookup (facts, DAVY_FACT_DELETED, "u", &deleted) ||
      !g_variant_lookup (facts, DAVY_FACT_STAYED, "u", &stayed))
    return set_missing (_ ("First delete what is not needed, or say why it stays."), error);
  if (stayed > 0 && (note == NULL || note[strspn (note, " \t\n")] == '\0'))
    return set_missing (_ ("Write down why something of the plan stays."), error);

  return TRUE;
}

/* Microsoft's Acceptable Use Policy wants its approval in writing before any mining. */
static gboolean
check_proof (DavyVerdict verdict, GVariant *facts, const char *note, GError **error)
{
  const char *approved_on = get_text (facts, DAVY_FACT_APPROVED_ON);
  DavyDay day;

  if (verdict == DAVY_VERDICT_FALSE_ALARM)
    return get_text (facts, DAVY_FACT_REASON) != NULL ||
           set_missing (_ ("Write down why this is a false alarm."), error);

  if (get_text (facts, DAVY_FACT_REFERENCE) == NULL)
    return set_missing (_ ("Enter the reference of Microsoft’s written approval."), error);
  if (approved_on == NULL || !davy_day_parse (approved_on, &day))
    return set_missing (_ ("Enter the date of Microsoft’s written approval."), error);
  /* Somewhere it is tomorrow already. */
  if (day > davy_day_from_time (davy_time_now ()) + 1)
    return set_missing (_ ("The date of the approval lies in the future. Enter the day on which "
                           "Microsoft gave it."),
                        error);

  return TRUE;
}

static gboolean
check_origin (DavyVerdict verdict, GVariant *facts, const char *note, GError **error)
{
  DavyTime onset = DAVY_TIME_UNSET;

  if (facts == NULL || !g_variant_lookup (facts, DAVY_FACT_ONSET, "x", &onset) ||
      onset == DAVY_TIME_UNSET)
    return set_missing (_ ("Say when the misuse began."), error);

  return TRUE;
}

/* Machines may have to run on, but somebody has to say why. */
static gboolean
check_contain (DavyVerdict verdict, GVariant *facts, const char *note, GError **error)
{
  gint64 running;

  if (facts == NULL || !g_variant_lookup (facts, DAVY_FACT_RUNNING, "x", &running))
    return set_missing (_ ("First read what runs."), error);
  if (running > 0 && (note == NULL || *note == '\0'))
    return set_missing (_ ("Machines still run. Stop them, or write down why they go on."), error);

  return TRUE;
}

static gboolean
check_cancel (DavyVerdict verdict, GVariant *facts, const char *note, GError **error)
{
  if (get_text (facts, DAVY_FACT_ANSWER) == NULL)
    return set_missing (_ ("Say whether the subscription stays."), error);

  return TRUE;
}

/* Waiting two days may cost more than it tells, but somebody has to say why it is not done. */
static gboolean
check_verify (DavyVerdict verdict, GVariant *facts, const char *note, GError **error)
{
  DavyTime due;
  gboolean quiet;

  if (facts == NULL || !g_variant_lookup (facts, DAVY_FACT_LOOK_DUE, "x", &due) ||
      !g_variant_lookup (facts, DAVY_FACT_QUIET, "b", &quiet))
    return set_missing (_ ("Look first whether it goes on."), error);
  if (note != NULL && note[strspn (note, " \t\n")] != '\0')
    return TRUE;
  if (due != DAVY_TIME_UNSET)
    return set_missing (_ ("A look is still to come. Come back after it, or write down why you go "
                           "on without it."),
                        error);
  if (!quiet)
    return set_missing (_ ("Not all is quiet. Write down why you go on all the same."), error);

  return TRUE;
}

#define FOR(verdict) (1u << (verdict))
/* Before anything was said, the list shows the way that most cases take. */
#define FOR_CLOSING \
  (FOR (DAVY_VERDICT_NONE) | FOR (DAVY_VERDICT_APPROVED) | FOR (DAVY_VERDICT_FALSE_ALARM))
#define FOR_EVERY                                                                       \
  (FOR_CLOSING | FOR (DAVY_VERDICT_WANTED_UNAPPROVED) | FOR (DAVY_VERDICT_UNEXPECTED) | \
   FOR (DAVY_VERDICT_NOT_REACHED))

const DavyStep davy_steps[DAVY_N_STEPS] = {
  {
      .id = DAVY_STEP_DETECTED,
      .key = "detected",
      .verdicts = FOR_EVERY,
      .first = N_ ("First look at what was detected."),
  },
  {
      .id = DAVY_STEP_STANDING,
      .key = "standing",
      .verdicts = FOR_EVERY,
      .gates = DAVY_GATE_PERSON,
      .first = N_ ("First check the account."),
      .check = check_standing,
  },
  {
      .id = DAVY_STEP_USAGE,
      .key = "usage",
      .verdicts = FOR_EVERY,
      .gates = DAVY_GATE_PERSON,
      .first = N_ ("First look at the usage."),
      .check = check_usage,
  },
  {
      .id = DAVY_STEP_CONTACT,
      .key = "contact",
      .verdicts = FOR_EVERY,
      .gates = DAVY_GATE_PERSON,
      .first = N_ ("First record the contact with the customer."),
      .check = check_contact,
  },
  {
      .id = DAVY_STEP_VERDICT,
      .key = "verdict",
      .verdicts = FOR_EVERY,
      .gates = DAVY_GATE_PERSON,
      .first = N_ ("First say what it is."),
      .check = check_verdict,
  },
  {
      .id = DAVY_STEP_PROOF,
      .key = "proof",
      .verdicts = FOR_CLOSING,
      .gates = DAVY_GATE_PERSON,
      .first = N_ ("First give the proof or the reason."),
      .check = check_proof,
  },
  {
      .id = DAVY_STEP_ORIGIN,
      .key = "origin",
      .verdicts = FOR (DAVY_VERDICT_UNEXPECTED),
      .gates = DAVY_GATE_PERSON,
      .first = N_ ("First say who did it."),
      .check = check_origin,
  },
  {
      .id = DAVY_STEP_CONTAIN,
      .key = "contain",
      .verdicts = FOR (DAVY_VERDICT_UNEXPECTED),
      .gates = DAVY_GATE_EVIDENCE | DAVY_GATE_PERSON | DAVY_GATE_CHECK,
      .optional = TRUE,
      .first = N_ ("First stop what runs."),
      .check = check_contain,
  },
  {
      .id = DAVY_STEP_IDENTITY,
      .key = "identity",
      .verdicts = FOR (DAVY_VERDICT_UNEXPECTED),
      .gates = DAVY_GATE_PERSON,
      .first = N_ ("First go through identities and prevention."),
  },
  {
      .id = DAVY_STEP_DELETE,
      .key = "delete",
      .verdicts = FOR (DAVY_VERDICT_UNEXPECTED),
      .gates = DAVY_GATE_EVIDENCE | DAVY_GATE_PERSON | DAVY_GATE_CHECK,
      .optional = TRUE,
      .first = N_ ("First delete what is not needed, or say why it stays."),
      .check = check_delete,
  },
  {
      .id = DAVY_STEP_CANCEL,
      .key = "cancel",
      .verdicts = FOR (DAVY_VERDICT_UNEXPECTED),
      .gates = DAVY_GATE_PERSON,
      .first = N_ ("First decide about the whole subscription."),
      .check = check_cancel,
  },
  {
      .id = DAVY_STEP_VERIFY,
      .key = "verify",
      .verdicts = FOR (DAVY_VERDICT_UNEXPECTED),
      .gates = DAVY_GATE_PERSON | DAVY_GATE_CHECK,
      .first = N_ ("Look first whether it goes on."),
      .check = check_verify,
  },
  {
      .id = DAVY_STEP_REVIEW,
      .key = "review",
      .verdicts = FOR_EVERY,
      .gates = DAVY_GATE_CHECK,
      .sends = TRUE,
      .first = N_ ("Nothing was sent yet."),
  },
  {
      .id = DAVY_STEP_SUPPORT,
      .key = "support",
      .verdicts = FOR (DAVY_VERDICT_UNEXPECTED),
      .gates = DAVY_GATE_PERSON,
      .optional = TRUE,
      .first = N_ ("First ask Microsoft, or say why not."),
  },
  {
      .id = DAVY_STEP_REPORT,
      .key = "report",
      .verdicts = FOR (DAVY_VERDICT_UNEXPECTED),
      .gates = DAVY_GATE_PERSON,
      .optional = TRUE,
      .first = N_ ("First close with a report, or say why there is none."),
  },
  {
      .id = DAVY_STEP_DONE,
      .key = "done",
      .verdicts = FOR_EVERY,
      .gates = DAVY_GATE_CHECK,
      .sends = TRUE,
      .first = N_ ("Nothing was sent yet."),
  },
};

/**
 * davy_verdict_from_key:
 * @key: (nullable): a verdict's name in the journal
 *
 * Returns: the verdict; %DAVY_VERDICT_NONE for any other text
 */
DavyVerdict
davy_verdict_from_key (const char *key)
{
  for (gsize i = 1; key != NULL && i < G_N_ELEMENTS (verdict_keys); i++)
    if (strcmp (verdict_keys[i], key) == 0)
      return (DavyVerdict) i;

  return DAVY_VERDICT_NONE;
}

/**
 * davy_verdict_closes:
 * @verdict: a verdict
 *
 * Returns: whether the alert is resolved as legitimate, right after the proof
 */
gboolean
davy_verdict_closes (DavyVerdict verdict)
{
  return verdict == DAVY_VERDICT_APPROVED || verdict == DAVY_VERDICT_FALSE_ALARM;
}

/**
 * davy_verdict_resolves:
 * @verdict: a verdict
 *
 * Returns: whether the alert ends resolved, as legitimate or as fraud; otherwise it stays under
 *   investigation
 */
gboolean
davy_verdict_resolves (DavyVerdict verdict)
{
  return davy_verdict_closes (verdict) || verdict == DAVY_VERDICT_UNEXPECTED;
}

/**
 * davy_step_from_key:
 * @key: (nullable): a step's name in the journal
 * @id: (out): the step
 *
 * Returns: whether there is such a step
 */
gboolean
davy_step_from_key (const char *key, DavyStepId *id)
{
  for (gsize i = 0; key != NULL && i < DAVY_N_STEPS; i++)
    if (strcmp (davy_steps[i].key, key) == 0)
      {
        *id = davy_steps[i].id;
        return TRUE;
      }

  return FALSE;
}

/**
 * davy_step_is_needed:
 * @id: a step
 * @verdict: what was said so far
 *
 * Returns: whether the way from the first step to the last leads over it
 */
gboolean
davy_step_is_needed (DavyStepId id, DavyVerdict verdict)
{
  return (davy_steps[id].verdicts & FOR (verdict)) != 0;
}

/**
 * davy_step_get_next:
 * @id: a step
 * @verdict: what was said so far
 *
 * Returns: the needed step that follows; the last one for itself
 */
DavyStepId
davy_step_get_next (DavyStepId id, DavyVerdict verdict)
{
  for (guint next = id + 1; next < DAVY_N_STEPS; next++)
    if (davy_step_is_needed ((DavyStepId) next, verdict))
      return (DavyStepId) next;

  return DAVY_STEP_DONE;
}

static gboolean
check_left_out (const DavyStep *step, const char *note, GError **error)
{
  g_autofree char *why = g_strstrip (g_strdup (note != NULL ? note : ""));

  if (!step->optional)
    return set_missing (_ ("This step cannot be left out."), error);
  if (*why == '\0')
    return set_missing (_ ("Write down why this step is left out."), error);

  return TRUE;
}

/**
 * davy_step_check:
 * @id: a step
 * @verdict: what was said so far
 * @facts: (nullable): what is to be recorded, an `a{sv}`
 * @note: (nullable): the note to it
 * @error: where to report %DAVY_ERROR_INPUT, a sentence that says what is missing
 *
 * Returns: whether it is enough to be recorded
 */
gboolean
davy_step_check (DavyStepId id,
                 DavyVerdict verdict,
                 GVariant *facts,
                 const char *note,
                 GError **error)
{
  const DavyStep *step = &davy_steps[id];
  gboolean left_out = FALSE;

  if (facts != NULL && g_variant_lookup (facts, DAVY_FACT_LEFT_OUT, "b", &left_out) && left_out)
    return check_left_out (step, note, error);
  if (step->sends)
    return set_missing (_ ("Nothing was sent yet."), error);

  return step->check == NULL || step->check (verdict, facts, note, error);
}
