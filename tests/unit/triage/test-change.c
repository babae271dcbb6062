/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case.h"

#include "case-fixture.h"

#define STATUS "POST /pc/v1/fraudEvents/subscription/*/status"
#define READ   "GET /pc/v1/fraudEvents*"

static void
assert_server (Fixture *fixture, const char *event_id, const char *status, const char *reason)
{
  g_autoptr (GPtrArray) events = read_events (fixture, SHOP);

  for (guint i = 0; i < events->len; i++)
    {
      const DavyFraudEvent *event = g_ptr_array_index (events, i);

      if (g_strcmp0 (event->event_id, event_id) != 0)
        continue;
      g_assert_cmpstr (event->status, ==, status);
      if (reason != NULL)
        g_assert_cmpstr (event->resolved_reason, ==, reason);
      return;
    }
  g_assert_not_reached ();
}

static void
assert_sent (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  try_send (fixture, &error);
  g_assert_no_error (error);
}

/* What a colleague does in the portal. */
static void
change_elsewhere (Fixture *fixture, const char *event_id, const char *status, const char *reason)
{
  g_autoptr (DavyPartnerClient) client = davy_partner_client_new (fixture->world.account);
  const char *const ids[] = { event_id, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  davy_partner_client_set_status_async (client, SHOP, ids, status, reason, NULL,
                                        davy_test_keep_result, &result);
  events =
      davy_partner_client_set_status_finish (client, davy_test_wait_result (&result), NULL, &error);
  g_assert_no_error (error);
}

static void
test_resolved (Fixture *fixture, const char *verdict)
{
  g_autoptr (DavyProof) proof = NULL;
  g_autofree char *body = NULL;

  walk_to_review (fixture, verdict);
  assert_sent (fixture);

  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_DONE);
  g_assert_true (davy_case_is_closed (fixture->handled));
  assert_server (fixture, "event-1", "Resolved", "Legitimate");
  assert_server (fixture, "event-2", "Resolved", "Legitimate");
  g_assert_cmpuint (count_posts (fixture), ==, 1);
  body = davy_test_world_dup_body (&fixture->world, "/status");
  g_assert_nonnull (strstr (body, "event-1"));
  g_assert_nonnull (strstr (body, "event-2"));

  proof = davy_case_get_proof (fixture->handled);
  g_assert_nonnull (proof);
  g_assert_cmpint (proof->status, ==, DAVY_ALERT_STATUS_RESOLVED);
  g_assert_cmpint (proof->reason, ==, DAVY_ALERT_REASON_LEGITIMATE);
  g_assert_nonnull (proof->correlation_id);
  g_assert_true (proof->sent);
  g_assert_cmpuint (g_strv_length (proof->event_ids), ==, 2);

  /* The store shows it without a refresh. */
  g_assert_cmpint (
      davy_test_store_number (fixture->store, "SELECT count(*) FROM alerts WHERE status = 3"), ==,
      3);
  g_assert_cmpuint (count_entries (fixture, "intent"), ==, 1);
  g_assert_cmpuint (count_entries (fixture, "result"), ==, 1);
  g_assert_cmpuint (count_accepted (fixture, "result"), ==, 1);
  g_assert_cmpuint (count_entries (fixture, "read-back"), ==, 1);
  g_assert_cmpuint (count_entries (fixture, "closed"), ==, 1);
}

static void
test_approved (Fixture *fixture, gconstpointer data)
{
  test_resolved (fixture, "approved");
}

static void
test_false_alarm (Fixture *fixture, gconstpointer data)
{
  test_resolved (fixture, "false-alarm");
}

static void
test_stays_open (Fixture *fixture, gconstpointer verdict)
{
  g_autoptr (DavyProof) proof = NULL;
  g_autofree char *body = NULL;

  walk_to_review (fixture, verdict);
  assert_sent (fixture);

  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_DONE);
  g_assert_false (davy_case_is_closed (fixture->handled));
  assert_server (fixture, "event-1", "Investigating", NULL);
  body = davy_test_world_dup_body (&fixture->world, "/status");
  g_assert_nonnull (strstr (body, "event-1"));
  g_assert_null (strstr (body, "event-2")); /* stands like that already */
  proof = davy_case_get_proof (fixture->handled);
  g_assert_cmpint (proof->status, ==, DAVY_ALERT_STATUS_INVESTIGATING);

  /* The case goes on from here: another answer may be given later. */
  davy_case_go_to (fixture->handled, DAVY_STEP_VERDICT);
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_VERDICT);
}

/* What nobody wanted is resolved as fraud; then the rest of the way is gone before it is over. */
static void
test_fraud (Fixture *fixture, gconstpointer data)
{
  walk_to_review (fixture, "unexpected");
  assert_sent (fixture);
  assert_server (fixture, "event-1", "Resolved", "Fraud");
  assert_server (fixture, "event-2", "Resolved", "Fraud");
  g_assert_cmpuint (count_posts (fixture), ==, 1);
  g_assert_false (davy_case_is_closed (fixture->handled));
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==,
                   davy_step_get_next (DAVY_STEP_REVIEW, DAVY_VERDICT_UNEXPECTED));

  while (davy_case_get_step (fixture->handled) != DAVY_STEP_DONE)
    record_next (fixture);
  g_assert_true (davy_case_is_closed (fixture->handled));
  g_assert_cmpuint (count_entries (fixture, "closed"), ==, 1);
  start_again (fixture);
  g_assert_true (davy_case_is_closed (fixture->handled));
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_DONE);
}

static void
test_closed_case_is_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  walk_to_review (fixture, "approved");
  assert_sent (fixture);
  start_again (fixture);

  g_assert_true (davy_case_is_closed (fixture->handled));
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_DONE);
  g_assert_false (davy_case_can_go_to (fixture->handled, DAVY_STEP_VERDICT));
  g_assert_false (
      try_record (fixture, DAVY_STEP_VERDICT, "{'verdict': <'unexpected'>}", NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
}

static void
test_take (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyProof) proof = NULL;

  try_take (fixture, &error);
  g_assert_no_error (error);
  assert_server (fixture, "event-1", "Investigating", NULL);
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_DETECTED);
  g_assert_cmpstr (
      davy_alert_get_taken_by (g_ptr_array_index (davy_case_get_alerts (fixture->handled), 1)), ==,
      DAVY_TEST_ADA);

  /* Once more sends nothing, nor does a verdict that keeps it open. */
  try_take (fixture, &error);
  g_assert_no_error (error);
  walk_to_review (fixture, "not-reached");
  assert_sent (fixture);
  g_assert_cmpuint (count_posts (fixture), ==, 1);
  proof = davy_case_get_proof (fixture->handled);
  g_assert_false (proof->sent);
}

static void
test_changed_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyPlannedChange) left = NULL;
  g_autoptr (GError) error = NULL;

  walk_to_review (fixture, "approved");
  change_elsewhere (fixture, "event-1", "Resolved", "Fraud");
  g_assert_false (try_send (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CHANGED_ELSEWHERE);
  g_assert_nonnull (strstr (davy_error_get_fault (error)->service_text, "event-1"));
  g_assert_nonnull (strstr (davy_error_get_fault (error)->service_text, DAVY_TEST_ADA));
  g_assert_cmpuint (count_posts (fixture), ==, 1); /* the colleague's */
  g_assert_cmpuint (count_entries (fixture, "intent"), ==, 0);
  g_assert_cmpuint (count_entries (fixture, "changed-elsewhere"), ==, 1);
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_REVIEW);

  /* Now it is shown, and only what is left is sent. */
  left = davy_case_describe_change (fixture->handled);
  g_assert_cmpuint (left->alerts->len, ==, 1);
  assert_sent (fixture);
  assert_server (fixture, "event-1", "Resolved", "Fraud");
  assert_server (fixture, "event-2", "Resolved", "Legitimate");
}

static void
test_all_done_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyProof) proof = NULL;

  walk_to_review (fixture, "approved");
  change_elsewhere (fixture, "event-1", "Resolved", "Fraud");
  change_elsewhere (fixture, "event-2", "Resolved", "Fraud");
  g_assert_false (try_send (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CHANGED_ELSEWHERE);
  assert_sent (fixture);

  /* Nothing is claimed that a read does not show. */
  g_assert_cmpuint (count_posts (fixture), ==, 2);
  proof = davy_case_get_proof (fixture->handled);
  g_assert_false (proof->sent);
  g_assert_cmpint (proof->reason, ==, DAVY_ALERT_REASON_FRAUD);
}

static void
set_up_refusing (Fixture *fixture, gconstpointer data)
{
  begin (fixture, "false");
}

static void
test_legitimate_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPlannedChange) change = NULL;

  walk_to_review (fixture, "approved");
  g_assert_false (try_send (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REJECTED);
  g_assert_cmpstr (davy_error_get_fault (error)->reason, ==, "legitimate");
  g_assert_cmpuint (davy_error_get_fault (error)->http_status, ==, 400);
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_REVIEW);
  g_assert_false (davy_case_has_unanswered_change (fixture->handled));
  assert_server (fixture, "event-1", "Active", NULL);

  davy_case_use_ignore (fixture->handled, TRUE);
  change = davy_case_describe_change (fixture->handled);
  g_assert_cmpstr (change->reason_word, ==, "Ignore");
  assert_sent (fixture);
  assert_server (fixture, "event-1", "Resolved", "Ignore");
  g_assert_cmpuint (count_entries (fixture, "intent"), ==, 2);
  g_assert_cmpuint (count_entries (fixture, "result"), ==, 2);
}

static void
test_answer_lost_change_made (Fixture *fixture, gconstpointer data)
{
  walk_to_review (fixture, "approved");
  davy_test_world_spoil (&fixture->world, STATUS " x1 reset");
  assert_sent (fixture);

  g_assert_cmpuint (count_posts (fixture), ==, 1);
  assert_server (fixture, "event-1", "Resolved", "Legitimate");
  g_assert_cmpuint (count_entries (fixture, "intent"), ==, 1);
  g_assert_cmpuint (count_entries (fixture, "result"), ==, 1);
  g_assert_true (davy_case_is_closed (fixture->handled));
}

static void
test_answer_and_read_lost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  walk_to_review (fixture, "approved");
  /* The first reading, two pages, goes well; the answer and all later readings are lost. */
  davy_test_world_spoil (&fixture->world, STATUS " x1 reset");
  davy_test_world_spoil (&fixture->world, READ " x2 delay=1");
  davy_test_world_spoil (&fixture->world, READ " x9 reset");
  g_assert_false (try_send (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_OUTCOME_UNKNOWN);
  g_assert_true (davy_case_has_unanswered_change (fixture->handled));
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_REVIEW);
}

/* A program that dies leaves what is on the disk: these make it so. */
static gboolean
leave_intent (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new ("intent", "review");

  entry->who = g_strdup (DAVY_TEST_ADA);
  entry->facts = g_strdup ("{'status': <'Resolved'>, 'reason': <'Legitimate'>,"
                           " 'alerts': <['event-2', 'event-1']>}");

  return davy_db_append_entry (db, davy_case_get_id (fixture->handled), entry, error);
}

static gboolean
leave_result (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;
  gint64 id = davy_case_get_id (fixture->handled);
  g_autoptr (DavyCaseRecord) kept = davy_db_load_case (db, id, error);
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new ("result", "review");

  entry->facts = g_strdup ("{'outcome': <'accepted'>, 'correlation-id': <'of-the-answer'>}");
  entry->refers = davy_case_record_find_unanswered (kept, "intent");

  return davy_db_append_entry (db, id, entry, error);
}

static void
crash_after_intent (Fixture *fixture)
{
  walk_to_review (fixture, "approved");
  davy_test_store_write (fixture->store, leave_intent, fixture, DAVY_TABLE_CASES);
}

static void
test_crash_before_the_request (Fixture *fixture, gconstpointer data)
{
  crash_after_intent (fixture);
  start_again (fixture);
  g_assert_true (davy_case_has_unanswered_change (fixture->handled));
  g_assert_cmpint (davy_case_get_step (fixture->handled), ==, DAVY_STEP_REVIEW);

  /* The read shows that nothing was made: now it is sent, once. */
  assert_sent (fixture);
  g_assert_cmpuint (count_posts (fixture), ==, 1);
  g_assert_cmpuint (count_entries (fixture, "intent"), ==, 2);
  g_assert_cmpuint (count_entries (fixture, "result"), ==, 2);
  g_assert_false (davy_case_has_unanswered_change (fixture->handled));
}

static void
test_crash_before_the_result (Fixture *fixture, gconstpointer data)
{
  crash_after_intent (fixture);
  change_elsewhere (fixture, "event-1", "Resolved", "Legitimate");
  change_elsewhere (fixture, "event-2", "Resolved", "Legitimate");
  start_again (fixture);
  g_assert_true (davy_case_has_unanswered_change (fixture->handled));

  /* The read shows that it was made: nothing is sent again. */
  assert_sent (fixture);
  g_assert_cmpuint (count_posts (fixture), ==, 2);
  g_assert_cmpuint (count_entries (fixture, "intent"), ==, 1);
  g_assert_cmpuint (count_entries (fixture, "result"), ==, 1);
  g_assert_true (davy_case_is_closed (fixture->handled));
}

static void
test_crash_before_the_proof (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyProof) proof = NULL;

  crash_after_intent (fixture);
  change_elsewhere (fixture, "event-1", "Resolved", "Legitimate");
  change_elsewhere (fixture, "event-2", "Resolved", "Legitimate");
  davy_test_store_write (fixture->store, leave_result, fixture, DAVY_TABLE_CASES);
  start_again (fixture);
  g_assert_true (davy_case_has_unanswered_change (fixture->handled));

  assert_sent (fixture);
  g_assert_cmpuint (count_posts (fixture), ==, 2);
  g_assert_cmpuint (count_entries (fixture, "result"), ==, 1);
  proof = davy_case_get_proof (fixture->handled);
  g_assert_cmpstr (proof->correlation_id, ==, "of-the-answer");
}

static void
test_crash_and_somebody_else (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  crash_after_intent (fixture);
  change_elsewhere (fixture, "event-1", "Resolved", "Fraud");
  start_again (fixture);
  g_assert_false (try_send (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CHANGED_ELSEWHERE);
  g_assert_cmpuint (count_posts (fixture), ==, 1);
  g_assert_false (davy_case_has_unanswered_change (fixture->handled));
}

/* The service does not keep the case of an id: the same alerts, sent as they first came. */
static void
test_letter_case_is_no_change (Fixture *fixture, gconstpointer data)
{
  g_autofree char *body = NULL;

  walk_to_review (fixture, "approved");
  davy_test_world_spoil (&fixture->world,
                         READ " x1 body=["
                              "{\"eventId\":\"EVENT-1\",\"eventStatus\":\"Active\"},"
                              "{\"eventId\":\"EVENT-2\",\"eventStatus\":\"Investigating\"}]");
  assert_sent (fixture);
  body = davy_test_world_dup_body (&fixture->world, "/status");
  g_assert_nonnull (strstr (body, "event-1"));
  g_assert_true (davy_case_is_closed (fixture->handled));
}

static void
test_offline_queues_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  walk_to_review (fixture, "approved");
  davy_test_world_spoil (&fixture->world, READ " x9 reset");
  g_assert_false (try_send (fixture, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count_entries (fixture, "intent"), ==, 0);
  g_assert_cmpuint (count_posts (fixture), ==, 0);
  g_assert_false (davy_case_has_unanswered_change (fixture->handled));
}

static void
test_signed_out_queues_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyPlannedChange) change = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  walk_to_review (fixture, "approved");
  davy_accounts_sign_out_async (fixture->world.accounts, fixture->world.account, NULL,
                                davy_test_keep_result, &result);
  g_assert_true (davy_accounts_sign_out_finish (fixture->world.accounts,
                                                davy_test_wait_result (&result), &error));
  g_assert_false (try_send (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);
  g_assert_cmpuint (count_entries (fixture, "intent"), ==, 0);
  g_assert_cmpuint (count_posts (fixture), ==, 0);
  change = davy_case_describe_change (fixture->handled);
  g_assert_null (change->username);
}

static void
test_refused_is_a_result (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  walk_to_review (fixture, "approved");
  davy_test_world_spoil (&fixture->world, STATUS " x1 status=403");
  g_assert_false (try_send (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  g_assert_cmpuint (count_entries (fixture, "result"), ==, 1);
  g_assert_false (davy_case_has_unanswered_change (fixture->handled));
  assert_server (fixture, "event-1", "Active", NULL);
}

static void
test_one_change_at_a_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) first_error = NULL;

  walk_to_review (fixture, "approved");
  davy_case_send_async (fixture->handled, NULL, davy_test_keep_result, &first);
  g_assert_false (davy_case_can_go_to (fixture->handled, DAVY_STEP_VERDICT));
  g_assert_false (try_send (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CONFLICT);
  g_assert_true (
      davy_case_send_finish (fixture->handled, davy_test_wait_result (&first), &first_error));
  g_assert_no_error (first_error);
  g_assert_cmpuint (count_posts (fixture), ==, 1);
}

static void
test_two_windows_send_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyCase) other = NULL;
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) second_error = NULL;

  walk_to_review (fixture, "approved");
  other = try_open (fixture, find_row (fixture, "event-2"), &error);
  g_assert_no_error (error);

  davy_case_send_async (fixture->handled, NULL, davy_test_keep_result, &first);
  davy_case_send_async (other, NULL, davy_test_keep_result, &second);
  g_assert_true (davy_case_send_finish (fixture->handled, davy_test_wait_result (&first), &error));
  g_assert_no_error (error);
  g_assert_false (davy_case_send_finish (other, davy_test_wait_result (&second), &second_error));
  g_assert_error (second_error, DAVY_ERROR, DAVY_ERROR_CONFLICT);
  g_assert_cmpuint (count_posts (fixture), ==, 1);
  g_assert_true (davy_case_is_closed (other));
}

static void
test_signed_out_on_the_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) out = NULL;
  g_autoptr (GError) error = NULL;

  walk_to_review (fixture, "approved");
  davy_case_send_async (fixture->handled, NULL, davy_test_keep_result, &result);
  davy_accounts_sign_out_async (fixture->world.accounts, fixture->world.account, NULL,
                                davy_test_keep_result, &out);
  davy_test_wait_result (&out);
  g_assert_false (
      davy_case_send_finish (fixture->handled, davy_test_wait_result (&result), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);
  g_assert_cmpuint (count_posts (fixture), ==, 0);
}

static void
test_cancelled_before_sending (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  walk_to_review (fixture, "approved");
  davy_case_send_async (fixture->handled, cancellable, davy_test_keep_result, &result);
  g_cancellable_cancel (cancellable);
  g_assert_false (
      davy_case_send_finish (fixture->handled, davy_test_wait_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_entries (fixture, "intent"), ==, 0);
  g_assert_cmpuint (count_posts (fixture), ==, 0);
  assert_sent (fixture);
}

static void
test_case_may_go_on_the_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  walk_to_review (fixture, "approved");
  davy_case_send_async (fixture->handled, NULL, davy_test_keep_result, &result);
  g_clear_object (&fixture->handled);
  davy_test_wait_result (&result);
  g_assert_cmpuint (count_entries (fixture, "read-back"), ==, 1);
}

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD ("/triage/change/approved-is-resolved-as-legitimate", test_approved);
  ADD ("/triage/change/false-alarm-is-resolved-as-legitimate", test_false_alarm);
  g_test_add ("/triage/change/wanted-but-unapproved-stays-open", Fixture, "wanted-unapproved",
              set_up, test_stays_open, tear_down);
  ADD ("/triage/change/unexpected-is-resolved-as-fraud", test_fraud);
  g_test_add ("/triage/change/not-reached-stays-open", Fixture, "not-reached", set_up,
              test_stays_open, tear_down);
  ADD ("/triage/change/closed-case-can-be-read-only", test_closed_case_is_read_only);
  ADD ("/triage/change/taken-once", test_take);
  ADD ("/triage/change/changed-elsewhere-is-not-sent", test_changed_elsewhere);
  ADD ("/triage/change/all-done-elsewhere-is-not-claimed", test_all_done_elsewhere);
  g_test_add ("/triage/change/refused-legitimate-offers-ignore", Fixture, NULL, set_up_refusing,
              test_legitimate_refused, tear_down);
  ADD ("/triage/change/lost-answer-is-read-back", test_answer_lost_change_made);
  ADD ("/triage/change/lost-answer-and-read-stays-unanswered", test_answer_and_read_lost);
  ADD ("/triage/change/crash-before-the-request-sends-once", test_crash_before_the_request);
  ADD ("/triage/change/crash-before-the-result-sends-nothing", test_crash_before_the_result);
  ADD ("/triage/change/crash-before-the-proof-reads-only", test_crash_before_the_proof);
  ADD ("/triage/change/crash-and-somebody-else-is-told", test_crash_and_somebody_else);
  ADD ("/triage/change/letter-case-of-an-id-is-no-change", test_letter_case_is_no_change);
  ADD ("/triage/change/offline-queues-nothing", test_offline_queues_nothing);
  ADD ("/triage/change/signed-out-queues-nothing", test_signed_out_queues_nothing);
  ADD ("/triage/change/refusal-is-a-result", test_refused_is_a_result);
  ADD ("/triage/change/one-at-a-time", test_one_change_at_a_time);
  ADD ("/triage/change/two-windows-send-once", test_two_windows_send_once);
  ADD ("/triage/change/signed-out-on-the-way-sends-nothing", test_signed_out_on_the_way);
  ADD ("/triage/change/cancelled-before-it-is-sent", test_cancelled_before_sending);
  ADD ("/triage/change/goes-on-without-its-window", test_case_may_go_on_the_way);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
