/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case.h"

#include "case-fixture.h"

static void
assert_refused (Fixture *fixture, DavyStepId step, const char *facts)
{
  g_autoptr (GError) error = NULL;
  DavyStepId before = davy_case_get_step (fixture->handled);

  g_assert_false (try_record (fixture, step, facts, NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, before);
}

static void
assert_state (Fixture *fixture, DavyStepId step, DavyStepState expected)
{
  const char *reason;

  g_assert_cmpint (davy_case_get_step_state (fixture->handled, step, &reason), ==, expected);
  g_assert_cmpint (reason != NULL, ==, expected == DAVY_STEP_STATE_LOCKED);
}

static void
test_table (void)
{
  static const char *const verdicts[] = { "approved", "false-alarm", "wanted-unapproved",
                                          "unexpected", "not-reached" };

  for (guint i = 0; i < DAVY_N_STEPS; i++)
    {
      DavyStepId id;

      g_assert_cmpuint (davy_steps[i].id, ==, i);
      g_assert_true (davy_step_from_key (davy_steps[i].key, &id));
      g_assert_cmpuint (id, ==, i);
      g_assert_cmpuint (davy_step_get_next (id, DAVY_VERDICT_NONE), >=, i);
      g_assert_true (davy_steps[i].check == NULL || (davy_steps[i].gates & DAVY_GATE_PERSON) != 0);
      g_assert_true (!davy_steps[i].sends || (davy_steps[i].gates & DAVY_GATE_CHECK) != 0);
      g_assert_false (davy_steps[i].sends && davy_steps[i].optional);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      DavyVerdict verdict = davy_verdict_from_key (verdicts[i]);

      g_assert_cmpuint (verdict, ==, DAVY_VERDICT_APPROVED + i);
      g_assert_cmpint (davy_step_get_next (DAVY_STEP_VERDICT, verdict), ==,
                       davy_verdict_closes (verdict)        ? DAVY_STEP_PROOF
                       : verdict == DAVY_VERDICT_UNEXPECTED ? DAVY_STEP_ORIGIN
                                                            : DAVY_STEP_REVIEW);
    }
  g_assert_cmpint (davy_verdict_from_key ("none of these"), ==, DAVY_VERDICT_NONE);
  g_assert_cmpint (davy_verdict_from_key (NULL), ==, DAVY_VERDICT_NONE);
}

static void
test_begins_with_all_open_alerts (Fixture *fixture, gconstpointer data)
{
  GPtrArray *alerts = davy_case_get_alerts (fixture->handled);

  g_assert_cmpuint (alerts->len, ==, 2);
  g_assert_cmpstr (davy_alert_get_event_id (g_ptr_array_index (alerts, 0)), ==, "event-2");
  g_assert_cmpstr (davy_alert_get_event_id (g_ptr_array_index (alerts, 1)), ==, "event-1");
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_DETECTED);
  g_assert_cmpstr (davy_case_get_azure_id (fixture->handled), ==, SHOP);
  g_assert_cmpuint (count_entries (fixture, "opened"), ==, 1);
  g_assert_null (davy_case_get_proof (fixture->handled));
  g_assert_null (davy_case_get_journal_error (fixture->handled));
  g_assert_cmpuint (count_posts (fixture), ==, 0);
}

static void
test_one_case_for_both_alerts (Fixture *fixture, gconstpointer data)
{
  gint64 id = davy_case_get_id (fixture->handled);

  open_case_of (fixture, "event-2");
  g_assert_cmpint (davy_case_get_id (fixture->handled), ==, id);
  g_assert_cmpuint (count_entries (fixture, "opened"), ==, 1);
  g_assert_cmpuint (count_entries (fixture, "attached"), ==, 0);
}

static void
test_test_alert_is_apart (Fixture *fixture, gconstpointer data)
{
  open_case_of (fixture, "event-4");
  g_assert_cmpuint (davy_case_get_alerts (fixture->handled)->len, ==, 1);
}

static void
test_resolved_elsewhere_has_no_case (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (try_open (fixture, find_row (fixture, "event-3"), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CONFLICT);
}

static void
test_no_such_alert (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (try_open (fixture, 4711, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
}

static DavyCase *
try_open_row (Fixture *fixture, gint64 row, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_triage_open_case_async (fixture->triage, row, NULL, davy_test_keep_result, &result);
  return davy_triage_open_case_finish (fixture->triage, davy_test_wait_result (&result), error);
}

static void
test_no_such_case (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (try_open_row (fixture, 4711, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
}

/* Nothing is written: no person opens it so. */
static void
test_opened_by_row (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyCase) other = NULL;
  g_autoptr (GError) error = NULL;
  gint64 entries = davy_test_store_number (fixture->store, "SELECT count(*) FROM case_entries");

  other = try_open_row (fixture, davy_case_get_id (fixture->handled), &error);
  g_assert_no_error (error);
  g_assert_true (other == fixture->handled);
  g_assert_cmpint (davy_test_store_number (fixture->store, "SELECT count(*) FROM case_entries"), ==,
                   entries);
}

static void
test_every_gate (Fixture *fixture, gconstpointer data)
{
  record (fixture, DAVY_STEP_DETECTED, NULL);
  assert_refused (fixture, DAVY_STEP_STANDING, NULL);
  assert_refused (fixture, DAVY_STEP_STANDING, "{'answer': <''>}");
  assert_refused (fixture, DAVY_STEP_STANDING, "{'answer': <1>}");
  record (fixture, DAVY_STEP_STANDING, "{'answer': <'attention'>}");
  assert_refused (fixture, DAVY_STEP_USAGE, "{'answer': <'good'>}");
  record (fixture, DAVY_STEP_USAGE, "{'pattern': <'gradual'>}");
  assert_refused (fixture, DAVY_STEP_CONTACT, NULL);
  assert_refused (fixture, DAVY_STEP_CONTACT, "{'reached': <true>}");
  assert_refused (fixture, DAVY_STEP_CONTACT, "{'reached': <true>, 'person': <'  '>}");
  record (fixture, DAVY_STEP_CONTACT, "{'reached': <false>}");
  assert_refused (fixture, DAVY_STEP_VERDICT, "{'verdict': <'resolved'>}");
  record (fixture, DAVY_STEP_VERDICT, "{'verdict': <'approved'>}");
  assert_refused (fixture, DAVY_STEP_PROOF, "{'reference': <'MS-1'>}");
  assert_refused (fixture, DAVY_STEP_PROOF, "{'reference': <'MS-1'>, 'approved-on': <'soon'>}");
  assert_refused (fixture, DAVY_STEP_PROOF,
                  "{'reference': <'MS-1'>, 'approved-on': <'2126-03-01'>}");
  assert_refused (fixture, DAVY_STEP_PROOF, "{'reason': <'a build farm'>}");
  record (fixture, DAVY_STEP_PROOF, "{'reference': <'MS-1'>, 'approved-on': <'2026-03-01'>}");
  assert_refused (fixture, DAVY_STEP_REVIEW, NULL);
  assert_refused (fixture, DAVY_STEP_DONE, NULL);
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_REVIEW);
}

static void
test_false_alarm_needs_a_reason (Fixture *fixture, gconstpointer data)
{
  walk_to_verdict (fixture);
  record (fixture, DAVY_STEP_VERDICT, "{'verdict': <'false-alarm'>}");
  assert_refused (fixture, DAVY_STEP_PROOF,
                  "{'reference': <'MS-1'>, 'approved-on': <'2026-03-01'>}");
  record (fixture, DAVY_STEP_PROOF, "{'reason': <'a build farm'>}");
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_REVIEW);
}

static void
test_only_optional_steps_are_left_out (Fixture *fixture, gconstpointer data)
{
  walk_to_verdict (fixture);
  assert_refused (fixture, DAVY_STEP_VERDICT, "{'left-out': <true>}");
  record (fixture, DAVY_STEP_VERDICT, "{'left-out': <false>, 'verdict': <'approved'>}");
  assert_refused (fixture, DAVY_STEP_PROOF, "{'left-out': <true>}");
  assert_refused (fixture, DAVY_STEP_REVIEW, "{'left-out': <true>}");
}

static void
test_same_verdict_keeps_its_proof (Fixture *fixture, gconstpointer data)
{
  walk_to_review (fixture, "false-alarm");
  davy_case_go_to (fixture->handled, DAVY_STEP_VERDICT);
  record (fixture, DAVY_STEP_VERDICT, "{'verdict': <'false-alarm'>}");
  assert_state (fixture, DAVY_STEP_PROOF, DAVY_STEP_STATE_NOW);
  assert_state (fixture, DAVY_STEP_REVIEW, DAVY_STEP_STATE_OPEN);
}

static void
test_evidence_comes_first (Fixture *fixture, gconstpointer data)
{
  walk_to_review (fixture, "unexpected");
  davy_case_go_to (fixture->handled, DAVY_STEP_DELETE);
  assert_refused (fixture, DAVY_STEP_DELETE, "{'deleted': <uint32 1>, 'stayed': <uint32 0>}");
}

static void
test_steps_are_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_state (fixture, DAVY_STEP_DETECTED, DAVY_STEP_STATE_NOW);
  assert_state (fixture, DAVY_STEP_STANDING, DAVY_STEP_STATE_LOCKED);
  assert_refused (fixture, DAVY_STEP_VERDICT, "{'verdict': <'approved'>}");
  g_assert_false (davy_case_can_go_to (fixture->handled, DAVY_STEP_REVIEW));
  davy_case_go_to (fixture->handled, DAVY_STEP_REVIEW);
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_DETECTED);
  g_assert_false (try_send (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_cmpuint (count_posts (fixture), ==, 0);
}

static void
test_verdict_that_keeps_open_leaves_the_proof_out (Fixture *fixture, gconstpointer data)
{
  walk_to_review (fixture, "wanted-unapproved");
  assert_state (fixture, DAVY_STEP_PROOF, DAVY_STEP_STATE_LEFT_OUT);
  assert_state (fixture, DAVY_STEP_REVIEW, DAVY_STEP_STATE_NOW);
  assert_state (fixture, DAVY_STEP_DONE, DAVY_STEP_STATE_LOCKED);
  davy_case_go_back (fixture->handled);
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_VERDICT);
}

static void
test_another_verdict_wants_another_proof (Fixture *fixture, gconstpointer data)
{
  walk_to_review (fixture, "false-alarm");
  davy_case_go_to (fixture->handled, DAVY_STEP_VERDICT);
  record (fixture, DAVY_STEP_VERDICT, "{'verdict': <'approved'>}");
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_PROOF);
  assert_state (fixture, DAVY_STEP_REVIEW, DAVY_STEP_STATE_LOCKED);
  g_assert_cmpint (davy_case_get_verdict (fixture->handled), ==, DAVY_VERDICT_APPROVED);
  g_assert_cmpuint (count_entries (fixture, "decision"), ==, 7);
}

static void
test_going_back_decides_nothing (Fixture *fixture, gconstpointer data)
{
  walk_to_verdict (fixture);
  davy_case_go_back (fixture->handled);
  davy_case_go_back (fixture->handled);
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_USAGE);
  assert_state (fixture, DAVY_STEP_CONTACT, DAVY_STEP_STATE_DONE);
  assert_state (fixture, DAVY_STEP_VERDICT, DAVY_STEP_STATE_OPEN);
  davy_case_go_to (fixture->handled, DAVY_STEP_VERDICT);
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_VERDICT);
  g_assert_cmpuint (count_entries (fixture, "decision"), ==, 4);
}

static void
test_resumes_where_it_was_left (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pattern = NULL;

  walk_to_verdict (fixture);
  davy_case_go_to (fixture->handled, DAVY_STEP_CONTACT);
  start_again (fixture);
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_CONTACT);
  g_assert_true (g_variant_lookup (davy_case_get_facts (fixture->handled, DAVY_STEP_USAGE),
                                   DAVY_FACT_PATTERN, "s", &pattern));
  g_assert_cmpstr (pattern, ==, "sudden");
  g_assert_cmpstr (davy_case_get_note (fixture->handled, DAVY_STEP_USAGE), ==, "as it is");
  assert_state (fixture, DAVY_STEP_USAGE, DAVY_STEP_STATE_DONE);
}

static void
test_draft_survives (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) draft = NULL;
  g_autoptr (GVariant) other = NULL;
  g_autofree char *typed = NULL;

  record (fixture, DAVY_STEP_DETECTED, NULL);
  davy_case_set_draft (fixture->handled, DAVY_STEP_STANDING,
                       g_variant_new_parsed ("{'note': <'half a'>}"));
  davy_case_set_draft (fixture->handled, DAVY_STEP_STANDING,
                       g_variant_new_parsed ("{'note': <'half a sentence: “Ä'>}"));
  davy_case_set_draft (fixture->handled, DAVY_STEP_USAGE, g_variant_new_parsed ("@a{sv} {}"));
  davy_case_set_draft (fixture->handled, DAVY_STEP_USAGE, NULL);
  start_again (fixture);

  draft = davy_case_get_draft (fixture->handled, DAVY_STEP_STANDING);
  g_assert_nonnull (draft);
  g_assert_true (g_variant_lookup (draft, "note", "s", &typed));
  g_assert_cmpstr (typed, ==, "half a sentence: “Ä");
  other = davy_case_get_draft (fixture->handled, DAVY_STEP_USAGE);
  g_assert_null (other);
}

static void
test_failed_recording_keeps_the_draft (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) draft = NULL;

  davy_case_set_draft (fixture->handled, DAVY_STEP_DETECTED,
                       g_variant_new_parsed ("{'note': <'typed'>}"));
  davy_store_close (fixture->store);
  g_assert_false (try_record (fixture, DAVY_STEP_DETECTED, NULL, "typed", &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STORE);
  draft = davy_case_get_draft (fixture->handled, DAVY_STEP_DETECTED);
  g_assert_nonnull (draft);
}

static void
test_recording_ends_the_draft (Fixture *fixture, gconstpointer data)
{
  davy_case_set_draft (fixture->handled, DAVY_STEP_DETECTED,
                       g_variant_new_parsed ("{'note': <'x'>}"));
  record (fixture, DAVY_STEP_DETECTED, NULL);
  g_assert_null (davy_case_get_draft (fixture->handled, DAVY_STEP_DETECTED));
  start_again (fixture);
  g_assert_null (davy_case_get_draft (fixture->handled, DAVY_STEP_DETECTED));
}

static gboolean
check_journal (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;
  gint64 id = davy_case_get_id (fixture->handled);
  g_autoptr (DavyCaseRecord) kept = davy_db_load_case (db, id, error);
  const DavyCaseEntry *last;

  if (kept == NULL)
    return FALSE;
  last = g_ptr_array_index (kept->entries, kept->entries->len - 1);
  g_assert_cmpstr (last->kind, ==, "decision");
  g_assert_cmpstr (last->step, ==, "detected");
  g_assert_cmpstr (last->who, ==, DAVY_TEST_ADA);
  g_assert_cmpstr (last->note, ==, "as it is");
  g_assert_cmpint (last->time, >, DAVY_TIME_DAY);
  /* The server's clock, told in whole seconds, is this machine's. */
  g_assert_cmpint (last->clock_offset, !=, 0);
  g_assert_cmpint (ABS (last->clock_offset), <, 10 * DAVY_TIME_SECOND);

  return davy_db_verify_journal (db, id, error);
}

static void
test_decision_is_a_record (Fixture *fixture, gconstpointer data)
{
  record (fixture, DAVY_STEP_DETECTED, NULL);
  davy_test_store_read (fixture->store, check_journal, fixture);
}

static gboolean
forge (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db,
                          "DROP TRIGGER case_entries_stay;"
                          "UPDATE case_entries SET who = 'mallory' WHERE kind = 'decision'",
                          error);
}

static void
test_forged_journal_is_told (Fixture *fixture, gconstpointer data)
{
  record (fixture, DAVY_STEP_DETECTED, NULL);
  davy_test_store_write (fixture->store, forge, NULL, DAVY_TABLE_CASES);
  open_case_of (fixture, "event-1");
  g_assert_error (davy_case_get_journal_error (fixture->handled), DAVY_ERROR, DAVY_ERROR_STORE);
}

static void
test_review_says_what_will_be_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyPlannedChange) open = NULL;
  g_autoptr (DavyPlannedChange) closing = NULL;
  g_autoptr (DavyPlannedChange) fraud = NULL;

  walk_to_review (fixture, "wanted-unapproved");
  open = davy_case_describe_change (fixture->handled);
  g_assert_cmpstr (open->status_word, ==, "Investigating");
  g_assert_cmpstr (open->username, ==, DAVY_TEST_ADA);
  g_assert_cmpuint (open->alerts->len, ==, 1);
  g_assert_cmpstr (davy_alert_get_event_id (g_ptr_array_index (open->alerts, 0)), ==, "event-1");

  davy_case_go_to (fixture->handled, DAVY_STEP_VERDICT);
  record (fixture, DAVY_STEP_VERDICT, "{'verdict': <'false-alarm'>}");
  closing = davy_case_describe_change (fixture->handled);
  g_assert_cmpstr (closing->status_word, ==, "Resolved");
  g_assert_cmpstr (closing->reason_word, ==, "Legitimate");
  g_assert_cmpuint (closing->alerts->len, ==, 2);
  g_assert_cmpstr (closing->azure_id, ==, SHOP);

  record (fixture, DAVY_STEP_VERDICT, "{'verdict': <'unexpected'>}");
  fraud = davy_case_describe_change (fixture->handled);
  g_assert_cmpstr (fraud->status_word, ==, "Resolved");
  g_assert_cmpstr (fraud->reason_word, ==, "Fraud");
}

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  g_test_add_func ("/triage/steps/table-leads-to-the-end", test_table);
  ADD ("/triage/case/begins-with-all-open-alerts", test_begins_with_all_open_alerts);
  ADD ("/triage/case/one-for-all-alerts-of-a-subscription", test_one_case_for_both_alerts);
  ADD ("/triage/case/test-alert-is-apart", test_test_alert_is_apart);
  ADD ("/triage/case/alert-resolved-elsewhere-has-none", test_resolved_elsewhere_has_no_case);
  ADD ("/triage/case/alert-that-is-not-there-has-none", test_no_such_alert);
  ADD ("/triage/case/that-is-not-there-cannot-be-opened", test_no_such_case);
  ADD ("/triage/case/opened-by-itself-stays-as-it-is", test_opened_by_row);
  ADD ("/triage/case/every-gate-holds", test_every_gate);
  ADD ("/triage/case/false-alarm-needs-a-reason", test_false_alarm_needs_a_reason);
  ADD ("/triage/case/steps-are-locked-until-their-turn", test_steps_are_locked);
  ADD ("/triage/case/verdict-that-keeps-open-needs-no-proof",
       test_verdict_that_keeps_open_leaves_the_proof_out);
  ADD ("/triage/case/another-verdict-wants-another-proof",
       test_another_verdict_wants_another_proof);
  ADD ("/triage/case/same-verdict-keeps-its-proof", test_same_verdict_keeps_its_proof);
  ADD ("/triage/case/only-optional-steps-are-left-out", test_only_optional_steps_are_left_out);
  ADD ("/triage/case/evidence-comes-before-what-needs-it", test_evidence_comes_first);
  ADD ("/triage/case/going-back-decides-nothing", test_going_back_decides_nothing);
  ADD ("/triage/case/resumes-where-it-was-left", test_resumes_where_it_was_left);
  ADD ("/triage/case/draft-survives", test_draft_survives);
  ADD ("/triage/case/recording-ends-the-draft", test_recording_ends_the_draft);
  ADD ("/triage/case/failed-recording-keeps-the-draft", test_failed_recording_keeps_the_draft);
  ADD ("/triage/case/decision-is-a-record", test_decision_is_a_record);
  ADD ("/triage/case/forged-journal-is-told", test_forged_journal_is_told);
  ADD ("/triage/case/review-says-what-will-be-sent", test_review_says_what_will_be_sent);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
