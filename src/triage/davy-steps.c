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

  return TRUE;
}

static DavyStepId
to_standing (DavyVerdict verdict)
{
  return DAVY_STEP_STANDING;
}

static DavyStepId
to_usage (DavyVerdict verdict)
{
  return DAVY_STEP_USAGE;
}

static DavyStepId
to_contact (DavyVerdict verdict)
{
  return DAVY_STEP_CONTACT;
}

static DavyStepId
to_verdict (DavyVerdict verdict)
{
  return DAVY_STEP_VERDICT;
}

static DavyStepId
to_proof_or_review (DavyVerdict verdict)
{
  return davy_verdict_closes (verdict) ? DAVY_STEP_PROOF : DAVY_STEP_REVIEW;
}

static DavyStepId
to_review (DavyVerdict verdict)
{
  return DAVY_STEP_REVIEW;
}

static DavyStepId
to_done (DavyVerdict verdict)
{
  return DAVY_STEP_DONE;
}

const DavyStep davy_steps[DAVY_N_STEPS] = {
  { DAVY_STEP_DETECTED, "detected", NULL, to_standing, FALSE },
  { DAVY_STEP_STANDING, "standing", check_standing, to_usage, FALSE },
  { DAVY_STEP_USAGE, "usage", check_usage, to_contact, FALSE },
  { DAVY_STEP_CONTACT, "contact", check_contact, to_verdict, FALSE },
  { DAVY_STEP_VERDICT, "verdict", check_verdict, to_proof_or_review, FALSE },
  { DAVY_STEP_PROOF, "proof", check_proof, to_review, FALSE },
  { DAVY_STEP_REVIEW, "review", NULL, to_done, TRUE },
  { DAVY_STEP_DONE, "done", NULL, to_done, TRUE },
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
 * Returns: whether the alert is resolved as legitimate; otherwise it stays under investigation
 */
gboolean
davy_verdict_closes (DavyVerdict verdict)
{
  return verdict == DAVY_VERDICT_APPROVED || verdict == DAVY_VERDICT_FALSE_ALARM;
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
  return id != DAVY_STEP_PROOF || verdict == DAVY_VERDICT_NONE || davy_verdict_closes (verdict);
}
