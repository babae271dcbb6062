/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "act-fixture.h"
#include "triage/davy-stop-acts.h"

/* Acts that wait for another one, and those that are not sent. */

static void
test_one_at_a_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (DavyAct) act = NULL;

  start (fixture, NULL, &first);
  assert_run_fails (fixture, DAVY_ERROR_CONFLICT);
  act = finish (fixture, &first, NULL);
  g_assert_nonnull (act);
  g_assert_cmpuint (service.sent, ==, 1);
}

/* The case was just opened, and looks after what a crash left, when the person asks again. */
static DavyAct *
run_while_settled (Fixture *fixture)
{
  g_autoptr (GPtrArray) acts = davy_case_list_acts (fixture->handled, "pretend");
  g_autoptr (GAsyncResult) settled = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DavyAct) first = NULL;
  g_autoptr (GError) error = NULL;
  DavyAct *second;

  davy_case_settle_act_async (fixture->handled, &kind, g_ptr_array_index (acts, 0), NULL,
                              davy_test_keep_result, &settled);
  start (fixture, NULL, &result);
  assert_run_fails (fixture, DAVY_ERROR_CONFLICT); /* a third */
  first = davy_case_settle_act_finish (fixture->handled, davy_test_wait_result (&settled), &error);
  g_assert_no_error (error);
  second = finish (fixture, &result, &error);
  g_assert_no_error (error);

  return second;
}

static void
test_waits_and_is_made (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) act = NULL;

  crash (fixture, FALSE);
  service.made = TRUE;
  act = run_while_settled (fixture);
  g_assert_cmpint (act->state, ==, DAVY_ACT_DONE);
  g_assert_cmpuint (service.sent, ==, 0);
  assert_last (fixture, DAVY_ACT_DONE, 1);
}

static void
test_waits_and_is_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) act = NULL;

  crash (fixture, FALSE);
  act = run_while_settled (fixture);
  g_assert_cmpint (act->state, ==, DAVY_ACT_DONE);
  g_assert_cmpuint (service.sent, ==, 1);
  assert_last (fixture, DAVY_ACT_DONE, 2);
}

static gboolean
is_held (gpointer unused)
{
  return service.held != NULL;
}

static void
test_closed_while_it_waits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) acts = NULL;
  g_autoptr (GAsyncResult) settled = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DavyAct) first = NULL;
  g_autoptr (GError) error = NULL;

  walk_to_review (fixture, "approved");
  crash (fixture, FALSE);
  acts = davy_case_list_acts (fixture->handled, "pretend");
  service.holds = TRUE;
  davy_case_settle_act_async (fixture->handled, &kind, g_ptr_array_index (acts, 0), NULL,
                              davy_test_keep_result, &settled);
  g_assert_true (davy_test_spin_until (is_held, NULL));
  start (fixture, NULL, &result);

  try_send (fixture, &error);
  g_assert_no_error (error);
  g_assert_true (davy_case_is_closed (fixture->handled));
  davy_act_seen (service.held, DAVY_ACT_FAILED, NULL);
  first = davy_case_settle_act_finish (fixture->handled, davy_test_wait_result (&settled), &error);
  g_assert_no_error (error);
  g_assert_cmpint (first->state, ==, DAVY_ACT_FAILED);
  g_assert_null (finish (fixture, &result, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_cmpuint (service.sent, ==, 0);
  g_assert_cmpuint (count_entries (fixture, "act"), ==, 1);
}

static void
test_cancelled_before_sending (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (run_with (fixture, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (service.sent, ==, 0);
}

static void
test_cancelled_after_the_intent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  start (fixture, cancellable, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (finish (fixture, &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (service.sent, ==, 0);
  assert_outcome (fixture, "not-sent");
  assert_last (fixture, DAVY_ACT_FAILED, 1);
}

static void
test_signed_out_after_the_intent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) out = NULL;
  g_autoptr (GPtrArray) acts = NULL;
  const DavyAct *act;
  g_autoptr (GError) error = NULL;

  start (fixture, NULL, &result);
  davy_accounts_sign_out_async (fixture->world.accounts, fixture->world.account, NULL,
                                davy_test_keep_result, &out);
  g_assert_null (finish (fixture, &result, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);
  davy_test_wait_result (&out);
  g_assert_cmpuint (service.sent, ==, 0);
  assert_outcome (fixture, "not-sent");
  acts = davy_case_list_acts (fixture->handled, "pretend");
  act = g_ptr_array_index (acts, 0);
  g_assert_cmpint (act->state, ==, DAVY_ACT_FAILED);
  g_assert_cmpint (act->outcome, ==, DAVY_ACT_NOT_SENT);
  assert_told (act, "Not sent");
}

/* What the journal tells too little of cannot be stopped. */
static void
test_without_a_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_case_run_act_async (fixture->handled, &davy_act_stop, DAVY_STEP_CONTAIN, TARGET, NULL, NULL,
                           davy_test_keep_result, &result);
  g_assert_null (finish (fixture, &result, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  assert_outcome (fixture, "not-sent");
  assert_last (fixture, DAVY_ACT_FAILED, 1);
}

static void
assert_difference (Fixture *fixture, gboolean needless)
{
  g_autoptr (GError) error = NULL;

  service.looks = TRUE;
  g_assert_null (run_with (fixture, NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CHANGED_ELSEWHERE);
  g_assert_cmpint (davy_act_was_needless (error), ==, needless);
  g_assert_cmpuint (service.sent, ==, 0);
  g_assert_cmpuint (count_entries (fixture, "act"), ==, 0);
  g_assert_cmpuint (count_entries (fixture, "changed-elsewhere"), ==, 1);
}

static void
test_made_already (Fixture *fixture, gconstpointer data)
{
  service.made = TRUE;
  assert_difference (fixture, TRUE);
}

/* Even where it is made: the person decided about something else. */
static void
test_stands_otherwise (Fixture *fixture, gconstpointer data)
{
  service.otherwise = TRUE;
  service.made = TRUE;
  assert_difference (fixture, FALSE);
}

static void
test_cannot_be_looked_at (Fixture *fixture, gconstpointer data)
{
  service.looks = TRUE;
  service.read = DAVY_ERROR_REFUSED;
  assert_run_fails (fixture, DAVY_ERROR_REFUSED);
  g_assert_cmpuint (service.sent, ==, 0);
  g_assert_cmpuint (count_entries (fixture, "act"), ==, 0);
}

/* What shows nothing of it before it is sent holds nothing up. */
static void
test_unseen_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) act = NULL;

  service.looks = TRUE;
  service.unseen = TRUE;
  act = run (fixture);
  g_assert_cmpint (act->state, ==, DAVY_ACT_PENDING);
  g_assert_cmpuint (service.sent, ==, 1);
}

/* Once it was sent, what differs is our own doing. */
static void
test_otherwise_after (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAct) act = NULL;

  service.otherwise = TRUE;
  act = run (fixture);
  g_assert_cmpint (act->state, ==, DAVY_ACT_DONE);
  g_assert_cmpuint (count_entries (fixture, "changed-elsewhere"), ==, 0);
}

static void
test_journal_that_cannot_be_written (Fixture *fixture, gconstpointer data)
{
  davy_store_close (fixture->store);
  assert_run_fails (fixture, DAVY_ERROR_STORE);
  g_assert_cmpuint (service.sent, ==, 0);
}

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD_ACT ("same-one-is-under-way-once", test_one_at_a_time);
  ADD_ACT ("waits-for-a-look-that-finds-it-made", test_waits_and_is_made);
  ADD_ACT ("waits-for-a-look-and-is-sent-after-it", test_waits_and_is_sent);
  ADD_ACT ("closed-while-it-waits-is-not-sent", test_closed_while_it_waits);
  ADD_ACT ("cancelled-before-it-begins", test_cancelled_before_sending);
  ADD_ACT ("cancelled-after-the-intent-is-not-sent", test_cancelled_after_the_intent);
  ADD_ACT ("signed-out-after-the-intent-is-not-sent", test_signed_out_after_the_intent);
  ADD_ACT ("names-no-way-and-is-not-sent", test_without_a_way);
  ADD_ACT ("made-already-is-not-sent", test_made_already);
  ADD_ACT ("stands-otherwise-and-is-not-sent", test_stands_otherwise);
  ADD_ACT ("cannot-be-looked-at-and-is-not-sent", test_cannot_be_looked_at);
  ADD_ACT ("unseen-before-is-sent", test_unseen_before);
  ADD_ACT ("otherwise-after-is-made", test_otherwise_after);
  ADD_ACT ("journal-that-cannot-be-written-sends-nothing", test_journal_that_cannot_be_written);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
