/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "act-fixture.h"
#include "triage/davy-case-clients.h"

/* Acts from the intent to the proof, and what a crash or a lost answer leaves of them. */

static void
test_is_proved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) act = run (fixture);
  g_autofree char *region = NULL;

  g_assert_cmpint (act->state, ==, DAVY_ACT_DONE);
  g_assert_cmpstr (act->kind, ==, "pretend");
  g_assert_cmpstr (act->target, ==, TARGET);
  g_assert_cmpstr (act->step, ==, "detected");
  g_assert_cmpstr (act->correlation_id, ==, "of-the-answer");
  g_assert_cmpuint (count_accepted (fixture, "act-result"), ==, 1);
  g_assert_cmpstr (act->who, ==, DAVY_TEST_ADA);
  g_assert_true (g_variant_lookup (act->facts, "region", "s", &region));
  g_assert_cmpstr (region, ==, "westeurope");
  g_assert_cmpuint (service.sent, ==, 1);
  g_assert_cmpuint (service.entries, ==, 1); /* the intent was on the disk */
  g_assert_cmpuint (count_entries (fixture, "act-result"), ==, 1);
  g_assert_cmpuint (count_entries (fixture, "act-proof"), ==, 1);
  assert_last (fixture, DAVY_ACT_DONE, 1);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) acts = NULL;
  const DavyAct *act;

  service.answer = DAVY_ERROR_REFUSED;
  service.takes = FALSE;
  assert_run_fails (fixture, DAVY_ERROR_REFUSED);
  g_assert_cmpuint (service.proved, ==, 0);
  acts = davy_case_list_acts (fixture->handled, "pretend");
  act = g_ptr_array_index (acts, 0);
  g_assert_cmpint (act->state, ==, DAVY_ACT_FAILED);
  g_assert_cmpint (act->outcome, ==, DAVY_ACT_REFUSED);
  assert_told (act, NULL);
  g_assert_cmpstr (act->fault, ==, "Answered");
  g_assert_cmpstr (act->correlation_id, ==, "of-the-fault");

  /* It may be tried again. */
  service.answer = -1;
  service.takes = TRUE;
  davy_act_free (run (fixture));
  g_assert_cmpuint (service.sent, ==, 2);
  assert_last (fixture, DAVY_ACT_DONE, 2);
}

static void
test_lost_answer_made (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) act = NULL;

  service.answer = DAVY_ERROR_OUTCOME_UNKNOWN;
  act = run (fixture);
  g_assert_cmpint (act->state, ==, DAVY_ACT_DONE);
  g_assert_cmpint (act->outcome, ==, DAVY_ACT_FOUND);
  assert_told (act, NULL);
  g_assert_cmpuint (service.sent, ==, 1);
  assert_last (fixture, DAVY_ACT_DONE, 1);
}

/* The read is repeated before it is believed that nothing was made. */
static void
test_lost_answer_not_made (Fixture *fixture, gconstpointer data)
{
  service.answer = DAVY_ERROR_OUTCOME_UNKNOWN;
  service.takes = FALSE;
  assert_run_fails (fixture, DAVY_ERROR_OUTCOME_UNKNOWN);
  g_assert_cmpuint (service.sent, ==, 1);
  g_assert_cmpuint (service.proved, ==, 3);
  assert_last (fixture, DAVY_ACT_FAILED, 1);
}

static void
test_lost_answer_and_read (Fixture *fixture, gconstpointer data)
{
  service.answer = DAVY_ERROR_OUTCOME_UNKNOWN;
  service.read = DAVY_ERROR_OFFLINE;
  assert_run_fails (fixture, DAVY_ERROR_OUTCOME_UNKNOWN);
  assert_last (fixture, DAVY_ACT_PENDING, 1);

  /* The next one reads first, finds it made, and sends nothing. */
  service.read = -1;
  davy_act_free (run (fixture));
  g_assert_cmpuint (service.sent, ==, 1);
  assert_last (fixture, DAVY_ACT_DONE, 1);
}

/* What is not seen yet is neither found nor not made: the journal says nothing until it is known.
 */
static void
test_lost_answer_unseen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) lost = NULL;
  g_autoptr (DavyAct) again = NULL;
  g_autoptr (DavyAct) settled = NULL;

  service.answer = DAVY_ERROR_OUTCOME_UNKNOWN;
  service.takes = FALSE;
  service.unseen = TRUE;
  lost = run (fixture);
  again = run (fixture);
  g_assert_cmpint (lost->state, ==, DAVY_ACT_PENDING);
  g_assert_cmpint (again->state, ==, DAVY_ACT_PENDING);
  g_assert_cmpint (again->outcome, ==, DAVY_ACT_UNANSWERED);
  assert_told (again, "It may have been sent ");
  g_assert_cmpuint (service.sent, ==, 1);
  g_assert_cmpuint (count_entries (fixture, "act-result"), ==, 0);
  g_assert_cmpuint (count_entries (fixture, "act-proof"), ==, 0);

  service.unseen = FALSE;
  settled = settle (fixture);
  g_assert_cmpint (settled->state, ==, DAVY_ACT_FAILED);
  assert_told (settled, "No answer came; a read shows that it was not done");
  g_assert_cmpuint (count_entries (fixture, "act-result"), ==, 1);
  assert_last (fixture, DAVY_ACT_FAILED, 1);

  service.answer = -1;
  service.takes = TRUE;
  davy_act_free (run (fixture));
  g_assert_cmpuint (service.sent, ==, 2);
}

static void
test_accepted_but_not_made (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) act = NULL;

  service.takes = FALSE;
  assert_run_fails (fixture, DAVY_ERROR_CONFLICT);
  assert_last (fixture, DAVY_ACT_PENDING, 1);

  service.made = TRUE;
  act = settle (fixture);
  g_assert_cmpint (act->state, ==, DAVY_ACT_DONE);
  g_assert_cmpuint (service.sent, ==, 1);
}

static void
test_still_running (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) act = NULL;
  g_autoptr (DavyAct) again = NULL;
  g_autoptr (DavyAct) settled = NULL;

  service.answer = DAVY_ERROR_STILL_RUNNING;
  service.takes_time = TRUE;
  act = run (fixture);
  g_assert_cmpint (act->state, ==, DAVY_ACT_PENDING);
  g_assert_cmpint (act->outcome, ==, DAVY_ACT_ACCEPTED);
  assert_told (act, NULL);
  g_assert_cmpstr (act->correlation_id, ==, "of-the-fault");
  again = run (fixture);
  g_assert_cmpint (again->state, ==, DAVY_ACT_PENDING);
  g_assert_cmpuint (service.sent, ==, 1);

  service.takes_time = FALSE;
  settled = settle (fixture);
  g_assert_cmpint (settled->state, ==, DAVY_ACT_DONE);
  assert_last (fixture, DAVY_ACT_DONE, 1);
}

static void
test_crash_before_the_request (Fixture *fixture, gconstpointer data)
{
  crash (fixture, FALSE);
  davy_act_free (run (fixture));
  g_assert_cmpuint (service.sent, ==, 1);
  g_assert_cmpuint (service.proved, ==, 2);
  assert_last (fixture, DAVY_ACT_DONE, 2);
}

static void
test_crash_after_the_request (Fixture *fixture, gconstpointer data)
{
  crash (fixture, FALSE);
  service.made = TRUE;
  davy_act_free (run (fixture));
  g_assert_cmpuint (service.sent, ==, 0);
  assert_last (fixture, DAVY_ACT_DONE, 1);
}

static void
test_crash_after_the_result (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) act = NULL;

  crash (fixture, TRUE);
  service.made = TRUE;
  act = settle (fixture);
  g_assert_cmpint (act->state, ==, DAVY_ACT_DONE);
  g_assert_cmpuint (service.sent, ==, 0);
  g_assert_cmpuint (count_entries (fixture, "act-result"), ==, 1);
  assert_last (fixture, DAVY_ACT_DONE, 1);
}

static void
test_crash_and_not_made (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) act = NULL;

  crash (fixture, TRUE);
  act = settle (fixture);
  g_assert_cmpint (act->state, ==, DAVY_ACT_FAILED);
  g_assert_cmpuint (service.sent, ==, 0);
  assert_last (fixture, DAVY_ACT_FAILED, 1);
}

static void
test_what_comes_back_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) act = run (fixture);
  g_autoptr (DavyAct) same = settle (fixture);
  g_autoptr (DavyAct) back = NULL;

  g_assert_cmpint (same->state, ==, DAVY_ACT_DONE);
  g_assert_cmpuint (count_entries (fixture, "act-proof"), ==, 1);
  service.made = FALSE;
  back = settle (fixture);
  g_assert_cmpint (back->state, ==, DAVY_ACT_UNDONE);
  g_assert_cmpuint (count_entries (fixture, "act-proof"), ==, 2);

  /* Then it is done anew. */
  davy_act_free (run (fixture));
  g_assert_cmpuint (service.sent, ==, 2);
  assert_last (fixture, DAVY_ACT_DONE, 2);
}

static void
test_leaves_the_alerts_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) act = run (fixture);

  g_assert_false (davy_case_has_unanswered_change (fixture->handled));
  g_assert_null (davy_case_get_proof (fixture->handled));
  g_assert_cmpuint (count_posts (fixture), ==, 0);
}

static void
test_clients_are_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DavyArmClient *arm = davy_case_get_arm (fixture->handled, &error);
  DavyPartnerClient *partner = davy_case_get_partner (fixture->handled, &error);

  g_assert_no_error (error);
  g_assert_true (DAVY_IS_ARM_CLIENT (arm));
  g_assert_true (DAVY_IS_PARTNER_CLIENT (partner));
  g_assert_true (arm == davy_case_get_arm (fixture->handled, NULL));
  g_assert_true (partner == davy_case_get_partner (fixture->handled, NULL));
}

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD_ACT ("is-proved-by-a-read", test_is_proved);
  ADD_ACT ("refused-may-be-tried-again", test_refused);
  ADD_ACT ("lost-answer-is-found-made", test_lost_answer_made);
  ADD_ACT ("lost-answer-is-found-not-made", test_lost_answer_not_made);
  ADD_ACT ("lost-answer-and-read-stay-pending", test_lost_answer_and_read);
  ADD_ACT ("lost-answer-and-not-seen-yet-says-nothing", test_lost_answer_unseen);
  ADD_ACT ("accepted-but-not-shown-stays-pending", test_accepted_but_not_made);
  ADD_ACT ("still-running-is-not-sent-again", test_still_running);
  ADD_ACT ("crash-before-the-request-sends-it", test_crash_before_the_request);
  ADD_ACT ("crash-after-the-request-sends-nothing", test_crash_after_the_request);
  ADD_ACT ("crash-after-the-result-is-settled", test_crash_after_the_result);
  ADD_ACT ("crash-and-not-made-is-settled", test_crash_and_not_made);
  ADD_ACT ("what-comes-back-is-told", test_what_comes_back_is_told);
  ADD_ACT ("is-no-change-of-the-alerts", test_leaves_the_alerts_alone);
  ADD_ACT ("clients-are-kept", test_clients_are_kept);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
