/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/davy-error.h"
#include "http-fixture.h"

/* The ids by which both sides know a request: MS-RequestId tells a service that it is the same
 * again, correlation ids are what a person quotes. */

static void
set_up_clock (Fixture *fixture, gconstpointer data)
{
  davy_test_clock_install (1770000000 * DAVY_TIME_SECOND);
  set_up (fixture, data);
}

static DavyResponse *
send_body (Fixture *fixture, const char *method, const char *body, GError **error)
{
  g_autoptr (DavyRequest) request = make_request (fixture, method, "/");
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  if (*body != '\0')
    davy_request_set_body (request, bytes, "application/json");

  return send (fixture, request, error);
}

static void
send_unknown (Fixture *fixture, const char *body)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (send_body (fixture, "PATCH", body, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_OUTCOME_UNKNOWN);
}

static void
send_answered (Fixture *fixture, const char *body)
{
  g_autoptr (DavyResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  davy_test_server_answer (fixture->server, 200, NULL, "");
  response = send_body (fixture, "PATCH", body, &error);
  g_assert_no_error (error);
}

static void
assert_same (Fixture *fixture, guint one, guint other)
{
  g_assert_cmpstr (sent_header (fixture, one, "ms-requestid"), ==,
                   sent_header (fixture, other, "ms-requestid"));
}

static void
assert_new (Fixture *fixture, guint one, guint other)
{
  g_assert_cmpstr (sent_header (fixture, one, "ms-requestid"), !=,
                   sent_header (fixture, other, "ms-requestid"));
}

static void
test_unknown_keeps_its_id (Fixture *fixture, gconstpointer data)
{
  davy_test_server_answer_fault (fixture->server, DAVY_TEST_FAULT_RESET);
  send_unknown (fixture, "{}");
  davy_test_server_answer (fixture->server, 503, NULL, "");
  send_unknown (fixture, "{}");
  send_answered (fixture, "{\"other\":1}");
  send_answered (fixture, "{}");
  send_answered (fixture, "{}");

  assert_same (fixture, 0, 1);
  assert_new (fixture, 1, 2); /* another change */
  assert_same (fixture, 1, 3);
  assert_new (fixture, 3, 4); /* it was answered */
}

static void
test_throttled_unknown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  davy_test_server_answer_fault (fixture->server, DAVY_TEST_FAULT_CUT);
  send_unknown (fixture, "{}");
  davy_test_server_answer (fixture->server, 429, NULL, "");
  davy_test_server_add_header (fixture->server, "Retry-After", "1800");
  g_assert_null (send_body (fixture, "PATCH", "{}", &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_THROTTLED);
  g_clear_error (&error);
  davy_test_clock_advance (DAVY_TIME_HOUR / 2);
  davy_test_server_answer (fixture->server, 403, NULL, "");
  g_assert_null (send_body (fixture, "PATCH", "{}", &error));
  send_answered (fixture, "{}");
  assert_same (fixture, 0, 1);
  assert_same (fixture, 0, 2);
  assert_same (fixture, 0, 3);
}

static void
test_unknown_is_forgotten (Fixture *fixture, gconstpointer data)
{
  davy_test_server_answer_fault (fixture->server, DAVY_TEST_FAULT_RESET);
  send_unknown (fixture, "{}");
  davy_test_clock_advance (2 * DAVY_TIME_HOUR);
  send_answered (fixture, "{}");
  assert_new (fixture, 0, 1);
}

static void
test_correlation_of_both (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "MS-CorrelationId", "x-ms-correlation-request-id",
                                       "request-id", "x-ms-request-id" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      const DavyFault *fault;
      g_autofree char *details = NULL;

      davy_test_server_answer (fixture->server, 400, NULL, "");
      davy_test_server_add_header (fixture->server, names[i], "of-the-server");
      g_assert_null (send_body (fixture, "GET", "", &error));
      fault = davy_error_get_fault (error);
      g_assert_cmpstr (fault->correlation_id, ==, "of-the-server");
      g_assert_cmpstr (fault->sent_id, ==, sent_header (fixture, i, "ms-correlationid"));
      g_assert_cmpstr (fault->sent_id, ==, sent_header (fixture, i, "client-request-id"));
      g_assert_cmpstr (fault->sent_id, ==, sent_header (fixture, i, "x-ms-client-request-id"));

      details = davy_error_dup_details (error);
      g_assert_nonnull (strstr (details, fault->correlation_id));
      g_assert_nonnull (strstr (details, fault->sent_id));
    }
}

static void
test_correlation_without_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  davy_test_server_answer_fault (fixture->server, DAVY_TEST_FAULT_CUT);
  g_assert_null (send_body (fixture, "POST", "", &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_OUTCOME_UNKNOWN);
  g_assert_cmpstr (davy_error_get_fault (error)->correlation_id, ==,
                   sent_header (fixture, 0, "ms-correlationid"));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up_clock, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("/net/http-ids/a-change-of-unknown-outcome-keeps-its-id", test_unknown_keeps_its_id);
  ADD ("/net/http-ids/throttling-does-not-settle-what-was-unknown", test_throttled_unknown);
  ADD ("/net/http-ids/hours-later-it-is-another-change", test_unknown_is_forgotten);
  ADD ("/net/http-ids/both-sides-correlation-ids-are-kept", test_correlation_of_both);
  ADD ("/net/http-ids/ours-is-kept-where-no-answer-came", test_correlation_without_answer);

  return g_test_run ();
}
