/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/davy-loopback.h"

#include <libsoup/soup.h>

#include "davy-test.h"

#define STATE "state-that-nobody-guesses"

typedef struct
{
  DavyLoopback *loopback;
  SoupSession *browser;
  GCancellable *cancellable;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->loopback = davy_loopback_new (STATE, &error);
  g_assert_no_error (error);
  davy_loopback_set_pages (fixture->loopback, "<p>Done</p>", "<p>Failed</p>");
  fixture->browser = soup_session_new ();
  fixture->cancellable = g_cancellable_new ();
  davy_loopback_wait_async (fixture->loopback, fixture->cancellable, davy_test_keep_result,
                            &fixture->result);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_cancellable_cancel (fixture->cancellable);
  davy_test_wait_result (&fixture->result);
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->cancellable);
  g_clear_object (&fixture->browser);
  g_clear_object (&fixture->loopback);
}

/* The page that a browser gets, or NULL when there is nobody to answer. */
static char *
visit (Fixture *fixture, const char *method, const char *host, const char *path, guint *status)
{
  g_autofree char *uri =
      g_strdup_printf ("http://%s:%u%s", host, davy_loopback_get_port (fixture->loopback), path);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) body = NULL;

  soup_session_send_and_read_async (fixture->browser, message, G_PRIORITY_DEFAULT, NULL,
                                    davy_test_keep_result, &result);
  body =
      soup_session_send_and_read_finish (fixture->browser, davy_test_wait_result (&result), NULL);
  if (body == NULL)
    return NULL;
  *status = soup_message_get_status (message);

  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static void
assert_not_found (Fixture *fixture, const char *method, const char *path)
{
  guint status = 0;
  g_autofree char *page = visit (fixture, method, "127.0.0.1", path, &status);

  g_assert_cmpuint (status, ==, 404);
  g_assert_null (fixture->result);
}

static GHashTable *
wait_for_answer (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GHashTable *answer = davy_loopback_wait_finish (fixture->loopback,
                                                  davy_test_wait_result (&fixture->result), &error);

  g_assert_no_error (error);

  return answer;
}

static void
test_code (Fixture *fixture, gconstpointer data)
{
  guint status = 0;
  g_autofree char *page =
      visit (fixture, "GET", "127.0.0.1", "/?code=0.AX%2Bb&session_state=x&state=" STATE, &status);
  g_autoptr (GHashTable) answer = wait_for_answer (fixture);

  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpstr (page, ==, "<p>Done</p>");
  g_assert_cmpstr (g_hash_table_lookup (answer, "code"), ==, "0.AX+b");
}

static void
test_error (Fixture *fixture, gconstpointer data)
{
  guint status = 0;
  g_autofree char *page =
      visit (fixture, "GET", "127.0.0.1",
             "/?error=access_denied&error_description=The+user%20declined&state=" STATE, &status);
  g_autoptr (GHashTable) answer = wait_for_answer (fixture);

  g_assert_cmpstr (page, ==, "<p>Failed</p>");
  g_assert_cmpstr (g_hash_table_lookup (answer, "error"), ==, "access_denied");
  g_assert_cmpstr (g_hash_table_lookup (answer, "error_description"), ==, "The user declined");
}

static void
test_others (Fixture *fixture, gconstpointer data)
{
  guint status = 0;
  g_autofree char *page = NULL;
  g_autoptr (GHashTable) answer = NULL;

  assert_not_found (fixture, "GET", "/favicon.ico");
  assert_not_found (fixture, "GET", "/");
  assert_not_found (fixture, "GET", "/?code=x");
  assert_not_found (fixture, "GET", "/?code=x&state=");
  assert_not_found (fixture, "GET", "/?code=x&state=state-that-nobody-guesseS");
  assert_not_found (fixture, "GET", "/?code=x&state=" STATE "1");
  assert_not_found (fixture, "GET", "/?state=" STATE);
  assert_not_found (fixture, "GET", "/other?code=x&state=" STATE);
  assert_not_found (fixture, "POST", "/?code=x&state=" STATE);

  page = visit (fixture, "GET", "127.0.0.1", "/?code=right&state=" STATE, &status);
  answer = wait_for_answer (fixture);
  g_assert_cmpstr (g_hash_table_lookup (answer, "code"), ==, "right");
}

static void
test_once (Fixture *fixture, gconstpointer data)
{
  guint status = 0;
  g_autofree char *first =
      visit (fixture, "GET", "127.0.0.1", "/?code=first&state=" STATE, &status);
  g_autofree char *second = NULL;
  g_autoptr (GHashTable) answer = wait_for_answer (fixture);

  status = 0;
  second = visit (fixture, "GET", "127.0.0.1", "/?code=second&state=" STATE, &status);
  g_assert_true (second == NULL || status == 404);
  g_assert_cmpstr (g_hash_table_lookup (answer, "code"), ==, "first");
}

static void
test_ipv6 (Fixture *fixture, gconstpointer data)
{
  guint status = 0;
  g_autofree char *page = NULL;
  g_autoptr (GHashTable) answer = NULL;
  g_autoptr (GSocket) probe =
      g_socket_new (G_SOCKET_FAMILY_IPV6, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GInetAddress) any = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV6);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (any, 0);
  gboolean has_ipv6 = probe != NULL && g_socket_bind (probe, address, FALSE, NULL);

  page = visit (fixture, "GET", has_ipv6 ? "[::1]" : "127.0.0.1", "/?code=x&state=" STATE, &status);
  answer = wait_for_answer (fixture);
  g_assert_cmpuint (status, ==, 200);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint status = 0;

  g_cancellable_cancel (fixture->cancellable);
  g_assert_null (davy_loopback_wait_finish (fixture->loopback,
                                            davy_test_wait_result (&fixture->result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (visit (fixture, "GET", "127.0.0.1", "/?code=x&state=" STATE, &status));
}

static void
test_two_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyLoopback) other = davy_loopback_new ("another", NULL);

  g_assert_nonnull (other);
  g_assert_cmpuint (davy_loopback_get_port (other), !=, davy_loopback_get_port (fixture->loopback));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  ADD ("/net/loopback/the-code-is-caught", test_code);
  ADD ("/net/loopback/a-refusal-is-caught", test_error);
  ADD ("/net/loopback/everything-else-is-not-found", test_others);
  ADD ("/net/loopback/only-the-first-redirect-counts", test_once);
  ADD ("/net/loopback/it-listens-on-ipv6-too", test_ipv6);
  ADD ("/net/loopback/waiting-can-be-cancelled", test_cancel);
  ADD ("/net/loopback/two-listeners-have-two-ports", test_two_at_once);

  return g_test_run ();
}
