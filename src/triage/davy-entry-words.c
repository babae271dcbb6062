/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-entry-words.h"

#include <string.h>

#include "core/davy-catalogue.h"
#include "triage/davy-alert-words.h"
#include "triage/davy-case-private.h"
#include "triage/davy-deletion-private.h"
#include "triage/davy-evidence.h"
#include "triage/davy-facts.h"
#include "triage/davy-verification-words.h"

/* What stands in a journal, for a page and for a report. A key that is not known here is shown as
 * it is, in quotes: an entry is never left out. */

typedef struct
{
  const char *key;
  const char *text; /* made by NC_(), or by N_() where a page says the same */
} Word;

static const Word steps[] = {
  { "detected", NC_ ("step", "What was detected") },
  { "standing", NC_ ("step", "Account standing") },
  { "usage", NC_ ("step", "Usage") },
  { "contact", NC_ ("step", "Customer") },
  { "verdict", NC_ ("step", "What is it?") },
  { "proof", NC_ ("step", "Proof or reason") },
  { "origin", NC_ ("step", "How and by whom") },
  { "contain", NC_ ("step", "Stop what runs") },
  { "identity", NC_ ("step", "Identities") },
  { "delete", NC_ ("step", "Delete") },
  { "cancel", NC_ ("step", "The whole subscription") },
  { "verify", NC_ ("step", "Verification") },
  { "review", NC_ ("step", "Last look") },
  { "support", NC_ ("step", "Ask Microsoft") },
  { "report", NC_ ("step", "Report to the customer") },
  { "done", NC_ ("step", "Result") },
};

static const Word verdicts[] = {
  { "approved", NC_ ("verdict", "Expected, and approved by Microsoft") },
  { "false-alarm", NC_ ("verdict", "A false alarm") },
  { "wanted-unapproved", NC_ ("verdict", "Wanted by the customer, but not approved by Microsoft") },
  { "unexpected", NC_ ("verdict", "Unexpected: nobody wanted it") },
  { "not-reached", NC_ ("verdict", "The customer was not reached yet") },
};

static const Word acts[] = {
  { "delete", NC_ ("act", "Delete a resource") },
  { "remove-role", NC_ ("act", "Take a role away") },
  { "stop", NC_ ("act", "Stop a machine") },
  { "snapshot", NC_ ("act", "Make a snapshot of a disk") },
  { "isolate", NC_ ("act", "Isolate machines from the network") },
  { "reconnect", NC_ ("act", "End the isolation of machines") },
  { "cancel-entitlement", NC_ ("act", "Cancel the subscription") },
  { "create-ticket", NC_ ("act", "Ask Azure’s support") },
  { "suspend-subscription", NC_ ("act", "Suspend the subscription") },
  { "reactivate-entitlement", NC_ ("act", "Reactivate the subscription") },
  { "reactivate-subscription", NC_ ("act", "Reactivate the subscription") },
  { "suspend-plan", NC_ ("act", "Suspend the whole Azure plan") },
  { "reactivate-plan", NC_ ("act", "Reactivate the Azure plan") },
};

static const Word outcomes[] = {
  { "accepted", NC_ ("outcome", "Accepted") },
  { "refused", NC_ ("outcome", "Refused") },
  { "found", NC_ ("outcome", "No answer came; a read shows that it was done") },
  { "not-made", NC_ ("outcome", "No answer came; a read shows that it was not done") },
  { "not-sent", NC_ ("outcome", "Not sent") },
};

static const Word states[] = {
  { "done", NC_ ("act", "Done") },
  { "failed", NC_ ("act", "Not done") },
  { "undone", NC_ ("act", "Done, and undone since") },
};

static const Word kinds[] = {
  { DAVY_ENTRY_OPENED, NC_ ("journal", "Case opened") },
  { DAVY_ENTRY_ATTACHED, NC_ ("journal", "More alerts came to the case") },
  { DAVY_ENTRY_INTENT, NC_ ("journal", "About to be sent") },
  { DAVY_ENTRY_RESULT, NC_ ("journal", "Answer") },
  { DAVY_ENTRY_PROOF, NC_ ("journal", "Read back") },
  { DAVY_ENTRY_ACT_INTENT, NC_ ("journal", "About to be done") },
  { DAVY_ENTRY_ACT_RESULT, NC_ ("journal", "Answer") },
  { DAVY_ENTRY_ACT_PROOF, NC_ ("journal", "Read back") },
  { DAVY_ENTRY_CHANGED, NC_ ("journal", "Changed elsewhere") },
  { DAVY_ENTRY_CLOSED, NC_ ("journal", "Case closed") },
  { DAVY_ENTRY_SUPPORT_OPENED, NC_ ("journal", "Partner Center opened to ask Microsoft") },
  { DAVY_ENTRY_SUPPORT_KEPT, NC_ ("journal", "Support request") },
  { DAVY_ENTRY_SUPPORT_STATUS, NC_ ("journal", "Support request changed") },
  { DAVY_ENTRY_REFUND_ASKED, NC_ ("journal", "Credit asked for") },
  { DAVY_ENTRY_LETTER, NC_ ("journal", "Mail to the customer") },
  { DAVY_ENTRY_EVIDENCE, NC_ ("journal", "Evidence stored") },
  { DAVY_ENTRY_WAIVED, NC_ ("journal", "Gone on without evidence") },
  { DAVY_ENTRY_EXPORTED, NC_ ("journal", "Evidence exported") },
  { DAVY_ENTRY_VERIFIED, NC_ ("journal", "Looked again") },
  { DAVY_ENTRY_PLAN, N_ ("What is deleted") },
  { DAVY_ENTRY_REMINDER, NC_ ("journal", "Reminder set") },
  { DAVY_ENTRY_REMINDED, NC_ ("journal", "Reminded") },
};

static const Word evidence[] = {
  { DAVY_EVIDENCE_ALERT, NC_ ("evidence", "Alert") },
  { DAVY_EVIDENCE_RESOURCES, NC_ ("evidence", "Resources that may be deleted") },
  { DAVY_EVIDENCE_ACTIVITY, NC_ ("evidence", "Activity log") },
  { DAVY_EVIDENCE_ROLES, NC_ ("evidence", "Role assignments") },
  { DAVY_EVIDENCE_LOCKS, NC_ ("evidence", "Locks") },
  { DAVY_EVIDENCE_INVENTORY, NC_ ("evidence", "List of all resources") },
  { DAVY_EVIDENCE_AUDIT, NC_ ("evidence", "Partner Center’s activity log") },
  { DAVY_EVIDENCE_COST, NC_ ("evidence", "Daily cost") },
  { DAVY_EVIDENCE_ROLES_AFTER, NC_ ("evidence", "Role assignments afterwards") },
};

static const Word answers[] = {
  { "good", NC_ ("standing", "In good standing") },
  { "attention", NC_ ("standing", "Not in good standing") },
  { "unknown", NC_ ("standing", "Cannot be said") },
  { "sudden", NC_ ("pattern", "A sudden rise") },
  { "gradual", NC_ ("pattern", "A gradual rise") },
  { "nothing", NC_ ("pattern", "Nothing unusual") },
  { "keep", N_ ("It stays") },
  { "cancel", N_ ("It is cancelled") },
};

static const char *
get_text (const Word *word)
{
  return strchr (word->text, '\004') != NULL ? davy_catalogue_get_key (word->text) : _ (word->text);
}

static char *
find_word (const Word *words, gsize n, const char *key)
{
  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (words[i].key, key) == 0)
      return g_strdup (get_text (&words[i]));

  return davy_words_quote (key);
}

static char *
dup_text (GVariant *facts, const char *key)
{
  char *text = NULL;

  if (facts != NULL && g_variant_lookup (facts, key, "s", &text) && *text == '\0')
    g_clear_pointer (&text, g_free);

  return text;
}

static void
add_line (GString *text, const char *line)
{
  if (line == NULL || *line == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static void
add_fact (GString *text, GVariant *facts, const char *key, const char *format)
{
  g_autofree char *value = dup_text (facts, key);
  g_auto (GStrv) parts = NULL;
  g_autofree char *line = NULL;

  if (value == NULL)
    return;
  parts = g_strsplit (format, "%s", 2);
  line = g_strjoinv (value, parts);
  add_line (text, line);
}

/* --- answers of the steps -------------------------------------------------------------------- */

static void
add_contact (GString *text, GVariant *facts)
{
  gboolean reached = FALSE;

  if (g_variant_lookup (facts, DAVY_FACT_REACHED, "b", &reached) && !reached)
    add_line (text, _ ("Not reached"));
  /* Translators: %s is a person. */
  add_fact (text, facts, DAVY_FACT_RESELLER_PERSON, _ ("Spoken to at the reseller: %s"));
  /* Translators: %s is a person. */
  add_fact (text, facts, DAVY_FACT_PERSON, _ ("Spoken to: %s"));
  /* Translators: %s is a telephone number. */
  add_fact (text, facts, DAVY_FACT_NUMBER, _ ("Number called: %s"));
}

static void
add_proof (GString *text, GVariant *facts)
{
  g_autofree char *approved_on = dup_text (facts, DAVY_FACT_APPROVED_ON);
  g_autofree char *date = NULL;
  g_autofree char *line = NULL;
  DavyDay day;

  /* Translators: %s is the reference of a letter. */
  add_fact (text, facts, DAVY_FACT_REFERENCE, _ ("Microsoft’s written approval: %s"));
  if (approved_on != NULL && davy_day_parse (approved_on, &day))
    {
      date = davy_format_day (davy_language_get (), day);
      /* Translators: %s is a date: when Microsoft gave its written approval. */
      line = g_strdup_printf (_ ("Approved on %s"), date);
      add_line (text, line);
    }
  add_fact (text, facts, DAVY_FACT_REASON, "%s");
}

static void
add_answer (GString *text, GVariant *facts, const char *key)
{
  g_autofree char *value = dup_text (facts, key);
  g_autofree char *word = NULL;

  if (value == NULL)
    return;
  word = find_word (answers, G_N_ELEMENTS (answers), value);
  add_line (text, word);
}

static void
add_decision (GString *text, GVariant *facts)
{
  g_autofree char *verdict = dup_text (facts, DAVY_FACT_VERDICT);

  if (verdict != NULL)
    {
      g_autofree char *word = davy_words_verdict (verdict);

      add_line (text, word);
    }
  add_answer (text, facts, DAVY_FACT_ANSWER);
  add_answer (text, facts, DAVY_FACT_PATTERN);
  add_contact (text, facts);
  add_proof (text, facts);
  /* Translators: %s is a person. */
  add_fact (text, facts, DAVY_FACT_HANDED_TO, _ ("Handed over to: %s"));
}

/* --- what was asked and said ----------------------------------------------------------------- */

static const Word request_states[] = {
  { "open", NC_ ("support request", "Open") },
  { "closed", NC_ ("support request", "Closed") },
  { "attention_needed", NC_ ("support request", "Microsoft waits for your answer") },
};

static gboolean
is_asked_or_said (const DavyCaseEntry *entry)
{
  static const char *const asked[] = { DAVY_ENTRY_SUPPORT_OPENED, DAVY_ENTRY_SUPPORT_KEPT,
                                       DAVY_ENTRY_SUPPORT_STATUS, DAVY_ENTRY_REFUND_ASKED,
                                       DAVY_ENTRY_LETTER,         NULL };

  return g_strv_contains (asked, entry->kind);
}

static void
add_asked (GString *text, GVariant *facts)
{
  g_autofree char *state = dup_text (facts, "request-status");

  /* Translators: %s is the number of a support request. */
  add_fact (text, facts, "number", _ ("Number: %s"));
  add_fact (text, facts, "recipient", "%s");
  add_fact (text, facts, "title", "%s");
  if (state != NULL)
    {
      g_autofree char *word = find_word (request_states, G_N_ELEMENTS (request_states), state);

      add_line (text, word);
    }
}

/* --- what was sent --------------------------------------------------------------------------- */

static void
add_status (GString *text, GVariant *facts)
{
  g_autofree char *status = dup_text (facts, "status");
  g_autofree char *reason = dup_text (facts, "reason");
  g_autofree char *status_word = NULL;
  g_autofree char *reason_word = NULL;
  g_autofree char *line = NULL;
  DavyAlertStatus known = davy_alert_status_from_wire (status);

  if (status == NULL)
    return;
  status_word = davy_words_alert_status (known, status);
  if (known != DAVY_ALERT_STATUS_RESOLVED)
    {
      /* Translators: %s is the status of an alert, such as "Investigating". */
      line = g_strdup_printf (_ ("Status of the alert: %s"), status_word);
    }
  else
    {
      reason_word = davy_words_alert_reason (davy_alert_reason_from_wire (reason), reason);
      /* Translators: the status of an alert and why, such as "Resolved" and "Legitimate". */
      line = g_strdup_printf (_ ("Status of the alert: %1$s, %2$s"), status_word, reason_word);
    }
  add_line (text, line);
}

/* Microsoft's words for the status in what davy_events_describe_difference() wrote down. */
static gboolean
replace_status_cb (const GMatchInfo *match, GString *result, gpointer data)
{
  g_autofree char *before = g_match_info_fetch (match, 1);
  g_autofree char *after = g_match_info_fetch (match, 2);
  g_autofree char *was = davy_words_alert_status (davy_alert_status_from_wire (before), before);
  g_autofree char *is = davy_words_alert_status (davy_alert_status_from_wire (after), after);

  g_string_append_printf (result, "%s → %s", was, is);

  return FALSE;
}

static void
add_difference (GString *text, GVariant *facts)
{
  g_autofree char *difference = dup_text (facts, "difference");
  g_autoptr (GRegex) change = NULL;
  g_autofree char *words = NULL;

  if (difference == NULL)
    return;
  change = g_regex_new ("(\\S+) → (\\S+)", 0, 0, NULL);
  words = g_regex_replace_eval (change, g_strchomp (difference), -1, 0, 0, replace_status_cb, NULL,
                                NULL);
  add_line (text, words);
}

static void
add_act (GString *text, GVariant *facts)
{
  g_autofree char *kind = dup_text (facts, "act");
  g_autofree char *outcome = dup_text (facts, "outcome");
  g_autofree char *state = dup_text (facts, "state");

  if (kind != NULL)
    {
      g_autofree char *word = davy_words_act (kind);

      add_line (text, word);
    }
  add_fact (text, facts, "target", "%s");
  add_status (text, facts);
  if (outcome != NULL)
    {
      g_autofree char *word = davy_words_outcome (outcome);

      add_line (text, word);
    }
  if (state != NULL)
    {
      g_autofree char *word = find_word (states, G_N_ELEMENTS (states), state);

      add_line (text, word);
    }
  add_fact (text, facts, "text", "%s");
  add_difference (text, facts);
  /* Translators: %s is an id that Microsoft's support asks for. */
  add_fact (text, facts, "correlation-id", _ ("Correlation ID: %s"));
}

/* --- what was kept --------------------------------------------------------------------------- */

static void
add_evidence (GString *text, GVariant *facts)
{
  g_autofree char *part = dup_text (facts, "part");

  if (part != NULL)
    {
      g_autofree char *word = davy_words_evidence (part);

      add_line (text, word);
    }
  add_fact (text, facts, "sha256", "SHA-256 %s");
  add_fact (text, facts, "manifest-sha256", "SHA-256 %s");
  add_fact (text, facts, "error", "%s");
}

static void
add_verification (GString *text, const DavyCaseEntry *entry)
{
  g_autoptr (DavyVerification) found = davy_verification_read (entry);

  if (found != NULL)
    {
      g_autofree char *findings = davy_words_verification_text (found);

      add_line (text, davy_words_verification_title (found));
      add_line (text, findings);
    }
}

/**
 * davy_words_step:
 * @step: (nullable): a step's key
 *
 * Returns: (transfer full): what it is called
 */
char *
davy_words_step (const char *step)
{
  return find_word (steps, G_N_ELEMENTS (steps), step);
}

/**
 * davy_words_verdict:
 * @verdict: (nullable): a verdict's key
 *
 * Returns: (transfer full): what it says
 */
char *
davy_words_verdict (const char *verdict)
{
  return find_word (verdicts, G_N_ELEMENTS (verdicts), verdict);
}

/**
 * davy_words_act:
 * @kind: (nullable): the key of what is done at Microsoft
 *
 * Returns: (transfer full): what that is
 */
char *
davy_words_act (const char *kind)
{
  return find_word (acts, G_N_ELEMENTS (acts), kind);
}

/**
 * davy_words_outcome:
 * @outcome: (nullable): what came of something that was sent
 *
 * Returns: (transfer full): the words for it
 */
char *
davy_words_outcome (const char *outcome)
{
  return find_word (outcomes, G_N_ELEMENTS (outcomes), outcome);
}

/**
 * davy_words_act_unsent:
 * @act: an act
 *
 * Returns: (transfer full) (nullable): what to say of an act that did not leave, or of which nobody
 *   knows whether it arrived; %NULL when it was sent
 */
char *
davy_words_act_unsent (const DavyAct *act)
{
  g_autofree char *when = davy_format_date_time (davy_language_get (), act->at);

  if (act->state == DAVY_ACT_DONE || act->state == DAVY_ACT_UNDONE)
    return NULL;

  switch (act->outcome)
    {
    case DAVY_ACT_UNANSWERED:
      /* Translators: %s is a date with the time of day. */
      return g_strdup_printf (_ ("It may have been sent %s, but no answer came. It is looked for, "
                                 "and not sent a second time."),
                              when);
    case DAVY_ACT_NOT_SENT:
      return davy_words_outcome ("not-sent");
    case DAVY_ACT_NOT_MADE:
      return davy_words_outcome ("not-made");
    case DAVY_ACT_ACCEPTED:
    case DAVY_ACT_REFUSED:
    case DAVY_ACT_FOUND:
    default:
      return NULL;
    }
}

/**
 * davy_words_evidence:
 * @part: (nullable): the key of a part of the evidence
 *
 * Returns: (transfer full): what it is called
 */
char *
davy_words_evidence (const char *part)
{
  return find_word (evidence, G_N_ELEMENTS (evidence), part);
}

/**
 * davy_words_entry_title:
 * @entry: an entry of a journal
 *
 * Returns: (transfer full): what it is, in a few words
 */
char *
davy_words_entry_title (const DavyCaseEntry *entry)
{
  if (g_strcmp0 (entry->kind, DAVY_ENTRY_DECISION) == 0)
    return davy_words_step (entry->step);

  return find_word (kinds, G_N_ELEMENTS (kinds), entry->kind);
}

/**
 * davy_words_entry_text:
 * @entry: an entry of a journal
 *
 * Returns: (transfer full): what it says, a line each; "" when the title says it all
 */
char *
davy_words_entry_text (const DavyCaseEntry *entry)
{
  g_autoptr (GVariant) facts = davy_facts_from_text (entry->facts);
  g_autoptr (GString) text = g_string_new (NULL);

  if (facts != NULL && g_strcmp0 (entry->kind, DAVY_ENTRY_DECISION) == 0)
    add_decision (text, facts);
  add_verification (text, entry);
  if (facts != NULL && is_asked_or_said (entry))
    add_asked (text, facts);
  else if (facts != NULL)
    {
      add_act (text, facts);
      add_evidence (text, facts);
    }
  add_line (text, entry->note);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
