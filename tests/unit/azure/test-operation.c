/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "arm-fixture.h"

/* Changes and long-running operations: `wire-contract.md` 3.3. */

#define RUNNING "{\"status\":\"InProgress\",\"percentComplete\":40}"
#define DONE    "{\"status\":\"Succeeded\"}"

static void
start_for (Fixture *fixture, gint64 patience, GCancellable *cancellable)
{
  g_autoptr (DavyRequest) request =
      davy_arm_client_create_request (fixture->client, FABRIKAM, "DELETE", "/thing", "2021-04-01");

  g_clear_object (&fixture->result);
  davy_arm_client_change_and_wait (fixture->client, request, patience, set_up, cancellable,
                                   davy_test_keep_result, &fixture->result);
}

static void
start (Fixture *fixture)
{
  start_for (fixture, DAVY_ARM_PATIENCE, NULL);
}

static DavyArmOutcome *
finish (Fixture *fixture, GError **error)
{
  return davy_arm_client_finish (fixture->client, wait_result (fixture), set_up, error);
}

static void
assert_done (Fixture *fixture, guint status, guint requests)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmOutcome) outcome = finish (fixture, &error);

  g_assert_no_error (error);
  g_assert_true (outcome->done);
  g_assert_cmpuint (outcome->status, ==, status);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, requests);
}

static void
assert_fails (Fixture *fixture, DavyError code, const char *service_code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (finish (fixture, &error));
  g_assert_error (error, DAVY_ERROR, (int) code);
  g_assert_cmpstr (davy_error_get_fault (error)->service_code, ==, service_code);
  g_assert_cmpstr (davy_error_get_fault (error)->correlation_id, ==, "corr-1");
}

static void
accept (Fixture *fixture, const char *link_name)
{
  answer (fixture, 202, "");
  add_header (fixture, "x-ms-correlation-request-id", "corr-1");
  if (link_name != NULL)
    add_link (fixture, link_name, "/operations/1?api-version=2020-01-01&t=a%2Bb");
}

/* Comes to the next pause and lets it pass. */
static gint64
pass_pause (Fixture *fixture)
{
  gint64 pause;

  g_assert_true (davy_test_spin_until (has_result_or_waits, fixture));
  g_assert_null (fixture->result);
  pause = davy_test_clock_next ();
  davy_test_clock_advance (pause);

  return pause;
}

static void
test_at_once (Fixture *fixture, gconstpointer unused)
{
  static const guint statuses[] = { 200, 201, 204 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      answer (fixture, statuses[i], "");
      start (fixture);
      assert_done (fixture, statuses[i], i + 1);
    }
}

static void
test_status_link (Fixture *fixture, gconstpointer unused)
{
  accept (fixture, "Azure-AsyncOperation");
  add_link (fixture, "Location", "/results/1");
  answer (fixture, 200, RUNNING);
  answer (fixture, 200, "{\"status\":\"Deleting\",\"percentComplete\":99}");
  answer (fixture, 200, "");
  answer (fixture, 200, DONE);
  start (fixture);

  assert_done (fixture, 202, 5);
  assert_asked (fixture, 4, "GET", "/operations/1");
  g_assert_cmpstr (get_request (fixture, 4)->query, ==, "api-version=2020-01-01&t=a%2Bb");
  g_assert_nonnull (g_hash_table_lookup (get_request (fixture, 4)->headers, "authorization"));
}

static void
test_created_with_link (Fixture *fixture, gconstpointer unused)
{
  static const guint statuses[] = { 200, 201 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      answer (fixture, statuses[i], "{\"properties\":{\"provisioningState\":\"Updating\"}}");
      add_link (fixture, "Azure-AsyncOperation", "/operations/1");
      answer (fixture, 200, DONE);
      start (fixture);

      assert_done (fixture, statuses[i], 2 * (i + 1));
    }
}

static void
test_location (Fixture *fixture, gconstpointer unused)
{
  accept (fixture, "Location");
  answer (fixture, 202, "");
  add_link (fixture, "Location", "/operations/2");
  answer (fixture, 202, "");
  answer (fixture, 204, "");
  start (fixture);

  assert_done (fixture, 202, 4);
  assert_asked (fixture, 1, "GET", "/operations/1");
  assert_asked (fixture, 2, "GET", "/operations/2");
  assert_asked (fixture, 3, "GET", "/operations/2");
}

static void
test_no_link (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmOutcome) outcome = NULL;

  accept (fixture, NULL);
  start (fixture);
  outcome = finish (fixture, &error);

  g_assert_no_error (error);
  g_assert_false (outcome->done);
  g_assert_cmpstr (outcome->correlation_id, ==, "corr-1");
}

static void
test_failed (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *body;
    const char *service_code;
    DavyError code;
  } ends[] = {
    { "{\"status\":\"Failed\",\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"No.\"}}",
      "AuthorizationFailed", DAVY_ERROR_REFUSED },
    { "{\"status\":\"failed\",\"error\":{\"code\":\"InUseSubnetCannotBeDeleted\"}}",
      "InUseSubnetCannotBeDeleted", DAVY_ERROR_CONFLICT },
    { "{\"status\":\"Failed\",\"error\":{\"code\":\"Strange\",\"message\":\"No.\"}}", "Strange",
      DAVY_ERROR_REJECTED },
    { "{\"status\":\"Canceled\"}", NULL, DAVY_ERROR_REJECTED },
    { "{\"status\":\"Failed\",\"error\":null}", NULL, DAVY_ERROR_REJECTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      accept (fixture, "Azure-AsyncOperation");
      answer (fixture, 200, ends[i].body);
      start (fixture);
      assert_fails (fixture, ends[i].code, ends[i].service_code);
    }
}

static void
test_failed_location (Fixture *fixture, gconstpointer unused)
{
  accept (fixture, "Location");
  answer (fixture, 409, "{\"error\":{\"code\":\"Conflict\",\"message\":\"Still in use.\"}}");
  start (fixture);

  assert_fails (fixture, DAVY_ERROR_CONFLICT, "Conflict");
}

static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  answer (fixture, 409,
          "{\"error\":{\"code\":\"ScopeLocked\",\"message\":\"The scope '/s/vm' cannot perform"
          " delete operation because following scope(s) are locked: '/s/rg-app'. Please\"}}");
  add_header (fixture, "x-ms-correlation-request-id", "corr-1");
  start (fixture);

  assert_fails (fixture, DAVY_ERROR_CONFLICT, "ScopeLocked");
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);
}

static void
test_foreign_link (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyTestServer) trap = davy_test_server_new ();
  g_autofree char *uri = davy_test_server_dup_uri (trap, "/operations/1");

  for (guint i = 0; i < 2; i++)
    {
      accept (fixture, i == 0 ? NULL : "Azure-AsyncOperation");
      if (i == 1)
        answer (fixture, 200, RUNNING);
      add_header (fixture, i == 0 ? "Location" : "Azure-AsyncOperation", uri);
      start (fixture);
      assert_fails (fixture, DAVY_ERROR_OUTCOME_UNKNOWN, NULL);
    }

  g_assert_cmpuint (davy_test_server_count (trap), ==, 0);
}

static void
test_lost_sight (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    guint status;
    const char *body;
  } ends[] = { { 404, "{\"error\":{\"code\":\"Gone\"}}" }, { 200, "{\"status\":[]}" } };

  accept (fixture, "Azure-AsyncOperation");
  answer (fixture, ends[0].status, ends[0].body);
  start (fixture);
  assert_fails (fixture, DAVY_ERROR_OUTCOME_UNKNOWN, "Gone");

  accept (fixture, "Azure-AsyncOperation");
  answer (fixture, ends[1].status, ends[1].body);
  start (fixture);
  assert_fails (fixture, DAVY_ERROR_OUTCOME_UNKNOWN, NULL);
}

static void
test_passing_trouble (Fixture *fixture, gconstpointer unused)
{
  accept (fixture, "Azure-AsyncOperation");
  for (guint i = 0; i < 5; i++)
    davy_test_server_answer (fixture->server, 502, "text/html", "<html>Bad gateway</html>");
  davy_test_server_answer_fault (fixture->server, DAVY_TEST_FAULT_RESET);
  answer (fixture, 200, DONE);
  start (fixture);

  assert_done (fixture, 202, 8);
}

static void
test_endless_trouble (Fixture *fixture, gconstpointer unused)
{
  accept (fixture, "Location");
  for (guint i = 0; i < 40; i++)
    answer (fixture, 500, "");
  start (fixture);

  assert_fails (fixture, DAVY_ERROR_OUTCOME_UNKNOWN, NULL);
}

static void
test_still_running (Fixture *fixture, gconstpointer unused)
{
  accept (fixture, "Azure-AsyncOperation");
  for (guint i = 0; i < 5; i++)
    answer (fixture, 200, RUNNING);
  start_for (fixture, DAVY_TIME_MINUTE, NULL);

  assert_fails (fixture, DAVY_ERROR_STILL_RUNNING, NULL);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 5);
}

static void
test_pauses (Fixture *fixture, gconstpointer unused)
{
  accept (fixture, "Azure-AsyncOperation");
  add_header (fixture, "Retry-After", "25");
  answer (fixture, 200, RUNNING);
  answer (fixture, 200, RUNNING);
  add_header (fixture, "Retry-After", "0");
  answer (fixture, 200, DONE);
  start (fixture);

  g_assert_cmpint (pass_pause (fixture), ==, 25 * DAVY_TIME_SECOND);
  g_assert_cmpint (pass_pause (fixture), ==, 15 * DAVY_TIME_SECOND);
  g_assert_cmpint (pass_pause (fixture), ==, DAVY_TIME_SECOND);
  assert_done (fixture, 202, 4);
}

static const char *
sent_token (Fixture *fixture, guint index)
{
  return g_hash_table_lookup (get_request (fixture, index)->headers, "authorization");
}

static void
test_renewed_token (Fixture *fixture, gconstpointer unused)
{
  accept (fixture, "Azure-AsyncOperation");
  answer (fixture, 200, RUNNING);
  answer (fixture, 401, "{\"error\":{\"code\":\"ExpiredAuthenticationToken\"}}");
  answer (fixture, 200, DONE);
  start (fixture);

  assert_done (fixture, 202, 4);
  g_assert_cmpstr (sent_token (fixture, 1), ==, sent_token (fixture, 2));
  g_assert_cmpstr (sent_token (fixture, 2), !=, sent_token (fixture, 3));
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  accept (fixture, "Azure-AsyncOperation");
  start_for (fixture, DAVY_ARM_PATIENCE, cancellable);
  g_assert_true (davy_test_spin_until (has_result_or_waits, fixture));
  g_assert_null (fixture->result);
  g_cancellable_cancel (cancellable);

  g_assert_null (davy_arm_client_finish (fixture->client, davy_test_wait_result (&fixture->result),
                                         set_up, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);
}

static void
test_no_answer (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  davy_test_server_answer_fault (fixture->server, DAVY_TEST_FAULT_RESET);
  start (fixture);

  g_assert_null (finish (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_OUTCOME_UNKNOWN);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);
}

static void
test_without_waiting (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyRequest) request =
      davy_arm_client_create_request (fixture->client, FABRIKAM, "GET", "/thing", "2021-04-01");
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmOutcome) outcome = NULL;

  accept (fixture, "Location");
  davy_arm_client_change (fixture->client, request, set_up, NULL, davy_test_keep_result,
                          &fixture->result);
  outcome = finish (fixture, &error);

  g_assert_no_error (error);
  g_assert_true (davy_request_is_changing (request));
  g_assert_false (outcome->done);
  g_assert_cmpuint (outcome->status, ==, 202);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/azure/operation/a-change-may-be-done-at-once", test_at_once);
  add ("/azure/operation/the-status-link-comes-before-the-location", test_status_link);
  add ("/azure/operation/a-created-thing-may-go-on", test_created_with_link);
  add ("/azure/operation/a-location-tells-by-its-status", test_location);
  add ("/azure/operation/accepted-without-a-link-is-not-done", test_no_link);
  add ("/azure/operation/failure-inside-a-success-is-a-failure", test_failed);
  add ("/azure/operation/an-error-at-the-location-is-a-failure", test_failed_location);
  add ("/azure/operation/a-refusal-is-final", test_refused);
  add ("/azure/operation/a-link-elsewhere-leaves-the-outcome-unknown", test_foreign_link);
  add ("/azure/operation/losing-sight-leaves-the-outcome-unknown", test_lost_sight);
  add ("/azure/operation/passing-trouble-is-waited-out", test_passing_trouble);
  add ("/azure/operation/endless-trouble-leaves-the-outcome-unknown", test_endless_trouble);
  add ("/azure/operation/the-end-of-patience-says-it-still-runs", test_still_running);
  add ("/azure/operation/pauses-are-as-long-as-asked", test_pauses);
  add ("/azure/operation/the-token-is-renewed-on-the-way", test_renewed_token);
  add ("/azure/operation/cancelling-ends-the-watching", test_cancelled);
  add ("/azure/operation/no-answer-leaves-the-outcome-unknown", test_no_answer);
  add ("/azure/operation/a-change-can-be-left-alone", test_without_waiting);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
