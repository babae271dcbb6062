/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-entry-words.h"

#include <string.h>

#include "davy-test.h"
#include "triage/davy-azure-ticket.h"
#include "triage/davy-cancellation.h"
#include "triage/davy-case-private.h"
#include "triage/davy-deletion-private.h"
#include "triage/davy-facts.h"

/* What stands in a journal is told in words, never by its keys. */

static DavyCaseEntry *
new_entry (const char *kind, const char *step, const char *key, const char *value)
{
  DavyCaseEntry *entry = davy_case_entry_new (kind, step);
  g_autoptr (GVariant) facts = NULL;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, key, "s", value);
  facts = g_variant_ref_sink (g_variant_dict_end (&dict));
  entry->facts = davy_facts_to_text (facts);

  return entry;
}

static void
assert_words (const char *words, const char *key)
{
  g_assert_cmpstr (words, !=, "");
  g_assert_cmpstr (words, !=, key);
  g_assert_null (strstr (words, "“"));
}

static void
test_every_answer_is_told_in_words (void)
{
  static const struct
  {
    DavyStepId step;
    const char *fact;
    const char *values[6];
  } answers[] = {
    { DAVY_STEP_STANDING, DAVY_FACT_ANSWER, { "good", "attention", "unknown" } },
    { DAVY_STEP_USAGE, DAVY_FACT_PATTERN, { "sudden", "gradual", "nothing" } },
    { DAVY_STEP_VERDICT,
      DAVY_FACT_VERDICT,
      { "approved", "false-alarm", "wanted-unapproved", "unexpected", "not-reached" } },
    { DAVY_STEP_CANCEL, DAVY_FACT_ANSWER, { "keep", "cancel" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    for (const char *const *value = answers[i].values; *value != NULL; value++)
      {
        g_autoptr (DavyCaseEntry) entry = new_entry (
            DAVY_ENTRY_DECISION, davy_steps[answers[i].step].key, answers[i].fact, *value);
        g_autofree char *text = davy_words_entry_text (entry);

        assert_words (text, *value);
      }
}

static void
test_whole_subscription_says_what_was_chosen (void)
{
  g_autoptr (DavyCaseEntry) entry =
      new_entry (DAVY_ENTRY_DECISION, "cancel", DAVY_FACT_ANSWER, "keep");
  g_autofree char *title = davy_words_entry_title (entry);
  g_autofree char *text = davy_words_entry_text (entry);

  g_assert_cmpstr (title, ==, "The whole subscription");
  g_assert_cmpstr (text, ==, "It stays");
}

/* What the page of a step keeps for itself, in its own keys. */
static void
test_facts_of_the_pages_are_not_shown_raw (void)
{
  static const struct
  {
    DavyStepId step;
    const char *fact;
    const char *value;
  } kept[] = {
    { DAVY_STEP_ORIGIN, DAVY_FACT_ONSET_SOURCE, "reported" },
    { DAVY_STEP_SUPPORT, "kind", "question" },
    { DAVY_STEP_SUPPORT, "language", "de" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autoptr (DavyCaseEntry) entry = new_entry (
          DAVY_ENTRY_DECISION, davy_steps[kept[i].step].key, kept[i].fact, kept[i].value);
      g_autofree char *text = davy_words_entry_text (entry);

      g_assert_cmpstr (text, ==, "");
    }
}

static void
test_every_step_has_a_title (void)
{
  for (guint i = 0; i < DAVY_N_STEPS; i++)
    {
      g_autoptr (DavyCaseEntry) entry =
          davy_case_entry_new (DAVY_ENTRY_DECISION, davy_steps[i].key);
      g_autofree char *title = davy_words_entry_title (entry);

      assert_words (title, davy_steps[i].key);
    }
}

static void
test_every_act_is_told_in_words (void)
{
  static const char *const facts[][2] = {
    { "act", "delete" },
    { "act", "remove-role" },
    { "act", "stop" },
    { "act", "snapshot" },
    { "act", "isolate" },
    { "act", "reconnect" },
    { "act", DAVY_ACT_CREATE_TICKET },
    { "act", DAVY_ACT_CANCEL_ENTITLEMENT },
    { "act", DAVY_ACT_SUSPEND_SUBSCRIPTION },
    { "act", DAVY_ACT_REACTIVATE_ENTITLEMENT },
    { "act", DAVY_ACT_REACTIVATE_SUBSCRIPTION },
    { "outcome", "accepted" },
    { "outcome", "refused" },
    { "outcome", "found" },
    { "outcome", "not-made" },
    { "outcome", "not-sent" },
    { "state", "done" },
    { "state", "failed" },
    { "state", "undone" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autoptr (DavyCaseEntry) entry =
          new_entry (DAVY_ENTRY_ACT_RESULT, "delete", facts[i][0], facts[i][1]);
      g_autofree char *text = davy_words_entry_text (entry);

      assert_words (text, facts[i][1]);
    }
}

static void
test_every_kind_has_a_title (void)
{
  static const char *const kinds[] = {
    DAVY_ENTRY_OPENED,         DAVY_ENTRY_ATTACHED,     DAVY_ENTRY_INTENT,
    DAVY_ENTRY_RESULT,         DAVY_ENTRY_PROOF,        DAVY_ENTRY_CHANGED,
    DAVY_ENTRY_CLOSED,         DAVY_ENTRY_REMINDER,     DAVY_ENTRY_REMINDED,
    DAVY_ENTRY_SUPPORT_OPENED, DAVY_ENTRY_SUPPORT_KEPT, DAVY_ENTRY_SUPPORT_STATUS,
    DAVY_ENTRY_REFUND_ASKED,   DAVY_ENTRY_LETTER,       DAVY_ENTRY_ACT_INTENT,
    DAVY_ENTRY_ACT_RESULT,     DAVY_ENTRY_ACT_PROOF,    DAVY_ENTRY_EVIDENCE,
    DAVY_ENTRY_WAIVED,         DAVY_ENTRY_EXPORTED,     DAVY_ENTRY_VERIFIED,
    DAVY_ENTRY_PLAN,
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (DavyCaseEntry) entry = new_entry (kinds[i], "delete", "by", "Ada");
      g_autofree char *title = davy_words_entry_title (entry);

      assert_words (title, kinds[i]);
    }
}

/* The service's words for a status become the window's; who and what stay. */
static void
test_change_elsewhere (void)
{
  g_autoptr (DavyCaseEntry) entry =
      new_entry (DAVY_ENTRY_CHANGED, davy_steps[DAVY_STEP_REVIEW].key, "difference",
                 "event-1: active → resolved (jo@partner.example)\nevent-2: gone\n");
  g_autofree char *text = davy_words_entry_text (entry);

  g_assert_cmpstr (text, ==, "event-1: Active → Resolved (jo@partner.example)\nevent-2: gone");
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/triage/entry-words/every-answer-is-told-in-words",
                   test_every_answer_is_told_in_words);
  g_test_add_func ("/triage/entry-words/whole-subscription-says-what-was-chosen",
                   test_whole_subscription_says_what_was_chosen);
  g_test_add_func ("/triage/entry-words/facts-of-the-pages-are-not-shown-raw",
                   test_facts_of_the_pages_are_not_shown_raw);
  g_test_add_func ("/triage/entry-words/every-step-has-a-title", test_every_step_has_a_title);
  g_test_add_func ("/triage/entry-words/every-act-is-told-in-words",
                   test_every_act_is_told_in_words);
  g_test_add_func ("/triage/entry-words/a-change-elsewhere-is-told-in-words",
                   test_change_elsewhere);
  g_test_add_func ("/triage/entry-words/every-kind-has-a-title", test_every_kind_has_a_title);

  return g_test_run ();
}
