/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-error.h"
#include "davy-test-server.h"
#include "davy-test.h"
#include "net/davy-http.h"

/* Who may go out when: places at a host, closed hosts, budgets. */

#define AT_ONCE 8
#define MINUTE  (60 * DAVY_TIME_SECOND)

typedef struct
{
  DavyTestServer *server;
  DavyHttp *http;
  GCancellable *cancellable;
  GAsyncResult *results[16];
  guint n_sent;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  davy_test_clock_install (1770000000 * DAVY_TIME_SECOND);
  fixture->server = davy_test_server_new ();
  fixture->http = davy_http_new ();
  fixture->cancellable = g_cancellable_new ();
}

static gboolean
is_over (gpointer data)
{
  const Fixture *fixture = data;

  for (guint i = 0; i < fixture->n_sent; i++)
    if (fixture->results[i] == NULL)
      return FALSE;

  return TRUE;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_cancellable_cancel (fixture->cancellable);
  g_assert_true (davy_test_spin_until (is_over, fixture));
  for (guint i = 0; i < fixture->n_sent; i++)
    g_clear_object (&fixture->results[i]);
  g_clear_object (&fixture->cancellable);
  g_clear_object (&fixture->http);
  g_clear_pointer (&fixture->server, davy_test_server_free);
}

/* Returns: which result is the request's */
static guint
send_to (Fixture *fixture,
         DavyTestServer *server,
         const char *method,
         const char *path,
         const char *budget,
         GCancellable *cancellable)
{
  g_autofree char *uri = davy_test_server_dup_uri (server, path);
  g_autoptr (DavyRequest) request = davy_request_new (method, uri);
  guint index = fixture->n_sent++;

  g_assert_cmpuint (index, <, G_N_ELEMENTS (fixture->results));
  if (budget != NULL)
    davy_request_set_budget (request, budget, 2);
  davy_http_send_async (fixture->http, request,
                        cancellable != NULL ? cancellable : fixture->cancellable,
                        davy_test_keep_result, &fixture->results[index]);

  return index;
}

static guint
send (Fixture *fixture, const char *path, const char *budget)
{
  return send_to (fixture, fixture->server, "GET", path, budget, NULL);
}

static void
answer (Fixture *fixture, guint times)
{
  for (guint i = 0; i < times; i++)
    davy_test_server_answer (fixture->server, 200, NULL, "");
}

static void
be_silent (Fixture *fixture, guint times)
{
  for (guint i = 0; i < times; i++)
    davy_test_server_answer_fault (fixture->server, DAVY_TEST_FAULT_SILENCE);
}

static gboolean
has_result (gpointer slot)
{
  return *(GAsyncResult **) slot != NULL;
}

static void
assert_succeeds (Fixture *fixture, guint index)
{
  g_autoptr (DavyResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (davy_test_spin_until (has_result, &fixture->results[index]));
  response = davy_http_send_finish (fixture->http, fixture->results[index], &error);
  g_assert_no_error (error);
  g_assert_nonnull (response);
}

static void
assert_fails (Fixture *fixture, guint index, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (davy_test_spin_until (has_result, &fixture->results[index]));
  g_assert_null (davy_http_send_finish (fixture->http, fixture->results[index], &error));
  g_assert_error (error, domain, code);
}

typedef struct
{
  DavyTestServer *server;
  guint count;
} Arrivals;

static gboolean
have_arrived (gpointer data)
{
  const Arrivals *arrivals = data;

  return davy_test_server_count (arrivals->server) >= arrivals->count;
}

/* So many requests arrive, and no more. A way round through another server shows that whatever
 * could go out has. */
static void
assert_arrived (Fixture *fixture, guint count)
{
  Arrivals arrivals = { fixture->server, count };
  g_autoptr (DavyTestServer) elsewhere = davy_test_server_new ();
  guint round;

  g_assert_true (davy_test_spin_until (have_arrived, &arrivals));
  davy_test_server_answer (elsewhere, 200, NULL, "");
  round = send_to (fixture, elsewhere, "GET", "/", NULL, NULL);
  assert_succeeds (fixture, round);
  g_assert_cmpuint (davy_test_server_count (fixture->server), ==, count);
}

static const char *
path_of (Fixture *fixture, guint index)
{
  return davy_test_server_get_request (fixture->server, index)->path;
}

static void
test_eight_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) one = g_cancellable_new ();

  be_silent (fixture, AT_ONCE + 2);
  send_to (fixture, fixture->server, "GET", "/", NULL, one);
  for (guint i = 1; i < AT_ONCE + 2; i++)
    send (fixture, "/", NULL);
  assert_arrived (fixture, AT_ONCE);

  g_cancellable_cancel (one);
  assert_arrived (fixture, AT_ONCE + 1);
}

static void
test_changes_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) one = g_cancellable_new ();

  be_silent (fixture, AT_ONCE + 1);
  send_to (fixture, fixture->server, "GET", "/", NULL, one);
  for (guint i = 1; i < AT_ONCE; i++)
    send (fixture, "/", NULL);
  send (fixture, "/read", NULL);
  send_to (fixture, fixture->server, "POST", "/change", NULL, NULL);
  assert_arrived (fixture, AT_ONCE);

  g_cancellable_cancel (one);
  assert_arrived (fixture, AT_ONCE + 1);
  g_assert_cmpstr (path_of (fixture, AT_ONCE), ==, "/change");
}

static void
test_cancelled_in_queue (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) one = g_cancellable_new ();
  guint index;

  be_silent (fixture, AT_ONCE);
  for (guint i = 0; i < AT_ONCE; i++)
    send (fixture, "/", NULL);
  index = send_to (fixture, fixture->server, "GET", "/", NULL, one);
  assert_arrived (fixture, AT_ONCE);
  g_cancellable_cancel (one);
  assert_fails (fixture, index, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_arrived (fixture, AT_ONCE);
}

static void
test_budget (Fixture *fixture, gconstpointer data)
{
  guint first, second, third, fourth, other;

  answer (fixture, 5);
  first = send (fixture, "/1", "a");
  second = send (fixture, "/2", "a");
  third = send (fixture, "/3", "a");
  fourth = send (fixture, "/4", "a");
  other = send (fixture, "/other", "b");
  assert_succeeds (fixture, first);
  assert_succeeds (fixture, second);
  assert_succeeds (fixture, other);
  assert_arrived (fixture, 3);

  davy_test_clock_advance (MINUTE - 1);
  assert_arrived (fixture, 3);
  davy_test_clock_advance (2000);
  assert_succeeds (fixture, third);
  assert_succeeds (fixture, fourth);
}

static gboolean
has_answered (gpointer data)
{
  return is_over (data);
}

/* The service may have counted it as late as when it answered. */
static void
test_budget_from_the_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) slow = g_cancellable_new ();
  guint third;

  be_silent (fixture, 1);
  answer (fixture, 2);
  send_to (fixture, fixture->server, "GET", "/slow", "a", slow);
  assert_succeeds (fixture, send (fixture, "/", "a"));
  davy_test_clock_advance (30 * DAVY_TIME_SECOND);
  g_cancellable_cancel (slow);
  g_assert_true (davy_test_spin_until (has_answered, fixture));

  third = send (fixture, "/", "a");
  assert_arrived (fixture, 2);
  davy_test_clock_advance (30 * DAVY_TIME_SECOND + 2000);
  assert_succeeds (fixture, third);
  third = send (fixture, "/", "a");
  answer (fixture, 1);
  assert_arrived (fixture, 3);
  davy_test_clock_advance (30 * DAVY_TIME_SECOND + 2000);
  assert_succeeds (fixture, third);
}

static gboolean
is_pausing (gpointer data)
{
  return davy_test_clock_next () > 0 && davy_test_clock_next () < 2 * DAVY_TIME_SECOND;
}

static void
test_retries_count (Fixture *fixture, gconstpointer data)
{
  guint first, second;

  davy_test_server_answer (fixture->server, 500, NULL, "");
  answer (fixture, 2);
  first = send (fixture, "/1", "a");
  g_assert_true (davy_test_spin_until (is_pausing, NULL));
  davy_test_clock_advance (davy_test_clock_next ());
  assert_succeeds (fixture, first);

  second = send (fixture, "/2", "a");
  assert_arrived (fixture, 2);
  davy_test_clock_advance (MINUTE);
  assert_succeeds (fixture, second);
}

static void
test_no_reservation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) one = g_cancellable_new ();
  guint waiting, last;

  answer (fixture, 3);
  assert_succeeds (fixture, send (fixture, "/1", "a"));
  assert_succeeds (fixture, send (fixture, "/2", "a"));
  waiting = send_to (fixture, fixture->server, "GET", "/3", "a", one);
  g_cancellable_cancel (one);
  assert_fails (fixture, waiting, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  last = send (fixture, "/4", "a");
  davy_test_clock_advance (MINUTE + 2000);
  assert_succeeds (fixture, last);
  g_assert_cmpstr (path_of (fixture, 2), ==, "/4");
}

static void
answer_throttled (Fixture *fixture, const char *retry_after)
{
  davy_test_server_answer (fixture->server, 429, NULL, "");
  davy_test_server_add_header (fixture->server, "Retry-After", retry_after);
}

static void
test_closed_for_the_queue (Fixture *fixture, gconstpointer data)
{
  guint results[AT_ONCE + 2];

  be_silent (fixture, AT_ONCE - 1);
  answer_throttled (fixture, "30");
  for (guint i = 0; i < AT_ONCE + 2; i++)
    results[i] = send (fixture, "/", NULL);
  assert_arrived (fixture, AT_ONCE);

  answer (fixture, 3);
  davy_test_clock_advance (30 * DAVY_TIME_SECOND + 2000);
  for (guint i = AT_ONCE - 1; i < AT_ONCE + 2; i++)
    assert_succeeds (fixture, results[i]);
}

static void
test_closed_beyond_patience (Fixture *fixture, gconstpointer data)
{
  g_autofree char *uri = davy_test_server_dup_uri (fixture->server, "/");
  g_autoptr (DavyRequest) request = davy_request_new ("GET", uri);
  guint patient, impatient;

  answer_throttled (fixture, "30");
  answer (fixture, 1);
  patient = send (fixture, "/", NULL);
  assert_arrived (fixture, 1);

  davy_request_set_patience (request, 20 * DAVY_TIME_SECOND);
  impatient = fixture->n_sent++;
  davy_http_send_async (fixture->http, request, NULL, davy_test_keep_result,
                        &fixture->results[impatient]);
  assert_fails (fixture, impatient, DAVY_ERROR, DAVY_ERROR_THROTTLED);
  assert_arrived (fixture, 1);

  davy_test_clock_advance (30 * DAVY_TIME_SECOND + 2000);
  assert_succeeds (fixture, patient);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("/net/gate/eight-at-once-to-a-host", test_eight_at_once);
  ADD ("/net/gate/a-change-goes-before-what-is-read", test_changes_first);
  ADD ("/net/gate/cancelling-leaves-the-queue", test_cancelled_in_queue);
  ADD ("/net/gate/a-budget-holds-in-any-minute", test_budget);
  ADD ("/net/gate/a-minute-is-counted-from-the-answer", test_budget_from_the_answer);
  ADD ("/net/gate/trying-again-counts", test_retries_count);
  ADD ("/net/gate/who-gives-up-takes-nothing-of-the-budget", test_no_reservation);
  ADD ("/net/gate/one-429-slows-all-callers", test_closed_for_the_queue);
  ADD ("/net/gate/who-has-no-patience-is-told-at-once", test_closed_beyond_patience);

  return g_test_run ();
}
