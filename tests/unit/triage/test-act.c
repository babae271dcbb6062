/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-act.h"

#include "case-fixture.h"
#include "core/davy-error.h"
#include "triage/davy-case-clients.h"
#include "triage/davy-stop-acts.h"

/* Acts on a service that the test plays itself: it says what an answer and a read say, and counts
 * them. */

#define TARGET "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/VM-1"

typedef struct
{
  guint sent;
  guint proved;
  gboolean made;       /* what a read shows */
  gboolean takes_time; /* … that the service is still at it */
  gboolean unseen;     /* … nothing of it yet */
  gboolean takes;      /* whether sending it makes it */
  int answer;          /* a DavyError; -1: accepted */
  int read;            /* a DavyError; -1: it can be read */
  guint entries;       /* how many acts the journal held when it was sent */
} Service;

static Service service;
static Fixture *watched;

static void
pretend_to_send (DavyCase *subject, const DavyAct *act, GTask *task)
{
  const DavyFault fault = { .correlation_id = (char *) "of-the-fault" };

  g_assert_cmpstr (act->target, ==, TARGET);
  g_assert_true (act == davy_act_of_task (task));
  service.sent++;
  service.entries = count_entries (watched, "act");
  service.made |= service.takes;
  if (service.answer < 0)
    davy_act_sent (task, "of-the-answer", NULL);
  else
    davy_act_sent (task, NULL, davy_error_new_fault (service.answer, &fault, "Answered"));
}

static void
pretend_to_read (DavyCase *subject, const DavyAct *act, GTask *task)
{
  service.proved++;
  if (service.unseen)
    davy_act_unseen (task);
  else if (service.read < 0)
    davy_act_proved (task,
                     service.takes_time ? DAVY_ACT_PENDING
                     : service.made     ? DAVY_ACT_DONE
                                        : DAVY_ACT_FAILED,
                     NULL);
  else
    davy_act_proved (task, DAVY_ACT_PENDING,
                     g_error_new_literal (DAVY_ERROR, service.read, "Not read"));
}

static const DavyActKind kind = { "pretend", pretend_to_send, pretend_to_read };

static void
set_up_service (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  service = (Service){ .takes = TRUE, .answer = -1, .read = -1 };
  watched = fixture;
}

static DavyAct *
run_with (Fixture *fixture, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_case_run_act_async (fixture->handled, &kind, DAVY_STEP_DETECTED, TARGET,
                           g_variant_new_parsed ("{'region': <'westeurope'>}"), cancellable,
                           davy_test_keep_result, &result);
  return davy_case_run_act_finish (fixture->handled, davy_test_wait_result (&result), error);
}

static DavyAct *
run (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DavyAct *act = run_with (fixture, NULL, &error);

  g_assert_no_error (error);

  return act;
}

static void
assert_run_fails (Fixture *fixture, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (run_with (fixture, NULL, &error));
  g_assert_error (error, DAVY_ERROR, code);
}

static DavyAct *
settle (Fixture *fixture)
{
  g_autoptr (GPtrArray) acts = davy_case_list_acts (fixture->handled, "pretend");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavyAct *act;

  davy_case_settle_act_async (fixture->handled, &kind, g_ptr_array_index (acts, acts->len - 1),
                              NULL, davy_test_keep_result, &result);
  act = davy_case_settle_act_finish (fixture->handled, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return act;
}

/* What the journal tells after a new start. */
static void
assert_last (Fixture *fixture, DavyActState state, guint n_acts)
{
  g_autoptr (GPtrArray) acts = NULL;
  const DavyAct *last;

  start_again (fixture);
  g_assert_null (davy_case_get_journal_error (fixture->handled));
  acts = davy_case_list_acts (fixture->handled, NULL);
  g_assert_cmpuint (acts->len, ==, n_acts);
  last = g_ptr_array_index (acts, n_acts - 1);
  g_assert_cmpint (last->state, ==, state);
}

/* A program that dies leaves what is on the disk. */
static gboolean
leave_intent (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new ("act", "detected");

  entry->facts = g_strdup ("{'act': <'pretend'>, 'target': <'" TARGET "'>}");

  return davy_db_append_entry (db, davy_case_get_id (fixture->handled), entry, error);
}

static gboolean
leave_result (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;
  gint64 id = davy_case_get_id (fixture->handled);
  g_autoptr (DavyCaseRecord) kept = davy_db_load_case (db, id, error);
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new ("act-result", "detected");
  const DavyCaseEntry *intent = g_ptr_array_index (kept->entries, kept->entries->len - 1);

  entry->facts = g_strdup ("{'outcome': <'accepted'>}");
  entry->refers = intent->position;

  return davy_db_append_entry (db, id, entry, error);
}

static void
crash (Fixture *fixture, gboolean answered)
{
  davy_test_store_write (fixture->store, leave_intent, fixture, DAVY_TABLE_CASES);
  if (answered)
    davy_test_store_write (fixture->store, leave_result, fixture, DAVY_TABLE_CASES);
  start_again (fixture);
}

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
  g_assert_false (again->answered);
  g_assert_cmpuint (service.sent, ==, 1);
  g_assert_cmpuint (count_entries (fixture, "act-result"), ==, 0);
  g_assert_cmpuint (count_entries (fixture, "act-proof"), ==, 0);

  service.unseen = FALSE;
  settled = settle (fixture);
  g_assert_cmpint (settled->state, ==, DAVY_ACT_FAILED);
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
  g_assert_true (act->answered);
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
test_one_at_a_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (DavyAct) act = NULL;

  davy_case_run_act_async (fixture->handled, &kind, DAVY_STEP_DETECTED, TARGET, NULL, NULL,
                           davy_test_keep_result, &first);
  assert_run_fails (fixture, DAVY_ERROR_CONFLICT);
  act = davy_case_run_act_finish (fixture->handled, davy_test_wait_result (&first), NULL);
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
  davy_case_run_act_async (fixture->handled, &kind, DAVY_STEP_DETECTED, TARGET, NULL, NULL,
                           davy_test_keep_result, &result);
  assert_run_fails (fixture, DAVY_ERROR_CONFLICT); /* a third */
  first = davy_case_settle_act_finish (fixture->handled, davy_test_wait_result (&settled), &error);
  g_assert_no_error (error);
  second = davy_case_run_act_finish (fixture->handled, davy_test_wait_result (&result), &error);
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

/* How the answers to the acts read in the journal. */
static void
assert_outcome (Fixture *fixture, const char *outcome)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM case_entries WHERE kind = "
                                          "'act-result' AND facts LIKE '%%%s%%'",
                                          outcome);

  g_assert_cmpint (davy_test_store_number (fixture->store, sql), ==, 1);
  g_assert_cmpuint (count_entries (fixture, "act-result"), ==, 1);
}

static void
test_cancelled_after_the_intent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_case_run_act_async (fixture->handled, &kind, DAVY_STEP_DETECTED, TARGET, NULL, cancellable,
                           davy_test_keep_result, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (
      davy_case_run_act_finish (fixture->handled, davy_test_wait_result (&result), &error));
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
  g_autoptr (GError) error = NULL;

  davy_case_run_act_async (fixture->handled, &kind, DAVY_STEP_DETECTED, TARGET, NULL, NULL,
                           davy_test_keep_result, &result);
  davy_accounts_sign_out_async (fixture->world.accounts, fixture->world.account, NULL,
                                davy_test_keep_result, &out);
  g_assert_null (
      davy_case_run_act_finish (fixture->handled, davy_test_wait_result (&result), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);
  davy_test_wait_result (&out);
  g_assert_cmpuint (service.sent, ==, 0);
  assert_outcome (fixture, "not-sent");
  acts = davy_case_list_acts (fixture->handled, "pretend");
  g_assert_cmpint (((const DavyAct *) g_ptr_array_index (acts, 0))->state, ==, DAVY_ACT_FAILED);
}

/* What the journal tells too little of cannot be stopped. */
static void
test_without_a_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_case_run_act_async (fixture->handled, &davy_act_stop, DAVY_STEP_CONTAIN, TARGET, NULL, NULL,
                           davy_test_keep_result, &result);
  g_assert_null (
      davy_case_run_act_finish (fixture->handled, davy_test_wait_result (&result), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  assert_outcome (fixture, "not-sent");
  assert_last (fixture, DAVY_ACT_FAILED, 1);
}

static void
test_journal_that_cannot_be_written (Fixture *fixture, gconstpointer data)
{
  davy_store_close (fixture->store);
  assert_run_fails (fixture, DAVY_ERROR_STORE);
  g_assert_cmpuint (service.sent, ==, 0);
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

#define ADD_ACT(path, function) \
  g_test_add ("/triage/act/" path, Fixture, NULL, set_up_service, function, tear_down)

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
  ADD_ACT ("same-one-is-under-way-once", test_one_at_a_time);
  ADD_ACT ("waits-for-a-look-that-finds-it-made", test_waits_and_is_made);
  ADD_ACT ("waits-for-a-look-and-is-sent-after-it", test_waits_and_is_sent);
  ADD_ACT ("cancelled-before-it-begins", test_cancelled_before_sending);
  ADD_ACT ("cancelled-after-the-intent-is-not-sent", test_cancelled_after_the_intent);
  ADD_ACT ("signed-out-after-the-intent-is-not-sent", test_signed_out_after_the_intent);
  ADD_ACT ("names-no-way-and-is-not-sent", test_without_a_way);
  ADD_ACT ("journal-that-cannot-be-written-sends-nothing", test_journal_that_cannot_be_written);
  ADD_ACT ("is-no-change-of-the-alerts", test_leaves_the_alerts_alone);
  ADD_ACT ("clients-are-kept", test_clients_are_kept);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
