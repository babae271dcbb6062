/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-error.h"
#include "davy-test-server.h"
#include "davy-test.h"
#include "net/davy-http.h"

/* Waiting and trying again, with a clock that only the test moves. */

#define SILENCE_LIMIT (60 * DAVY_TIME_SECOND)

typedef struct
{
  DavyTestServer *server;
  DavyHttp *http;
  GCancellable *cancellable;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  davy_test_clock_install (1770000000 * DAVY_TIME_SECOND);
  fixture->server = davy_test_server_new ();
  fixture->http = davy_http_new ();
  fixture->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->cancellable);
  g_clear_object (&fixture->http);
  g_clear_pointer (&fixture->server, davy_test_server_free);
}

static DavyRequest *
make_request (Fixture *fixture, const char *method, const char *path)
{
  g_autofree char *uri = davy_test_server_dup_uri (fixture->server, path);

  return davy_request_new (method, uri);
}

static void
start_request (Fixture *fixture, DavyRequest *request)
{
  g_clear_object (&fixture->result);
  davy_http_send_async (fixture->http, request, fixture->cancellable, davy_test_keep_result,
                        &fixture->result);
}

static void
start (Fixture *fixture, const char *method, const char *path)
{
  g_autoptr (DavyRequest) request = make_request (fixture, method, path);

  start_request (fixture, request);
}

static gboolean
is_waiting (gpointer data)
{
  return davy_test_clock_next () > 0 && davy_test_clock_next () != SILENCE_LIMIT;
}

static gboolean
was_asked (gpointer data)
{
  Fixture *fixture = data;

  return davy_test_server_count (fixture->server) > 0;
}

/* Lets the call come to its pause, checks its length, and lets the time pass. */
static void
pass_wait (Fixture *fixture, gint64 least, gint64 most)
{
  gint64 wait;

  g_assert_true (davy_test_spin_until (is_waiting, NULL));
  wait = davy_test_clock_next ();
  g_assert_cmpint (wait, >=, least);
  g_assert_cmpint (wait, <=, most);
  davy_test_clock_advance (wait);
}

static DavyResponse *
finish (Fixture *fixture, GError **error)
{
  return davy_http_send_finish (fixture->http, davy_test_wait_result (&fixture->result), error);
}

static void
assert_fails (Fixture *fixture, DavyError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (finish (fixture, &error));
  g_assert_error (error, DAVY_ERROR, (int) code);
}

static void
assert_succeeds (Fixture *fixture, guint requests)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyResponse) response = finish (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (davy_response_get_status (response), ==, 200);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, requests);
}

static const char *
sent_header (Fixture *fixture, guint index, const char *name)
{
  return g_hash_table_lookup (davy_test_server_get_request (fixture->server, index)->headers, name);
}

static void
answer_throttled (Fixture *fixture, guint status, const char *header, const char *value)
{
  davy_test_server_answer (fixture->server, status, "application/json",
                           "{\"statusCode\":429,\"message\":\"Rate limit is exceeded.\"}");
  if (header != NULL)
    davy_test_server_add_header (fixture->server, header, value);
}

static void
test_back_off (Fixture *fixture, gconstpointer data)
{
  davy_test_server_answer_fault (fixture->server, DAVY_TEST_FAULT_RESET);
  davy_test_server_answer_fault (fixture->server, DAVY_TEST_FAULT_CUT);
  davy_test_server_answer (fixture->server, 502, "text/html", "<p>Bad gateway</p>");
  davy_test_server_answer (fixture->server, 200, NULL, "");
  start (fixture, "GET", "/");

  pass_wait (fixture, DAVY_TIME_SECOND / 4, DAVY_TIME_SECOND / 2 + 2000);
  pass_wait (fixture, DAVY_TIME_SECOND / 2, DAVY_TIME_SECOND + 2000);
  pass_wait (fixture, DAVY_TIME_SECOND, 2 * DAVY_TIME_SECOND + 2000);
  assert_succeeds (fixture, 4);
}

static void
test_gives_up (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 4; i++)
    davy_test_server_answer (fixture->server, 500, NULL, "");
  start (fixture, "GET", "/");
  for (guint i = 0; i < 3; i++)
    pass_wait (fixture, 0, 3 * DAVY_TIME_SECOND);
  assert_fails (fixture, DAVY_ERROR_SERVER);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 4);
}

static void
test_offline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyTestServer) gone = davy_test_server_new ();
  g_autofree char *uri = davy_test_server_dup_uri (gone, "/");
  g_autoptr (DavyRequest) reading = davy_request_new ("GET", uri);
  g_autoptr (DavyRequest) changing = davy_request_new ("POST", uri);

  g_clear_pointer (&gone, davy_test_server_free);
  davy_http_send_async (fixture->http, reading, NULL, davy_test_keep_result, &fixture->result);
  for (guint i = 0; i < 3; i++)
    pass_wait (fixture, 0, 3 * DAVY_TIME_SECOND);
  assert_fails (fixture, DAVY_ERROR_OFFLINE);

  /* Nothing reached the server, so the outcome of a change is known, too. */
  g_clear_object (&fixture->result);
  davy_http_send_async (fixture->http, changing, NULL, davy_test_keep_result, &fixture->result);
  for (guint i = 0; i < 3; i++)
    pass_wait (fixture, 0, 3 * DAVY_TIME_SECOND);
  assert_fails (fixture, DAVY_ERROR_OFFLINE);
}

static void
test_time_out (Fixture *fixture, gconstpointer data)
{
  davy_test_server_answer_fault (fixture->server, DAVY_TEST_FAULT_SILENCE);
  davy_test_server_answer (fixture->server, 503, NULL, "");
  davy_test_server_answer (fixture->server, 200, NULL, "");
  start (fixture, "GET", "/");
  g_assert_true (davy_test_spin_until (was_asked, fixture));
  davy_test_clock_advance (SILENCE_LIMIT);
  pass_wait (fixture, 0, DAVY_TIME_SECOND);
  pass_wait (fixture, 0, 2 * DAVY_TIME_SECOND);
  assert_succeeds (fixture, 3);

  g_assert_cmpstr (sent_header (fixture, 0, "ms-requestid"), ==,
                   sent_header (fixture, 1, "ms-requestid"));
  g_assert_cmpstr (sent_header (fixture, 1, "ms-requestid"), !=,
                   sent_header (fixture, 2, "ms-requestid"));
  g_assert_cmpstr (sent_header (fixture, 0, "ms-correlationid"), !=,
                   sent_header (fixture, 1, "ms-correlationid"));
}

static void
test_changing_is_not_resent (Fixture *fixture, gconstpointer data)
{
  static const DavyTestFault faults[] = { DAVY_TEST_FAULT_RESET, DAVY_TEST_FAULT_CUT };
  static const guint statuses[] = { 408, 500, 502, 503, 504 };
  guint asked = 0;

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      davy_test_server_answer_fault (fixture->server, faults[i]);
      start (fixture, i == 0 ? "DELETE" : "POST", "/");
      assert_fails (fixture, DAVY_ERROR_OUTCOME_UNKNOWN);
      g_assert_cmpuint (davy_test_server_count (fixture->server), ==, ++asked);
    }
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      davy_test_server_answer (fixture->server, statuses[i], NULL, "");
      start (fixture, "PATCH", "/");
      assert_fails (fixture, DAVY_ERROR_OUTCOME_UNKNOWN);
      g_assert_cmpuint (davy_test_server_count (fixture->server), ==, ++asked);
    }

  answer_throttled (fixture, 503, "Retry-After", "1");
  start (fixture, "POST", "/");
  assert_fails (fixture, DAVY_ERROR_OUTCOME_UNKNOWN);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, ++asked);
}

static void
test_changing_on_used_connection (Fixture *fixture, gconstpointer data)
{
  davy_test_server_answer (fixture->server, 200, NULL, "");
  start (fixture, "GET", "/");
  assert_succeeds (fixture, 1);

  davy_test_server_answer_fault (fixture->server, DAVY_TEST_FAULT_RESET);
  davy_test_server_answer (fixture->server, 200, NULL, "");
  start (fixture, "DELETE", "/");
  assert_fails (fixture, DAVY_ERROR_OUTCOME_UNKNOWN);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 2);
}

static void
test_changing_timed_out (Fixture *fixture, gconstpointer data)
{
  davy_test_server_answer_fault (fixture->server, DAVY_TEST_FAULT_SILENCE);
  start (fixture, "POST", "/");
  g_assert_true (davy_test_spin_until (was_asked, fixture));
  davy_test_clock_advance (SILENCE_LIMIT);
  assert_fails (fixture, DAVY_ERROR_OUTCOME_UNKNOWN);
}

static void
test_retry_after (Fixture *fixture, gconstpointer data)
{
  answer_throttled (fixture, 429, "Retry-After", "57");
  davy_test_server_answer (fixture->server, 200, NULL, "");
  start (fixture, "POST", "/");
  pass_wait (fixture, 57 * DAVY_TIME_SECOND, 57 * DAVY_TIME_SECOND + 2000);
  assert_succeeds (fixture, 2);

  answer_throttled (fixture, 503, "Retry-After", "120");
  davy_test_server_answer (fixture->server, 200, NULL, "");
  start (fixture, "GET", "/");
  pass_wait (fixture, 120 * DAVY_TIME_SECOND, 120 * DAVY_TIME_SECOND + 2000);
  assert_succeeds (fixture, 4);
}

static void
test_retry_after_date (Fixture *fixture, gconstpointer data)
{
  answer_throttled (fixture, 429, "Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT");
  davy_test_server_add_header (fixture->server, "Date", "Sun, 06 Nov 1994 08:49:17 GMT");
  davy_test_server_answer (fixture->server, 200, NULL, "");
  start (fixture, "GET", "/");
  pass_wait (fixture, 20 * DAVY_TIME_SECOND, 20 * DAVY_TIME_SECOND + 2000);
  assert_succeeds (fixture, 2);
}

static void
test_other_hints (Fixture *fixture, gconstpointer data)
{
  answer_throttled (fixture, 429, "x-ms-retry-after-ms", "7000");
  davy_test_server_add_header (fixture->server, "Retry-After", "nonsense");
  answer_throttled (fixture, 429, "Retry-After", "5");
  davy_test_server_add_header (fixture->server,
                               "x-ms-ratelimit-microsoft.costmanagement-entity-retry-after", "30");
  davy_test_server_add_header (fixture->server,
                               "x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after", "10");
  davy_test_server_answer (fixture->server, 200, NULL, "");
  start (fixture, "GET", "/");
  pass_wait (fixture, 7 * DAVY_TIME_SECOND, 7 * DAVY_TIME_SECOND + 2000);
  pass_wait (fixture, 30 * DAVY_TIME_SECOND, 30 * DAVY_TIME_SECOND + 2000);
  assert_succeeds (fixture, 3);
}

static void
test_hint_each (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {
    "x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after",
    "x-ms-ratelimit-microsoft.costmanagement-entity-retry-after",
    "x-ms-ratelimit-microsoft.costmanagement-client-retry-after",
    "x-ms-ratelimit-microsoft.costmanagement-clienttype-retry-after",
    "x-ms-ratelimit-microsoft.costmanagement-tenant-retry-after",
    "x-ms-ratelimit-microsoft.consumption-retry-after",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      answer_throttled (fixture, 429, names[i], "40");
      davy_test_server_add_header (fixture->server, "Retry-After", "20");
      davy_test_server_answer (fixture->server, 200, NULL, "");
      start (fixture, "GET", "/");
      pass_wait (fixture, 40 * DAVY_TIME_SECOND, 40 * DAVY_TIME_SECOND + 2000);
      assert_succeeds (fixture, 2 * i + 2);
    }
}

static void
test_hints_that_repeat (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    answer_throttled (fixture, 429, "Retry-After", i == 2 ? "0" : "1");
  davy_test_server_answer (fixture->server, 200, NULL, "");
  start (fixture, "GET", "/");
  pass_wait (fixture, DAVY_TIME_SECOND, DAVY_TIME_SECOND + 2000);
  pass_wait (fixture, 5 * DAVY_TIME_SECOND, 10 * DAVY_TIME_SECOND + 2000);
  pass_wait (fixture, 10 * DAVY_TIME_SECOND, 20 * DAVY_TIME_SECOND + 2000);
  assert_succeeds (fixture, 4);
}

static void
test_patience_of_all_pauses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/");

  davy_request_set_patience (request, 60 * DAVY_TIME_SECOND);
  answer_throttled (fixture, 429, "Retry-After", "40");
  answer_throttled (fixture, 503, "Retry-After", "40");
  start_request (fixture, request);
  pass_wait (fixture, 40 * DAVY_TIME_SECOND, 40 * DAVY_TIME_SECOND + 2000);
  assert_fails (fixture, DAVY_ERROR_SERVER);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 2);
}

static void
test_throttled_without_hint (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 7; i++)
    answer_throttled (fixture, 429, NULL, NULL);
  start (fixture, "GET", "/");
  pass_wait (fixture, 5 * DAVY_TIME_SECOND / 2, 5 * DAVY_TIME_SECOND + 2000);
  pass_wait (fixture, 5 * DAVY_TIME_SECOND, 10 * DAVY_TIME_SECOND + 2000);
  for (guint i = 2; i < 6; i++)
    pass_wait (fixture, 10 * DAVY_TIME_SECOND, 120 * DAVY_TIME_SECOND + 2000);
  assert_fails (fixture, DAVY_ERROR_THROTTLED);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 7);
}

static void
test_host_waits_as_a_whole (Fixture *fixture, gconstpointer data)
{
  g_autofree char *uri = davy_test_server_dup_uri (fixture->server, "/other");
  g_autoptr (DavyRequest) other = davy_request_new ("GET", uri);
  g_autoptr (DavyTestServer) elsewhere = davy_test_server_new ();
  g_autofree char *elsewhere_uri = davy_test_server_dup_uri (elsewhere, "/");
  g_autoptr (DavyRequest) free_request = davy_request_new ("GET", elsewhere_uri);
  g_autoptr (GAsyncResult) other_result = NULL;
  g_autoptr (GAsyncResult) free_result = NULL;
  g_autoptr (DavyResponse) other_response = NULL;
  g_autoptr (DavyResponse) free_response = NULL;

  answer_throttled (fixture, 429, "Retry-After", "57");
  davy_test_server_answer (fixture->server, 200, NULL, "");
  davy_test_server_answer (fixture->server, 200, NULL, "");
  davy_test_server_answer (elsewhere, 200, NULL, "");
  start (fixture, "GET", "/");
  g_assert_true (davy_test_spin_until (is_waiting, NULL));

  davy_http_send_async (fixture->http, other, NULL, davy_test_keep_result, &other_result);
  davy_http_send_async (fixture->http, free_request, NULL, davy_test_keep_result, &free_result);
  free_response = davy_http_send_finish (fixture->http, davy_test_wait_result (&free_result), NULL);
  g_assert_nonnull (free_response);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);

  davy_test_clock_advance (58 * DAVY_TIME_SECOND);
  other_response =
      davy_http_send_finish (fixture->http, davy_test_wait_result (&other_result), NULL);
  g_assert_nonnull (other_response);
  assert_succeeds (fixture, 3);
}

static void
test_patience_ends (Fixture *fixture, gconstpointer data)
{
  answer_throttled (fixture, 429, "Retry-After", "3600");
  start (fixture, "GET", "/");
  assert_fails (fixture, DAVY_ERROR_THROTTLED);

  start (fixture, "GET", "/");
  assert_fails (fixture, DAVY_ERROR_THROTTLED);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);
}

static void
test_host_opens_again (Fixture *fixture, gconstpointer data)
{
  answer_throttled (fixture, 429, "Retry-After", "Thu, 31 Dec 2099 23:59:59 GMT");
  start (fixture, "GET", "/");
  assert_fails (fixture, DAVY_ERROR_THROTTLED);
  start (fixture, "GET", "/");
  assert_fails (fixture, DAVY_ERROR_THROTTLED);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 1);

  davy_test_clock_advance (DAVY_TIME_HOUR);
  davy_test_server_answer (fixture->server, 200, NULL, "");
  start (fixture, "GET", "/");
  assert_succeeds (fixture, 2);
}

static void
answer_not_ready (Fixture *fixture, const char *retry_after)
{
  davy_test_server_answer (fixture->server, 204, NULL, "");
  davy_test_server_add_header (fixture->server, "Retry-After", retry_after);
}

static void
test_not_ready_yet (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/");

  davy_request_set_retry_empty (request);
  answer_not_ready (fixture, "10");
  answer_not_ready (fixture, "0");
  davy_test_server_answer (fixture->server, 200, NULL, "");
  start_request (fixture, request);
  pass_wait (fixture, 10 * DAVY_TIME_SECOND, 10 * DAVY_TIME_SECOND + 2000);
  pass_wait (fixture, DAVY_TIME_SECOND, DAVY_TIME_SECOND + 2000);
  assert_succeeds (fixture, 3);
}

static void
test_never_ready (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/");

  davy_request_set_retry_empty (request);
  davy_request_set_patience (request, 25 * DAVY_TIME_SECOND);
  for (guint i = 0; i < 3; i++)
    answer_not_ready (fixture, "10");
  start_request (fixture, request);
  for (guint i = 0; i < 2; i++)
    pass_wait (fixture, 10 * DAVY_TIME_SECOND, 10 * DAVY_TIME_SECOND + 2000);
  assert_fails (fixture, DAVY_ERROR_TIMED_OUT);
}

static void
test_empty_is_an_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyRequest) request = make_request (fixture, "GET", "/");
  g_autoptr (DavyResponse) response = NULL;

  answer_not_ready (fixture, "10");
  start_request (fixture, request);
  response = finish (fixture, NULL);
  g_assert_cmpuint (davy_response_get_status (response), ==, 204);
}

static gboolean
answer_nonsense_cb (GSocketService *service,
                    GSocketConnection *connection,
                    GObject *source,
                    guint *n_connections)
{
  GOutputStream *stream = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  (*n_connections)++;
  g_output_stream_write_all (stream, "No TLS is spoken here.", 22, NULL, NULL, NULL);

  return TRUE;
}

static void
test_no_tls (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *uri = g_strdup_printf ("https://127.0.0.1:%u/", port);
  g_autoptr (DavyRequest) request = davy_request_new ("GET", uri);
  guint n_connections = 0;

  g_signal_connect (service, "incoming", G_CALLBACK (answer_nonsense_cb), &n_connections);
  davy_http_send_async (fixture->http, request, NULL, davy_test_keep_result, &fixture->result);
  assert_fails (fixture, DAVY_ERROR_TLS);
  g_assert_cmpuint (n_connections, ==, 1);
}

static void
test_cancelled_in_flight (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  davy_test_server_answer_fault (fixture->server, DAVY_TEST_FAULT_SILENCE);
  start (fixture, "GET", "/");
  g_assert_true (davy_test_spin_until (was_asked, fixture));
  g_cancellable_cancel (fixture->cancellable);
  g_assert_null (finish (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancelled_while_waiting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  answer_throttled (fixture, 429, "Retry-After", "57");
  start (fixture, "GET", "/");
  g_assert_true (davy_test_spin_until (is_waiting, NULL));
  g_cancellable_cancel (fixture->cancellable);
  g_assert_null (finish (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (davy_test_clock_next (), ==, -1);
}

static void
test_cancelled_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (fixture->cancellable);
  start (fixture, "GET", "/");
  g_assert_null (finish (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, 0);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("/net/http/reading-is-tried-again-with-growing-pauses", test_back_off);
  ADD ("/net/http/trying-again-ends", test_gives_up);
  ADD ("/net/http/a-server-that-is-gone-is-offline", test_offline);
  ADD ("/net/http/the-request-id-stays-until-an-answer-comes", test_time_out);
  ADD ("/net/http/a-change-is-not-sent-again", test_changing_is_not_resent);
  ADD ("/net/http/a-change-is-not-sent-again-by-the-library", test_changing_on_used_connection);
  ADD ("/net/http/a-change-that-timed-out-is-unknown", test_changing_timed_out);
  ADD ("/net/http/retry-after-seconds-are-kept", test_retry_after);
  ADD ("/net/http/retry-after-date-is-kept-by-the-servers-clock", test_retry_after_date);
  ADD ("/net/http/the-longest-hint-counts", test_other_hints);
  ADD ("/net/http/every-hint-counts", test_hint_each);
  ADD ("/net/http/throttling-that-repeats-waits-longer", test_hints_that_repeat);
  ADD ("/net/http/patience-is-for-all-pauses-together", test_patience_of_all_pauses);
  ADD ("/net/http/throttling-without-a-hint-doubles", test_throttled_without_hint);
  ADD ("/net/http/the-whole-host-waits", test_host_waits_as_a_whole);
  ADD ("/net/http/an-hour-is-too-long-to-wait", test_patience_ends);
  ADD ("/net/http/a-host-is-not-closed-for-ever", test_host_opens_again);
  ADD ("/net/http/no-content-yet-is-asked-again", test_not_ready_yet);
  ADD ("/net/http/what-is-never-ready-is-given-up", test_never_ready);
  ADD ("/net/http/no-content-is-an-answer-otherwise", test_empty_is_an_answer);
  ADD ("/net/http/a-broken-handshake-is-not-tried-again", test_no_tls);
  ADD ("/net/http/cancelling-ends-a-request", test_cancelled_in_flight);
  ADD ("/net/http/cancelling-ends-a-wait", test_cancelled_while_waiting);
  ADD ("/net/http/a-cancelled-request-is-not-sent", test_cancelled_before);

  return g_test_run ();
}
